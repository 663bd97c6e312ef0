/** A few options with a button each: native radio buttons, so that the arrow keys move the choice. */
import { h, setAttribute, setHtml, uniqueId } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";

type RadioProps = InputProps & {
  /** The options' labels: what is sent. */
  options?: string[];
  /** What is shown for each. */
  html?: string[];
  captions?: string[];
  horizontal?: boolean;
};

type Row = { el: HTMLElement; button: HTMLInputElement; words: HTMLElement; caption: HTMLElement };

export class RadioView extends InputView<string | null> {
  private group: HTMLElement;
  private rows: Map<string, Row>;
  /** Of this view alone: two views of one model in one document would uncheck each other. */
  private name: string;

  protected override build(id: string): HTMLElement {
    this.el.dataset.rrWidth = "content";
    this.rows = new Map();
    this.name = uniqueId("radio");
    this.group = h("div", {
      id,
      class: "rr-radio",
      role: "radiogroup",
      "aria-labelledby": this.label.id,
    });
    return this.group;
  }

  /** The label names the group; it is no button's. */
  protected override buildLabel(id: string): HTMLElement {
    return h("div", { class: "rr-label rr-markdown", id: `${id}-label` });
  }

  protected override show(props: InputProps): void {
    const { options = [], html = [], captions = [], horizontal } = props as RadioProps;
    this.group.classList.toggle("rr-radio-row", horizontal === true);
    for (const [label, { el }] of this.rows) {
      if (options.includes(label)) continue;
      el.remove();
      this.rows.delete(label);
    }
    options.forEach((label, place) => {
      const row = this.rows.get(label) ?? this.addRow(label);
      // Only a row that stands elsewhere is moved: moving takes the focus away.
      if (this.group.children[place] !== row.el)
        this.group.insertBefore(row.el, this.group.children[place] ?? null);
      setHtml(row.words, html[place]);
      setHtml(row.caption, captions[place]);
      row.caption.hidden = !captions[place];
      setAttribute(row.button, "aria-describedby", captions[place] ? row.caption.id : undefined);
      row.button.disabled = this.isDisabled;
    });
    this.write(this.value);
  }

  protected override write(value: string | null): void {
    for (const [label, { button }] of this.rows) button.checked = label === value;
  }

  private addRow(label: string): Row {
    const id = uniqueId("choice");
    const button = h("input", {
      type: "radio",
      id,
      name: this.name,
      "data-lm-suppress-shortcuts": "true",
    });
    button.addEventListener("change", () => this.commit(label));
    const words = h("label", { class: "rr-choice-label rr-markdown", for: id });
    const caption = h("div", { class: "rr-choice-caption rr-markdown", id: `${id}-caption` });
    const el = h("div", { class: "rr-choice" }, button, words, caption);
    const row = { el, button, words, caption };
    this.rows.set(label, row);
    return row;
  }
}
