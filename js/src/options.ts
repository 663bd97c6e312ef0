/** A list of options of any length: only the rows in sight are in the DOM. */
import { h, setAttribute, setText, uniqueId } from "./dom";

/** Rows drawn above and below the visible ones, so that scrolling shows no gap. */
const SPARE = 6;

/** An option; or one that Enter would add; or the row that takes all options in sight. */
export type Row = { words: string; kind: "option" | "new" | "all" };

export class OptionList {
  readonly el = h("div", { class: "rr-options", role: "listbox", id: uniqueId("options") });
  active = -1;
  private rows: readonly Row[] = [];
  private current = -1;
  private readonly spacer = h("div", { class: "rr-options-spacer", role: "presentation" });
  private readonly nothing = h("div", { class: "rr-options-none", role: "status" });

  constructor(
    private readonly onPick: (row: number) => void,
    private readonly onActive: (id: string | null) => void,
  ) {
    this.el.append(this.spacer, this.nothing);
    this.el.addEventListener("scroll", () => this.draw(), { passive: true });
    // The focus stays in the field.
    this.el.addEventListener("mousedown", (event) => event.preventDefault());
    this.el.addEventListener("click", (event) => {
      const row = rowOf(event);
      if (row >= 0) this.onPick(row);
    });
    this.el.addEventListener("mousemove", (event) => {
      const row = rowOf(event);
      if (row >= 0 && row !== this.active) this.activate(row, false);
    });
  }

  get length(): number {
    return this.rows.length;
  }

  /** Show these rows, or words instead; `current` is the row that holds the value, -1 if none does. */
  fill(rows: readonly Row[], current: number, nothing: string): void {
    this.rows = rows;
    this.current = current;
    this.active = Math.min(this.active, rows.length - 1);
    setText(this.nothing, nothing);
    this.nothing.hidden = rows.length > 0;
    this.spacer.style.height = `calc(var(--rr-row) * ${rows.length})`;
    this.draw();
  }

  /** Make a row the one that Enter takes. */
  activate(row: number, reveal = true): void {
    this.active = Math.max(-1, Math.min(this.rows.length - 1, row));
    if (reveal) this.reveal();
    this.draw();
  }

  draw(): void {
    const height = this.rowHeight;
    const count = Math.ceil((this.el.clientHeight || 10 * height) / height) + 2 * SPARE;
    // A list that has become shorter may still be scrolled to where its end was.
    const end = Math.max(0, this.rows.length - count);
    const first = Math.min(end, Math.max(0, Math.floor(this.el.scrollTop / height) - SPARE));
    const last = Math.min(this.rows.length, first + count);
    while (this.spacer.childElementCount > last - first) this.spacer.lastElementChild?.remove();
    for (let row = first; row < last; row += 1) {
      const at = row - first;
      const el = (this.spacer.children[at] as HTMLElement | undefined) ?? this.addRow();
      this.drawRow(el, row);
    }
    this.onActive(this.active >= first && this.active < last ? this.idOf(this.active) : null);
  }

  private addRow(): HTMLElement {
    return this.spacer.appendChild(h("div", { class: "rr-option", role: "option" }));
  }

  private drawRow(el: HTMLElement, row: number): void {
    const { words, kind } = this.rows[row] as Row;
    el.id = this.idOf(row);
    el.dataset.rrRow = String(row);
    setText(el, kind === "new" ? `Add: ${words}` : words);
    setAttribute(el, "data-rr-kind", kind);
    el.style.transform = `translateY(calc(var(--rr-row) * ${row}))`;
    el.classList.toggle("rr-active", row === this.active);
    setAttribute(el, "aria-selected", String(row === this.current));
    setAttribute(el, "aria-posinset", row + 1);
    setAttribute(el, "aria-setsize", this.rows.length);
  }

  private idOf(row: number): string {
    return `${this.el.id}-${row}`;
  }

  private get rowHeight(): number {
    return Number.parseFloat(getComputedStyle(this.el).getPropertyValue("--rr-row")) || 32;
  }

  private reveal(): void {
    if (this.active < 0) return;
    const top = this.active * this.rowHeight;
    const { scrollTop, clientHeight } = this.el;
    if (top < scrollTop) this.el.scrollTop = top;
    else if (top + this.rowHeight > scrollTop + clientHeight)
      this.el.scrollTop = top + this.rowHeight - clientHeight;
  }
}

function rowOf(event: Event): number {
  const row = (event.target as Element).closest<HTMLElement>("[data-rr-row]");
  return row ? Number(row.dataset.rrRow) : -1;
}
