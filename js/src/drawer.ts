/** The edge by which a drawer at the side of the window is made wider or narrower. */
import { h } from "./dom";

const STEP = 32;
const NARROWEST = 200;

/** The edge, and what tells how wide the drawer is; to be called when it opens. */
export function resizer(el: HTMLElement): { edge: HTMLElement; tell: () => void } {
  const edge = h("div", {
    class: "rr-dialog-edge",
    role: "separator",
    tabindex: "0",
    "aria-orientation": "vertical",
    "aria-label": "Width",
    "aria-valuemin": String(NARROWEST),
    hidden: "",
  });
  const tell = (): void => {
    edge.setAttribute("aria-valuemax", String(window.innerWidth));
    edge.setAttribute("aria-valuenow", String(Math.round(el.getBoundingClientRect().width)));
  };
  const widen = (by: number): void => {
    const width = el.getBoundingClientRect().width + by;
    el.style.width = `${Math.max(NARROWEST, Math.min(window.innerWidth, width))}px`;
    tell();
  };
  /** What makes a drawer wider: to the right at the left side of the window, to the left at the other. */
  const sign = (): number => (el.dataset.rrPosition === "right" ? -1 : 1);
  // The window may have become smaller.
  edge.addEventListener("focus", tell);
  edge.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowRight") widen(STEP * sign());
    if (key === "ArrowLeft") widen(-STEP * sign());
  });
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture?.(event.pointerId);
    let last = event.clientX;
    const move = ({ clientX }: PointerEvent): void => {
      widen((clientX - last) * sign());
      last = clientX;
    };
    const end = (): void => edge.removeEventListener("pointermove", move);
    edge.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"])
      edge.addEventListener(name, end, { once: true });
  });
  return { edge, tell };
}
