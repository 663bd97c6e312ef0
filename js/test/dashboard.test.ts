import { afterEach, beforeEach, expect, test } from "vitest";
import { widen } from "../src/voila";

beforeEach(() => {
  document.body.dataset.voila = "";
});
afterEach(() => {
  delete document.body.dataset.voila;
});

test("a dashboard is wide as long as one of its pages wants that", () => {
  const [one, other] = [document.createElement("div"), document.createElement("div")];
  const isWide = (): boolean => document.body.dataset.rrWide !== undefined;

  widen(one, true);
  widen(other, false);
  expect(isWide()).toBe(true);
  widen(other, true);
  widen(one, false);
  expect(isWide()).toBe(true);
  widen(other, false);
  expect(isWide()).toBe(false);
});
