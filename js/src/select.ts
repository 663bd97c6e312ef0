/** A select box to search in: the ARIA combobox pattern, with the focus always in its text field. */
import { button, h, setAttribute, setHtml } from "./dom";
import { type Filter, filterOptions } from "./filter";
import { Floating } from "./float";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { OptionList } from "./options";

type SelectProps = InputProps & {
  options?: string[];
  clearable?: boolean;
  accept_new?: boolean;
  filter?: Filter;
};

const PAGE = 10;

export class SelectView extends InputView<string | null> {
  private field: HTMLInputElement;
  private frame: HTMLElement;
  private icon: HTMLElement;
  private clear: HTMLButtonElement;
  private list: OptionList;
  private floating: Floating;
  /** What was typed since the list opened; null while nothing was. */
  private query: string | null;
  private matches: number[];

  protected override build(id: string): HTMLElement {
    this.query = null;
    this.matches = [];
    this.icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
    this.list = new OptionList(
      (row) => this.pick(row),
      (active) =>
        setAttribute(this.field, "aria-activedescendant", this.floating.isOpen ? active : null),
    );
    this.field = h("input", {
      id,
      type: "text",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      class: "rr-text-field",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.el.id,
      "data-lm-suppress-shortcuts": "true",
    });
    this.clear = button("rr-clear", "", () => this.commit(null));
    this.clear.setAttribute("aria-label", "Clear");
    this.frame = h(
      "div",
      { class: "rr-field rr-select" },
      this.icon,
      this.field,
      this.clear,
      h("span", { class: "rr-chevron", "aria-hidden": "true" }),
    );
    this.floating = new Floating(this.frame, this.list.el, "below");
    this.list.el.setAttribute("aria-label", "Options");
    this.listen();
    return h("div", { class: "rr-text-control" }, this.frame, this.list.el);
  }

  protected override show(props: InputProps): void {
    const { placeholder, icon, filter, accept_new } = props as SelectProps;
    setAttribute(this.field, "placeholder", placeholder);
    setHtml(this.icon, icon);
    this.icon.hidden = !icon;
    this.field.disabled = this.isDisabled;
    this.field.readOnly = filter === null && !accept_new;
    this.frame.classList.toggle("rr-pick-only", this.field.readOnly);
    if (this.isDisabled) this.close();
    this.write(this.value);
    if (this.floating.isOpen) this.refill();
  }

  protected override write(value: string | null): void {
    const { clearable } = this.model.props as SelectProps;
    this.clear.hidden = !clearable || value === null || this.isDisabled;
    if (this.query === null && this.field.value !== (value ?? "")) this.field.value = value ?? "";
    if (this.floating.isOpen) this.refill();
  }

  protected override dispose(): void {
    this.floating.close();
  }

  private listen(): void {
    this.frame.addEventListener("mousedown", (event) => {
      if (this.isDisabled || event.target === this.clear) return;
      const isOpen = this.floating.isOpen;
      // The press that opens the list selects all words, so that typing replaces them; later ones set the caret.
      if (event.target !== this.field || !isOpen) event.preventDefault();
      this.field.focus();
      if (!isOpen) {
        this.field.select();
        this.open();
      } else if (event.target !== this.field) this.close();
    });
    this.field.addEventListener("focus", () => this.field.select());
    this.field.addEventListener("blur", () => this.close());
    this.field.addEventListener("input", () => {
      this.query = this.field.value;
      this.open();
      this.refill();
      this.list.activate(this.list.length > 0 ? 0 : -1);
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const isOpen = this.floating.isOpen;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (event.altKey && step < 0) this.close();
      else if (!isOpen) this.open();
      else this.list.activate(this.next(step));
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!isOpen) this.open();
      else if (this.list.active >= 0) this.pick(this.list.active);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === " " && this.field.readOnly && !isOpen) {
      event.preventDefault();
      this.open();
    }
  }

  /** One step past an end goes round to the other; a page stops there. */
  private next(step: number): number {
    const last = this.list.length - 1;
    const to = this.list.active + step;
    if (Math.abs(step) > 1) return Math.max(0, Math.min(last, to));
    return to < 0 ? last : to > last ? 0 : to;
  }

  private open(): void {
    if (this.floating.isOpen || this.isDisabled) return;
    this.floating.open();
    this.field.setAttribute("aria-expanded", "true");
    this.refill();
    this.list.activate(Math.max(0, this.currentRow()));
  }

  private close(): void {
    this.query = null;
    this.floating.close();
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    if (this.field.value !== (this.value ?? "")) this.field.value = this.value ?? "";
  }

  private refill(): void {
    const { options = [], filter = "fuzzy" } = this.model.props as SelectProps;
    this.matches = filterOptions(options, this.query ?? "", filter);
    const rows = this.matches.map((i) => options[i] ?? "");
    if (this.newOption !== null) rows.push(`Add: ${this.newOption}`);
    this.list.fill(rows, this.currentRow());
    this.floating.position();
  }

  /** What Enter would add, if new options are welcome and the words are not one already. */
  private get newOption(): string | null {
    const { options = [], accept_new } = this.model.props as SelectProps;
    const words = this.query?.trim() ?? "";
    return accept_new && words !== "" && !options.includes(words) ? words : null;
  }

  private currentRow(): number {
    const { options = [] } = this.model.props as SelectProps;
    return this.value === null ? -1 : this.matches.indexOf(options.indexOf(this.value));
  }

  private pick(row: number): void {
    const { options = [] } = this.model.props as SelectProps;
    const index = this.matches[row];
    const chosen = index === undefined ? this.newOption : (options[index] ?? null);
    if (chosen !== null) this.commit(chosen);
    this.close();
    this.field.select();
  }
}
