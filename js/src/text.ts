/** A line of text. */
import { h, setAttribute, setHtml } from "./dom";
import { InputModel } from "./input";
import type { InputProps } from "./model";
import { type TypedProps, TypedView } from "./typed";

type TextProps = TypedProps & {
  type?: "default" | "password" | "email" | "url" | "phone" | "search";
  autocomplete?: string;
};

const TYPES: Record<string, string> = { default: "text", phone: "tel" };

/** A text that the kernel keeps to itself until somebody sees the field, and that no notebook keeps. */
export class PasswordModel extends InputModel {
  override defaults() {
    return { ...super.defaults(), _model_name: "PasswordModel" };
  }

  protected override get isAwaited(): boolean {
    return true;
  }

  protected override get isSecret(): boolean {
    return true;
  }
}

export class TextView extends TypedView<HTMLInputElement> {
  private icon: HTMLElement;
  private reveal: HTMLButtonElement;
  private isRevealed: boolean;

  protected override get keys(): string {
    return "Enter";
  }

  protected override build(id: string): HTMLElement {
    this.isRevealed = false;
    this.icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
    const field = h("input", { id, class: "rr-text-field", "data-lm-suppress-shortcuts": "true" });
    this.watch(field);
    this.reveal = h("button", {
      type: "button",
      class: "rr-reveal",
      "aria-label": "Show the password",
      "data-lm-suppress-shortcuts": "true",
    });
    this.reveal.addEventListener("click", () => {
      this.isRevealed = !this.isRevealed;
      this.showType();
    });
    return h(
      "div",
      { class: "rr-text-control" },
      h("div", { class: "rr-field" }, this.icon, field, this.reveal),
      this.hint,
    );
  }

  protected override show(props: InputProps): void {
    const { autocomplete, icon } = props as TextProps;
    setAttribute(this.draft.field, "autocomplete", autocomplete ?? "off");
    setHtml(this.icon, icon);
    this.icon.hidden = !icon;
    this.showType();
    super.show(props);
  }

  private showType(): void {
    const { type = "default" } = this.model.props as TextProps;
    const isPassword = type === "password";
    this.reveal.hidden = !isPassword;
    setAttribute(this.reveal, "aria-pressed", String(this.isRevealed));
    const wanted = isPassword && this.isRevealed ? "text" : (TYPES[type] ?? type);
    if (this.draft.field.type !== wanted) this.draft.field.type = wanted;
  }
}
