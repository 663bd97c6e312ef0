/** A line of text. */
import { h, setAttribute, setHtml, setText, uniqueId } from "./dom";
import { Draft } from "./draft";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { complaintAbout, type TextRules } from "./parse";

type TextProps = InputProps &
  TextRules & {
    type?: "default" | "password" | "email" | "url" | "phone" | "search";
    max_chars?: number | null;
    autocomplete?: string;
    /** Send while typing, after this pause [ms]. */
    live?: number | null;
    nullable?: boolean;
  };

const TYPES: Record<string, string> = { default: "text", phone: "tel" };

export class TextView extends InputView<string | null> {
  private draft: Draft;
  private icon: HTMLElement;
  private reveal: HTMLButtonElement;
  private hint: HTMLElement;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private isRevealed: boolean;
  private complaint: string;

  protected override build(id: string): HTMLElement {
    this.isRevealed = false;
    this.complaint = "";
    this.icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
    const field = h("input", { id, class: "rr-text-field", "data-lm-suppress-shortcuts": "true" });
    this.hint = h("div", { class: "rr-hint", id: uniqueId("hint") });
    field.setAttribute("aria-describedby", this.hint.id);
    this.draft = new Draft(field, {
      commit: (words) => this.take(words),
      changed: (isDirty) => this.onDraft(isDirty),
    });
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
    const { placeholder, max_chars, autocomplete, icon } = props as TextProps;
    const { field } = this.draft;
    setAttribute(field, "placeholder", placeholder);
    setAttribute(field, "maxlength", max_chars);
    setAttribute(field, "autocomplete", autocomplete ?? "off");
    setHtml(this.icon, icon);
    this.icon.hidden = !icon;
    field.disabled = this.isDisabled;
    this.showType();
    this.showHint();
  }

  protected override write(value: string | null): void {
    this.draft.write(value ?? "");
  }

  protected override dispose(): void {
    clearTimeout(this.pause);
  }

  private take(words: string): boolean {
    clearTimeout(this.pause);
    const props = this.model.props as TextProps;
    this.complaint = complaintAbout(words, props);
    setAttribute(this.draft.field, "aria-invalid", this.complaint ? "true" : undefined);
    this.showHint();
    if (this.complaint) return false;
    const { nullable } = props;
    this.commit(words === "" && nullable ? null : words);
    return true;
  }

  private onDraft(isDirty: boolean): void {
    this.complaint = "";
    setAttribute(this.draft.field, "aria-invalid", undefined);
    this.showHint();
    clearTimeout(this.pause);
    const { live } = this.model.props as TextProps;
    if (isDirty && typeof live === "number")
      this.pause = setTimeout(() => this.draft.submit(), live);
  }

  private showType(): void {
    const { type = "default" } = this.model.props as TextProps;
    const isPassword = type === "password";
    this.reveal.hidden = !isPassword;
    setAttribute(this.reveal, "aria-pressed", String(this.isRevealed));
    const wanted = isPassword && this.isRevealed ? "text" : (TYPES[type] ?? type);
    if (this.draft.field.type !== wanted) this.draft.field.type = wanted;
  }

  private showHint(): void {
    const { max_chars, live } = this.model.props as TextProps;
    const { field, isDirty } = this.draft;
    const count = max_chars ? `${[...field.value].length}/${max_chars}` : "";
    const waits = isDirty && typeof live !== "number" ? "Press Enter to apply" : "";
    const first = this.complaint || waits;
    setText(this.hint, [first, count].filter(Boolean).join(" \u00b7 "));
    this.hint.classList.toggle("rr-hint-shown", isDirty || this.complaint !== "");
    this.hint.classList.toggle("rr-complaint", this.complaint !== "");
  }
}
