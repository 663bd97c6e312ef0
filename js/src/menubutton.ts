/** A button with a menu of options, as ARIA describes it; what is chosen is one message. */
import { h, setAttribute, setHtml, uniqueId } from "./dom";
import { Floating } from "./float";
import type { InputProps } from "./model";
import { PressView } from "./press";

type MenuProps = InputProps & {
  /** The options' labels: what is sent. */
  options?: string[];
  /** What is shown for each. */
  html?: string[];
};

/** Letters that follow each other faster than this are one word [ms]. */
const PAUSE = 600;

export class MenuButtonView extends PressView {
  private list: HTMLElement;
  private floating: Floating;
  private unwatch: () => void;
  private typed: string;
  private typedAt: number;

  protected override build(id: string): HTMLElement {
    const pressed = super.build(id);
    this.typed = "";
    this.typedAt = 0;
    this.unwatch = () => {};
    this.list = h("div", { class: "rr-menu-list rr-choices", role: "menu", id: uniqueId("menu") });
    this.list.setAttribute("aria-labelledby", id);
    pressed.append(h("span", { class: "rr-chevron", "aria-hidden": "true" }));
    setAttribute(pressed, "aria-haspopup", "menu");
    setAttribute(pressed, "aria-controls", this.list.id);
    setAttribute(pressed, "aria-expanded", "false");
    this.floating = new Floating(pressed, this.list, "below");
    pressed.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      this.open(event.key === "ArrowUp" ? -1 : 0);
    });
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    this.el.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !this.el.contains(relatedTarget)) this.close();
    });
    return pressed;
  }

  protected override arrange(): void {
    super.arrange();
    this.el.append(this.list);
  }

  protected override press(): void {
    if (this.floating.isOpen) this.leave();
    else this.open(0);
  }

  protected override show(props: InputProps): void {
    super.show(props);
    const { options = [], html = [] } = props as MenuProps;
    const { list } = this;
    while (list.childElementCount > options.length) list.lastElementChild?.remove();
    options.forEach((label, place) => {
      const item = (list.children[place] as HTMLElement | undefined) ?? this.addItem();
      setHtml(item, html[place]);
      item.dataset.rrOption = label;
    });
    if (this.isDisabled) this.close();
    else this.floating.position();
  }

  protected override dispose(): void {
    super.dispose();
    this.close();
  }

  private get items(): HTMLButtonElement[] {
    return [...this.list.children] as HTMLButtonElement[];
  }

  private addItem(): HTMLElement {
    const item = h("button", {
      type: "button",
      class: "rr-menu-item rr-markdown",
      role: "menuitem",
      tabindex: "-1",
      "data-lm-suppress-shortcuts": "true",
    });
    item.addEventListener("click", () => {
      this.leave();
      this.model.say({ type: "click", value: item.dataset.rrOption ?? null });
    });
    // The one that the mouse is on is the one that Enter takes.
    item.addEventListener("pointermove", () => item.focus({ preventScroll: true }));
    return this.list.appendChild(item);
  }

  /** Open the menu and go to its first option, or to the last one. */
  private open(place: 0 | -1): void {
    if (this.isDisabled) return;
    this.floating.open();
    setAttribute(this.pressed, "aria-expanded", "true");
    const onPress = (event: Event): void => {
      if (!event.composedPath().includes(this.el)) this.close();
    };
    document.addEventListener("pointerdown", onPress, { capture: true });
    this.unwatch = () => document.removeEventListener("pointerdown", onPress, { capture: true });
    this.items.at(place)?.focus();
  }

  private close(): void {
    if (!this.floating.isOpen) return;
    this.unwatch();
    this.floating.close();
    setAttribute(this.pressed, "aria-expanded", "false");
  }

  /** Close, and give the focus back to the button. */
  private leave(): void {
    this.close();
    this.pressed.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const { items } = this;
    const at = items.indexOf(event.target as HTMLButtonElement);
    const { length } = items;
    const places: Record<string, number> = {
      ArrowDown: (at + 1) % length,
      ArrowUp: (at - 1 + length) % length,
      Home: 0,
      End: length - 1,
    };
    const place = places[event.key] ?? this.placeOf(event, at);
    if (place !== undefined) items[place]?.focus();
    else if (event.key === "Escape" || event.key === "Tab") this.leave();
    else return;
    // Tab goes on from the button, to where it would have gone without the menu.
    if (event.key !== "Tab") event.preventDefault();
  }

  /** The next option that begins with what was typed. */
  private placeOf(event: KeyboardEvent, at: number): number | undefined {
    const { key, ctrlKey, metaKey, altKey, timeStamp } = event;
    if (key.length !== 1 || ctrlKey || metaKey || altKey) return undefined;
    const isGoingOn = timeStamp - this.typedAt < PAUSE;
    // A space begins no word: it takes the option.
    if (key === " " && !isGoingOn) return undefined;
    this.typed = (isGoingOn ? this.typed : "") + key.toLowerCase();
    this.typedAt = timeStamp;
    const { items, typed } = this;
    // One letter goes from match to match, a word stays where it fits.
    const start = typed.length === 1 ? at + 1 : at;
    const places = items.map((_, i) => (start + i) % items.length);
    return places.find((i) => words(items[i]).startsWith(typed));
  }
}

function words(item: HTMLElement | undefined): string {
  return (item?.textContent ?? "").trim().toLowerCase();
}
