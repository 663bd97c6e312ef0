/** A date and a time, side by side. */
import type { DateProps } from "./date";
import { DateField, type DateRules } from "./datefield";
import { type Day, fromIso, toIso, writeDay } from "./days";
import { button, h, setAttribute, setText, uniqueId } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { CalendarPopup } from "./popup";
import { TimeBox } from "./timebox";

type DateTimeProps = DateProps & { step?: number };

const MIDNIGHT = "00:00";

export class DateTimeView extends InputView<string | null> {
  private field: DateField;
  private popup: CalendarPopup;
  private box: TimeBox;
  private clear: HTMLButtonElement;
  private complaint: HTMLElement;
  /** A time that waits for its day. */
  private waiting: string | null;

  protected override build(id: string): HTMLElement {
    this.waiting = null;
    this.complaint = h("div", { class: "rr-complaint", id: uniqueId("complaint"), role: "alert" });
    const complain = (words: string): void => this.complain(words);
    this.field = new DateField(id, {
      take: (day) => this.takeDay(day),
      complain,
      preview: (day) => {
        if (this.popup.isOpen) this.turn(day);
      },
    });
    this.box = new TimeBox(`${id}-time`, { take: (value) => this.takeTime(value), complain });
    this.name(this.field.el, "date");
    this.name(this.box.field, "time");
    this.clear = button("rr-clear", "", () => this.choose(null));
    this.clear.setAttribute("aria-label", "Clear");
    const frame = h("div", { class: "rr-field rr-date" }, this.field.el, this.clear);
    this.popup = new CalendarPopup(frame, {
      pick: (day) => {
        this.complain(this.takeDay(day));
        this.popup.close(this.field.el);
      },
      opening: () => this.turn(),
    });
    frame.append(this.popup.button);
    this.popup.serve(this.field.el);
    const day = h("div", { class: "rr-text-control" }, frame, this.popup.panel);
    const time = h("div", { class: "rr-text-control" }, this.box.frame, this.box.panel);
    const both = h("div", { class: "rr-datetime", role: "group" }, day, time);
    both.setAttribute("aria-labelledby", this.label.id);
    return h("div", { class: "rr-text-control" }, both, this.complaint);
  }

  protected override show(props: InputProps): void {
    const { step, required } = props as DateTimeProps;
    this.field.show(this.rules, this.isDisabled);
    this.box.show(step ? { step } : {}, this.isDisabled);
    for (const el of [this.field.el, this.box.field])
      setAttribute(el, "aria-required", required ? "true" : undefined);
    this.popup.button.disabled = this.isDisabled;
    if (this.isDisabled) this.popup.close();
    this.write(this.value);
  }

  protected override write(value: string | null): void {
    if (value !== null) this.waiting = null;
    this.field.write(value === null ? null : fromIso(value));
    this.box.write(value === null ? this.waiting : value.slice(11));
    const { nullable } = this.model.props as DateTimeProps;
    this.clear.hidden = !nullable || value === null || this.isDisabled;
    if (this.popup.isOpen) this.turn();
  }

  protected override dispose(): void {
    this.popup.close();
    this.box.close();
  }

  private get rules(): DateRules {
    const { min, max, format = "YYYY/MM/DD" } = this.model.props as DateTimeProps;
    return { format, low: fromIso(min), high: fromIso(max) };
  }

  private name(el: HTMLElement, part: string): void {
    // Named by the label and by itself: "Departure date", "Departure time".
    el.setAttribute("aria-label", part);
    el.setAttribute("aria-labelledby", `${this.label.id} ${el.id}`);
    el.setAttribute("aria-describedby", this.complaint.id);
  }

  private turn(day?: Day): void {
    const { low, high } = this.rules;
    const from = this.value === null ? null : fromIso(this.value);
    this.popup.calendar.show({ low, high, from, to: null, isOpen: false }, day ?? from);
    this.popup.position();
  }

  private takeDay(day: Day | null): string {
    if (day === null) return this.takeNothing("Enter a date");
    const { min, max } = this.model.props as DateTimeProps;
    const wanted = `${toIso(day)}T${this.value?.slice(11) ?? this.waiting ?? MIDNIGHT}`;
    // On the first and the last day not every time is on offer; texts of one length sort as moments do.
    this.choose(wanted < min ? min : wanted > max ? max : wanted);
    return "";
  }

  private takeTime(time: string | null): string {
    if (time === null) return this.takeNothing("Enter a time");
    if (this.value === null) {
      this.waiting = time;
      this.write(null);
      return "";
    }
    const { min, max } = this.model.props as DateTimeProps;
    const wanted = `${this.value.slice(0, 10)}T${time}`;
    if (wanted < min) return `Enter a time from ${this.words(min)}`;
    if (wanted > max) return `Enter a time until ${this.words(max)}`;
    this.choose(wanted);
    return "";
  }

  private takeNothing(otherwise: string): string {
    if (!(this.model.props as DateTimeProps).nullable) return otherwise;
    this.choose(null);
    return "";
  }

  private words(moment: string): string {
    return `${writeDay(fromIso(moment), this.rules.format)} ${moment.slice(11)}`;
  }

  private choose(value: string | null): void {
    this.complain("");
    this.waiting = null;
    if (value !== this.value) this.commit(value);
    this.write(value);
  }

  private complain(words: string): void {
    setText(this.complaint, words);
    this.complaint.hidden = words === "";
  }
}
