/** Notes in the corner of the page, each for its time. They outlive their node: a rerun takes none of them away. */
import { button, h, setHtml } from "./dom";
import { lift } from "./float";
import type { Props } from "./model";

/** What is left to a toast after the mouse or the focus has left it, at least [ms]. */
const RESPITE = 1500;
const SHORT = 4;
const MARGIN = 8;
/** Room for the status at the top of the page [px]. */
const BELOW_STATUS = 40;

export class Toast {
  readonly el: HTMLElement;
  onEnd: () => void = () => {};
  private readonly icon = h("span", { class: "rr-toast-icon", "aria-hidden": "true" });
  private readonly body = h("div", { class: "rr-toast-body rr-markdown" });
  private seconds = SHORT;
  private left = 0;
  private since = 0;
  private timer: number | undefined;
  private told = "";
  private readonly holds = new Set<string>();

  constructor() {
    const close = button("rr-toast-close", "", () => this.end());
    close.setAttribute("aria-label", "Dismiss");
    this.el = h("div", { class: "rr-toast" }, this.icon, this.body, close);
    const hold = (name: string, begin: string, end: string): void => {
      this.el.addEventListener(begin, () => this.pause(name));
      this.el.addEventListener(end, () => this.resume(name));
    };
    hold("mouse", "pointerenter", "pointerleave");
    hold("focus", "focusin", "focusout");
    this.el.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.end();
    });
  }

  show(props: Props): void {
    const now = JSON.stringify([props.html, props.icon, props.duration]);
    if (now === this.told) return;
    this.told = now;
    setHtml(this.body, props.html);
    setHtml(this.icon, props.icon);
    this.icon.hidden = !props.icon;
    this.seconds = Number(props.duration ?? SHORT);
    if (this.el.isConnected) this.start();
  }

  /** Begin its time, or begin it anew; without a duration it stays until it is dismissed. */
  start(): void {
    this.left = this.seconds * 1000;
    this.run();
  }

  end(): void {
    window.clearTimeout(this.timer);
    this.onEnd();
  }

  private run(): void {
    window.clearTimeout(this.timer);
    if (this.seconds === 0 || this.holds.size > 0) return;
    this.since = Date.now();
    this.timer = window.setTimeout(() => this.end(), this.left);
  }

  private pause(name: string): void {
    if (this.holds.size === 0) {
      window.clearTimeout(this.timer);
      this.left -= Date.now() - this.since;
    }
    this.holds.add(name);
  }

  private resume(name: string): void {
    if (!this.holds.delete(name) || this.holds.size > 0) return;
    this.left = Math.max(this.left, RESPITE);
    this.run();
  }
}

export class ToastStack {
  private readonly el = h("div", {
    class: "rr-toasts",
    role: "status",
    "aria-label": "Notes",
    popover: "manual",
  });
  private readonly cards = new Set<Toast>();
  private unfollow: (() => void) | undefined;
  /** Where the focus was before it came to a toast. */
  private origin: Element | null = null;

  constructor(private readonly home: HTMLElement) {
    home.append(this.el);
    this.el.addEventListener("focusin", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.el.contains(relatedTarget)))
        this.origin = relatedTarget as Element | null;
    });
  }

  add(card: Toast): void {
    this.open();
    this.cards.add(card);
    card.onEnd = () => this.drop(card);
    this.el.append(card.el);
    card.start();
  }

  dispose(): void {
    for (const card of [...this.cards]) card.end();
  }

  private drop(card: Toast): void {
    this.cards.delete(card);
    const next = card.el.nextElementSibling ?? card.el.previousElementSibling;
    if (card.el.contains(document.activeElement)) this.handFocus(next);
    card.el.remove();
    if (this.cards.size === 0) this.close();
  }

  private handFocus(next: Element | null): void {
    const target = next?.querySelector(".rr-toast-close") ?? this.origin;
    if (target instanceof HTMLElement && target.isConnected) target.focus({ preventScroll: true });
  }

  private open(): void {
    if (this.unfollow) return;
    const follow = (): void => this.position();
    const unlift = lift(this.el, follow);
    document.addEventListener("scroll", follow, { capture: true, passive: true });
    window.addEventListener("resize", follow);
    this.unfollow = () => {
      unlift();
      document.removeEventListener("scroll", follow, { capture: true });
      window.removeEventListener("resize", follow);
    };
  }

  private close(): void {
    this.unfollow?.();
    this.unfollow = undefined;
  }

  /** At the upper corner of the page where its lines end, or of what is in view of it. */
  private position(): void {
    const page = (this.home.closest(".rr-page") ?? this.home).getBoundingClientRect();
    const view = viewOf(this.home);
    const isRtl = getComputedStyle(this.home).direction === "rtl";
    const lowest = view.bottom - MARGIN - this.el.offsetHeight;
    const top = Math.min(Math.max(page.top, view.top) + BELOW_STATUS, lowest);
    const room = isRtl ? page.left : document.documentElement.clientWidth - page.right;
    this.el.style.top = `${Math.max(top, view.top + MARGIN)}px`;
    this.el.style.insetInlineEnd = `${Math.max(room, 0) + MARGIN}px`;
  }
}

/** The part of the window in which the page can be seen: that of the nearest element that scrolls. */
function viewOf(el: HTMLElement): { top: number; bottom: number } {
  for (let one = el.parentElement; one && one !== document.body; one = one.parentElement) {
    const { overflowY } = getComputedStyle(one);
    if ((overflowY === "auto" || overflowY === "scroll") && one.scrollHeight > one.clientHeight)
      return one.getBoundingClientRect();
  }
  return { top: 0, bottom: window.innerHeight };
}
