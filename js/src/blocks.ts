/** Blocks: the elements that hold others. */
import { button, h, setAttribute, uniqueId } from "./dom";
import { setExtent } from "./extent";
import { leaf } from "./leaf";
import type { Props } from "./model";
import type { Make, Piece } from "./patcher";
import { onReveal } from "./reveal";

/** A gap has a name (theme.css knows its size), a number of pixels, or null for none. */
export function setGap(el: HTMLElement, gap: unknown): void {
  setAttribute(
    el,
    "data-rr-gap",
    gap === null ? "none" : typeof gap === "string" ? gap : undefined,
  );
  if (typeof gap === "number") el.style.setProperty("--rr-gap", `${gap}px`);
  else el.style.removeProperty("--rr-gap");
}

/** Keeps the class that a block has from its key. */
export function ownClass(el: HTMLElement): (css: unknown) => void {
  let own = "";
  return (css) => {
    if (own) el.classList.remove(own);
    own = typeof css === "string" ? css : "";
    if (own) el.classList.add(own);
  };
}

function block(el: HTMLElement, update: (props: Props) => void = () => {}): Piece {
  return { el, body: el, update };
}

const root: Make = () => block(h("div", { class: "rr-root" }));

const main: Make = () => block(h("div", { class: "rr-main rr-block" }));

/** A column at the left of the page that folds away; on a narrow page it goes on top. */
const sidebar: Make = () => {
  const body = h("div", { class: "rr-block rr-sidebar-body", id: uniqueId("sidebar") });
  const fold = button("rr-sidebar-fold", "", () => show(body.hidden));
  const el = h("aside", { class: "rr-sidebar", "aria-label": "Sidebar" }, fold, body);
  setAttribute(fold, "aria-controls", body.id);
  const show = (isOpen: boolean): void => {
    body.hidden = !isOpen;
    el.classList.toggle("rr-folded", !isOpen);
    setAttribute(fold, "aria-expanded", String(isOpen));
    setAttribute(fold, "aria-label", isOpen ? "Hide the sidebar" : "Show the sidebar");
  };
  show(true);
  onReveal(body, () => show(true));
  let start: unknown;
  const update = (props: Props): void => {
    fold.hidden = props.start === "locked";
    // What the reader has opened or folded stays until the script says something else.
    if (props.start !== undefined && props.start !== start) show(props.start !== "collapsed");
    start = props.start;
  };
  return { el, body, update };
};

/** Whether a block that scrolls holds messages, whose end is what matters. */
function isConversation(el: HTMLElement): boolean {
  if (!el.classList.contains("rr-scroll")) return false;
  return el.querySelector(":scope > .rr-chat, :scope > .rr-part > .rr-chat") !== null;
}

const container: Make = () => {
  const el = h("div");
  const css = ownClass(el);
  let isAtEnd = true;
  el.className = "rr-item rr-block";
  el.addEventListener("scroll", () => {
    isAtEnd = el.scrollTop + el.clientHeight >= el.scrollHeight - 4;
  });
  let follow: unknown;
  const observer = new MutationObserver(() => {
    if ((follow ?? isConversation(el)) && isAtEnd) el.scrollTop = el.scrollHeight;
  });
  observer.observe(el, { childList: true, subtree: true, characterData: true });
  const update = (props: Props): void => {
    setExtent(el, props);
    setGap(el, props.gap);
    el.classList.toggle("rr-border", props.border === true);
    el.classList.toggle("rr-row", props.horizontal === true);
    el.classList.toggle("rr-unwrapped", props.wrap === false);
    const scrolls = typeof props.height === "number";
    el.classList.toggle("rr-scroll", scrolls);
    // Scrolled by the keyboard, too.
    setAttribute(el, "tabindex", scrolls ? "0" : undefined);
    setAttribute(el, "data-rr-halign", props.halign as string | undefined);
    setAttribute(el, "data-rr-valign", props.valign as string | undefined);
    follow = props.autoscroll;
    css(props.css);
  };
  return { el, body: el, update, dispose: () => observer.disconnect() };
};

const columns: Make = () => {
  const el = h("div", { class: "rr-item rr-columns" });
  return block(el, (props) => {
    setExtent(el, props);
    setGap(el, props.gap);
    el.classList.toggle("rr-unwrapped", props.wrap === false);
    setAttribute(el, "data-rr-valign", props.valign as string | undefined);
  });
};

const column: Make = () => {
  const el = h("div", { class: "rr-column rr-block" });
  return block(el, (props) => {
    el.style.setProperty("--rr-weight", String(props.weight ?? 1));
    el.classList.toggle("rr-border", props.border === true);
  });
};

const bottom: Make = () => block(h("div", { class: "rr-bottom rr-block" }));

/** The named sizes are in layout.css; it is a height in a block and a width in a row. */
const space: Make = () => {
  const el = h("div", { class: "rr-item rr-space" });
  return leaf(el, ({ size = "small" }) => {
    el.dataset.rrSize = typeof size === "number" ? "fixed" : String(size);
    if (typeof size === "number") el.style.setProperty("--rr-size", `${size}px`);
  });
};

const empty: Make = () => block(h("div", { class: "rr-item rr-slot rr-block" }));

/** What a fragment has drawn into a block from outside: laid out as if it stood there itself. */
const part: Make = () => block(h("div", { class: "rr-part" }));

export const blocks: Record<string, Make> = {
  root,
  main,
  sidebar,
  bottom,
  container,
  form: container,
  columns,
  column,
  empty,
  part,
  space,
};
