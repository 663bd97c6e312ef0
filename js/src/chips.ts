/** The files of a message that is being written, as small labels. */
import { button, h, setAttribute, setText } from "./dom";
import type { Ticket } from "./model";
import { sizeInWords, type Transfer } from "./upload";

export class Chips {
  readonly el = h("ul", { class: "rr-chips", "aria-label": "Files" });
  private readonly drawn = new Map<string, { el: HTMLElement; size: HTMLElement }>();

  /** `home` has the focus once the file is gone that had it. */
  constructor(
    private readonly onRemove: (id: string) => void,
    private readonly home: () => HTMLElement,
  ) {}

  show(files: Ticket[], transfers: Transfer[]): void {
    const open = transfers.filter((transfer) => transfer.phase !== "failed");
    const wanted = [...files, ...open];
    const ids = new Set(wanted.map((one) => one.id));
    for (const [id, { el }] of this.drawn) {
      if (ids.has(id)) continue;
      // The focus does not fall off the page with what it was on.
      if (el.contains(document.activeElement)) this.home().focus();
      el.remove();
      this.drawn.delete(id);
    }
    for (const one of wanted) {
      const chip = this.drawn.get(one.id) ?? this.draw(one);
      const isOpen = "blob" in one && one.isOpen;
      const total = "blob" in one ? one.blob.size : one.size;
      const share = isOpen && total > 0 ? Math.floor((100 * one.received) / total) : 100;
      setText(chip.size, isOpen ? `${share} %` : sizeInWords(total));
      chip.el.style.setProperty("--rr-share", `${share}%`);
      setAttribute(chip.el, "data-rr-open", isOpen ? "true" : undefined);
    }
    this.el.hidden = wanted.length === 0;
  }

  private draw(one: Ticket | Transfer): { el: HTMLElement; size: HTMLElement } {
    const cross = button("rr-clear", "", () => this.onRemove(one.id));
    cross.setAttribute("aria-label", `Remove ${one.name}`);
    const size = h("small");
    const el = h("li", { class: "rr-chip" }, h("span", { title: one.name }, one.name), size, cross);
    const chip = { el, size };
    this.drawn.set(one.id, chip);
    this.el.append(el);
    return chip;
  }
}
