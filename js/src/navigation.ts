/** The menu of an app's pages, in the sidebar or on top of the page, and links to pages. */
import { watchHistory } from "./client";
import { button, h, setAttribute, setHtml, uniqueId } from "./dom";
import { setExtent } from "./extent";
import { Floating } from "./float";
import { mirrored } from "./folds";
import { Tip } from "./help";
import type { Props } from "./model";
import type { Make } from "./patcher";

type Entry = { title: string; icon?: string; help?: string; page?: string; url?: string };
type Section = { label: string; pages: Entry[] };

/** The node that every way to a page names. */
const MENU = "navigation";
/** A long menu in the sidebar shows so many pages, if that hides at least so many. */
const SHOWN = 10;
const WORTH_HIDING = 3;

/** Where Tab and the arrow keys stop. */
const STOPS = "a, button, summary";

function anchor(name: string): HTMLAnchorElement {
  return h("a", { class: name, target: "_blank", rel: "noopener noreferrer" });
}

/** Words and a symbol that is read out: what opens elsewhere says so. */
function fill(el: HTMLElement, entry: Entry): void {
  const icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
  const label = h("span", { class: "rr-nav-words rr-markdown" });
  setHtml(icon, entry.icon);
  setHtml(label, entry.title);
  icon.hidden = !entry.icon;
  el.append(icon, label);
  if (entry.url)
    el.append(h("span", { class: "rr-away", role: "img", "aria-label": "opens in a new tab" }));
}

class Menu {
  readonly el = h("nav", { class: "rr-item rr-nav", "aria-label": "Pages" });
  private links = new Map<string, HTMLElement>();
  private closers: (() => void)[] = [];
  private tips: Tip[] = [];
  /** By their headings; a section that is drawn anew stays folded away. */
  private sections = new Map<string, HTMLDetailsElement>();
  private drawn = "";
  private isWhole = false;

  constructor(private readonly go: (page: string) => void) {
    this.el.addEventListener("keydown", (event) => this.onKey(event));
  }

  show(props: Props): void {
    const sections = props.sections as Section[];
    const isTop = props.position === "top";
    this.el.hidden = props.position === "hidden";
    setAttribute(this.el, "data-rr-position", props.position as string);
    const now = JSON.stringify([sections, props.position, props.items]);
    if (now !== this.drawn) {
      this.drawn = now;
      this.keepFocus(() => {
        this.clear();
        this.el.replaceChildren(
          ...(isTop ? this.onTop(sections) : this.below(sections, props.items)),
        );
      });
    }
    this.mark((props.value as { page: string } | undefined)?.page);
  }

  closeAll(): void {
    for (const close of this.closers) close();
  }

  dispose(): void {
    this.clear();
  }

  private clear(): void {
    this.closeAll();
    for (const tip of this.tips) tip.dispose();
    [this.closers, this.tips, this.links] = [[], [], new Map()];
  }

  /** The focus goes to what stands for the same, else to the first page: not off the page. */
  private keepFocus(redraw: () => void): void {
    // An open list is closed, which gives the focus to its button.
    this.closeAll();
    const focused = this.stops.find((one) => one === document.activeElement);
    redraw();
    if (!focused) return;
    const { rrStop } = focused.dataset;
    const same = this.stops.find((one) => one.dataset.rrStop === rrStop) ?? this.stops[0];
    same?.focus();
  }

  private get stops(): HTMLElement[] {
    return [...this.el.querySelectorAll<HTMLElement>(STOPS)].filter(
      (one) => one.checkVisibility?.() ?? true,
    );
  }

  private mark(page: string | undefined): void {
    for (const [path, link] of this.links) {
      const isHere = path === page;
      setAttribute(link, "aria-current", isHere ? "page" : undefined);
      const group = link.closest(".rr-nav-panel")?.previousElementSibling;
      if (isHere) group?.classList.add("rr-nav-here");
    }
    for (const group of this.el.querySelectorAll(".rr-nav-here"))
      if (!group.nextElementSibling?.querySelector("[aria-current]"))
        group.classList.remove("rr-nav-here");
  }

  private entry(entry: Entry): HTMLLIElement {
    const { page, url } = entry;
    const link =
      page === undefined
        ? anchor("rr-nav-link")
        : button("rr-nav-link", "", () => {
            this.mark(page);
            this.closeAll();
            this.go(page);
          });
    if (page === undefined) setAttribute(link, "href", url);
    else this.links.set(page, link);
    link.dataset.rrStop = `page ${page ?? url}`;
    fill(link, entry);
    const item = h("li", {}, link);
    if (entry.help) {
      const tip = new Tip(link);
      tip.show(entry.help);
      this.tips.push(tip);
    }
    return item;
  }

  private list(entries: Entry[]): HTMLUListElement {
    return h("ul", { class: "rr-nav-list" }, ...entries.map((entry) => this.entry(entry)));
  }

  /** Below each other; a section folds away under its heading. */
  private below(sections: Section[], items: unknown): HTMLElement[] {
    const blocks = sections.map(({ label, pages }) => {
      const list = this.list(pages);
      if (!label) return list;
      const head = h("summary", { class: "rr-nav-head", "data-lm-suppress-shortcuts": "true" });
      const words = h("span", { class: "rr-markdown" });
      setHtml(words, label);
      head.append(words);
      head.dataset.rrStop = `section ${label}`;
      const section = h("details", { class: "rr-nav-section" }, head, list);
      section.open = this.sections.get(label)?.open ?? true;
      this.sections.set(label, section);
      return section;
    });
    const all = blocks.flatMap((block) => [...block.querySelectorAll<HTMLElement>("li")]);
    const most = typeof items === "number" ? items : SHOWN;
    if (items === null || all.length - most < WORTH_HIDING) return blocks;
    return [...blocks, this.more(blocks, all, most)];
  }

