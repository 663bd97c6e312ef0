/** Brings what is hidden into sight. */

/** Asks what something is hidden in to show it. */
const REVEAL = "rr:reveal";

/** Open whatever keeps `el` out of sight: folds, other tabs, popovers; the outermost first. */
export function reveal(el: HTMLElement): void {
  el.dispatchEvent(new CustomEvent(REVEAL));
}

/** Show what `body` holds when something within asks for it. */
export function onReveal(body: HTMLElement, show: (target: globalThis.Node) => void): void {
  body.addEventListener(REVEAL, ({ target }) => show(target as globalThis.Node), { capture: true });
}
