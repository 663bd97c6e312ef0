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
      if (event.key === "Escape") this.floating.close();
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
