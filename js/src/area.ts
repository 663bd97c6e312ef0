/** Several lines of text. */
import { h } from "./dom";
import type { Extent, InputProps } from "./model";
import { type TypedProps, TypedView } from "./typed";

type AreaProps = TypedProps & { height?: Extent };

const IS_MAC = /mac|iphone|ipad/i.test(navigator.platform);

export class AreaView extends TypedView<HTMLTextAreaElement> {
  private observer: ResizeObserver | undefined;

  protected override get keys(): string {
    return `${IS_MAC ? "\u2318" : "Ctrl"}+Enter`;
  }

  protected override build(id: string): HTMLElement {
    const field = h("textarea", {
      id,
      class: "rr-area-field",
      rows: "3",
      "data-lm-suppress-shortcuts": "true",
    });
    this.watch(field);
    // A field of another width breaks its lines elsewhere.
    if (typeof ResizeObserver !== "undefined") {
      this.observer = new ResizeObserver(() => this.fit());
      this.observer.observe(this.el);
    }
    return h(
      "div",
      { class: "rr-text-control rr-area-control" },
      h("div", { class: "rr-field rr-area" }, field),
      this.hint,
    );
  }

  protected override show(props: InputProps): void {
    super.show(props);
    const { height } = props as AreaProps;
    this.el.classList.toggle("rr-area-filled", typeof height === "number" || height === "stretch");
    this.draft.field.classList.toggle("rr-area-grows", height === "content");
    this.fit();
  }

  protected override onDraft(isDirty: boolean): void {
    super.onDraft(isDirty);
    this.fit();
  }

  protected override dispose(): void {
    super.dispose();
    this.observer?.disconnect();
  }

  /** Make a field that grows as high as its text. */
  private fit(): void {
    const { height } = this.model.props as AreaProps;
    const { field } = this.draft;
    if (height !== "content") {
      if (field.dataset.rrGrown) field.style.height = "";
      delete field.dataset.rrGrown;
      return;
    }
    field.dataset.rrGrown = "true";
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }
}
