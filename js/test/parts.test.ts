import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import buttons from "../src/buttons.css?raw";
import layout from "../src/layout.css?raw";
import type { Node } from "../src/model";
import { kindOf } from "../src/outputs";
import { Patcher } from "../src/patcher";
import theme from "../src/theme.css?raw";
import { Tree } from "../src/tree";
import { withoutLayout } from "./live";

beforeAll(withoutLayout);
beforeEach(() => document.body.replaceChildren());

/** The selectors of a style sheet, one by one. */
function selectors(css: string): string[] {
  const heads = css.replace(/\/\*.*?\*\//gs, "").matchAll(/(?:^|[{}])\s*([^{}@;]+?)\s*\{/g);
  return [...heads].flatMap(([, head]) => (head ?? "").split(/,\s*(?![^(]*\))/));
}

describe("what a fragment draws into a block from outside", () => {
  test.each([
    ["theme", theme],
    ["layout", layout],
    ["buttons", buttons],
  ])("is laid out as if it stood there itself: %s.css", (_name, css) => {
    const all = selectors(css);
    const block =
      /^((?:\.rr-(?:row|block|lattice)(?![\w-])[^ >]*|:is\(\.rr-row, \.rr-column\))) > (?!:where)/;
    const ofChildren = all.filter((one) => block.test(one));

    expect(ofChildren.length).toBeGreaterThan(0);
    for (const one of ofChildren)
      expect(all).toContain(one.replace(block, "$1 > :where(.rr-part) > "));
  });

  test("has no class with anything else in common", () => {
    expect(selectors(buttons).filter((one) => /button\.rr-part/.test(one))).toEqual([]);
  });

  test("is followed to its end, where it is a message in a block that scrolls", async () => {
    const chat = (id: string): Node => ({ id, kind: "chat", props: {}, children: [] });
    const part = (...children: Node[]): Node => ({ id: "part", kind: "part", children });
    const box = (...children: Node[]): Node => ({
      id: "box",
      kind: "container",
      props: { height: 100 },
      children,
    });
    const tree = new Tree({ id: "main", kind: "main", children: [box(part(chat("one")))] });
    const patcher = new Patcher(tree, kindOf, () => () => {});
    document.body.append(patcher.mount());
    const el = document.querySelector('[data-rr-id="box"]') as HTMLElement;
    Object.defineProperty(el, "scrollHeight", { value: 500 });

    patcher.apply(
      tree.replace({ id: "main", kind: "main", children: [box(part(chat("one"), chat("two")))] }),
    );

    await expect.poll(() => el.scrollTop).toBe(500);
  });
});
