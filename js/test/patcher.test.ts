import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Node } from "../src/model";
import { kindOf } from "../src/outputs";
import { type Embed, Patcher } from "../src/patcher";
import { Tree } from "../src/tree";

const leaf = (id: string, text = id): Node => ({ id, kind: "text", props: { text } });
const main = (...children: Node[]): Node => ({ id: "main", kind: "main", children });

function draw(root: Node, embed: Embed = () => () => {}) {
  const tree = new Tree(root);
  const patcher = new Patcher(tree, kindOf, embed);
  const el = patcher.mount();
  document.body.replaceChildren(el);
  const node = (id: string) => el.querySelector<HTMLElement>(`[data-rr-id="${id}"]`) ?? el;
  const ids = () => [...el.children].map((child) => (child as HTMLElement).dataset.rrId);
  return { tree, patcher, el, node, ids };
}

beforeEach(() => document.body.replaceChildren());

describe("Patcher", () => {
  test("a node that stays keeps its DOM node through any reordering", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const list = fc.uniqueArray(id);
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { tree, patcher, node, ids } = draw(main(...before.map((x) => leaf(x))));
        const kept = before.filter((x) => after.includes(x)).map((x) => [x, node(x)] as const);

        patcher.apply(tree.replace(main(...after.map((x) => leaf(x)))));

        expect(ids()).toEqual(after);
        for (const [x, el] of kept) expect(node(x)).toBe(el);
      }),
    );
  });

  test("inserting and removing around a node does not move it", async () => {
    const { tree, patcher, node, ids } = draw(main(leaf("a"), leaf("b"), leaf("c")));
    const moved: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const record of records)
        for (const removed of record.removedNodes)
          moved.push((removed as HTMLElement).dataset.rrId ?? "");
    });
    observer.observe(node("b").parentElement as HTMLElement, { childList: true });

    patcher.apply(
      tree.apply([
        ["insert", "main", "b", leaf("x")],
        ["remove", "a"],
        ["remove", "c"],
      ]),
    );
    await Promise.resolve();

    expect(ids()).toEqual(["x", "b"]);
    expect(moved.sort()).toEqual(["a", "c"]);
  });

  test("a node that moves to another block keeps its DOM node", () => {
    const root = main(
      { id: "one", kind: "container", children: [leaf("x"), leaf("y")] },
      { id: "two", kind: "container", children: [] },
    );
    const { tree, patcher, node } = draw(root);
    const [x, y] = [node("x"), node("y")];

    patcher.apply(tree.apply([["move", "x", "two", null]]));

    expect(node("x")).toBe(x);
    expect(x.parentElement).toBe(node("two"));
    expect(node("y")).toBe(y);
  });

  test("text is never markup", () => {
    const { node } = draw(main(leaf("x", "<b>no</b>")));

    expect(node("x").textContent).toBe("<b>no</b>");
    expect(node("x").querySelector("b")).toBeNull();
  });

  test("the children in the stale ranges are dimmed, and lit again without them", () => {
    const { patcher, el } = draw(main(leaf("a"), leaf("b"), leaf("c")));
    const dimmed = () => [...el.querySelectorAll(".rr-stale")].map((x) => x.textContent);

    patcher.dim({ main: [[1, 3]] });
    expect(dimmed()).toEqual(["b", "c"]);
    patcher.dim({});
    expect(dimmed()).toEqual([]);
  });

  test("a widget is put in once and taken out when its node goes", () => {
    const leave = vi.fn();
    const embed = vi.fn<Embed>(() => leave);
    const { tree, patcher } = draw(main({ id: "w", kind: "widget", model: "IPY_MODEL_1" }), embed);

    patcher.apply(tree.apply([["insert", "main", "w", leaf("x")]]));
    expect(embed).toHaveBeenCalledTimes(1);
    expect(leave).not.toHaveBeenCalled();
    patcher.apply(tree.apply([["remove", "w"]]));
    expect(leave).toHaveBeenCalledTimes(1);
  });

  test("the sidebar comes first on the page", () => {
    const root: Node = {
      id: "root",
      kind: "root",
      children: [main(), { id: "side", kind: "sidebar", children: [leaf("x")] }],
    };

    const { ids } = draw(root);

    expect(ids()).toEqual(["side", "main"]);
  });

  test("a kind that this version does not know says so", () => {
    const { node } = draw(main({ id: "x", kind: "hologram" }));

    expect(node("x").textContent).toContain('No view for "hologram"');
  });
});
