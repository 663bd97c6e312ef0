/** One stop for Tab among several buttons; the arrow keys lead from one to the next. */
import { mirrored } from "./folds";

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at + count - 1) % count,
  ArrowUp: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Let the arrow keys move the focus among the buttons in `el`. */
export function rove(el: HTMLElement): void {
  el.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const all = [...el.querySelectorAll<HTMLButtonElement>("button:not(:disabled)")];
    const at = all.indexOf(event.target as HTMLButtonElement);
    const step = STEPS[mirrored(event.key, el)];
    if (!step || at < 0) return;
    event.preventDefault();
    const next = all[step(at, all.length)];
    next?.focus();
  });
  el.addEventListener("focusin", ({ target }) => stopAt(el, target as HTMLElement));
}

/** Make a button the one that Tab stops at; by default the first. */
export function stopAt(el: HTMLElement, stop?: HTMLElement | null): void {
  const all = [...el.querySelectorAll<HTMLElement>("button")];
  const one = stop && all.includes(stop) ? stop : all[0];
  for (const button of all) button.tabIndex = button === one ? 0 : -1;
}
