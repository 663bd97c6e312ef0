/** What comes and goes: toasts, balloons, snow, and the outline of an element to come. */
import { h } from "./dom";
import { release, snowfall } from "./flight";
import { leaf } from "./leaf";
import type { Make, Piece } from "./patcher";
import { Toast, ToastStack } from "./toast";

type Act = (stage: HTMLElement, stack: ToastStack) => void;

/** What an event's node does once it is on the page; the node itself shows nothing. */
const acts = new WeakMap<HTMLElement, Act>();

function eventOf(act: Act, rest: Partial<Piece> = {}): Piece {
  const el = h("span");
  acts.set(el, act);
  return { el, update: () => {}, ...rest };
}

const event: Make = () => {
  // Not hidden: a dialog in it is shown above everything.
  const body = h("div");
  const stage = h("div", { class: "rr-flight", "aria-hidden": "true" });
  const el = h("div", { class: "rr-event" }, body, stage);
  const stack = new ToastStack(el);
  const settled = (): void => {
    for (const node of [...body.children] as HTMLElement[]) {
      acts.get(node)?.(stage, stack);
      acts.delete(node);
    }
  };
  return { el, body, update: () => {}, settled, dispose: () => stack.dispose() };
};

const toast: Make = (node) => {
  if (node.props?.past) return eventOf(() => {});
  const card = new Toast();
  return eventOf((_, stack) => stack.add(card), { update: (props) => card.show(props) });
};

const flightOf =
  (fly: (stage: HTMLElement) => void): Make =>
  (node) =>
    eventOf((stage) => {
      if (!node.props?.past) fly(stage);
    });

const skeleton: Make = () => {
  const el = h("div", { class: "rr-item rr-skeleton", role: "status", "aria-label": "Loading" });
  return leaf(el, (props) => el.classList.toggle("rr-late", props.late === true));
};

export const effects: Record<string, Make> = {
  balloons: flightOf(release),
  event,
  skeleton,
  snow: flightOf(snowfall),
  toast,
};
