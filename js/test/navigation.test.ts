import { beforeEach, describe, expect, test } from "vitest";
import { Edits } from "../src/edits";
import type { Json, Node } from "../src/model";
import { kindOf } from "../src/outputs";
import { Patcher } from "../src/patcher";
import { Tree } from "../src/tree";

type Said = { id: string; value: Json };

const page = (path: string) => ({ title: path, page: path });
const menu = (current: string, props: Record<string, unknown> = {}): Node => ({
  id: "navigation",
  kind: "navigation",
  props: {
    position: "sidebar",
    sections: [{ label: "", pages: [page("one"), page("two")] }],
    value: { page: current },
    ...props,
  },
});

function draw(...children: Node[]) {
  const main = (...inside: Node[]): Node => ({ id: "main", kind: "main", children: inside });
  const tree = new Tree(main(...children));
  const said: Said[] = [];
  const edits = new Edits((request) => request.type === "set" && said.push(request));
  const patcher = new Patcher(tree, kindOf, () => () => {}, edits);
  const el = patcher.mount();
  document.body.replaceChildren(el);
  const here = () =>
    [...el.querySelectorAll('[aria-current="page"]')].map((one) => one.textContent);
  const link = (words: string) =>
    [...el.querySelectorAll<HTMLElement>("button, a, summary")].find((one) =>
      one.textContent?.startsWith(words),
    );
  const apply = (...next: Node[]) => patcher.apply(tree.replace(main(...next)));
  return { el, here, link, apply, said };
}

beforeEach(() => document.body.replaceChildren());

describe("the menu of pages", () => {
  test("a click goes to a page, and shows it as the one at once", () => {
    const { link, here, said } = draw(menu("one"));
    expect(here()).toEqual(["one"]);

    link("two")?.click();

    expect([here(), said.map(({ id, value }) => [id, value])]).toEqual([
      ["two"],
      [["navigation", { page: "two" }]],
    ]);
  });

  test("a run that shows another page moves the mark and keeps the elements", () => {
    const { link, here, apply } = draw(menu("one"));
    const two = link("two");

    apply(menu("two"));

    expect([here(), link("two") === two]).toEqual([["two"], true]);
  });

  test("a long menu shows ten, and the rest when asked", () => {
    const pages = Array.from({ length: 13 }, (_, i) => page(`p${i}`));
    const { el, link } = draw(menu("p0", { sections: [{ label: "", pages }] }));
    const shown = () => el.querySelectorAll("li:not([hidden])").length;
    expect([shown(), link("View")?.textContent]).toEqual([10, "View 3 more"]);

    link("View")?.click();

    expect([shown(), link("View")?.textContent]).toEqual([13, "View less"]);
  });

  test("twelve are shown as they are, and all of them if that is wanted", () => {
    const pages = Array.from({ length: 30 }, (_, i) => page(`p${i}`));
    const twelve = [{ label: "", pages: pages.slice(0, 12) }];
    expect(draw(menu("p0", { sections: twelve })).link("View")).toBeUndefined();
    const all = menu("p0", { sections: [{ label: "", pages }], items: null });
    expect(draw(all).link("View")).toBeUndefined();
  });

  test("the arrow keys go from link to link", () => {
    const { el, link } = draw(menu("one"));
    link("one")?.focus();

    el.querySelector("nav")?.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown" }));

    expect(document.activeElement).toBe(link("two"));
  });

  test("on top a section opens below its button, and a choice closes it", () => {
    const sections = [{ label: "More", pages: [page("one"), page("two")] }];
    const { link, here } = draw(menu("one", { sections, position: "top" }));
    const opener = link("More");
    opener?.click();
    expect(opener?.getAttribute("aria-expanded")).toBe("true");

    link("two")?.click();

    expect([opener?.getAttribute("aria-expanded"), here()]).toEqual(["false", ["two"]]);
  });
});

describe("a link to a page", () => {
  const to = (props: Record<string, unknown>): Node => ({
    id: "main.page_link0",
    kind: "page_link",
    props: { label: "Words", ...props },
  });

  test("goes there by way of the menu, with its query", () => {
    const { link, said } = draw(to({ page: "two", query: "a=1" }));

    link("Words")?.click();

    expect(said.map(({ id, value }) => [id, value])).toEqual([
      ["navigation", { page: "two", query: "a=1" }],
    ]);
  });

  test("to elsewhere it is an ordinary link in a new tab", () => {
    const { el } = draw(to({ url: "https://a.org", query: "a=1" }));
    const a = el.querySelector("a");

    expect([a?.getAttribute("href"), a?.target, a?.rel]).toEqual([
      "https://a.org?a=1",
      "_blank",
      "noopener noreferrer",
    ]);
  });

  test("that is disabled leads nowhere", () => {
    const { el, link, apply, said } = draw(to({ page: "two", disabled: true }));
    link("Words")?.click();
    apply(to({ url: "https://a.org", disabled: true }));

    expect([said, el.querySelector("a")?.hasAttribute("href")]).toEqual([[], false]);
  });
});
