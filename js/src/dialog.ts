/**
 * A dialog above the page. It is the browser's own, which keeps the focus inside and everything else out of reach: so
 * it must never be open where nobody can see it, or where its app cannot answer any more.
 */
import { button, h, isModal, setAttribute, setHtml, uniqueId } from "./dom";
import { resizer } from "./drawer";
import type { Props } from "./model";
import type { Make } from "./patcher";
import { StatusLine } from "./status";

/** After this time a dialog that cannot be seen looks again whether it can [ms]. */
const LOOK = 250;
/** So long a dialog waits for its first input, to give it the focus [ms]. */
const PATIENCE = 1500;
const FIELDS =
  "input, textarea, select, button:not(.rr-help), [tabindex='0'], [contenteditable='true']";

/** What a page tells its dialogs: they cover its own status and its button "Stop". */
export type DialogHost = { show(line: StatusLine): void; stop(): void };

const told = new WeakMap<Element, (host: DialogHost) => void>();

export function tellDialogs(page: HTMLElement, host: DialogHost): void {
  for (const el of page.querySelectorAll("dialog.rr-dialog")) told.get(el)?.(host);
}

const dialog: Make = (_node, _embed, set) => {
  const icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
  const title = h("h2", { class: "rr-dialog-title rr-markdown", id: uniqueId("dialog") });
  let host: DialogHost | undefined;
  const line = new StatusLine(() => host?.stop());
  const body = h("div", { class: "rr-dialog-body rr-block" });
  const shut = button("rr-dialog-close", "", () => dismiss());
  shut.setAttribute("aria-label", "Close");
  const head = h("div", { class: "rr-dialog-head" }, icon, title, line.el);
  const el = h("dialog", { class: "rr-dialog", "aria-labelledby": title.id, tabindex: "-1" });
  const { edge, tell } = resizer(el);
  // The button comes last for the Tab key: what the dialog is about comes first.
  el.append(head, body, shut, edge);
  let isWanted = false;
  let isDismissible = true;
  let opening: unknown;
  let timer: number | undefined;

  const canBeSeen = (): boolean =>
    el.isConnected && !el.closest("[inert]") && isVisible(el.parentElement);
  /** Open it if it is to be open and can be seen; else see to it that it covers nothing. */
  const sync = (): void => {
    window.clearTimeout(timer);
    if (!isWanted) return;
    if (!canBeSeen()) {
      if (el.open) el.close();
      timer = window.setTimeout(sync, LOOK);
    } else if (!isModal(el)) {
      if (el.open) el.close();
      el.showModal?.();
      tell();
      focusFirst(el, body);
    }
  };
  const dismiss = (): void => {
    if (!isWanted || !isDismissible) return;
    isWanted = false;
    el.close?.();
    set(true);
  };
  el.addEventListener("cancel", (event) => {
    if (event.target !== el) return;
    event.preventDefault();
    // What floats above the dialog has its turn first.
    if (!el.querySelector(":popover-open")) dismiss();
  });
  // A browser lets nobody forbid the second Escape.
  el.addEventListener("close", sync);
  let isOutside = false;
  el.addEventListener("pointerdown", (event) => {
    isOutside = event.target === el && isBeside(el, event);
  });
  el.addEventListener("click", (event) => {
    if (isOutside && event.target === el && isBeside(el, event)) dismiss();
  });
  // Its tab or cell may be put away while it is open.
  const sizes = new ResizeObserver(sync);
  sizes.observe(el);
  told.set(el, (page) => {
    host = page;
    page.show(line);
    sync();
  });

  const update = (props: Props): void => {
    setHtml(title, props.label);
    setHtml(icon, props.icon);
    icon.hidden = !props.icon;
    const { width = "small", position = "center" } = props;
    setAttribute(el, "data-rr-width", typeof width === "number" ? "own" : String(width));
    if (typeof width === "number") el.style.setProperty("--rr-dialog-width", `${width}px`);
    else el.style.removeProperty("--rr-dialog-width");
    setAttribute(el, "data-rr-position", String(position));
    edge.hidden = position === "center";
    isDismissible = props.dismissible !== false;
    shut.hidden = !isDismissible;
    if (props.opening === opening) return;
    opening = props.opening;
    isWanted = true;
    // It is not in the document yet.
    timer = window.setTimeout(sync);
  };
  const dispose = (): void => {
    isWanted = false;
    window.clearTimeout(timer);
    sizes.disconnect();
    // While it is in the document, so that the focus goes back to where it was.
    if (el.open) el.close?.();
  };
  return { el, body, update, dispose };
};

function isVisible(el: HTMLElement | null): boolean {
  return el?.checkVisibility?.() ?? el !== null;
}

/** Whether the pointer is on the backdrop, which counts as the dialog itself. */
function isBeside(el: HTMLElement, { clientX: x, clientY: y }: MouseEvent): boolean {
  const { left, right, top, bottom } = el.getBoundingClientRect();
  return x < left || x > right || y < top || y > bottom;
}

/** Give the first input the focus once it is drawn, unless the user was faster. */
function focusFirst(el: HTMLElement, body: HTMLElement): void {
  el.focus({ preventScroll: true });
  const take = (): boolean => {
    if (document.activeElement !== el) return true;
    const fields = [...body.querySelectorAll<HTMLElement>(FIELDS)];
    const first = fields.find((one) => !one.matches(":disabled") && isVisible(one));
    first?.focus({ preventScroll: true });
    return first !== undefined;
  };
  if (take()) return;
  const coming = new MutationObserver(() => {
    if (take()) coming.disconnect();
  });
  coming.observe(body, { childList: true, subtree: true });
  window.setTimeout(() => coming.disconnect(), PATIENCE);
}

export const dialogs: Record<string, Make> = { dialog };
