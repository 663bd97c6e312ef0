/** A box to choose one of several options. */
import { button, h, setAttribute, setHtml } from "./dom";
import { type Filter, filterOptions, hintOf, newOption } from "./filter";
import { InputView } from "./input";
import type { InputProps } from "./model";
import type { Row } from "./options";
import { Picker } from "./picker";

type SelectProps = InputProps & {
  options?: string[];
  clearable?: boolean;
  accept_new?: boolean;
  filter?: Filter;
};

export class SelectView extends InputView<string | null> {
  private icon: HTMLElement;
  private clear: HTMLButtonElement;
  private picker: Picker;

  protected override build(id: string): HTMLElement {
    this.icon = h("span", { class: "rr-icon", "aria-hidden": "true" });
    this.clear = button("rr-clear", "", () => this.commit(null));
    this.clear.setAttribute("aria-label", "Clear");
    const frame = h("div", { class: "rr-field rr-select" });
    const view = this;
    this.picker = new Picker(id, frame, {
      get isDisabled() {
        return view.isIdle;
      },
      get words() {
        return view.value ?? "";
      },
      rows: (query) => this.rows(query),
      current: (rows) => rows.findIndex(({ words }) => words === this.value),
      nothing: () => "No results",
      pick: ({ words }) => {
        this.commit(words);
        return false;
      },
    });
    const chevron = h("span", { class: "rr-chevron", "aria-hidden": "true" });
    frame.append(this.icon, this.picker.field, this.clear, chevron);
    return h("div", { class: "rr-text-control" }, frame, this.picker.list.el);
  }

  protected override show(props: InputProps): void {
    const { icon, filter, accept_new } = props as SelectProps;
    setAttribute(this.picker.field, "placeholder", hintOf(props as SelectProps));
    setHtml(this.icon, icon);
    this.icon.hidden = !icon;
    this.picker.show(filter === null && !accept_new);
    this.write(this.value);
  }

  protected override write(value: string | null): void {
    const { clearable } = this.model.props as SelectProps;
    this.clear.hidden = !clearable || value === null || this.isDisabled;
    this.picker.write();
  }

  protected override dispose(): void {
    this.picker.close();
  }

  /** Whether nothing can be chosen. */
  private get isIdle(): boolean {
    const { options = [], accept_new } = this.model.props as SelectProps;
    return this.isDisabled || (options.length === 0 && !accept_new);
  }

  private rows(query: string): Row[] {
    const { options = [], filter = "fuzzy", accept_new } = this.model.props as SelectProps;
    const rows: Row[] = filterOptions(options, query, filter).map((i) => ({
      words: options[i] ?? "",
      kind: "option",
    }));
    const words = accept_new ? newOption(query, options) : null;
    return words === null ? rows : [...rows, { words, kind: "new" }];
  }
}
