/** What a line and an area of text share: a draft, its rules, and the hint that tells how to apply it. */
import { h, setAttribute, setText, uniqueId } from "./dom";
import { Draft } from "./draft";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { complaintAbout, type TextRules } from "./parse";

export type TypedProps = InputProps &
  TextRules & {
    max_chars?: number | null;
    /** Send while typing, after this pause [ms]. */
    live?: number | null;
    nullable?: boolean;
  };

export abstract class TypedView<
  Field extends HTMLInputElement | HTMLTextAreaElement,
> extends InputView<string | null> {
  protected draft: Draft<Field>;
  protected hint: HTMLElement;
  private pause: ReturnType<typeof setTimeout> | undefined;
  private complaint: string;

  /** The keys that end the draft. */
  protected abstract readonly keys: string;

  /** Take a field into service. */
  protected watch(field: Field): void {
    this.complaint = "";
    this.hint = h("div", { class: "rr-hint", id: uniqueId("hint") });
    field.setAttribute("aria-describedby", this.hint.id);
    this.draft = new Draft(field, {
      commit: (words) => this.take(words),
      changed: (isDirty) => this.onDraft(isDirty),
    });
  }

  protected override show(props: InputProps): void {
    const { placeholder, max_chars, required } = props as TypedProps;
    const { field } = this.draft;
    setAttribute(field, "placeholder", placeholder);
    setAttribute(field, "maxlength", max_chars);
    setAttribute(field, "aria-required", required ? "true" : undefined);
    field.disabled = this.isDisabled;
    this.showHint();
  }

  protected override write(value: string | null): void {
    this.draft.write(value ?? "");
  }

  protected override dispose(): void {
    clearTimeout(this.pause);
  }

  protected onDraft(isDirty: boolean): void {
    this.complaint = "";
    setAttribute(this.draft.field, "aria-invalid", undefined);
    this.showHint();
    clearTimeout(this.pause);
    const { live } = this.model.props as TypedProps;
    if (isDirty && typeof live === "number")
      this.pause = setTimeout(() => this.draft.submit(), live);
  }

  protected override conclude(): HTMLElement | null {
    const { field } = this.draft;
    const objecting = super.conclude();
    if (objecting) return objecting;
    // Words that nobody has changed may be none that can be sent.
    const isFine = complaintAbout(field.value, this.model.props as TypedProps) === "";
    return isFine || this.take(field.value) ? null : field;
  }

  /** What applies the draft, in words. */
  private get remedy(): string {
    if (!this.isInForm) return `Press ${this.keys} to apply`;
    return this.enterButton ? `Press ${this.keys} to submit form` : "";
  }

  private take(words: string): boolean {
    clearTimeout(this.pause);
    const props = this.model.props as TypedProps;
    this.complaint = complaintAbout(words, props);
    setAttribute(this.draft.field, "aria-invalid", this.complaint ? "true" : undefined);
    this.showHint();
    if (this.complaint) return false;
    const { nullable } = props;
    this.commit(words === "" && nullable ? null : words);
    return true;
  }

  private showHint(): void {
    const { max_chars, live } = this.model.props as TypedProps;
    const { field, isDirty } = this.draft;
    const count = max_chars ? `${[...field.value].length}/${max_chars}` : "";
    const waits = isDirty && typeof live !== "number" ? this.remedy : "";
    const first = this.complaint || waits;
    setText(this.hint, [first, count].filter(Boolean).join(" \u00b7 "));
    this.hint.classList.toggle("rr-hint-shown", isDirty || this.complaint !== "");
    this.hint.classList.toggle("rr-complaint", this.complaint !== "");
  }
}
