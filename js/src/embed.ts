/** Puts live widgets, ours and foreign ones, into slots of a page. */
import type { DOMWidgetView } from "@jupyter-widgets/base";
import type { Message } from "@lumino/messaging";
import type { Children } from "./children";
import { setExtent } from "./extent";
import type { Props } from "./model";

const PREFIX = "IPY_MODEL_";

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

  constructor(
    private readonly parent: DOMWidgetView,
    private readonly children: Children,
  ) {}

  readonly embed = (reference: string, slot: HTMLElement): (() => void) => {
    let isWanted = true;
    let view: DOMWidgetView | undefined;
    const enter = async (): Promise<void> => {
      const id = reference.slice(PREFIX.length);
      const miss = (): void =>
        slot.replaceChildren(apology(`no widget ${id} in this notebook; run the cell again`));
      const model = await this.children.find(id, () => isWanted, miss);
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
      if (isWanted)
        slot.replaceChildren(apology(error instanceof Error ? error.message : String(error)));
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

function apology(why: string): HTMLElement {
  const el = document.createElement("div");
  el.className = "rr-unavailable";
  el.textContent = `This element could not be shown: ${why}`;
  return el;
}
