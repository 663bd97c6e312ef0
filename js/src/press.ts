/** What all buttons share that are live widgets. */
import { h } from "./dom";
import { Face, faceLabel } from "./face";
import { InputView } from "./input";
import type { InputProps, PressProps } from "./model";
import { serveShortcut } from "./shortcut";
import { holdSteady } from "./steady";

export abstract class PressView extends InputView<null> {
  protected pressed: HTMLElement;
  private face: Face;
  private unlisten: () => void;

  /** Do what a press is for. */
  protected abstract press(): void;

  /** Make what is pressed. */
  protected make(id: string): HTMLElement {
    return h("button", { type: "button", id });
  }

  protected override build(id: string): HTMLElement {
    this.el.dataset.rrWidth = "content";
    this.pressed = this.make(id);
    this.face = new Face(this.el, this.pressed, this.label);
    this.pressed.addEventListener("click", () => this.press());
    holdSteady(this.pressed);
    this.unlisten = serveShortcut(
      this.el,
      () => (this.isDisabled ? undefined : (this.model.props as PressProps).shortcut),
      () => this.pressed.click(),
    );
    return this.pressed;
  }

  protected override buildLabel(): HTMLElement {
    return faceLabel();
  }

  protected override arrange(): void {
    this.el.append(this.control, this.head);
  }

  protected override show(props: InputProps): void {
    this.face.show(props as PressProps);
    if (this.pressed instanceof HTMLButtonElement) this.pressed.disabled = this.isDisabled;
  }

  protected override write(): void {}

  protected override dispose(): void {
    this.unlisten();
  }
}
