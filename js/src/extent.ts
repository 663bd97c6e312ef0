/** The layout props that every element may carry. */
import type { Props } from "./model";

/** Set width and height of an item of the page; `fallback` is the width if the props name none. */
export function setExtent(el: HTMLElement, props: Props, fallback = "stretch"): void {
  const width = props.width ?? fallback;
  const height = props.height ?? "content";
  el.classList.toggle("rr-w-stretch", width === "stretch");
  el.classList.toggle("rr-w-content", width === "content");
  el.classList.toggle("rr-w-fixed", typeof width === "number");
  el.classList.toggle("rr-h-stretch", height === "stretch");
  el.classList.toggle("rr-h-fixed", typeof height === "number");
  setPixels(el, "--rr-width", width);
  setPixels(el, "--rr-height", height);
}

function setPixels(el: HTMLElement, name: string, value: unknown): void {
  if (typeof value === "number") el.style.setProperty(name, `${value}px`);
  else el.style.removeProperty(name);
}
