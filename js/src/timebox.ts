/** A time in a field, with a list of times at a step: the ARIA combobox pattern. */
import { fromClock, type HourFormat, readTime, timesAt, toClock, writeTime } from "./clock";
import { h, setAttribute } from "./dom";
import { Draft } from "./draft";
import { Floating } from "./float";
import { isComposing } from "./keys";
import { OptionList, type Row } from "./options";

export type TimeRules = { step?: number; format?: HourFormat };

export type TimeBoxOwner = {
  /** Take a wire text, or null of an emptied field; say what is wrong with it, or nothing. */
  take(value: string | null): string;
  complain(words: string): void;
};

const QUARTER = 900;
const PAGE = 8;

export class TimeBox {
  readonly field: HTMLInputElement;
  readonly frame: HTMLElement;
  /** To be placed after the frame. */
  readonly panel: HTMLElement;
  private readonly draft: Draft;
  private readonly list: OptionList;
  private readonly floating: Floating;
  private rules: TimeRules = {};
  private times: number[] = [];
  /** Their words; made when the list first opens, since a step of a second has 86,400. */
  private rows: Row[] = [];
  private key = "";
  private value: string | null = null;
  /** Whether Enter takes the row of the list, not the words in the field. */
  private isChoosing = false;

  constructor(
    id: string,
    private readonly owner: TimeBoxOwner,
  ) {
    this.list = new OptionList(
      (row) => this.pick(row),
      (active) =>
        setAttribute(this.field, "aria-activedescendant", this.floating.isOpen ? active : null),
    );
    this.list.el.setAttribute("aria-label", "Times");
    this.panel = this.list.el;
    this.field = h("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      class: "rr-text-field",
      "aria-autocomplete": "none",
      "aria-expanded": "false",
      "aria-controls": this.list.el.id,
      "data-lm-suppress-shortcuts": "true",
    });
    // Before the draft listens, so that an Enter which picks from the list is not one that ends the draft.
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.draft = new Draft(this.field, {
      commit: (words) => this.take(words),
      changed: (isDirty) => this.onDraft(isDirty),
    });
    this.field.addEventListener("blur", () => this.close());
    const chevron = h("span", { class: "rr-chevron", "aria-hidden": "true" });
    this.frame = h("div", { class: "rr-field rr-time" }, this.field, chevron);
    this.frame.addEventListener("mousedown", (event) => this.onPress(event));
    this.floating = new Floating(this.frame, this.panel, "below");
  }

  show(rules: TimeRules, isDisabled: boolean): void {
    const key = JSON.stringify([rules.step, rules.format]);
    if (key !== this.key) {
      this.key = key;
      this.rules = rules;
      this.times = timesAt(this.step);
      this.rows = [];
    }
    this.field.disabled = isDisabled;
    setAttribute(this.field, "placeholder", this.hasSeconds ? "HH:MM:SS" : "HH:MM");
    if (isDisabled) this.close();
    this.write(this.value);
  }

  write(value: string | null): void {
    this.value = value;
    this.draft.write(value === null ? "" : this.words(fromClock(value)));
    if (this.floating.isOpen) this.fill();
  }

  close(): void {
    this.floating.close();
    this.isChoosing = false;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  private get step(): number {
    return this.rules.step ?? QUARTER;
  }

  private get hasSeconds(): boolean {
    return this.step % 60 !== 0;
  }

  private words(seconds: number): string {
    return writeTime(seconds, this.rules.format ?? "24h", this.hasSeconds);
  }

  private onPress(event: MouseEvent): void {
    if (this.field.disabled) return;
    const { isOpen } = this.floating;
    if (event.target !== this.field) event.preventDefault();
    this.field.focus();
    if (!isOpen) this.open();
    else if (event.target !== this.field) this.close();
  }

  private onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const { isOpen } = this.floating;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (event.altKey && step < 0) this.close();
      else if (!isOpen) this.open();
      else this.move(step);
    } else if (event.key === "Enter" && isOpen && this.isChoosing) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.pick(this.list.active);
    } else if (event.key === "Enter") this.close();
    else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    }
  }

  /** One step past an end goes round to the other; a page stops there. */
  private move(step: number): void {
    const { length, active } = this.list;
    const to = active + step;
    const row = Math.abs(step) > 1 ? Math.max(0, Math.min(length - 1, to)) : (to + length) % length;
    this.isChoosing = true;
    this.list.activate(row);
  }

  private open(): void {
    if (this.floating.isOpen || this.field.disabled) return;
    this.floating.open();
    this.field.setAttribute("aria-expanded", "true");
    this.fill();
    this.isChoosing = !this.draft.isDirty;
    this.reveal(this.value === null ? null : fromClock(this.value));
  }

  /** Make the last time that is not after this one the active row. */
  private reveal(seconds: number | null): void {
    const row = seconds === null ? 0 : Math.floor(seconds / this.step);
    // The rows after it come into sight with it.
    this.list.activate(row + PAGE / 2);
    this.list.activate(row);
  }

  private fill(): void {
    const now = this.value === null ? -1 : fromClock(this.value);
    if (this.rows.length === 0)
      this.rows = this.times.map((seconds) => ({ words: this.words(seconds), kind: "option" }));
    this.list.fill(this.rows, now % this.step === 0 ? now / this.step : -1, "");
    this.floating.position();
  }

  private pick(row: number): void {
    const seconds = this.times[row];
    this.close();
    if (seconds === undefined) return;
    this.draft.revert();
    this.owner.complain(this.owner.take(toClock(seconds, this.hasSeconds)));
  }

  private take(words: string): boolean {
    const complaint = this.complaintAbout(words.trim());
    this.owner.complain(complaint);
    setAttribute(this.field, "aria-invalid", complaint ? "true" : undefined);
    return complaint === "";
  }

  private complaintAbout(words: string): string {
    if (words === "") return this.owner.take(null);
    const seconds = readTime(words, this.hasSeconds);
    const example = this.words(31_500);
    if (seconds === null) return `Enter a time such as ${example}`;
    return this.owner.take(toClock(seconds, this.hasSeconds));
  }

  private onDraft(isDirty: boolean): void {
    this.owner.complain("");
    setAttribute(this.field, "aria-invalid", undefined);
    if (!isDirty) return;
    this.isChoosing = false;
    const seconds = readTime(this.field.value, this.hasSeconds);
    if (seconds !== null && this.floating.isOpen) this.reveal(seconds);
  }
}
