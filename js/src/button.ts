/** A button: each click is one message, never a value, so that no click can be merged with another. */
import { h, setAttribute, setHtml } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { isPressed } from "./shortcut";

type ButtonProps = InputProps & {
  type?: "primary" | "secondary" | "tertiary";
  icon_position?: "left" | "right";
  shortcut?: string;
};

export class ButtonView extends InputView<null> {
  private button: HTMLButtonElement;
  private icon: HTMLElement;
  private keys: HTMLElement;
  private unlisten: () => void;

  protected override build(id: string): HTMLElement {
    this.el.dataset.rrWidth = "content";
    this.icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
    this.keys = h("kbd", { class: "rr-keys", "aria-hidden": "true" });
    this.button = h(
      "button",
      { type: "button", id, class: "rr-button", "data-lm-suppress-shortcuts": "true" },
      this.icon,
      this.label,
      this.keys,
    );
    this.button.addEventListener("click", () => this.model.say({ type: "click" }));
    const onKey = (event: KeyboardEvent): void => {
      const { shortcut } = this.model.props as ButtonProps;
      if (!shortcut || this.isDisabled || !this.isReachable || !isPressed(shortcut, event)) return;
      event.preventDefault();
      event.stopPropagation();
      this.button.click();
    };
    document.addEventListener("keydown", onKey, { capture: true });
    this.unlisten = () => document.removeEventListener("keydown", onKey, { capture: true });
    return this.button;
  }

  /** A button's words are inside it: a label element beside it would say them twice. */
  protected override buildLabel(): HTMLElement {
    return h("span", { class: "rr-markdown rr-button-label" });
  }

  protected override arrange(): void {
    this.el.classList.add("rr-button-row");
    this.el.append(this.control, this.head);
  }

  protected override show(props: InputProps): void {
    const { type, icon, icon_position, shortcut } = props as ButtonProps;
    setAttribute(this.button, "data-rr-type", type ?? "secondary");
    setAttribute(this.button, "data-rr-icon", icon_position ?? "left");
    setAttribute(this.button, "aria-keyshortcuts", shortcut);
    setHtml(this.icon, icon);
    this.icon.hidden = !icon;
    this.keys.textContent = shortcut ?? "";
    this.keys.hidden = !shortcut;
    this.button.disabled = this.isDisabled;
  }

  protected override write(): void {}

  protected override dispose(): void {
    this.unlisten();
  }

  /** Whether the button can be seen and the keyboard is not busy with another part of the host. */
  private get isReachable(): boolean {
    const active = document.activeElement;
    const home = this.el.closest(".rr-page") ?? this.el;
    const isHere = active === null || active === document.body || home.contains(active);
    return isHere && this.el.offsetParent !== null && this.el.closest("[inert]") === null;
  }
}
