/** The focus among parts that come and go: whoever uses the keyboard is not thrown back to the top of the page. */

/** Whether nothing has the focus. */
export function isFocusFree(): boolean {
  const { activeElement } = document;
  return activeElement === null || activeElement === document.body;
}

/** Hands on the focus that one of the parts within `el` has lost, to the first of `next` that can have it. */
export class FocusKeeper {
  /** Whether it was lost while no other part could have it. */
  private waits = false;

  constructor(
    private readonly el: HTMLElement,
    private readonly next: () => HTMLElement[],
  ) {}

  /** Hide, show, disable and enable parts. */
  through(change: () => void): void {
    const { activeElement } = document;
    const had = activeElement instanceof HTMLElement && this.el.contains(activeElement);
    const isLost = this.waits && isFocusFree();
    change();
    this.waits = false;
    if (had ? canHaveFocus(activeElement) : !isLost) return;
    const part = this.next().find(canHaveFocus);
    part?.focus({ preventScroll: true });
    this.waits = part === undefined;
  }
}

function canHaveFocus(el: HTMLElement): boolean {
  return el.isConnected && !el.hidden && !(el as HTMLButtonElement).disabled;
}
