import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { PaginationView } from "../src/pagination";
import { type Live, live, newPage, press, withoutLayout } from "./live";

/** How wide a button is, and how much room there is [px]. */
const BUTTON = 34;
let room = 0;
let layouts = 0;

beforeAll(() => {
  withoutLayout();
  const measure = (name: string, get: (this: HTMLElement) => number) =>
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get });
  measure("clientWidth", () => room);
  measure("offsetWidth", () => BUTTON);
  measure("scrollWidth", function (this: HTMLElement) {
    layouts += 1;
    return Math.max(room, this.querySelectorAll("button, .rr-pages-gap").length * BUTTON);
  });
});
beforeEach(() => {
  [room, layouts] = [2000, 0];
  newPage();
});

const make = (value: number, props: object): Live => live(PaginationView, value, props);
const pieces = (el: HTMLElement) =>
  [...el.querySelectorAll(".rr-pages-numbers > *")].map((one) => one.textContent);
const number = (el: HTMLElement, page: number) =>
  el.querySelector<HTMLElement>(`[data-rr-piece="${page}"]`) as HTMLElement;
const stops = (el: HTMLElement) =>
  [...el.querySelectorAll<HTMLElement>(".rr-pages-numbers button")]
    .filter((one) => one.tabIndex === 0)
    .map((one) => one.textContent);

describe("pages", () => {
  test("the open one is marked, and a click opens another", () => {
    const { entered, show } = make(2, { pages: 4 });
    const el = show();
    expect(el.querySelector("[aria-current]")?.textContent).toBe("2");

    number(el, 4).click();

    expect(entered).toEqual([4]);
    expect(el.querySelector("[aria-current]")?.textContent).toBe("4");
    expect(el.querySelector("nav")?.getAttribute("aria-label")).toBe("Page 4 of 4");
  });

  test("the arrows turn one page, and none at the ends", () => {
    const { entered, show } = make(1, { pages: 2 });
    const [back, onward] = show().querySelectorAll<HTMLElement>(".rr-turn");

    back?.click();
    onward?.click();
    onward?.click();

    expect(entered).toEqual([2]);
    expect(onward?.getAttribute("aria-disabled")).toBe("true");
  });

  test("a disabled one turns nothing", () => {
    const { entered, show } = make(1, { pages: 4, disabled: true });
    number(show(), 3).click();
    expect(entered).toEqual([]);
  });

  test("as many are shown as there is room for", () => {
    room = 10 * BUTTON;
    const el = make(500, { pages: 1000, visible: null }).show();
    expect(el.querySelectorAll("button, .rr-pages-gap").length).toBeLessThanOrEqual(10);
    expect(pieces(el)).toEqual(["1", "…", "498", "499", "500", "501", "…", "1000"]);
  });

  test("a thousand of them, all wanted, are laid out a few times only", async () => {
    room = 10 * BUTTON;
    const { show, update } = make(500, { pages: 1000, visible: null });
    show();

    layouts = 0;
    await update({ value: 700 });

    expect(layouts).toBeLessThan(8);
  });

  test("a block that becomes higher is no reason to draw again, one of another width is", async () => {
    const told: (() => void)[] = [];
    vi.stubGlobal(
      "ResizeObserver",
      class {
        constructor(tell: () => void) {
          told.push(tell);
        }
        observe() {}
        disconnect() {}
      },
    );
    const el = make(500, { pages: 1000, visible: null }).show();
    vi.unstubAllGlobals();
    const before = pieces(el).length;
    layouts = 0;

    for (const tell of told) tell();
    expect(layouts).toBe(0);
    room = 10 * BUTTON;
    for (const tell of told) tell();

    expect(pieces(el).length).toBeLessThan(before);
  });

  test("one number is a stop for Tab: the open one, also once it was turned elsewhere", async () => {
    const { show, update } = make(2, { pages: 40 });
    const el = show();
    expect(stops(el)).toEqual(["2"]);

    await update({ value: 30 });

    expect(stops(el)).toEqual(["30"]);
  });

  test("the arrow keys lead from number to number, and take the stop along", () => {
    const { entered, show } = make(2, { pages: 4 });
    const el = show();
    number(el, 2).focus();

    press("ArrowRight");

    expect([document.activeElement?.textContent, stops(el), entered]).toEqual(["3", ["3"], []]);
  });

  test("the focus stays on its number, and goes to the open one if that is gone", async () => {
    const { show, update } = make(3, { pages: 40 });
    const el = show();
    number(el, 4).focus();
    const four = document.activeElement;
    await update({ value: 4 });
    expect(document.activeElement).toBe(four);

    await update({ value: 30 });

    expect(document.activeElement).toBe(number(el, 30));
  });
});
