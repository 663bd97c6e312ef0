/** The few shorthands for making DOM nodes that every view uses. */
import { setFormulas } from "./math";

/** Make an element. Attribute values and strings among the children are plain text. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (globalThis.Node | string)[]
): HTMLElementTagNameMap[K] {
  const el = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) el.setAttribute(name, value);
  el.append(...children);
  return el;
}

export function button(name: string, words: string, onClick: () => void): HTMLButtonElement {
  const el = h(
    "button",
    { type: "button", class: name, "data-lm-suppress-shortcuts": "true" },
    words,
  );
  el.addEventListener("click", onClick);
  return el;
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of one path in a square of 24 units, in the colour of the text around it. */
export function drawing(path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  shape.setAttribute("fill-rule", "evenodd");
  svg.append(shape);
  return svg;
}

/** A button that shows only a drawing; `name` is what it is called. */
export function drawnButton(name: string, path: string, onClick: () => void): HTMLButtonElement {
  const el = h(
    "button",
    {
      type: "button",
      class: "rr-drawn-button",
      title: name,
      "aria-label": name,
      "data-lm-suppress-shortcuts": "true",
    },
    drawing(path),
  );
  el.addEventListener("click", onClick);
  return el;
}

const markups = new WeakMap<HTMLElement, string>();

/**
 * Set markup that the kernel has sanitised, and the formulas in it. Equal markup leaves the DOM, and a selection
 * in it, alone; whether it was new is returned.
 */
export function setHtml(el: HTMLElement, html: unknown): boolean {
  const markup = typeof html === "string" ? html : "";
  if (markups.get(el) === markup) return false;
  el.innerHTML = markup;
  markups.set(el, markup);
  if (markup.includes("rr-math")) setFormulas(el);
  return true;
}

export function setText(el: HTMLElement, text: unknown): void {
  const words = text === undefined || text === null ? "" : String(text);
  if (el.textContent !== words) el.textContent = words;
}

export function setAttribute(
  el: Element,
  name: string,
  value: string | number | null | undefined,
): void {
  if (value === null || value === undefined) el.removeAttribute(name);
  else if (el.getAttribute(name) !== String(value)) el.setAttribute(name, String(value));
}

/** Whether a dialog keeps everything else out of reach. */
export function isModal(el: HTMLDialogElement): boolean {
  try {
    return el.matches(":modal");
  } catch {
    return el.open;
  }
}

let counter = 0;

/** An id for a DOM element that nothing else on the host's page has. */
export function uniqueId(stem: string): string {
  counter += 1;
  return `rr-${stem}-${counter}`;
}
