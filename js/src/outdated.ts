/** The line above a page whose variables in the notebook have changed since its last run. */
import { button, h } from "./dom";
import type { Status } from "./model";

/** As many names are said; of more, how many. */
const MOST = 3;

export class OutdatedLine {
  readonly el: HTMLElement;
  private readonly words = h("span", { role: "status", "aria-live": "polite" });
  private said = "";

  constructor(onRerun: () => void) {
    this.el = h(
      "div",
      { class: "rr-outdated" },
      this.words,
      button("rr-outdated-rerun", "Rerun", onRerun),
    );
    this.el.hidden = true;
  }

  show({ running, outdated = [] }: Status, isReachable: boolean): void {
    this.el.hidden = outdated.length === 0 || running || !isReachable;
    const said = outdated.join(" ");
    if (said === this.said) return;
    this.said = said;
    const names = outdated.slice(0, MOST).map((name) => h("code", {}, name));
    const parts: (Node | string)[] = names.flatMap((name, i) => (i === 0 ? [name] : [", ", name]));
    const others = outdated.length - names.length;
    if (others > 0) parts.push(` and ${others} more`);
    this.words.replaceChildren(...parts, " changed in the notebook");
  }
}
