/** Inputs of files for tests: models with a comm that keeps what is said, and views of them on a page. */
import { afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import type { InputModel } from "../src/input";
import type { InputProps } from "../src/model";
import { newPage } from "./live";

type Said = { type: string; id?: string; ask?: string; value?: unknown };
export type Props = InputProps & Record<string, unknown>;
export type Shown = { el: HTMLElement; remove(): void };

export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
let manager: object;
export let page: HTMLElement;

export function make<M extends InputModel>(Model: unknown, props: Props = {}, value: unknown = []) {
  const sent: { method: string; content?: Said }[] = [];
  const comm = {
    on_msg: () => {},
    on_close: () => {},
    close: () => {},
    send: (data: (typeof sent)[number]) => String(sent.push(data)),
  };
  const options = { comm, model_id: "m", widget_manager: manager };
  const model = new (Model as new (state: object, options: object) => M)({ value, props }, options);
  const said = (type: string): Said[] =>
    sent.flatMap(({ content }) => (content?.type === type ? [content] : []));
  const hear = (content: object, ...buffers: Uint8Array[]): void => {
    const views = buffers.map((one) => new DataView(one.buffer, one.byteOffset, one.byteLength));
    model.trigger("msg:custom", content, views);
  };
  return { model, said, hear };
}

export function show(View: unknown, model: InputModel): Shown {
  type Made = Shown & { render(): void; luminoWidget: unknown };
  const view = new (View as new (options: object) => Made)({ model, options: {} });
  view.render();
  page.append(view.el);
  return view;
}

export const part = <E extends HTMLElement = HTMLElement>(el: Element, selector: string): E =>
  el.querySelector<E>(selector) as E;
export const named = (el: Element, name: string): HTMLButtonElement =>
  [...el.querySelectorAll("button")].find(
    (one) => (one.getAttribute("aria-label") ?? one.textContent) === name,
  ) as HTMLButtonElement;
export const file = (name: string, type = "text/plain") => ({
  blob: new Blob(["x"], { type }),
  name,
});
export const blur = (): void => (document.activeElement as HTMLElement | null)?.blur();

/** Let everything that is being sent arrive. */
export async function arrive(
  { said, hear }: ReturnType<typeof make>,
  count: number,
): Promise<string[]> {
  for (let n = 0; n < count; n += 1) {
    await vi.waitFor(() => expect(said("finish").length).toBeGreaterThan(n));
    hear({ type: "uploaded", id: said("finish")[n]?.id });
  }
  return said("finish").map(({ id }) => id ?? "");
}

beforeAll(() => {
  URL.createObjectURL ??= () => "blob:x";
  URL.revokeObjectURL ??= () => {};
});
beforeEach(() => {
  manager = { callbacks: () => ({}), has_model: () => false };
  page = newPage();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});
