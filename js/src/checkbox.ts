/** A tick box. */
import { h } from "./dom";
import { InputView } from "./input";

export class CheckboxView extends InputView<boolean> {
  private box: HTMLInputElement;

  protected override build(id: string): HTMLElement {
    this.el.dataset.rrWidth = "content";
    this.box = h("input", { type: "checkbox", id, "data-lm-suppress-shortcuts": "true" });
    this.box.addEventListener("change", () => this.commit(this.box.checked));
    return this.box;
  }

  /** The box stands before its label. */
  protected override arrange(): void {
    this.head.classList.add("rr-toggle-label");
    this.el.append(h("div", { class: "rr-toggle" }, this.control, this.head));
  }

  protected override show(): void {
    this.box.disabled = this.isDisabled;
  }

  protected override write(value: boolean): void {
    this.box.checked = value === true;
  }
}
