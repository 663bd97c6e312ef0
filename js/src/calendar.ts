/** One month to pick a day from: the grid of the ARIA date picker pattern. */
import {
  addMonths,
  type Day,
  dayOf,
  firstWeekday,
  intl,
  partsOf,
  stampOf,
  today,
  weekdayOf,
} from "./days";
import { button, h, setAttribute, setText, uniqueId } from "./dom";

/** What the calendar shows: the days on offer, and the chosen one or both ends of a range. */
export type Chosen = {
  low: Day;
  high: Day;
  from: Day | null;
  to: Day | null;
  /** The second end of a range is still to come: the days up to the pointer are previewed. */
  isOpen: boolean;
};

const WEEKS = 6;
/** Years offered on both sides of the one that is shown. */
const YEARS = 100;
// 1 January 2023 was a Sunday.
const SUNDAY = 19_358;

export class Calendar {
  readonly el: HTMLElement;
  private readonly months = h("select", { class: "rr-calendar-pick", "aria-label": "Month" });
  private readonly years = h("select", { class: "rr-calendar-pick", "aria-label": "Year" });
  private readonly back: HTMLButtonElement;
  private readonly forth: HTMLButtonElement;
  private readonly grid: HTMLTableElement;
  private readonly cells: HTMLTableCellElement[] = [];
  private readonly first = firstWeekday();
  private chosen: Chosen = { low: 0, high: 0, from: null, to: null, isOpen: false };
  /** The day that has, or would have, the focus; its month is the one that is shown. */
  private active: Day = today();
  private hovered: Day | null = null;

  constructor(private readonly onPick: (day: Day) => void) {
    this.back = button("rr-calendar-turn rr-calendar-back", "", () => this.turn(-1));
    this.back.setAttribute("aria-label", "Previous month");
    this.forth = button("rr-calendar-turn", "", () => this.turn(1));
    this.forth.setAttribute("aria-label", "Next month");
    const head = h(
      "div",
      { class: "rr-calendar-head" },
      this.back,
      this.months,
      this.years,
      this.forth,
    );
    this.grid = this.buildGrid();
    this.el = h("div", { class: "rr-calendar" }, head, this.grid);
    for (const select of [this.months, this.years])
      select.addEventListener("change", () => this.jump());
  }

  /** Follow a value and its bounds; `day` is the one to show, if not the present one. */
  show(chosen: Chosen, day?: Day | null): void {
    this.chosen = chosen;
    this.active = this.inside(day ?? this.active);
    this.hovered = null;
    this.draw();
  }

  /** Put the focus on the active day. */
  focus(): void {
    this.cellOf(this.active)?.focus();
  }

