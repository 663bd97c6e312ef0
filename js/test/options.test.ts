import { expect, test } from "vitest";
import { hintOf, newOption } from "../src/filter";
import { OptionList, type Row } from "../src/options";

function rows(count: number): Row[] {
  return Array.from({ length: count }, (_, i) => ({ words: `row ${i}`, kind: "option" }));
}

function drawn(list: OptionList): string[] {
  return [...list.el.querySelectorAll("[role=option]")].map((el) => el.textContent ?? "");
}

test("a long list draws the rows in sight and a few more", () => {
  const list = new OptionList(
    () => {},
    () => {},
  );

  list.fill(rows(10_000), -1, "None");

  expect(drawn(list).length).toBeLessThan(40);
  expect(drawn(list)[0]).toBe("row 0");
});

test("a list that becomes shorter while its end is in sight draws what is left", () => {
  const list = new OptionList(
    () => {},
    () => {},
  );
  list.fill(rows(10_000), -1, "None");
  list.el.scrollTop = 300_000;
  list.draw();

  list.fill(rows(1), -1, "None");
  expect(drawn(list)).toEqual(["row 0"]);
  list.fill([], -1, "None");
  expect(drawn(list)).toEqual([]);
});

test.each([
  ["Oslo", "Oslo"],
  ["  Oslo ", "Oslo"],
  ["rome", null],
  [" ", null],
])("typing %j offers %j as a new option", (typed, offered) => {
  expect(newOption(typed, ["Rome"])).toBe(offered);
});

test.each([
  [{ options: ["a"] }, "Choose"],
  [{ options: ["a"], accept_new: true }, "Choose or type to add"],
  [{ options: [], accept_new: true }, "Type to add"],
  [{ options: [] }, "No options"],
  [{ options: ["a"], placeholder: "" }, ""],
])("an empty box with %j says %j", (props, words) => {
  expect(hintOf(props)).toBe(words);
});
