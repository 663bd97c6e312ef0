/** Puts live widgets, ours and foreign ones, into slots of a page. */
import type { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import type { Message } from "@lumino/messaging";
import { setExtent } from "./extent";
import type { Props } from "./model";

const PREFIX = "IPY_MODEL_";

/** A reloaded page meets its children before the host has opened them all: the waits between two looks [ms]. */
const [SOON, LATER] = [50, 1000];
/** While others of them come, this one may come too. After so long without any the kernel is asked, or it is given up [ms]. */
const [ASK_AFTER, GIVE_UP_AFTER] = [2000, 8000];
let lastCame = 0;

/** What lumino sends to a widget that has no lumino parent; only `type` is read for these. */
const PASSED_ON = new Set([
  "before-attach",
  "after-attach",
  "before-detach",
  "after-detach",
  "before-show",
  "after-show",
  "before-hide",
  "after-hide",
]);

export class Embedder {
  private readonly views = new Set<DOMWidgetView>();

  /** `ask` has the kernel tell what the model of this id is made of. */
  constructor(
    private readonly parent: DOMWidgetView,
    private readonly ask: (model: string) => void,
  ) {}

  readonly embed = (reference: string, slot: HTMLElement): (() => void) => {
    let isWanted = true;
    let view: DOMWidgetView | undefined;
    const enter = async (): Promise<void> => {
      const model = await this.find(reference, () => isWanted);
      if (!model) return;
      const made = (await this.parent.create_child_view(model)) as DOMWidgetView;
      if (!isWanted) {
        made.remove();
        return;
      }
      view = made;
      follow(view, slot);
      this.attach(view, slot);
    };
    enter().catch((error: unknown) => {
      if (isWanted) slot.replaceChildren(apology(error));
    });
    return () => {
      isWanted = false;
      if (!view) return;
      this.views.delete(view);
      // Left to itself lumino would detach it, and throws if the host has taken the page out of the document already.
      if (view.luminoWidget.isAttached) tell(view, "before-detach", "after-detach");
      view.remove();
    };
  };

  /** Hand on what the host tells the page's own lumino widget. */
  forward(message: Message): void {
    if (message.type === "resize") {
      // Children are not as large as the page: lumino's "unknown size" makes them measure.
      const unknown = Object.assign(Object.create(Object.getPrototypeOf(message)), message, {
        width: -1,
        height: -1,
      });
      for (const view of this.views) view.luminoWidget.processMessage(unknown);
    } else if (PASSED_ON.has(message.type))
      for (const view of this.views) view.luminoWidget.processMessage(message);
  }

  private async find(
    reference: string,
    isWanted: () => boolean,
  ): Promise<DOMWidgetModel | undefined> {
    const manager = this.parent.model.widget_manager;
    const id = reference.slice(PREFIX.length);
    const begun = performance.now();
    let hasAsked = false;
    for (let wait = SOON; isWanted(); wait = Math.min(2 * wait, LATER)) {
      if (manager.has_model(id)) {
        lastCame = performance.now();
        return (await manager.get_model(id)) as DOMWidgetModel;
      }
      const silence = performance.now() - Math.max(begun, lastCame);
      if (silence > GIVE_UP_AFTER) throw new Error(`no widget ${id} in this notebook`);
      if (silence > ASK_AFTER && !hasAsked) {
        hasAsked = true;
        this.ask(id);
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return undefined;
  }

  private attach(view: DOMWidgetView, slot: HTMLElement): void {
    this.views.add(view);
    const isAttached = this.parent.luminoWidget.isAttached;
    if (isAttached) tell(view, "before-attach");
    slot.replaceChildren(view.el);
    if (isAttached) tell(view, "after-attach");
  }
}

function tell(view: DOMWidgetView, ...types: string[]): void {
  for (const type of types)
    view.luminoWidget.processMessage({ type, isConflatable: false, conflate: () => false });
}

/** The slot is the item of the page's layout, so it takes the width that the widget asks for. */
function follow(view: DOMWidgetView, slot: HTMLElement): void {
  const apply = (): void => {
    const props = (view.model.get("props") ?? {}) as Props;
    setExtent(slot, props, slot.dataset.rrWidth ?? view.el.dataset.rrWidth ?? "stretch");
  };
  apply();
  view.listenTo(view.model, "change:props", apply);
}

function apology(error: unknown): HTMLElement {
  const el = document.createElement("div");
  el.className = "rr-unavailable";
  el.textContent = `This element could not be shown: ${error instanceof Error ? error.message : error}`;
  return el;
}
