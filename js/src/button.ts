/** A button: each click is one message, never a value, so that no click can be merged with another. */
import { setAttribute } from "./dom";
import { formOf } from "./forms";
import type { InputProps } from "./model";
import { PressView } from "./press";

export class ButtonView extends PressView {
  /** The button of a form brings along what was entered, if that can be sent. */
  protected override press(): void {
    const { submits } = this.model.props;
    if (submits === undefined) {
      this.model.say({ type: "click" });
      return;
    }
    const brings = formOf(this.model.widget_manager, submits).gather();
    if (brings) this.model.say({ type: "click", brings });
  }

  protected override show(props: InputProps): void {
    super.show(props);
    setAttribute(this.pressed, "data-rr-submits", props.submits);
    setAttribute(this.pressed, "data-rr-enter", props.enter === false ? "false" : undefined);
  }
}