  private more(blocks: HTMLElement[], all: HTMLElement[], most: number): HTMLElement {
    const limit = (): void => {
      all.forEach((item, at) => {
        item.hidden = !this.isWhole && at >= most;
      });
      for (const block of blocks) block.hidden = !block.querySelector("li:not([hidden])");
      opener.textContent = this.isWhole ? "View less" : `View ${all.length - most} more`;
      setAttribute(opener, "aria-expanded", String(this.isWhole));
    };
    const opener = button("rr-nav-more", "", () => {
      this.isWhole = !this.isWhole;
      limit();
    });
    opener.dataset.rrStop = "more";
    limit();
    return opener;
  }

  /** Beside each other; a section is a button with a list below it. */
  private onTop(sections: Section[]): HTMLElement[] {
    const row = h("ul", { class: "rr-nav-list" });
    const plain = sections.filter(({ label }) => !label);
    const named = sections.filter(({ label }) => label);
    for (const { pages } of plain) row.append(...pages.map((entry) => this.entry(entry)));
    for (const section of named) row.append(this.group(section));
    return [row];
  }

  private group({ label, pages }: Section): HTMLLIElement {
    const opener = button("rr-nav-link rr-nav-group", "", () =>
      floating.isOpen ? close() : open(),
    );
    const words = h("span", { class: "rr-nav-words rr-markdown" });
    setHtml(words, label);
    opener.append(words, h("span", { class: "rr-chevron", "aria-hidden": "true" }));
    const panel = h("div", { class: "rr-nav-panel", id: uniqueId("pages") }, this.list(pages));
    const floating = new Floating(opener, panel, "below");
    const mark = (): void => setAttribute(opener, "aria-expanded", String(floating.isOpen));
    const item = h("li", {}, opener, panel);
    const onOutside = (event: Event): void => {
      if (!event.composedPath().includes(item)) close();
    };
    const open = (): void => {
      this.closeAll();
      floating.open();
      mark();
      document.addEventListener("pointerdown", onOutside, { capture: true });
    };
    const close = (): void => {
      if (!floating.isOpen) return;
      document.removeEventListener("pointerdown", onOutside, { capture: true });
      if (panel.contains(document.activeElement)) opener.focus();
      floating.close();
      mark();
    };
    setAttribute(opener, "aria-controls", panel.id);
    opener.dataset.rrStop = `section ${label}`;
    mark();
    item.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !item.contains(relatedTarget)) close();
    });
    this.closers.push(close);
    return item;
  }

  /** The arrow keys go from one to the next, as Tab does; Escape closes a list. */
  private onKey(event: KeyboardEvent): void {
    // The first Escape puts a tooltip away.
    if (event.defaultPrevented) return;
    if (event.key === "Escape" && this.el.querySelector('[aria-expanded="true"].rr-nav-group')) {
      event.preventDefault();
      this.closeAll();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const key = mirrored(event.key, this.el);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[key];
    if (step === undefined) return;
    const { stops } = this;
    const at = stops.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    event.preventDefault();
    stops[(at + step + stops.length) % stops.length]?.focus();
  }
}

export const navigation: Make = (_node, _embed, set) => {
  const menu = new Menu((page) => set({ page }));
  let first = "";
  let unwatch: (() => void) | undefined;
  /** Only one of several apps in a dashboard has its pages in the address. */
  const guide = (isGuide: boolean): void => {
    if (isGuide)
      unwatch ??= watchHistory((page, query) => {
        set({ page: page ?? first, query, returns: true });
      });
    else {
      unwatch?.();
      unwatch = undefined;
    }
  };
  const update = (props: Props): void => {
    first = String(props.first ?? "");
    guide(props.guide === true);
    menu.show(props);
  };
  const dispose = (): void => {
    guide(false);
    menu.dispose();
  };
  return { el: menu.el, update, dispose };
};

export const pageLink: Make = (_node, _embed, set) => {
  let target: Props = {};
  const follow = (): void => {
    const { page, query, disabled } = target;
    if (page === undefined || disabled) return;
    set({ page: String(page), ...(query ? { query: String(query) } : {}) }, MENU);
  };
  const inside = button("rr-page-link", "", follow);
  const outside = anchor("rr-page-link");
  setAttribute(inside, "role", "link");
  const el = h("div", { class: "rr-item rr-link-row" }, inside, outside);
  const tips = new Map([inside, outside].map((one) => [one as HTMLElement, new Tip(one)]));
  let drawn = "";
  const update = (props: Props): void => {
    setExtent(el, props, "content");
    target = props;
    const isOutside = props.url !== undefined;
    const link = isOutside ? outside : inside;
    inside.hidden = isOutside;
    outside.hidden = !isOutside;
    const query = props.query ? `?${props.query}` : "";
    setAttribute(
      outside,
      "href",
      isOutside && !props.disabled ? `${props.url}${query}` : undefined,
    );
    setAttribute(outside, "aria-disabled", isOutside && props.disabled ? "true" : undefined);
    inside.disabled = props.disabled === true;
    setAttribute(inside, "aria-current", props.current ? "page" : undefined);
    setAttribute(el, "data-rr-icon", props.icon_position as string | undefined);
    const { label, icon, help, url } = props as Record<string, string | undefined>;
    for (const [one, tip] of tips) tip.show(one === link ? help : undefined);
    const now = JSON.stringify([label, icon, url]);
    if (now === drawn) return;
    drawn = now;
    link.replaceChildren();
    fill(link, { title: label ?? "", icon, url });
  };
  const dispose = (): void => {
    for (const tip of tips.values()) tip.dispose();
  };
  return { el, update, dispose };
};
