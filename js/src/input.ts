/** What all inputs share: the model that counts edits, and the view that labels a control. */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { h, setAttribute, setHtml, uniqueId } from "./dom";
import { setExtent } from "./extent";
import { CONCLUDE, ENTERED, enterButton, type Form, formOf, Objection } from "./forms";
import { HelpMark } from "./help";
import { guardKeys } from "./keys";
import type { Edit, InputProps, InputRequest, Json, Seen } from "./model";
import { pulseOf } from "./pulse";
import { VERSION } from "./version";

/** What words are typed into, or a choice is made with. */
const FIELDS = "input, textarea";

type State = Record<string, unknown>;

/** Tells the views that what waits for the form's button has changed. */
const HELD = "rr:held";
type Callbacks = ReturnType<DOMWidgetModel["callbacks"]>;

export class InputModel extends DOMWidgetModel {
  /** This browser's own edits: who made them and how many there were. */
  private client: string;
  private edits: number;
  private isKernelWriting: boolean;
  private hasGreeted: boolean;
  private form: Form | undefined;
  /** What was entered and waits for the form's button. */
  private held: { value: Json } | undefined;

  override defaults() {
    return {
      ...super.defaults(),
      _model_name: "InputModel",
      _model_module: "ipyrerun",
      _model_module_version: VERSION,
      _view_module: "ipyrerun",
      _view_module_version: VERSION,
      props: {},
      value: null,
      edit: null,
      seen: {},
      cleared: false,
    };
  }

  override initialize(
    attributes: Parameters<DOMWidgetModel["initialize"]>[0],
    options: Parameters<DOMWidgetModel["initialize"]>[1],
  ): void {
    super.initialize(attributes, options);
    this.client = Math.random().toString(36).slice(2, 10);
    this.edits = 0;
    this.isKernelWriting = false;
    this.hasGreeted = false;
    // Every way to set the value is an edit, a link to another widget (jslink) as much as this view's control.
    this.on("change:value", () => {
      if (this.isKernelWriting) return;
      this.held = undefined;
      this.edits += 1;
      this.set("edit", [this.client, this.edits] satisfies Edit);
    });
    this.on("change:props", this.join, this);
    this.join();
  }

  get props(): InputProps {
    return this.get("props") ?? {};
  }

  /** What a notebook that keeps the state of its widgets is given: no passwords. */
  override get_state(dropDefaults?: boolean): ReturnType<DOMWidgetModel["get_state"]> {
    const state = super.get_state(dropDefaults);
    return this.isSecret ? { ...state, value: null } : state;
  }

  /** Whether the kernel wants to hear that somebody sees this input: each message costs it milliseconds. */
  protected get isAwaited(): boolean {
    return false;
  }

  protected get isSecret(): boolean {
    return (this.props as { type?: string }).type === "password";
  }

  /** What the views show. */
  get shown(): Json {
    return this.held ? this.held.value : this.get("value");
  }

  /** Keep what was entered for the form's button; false if there is no form to wait for. */
  hold(value: Json): boolean {
    if (!this.form) return false;
    this.held = { value };
    this.trigger(HELD);
    return true;
  }

  /** Have the views make a value of what is half typed; return the controls of those that cannot. */
  conclude(): HTMLElement[] {
    const objections: HTMLElement[] = [];
    this.trigger(CONCLUDE, objections);
    return objections;
  }

  /** Make the value what was entered, and return it if that is another; the form's button sends it. */
  surrender(): { value: Json } | undefined {
    const { held } = this;
    this.held = undefined;
    const isNews = held && JSON.stringify(held.value) !== JSON.stringify(this.get("value"));
    if (isNews) this.set_state({ value: held.value, edit: this.get("edit") });
    this.reset();
    return isNews ? held : undefined;
  }

  /** Show the first value again, if the form does so once it was submitted; the next submit sends it. */
  private reset(): void {
    const { reset } = this.props;
    if (reset !== undefined) this.hold(reset);
  }

  /** Wait for the button of the form that the props name. What was entered for another one is dropped. */
  private join(): void {
    const { form } = this.props;
    if (form === this.form?.id) return;
    this.form?.inputs.delete(this);
    this.form = form === undefined ? undefined : formOf(this.widget_manager, form);
    this.form?.inputs.add(this);
    this.held = undefined;
    if (this.get("cleared")) this.reset();
    this.trigger(HELD);
  }

  override set_state(state: State): void {
    // With an edit it is what another browser sent, and with nothing else what a program wants to be seen.
    const { held } = this;
    const isAssigned = state.value !== undefined && state.edit === undefined;
    if (isAssigned) this.held = undefined;
    const seen = state.seen as Seen | undefined;
    const known = state.value !== undefined && seen ? (seen[this.client] ?? 0) : this.edits;
    // The kernel wrote before it saw the newest edit made here: that edit is on its way and will win.
    if (known < this.edits) delete state.value;
    this.isKernelWriting = true;
    try {
      super.set_state(state);
    } finally {
      this.isKernelWriting = false;
    }
    if (isAssigned && held) this.trigger(HELD);
    if (state.cleared && !this.held) this.reset();
  }

  override send_sync_message(state: object, callbacks: Callbacks = {}): string {
    return super.send_sync_message(state as never, this.timed(callbacks));
  }

  /** The kernel closes an input after the patch that removes it; a view still there belongs to a page that has ended. */
  override close(commClosed = false): Promise<void> {
    this.form?.inputs.delete(this);
    if (!commClosed) return super.close(commClosed);
    this.comm_live = false;
    return Promise.resolve();
  }

