/** The looks of whatever is pressed like a button: an icon, words, and the keys of its shortcut. */
import { h, setAttribute, setHtml } from "./dom";
import type { PressProps } from "./model";
import { ariaShortcut, shortcutWords } from "./shortcut";

export class Face {
  private readonly icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
  private readonly keys = h("kbd", { class: "rr-keys", "aria-hidden": "true" });

  /** `el` is what is pressed, `row` what stands in the page. */
  constructor(
    private readonly row: HTMLElement,
    private readonly el: HTMLElement,
    private readonly label: HTMLElement,
  ) {
    row.classList.add("rr-button-row");
    el.classList.add("rr-button");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    el.append(this.icon, label, this.keys);
    el.addEventListener("pointerenter", () => this.tell());
  }

  show({ type, icon, icon_position, shortcut, wrap }: PressProps): void {
    const { el } = this;
    setAttribute(el, "data-rr-type", type ?? "secondary");
    setAttribute(el, "data-rr-icon", icon_position ?? "left");
    setAttribute(el, "aria-keyshortcuts", shortcut && ariaShortcut(shortcut));
    setAttribute(this.row, "data-rr-wrap", wrap === undefined ? undefined : String(wrap));
    setHtml(this.icon, icon);
    this.icon.hidden = !icon;
    this.label.hidden = this.label.childNodes.length === 0;
    this.keys.textContent = shortcut ? shortcutWords(shortcut) : "";
    this.keys.hidden = !shortcut;
  }

  /** Words that are cut off are told in full by the browser's own tooltip. */
  private tell(): void {
    const { label } = this;
    const cut = [label, ...label.querySelectorAll("p")].some(
      (one) => one.scrollWidth > one.clientWidth && one.clientWidth > 0,
    );
    setAttribute(this.el, "title", cut ? label.textContent : undefined);
  }
}

/** The label of a button is inside it: a label element beside it would say it twice. */
export function faceLabel(): HTMLElement {
  return h("span", { class: "rr-markdown rr-button-label" });
}
