import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { showQuery } from "../src/client";
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

  test("keys with a modifier are the browser's, such as Alt and Left for the way back", () => {
    const { el, link } = draw(menu("one"));
    link("one")?.focus();
    const keys = { key: "ArrowLeft", altKey: true, cancelable: true };
    const event = new KeyboardEvent("keydown", keys);

    el.querySelector("nav")?.dispatchEvent(event);

    expect([event.defaultPrevented, document.activeElement]).toEqual([false, link("one")]);
  });

  test("from right to left, the left arrow leads on", () => {
    const { el, link } = draw(
      menu("one", { sections: [{ label: "", pages: "abc".split("").map(page) }] }),
    );
    const nav = el.querySelector("nav") as HTMLElement;
    nav.style.direction = "rtl";
    link("a")?.focus();

    nav.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft" }));

    expect(document.activeElement).toBe(link("b"));
  });

  test("drawn anew, it keeps the focus on the same page and sections folded", () => {
    const sections = (...extra: string[]) => [
      { label: "A", pages: [page("one")] },
      { label: "B", pages: ["two", ...extra].map(page) },
    ];
    const { el, link, apply } = draw(menu("one", { sections: sections() }));
    (el.querySelector("details") as HTMLDetailsElement).open = false;
    link("two")?.focus();

    apply(menu("one", { sections: sections("three") }));

    expect(document.activeElement).toBe(link("two"));
    expect(link("three")).toBeDefined();
    expect([...el.querySelectorAll("details")].map((one) => one.open)).toEqual([false, true]);
  });

  test("its tips are about the links that are there", () => {
    const helped = (help: string) => [
      { label: "", pages: [{ ...page("one"), help }, page("two")] },
    ];
    const { el, link, apply } = draw(menu("one", { sections: helped("Old") }));
    link("one")?.focus();

    apply(menu("one", { sections: helped("New") }));

    const tips = [...el.querySelectorAll(".rr-tip")];
    expect(tips.map((tip) => [tip.textContent, tip.id])).toEqual([
      ["New", link("one")?.getAttribute("aria-describedby")],
    ]);
  });

  test("drawn anew without the page that had the focus, it keeps the focus", () => {
    const { link, apply } = draw(menu("one"));
    link("two")?.focus();

    apply(menu("one", { sections: [{ label: "", pages: [page("one"), page("three")] }] }));

    expect(document.activeElement).toBe(link("one"));
  });
});

describe("the way back in a dashboard", () => {
  const go = (search: string): void => {
    window.history.replaceState(null, "", `/app${search}`);
    window.dispatchEvent(new PopStateEvent("popstate"));
  };
  const values = (said: Said[]) => said.map(({ value }) => value);
  const guide = { guide: true, first: "one" };
  beforeEach(() => {
    document.body.dataset.voila = "";
    window.history.replaceState(null, "", "/app?page=two&x=1");
  });
  const drawn: ReturnType<typeof draw>[] = [];
  const dashboard = (props: Record<string, unknown> = guide) => {
    const one = draw(menu("two", props));
    drawn.push(one);
    return one;
  };
  afterEach(() => {
    // Without the menu, nobody listens to the history.
    for (const one of drawn.splice(0)) one.apply();
    delete document.body.dataset.voila;
  });

  test("is told to the kernel, as what it is", () => {
    const { said } = dashboard();

    go("?page=two&x=2");
    go("");

    expect(values(said)).toEqual([
      { page: "two", query: "x=2", returns: true },
      { page: "one", query: "", returns: true },
    ]);
  });

  test("within the page, from heading to heading, concerns nobody", () => {
    const { said } = dashboard();

    go("?page=two&x=1#there");
    go("?page=two&x=1");

    expect(said).toEqual([]);
  });

  test("concerns only the app whose page the address names", () => {
    const { said, apply } = dashboard({ first: "one" });
    go("?page=one");
    expect(said).toEqual([]);

    apply(menu("two", guide));
    go("?page=two");

    expect(values(said)).toEqual([{ page: "two", query: "", returns: true }]);
  });

  test("ends with the menu", () => {
    const { said, apply } = dashboard();
    apply();
    go("?page=one");
    expect(said).toEqual([]);
  });

  test("is not taken again by a late answer: that changes the step it is on", () => {
    dashboard();
    const steps = window.history.length;
    go("?page=one");

    showQuery("page=two", true);
    expect([window.location.search, window.history.length]).toEqual(["?page=two", steps]);

    showQuery("page=one");
    expect([window.location.search, window.history.length]).toEqual(["?page=one", steps + 1]);
  });

  test("to what the kernel has put in the address is no news", () => {
    const { said } = dashboard();
    showQuery("page=two&x=5");

    go("?page=two&x=5#there");

    expect(said).toEqual([]);
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

  const described = (el: Element | undefined) =>
    document.getElementById(el?.getAttribute("aria-describedby") ?? "")?.textContent;

  test("has one tip, with the words of now, and none when they are gone", () => {
    const { el, link, apply } = draw(to({ page: "two", help: "Old" }));
    apply(to({ page: "two", help: "New" }));
    expect([described(link("Words")), el.querySelectorAll(".rr-tip").length]).toEqual(["New", 1]);

    apply(to({ page: "two" }));

    expect(link("Words")?.hasAttribute("aria-describedby")).toBe(false);
    expect(el.querySelectorAll(".rr-tip").length).toBe(0);
    link("Words")?.dispatchEvent(new Event("pointerenter"));
    expect(el.querySelectorAll(".rr-tip").length).toBe(0);
  });

  test("Escape puts its tip away, and is taken by that", () => {
    const { link } = draw(to({ page: "two", help: "Help" }));
    const leave = () => {
      const event = new KeyboardEvent("keydown", { key: "Escape", cancelable: true });
      link("Words")?.dispatchEvent(event);
      return event.defaultPrevented;
    };
    link("Words")?.focus();

    expect([leave(), leave()]).toEqual([true, false]);
  });
});
