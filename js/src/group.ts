/** Options in a row, each a button: pills, or the segments of a bar. One can be chosen, or several. */
import { h, setAttribute, setHtml } from "./dom";
import { InputView } from "./input";
import type { InputProps } from "./model";
import { rove, stopAt } from "./roving";

type GroupProps = InputProps & {
  /** The options' labels: what is sent. */
  options?: string[];
  /** What is shown for each. */
  html?: string[];
  segments?: boolean;
  multi?: boolean;
  required?: boolean;
  wrap?: boolean;
};

export class GroupView extends InputView<string | string[] | null> {
  private group: HTMLElement;
  private buttons: Map<string, HTMLButtonElement>;

  protected override build(id: string): HTMLElement {
    this.el.dataset.rrWidth = "content";
    this.buttons = new Map();
    this.group = h("div", { id, class: "rr-group", "aria-labelledby": this.label.id });
    rove(this.group);
    return this.group;
  }

  /** The label names the group; it is no button's. */
  protected override buildLabel(id: string): HTMLElement {
    return h("div", { class: "rr-label rr-markdown", id: `${id}-label` });
  }

  protected override show(props: InputProps): void {
    const { options = [], html = [], segments, multi, required, wrap } = props as GroupProps;
    const { group, buttons } = this;
    setAttribute(group, "role", multi ? "group" : "radiogroup");
    setAttribute(group, "aria-required", required ? "true" : undefined);
    setAttribute(this.el, "data-rr-wrap", wrap === undefined ? undefined : String(wrap));
    group.classList.toggle("rr-segments", segments === true);
    for (const [label, button] of buttons) {
      if (options.includes(label)) continue;
      button.remove();
      buttons.delete(label);
    }
    options.forEach((label, place) => {
      const button = buttons.get(label) ?? this.add(label);
      // Only a button that stands elsewhere is moved: moving takes the focus away.
      if (group.children[place] !== button)
        group.insertBefore(button, group.children[place] ?? null);
      setHtml(button, html[place]);
      setAttribute(button, "role", multi ? undefined : "radio");
      for (const name of ["aria-checked", "aria-pressed"]) button.removeAttribute(name);
      button.disabled = this.isDisabled;
    });
    this.write();
  }

  protected override write(): void {
    const { chosen } = this;
    const { multi } = this.model.props as GroupProps;
    for (const [label, button] of this.buttons)
      button.setAttribute(multi ? "aria-pressed" : "aria-checked", String(chosen.includes(label)));
    const focused = this.group.querySelector<HTMLElement>("button:focus");
    stopAt(this.group, focused ?? this.buttons.get(chosen[0] ?? ""));
  }

  private get chosen(): string[] {
    const { value } = this;
    return value === null || value === undefined ? [] : [value].flat();
  }

  private add(label: string): HTMLButtonElement {
    const button = h("button", {
      type: "button",
      class: "rr-member rr-markdown",
      "data-lm-suppress-shortcuts": "true",
    });
    button.addEventListener("click", () => this.choose(label));
    this.buttons.set(label, button);
    return button;
  }

  private choose(label: string): void {
    const { multi, required } = this.model.props as GroupProps;
    const { chosen } = this;
    const has = chosen.includes(label);
    if (multi) this.commit(has ? chosen.filter((one) => one !== label) : [...chosen, label]);
    else if (!has) this.commit(label);
    else if (!required) this.commit(null);
  }
}
