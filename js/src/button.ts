/** A button: each click is one message, never a value, so that no click can be merged with another. */
import { PressView } from "./press";

export class ButtonView extends PressView {
  protected override press(): void {
    this.model.say({ type: "click" });
  }
}
