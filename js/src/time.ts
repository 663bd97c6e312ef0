/** A time of the day. */
import { h, setAttribute, setText, uniqueId } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { TimeBox, type TimeRules } from "./timebox";

type TimeProps = InputProps & TimeRules & { nullable?: boolean; required?: boolean };

export class TimeView extends InputView<string | null> {
  private box: TimeBox;
  private complaint: HTMLElement;

  protected override build(id: string): HTMLElement {
    this.complaint = h("div", { class: "rr-complaint", id: uniqueId("complaint"), role: "alert" });
    this.box = new TimeBox(id, {
      take: (value) => this.take(value),
      complain: (words) => this.complain(words),
    });
    this.box.field.setAttribute("aria-describedby", this.complaint.id);
    return h("div", { class: "rr-text-control" }, this.box.frame, this.box.panel, this.complaint);
  }

  protected override show(props: InputProps): void {
    const { step, format, required } = props as TimeProps;
    this.box.show({ ...(step && { step }), ...(format && { format }) }, this.isDisabled);
    setAttribute(this.box.field, "aria-required", required ? "true" : undefined);
    this.write(this.value);
  }

  protected override write(value: string | null): void {
    this.box.write(value);
  }

  protected override dispose(): void {
    this.box.close();
  }

  private take(value: string | null): string {
    if (value === null && !(this.model.props as TimeProps).nullable) return "Enter a time";
    if (value === this.value) this.write(value);
    else this.commit(value);
    return "";
  }

  private complain(words: string): void {
    setText(this.complaint, words);
    this.complaint.hidden = words === "";
  }
}
