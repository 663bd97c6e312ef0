import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Node, Op } from "../src/model";
import { Tree, UnknownNode } from "../src/tree";

const block = (id: string, ...children: Node[]): Node => ({ id, kind: "container", children });
const leaf = (id: string, text = id): Node => ({ id, kind: "text", props: { text } });

function copy<T>(value: T): T {
  return structuredClone(value);
}

/** A tree of blocks `b…` and leaves, every id once, made from a list of random numbers. */
function grow(seeds: number[]): Node {
  const root = block("root");
  const blocks = [root];
  seeds.forEach((seed, i) => {
    const parent = blocks[seed % blocks.length] as Node;
    const node = seed % 3 === 0 ? block(`b${i}`) : leaf(`n${i}`, String(seed));
    parent.children?.push(node);
    if (node.children) blocks.push(node);
  });
  return root;
}

/** The ops from one tree to another, found the plain way: take all away that differs, put the rest in place. */
function diff(from: Node, to: Node): Op[] {
  const ops: Op[] = [];
  const walk = (old: Node, next: Node): void => {
    const wanted = new Set(next.children?.map((child) => child.id));
    for (const child of old.children ?? [])
      if (!wanted.has(child.id)) ops.push(["remove", child.id]);
    const kept = (old.children ?? []).filter((child) => wanted.has(child.id));
    let before: string | null = null;
    for (const child of [...(next.children ?? [])].reverse()) {
      const same = kept.find((other) => other.id === child.id);
      if (!same) ops.push(["insert", next.id, before, copy(child)]);
      else {
        ops.push(["move", child.id, next.id, before]);
        if (JSON.stringify(same.props) !== JSON.stringify(child.props))
          ops.push(["props", child.id, child.props ?? {}, []]);
        walk(same, child);
      }
      before = child.id;
    }
  };
  walk(from, to);
  return ops;
}

/** The same node may sit in two parents of two random trees: such ops would insert an id that is still there. */
function agree(from: Node, to: Node): boolean {
  const parents = (root: Node): Map<string, string> => {
    const found = new Map<string, string>();
    const walk = (node: Node): void => {
      for (const child of node.children ?? []) {
        found.set(child.id, node.id);
        walk(child);
      }
    };
    walk(root);
    return found;
  };
  const [a, b] = [parents(from), parents(to)];
  return [...b].every(([id, parent]) => !a.has(id) || a.get(id) === parent);
}

const seeds = fc.array(fc.nat(1000), { maxLength: 20 });

describe("Tree", () => {
  test("ops applied one by one give the target", () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        const [from, to] = [grow(a), grow(b)];
        fc.pre(agree(from, to));
        const tree = new Tree(copy(from));
        for (const op of diff(from, to)) tree.apply([op]);
        expect(tree.root).toEqual(to);
      }),
    );
  });

  test("ops applied together give the same as one by one", () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        const [from, to] = [grow(a), grow(b)];
        fc.pre(agree(from, to));
        const tree = new Tree(copy(from));
        tree.apply(diff(from, to));
        expect(tree.root).toEqual(to);
      }),
    );
  });

  test("every node of the tree can be found by its id, and no other", () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        const [from, to] = [grow(a), grow(b)];
        fc.pre(agree(from, to));
        const tree = new Tree(copy(from));
        tree.apply(diff(from, to));
        expect(tree.size).toBe(new Tree(copy(to)).size);
      }),
    );
  });

  test("a change names the blocks and nodes it touched", () => {
    const tree = new Tree(block("root", block("a", leaf("x")), block("b")));

    const change = tree.apply([
      ["move", "x", "b", null],
      ["props", "x", { text: "new" }, []],
    ]);

    expect([...change.blocks].sort()).toEqual(["a", "b"]);
    expect([...change.nodes]).toEqual(["x"]);
    expect(tree.parentOf("x")?.id).toBe("b");
  });

  test("a prop that is unset is gone, one that is appended to grows", () => {
    const tree = new Tree(
      block("root", { id: "x", kind: "stream", props: { text: "a", name: "stdout" } }),
    );

    tree.apply([
      ["append", "x", "text", "bc"],
      ["props", "x", {}, ["name"]],
    ]);

    expect(tree.get("x")?.props).toEqual({ text: "abc" });
  });

  test("an op on an unknown node says which", () => {
    const tree = new Tree(block("root"));

    expect(() => tree.apply([["remove", "x"]])).toThrow(UnknownNode);
    expect(() => tree.apply([["insert", "root", "y", leaf("x")]])).toThrow(
      'page op "insert" names a node that is not on the page: y',
    );
  });
});