  /** Send a message about this input: that it is there, a click and what comes with it, a piece of a file. */
  say(content: InputRequest, buffers?: Uint8Array[]): void {
    if (this.comm_live) this.send(content, this.timed(this.callbacks()), buffers);
  }

  /** Give the kernel the value that a person chose; in a form it waits for the button. */
  commit(value: Json): void {
    if (this.form) {
      this.hold(value);
      return;
    }
    this.set("value", value);
    this.save_changes(this.callbacks());
  }

  /** Say once that somebody sees this input, if that is of interest. */
  greet(): void {
    if (this.hasGreeted || !this.isAwaited) return;
    this.hasGreeted = true;
    this.say({ type: "hello" });
  }

  /** Callbacks that also tell the page's pulse when the kernel has begun with the message. */
  private timed(callbacks: Callbacks): Callbacks {
    const answered = pulseOf(this.widget_manager).sent();
    const { iopub } = callbacks;
    const status: NonNullable<typeof iopub>[string] = (message) => {
      answered();
      iopub?.status?.(message);
    };
    return { ...callbacks, iopub: { ...iopub, status } };
  }
}

/** A labelled control. A subclass makes the control once in `build` and brings it up to date in `show` and `write`. */
export abstract class InputView<Value> extends DOMWidgetView {
  declare model: InputModel;
  protected label: HTMLElement;
  protected head: HTMLElement;
  protected control: HTMLElement;
  private help: HelpMark;
  /** Says why the form cannot be sent. */
  private objection: Objection | undefined;

  /** Make the control and return it; the element that the label names gets `id`. */
  protected abstract build(id: string): HTMLElement;

  /** Follow the props. */
  protected abstract show(props: InputProps): void;

  /** Follow a value that was set elsewhere. */
  protected abstract write(value: Value): void;

  override render(): void {
    const id = uniqueId("input");
    this.el.classList.add("rr-input");
    this.label = this.buildLabel(id);
    this.help = new HelpMark();
    this.head = h("div", { class: "rr-label-row" }, this.label, this.help.el);
    this.control = this.build(id);
    this.arrange();
    this.showAll();
    this.write(this.value);
    this.listenTo(this.model, "change:props", this.showAll);
    this.listenTo(this.model, `change:value ${HELD}`, () => {
      this.withdraw();
      this.write(this.value);
    });
    this.listenTo(this.model, CONCLUDE, (objections: HTMLElement[]) => {
      const field = this.conclude();
      if (field) objections.push(field);
    });
    this.el.addEventListener(ENTERED, () => this.enterButton?.click());
    this.listenTo(this.model, "comm_live_update", this.showAll);
    const unguard = guardKeys(this.el);
    this.once("remove", () => {
      unguard();
      this.help.dispose();
      this.dispose();
    });
    this.displayed.then(() => this.model.greet());
  }

  protected get value(): Value {
    return this.model.shown as Value;
  }

  /** Give the kernel the value that a person chose; in a form it waits for the button. */
  protected commit(value: Value): void {
    if (this.model.hold(value as Json)) return;
    this.model.set("value", value);
    this.touch();
  }

  protected buildLabel(id: string): HTMLElement {
    return h("label", { class: "rr-label rr-markdown", for: id, id: `${id}-label` });
  }

  protected arrange(): void {
    this.el.append(this.head, this.control);
  }

  /** Whether the value waits for a form's button. */
  protected get isInForm(): boolean {
    return this.model.props.form !== undefined;
  }

  /** The button that Enter clicks here. */
  protected get enterButton(): HTMLButtonElement | null {
    const { form } = this.model.props;
    return form === undefined ? null : enterButton(this.el, form);
  }

  /** Make a value of what is half typed; return the field of which none can be made, and say so there. */
  protected conclude(): HTMLElement | null {
    const fields = [...this.control.querySelectorAll<HTMLElement>(FIELDS)];
    if (this.control.matches(FIELDS)) fields.unshift(this.control);
    for (const field of fields)
      if (!field.dispatchEvent(new CustomEvent(CONCLUDE, { cancelable: true }))) return field;
    const isEmpty = this.value === null || (this.value as unknown[]).length === 0;
    if (!this.model.props.required || !isEmpty) return null;
    const pressed = this.control.querySelector<HTMLElement>("button:not([tabindex='-1'])");
    return this.object(fields[0] ?? pressed ?? this.control, "This is required");
  }

  /** Say why the form cannot be sent, and return the field that the focus goes to. */
  protected object(field: HTMLElement, words: string): HTMLElement {
    this.withdraw();
    this.objection = new Objection(field, words);
    this.el.append(this.objection.el);
    this.el.classList.add("rr-missing");
    return field;
  }

  protected withdraw(): void {
    this.objection?.withdraw();
    this.objection = undefined;
    this.el.classList.remove("rr-missing");
  }

  protected get isDisabled(): boolean {
    return this.model.props.disabled === true || !this.model.comm_live;
  }

  /** Release what outlives the DOM node. */
  protected dispose(): void {}

  private showAll(): void {
    const { props } = this.model;
    const visibility = props.label_visibility ?? "visible";
    setHtml(this.label, props.label);
    this.head.dataset.rrVisibility = visibility;
    this.help.show(props.help);
    setExtent(this.el, props as Record<string, unknown>, this.el.dataset.rrWidth ?? "stretch");
    setAttribute(this.el, "data-rr-disabled", this.isDisabled ? "true" : undefined);
    this.show(props);
  }
}
