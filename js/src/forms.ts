/** Forms: what is entered into their inputs waits here, in the browser, until a submit button sends it in one message. */
import { h, setAttribute, uniqueId } from "./dom";
import type { InputModel } from "./input";
import type { Json } from "./model";
import { reveal } from "./reveal";

/** Asks a field to make a value of what is half typed; it objects (`preventDefault`) if it cannot. */
export const CONCLUDE = "rr:conclude";

/** A field tells that Enter has ended it, and that it has a value. */
export const ENTERED = "rr:entered";

export class Form {
  readonly inputs = new Set<InputModel>();

  constructor(readonly id: string) {}

  /**
   * What has been entered, by model, where it differs from the values; from now on these are the values. Null if
   * an input keeps the form from being sent; the inputs say so themselves, and the first of them gets the focus.
   */
  gather(): Record<string, Json> | null {
    const ready = [...this.inputs].filter((model) => model.comm_live && !model.props.disabled);
    const objections = ready.flatMap((model) => model.conclude()).sort(inOrder);
    const [first] = objections;
    if (first) {
      // What nobody sees can neither have the focus nor say what is wrong.
      reveal(first);
      first.focus();
      return null;
    }
    const brings: Record<string, Json> = {};
    for (const model of ready) {
      const entered = model.surrender();
      if (entered) brings[model.model_id] = entered.value;
    }
    return brings;
  }
}

/** Says at a field why its form cannot be sent. */
export class Objection {
  readonly el: HTMLElement;
  private readonly blamed: HTMLElement;

  constructor(field: HTMLElement, words: string) {
    // A button is not right or wrong, a group of them is.
    this.blamed = field.closest<HTMLElement>("[role=radiogroup]") ?? field;
    this.el = h("div", { class: "rr-complaint", role: "alert", id: uniqueId("objection") }, words);
    if (!this.blamed.matches("button")) this.blamed.setAttribute("aria-invalid", "true");
    setAttribute(this.blamed, "aria-describedby", [...this.others(), this.el.id].join(" "));
  }

  withdraw(): void {
    this.el.remove();
    this.blamed.removeAttribute("aria-invalid");
    setAttribute(this.blamed, "aria-describedby", this.others().join(" ") || null);
  }

  /** What else describes the field. */
  private others(): string[] {
    const ids = (this.blamed.getAttribute("aria-describedby") ?? "").split(" ");
    return ids.filter((id) => id !== "" && id !== this.el.id);
  }
}

function inOrder(one: HTMLElement, other: HTMLElement): number {
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

const forms = new WeakMap<object, Map<string, Form>>();

/** The form of an id among those that one widget manager shows. */
export function formOf(manager: object, id: string): Form {
  let known = forms.get(manager);
  if (!known) {
    known = new Map();
    forms.set(manager, known);
  }
  let form = known.get(id);
  if (!form) {
    form = new Form(id);
    known.set(id, form);
  }
  return form;
}

/** The button that Enter clicks in a form: the first one on the page, unless that is disabled or Enter is not to. */
export function enterButton(el: HTMLElement, form: string): HTMLButtonElement | null {
  const page = el.closest(".rr-page") ?? el.ownerDocument;
  const buttons = [...page.querySelectorAll<HTMLButtonElement>("[data-rr-submits]")];
  const first = buttons.find((one) => one.dataset.rrSubmits === form);
  return first && !first.disabled && first.dataset.rrEnter !== "false" ? first : null;
}
