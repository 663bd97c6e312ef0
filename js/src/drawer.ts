/** The edge by which a drawer at the side of the window is made wider or narrower. */
import { h } from "./dom";

const STEP = 32;
const NARROWEST = 200;

export function resizer(el: HTMLElement): HTMLElement {
  const edge = h("div", {
    class: "rr-dialog-edge",
    role: "separator",
    tabindex: "0",
    "aria-orientation": "vertical",
    "aria-label": "Width",
    "aria-valuemin": String(NARROWEST),
    hidden: "",
  });
  const widen = (by: number): void => {
    const most = window.innerWidth;
    const width = Math.max(NARROWEST, Math.min(most, el.getBoundingClientRect().width + by));
    el.style.width = `${width}px`;
    edge.setAttribute("aria-valuemax", String(most));
    edge.setAttribute("aria-valuenow", String(Math.round(width)));
  };
  /** What makes a drawer wider: to the right at the left side of the window, to the left at the other. */
  const sign = (): number => (el.dataset.rrPosition === "right" ? -1 : 1);
  edge.addEventListener("focus", () => widen(0));
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
  return edge;
}
