/** A date, or both ends of a range: typed, or picked from a calendar. */
import { DateField, type DateRules } from "./datefield";
import { type Day, fromIso, type Period, periodsUntil, today, toIso } from "./days";
import { button, h, setAttribute, setText, uniqueId } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { CalendarPopup } from "./popup";

export type DateProps = InputProps & {
  min: string;
  max: string;
  format?: string;
  range?: boolean;
  nullable?: boolean;
  required?: boolean;
};

type Value = string | null | string[];

export class DateView extends InputView<Value> {
  private fields: DateField[];
  private popup: CalendarPopup;
  private clear: HTMLButtonElement;
  private complaint: HTMLElement;
  private periods: HTMLSelectElement;
  /** The first end of a range whose second one must come before either counts. */
  private pending: Day[] | null;

  protected override build(id: string): HTMLElement {
    this.pending = null;
    this.complaint = h("div", { class: "rr-complaint", id: uniqueId("complaint"), role: "alert" });
    const { range } = this.model.props as DateProps;
    this.fields = range ? [this.field(id, 0, "from"), this.field(`${id}-to`, 1, "to")] : [];
    if (!range) this.fields = [this.field(id, 0, "")];
    this.clear = button("rr-clear", "", () => this.choose([]));
    this.clear.setAttribute("aria-label", "Clear");
    const inputs = this.fields.map(({ el }) => el);
    const frame = h("div", { class: "rr-field rr-date" }, ...inputs, this.clear);
    if (range) {
      inputs[0]?.after(h("span", { class: "rr-dash", "aria-hidden": "true" }, "\u2013"));
      frame.setAttribute("role", "group");
      frame.setAttribute("aria-labelledby", this.label.id);
    }
    this.popup = new CalendarPopup(frame, {
      pick: (day) => this.pick(day),
      opening: () => this.turn(),
    });
    frame.append(this.popup.button);
    this.periods = h("select", { class: "rr-calendar-pick rr-periods", "aria-label": "Period" });
    this.periods.addEventListener("change", () => this.pickPeriod());
    if (range) this.popup.panel.append(this.periods);
    for (const input of inputs) this.popup.serve(input);
    const { panel } = this.popup;
    const control = h("div", { class: "rr-text-control" }, frame, panel, this.complaint);
    control.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      if (!(to instanceof globalThis.Node && control.contains(to))) this.settle();
    });
    return control;
  }

  protected override show(props: InputProps): void {
    const { required } = props as DateProps;
    for (const field of this.fields) {
      field.show(this.rules, this.isDisabled);
      setAttribute(field.el, "aria-required", required ? "true" : undefined);
    }
    this.popup.button.disabled = this.isDisabled;
    if (this.isDisabled) this.popup.close();
    this.write(this.value);
  }

  protected override write(value: Value): void {
    void value;
    const days = this.days;
    this.fields.forEach((field, i) => {
      field.write(days[i] ?? null);
    });
    this.clear.hidden = !this.isNullable || days.length === 0 || this.isDisabled;
    if (this.popup.isOpen) this.turn();
  }

  protected override dispose(): void {
    this.popup.close();
  }

  /** The chosen days, in order; of a range that is just being chosen, its first. */
  private get days(): Day[] {
    const { value } = this;
    if (this.pending) return this.pending;
    return (Array.isArray(value) ? value : value === null ? [] : [value]).map(fromIso);
  }

  private get isRange(): boolean {
    return this.fields.length === 2;
  }

  private get isNullable(): boolean {
    return (this.model.props as DateProps).nullable === true;
  }

  private get rules(): DateRules {
    const { min, max, format = "YYYY/MM/DD" } = this.model.props as DateProps;
    return { format, low: fromIso(min), high: fromIso(max) };
  }

  private field(id: string, end: 0 | 1, name: string): DateField {
    const field = new DateField(id, {
      take: (day) => this.take(day, end),
      complain: (words) => this.complain(words),
      preview: (day) => {
        if (this.popup.isOpen) this.turn(day);
      },
    });
    if (name) {
      // Named by the label and by itself: "Holidays from", "Holidays to".
      field.el.setAttribute("aria-label", name);
      field.el.setAttribute("aria-labelledby", `${this.label.id} ${id}`);
    }
    field.el.setAttribute("aria-describedby", this.complaint.id);
    return field;
  }

  /** Bring the calendar up to date, at this day or where the value is. */
  private turn(day?: Day): void {
    const { low, high } = this.rules;
    const [from = null, to = null] = this.days;
    const isOpen = this.isRange && from !== null && to === null;
    this.popup.calendar.show({ low, high, from, to, isOpen }, day ?? to ?? from);
    if (this.isRange) this.showPeriods(from, to);
    this.popup.position();
  }

  private get offeredPeriods(): Period[] {
    const { low, high } = this.rules;
    return periodsUntil(today(), low, high);
  }

  private showPeriods(from: Day | null, to: Day | null): void {
    const periods = this.offeredPeriods;
    const names = ["Choose a period", ...periods.map(({ name }) => name)];
    this.periods.replaceChildren(
      ...names.map((name, i) => h("option", { value: i === 0 ? "" : name }, name)),
    );
    this.periods.value = periods.find((p) => p.from === from && p.to === to)?.name ?? "";
    this.periods.hidden = periods.length === 0;
  }

  private pickPeriod(): void {
    const period = this.offeredPeriods.find(({ name }) => name === this.periods.value);
    if (!period) return;
    this.choose([period.from, period.to]);
    this.popup.close(this.fields.at(-1)?.el);
  }

  private pick(day: Day): void {
    const { days } = this;
    if (!this.isRange) this.choose([day]);
    else if (days.length === 1) this.choose([...days, day]);
    else this.choose([day]);
    const isDone = this.days.length === this.fields.length;
    if (isDone) this.popup.close(this.fields.at(-1)?.el);
    else this.turn(day);
  }

  /** Take what was typed at one end; say what is wrong with it, or nothing. */
  private take(day: Day | null, end: 0 | 1): string {
    const [from, to] = this.days;
    if (day === null) return this.takeNothing(end, from);
    if (end === 1 && from === undefined) return "Enter the first date first";
    if (end === 1) this.choose([from as Day, day]);
    // An end before its beginning is of another range.
    else this.choose(to !== undefined && day <= to ? [day, to] : [day]);
    return "";
  }

  private takeNothing(end: 0 | 1, from: Day | undefined): string {
    if (end === 1 && from !== undefined) this.choose([from]);
    else if (this.isNullable) this.choose([]);
    else return "Enter a date";
    return "";
  }

  private choose(days: Day[]): void {
    const { required } = this.model.props as DateProps;
    const sorted = [...days].sort((a, b) => a - b);
    this.complain("");
    this.pending = this.isRange && required && sorted.length === 1 ? sorted : null;
    if (!this.pending) {
      const texts = sorted.map(toIso);
      this.commit(this.isRange ? texts : (texts[0] ?? null));
    }
    this.write(this.value);
  }

  /** Forget a first end whose second one never came. */
  private settle(): void {
    if (!this.pending || this.popup.isOpen) return;
    this.pending = null;
    this.write(this.value);
  }

  private complain(words: string): void {
    setText(this.complaint, words);
    this.complaint.hidden = words === "";
  }
}
