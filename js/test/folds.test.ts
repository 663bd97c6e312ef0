import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Edits } from "../src/edits";
import type { Edit, Json, Node } from "../src/model";
import { kindOf } from "../src/outputs";
import { Patcher } from "../src/patcher";
import { Tree } from "../src/tree";

const tab = (id: string, label: string): Node => ({
  id,
  kind: "tab",
  props: { label },
  children: [],
});
const page = (...children: Node[]): Node => ({ id: "main", kind: "main", children });
const row = (start: number, ...labels: string[]): Node => ({
  id: "tabs",
  kind: "tabs",
  props: { start },
  children: labels.map((label, i) => tab(`tab${i}`, label)),
});

function draw(root: Node) {
  const tree = new Tree(root);
  const said: { value: Json; edit: Edit }[] = [];
  const edits = new Edits((request) => request.type === "set" && said.push(request));
  const patcher = new Patcher(tree, kindOf, () => () => {}, edits);
  const el = patcher.mount();
  document.body.replaceChildren(el);
  const apply = (next: Node) => patcher.apply(tree.replace(next));
  const open = () => el.querySelector('[role=tab][aria-selected="true"]')?.textContent;
  const inView = () =>
    [...el.querySelectorAll<HTMLElement>("[role=tabpanel]")]
      .filter((panel) => !panel.hidden)
      .map((panel) => panel.dataset.rrLabel);
  const press = (key: string) =>
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const labels = () => [...el.querySelectorAll("[role=tab]")].map((one) => one.textContent);
  const click = (label: string) =>
    [...el.querySelectorAll<HTMLElement>("[role=tab]")]
      .find((one) => one.textContent === label)
      ?.click();
  return { el, apply, open, inView, press, labels, click, said };
}

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe() {}
    disconnect() {}
    unobserve() {}
  } as unknown as typeof ResizeObserver;
});
beforeEach(() => document.body.replaceChildren());

describe("tabs", () => {
  test("the first, or the one that was asked for, is open", () => {
    expect(draw(page(row(0, "a", "b"))).open()).toBe("a");
    expect(draw(page(row(1, "a", "b"))).inView()).toEqual(["b"]);
  });

  test("keys with a modifier are the browser's", () => {
    const { el, open } = draw(page(row(0, "a", "b")));
    const first = el.querySelector<HTMLElement>("[role=tab]");
    const keys = { key: "ArrowRight", altKey: true, bubbles: true, cancelable: true };
    const event = new KeyboardEvent("keydown", keys);

    first?.dispatchEvent(event);

    expect([event.defaultPrevented, open()]).toEqual([false, "a"]);
  });

  test("the arrow keys go round, and only the open tab is reached by Tab", () => {
    const { el, press, open } = draw(page(row(0, "a", "b", "c")));
    el.querySelector<HTMLElement>("[role=tab]")?.focus();

    press("ArrowLeft");
    expect(open()).toBe("c");
    press("ArrowRight");
    press("ArrowRight");
    expect(open()).toBe("b");
    press("End");
    expect([open(), document.activeElement?.textContent]).toEqual(["c", "c"]);
    expect(el.querySelectorAll('[role=tab][tabindex="0"]')).toHaveLength(1);
  });

  test("the open tab keeps its words where others come or go beside it", () => {
    const { apply, click, open, labels } = draw(page(row(0, "a", "b")));
    click("b");

    apply(page(row(0, "b", "c")));
    expect([labels(), open()]).toEqual([["b", "c"], "b"]);
    apply(page(row(0, "z", "a", "b")));
    expect([labels(), open()]).toEqual([["z", "a", "b"], "b"]);
    apply(page(row(0, "z", "a")));
    expect([labels(), open()]).toEqual([["z", "a"], "z"]);
  });

  test("the open tab keeps its place when it is renamed", () => {
    const { apply, click, open } = draw(page(row(0, "a", "b (1)")));
    click("b (1)");

    apply(page(row(0, "a", "b (2)")));

    expect(open()).toBe("b (2)");
  });
});

describe("an expander", () => {
  const fold = (expanded?: boolean, label = "more"): Node =>
    page({
      id: "fold",
      kind: "fold",
      props: { label, ...(expanded ? { expanded } : {}) },
      children: [],
    });

  test("stays as its user left it until the script says otherwise", () => {
    const { el, apply } = draw(fold());
    const details = el.querySelector("details") as HTMLDetailsElement;
    details.open = true;

    apply(fold(undefined, "more (2)"));
    expect(details.open).toBe(true);
    apply(fold(true));
    details.open = false;
    apply(fold(true, "still"));
    expect(details.open).toBe(false);
    apply(fold());
    apply(fold(true));
    expect(details.open).toBe(true);
  });
});

describe("blocks whose value the kernel knows", () => {
  const input = (kind: string, value: unknown, seen?: Record<string, number>): Node => ({
    ...(kind === "tabs" ? row(0, "a", "b") : { id: "block", kind, children: [] }),
    props: { label: "Words", value, names: ["a", "b"], ...(seen && { seen }) },
  });

  test("a chosen tab is in view at once, and told", () => {
    const { click, open, said } = draw(page(input("tabs", "a")));

    click("b");

    expect([open(), said.map(({ value }) => value)]).toEqual(["b", ["b"]]);
  });

  test("the program opens and closes them", () => {
    const { apply, open, said, el } = draw(page(input("tabs", "a"), input("fold", false)));

    apply(page(input("tabs", "b"), input("fold", true)));

    expect([open(), el.querySelector("details")?.open, said]).toEqual(["b", true, []]);
  });

  test("a page that did not know of the newest choice leaves it alone", () => {
    const { apply, click, open, said } = draw(page(input("tabs", "a")));
    click("b");
    click("a");
    const [client] = said[0]?.edit ?? [""];

    apply(page(input("tabs", "b", { [client]: 1 })));
    expect(open()).toBe("a");
    apply(page(input("tabs", "b", { [client]: 2 })));
    expect(open()).toBe("b");
  });

  test("a popover is opened by its user and closed by the program", () => {
    const { apply, said, el } = draw(page(input("popover", false)));
    const opener = el.querySelector("button");
    opener?.click();
    const [client, count] = said[0]?.edit ?? ["", 0];
    expect(opener?.getAttribute("aria-expanded")).toBe("true");

    apply(page(input("popover", true, { [client]: count })));
    apply(page(input("popover", false, { [client]: count })));

    expect([opener?.getAttribute("aria-expanded"), said.length]).toEqual(["false", 1]);
  });
});
