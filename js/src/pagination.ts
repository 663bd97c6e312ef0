/** Buttons to turn pages: arrows, and as many numbers as there is room for. */
import { button, h, setAttribute, setText } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { rove, stopAt } from "./roving";
import { type Piece, piecesOf } from "./turning";

type PaginationProps = InputProps & {
  pages?: number;
  /** About how many numbers are shown; null for all. */
  visible?: number | null;
};

/** No number is narrower, where that cannot be measured [px]. */
const NARROWEST = 32;

export class PaginationView extends InputView<number> {
  private bar: HTMLElement;
  private numbers: HTMLElement;
  private back: HTMLButtonElement;
  private onward: HTMLButtonElement;
  private sizes: ResizeObserver;
  /** The drawn pieces by their names. */
  private pieces: Map<string, HTMLElement>;
  /** How wide the block was when it was last drawn. */
  private room: number;

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
    this.pieces = new Map();
    this.room = 0;
    this.sizes = new ResizeObserver(() => {
      // What is drawn here makes the block higher, which is no reason to draw it again.
      if (this.block.clientWidth !== this.room) this.draw();
    });
    // Not of itself: it is as wide as what it shows, and learns nothing of more room.
    this.displayed.then(() => this.sizes.observe(this.block));
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

  /** What says how much room there is. */
  private get block(): Element {
    return this.el.closest(".rr-block") ?? this.el;
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
    this.room = this.block.clientWidth;
    const most = Math.ceil(window.innerWidth / (this.back.offsetWidth || NARROWEST));
    const active = document.activeElement;
    const focused = this.numbers.contains(active) ? active : null;
    this.fit(Math.min(visible ?? pages, pages, most));
    for (const [name, one] of this.pieces)
      if (one.parentElement !== this.numbers) this.pieces.delete(name);
    this.settle(focused as HTMLElement | null);
  }

  /** Show as many numbers as there is room for. Each try lays the page out: so there are few. */
  private fit(wanted: number): void {
    if (this.tries(wanted)) return;
    let [low, high] = [1, wanted - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.tries(middle)) low = middle;
      else high = middle - 1;
    }
    this.fill(piecesOf(this.pages, this.value, low));
  }

  private tries(wanted: number): boolean {
    this.fill(piecesOf(this.pages, this.value, wanted));
    return !this.isTooWide();
  }

  /** The focus stays on its number, or goes to the open one if that is gone; there Tab stops. */
  private settle(focused: HTMLElement | null): void {
    const open = this.pieces.get(String(this.value));
    const stop = focused?.parentElement === this.numbers ? focused : open;
    if (focused && document.activeElement !== stop) stop?.focus();
    stopAt(this.numbers, stop);
  }

  private isTooWide(): boolean {
    return this.bar.scrollWidth > this.bar.clientWidth + 1;
  }

  /** Show these; a button that stays, stays itself. */
  private fill(pieces: Piece[]): void {
    const { numbers, value } = this;
    const all = pieces.map((piece) => {
      const name = String(piece);
      const made =
        this.pieces.get(name) ?? (typeof piece === "number" ? this.button(piece) : gap(name));
      this.pieces.set(name, made);
      return made;
    });
    if (all.some((one, at) => numbers.children[at] !== one) || numbers.children.length > all.length)
      numbers.replaceChildren(...all);
    for (const one of all)
      setAttribute(one, "aria-current", one.dataset.rrPiece === String(value) ? "page" : undefined);
    for (const one of all) if (one instanceof HTMLButtonElement) one.disabled = this.isDisabled;
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
