/** `--hide-code`: the cell's code folds away behind a small button on the page. */
import { button, setAttribute } from "./dom";

/** Hide the code of the cell that `page` is in. theme.css does it while the page says so, so nothing is left behind. */
export function foldCode(page: HTMLElement): HTMLButtonElement {
  const show = (isShown: boolean): void => {
    page.dataset.rrCode = isShown ? "shown" : "hidden";
    toggle.textContent = isShown ? "Hide code" : "Show code";
    setAttribute(toggle, "aria-expanded", String(isShown));
  };
  const toggle = button("rr-code-toggle", "", () => show(page.dataset.rrCode === "hidden"));
  show(false);
  return toggle;
}
