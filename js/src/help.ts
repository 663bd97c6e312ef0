/** The question mark beside a label, and the words it shows on hover and focus. */

import { h, setHtml, uniqueId } from "./dom";
import { Floating } from "./float";

export class HelpMark {
  readonly el: HTMLButtonElement;
  private readonly tip = h("div", {
    class: "rr-tip rr-markdown",
    role: "tooltip",
    id: uniqueId("tip"),
  });
  private readonly floating: Floating;

  constructor() {
    this.el = h("button", {
      type: "button",
      class: "rr-help",
      "aria-label": "Help",
      "aria-describedby": this.tip.id,
      "data-lm-suppress-shortcuts": "true",
    });
    this.el.textContent = "?";
    this.floating = new Floating(this.el, this.tip, "above");
    for (const name of ["pointerenter", "focus"])
      this.el.addEventListener(name, () => this.floating.open());
    for (const name of ["pointerleave", "blur"])
      this.el.addEventListener(name, () => this.floating.close());
    this.el.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.floating.isOpen) return;
      event.preventDefault();
      this.floating.close();
    });
  }

  show(html: string | undefined): void {
    this.el.hidden = !html;
    setHtml(this.tip, html);
    if (html && !this.tip.isConnected) this.el.after(this.tip);
  }

  dispose(): void {
    this.floating.close();
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
