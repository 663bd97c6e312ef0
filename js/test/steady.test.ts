import { expect, test } from "vitest";
import { holdSteady } from "../src/steady";

function press(end: EventTarget, x: number, y: number, kind = "pointerup"): number {
  const button = document.createElement("button");
  document.body.append(button);
  holdSteady(button);
  let clicks = 0;
  button.addEventListener("click", () => clicks++);
  button.dispatchEvent(new MouseEvent("pointerdown", { bubbles: true, clientX: 10, clientY: 10 }));
  const target = end === window ? button : end;
  target.dispatchEvent(new MouseEvent(kind, { bubbles: true, clientX: x, clientY: y }));
  // Nothing is left that hears the next press.
  document.body.dispatchEvent(
    new MouseEvent("pointerup", { bubbles: true, clientX: 10, clientY: 10 }),
  );
  button.remove();
  return clicks;
}

test("a press is a click if its element went away under the resting pointer", () => {
  expect(press(document.body, 11, 9)).toBe(1);
});

test("a press that was dragged off its element or cancelled is none", () => {
  expect(press(document.body, 10, 40)).toBe(0);
  expect(press(document.body, 10, 10, "pointercancel")).toBe(0);
});

test("a press that ends on its element is left to the browser", () => {
  expect(press(window, 10, 10)).toBe(0);
});

test("a press in a page within a shadow root is clicked once", () => {
  const host = document.createElement("div");
  document.body.append(host);
  const button = document.createElement("button");
  host.attachShadow({ mode: "open" }).append(button);
  holdSteady(button);
  let clicks = 0;
  button.addEventListener("click", () => clicks++);
  for (const kind of ["pointerdown", "pointerup"]) {
    button.dispatchEvent(new MouseEvent(kind, { bubbles: true, composed: true }));
  }
  host.remove();
  // The browser makes the click of such a press.
  expect(clicks).toBe(0);
});
