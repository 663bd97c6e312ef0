/** A colour: the browser's own chooser behind a swatch, and its hex text to type. */
import { h, setAttribute, setText, uniqueId } from "./dom";
import { Draft } from "./draft";
import { InputView } from "./input";

const HEX = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;

export class ColourView extends InputView<string> {
  private swatch: HTMLInputElement;
  private draft: Draft;
  private complaint: HTMLElement;

  protected override build(id: string): HTMLElement {
    // As wide as its field unless told otherwise.
    this.el.dataset.rrWidth = "content";
    this.complaint = h("div", { class: "rr-complaint", id: uniqueId("complaint"), role: "alert" });
    this.swatch = h("input", {
      id,
      type: "color",
      class: "rr-swatch",
      "data-lm-suppress-shortcuts": "true",
    });
    const field = h("input", {
      id: `${id}-hex`,
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: "7",
      size: "7",
      class: "rr-text-field rr-hex",
      "aria-label": "in hex",
      "aria-labelledby": `${this.label.id} ${id}-hex`,
      "aria-describedby": this.complaint.id,
      "data-lm-suppress-shortcuts": "true",
    });
    this.draft = new Draft(field, {
      commit: (words) => this.take(words),
      changed: () => this.complain(""),
    });
    // While the chooser is open the colour is only tried; it counts when the chooser is closed.
    this.swatch.addEventListener("input", () => this.draft.write(this.swatch.value));
    this.swatch.addEventListener("change", () => this.commit(this.swatch.value));
    const frame = h("div", { class: "rr-field rr-colour" }, this.swatch, field);
    return h("div", { class: "rr-text-control" }, frame, this.complaint);
  }

  protected override show(): void {
    this.swatch.disabled = this.isDisabled;
    this.draft.field.disabled = this.isDisabled;
    this.write(this.value);
  }

  protected override write(value: string): void {
    this.swatch.value = long(value);
    this.draft.write(value);
  }

  private take(words: string): boolean {
    const match = HEX.exec(words.trim());
    if (!match) {
      this.complain("Enter a colour such as #2f80ed");
      return false;
    }
    const colour = `#${match[1]}`;
    if (colour === this.value) this.write(colour);
    else this.commit(colour);
    return true;
  }

  private complain(words: string): void {
    setText(this.complaint, words);
    this.complaint.hidden = words === "";
    setAttribute(this.draft.field, "aria-invalid", words ? "true" : undefined);
  }
}

/** The six digits that the browser's chooser wants. */
function long(colour: string): string {
  const digits = colour.slice(1).toLowerCase();
  return digits.length === 3
    ? `#${[...digits].map((digit) => digit + digit).join("")}`
    : `#${digits}`;
}
