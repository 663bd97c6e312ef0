/** Something shown above the page beside an anchor: a list of options, a tooltip. */

const MARGIN = 4;

/** Lift `el`, a manual popover, into the browser's top layer as soon as it is in the document; the result takes it out. */
export function lift(el: HTMLElement, onSize: () => void = () => {}): () => void {
  let isLifted = false;
  const raise = (): void => {
    if (isLifted || !el.isConnected) return;
    isLifted = true;
    el.showPopover?.();
  };
  raise();
  // A page is drawn before it is in the document; its elements get their size there.
  const sizes = new ResizeObserver(() => {
    raise();
    onSize();
  });
  sizes.observe(el);
  return () => {
    sizes.disconnect();
    if (isLifted && el.isConnected) el.hidePopover?.();
  };
}

export class Floating {
  private stop: (() => void) | undefined;

  /** `panel` stays where it is in the DOM; the browser's top layer lifts it over clipping ancestors. */
  constructor(
    private readonly anchor: HTMLElement,
    private readonly panel: HTMLElement,
    private readonly side: "above" | "below",
    /** Below, a panel is at least as wide as its anchor, or only as wide as it needs to be. */
    private readonly width: "anchor" | "content" = "anchor",
  ) {
    panel.setAttribute("popover", "manual");
  }

  get isOpen(): boolean {
    return this.stop !== undefined;
  }

  open(): void {
    if (this.stop) return;
    this.panel.showPopover?.();
    const follow = (): void => this.position();
    const doc = this.anchor.ownerDocument;
    doc.addEventListener("scroll", follow, { capture: true, passive: true });
    window.addEventListener("resize", follow);
    this.stop = () => {
      doc.removeEventListener("scroll", follow, { capture: true });
      window.removeEventListener("resize", follow);
    };
    this.position();
  }

  close(): void {
    if (!this.stop) return;
    this.stop();
    this.stop = undefined;
    if (this.panel.isConnected) this.panel.hidePopover?.();
  }

  position(): void {
    const anchor = this.anchor.getBoundingClientRect();
    if (this.side === "below" && this.width === "anchor")
      this.panel.style.minWidth = `${anchor.width}px`;
    const { width, height } = this.panel.getBoundingClientRect();
    const fitsBelow = anchor.bottom + MARGIN + height <= window.innerHeight;
    const fitsAbove = anchor.top - MARGIN - height >= 0;
    const isBelow = this.side === "below" ? fitsBelow || !fitsAbove : !fitsAbove;
    const top = isBelow ? anchor.bottom + MARGIN : anchor.top - MARGIN - height;
    const isRightToLeft = getComputedStyle(this.anchor).direction === "rtl";
    const start = isRightToLeft ? anchor.right - width : anchor.left;
    const wanted = this.side === "below" ? start : anchor.left + anchor.width / 2 - width / 2;
    const left = Math.max(MARGIN, Math.min(wanted, window.innerWidth - width - MARGIN));
    this.panel.style.left = `${left}px`;
    this.panel.style.top = `${top}px`;
  }
}
