import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Node } from "../src/model";
import { kindOf } from "../src/outputs";
import { Patcher } from "../src/patcher";
import { Tree } from "../src/tree";

const toast = (id: string, html: string, props = {}): Node => ({
  id,
  kind: "toast",
  props: { html, ...props },
});
const page = (...events: Node[]): Node => ({
  id: "root",
  kind: "root",
  children: [
    { id: "main", kind: "main", children: [] },
    { id: "event", kind: "event", children: events },
  ],
});

function draw(root: Node) {
  const tree = new Tree(root);
  const patcher = new Patcher(tree, kindOf, () => () => {});
  const el = patcher.mount();
  document.body.replaceChildren(el);
  return {
    patcher,
    apply: (next: Node) => patcher.apply(tree.replace(next)),
    seen: () => [...document.querySelectorAll(".rr-toast-body")].map((one) => one.textContent),
    card: () => document.querySelector(".rr-toast") as HTMLElement,
  };
}

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe() {}
    disconnect() {}
    unobserve() {}
  } as unknown as typeof ResizeObserver;
});
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe("a toast", () => {
  test("is there for its time, also when its node is gone", () => {
    const { apply, seen } = draw(page(toast("e1", "a"), toast("e2", "b", { duration: 10 })));

    apply(page());
    expect(seen()).toEqual(["a", "b"]);
    vi.advanceTimersByTime(4001);
    expect(seen()).toEqual(["b"]);
    vi.advanceTimersByTime(6001);
    expect(seen()).toEqual([]);
  });

  test("comes again with each node, and once with each", () => {
    const { apply, seen } = draw(page(toast("e1", "a")));

    apply(page(toast("e1", "a")));
    apply(page(toast("e2", "a")));

    expect(seen()).toEqual(["a", "a"]);
  });

  test("that is past is not shown", () => {
    expect(draw(page(toast("e1", "a", { past: true }))).seen()).toEqual([]);
  });

  test("changes in place, and its time begins anew", () => {
    const { apply, seen } = draw(page(toast("e1", "a")));
    vi.advanceTimersByTime(3000);

    apply(page(toast("e1", "b")));
    vi.advanceTimersByTime(3000);

    expect(seen()).toEqual(["b"]);
  });

  test("waits while the mouse is on it", () => {
    const { card, seen } = draw(page(toast("e1", "a")));
    vi.advanceTimersByTime(3900);
    card().dispatchEvent(new Event("pointerenter"));
    vi.advanceTimersByTime(60_000);
    expect(seen()).toEqual(["a"]);

    card().dispatchEvent(new Event("pointerleave"));
    vi.advanceTimersByTime(1400);
    expect(seen()).toEqual(["a"]);
    vi.advanceTimersByTime(200);

    expect(seen()).toEqual([]);
  });

  test("is dismissed by its button and by Escape; the focus goes to the next, then back", () => {
    const forever = { duration: 0 };
    const { card, seen } = draw(page(toast("e1", "a", forever), toast("e2", "b", forever)));
    const before = document.createElement("button");
    document.body.append(before);
    before.focus();
    card().querySelector("button")?.focus();

    card().querySelector("button")?.click();
    expect(seen()).toEqual(["b"]);
    expect(card().contains(document.activeElement)).toBe(true);
    document.activeElement?.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Escape", bubbles: true }),
    );

    expect(seen()).toEqual([]);
    expect(document.activeElement).toBe(before);
  });

  test("ends with its page", () => {
    const { patcher, seen } = draw(page(toast("e1", "a", { duration: 0 })));

    patcher.dispose();

    expect(seen()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
