import { beforeEach, describe, expect, test } from "vitest";
import { MenuButtonView } from "../src/menubutton";
import { type Live, live, newPage, press, said } from "./live";

const OPTIONS = { label: "Export", options: ["csv", "json", "xml"], html: ["CSV", "JSON", "XML"] };

beforeEach(() => {
  newPage();
});

const make = (props: object = {}): Live => live(MenuButtonView, null, { ...OPTIONS, ...props });
const opener = (el: HTMLElement) => el.querySelector<HTMLElement>("[aria-haspopup]") as HTMLElement;
const isOpen = (el: HTMLElement) => opener(el).getAttribute("aria-expanded") === "true";
const focused = () => document.activeElement?.textContent;

describe("a button with a menu", () => {
  test("a click opens it at its first option, and what is chosen is one message", () => {
    const { sent, show } = make();
    const el = show();
    opener(el).click();
    expect([isOpen(el), focused()]).toEqual([true, "CSV"]);

    press("ArrowDown");
    (document.activeElement as HTMLElement).click();

    expect(said(sent, "click")).toEqual([{ type: "click", value: "json" }]);
    expect([isOpen(el), document.activeElement]).toEqual([false, opener(el)]);
  });

  test("the keys lead through it, round at the ends", () => {
    const el = make().show();
    opener(el).focus();
    const way = ["ArrowUp", "ArrowDown", "ArrowUp", "Home", "End"].map((key) => {
      press(key);
      return focused();
    });
    expect(way).toEqual(["XML", "CSV", "XML", "CSV", "XML"]);
  });

  test("letters lead to the option that begins with them", () => {
    const el = make().show();
    opener(el).click();

    press("j");

    expect(focused()).toBe("JSON");
  });

  test("Escape closes it and chooses nothing", () => {
    const { sent, show } = make();
    const el = show();
    opener(el).click();

    expect(press("Escape").defaultPrevented).toBe(true);

    expect([isOpen(el), document.activeElement]).toEqual([false, opener(el)]);
    expect(said(sent, "click")).toEqual([]);
  });

  test("a press elsewhere closes it", () => {
    const el = make().show();
    opener(el).click();

    document.body.dispatchEvent(new Event("pointerdown", { bubbles: true, composed: true }));

    expect(isOpen(el)).toBe(false);
  });

  test("new options come while it is open, and disabling closes it", async () => {
    const { show, update } = make();
    const el = show();
    opener(el).click();

    await update({ props: { ...OPTIONS, options: ["a"], html: ["A"] } });
    expect([...el.querySelectorAll("[role=menuitem]")].map((one) => one.textContent)).toEqual([
      "A",
    ]);
    await update({ props: { ...OPTIONS, disabled: true } });

    expect(isOpen(el)).toBe(false);
  });
});
