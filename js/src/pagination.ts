/** Buttons to turn pages: arrows, and as many numbers as there is room for. */
import { button, h, setAttribute, setText } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { rove } from "./roving";
import { type Piece, piecesOf } from "./turning";

type PaginationProps = InputProps & {
  pages?: number;
  /** About how many numbers are shown; null for all. */
  visible?: number | null;
};

export class PaginationView extends InputView<number> {
  private bar: HTMLElement;
  private numbers: HTMLElement;
  private back: HTMLButtonElement;
  private onward: HTMLButtonElement;
  private sizes: ResizeObserver;

  protected override build(id: string): HTMLElement {
    this.el.dataset.rrWidth = "content";
    this.back = button("rr-turn", "", () => this.turn(-1));
    this.onward = button("rr-turn", "", () => this.turn(1));
    this.back.setAttribute("aria-label", "Previous page");
    this.onward.setAttribute("aria-label", "Next page");
    this.numbers = h("div", { class: "rr-pages-numbers" });
    this.bar = h("nav", { id, class: "rr-pages", "aria-label": "Pages" });
    this.bar.append(this.back, this.numbers, this.onward);
    rove(this.numbers);
    this.sizes = new ResizeObserver(() => this.draw());
    // Not of itself: it is as wide as what it shows, and learns nothing of more room.
    this.displayed.then(() => this.sizes.observe(this.el.closest(".rr-block") ?? this.el));
    return this.bar;
  }

  /** It has no label; the buttons say what they are for. */
  protected override arrange(): void {
    this.el.append(this.control);
  }

  protected override show(): void {
    this.draw();
  }

  protected override write(): void {
    this.draw();
  }

  protected override dispose(): void {
    this.sizes.disconnect();
  }

  private get pages(): number {
    return (this.model.props as PaginationProps).pages ?? 1;
  }

  private turn(step: number): void {
    const next = this.value + step;
    if (next >= 1 && next <= this.pages) this.go(next);
  }

  private go(page: number): void {
    if (!this.isDisabled && page !== this.value) this.commit(page);
  }

  private draw(): void {
    const { pages, value } = this;
    const { visible = 7 } = this.model.props as PaginationProps;
    // What has the focus keeps it at the ends, too: it is only said to be of no use there.
    for (const [arrow, isEnd] of [
      [this.back, value <= 1],
      [this.onward, value >= pages],
    ] as const) {
      arrow.disabled = this.isDisabled;
      setAttribute(arrow, "aria-disabled", isEnd ? "true" : undefined);
    }
    setAttribute(this.bar, "aria-label", `Page ${value} of ${pages}`);
    this.numbers.hidden = visible === 0;
    const wanted = visible ?? pages;
    let shown = piecesOf(pages, value, wanted);
    this.fill(shown);
    for (let fewer = Math.min(wanted, pages) - 1; fewer >= 1 && this.isTooWide(); fewer -= 1) {
      const less = piecesOf(pages, value, fewer);
      if (less.length < shown.length) this.fill(less);
      shown = less.length < shown.length ? less : shown;
    }
  }

  private isTooWide(): boolean {
    return this.bar.scrollWidth > this.bar.clientWidth + 1;
  }

  /** Show these; a button that stays, stays itself, and keeps the focus. */
  private fill(pieces: Piece[]): void {
    const { numbers, value } = this;
    const kept = new Map<string, HTMLElement>();
    for (const one of [...numbers.children] as HTMLElement[])
      kept.set(one.dataset.rrPiece ?? "", one);
    const focused = document.activeElement;
    const all = pieces.map((piece) => {
      const name = String(piece);
      return kept.get(name) ?? (typeof piece === "number" ? this.button(piece) : gap(name));
    });
    if (all.some((one, at) => numbers.children[at] !== one) || numbers.children.length > all.length)
      numbers.replaceChildren(...all);
    for (const one of all)
      setAttribute(one, "aria-current", one.dataset.rrPiece === String(value) ? "page" : undefined);
    for (const one of all) if (one instanceof HTMLButtonElement) one.disabled = this.isDisabled;
    if (focused instanceof HTMLElement && all.includes(focused)) focused.focus();
  }

  private button(page: number): HTMLButtonElement {
    const el = button("rr-page-number", "", () => this.go(page));
    setText(el, page);
    el.dataset.rrPiece = String(page);
    el.setAttribute("aria-label", `Page ${page}`);
    return el;
  }
}

function gap(name: string): HTMLElement {
  return h(
    "span",
    { class: "rr-pages-gap", "aria-hidden": "true", "data-rr-piece": name },
    "\u2026",
  );
}
