/** A box to choose several of many options; what is chosen stands in it as tags. */
import { button, h, setAttribute, setText } from "./dom";
import { type Filter, filterOptions, hintOf, newOption } from "./filter";
import { InputView } from "./input";
import { isComposing } from "./keys";
import type { InputProps } from "./model";
import type { Row } from "./options";
import { Picker } from "./picker";

type MultiselectProps = InputProps & {
  options?: string[];
  accept_new?: boolean;
  filter?: Filter;
  max_selections?: number;
  /** Up to how many rows one press may take them all; -1 is always. */
  select_all?: number;
  wrap?: boolean;
};

const SELECT_ALL = 1000;
/** More tags than anybody reads are only counted. */
const MOST_TAGS = 200;

export class MultiselectView extends InputView<string[]> {
  private tags: HTMLElement;
  private more: HTMLElement;
  private clear: HTMLButtonElement;
  private picker: Picker;

  protected override build(id: string): HTMLElement {
    this.tags = h("span", { class: "rr-tags", role: "list", "aria-labelledby": this.label.id });
    this.more = h("span", { class: "rr-tags-more" });
    this.clear = button("rr-clear", "", () => this.commit([]));
    this.clear.setAttribute("aria-label", "Clear all");
    const frame = h("div", { class: "rr-field rr-select rr-multi" });
    const view = this;
    this.picker = new Picker(id, frame, {
      words: "",
      get isDisabled() {
        return view.isIdle;
      },
      rows: (query) => this.rows(query),
      current: () => -1,
      nothing: () => this.nothing(),
      pick: (row) => this.pick(row),
    });
    const { field } = this.picker;
    field.addEventListener("keydown", (event) => this.onFieldKey(event));
    this.tags.addEventListener("keydown", (event) => this.onTagKey(event));
    const area = h("div", { class: "rr-multi-area" }, this.tags, this.more, field);
    const chevron = h("span", { class: "rr-chevron", "aria-hidden": "true" });
    frame.append(area, this.clear, chevron);
    return h("div", { class: "rr-text-control" }, frame, this.picker.list.el);
  }

  protected override show(props: InputProps): void {
    const { filter, accept_new, wrap } = props as MultiselectProps;
    this.control.firstElementChild?.classList.toggle("rr-multi-line", wrap === false);
    this.picker.list.el.setAttribute("aria-multiselectable", "true");
    this.picker.show(filter === null && !accept_new);
    this.write(this.value);
  }

  protected override write(chosen: string[]): void {
    const props = this.model.props as MultiselectProps;
    this.clear.hidden = chosen.length === 0 || this.isDisabled;
    const hint = chosen.length === 0 ? hintOf(props) : "";
    setAttribute(this.picker.field, "placeholder", hint);
    this.control.firstElementChild?.classList.toggle("rr-has-tags", chosen.length > 0);
    this.drawTags(chosen);
    this.picker.write();
  }

  protected override dispose(): void {
    this.picker.close();
  }

  private drawTags(chosen: string[]): void {
    const shown = chosen.slice(0, MOST_TAGS);
    while (this.tags.childElementCount > shown.length) this.tags.lastElementChild?.remove();
    shown.forEach((label, place) => {
      const tag = this.tags.children[place] ?? this.tags.appendChild(this.makeTag());
      const [words, remove] = tag.children as unknown as [HTMLElement, HTMLButtonElement];
      setText(words, label);
      setAttribute(words, "title", label);
      setAttribute(remove, "aria-label", `Remove ${label}`);
      remove.disabled = this.isDisabled;
    });
    this.tags.hidden = shown.length === 0;
    const rest = chosen.length - shown.length;
    setText(this.more, `and ${rest} more`);
    this.more.hidden = rest === 0;
  }

  private makeTag(): HTMLElement {
    const remove = button("rr-tag-remove", "", () => {
      this.removeAt([...this.tags.children].indexOf(tag));
      this.picker.field.focus();
    });
    // The arrow keys lead here from the field; Tab goes on to the next input.
    remove.tabIndex = -1;
    const tag = h(
      "span",
      { class: "rr-tag", role: "listitem" },
      h("span", { class: "rr-tag-words" }),
      remove,
    );
    return tag;
  }

  private onFieldKey(event: KeyboardEvent): void {
    const { field } = this.picker;
    if (isComposing(event) || this.isDisabled || field.value !== "") return;
    if (event.key === "Backspace" && !event.repeat) this.removeAt(this.value.length - 1);
    else if (event.key === this.backward) this.focusTag(this.tags.childElementCount - 1);
  }

  private onTagKey(event: KeyboardEvent): void {
    const place = [...this.tags.children].indexOf(
      (event.target as Element).parentElement as Element,
    );
    const forward = this.backward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
    if (event.key === this.backward) this.focusTag(Math.max(0, place - 1));
    else if (event.key === forward) this.focusTag(place + 1);
    else if (event.key === "Backspace" || event.key === "Delete") {
      this.removeAt(place);
      this.focusTag(event.key === "Delete" ? place : Math.max(0, place - 1));
    } else if (event.key === "Escape") this.picker.field.focus();
    else return;
    event.preventDefault();
  }

  private get backward(): string {
    return getComputedStyle(this.el).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  }

  /** Focus one tag's button; past the last one comes the field. */
  private focusTag(place: number): void {
    const remove = this.tags.children[place]?.lastElementChild as HTMLElement | undefined;
    (remove ?? this.picker.field).focus();
  }

  private removeAt(place: number): void {
    if (place < 0 || this.isDisabled) return;
    this.commit(this.value.filter((_, i) => i !== place));
  }

  /** How many more may be chosen. */
  private get room(): number {
    const { max_selections = Infinity } = this.model.props as MultiselectProps;
    return Math.max(0, max_selections - this.value.length);
  }

  /** Whether nothing can be chosen. */
  private get isIdle(): boolean {
    const { options = [], accept_new } = this.model.props as MultiselectProps;
    return this.isDisabled || (options.length === 0 && !accept_new);
  }

  private rows(query: string): Row[] {
    const {
      options = [],
      filter = "fuzzy",
      accept_new,
      select_all = SELECT_ALL,
    } = this.model.props as MultiselectProps;
    if (this.room === 0) return [];
    const chosen = new Set(this.value);
    const rows: Row[] = [];
    for (const i of filterOptions(options, query, filter)) {
      const words = options[i] ?? "";
      if (!chosen.has(words)) rows.push({ words, kind: "option" });
    }
    const count = rows.length;
    const isOffered = count > 1 && (select_all < 0 || count <= select_all);
    const all = query.trim() === "" ? "Select all" : `Select all ${count} matches`;
    if (isOffered) rows.unshift({ words: all, kind: "all" });
    const words = accept_new ? newOption(query, [...options, ...this.value]) : null;
    if (words !== null) rows.push({ words, kind: "new" });
    return rows;
  }

  private nothing(): string {
    const { options = [], max_selections = 0 } = this.model.props as MultiselectProps;
    if (this.room === 0)
      return max_selections === 1
        ? "Only one can be chosen. Remove it to choose another"
        : `Only ${max_selections} can be chosen. Remove one to choose another`;
    const isExhausted = this.picker.typed.trim() === "" && options.length > 0;
    return isExhausted ? "All are chosen" : "No results";
  }

  private pick(row: Row): boolean {
    const taken =
      row.kind === "all"
        ? this.rows(this.picker.typed)
            .filter(({ kind }) => kind === "option")
            .map(({ words }) => words)
        : [row.words];
    this.commit([...this.value, ...taken.slice(0, this.room)]);
    return true;
  }
}
