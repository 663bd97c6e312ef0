/** A number that is typed or stepped. */
import { button, h, setAttribute, setHtml, setText, uniqueId } from "./dom";
import { Draft } from "./draft";
import { formatNumber } from "./format";
import { InputView } from "./input";
import { isComposing } from "./keys";
import type { InputProps } from "./model";
import { isPlain, parseNumber, type Rules, stepped } from "./parse";

type NumberProps = InputProps & Rules & { format?: string | null };

export class NumberView extends InputView<number | null> {
  private draft: Draft;
  private icon: HTMLElement;
  private less: HTMLButtonElement;
  private more: HTMLButtonElement;
  private complaint: HTMLElement;

  protected override build(id: string): HTMLElement {
    this.icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
    this.complaint = h("div", { class: "rr-complaint", id: uniqueId("complaint"), role: "alert" });
    const field = h("input", {
      id,
      type: "text",
      role: "spinbutton",
      inputmode: "decimal",
      autocomplete: "off",
      class: "rr-text-field",
      "aria-describedby": this.complaint.id,
      "data-lm-suppress-shortcuts": "true",
    });
    this.draft = new Draft(field, {
      commit: (words) => this.take(words),
      changed: () => this.complain(""),
    });
    field.addEventListener("keydown", (event) => this.onKey(event));
    for (const name of ["focus", "blur"])
      field.addEventListener(name, () => {
        if (!this.draft.isDirty) this.write(this.value);
      });
    this.less = this.buildStepper("\u2212", "Decrease", -1);
    this.more = this.buildStepper("+", "Increase", 1);
    return h(
      "div",
      { class: "rr-text-control" },
      h("div", { class: "rr-field rr-number" }, this.icon, field, this.less, this.more),
      this.complaint,
    );
  }

  protected override show(props: InputProps): void {
    const { min, max, placeholder, icon } = props as NumberProps;
    const { field } = this.draft;
    setAttribute(field, "aria-valuemin", min);
    setAttribute(field, "aria-valuemax", max);
    setAttribute(field, "placeholder", placeholder);
    setHtml(this.icon, icon);
    this.icon.hidden = !icon;
    field.disabled = this.isDisabled;
    this.write(this.value);
  }

  protected override write(value: number | null): void {
    const { min, max } = this.model.props as NumberProps;
    const words = this.wordsFor(value);
    setAttribute(this.draft.field, "aria-valuenow", value);
    setAttribute(this.draft.field, "aria-valuetext", words || undefined);
    this.draft.write(words);
    this.less.disabled =
      this.isDisabled || (value !== null && typeof min === "number" && value <= min);
    this.more.disabled =
      this.isDisabled || (value !== null && typeof max === "number" && value >= max);
  }

  /** The number in its format; while it is edited, without what the format puts around it. */
  private wordsFor(value: number | null): string {
    if (value === null) return "";
    const { format, step } = this.model.props as NumberProps;
    const words = formatNumber(value, format, step);
    const isEdited = document.activeElement === this.draft.field;
    return isEdited && !isPlain(words) ? String(value) : words;
  }

  private buildStepper(sign: string, name: string, direction: 1 | -1): HTMLButtonElement {
    const el = button("rr-stepper", sign, () => this.step(direction));
    el.setAttribute("aria-label", name);
    // The arrow keys do the same: a second and third stop for the Tab key would only be in the way.
    el.tabIndex = -1;
    // A press must not take the focus, and with it the draft, from the field.
    el.addEventListener("pointerdown", (event) => event.preventDefault());
    return el;
  }

  private onKey(event: KeyboardEvent): void {
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction === 0 || isComposing(event)) return;
    event.preventDefault();
    this.step(direction);
  }

  private step(direction: 1 | -1): void {
    const rules = this.model.props as NumberProps;
    const typed = this.draft.isDirty
      ? parseNumber(this.draft.field.value, rules)
      : { value: this.value };
    const from = "value" in typed ? typed.value : this.value;
    this.draft.revert();
    this.commit(stepped(from, direction, rules));
  }

  private take(words: string): boolean {
    const parsed = parseNumber(words, this.model.props as NumberProps);
    if (!("value" in parsed)) {
      this.complain(parsed.complaint);
      return false;
    }
    if (parsed.value === this.value) this.write(this.value);
    else this.commit(parsed.value);
    return true;
  }

  private complain(words: string): void {
    setText(this.complaint, words);
    this.complaint.hidden = words === "";
    setAttribute(this.draft.field, "aria-invalid", words ? "true" : undefined);
  }
}
