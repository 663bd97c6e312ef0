/** Keeps the notebook's keyboard shortcuts away from what is typed on the page. */

/** Where keys without a modifier write or move something. */
export const FIELD =
  "input:not([type=button], [type=checkbox], [type=radio], [type=range]), textarea, select, " +
  "[contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox], [role=listbox], [role=grid]";

// JupyterLab asks the focused element itself, not its ancestors, and it listens in the capture phase: so
// the attribute must be there before the first key, on elements that foreign widgets made as well.
function suppress(event: FocusEvent): void {
  if (event.target instanceof Element)
    event.target.setAttribute("data-lm-suppress-shortcuts", "true");
}

function keep(event: KeyboardEvent): void {
  event.stopPropagation();
}

/** Whether a key belongs to an input method, as the Enter that ends a composition does; Safari tells that by its code alone. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Guard everything inside `el`; the result ends it. */
export function guardKeys(el: HTMLElement): () => void {
  el.addEventListener("focusin", suppress);
  el.addEventListener("keydown", keep);
  return () => {
    el.removeEventListener("focusin", suppress);
    el.removeEventListener("keydown", keep);
  };
}
