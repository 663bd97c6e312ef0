/** A date that is typed in a given order of day, month and year. */
import { type Day, readDay, writeDay } from "./days";
import { h, setAttribute } from "./dom";
import { Draft } from "./draft";

export type DateRules = { format: string; low: Day; high: Day };

export type DateFieldOwner = {
  /** Take a day, or null of an emptied field; say what is wrong with it, or nothing. */
  take(day: Day | null): string;
  complain(words: string): void;
  /** A draft that already names a day: the calendar turns to it. */
  preview(day: Day): void;
};

export class DateField {
  readonly el: HTMLInputElement;
  private readonly draft: Draft;
  private rules: DateRules = { format: "YYYY/MM/DD", low: 0, high: 0 };

  constructor(
    id: string,
    private readonly owner: DateFieldOwner,
  ) {
    this.el = h("input", {
      id,
      type: "text",
      inputmode: "numeric",
      autocomplete: "off",
      spellcheck: "false",
      class: "rr-text-field",
      "data-lm-suppress-shortcuts": "true",
    });
    this.draft = new Draft(this.el, {
      commit: (words) => this.take(words),
      changed: (isDirty) => this.onDraft(isDirty),
    });
  }

  show(rules: DateRules, isDisabled: boolean): void {
    this.rules = rules;
    setAttribute(this.el, "placeholder", rules.format);
    this.el.disabled = isDisabled;
  }

  write(day: Day | null): void {
    this.draft.write(day === null ? "" : writeDay(day, this.rules.format));
  }

  submit(): void {
    this.draft.submit();
  }

  private take(words: string): boolean {
    const complaint = this.complaintAbout(words.trim());
    this.owner.complain(complaint);
    setAttribute(this.el, "aria-invalid", complaint ? "true" : undefined);
    return complaint === "";
  }

  private complaintAbout(words: string): string {
    const { format, low, high } = this.rules;
    if (words === "") return this.owner.take(null);
    const day = readDay(words, format);
    if (day === null) return `Enter a date as ${format}`;
    if (day < low || day > high)
      return `Enter a date from ${writeDay(low, format)} to ${writeDay(high, format)}`;
    return this.owner.take(day);
  }

  private onDraft(isDirty: boolean): void {
    this.owner.complain("");
    setAttribute(this.el, "aria-invalid", undefined);
    const day = isDirty ? readDay(this.el.value, this.rules.format) : null;
    if (day !== null) this.owner.preview(day);
  }
}
