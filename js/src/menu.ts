/** The page's own menu: rerun, stop, clear caches, clear state. A menu button as ARIA describes it. */
import { button, h, setAttribute, setHtml, uniqueId } from "./dom";
import { Floating } from "./float";
import { FIELD, isComposing } from "./keys";
import type { PageRequest, Props, Status } from "./model";

type Command = "rerun" | "stop" | "clear-caches" | "clear-state";

/** Keys that run a command while the focus is on the page, but not in a field. */
const SHORTCUTS: Record<string, Command> = { r: "rerun", c: "clear-caches" };

export class PageMenu {
  readonly el: HTMLElement;
  private readonly opener: HTMLButtonElement;
  private readonly list = h("div", {
    class: "rr-menu-list",
    role: "menu",
    "aria-label": "Page",
    id: uniqueId("menu"),
  });
  private readonly items: Record<Command, HTMLButtonElement>;
  private readonly question: HTMLElement;
  private readonly help = link("Get help");
  private readonly bug = link("Report a bug");
  private readonly about = item("About", () => this.tell(true));
  private readonly aboutText = h("div", { class: "rr-menu-words rr-markup" });
  private readonly aboutPart: HTMLElement;
  private readonly floating: Floating;
  private isAsking = false;
  private isTelling = false;
  private status: Status = { running: false };
  private told = "";
  private unlisten = (): void => {};

