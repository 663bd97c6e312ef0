/** The question mark beside a label, and words that are shown on hover and focus. */

import { h, setAttribute, setHtml, uniqueId } from "./dom";
import { Floating } from "./float";

/** Words about an element, shown beside it while the pointer or the focus is on it. Escape puts them away. */
export class Tip {
  private readonly el = h("div", {
    class: "rr-tip rr-markdown",
    role: "tooltip",
    id: uniqueId("tip"),
  });
  private readonly floating: Floating;
  private isWanted = false;

  constructor(private readonly anchor: HTMLElement) {
    this.floating = new Floating(anchor, this.el, "above");
    for (const name of ["pointerenter", "focus"]) anchor.addEventListener(name, () => this.open());
    for (const name of ["pointerleave", "blur"])
      anchor.addEventListener(name, () => this.floating.close());
    anchor.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.floating.isOpen) return;
      event.preventDefault();
      this.floating.close();
    });
  }

  /** The element has these words; none take the old ones away. */
  show(html: string | undefined): void {
    setHtml(this.el, html);
    setAttribute(this.anchor, "aria-describedby", html ? this.el.id : undefined);
    if (!html) {
      this.dispose();
      return;
    }
    this.isWanted = true;
    this.stand();
  }

  dispose(): void {
    this.isWanted = false;
    this.floating.close();
    this.el.remove();
  }

  private open(): void {
    if (!this.isWanted) return;
    // What is drawn anew may have left it behind.
    this.stand();
    this.floating.open();
  }

  private stand(): void {
    if (this.el.previousSibling !== this.anchor) this.anchor.after(this.el);
  }
}

export class HelpMark {
  readonly el: HTMLButtonElement;
  private readonly tip: Tip;

  constructor() {
    this.el = h("button", {
      type: "button",
      class: "rr-help",
      "aria-label": "Help",
      "data-lm-suppress-shortcuts": "true",
    });
    this.el.textContent = "?";
    this.tip = new Tip(this.el);
  }

  show(html: string | undefined): void {
    this.el.hidden = !html;
    this.tip.show(html);
  }

  dispose(): void {
    this.tip.dispose();
  }
}

/** Shows the help of an element that has no label to put the mark beside: at the end of the element itself. */
export function endMark(el: HTMLElement): { show: (html: unknown) => void; dispose: () => void } {
  let mark: HelpMark | undefined;
  return {
    show: (html) => {
      const help = typeof html === "string" ? html : "";
      el.classList.toggle("rr-helped", help !== "");
      if (!help && !mark) return;
      mark ??= new HelpMark();
      // New markup has taken it away.
      if (mark.el.parentElement !== el) el.append(mark.el);
      mark.show(help);
    },
    dispose: () => mark?.dispose(),
  };
}
