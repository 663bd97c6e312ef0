/** A text field whose words are a draft until Enter (in an area of several lines with Ctrl or Cmd) or until it is left. */
import { CONCLUDE, ENTERED } from "./forms";
import { isComposing } from "./keys";

/** What a field tells its owner. `commit` takes the words; false keeps them as a draft (they make no value). */
export type DraftOwner = {
  commit(words: string): boolean;
  changed(isDirty: boolean): void;
};

export class Draft<Field extends HTMLInputElement | HTMLTextAreaElement = HTMLInputElement> {
  /** The words that stand for the current value. */
  private settled = "";
  private isComposing = false;

  constructor(
    readonly field: Field,
    private readonly owner: DraftOwner,
  ) {
    field.addEventListener("input", () => this.owner.changed(this.isDirty));
    field.addEventListener("blur", () => this.submit());
    field.addEventListener("compositionstart", () => {
      this.isComposing = true;
    });
    field.addEventListener("compositionend", () => {
      this.isComposing = false;
      this.owner.changed(this.isDirty);
    });
    field.addEventListener(CONCLUDE, (event) => {
      this.submit();
      if (this.isDirty) event.preventDefault();
    });
    field.addEventListener("keydown", (event) => this.onKey(event as KeyboardEvent));
  }

  private onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const isArea = this.field instanceof HTMLTextAreaElement;
    if (event.key === "Enter" && (!isArea || event.ctrlKey || event.metaKey)) {
      if (isArea) event.preventDefault();
      this.submit();
      if (!this.isDirty) this.field.dispatchEvent(new CustomEvent(ENTERED, { bubbles: true }));
    } else if (event.key === "Escape" && !isArea) {
      // Not in an area: what took minutes to write is not thrown away by one key.
      if (this.isDirty) event.preventDefault();
      this.revert();
    }
  }

  get isDirty(): boolean {
    return this.field.value !== this.settled;
  }

  /** Show words that were set elsewhere, unless somebody is just writing other ones. */
  write(words: string): void {
    const isWriting = this.isComposing || (document.activeElement === this.field && this.isDirty);
    this.settled = words;
    if (!isWriting) this.put(words);
    this.owner.changed(this.isDirty);
  }

  submit(): void {
    if (this.isComposing || !this.isDirty) return;
    const before = this.settled;
    // Settled first: what the owner writes back while it commits (the number in its format) must get in.
    this.settled = this.field.value;
    const isTaken = this.owner.commit(this.settled);
    if (!isTaken) this.settled = before;
    if (isTaken) this.owner.changed(this.isDirty);
  }

  revert(): void {
    this.put(this.settled);
    this.owner.changed(false);
  }

  private put(words: string): void {
    if (this.field.value === words) return;
    const { selectionStart, selectionEnd } = this.field;
    this.field.value = words;
    if (document.activeElement === this.field && selectionStart !== null)
      this.field.setSelectionRange(selectionStart, selectionEnd);
  }
}