  private buildGrid(): HTMLTableElement {
    const head = h("tr");
    for (let i = 0; i < 7; i += 1) {
      const day = stampOf(SUNDAY + ((this.first + i) % 7));
      const long = intl({ weekday: "long" }).format(day);
      const short = intl({ weekday: "short" }).format(day);
      head.append(h("th", { scope: "col", abbr: long, title: long }, short));
    }
    const body = h("tbody");
    for (let week = 0; week < WEEKS; week += 1) {
      const row = h("tr");
      for (let i = 0; i < 7; i += 1) {
        const cell = h("td", { role: "gridcell", "data-lm-suppress-shortcuts": "true" });
        this.cells.push(cell);
        row.append(cell);
      }
      body.append(row);
    }
    const grid = h("table", { role: "grid", id: uniqueId("calendar") }, h("thead", {}, head), body);
    grid.addEventListener("keydown", (event) => this.onKey(event));
    grid.addEventListener("click", (event) => this.pick(dayAt(event)));
    grid.addEventListener("pointerover", (event) => this.hover(dayAt(event)));
    grid.addEventListener("pointerleave", () => this.hover(null));
    return grid;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.pick(this.active);
      return;
    }
    const to = this.target(event);
    if (to === null) return;
    event.preventDefault();
    this.active = this.inside(to);
    this.hovered = this.active;
    this.draw();
    this.focus();
  }

  private target(event: KeyboardEvent): Day | null {
    const { active } = this;
    const isRightToLeft = getComputedStyle(this.el).direction === "rtl";
    const ahead = isRightToLeft ? -1 : 1;
    const inWeek = (weekdayOf(active) - this.first + 7) % 7;
    const months = event.shiftKey ? 12 : 1;
    switch (event.key) {
      case "ArrowLeft":
        return active - ahead;
      case "ArrowRight":
        return active + ahead;
      case "ArrowUp":
        return active - 7;
      case "ArrowDown":
        return active + 7;
      case "Home":
        return active - inWeek;
      case "End":
        return active + 6 - inWeek;
      case "PageUp":
        return addMonths(active, -months);
      case "PageDown":
        return addMonths(active, months);
      default:
        return null;
    }
  }

  private pick(day: Day | null): void {
    if (day !== null && day === this.inside(day)) this.onPick(day);
  }

  private hover(day: Day | null): void {
    if (day === this.hovered) return;
    this.hovered = day;
    if (this.chosen.isOpen) this.draw();
  }

  private turn(months: number): void {
    this.active = this.inside(addMonths(this.active, months));
    this.draw();
  }

  private jump(): void {
    const { date } = partsOf(this.active);
    const [year, month] = [Number(this.years.value), Number(this.months.value)];
    const first = dayOf(year, month, 1) ?? this.active;
    const day = dayOf(year, month, date) ?? addMonths(first, 1) - 1;
    this.active = this.inside(day);
    this.draw();
  }

  private inside(day: Day): Day {
    return Math.max(this.chosen.low, Math.min(this.chosen.high, day));
  }

  private draw(): void {
    const { year, month } = partsOf(this.active);
    this.drawHead(year, month);
    const first = dayOf(year, month, 1) ?? 0;
    const start = first - ((weekdayOf(first) - this.first + 7) % 7);
    this.cells.forEach((cell, i) => {
      const day = start + i;
      const parts = partsOf(day);
      // Beyond the calendar's own ends there is no day to draw.
      const isDay = parts.month === month && parts.year === year;
      this.drawCell(cell, day, isDay);
    });
    const names = intl({ month: "long", year: "numeric" });
    setAttribute(this.grid, "aria-label", names.format(stampOf(first)));
  }

  private drawHead(year: number, month: number): void {
    const [low, high] = [partsOf(this.chosen.low), partsOf(this.chosen.high)];
    const [from, to] = [Math.max(low.year, year - YEARS), Math.min(high.year, year + YEARS)];
    const years = range(from, to).map((n): [number, string] => [n, String(n)]);
    fill(this.years, years, year);
    const name = intl({ month: "long" });
    const last = year === high.year ? high.month : 12;
    const months = range(year === low.year ? low.month : 1, last).map((n): [number, string] => [
      n,
      name.format(new Date(Date.UTC(2023, n - 1, 1))),
    ]);
    fill(this.months, months, month);
    this.back.disabled = year === low.year && month === low.month;
    this.forth.disabled = year === high.year && month === high.month;
  }

  private drawCell(cell: HTMLTableCellElement, day: Day, isDay: boolean): void {
    const { from, to, isOpen } = this.chosen;
    const end = isOpen && from !== null ? (this.hovered ?? from) : to;
    const [first, last] = from !== null && end !== null && end < from ? [end, from] : [from, end];
    const isEnd = isDay && (day === from || day === to);
    const isBetween = isDay && first !== null && last !== null && first <= day && day <= last;
    const isOffered = isDay && day === this.inside(day);
    setText(cell, isDay ? partsOf(day).date : "");
    cell.classList.toggle("rr-day", isDay);
    cell.classList.toggle("rr-end", isEnd);
    cell.classList.toggle("rr-between", isBetween && first !== last);
    cell.classList.toggle("rr-first", isBetween && day === first);
    cell.classList.toggle("rr-last", isBetween && day === last);
    setAttribute(cell, "data-rr-day", isDay ? day : null);
    setAttribute(cell, "tabindex", isDay ? (day === this.active ? 0 : -1) : null);
    const name = intl({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
    setAttribute(cell, "aria-label", isDay ? name.format(stampOf(day)) : null);
    setAttribute(cell, "aria-selected", isDay ? String(isEnd || (isBetween && !isOpen)) : null);
    setAttribute(cell, "aria-disabled", isDay && !isOffered ? "true" : null);
    setAttribute(cell, "aria-current", isDay && day === today() ? "date" : null);
  }

  private cellOf(day: Day): HTMLElement | undefined {
    return this.cells.find((cell) => cell.dataset.rrDay === String(day));
  }
}

function dayAt(event: Event): Day | null {
  const cell = (event.target as Element).closest<HTMLElement>("[data-rr-day]");
  return cell ? Number(cell.dataset.rrDay) : null;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

/** Give a select these options; equal ones are left alone, an open list with them. */
function fill(select: HTMLSelectElement, rows: [number, string][], value: number): void {
  const key = `${rows[0]?.[0]} ${rows.at(-1)?.[0]}`;
  if (select.dataset.rrRows !== key) {
    select.replaceChildren(...rows.map(([n, words]) => h("option", { value: String(n) }, words)));
    select.dataset.rrRows = key;
  }
  select.value = String(value);
}