  constructor(
    private readonly page: HTMLElement,
    private readonly say: (request: PageRequest) => void,
  ) {
    this.opener = button("rr-menu-button", "\u22ee", () =>
      this.isOpen ? this.close() : this.open(),
    );
    setAttribute(this.opener, "aria-label", "Page menu");
    setAttribute(this.opener, "aria-haspopup", "menu");
    setAttribute(this.opener, "aria-expanded", "false");
    setAttribute(this.opener, "aria-controls", this.list.id);
    this.items = {
      rerun: item("Rerun", () => this.run("rerun"), "R"),
      stop: item("Stop", () => this.run("stop")),
      "clear-caches": item("Clear caches", () => this.run("clear-caches"), "C"),
      "clear-state": item("Clear state\u2026", () => this.ask(true)),
    };
    const words = h("p", { class: "rr-menu-words", id: uniqueId("words") });
    words.textContent = "Forget st.session_state and every input of all cells, and run them again?";
    const yes = item("Clear state", () => this.run("clear-state"));
    yes.classList.add("rr-menu-grave");
    this.question = h(
      "div",
      { role: "group", "aria-labelledby": words.id },
      words,
      yes,
      item("Keep it", () => this.ask(false)),
    );
    this.aboutText.id = uniqueId("about");
    this.aboutPart = h(
      "div",
      { role: "group", "aria-labelledby": this.aboutText.id },
      this.aboutText,
      item("Close", () => this.tell(false)),
    );
    const more = [this.help, this.bug, this.about];
    this.list.append(...Object.values(this.items), ...more, this.question, this.aboutPart);
    this.el = h("div", { class: "rr-menu" }, this.opener, this.list);
    this.floating = new Floating(this.opener, this.list, "below");
    this.list.hidden = true;
    this.opener.addEventListener("keydown", (event) => this.onOpenerKey(event));
    this.list.addEventListener("keydown", (event) => this.onListKey(event));
    this.list.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next instanceof globalThis.Node && !this.el.contains(next)) this.close();
    });
    // Inputs keep their keys to themselves: what bubbles does not come here.
    page.addEventListener("keydown", (event) => this.onPageKey(event), true);
    this.arrange();
  }

  get isOpen(): boolean {
    return this.floating.isOpen;
  }

  show(status: Status, isReachable: boolean): void {
    this.status = status;
    this.opener.disabled = !isReachable;
    if (!isReachable && this.isOpen) this.close();
    this.arrange();
  }

  /** Show the items that the script has put into the menu. */
  offer(props: Props): void {
    setLink(this.help, props.help_url);
    setLink(this.bug, props.bug_url);
    const about = typeof props.about === "string" ? props.about : "";
    setHtml(this.aboutText, about);
    this.told = about;
    this.arrange();
  }

  dispose(): void {
    this.close();
  }

  private open(last = false): void {
    if (this.opener.disabled) return;
    this.isAsking = this.isTelling = false;
    this.list.hidden = false;
    this.arrange();
    this.floating.open();
    setAttribute(this.opener, "aria-expanded", "true");
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof globalThis.Node && !this.el.contains(event.target)) this.close();
    };
    const doc = this.el.ownerDocument;
    doc.addEventListener("pointerdown", outside, true);
    this.unlisten = () => doc.removeEventListener("pointerdown", outside, true);
    this.offered.at(last ? -1 : 0)?.focus();
  }

  private close(): void {
    this.unlisten();
    this.unlisten = () => {};
    this.floating.close();
    this.list.hidden = true;
    setAttribute(this.opener, "aria-expanded", "false");
  }

  /** Close, and give the focus back to the button. */
  private leave(): void {
    this.close();
    this.opener.focus();
  }

  private run(command: Command): void {
    if (this.isOpen) this.leave();
    this.say({ type: command });
  }

  private ask(isAsking: boolean): void {
    this.isAsking = isAsking;
    this.arrange();
    this.floating.position();
    if (isAsking) this.offered[0]?.focus();
    else this.items["clear-state"].focus();
  }

  private tell(isTelling: boolean): void {
    this.isTelling = isTelling;
    this.arrange();
    this.floating.position();
    if (isTelling) this.offered[0]?.focus();
    else this.about.focus();
  }

  /** Show the commands that there are now; the focus never stays on one that has gone. */
  private arrange(): void {
    const { items, status, isAsking } = this;
    const isBusy = isAsking || this.isTelling;
    items.rerun.hidden = isBusy;
    items.stop.hidden = isBusy || !status.running || Boolean(status.stopping);
    items["clear-caches"].hidden = isBusy || !status.caches;
    items["clear-state"].hidden = isBusy;
    for (const one of [this.help, this.bug]) one.hidden = isBusy || !one.hasAttribute("href");
    this.about.hidden = isBusy || !this.told;
    this.question.hidden = !isAsking;
    this.aboutPart.hidden = !this.isTelling;
    if (this.list.querySelector("[hidden]:focus")) this.offered[0]?.focus();
  }

  private get offered(): HTMLElement[] {
    const all = [...this.list.querySelectorAll<HTMLElement>("[role=menuitem]")];
    return all.filter((one) => !one.closest("[hidden]"));
  }

  private onOpenerKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    this.open(event.key === "ArrowUp");
  }

  private onListKey(event: KeyboardEvent): void {
    const offered = this.offered;
    const at = offered.indexOf(this.el.ownerDocument.activeElement as HTMLElement);
    const steps: Record<string, number> = {
      ArrowDown: (at + 1) % offered.length,
      ArrowUp: (at - 1 + offered.length) % offered.length,
      Home: 0,
      End: offered.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) offered[next]?.focus();
    else if (event.key === "Escape") this.leave();
    else if (event.key === "Tab") this.leave();
    else return;
    if (event.key !== "Tab") event.preventDefault();
  }

  private onPageKey(event: KeyboardEvent): void {
    const command = SHORTCUTS[event.key];
    const { altKey, ctrlKey, metaKey, shiftKey, repeat } = event;
    if (!command || altKey || ctrlKey || metaKey || shiftKey || repeat || isComposing(event))
      return;
    if (this.opener.disabled || this.isAsking) return;
    // The host itself may use such roles around the page.
    const path = event.composedPath();
    const within = path.slice(0, path.indexOf(this.page));
    if (within.some((one) => one instanceof Element && one.matches(FIELD))) return;
    if (this.items[command].hidden) return;
    event.preventDefault();
    this.run(command);
  }
}

function item(words: string, onClick: () => void, key?: string): HTMLButtonElement {
  const el = button("rr-menu-item", words, onClick);
  setAttribute(el, "role", "menuitem");
  setAttribute(el, "tabindex", -1);
  if (key) {
    el.append(h("kbd", { "aria-hidden": "true" }, key));
    setAttribute(el, "aria-keyshortcuts", key);
  }
  return el;
}

function link(words: string): HTMLAnchorElement {
  const el = h("a", {
    class: "rr-menu-item",
    role: "menuitem",
    tabindex: "-1",
    target: "_blank",
    rel: "noopener noreferrer",
  });
  el.textContent = words;
  return el;
}

function setLink(el: HTMLAnchorElement, url: unknown): void {
  setAttribute(el, "href", typeof url === "string" ? url : undefined);
}
