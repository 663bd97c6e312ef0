import { beforeEach, describe, expect, test } from "vitest";
import { GroupView } from "../src/group";
import { type Live, live, newPage, press } from "./live";

const OPTIONS = { options: ["a", "b", "c"], html: ["<em>A</em>", "B", "C"] };

beforeEach(() => {
  newPage();
});

const make = (value: unknown, props: object = {}): Live =>
  live(GroupView, value, { ...OPTIONS, ...props });
const buttons = (el: HTMLElement) => [
  ...el.querySelectorAll<HTMLButtonElement>("button.rr-member"),
];
const group = (el: HTMLElement) => el.querySelector(".rr-group") as HTMLElement;
const chosen = (el: HTMLElement) =>
  buttons(el)
    .filter((one) => one.matches('[aria-checked="true"], [aria-pressed="true"]'))
    .map((one) => one.textContent);
const stops = (el: HTMLElement) => buttons(el).filter((one) => one.tabIndex === 0);

describe("pills and segments", () => {
  test("one option is chosen, and let go by a second click", () => {
    const { entered, show } = make(null);
    const el = show();
    const [a, b] = buttons(el);
    expect([group(el).getAttribute("role"), a?.innerHTML]).toEqual(["radiogroup", "<em>A</em>"]);

    a?.click();
    b?.click();
    expect(chosen(el)).toEqual(["B"]);
    b?.click();

    expect([entered, chosen(el)]).toEqual([["a", "b", null], []]);
  });

  test("one that is required cannot be let go", () => {
    const { entered, show } = make("a", { required: true });
    const el = show();

    buttons(el)[0]?.click();

    expect([entered, group(el).getAttribute("aria-required")]).toEqual([[], "true"]);
  });

  test("several are chosen in the order of the clicks", () => {
    const { entered, show } = make([], { multi: true });
    const el = show();
    const [a, , c] = buttons(el);

    c?.click();
    a?.click();
    c?.click();

    expect(entered).toEqual([["c"], ["c", "a"], ["a"]]);
    expect([group(el).getAttribute("role"), chosen(el)]).toEqual(["group", ["A"]]);
  });

  test("segments and pills are told apart by their look alone", async () => {
    const { show, update } = make("a", { segments: true });
    const el = show();
    expect(group(el).classList.contains("rr-segments")).toBe(true);
    await update({ props: OPTIONS });
    expect(group(el).classList.contains("rr-segments")).toBe(false);
  });

  test("Tab stops at the chosen one, the arrow keys lead on without choosing", () => {
    const { entered, show } = make("b");
    const el = show();
    const [, b, c] = buttons(el);
    expect(stops(el)).toEqual([b]);
    b?.focus();

    press("ArrowRight");
    press("ArrowRight", { altKey: true });

    expect([document.activeElement, stops(el), entered]).toEqual([c, [c], []]);
  });

  test("new options keep the buttons that stay, and the focus on them", async () => {
    const { show, update } = make("b");
    const el = show();
    const [, b] = buttons(el);
    b?.focus();

    await update({ props: { options: ["b", "d"], html: ["B", "D"] } });

    expect(buttons(el).map((one) => one.textContent)).toEqual(["B", "D"]);
    expect([buttons(el)[0], document.activeElement]).toEqual([b, b]);
  });

  test("a disabled group takes no click", () => {
    const { entered, show } = make("a", { disabled: true });
    buttons(show())[1]?.click();
    expect(entered).toEqual([]);
  });
});
