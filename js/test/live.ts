/** Live inputs for tests: a model with a comm that keeps what is sent, and views of it on a page. */
import { InputModel } from "../src/input";
import type { InputProps } from "../src/model";

type Message = { method: string; content?: { type: string }; state?: Record<string, unknown> };
export type Live = {
  model: InputModel;
  sent: Message[];
  /** The values that were chosen in the views. Of those that follow each other fast only some are sent. */
  entered: unknown[];
  /** What the kernel says. */
  update: (state: object) => Promise<void>;
  /** Put a view on the page. */
  show: () => HTMLElement;
};

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

export function newPage(): HTMLElement {
  const page = document.createElement("div");
  page.className = "rr-page";
  document.body.replaceChildren(page);
  return page;
}

export function live(View: unknown, value: unknown, props: InputProps & object): Live {
  const sent: Message[] = [];
  let receive: (message: unknown) => unknown = () => {};
  const comm = {
    on_msg: (callback: typeof receive) => {
      receive = callback;
    },
    on_close: () => {},
    close: () => {},
    send: (data: Message) => String(sent.push(data)),
  };
  const manager = { callbacks: () => ({}), has_model: () => false };
  const options = { comm, model_id: "live", widget_manager: manager };
  const model = new (InputModel as never as new (state: object, options: object) => InputModel)(
    { value, props },
    options,
  );
  const entered: unknown[] = [];
  model.on("change:edit", () => entered.push(model.get("value")));
  const update = async (state: object): Promise<void> => {
    await receive({ content: { data: { method: "update", state } } });
    await settle();
  };
  const show = (): HTMLElement => {
    type Made = { render(): void; trigger(name: string): void; el: HTMLElement };
    const view = new (View as new (options: object) => Made)({ model, options: {} });
    view.render();
    document.querySelector(".rr-page")?.append(view.el);
    view.trigger("displayed");
    return view.el;
  };
  return { model, sent, entered, update, show };
}

/** The messages of a type. */
export const said = (sent: Message[], type: string): unknown[] =>
  sent.map(({ content }) => content).filter((content) => content?.type === type);

export function press(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  (document.activeElement ?? document.body).dispatchEvent(event);
  return event;
}

/** jsdom lays nothing out. */
export function withoutLayout(): void {
  globalThis.ResizeObserver ??= class {
    observe() {}
    disconnect() {}
    unobserve() {}
  } as unknown as typeof ResizeObserver;
}
