/** A field to search options in: the ARIA combobox pattern, with the focus always in its text field. */
import { h, setAttribute } from "./dom";
import { Floating } from "./float";
import { isComposing } from "./keys";
import { OptionList, type Row } from "./options";

const PAGE = 10;

/** Whose options are picked. */
export type PickerOwner = {
  readonly isDisabled: boolean;
  /** What the field says while nothing is being typed. */
  readonly words: string;
  /** The rows that match what was typed. */
  rows(query: string): Row[];
  /** The row of the current value; -1 if there is none. */
  current(rows: readonly Row[]): number;
  /** What stands in the list if it has no rows. */
  nothing(): string;
  /** Take a row; whether the list stays open for another. */
  pick(row: Row): boolean;
};

export class Picker {
  readonly field: HTMLInputElement;
  readonly list: OptionList;
  private readonly floating: Floating;
  /** What was typed since the list opened; null while nothing was. */
  private query: string | null = null;
  private rows: Row[] = [];

  /** `frame` is what the list is aligned with and what opens it when it is pressed. */
  constructor(
    id: string,
    private readonly frame: HTMLElement,
    private readonly owner: PickerOwner,
  ) {
    this.list = new OptionList(
      (row) => this.pick(row),
      (active) =>
        setAttribute(this.field, "aria-activedescendant", this.isOpen ? active : undefined),
    );
    this.list.el.setAttribute("aria-label", "Options");
    this.field = h("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      class: "rr-text-field",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.el.id,
      "data-lm-suppress-shortcuts": "true",
    });
    this.floating = new Floating(frame, this.list.el, "below");
    this.listen();
  }

  get isOpen(): boolean {
    return this.floating.isOpen;
  }

  /** What was typed; "" while nothing was. */
  get typed(): string {
    return this.query ?? "";
  }

  /** Follow the props: whether typing searches or the list is only opened. */
  show(isPickOnly: boolean): void {
    this.field.disabled = this.owner.isDisabled;
    this.field.readOnly = isPickOnly;
    this.frame.classList.toggle("rr-pick-only", isPickOnly);
    if (this.owner.isDisabled) this.close();
  }

  /** Follow the value. */
  write(): void {
    if (this.query === null && this.field.value !== this.owner.words)
      this.field.value = this.owner.words;
    if (this.isOpen) this.refill();
  }

  close(): void {
    this.query = null;
    this.floating.close();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    if (this.field.value !== this.owner.words) this.field.value = this.owner.words;
  }

  private listen(): void {
    this.frame.addEventListener("mousedown", (event) => {
      if (this.owner.isDisabled || (event.target as Element).closest("button")) return;
      const { isOpen } = this;
      // The press that opens the list selects all words, so that typing replaces them; later ones set the caret.
      if (event.target !== this.field || !isOpen) event.preventDefault();
      this.field.focus();
      if (!isOpen) {
        this.field.select();
        this.open();
      } else if (event.target !== this.field) this.close();
    });
    this.field.addEventListener("focus", () => this.field.select());
    this.field.addEventListener("blur", () => this.close());
    this.field.addEventListener("input", () => {
      this.query = this.field.value;
      this.open();
      this.refill();
      this.list.activate(this.firstOption());
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
  }

  private onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const { isOpen } = this;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (event.altKey && step < 0) this.close();
      else if (!isOpen) this.open();
      else this.list.activate(this.next(step));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!isOpen) this.open();
      else if (this.list.active >= 0) this.pick(this.list.active);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === " " && this.field.readOnly && !isOpen) {
      event.preventDefault();
      this.open();
    }
  }

  /** One step past an end goes round to the other; a page stops there. */
  private next(step: number): number {
    const last = this.list.length - 1;
    const to = this.list.active + step;
    if (Math.abs(step) > 1) return Math.max(0, Math.min(last, to));
    return to < 0 ? last : to > last ? 0 : to;
  }

  private open(): void {
    if (this.isOpen || this.owner.isDisabled) return;
    this.floating.open();
    this.field.setAttribute("aria-expanded", "true");
    this.refill();
    const current = this.owner.current(this.rows);
    this.list.activate(current >= 0 ? current : this.firstOption());
  }

  /** Enter takes an option before it takes all of them. */
  private firstOption(): number {
    const first = this.rows.findIndex(({ kind }) => kind !== "all");
    return first < 0 ? this.rows.length - 1 : first;
  }

  private refill(): void {
    this.rows = this.owner.rows(this.typed);
    this.list.fill(this.rows, this.owner.current(this.rows), this.owner.nothing());
    this.floating.position();
  }

  private pick(place: number): void {
    const row = this.rows[place];
    if (!row) return;
    if (!this.owner.pick(row)) {
      this.close();
      this.field.select();
      return;
    }
    const isSearching = this.typed !== "";
    this.query = null;
    this.field.value = this.owner.words;
    this.refill();
    this.list.activate(isSearching ? this.firstOption() : Math.min(place, this.rows.length - 1));
  }
}
