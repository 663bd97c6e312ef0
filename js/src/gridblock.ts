/** A grid of cells: how many columns there are follows the width that the page gives it. */
import { ownClass, setGap } from "./blocks";
import { h, setAttribute } from "./dom";
import { setExtent } from "./extent";
import type { Props } from "./model";
import type { Make } from "./patcher";

const MOST = 24;
const NARROWEST = 200;

/** How many columns fit beside each other. */
export function columnsThatFit(
  width: number,
  gap: number,
  narrowest: number,
  most: number,
): number {
  return Math.max(1, Math.min(most, Math.floor((width + gap) / (narrowest + gap))));
}

export const grid: Make = () => {
  const el = h("div", { class: "rr-item rr-lattice" });
  const css = ownClass(el);
  let props: Props = {};
  const count = (): void => {
    const most = Number(props.columns ?? MOST);
    const gap = Number.parseFloat(getComputedStyle(el).columnGap) || 0;
    const isFixed = props.wrap === false || el.clientWidth === 0;
    const narrowest = Number(props.min ?? NARROWEST);
    const found = isFixed ? most : columnsThatFit(el.clientWidth, gap, narrowest, most);
    el.style.setProperty("--rr-columns", String(found));
  };
  const sizes = new ResizeObserver(count);
  sizes.observe(el);
  const update = (now: Props): void => {
    props = now;
    setExtent(el, props);
    setGap(el, props.gap);
    setRowGap(el, props);
    css(props.css);
    el.style.setProperty("--rr-narrowest", `${props.min ?? NARROWEST}px`);
    el.classList.toggle("rr-unwrapped", props.wrap === false);
    el.classList.toggle("rr-framed", props.border === true);
    el.classList.toggle("rr-dense", props.dense === true);
    el.classList.toggle("rr-scroll", typeof props.height === "number");
    el.classList.toggle("rr-even", typeof props.row_height === "number");
    if (typeof props.row_height === "number")
      el.style.setProperty("--rr-row-height", `${props.row_height}px`);
    setAttribute(el, "data-rr-valign", props.valign as string | undefined);
    count();
  };
  return { el, body: el, update, dispose: () => sizes.disconnect() };
};

/** The gap between rows, where it is not the one between columns. */
function setRowGap(el: HTMLElement, props: Props): void {
  const gap = props.row_gap;
  setAttribute(el, "data-rr-row-gap", typeof gap === "string" ? gap : undefined);
  if (gap === null || typeof gap === "number")
    el.style.setProperty("--rr-row-gap", `${gap ?? 0}px`);
  else el.style.removeProperty("--rr-row-gap");
}

export const cell: Make = () => {
  const el = h("div", { class: "rr-lattice-cell rr-block", role: "group" });
  const update = ({ columns = 1, rows = 1 }: Props): void => {
    el.style.gridColumn =
      columns === "all" ? "1 / -1" : `span min(${columns}, var(--rr-columns, ${columns}))`;
    el.style.gridRow = `span ${rows}`;
  };
  return { el, body: el, update };
};
