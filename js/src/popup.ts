/** A calendar that opens below a field, as the dialog of the ARIA date picker pattern. */
import { Calendar } from "./calendar";
import type { Day } from "./days";
import { button, h, uniqueId } from "./dom";
import { Floating } from "./float";
import { isComposing } from "./keys";

export type PopupOwner = {
  pick(day: Day): void;
  /** Called before it opens, to bring the calendar up to date. */
  opening(): void;
};

export class CalendarPopup {
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
  readonly calendar: Calendar;
  private readonly floating: Floating;
  private readonly onPress = (event: Event): void => this.leaveAt(event.target);

  constructor(
    private readonly frame: HTMLElement,
    private readonly owner: PopupOwner,
  ) {
    this.calendar = new Calendar((day) => owner.pick(day));
    const id = uniqueId("dialog");
    this.panel = h(
      "div",
      { class: "rr-popup", role: "dialog", "aria-label": "Choose a date", id },
      this.calendar.el,
    );
    this.button = button("rr-open-calendar", "", () => this.toggle());
    this.button.setAttribute("aria-label", "Choose a date");
    this.button.setAttribute("aria-haspopup", "dialog");
    this.button.setAttribute("aria-controls", id);
    this.floating = new Floating(frame, this.panel, "below", "content");
    this.tell();
    this.listen();
  }

  get isOpen(): boolean {
    return this.floating.isOpen;
  }

  /** Open it; the focus goes to the calendar, or stays in the field for who is writing there. */
  open(takesFocus: boolean): void {
    if (this.button.disabled) return;
    if (!this.isOpen) {
      this.owner.opening();
      this.floating.open();
      document.addEventListener("pointerdown", this.onPress, true);
      this.tell();
    }
    if (takesFocus) this.calendar.focus();
  }

  /** Close it; `field` gets the focus back if the calendar had it. */
  close(field?: HTMLElement): void {
    if (!this.isOpen) return;
    const hadFocus = this.panel.contains(document.activeElement);
    document.removeEventListener("pointerdown", this.onPress, true);
    // Before the panel goes, so that the focus never leaves the input.
    if (hadFocus) field?.focus();
    this.floating.close();
    this.tell();
  }

  position(): void {
    if (this.isOpen) this.floating.position();
  }

  /** Make a field open the calendar by a press or by arrow down, and close it by Escape or Enter. */
  serve(field: HTMLElement): void {
    field.addEventListener("click", () => this.open(false));
    field.addEventListener("keydown", (event) => {
      if (isComposing(event)) return;
      if (event.key === "ArrowDown") {
        event.preventDefault();
        this.open(true);
      } else if (event.key === "Escape" || event.key === "Enter") {
        // What is around it has its turn with the next Escape.
        if (event.key === "Escape" && this.isOpen) event.preventDefault();
        this.close();
      }
    });
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      this.close(field);
    });
  }

  private listen(): void {
    // The focus stays where it is, except that a list of months or years needs it to open.
    this.panel.addEventListener("mousedown", (event) => {
      if (!(event.target instanceof HTMLSelectElement)) event.preventDefault();
    });
    for (const el of [this.frame, this.panel])
      el.addEventListener("focusout", (event) => {
        if (event.relatedTarget) this.leaveAt(event.relatedTarget);
      });
  }

  private toggle(): void {
    if (this.isOpen) this.close();
    else this.open(true);
  }

  private leaveAt(target: EventTarget | null): void {
    if (!(target instanceof globalThis.Node)) return;
    if (!this.frame.contains(target) && !this.panel.contains(target)) this.close();
  }

  private tell(): void {
    this.button.setAttribute("aria-expanded", String(this.isOpen));
  }
}
