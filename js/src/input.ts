/** What all inputs share: the model that counts edits, and the view that labels a control. */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import { h, setAttribute, setHtml, uniqueId } from "./dom";
import { setExtent } from "./extent";
import { HelpMark } from "./help";
import { guardKeys } from "./keys";
import type { Edit, InputProps, InputRequest, Json, Seen } from "./model";
import { pulseOf } from "./pulse";
import { VERSION } from "./version";

type State = Record<string, unknown>;
type Callbacks = ReturnType<DOMWidgetModel["callbacks"]>;

export class InputModel extends DOMWidgetModel {
  /** This browser's own edits: who made them and how many there were. */
  private client: string;
  private edits: number;
  private isKernelWriting: boolean;
  private hasGreeted: boolean;

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
      this.edits += 1;
      this.set("edit", [this.client, this.edits] satisfies Edit);
    });
  }

  get props(): InputProps {
    return this.get("props") ?? {};
  }

  /** What a notebook that keeps the state of its widgets is given: no passwords. */
  override get_state(dropDefaults?: boolean): ReturnType<DOMWidgetModel["get_state"]> {
    const state = super.get_state(dropDefaults);
    return (this.props as { type?: string }).type === "password"
      ? { ...state, value: null }
      : state;
  }

  override set_state(state: State): void {
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
  }

  override send_sync_message(state: object, callbacks: Callbacks = {}): string {
    return super.send_sync_message(state as never, this.timed(callbacks));
  }

  /** The kernel closes an input after the patch that removes it; a view still there belongs to a page that has ended. */
  override close(commClosed = false): Promise<void> {
    if (!commClosed) return super.close(commClosed);
    this.comm_live = false;
    return Promise.resolve();
  }

  /** Send a message about this input: that it is there, a click and what it chose, a piece of a file. */
  say(content: InputRequest, buffers?: Uint8Array[]): void {
    if (this.comm_live) this.send(content, this.timed(this.callbacks()), buffers);
  }

  /** Give the kernel the value that a person chose. */
  commit(value: Json): void {
    this.set("value", value);
    this.save_changes(this.callbacks());
  }

  /** Say once that somebody sees this input. */
  greet(): void {
    if (this.hasGreeted) return;
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
    this.listenTo(this.model, "change:value", () => this.write(this.value));
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
    return this.model.get("value");
  }

  /** Give the kernel the value that a person chose. */
  protected commit(value: Value): void {
    this.model.set("value", value);
    this.touch();
  }

  protected buildLabel(id: string): HTMLElement {
    return h("label", { class: "rr-label rr-markdown", for: id, id: `${id}-label` });
  }

  protected arrange(): void {
    this.el.append(this.head, this.control);
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
