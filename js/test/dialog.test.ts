import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Node } from "../src/model";
import { kindOf } from "../src/outputs";
import { Patcher } from "../src/patcher";
import { Tree } from "../src/tree";
import { press, withoutLayout } from "./live";

beforeAll(() => {
  withoutLayout();
  HTMLDialogElement.prototype.showModal ??= function show(this: HTMLDialogElement) {
    this.setAttribute("open", "");
  };
});
beforeEach(() => document.body.replaceChildren());

/** A dialog with a field that has help beside its label. */
function open(props: object = {}): HTMLDialogElement {
  const field: Node = { id: "field", kind: "widget", model: "IPY_MODEL_1" };
  const root: Node = {
    id: "root",
    kind: "root",
    children: [
      { id: "dialog", kind: "dialog", props: { opening: 1, ...props }, children: [field] },
    ],
  };
  const embed = (_: string, slot: HTMLElement) => {
    slot.innerHTML = '<button class="rr-help">?</button><input><button id="after">Go</button>';
    return () => {};
  };
  document.body.append(new Patcher(new Tree(root), kindOf, embed).mount());
  return document.querySelector("dialog") as HTMLDialogElement;
}

describe("a dialog", () => {
  test("opens with the focus on its first input, not on the help beside it", async () => {
    const el = open();
    await expect.poll(() => document.activeElement).toBe(el.querySelector("input"));
  });

  test("at the side of the window says how wide it is before anybody moves its edge", async () => {
    const el = open({ position: "right", width: 300 });
    el.getBoundingClientRect = () => ({ width: 300.4 }) as DOMRect;
    const edge = el.querySelector("[role=separator]") as HTMLElement;

    await expect.poll(() => edge.getAttribute("aria-valuenow")).toBe("300");
    expect([edge.getAttribute("aria-valuemin"), edge.getAttribute("aria-valuemax")]).toEqual([
      "200",
      String(window.innerWidth),
    ]);
  });

  test("at the right becomes wider to the left", async () => {
    const el = open({ position: "right", width: 300 });
    el.getBoundingClientRect = () => ({ width: 300 }) as DOMRect;
    const edge = el.querySelector("[role=separator]") as HTMLElement;
    await expect.poll(() => el.open).toBe(true);
    edge.focus();

    press("ArrowLeft");

    expect(el.style.width).toBe("332px");
  });
});
