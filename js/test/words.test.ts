import { describe, expect, test } from "vitest";
import { cellKind, cellWords, zoneOf } from "../src/cells";
import { filterOptions } from "../src/filter";
import { formatNumber, sprintf } from "../src/format";
import { complaintAbout, parseNumber, stepped } from "../src/parse";
import { isPressed } from "../src/shortcut";

describe("sprintf", () => {
  test.each([
    ["%d", 3.7, "3"],
    ["%05.1f", 3.14, "003.1"],
    ["%.2f", -0.5, "-0.50"],
    ["%+d%%", 5, "+5%"],
    ["%e", 12345, "1.234500e+04"],
    ["%g", 0.00001, "1e-05"],
    ["%g", 100000, "100000"],
    ["%.1f °C", 21, "21.0 °C"],
    ["%,d", 1234567, "1,234,567"],
    ["%x", 255, "ff"],
    ["%-4d|", 7, "7   |"],
  ])("%s of %d", (format, value, words) => {
    expect(sprintf(format, value)).toBe(words);
  });
});

test("without a format a number has the decimals of its step", () => {
  expect(formatNumber(2, null, 0.25)).toBe("2.00");
  expect(formatNumber(5, undefined, 1)).toBe("5");
  expect(formatNumber(0.5, "percent")).toBe("50%");
});

describe("complaintAbout", () => {
  test.each([
    ["", {}, ""],
    [" ", { required: true }, "Enter a text"],
    ["", { validate: "^a" }, ""],
    ["abc", { validate: "^a" }, ""],
    ["bc", { validate: "^a", complaint: "Begin with a" }, "Begin with a"],
    ["bc", { validate: "^a", complaint: "" }, "Not in the expected form"],
    ["bc", { validate: "(" }, "The pattern to check against is no regular expression"],
  ])("%j by %j", (words, rules, complaint) => {
    expect(complaintAbout(words, rules)).toBe(complaint);
  });
});

describe("parseNumber", () => {
  test.each([
    ["5", {}, { value: 5 }],
    ["", { nullable: true }, { value: null }],
    ["", {}, { complaint: "Enter a number" }],
    ["five", {}, { complaint: "Not a number" }],
    ["1.5", { integer: true }, { complaint: "Enter a whole number" }],
    ["11", { min: 0, max: 10 }, { complaint: "Enter a number from 0 to 10" }],
    ["-1", { min: 0 }, { complaint: "Enter 0 or more" }],
    ["1e3", {}, { value: 1000 }],
  ])("of %j by %j", (words, rules, parsed) => {
    expect(parseNumber(words, rules)).toEqual(parsed);
  });
});

test("steps stay in the bounds and free of binary dust", () => {
  expect(stepped(0.1, 1, { step: 0.2 })).toBe(0.3);
  expect(stepped(9.5, 1, { step: 1, max: 10 })).toBe(10);
  expect(stepped(null, 1, { min: 3 })).toBe(3);
});

describe("filterOptions", () => {
  const options = ["rain", "sun", "drizzle", "fine rain"];

  test("without words all options stay in their order", () => {
    expect(filterOptions(options, " ", "fuzzy")).toEqual([0, 1, 2, 3]);
  });

  test("fuzzy puts whole pieces before scattered letters", () => {
    expect(filterOptions(["abc", "a-b", "xab"], "ab", "fuzzy")).toEqual([0, 2, 1]);
  });

  test("prefix and contains do what they say", () => {
    expect(filterOptions(options, "Rain", "prefix")).toEqual([0]);
    expect(filterOptions(options, "Rain", "contains")).toEqual([0, 3]);
  });

  test("ten thousand options are filtered in a frame or two", () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `Option ${i}`);
    const began = performance.now();

    expect(filterOptions(many, "99", "fuzzy").length).toBeGreaterThan(100);

    expect(performance.now() - began).toBeLessThan(200);
  });
});

describe("cells", () => {
  const column = (type: string) => ({ name: "x", title: "x", type });

  test.each([
    ["int64", "number"],
    ["double", "number"],
    ["timestamp[ns]", "datetime"],
    ["date32[day]", "date"],
    ["bool", "boolean"],
    ["large_string", "text"],
  ])("%s is shown as %s", (type, kind) => {
    expect(cellKind(column(type))).toBe(kind);
  });

  test("what is missing has no words", () => {
    expect(cellWords(null, "text", undefined)).toBeNull();
    expect(cellWords(Number.NaN, "number", undefined)).toBeNull();
  });

  test("times are written without the parts that say nothing, in their own zone", () => {
    const noon = Date.UTC(2024, 0, 2, 12);
    expect(cellWords(Date.UTC(2024, 0, 2), "datetime", undefined)).toBe("2024-01-02");
    expect(cellWords(noon, "datetime", undefined)).toBe("2024-01-02 12:00:00");
    expect(cellWords(noon, "datetime", "Asia/Tokyo")).toBe("2024-01-02 21:00:00");
    expect(zoneOf("timestamp[ns, tz=Asia/Tokyo]")).toBe("Asia/Tokyo");
  });

  test("64-bit integers keep all their digits", () => {
    expect(cellWords(9007199254740993n, "number", undefined)).toBe("9007199254740993");
  });
});

test("a shortcut wants exactly its own keys", () => {
  const keys = { key: "K", ctrlKey: true, altKey: false, shiftKey: false, metaKey: false };
  expect(isPressed("ctrl+k", keys)).toBe(true);
  expect(isPressed("ctrl+shift+k", keys)).toBe(false);
  expect(isPressed("k", keys)).toBe(false);
});

test("Control and Command are one modifier, and a key is known below another sign", () => {
  const keys = { key: "\u02da", code: "KeyK", ctrlKey: false, shiftKey: false };
  expect(isPressed("alt+k", { ...keys, altKey: true, metaKey: false })).toBe(true);
  expect(isPressed("ctrl+alt+k", { ...keys, altKey: true, metaKey: true })).toBe(true);
  expect(isPressed("k", { ...keys, key: "\u043a", altKey: false, metaKey: false })).toBe(false);
});
