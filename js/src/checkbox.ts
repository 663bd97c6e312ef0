/** A box to tick, or a switch. */
import { h, setAttribute } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";

type CheckboxProps = InputProps & { switch?: boolean; wrap?: boolean };

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

  protected override show(props: InputProps): void {
    const { switch: isSwitch, wrap } = props as CheckboxProps;
    setAttribute(this.box, "role", isSwitch ? "switch" : undefined);
    this.box.classList.toggle("rr-switch", isSwitch === true);
    this.label.classList.toggle("rr-unwrapped-label", wrap === false);
    this.box.disabled = this.isDisabled;
  }

  protected override write(value: boolean): void {
    this.box.checked = value === true;
  }
}
