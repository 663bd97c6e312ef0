/** A script's own HTML: in the page, or in a frame apart from it. */
import { h, setAttribute, setHtml, uniqueId } from "./dom";
import { leaf } from "./leaf";
import type { Props } from "./model";
import type { Make } from "./patcher";
import { Sheets } from "./scope";

/** A script that came as markup does not run; one that is made anew does, when it comes into the document. */
function revive(el: HTMLElement): void {
  for (const sheet of el.querySelectorAll("style")) sheet.remove();
  for (const dead of el.querySelectorAll("script")) {
    const script = document.createElement("script");
    for (const { name, value } of dead.attributes) script.setAttribute(name, value);
    script.textContent = dead.textContent;
    dead.replaceWith(script);
  }
}

export const html: Make = () => {
  const el = h("div", { class: "rr-item rr-html rr-markdown", "data-rr-css": uniqueId("css") });
  const sheets = new Sheets(`.rr-page:has([data-rr-css="${el.dataset.rrCss}"])`);
  let live: unknown;
  const update = (props: Props): void => {
    sheets.apply(props.css);
    // `live` is there only where the script allowed its own scripts.
    if (typeof props.live !== "string") setHtml(el, props.html);
    else if (props.live !== live) {
      setHtml(el, "");
      setHtml(el, props.live);
      revive(el);
    }
    live = props.live;
    el.hidden = !props.html && live === undefined;
  };
  return leaf(el, update, () => sheets.dispose());
};

/** What HTML in a frame may do; without "allow-same-origin" it is a stranger to the notebook. */
const ALLOWED =
  "allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads";
const PDF = /^data:application\/pdf[;,]/i;
/** Before its content has told its size [px]. */
const FIRST_HEIGHT = 150;
const MOST = 20_000;

// Only the frame's own script can measure what is in it.
const MEASURE = `<script>(() => {
  const tell = () => {
    const root = document.documentElement, range = document.createRange();
    range.selectNodeContents(document.body);
    const width = Math.max(range.getBoundingClientRect().right + 8, 1);
    const height = Math.max(root.getBoundingClientRect().height, document.body.scrollHeight);
    parent.postMessage({ ipyrerun: [Math.ceil(width), Math.ceil(height)] }, "*");
  };
  const watch = () => { new ResizeObserver(tell).observe(document.body); tell(); };
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", watch);
  else watch();
  addEventListener("load", tell);
})()</script>`;

export const iframe: Make = () => {
  const frame = h("iframe", { class: "rr-frame", referrerpolicy: "no-referrer" });
  const el = h("div", { class: "rr-item rr-frame-box" }, frame);
  let shown: unknown;
  let fits = { width: false, height: false };
  const measured = (event: MessageEvent): void => {
    const size: unknown = event.data?.ipyrerun;
    if (event.source !== frame.contentWindow || !Array.isArray(size)) return;
    const [width, height] = size.map((one) => Math.min(Math.max(Number(one) || 0, 1), MOST));
    if (fits.width) frame.style.width = `${width}px`;
    if (fits.height) frame.style.height = `${height}px`;
  };
  window.addEventListener("message", measured);
  const update = (props: Props): void => {
    setAttribute(frame, "title", typeof props.alt === "string" ? props.alt : "Embedded page");
    setAttribute(frame, "tabindex", props.tab_index as number | undefined);
    const isOwn = typeof props.srcdoc === "string";
    fits = {
      width: isOwn && props.width === "content",
      height: isOwn && props.height === undefined,
    };
    if (!fits.width) frame.style.width = "";
    frame.style.height = fits.height ? frame.style.height || `${FIRST_HEIGHT}px` : "";
    const next = isOwn ? props.srcdoc : props.src;
    if (next === shown) return;
    shown = next;
    if (isOwn) {
      frame.setAttribute("sandbox", ALLOWED);
      frame.removeAttribute("src");
      frame.setAttribute("srcdoc", `${next}${MEASURE}`);
    } else visit(frame, String(next));
  };
  return leaf(el, update, () => window.removeEventListener("message", measured));
};

function visit(frame: HTMLIFrameElement, address: string): void {
  setAttribute(frame, "sandbox", sandboxFor(address));
  frame.removeAttribute("srcdoc");
  frame.setAttribute("src", /^(https?:|data:|\/)/i.test(address) ? address : "about:blank");
}

/** Another site may keep its own origin, for its cookies and storage; the notebook's own server may not. */
export function sandboxFor(address: string): string | undefined {
  // No browser shows a PDF in a sandbox; a document that came as data has an origin of its own.
  if (PDF.test(address)) return undefined;
  let origin = location.origin;
  try {
    origin = new URL(address, location.href).origin;
  } catch (error) {
    // What is no address shows nothing.
    if (!(error instanceof TypeError)) throw error;
  }
  return origin === location.origin || origin === "null" ? ALLOWED : `${ALLOWED} allow-same-origin`;
}
