import { afterEach, describe, expect, test } from "vitest";
import { doc } from "../src/doc";
import { html, iframe, sandboxFor } from "../src/foreign";
import { json, parseJson } from "../src/json";
import { metric } from "../src/metric";
import type { Props } from "../src/model";
import type { Make } from "../src/patcher";
import { table } from "../src/table";

function drawn(make: Make, props: Props) {
  const piece = make(
    { id: "x", kind: "x" },
    () => () => {},
    () => {},
  );
  document.body.append(piece.el);
  piece.update(props);
  return piece;
}

afterEach(() => document.body.replaceChildren());

test("a metric shows its help on focus, and none where there is none", () => {
  const { el, update } = drawn(metric, { label: "Days", value: "12", help: "<p>of rain</p>" });
  const mark = el.querySelector<HTMLElement>(".rr-help");

  mark?.focus();
  expect(el.querySelector("[role=tooltip]")?.textContent).toBe("of rain");
  update({ label: "Days", value: "12" });
  expect(mark?.hidden).toBe(true);
});

describe("parseJson", () => {
  test.each([
    ['{"a": [1, "x"]}', { a: [1, "x"] }],
    ["NaN", "\ue000NaN"],
    ['[-Infinity, "NaN"]', ["\ue000-Infinity", "NaN"]],
    ["12345678901234567890", "\ue00012345678901234567890"],
    ["0.12345678901234567890", 0.12345678901234568],
    ['"1234567890123456 \\" NaN"', '1234567890123456 " NaN'],
  ])("of %s", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });
});

describe("a tree", () => {
  const open = (el: HTMLElement): number => el.querySelectorAll("details[open]").length;
  const nested = JSON.stringify({ a: { b: { c: 1 } } });

  test.each([
    [undefined, 3],
    [false, 0],
    [0, 0],
    [2, 2],
  ])("unfolded by %j has %d open levels", (expanded, levels) => {
    expect(open(drawn(json, { body: nested, expanded }).el)).toBe(levels);
  });

  test("of a hundred thousand entries draws few lines, and the others when they are opened", () => {
    const many = JSON.stringify(Array.from({ length: 100_000 }, (_, n) => n));
    const { el } = drawn(json, { body: many });
    const groups = el.querySelectorAll<HTMLDetailsElement>(".rr-json-body details");
    expect(groups.length).toBe(10);

    const last = groups[9] as HTMLDetailsElement;
    expect(last.querySelector("summary")?.textContent).toBe("90000 \u2026 99999");
    last.open = true;
    last.dispatchEvent(new Event("toggle"));
    expect(last.querySelectorAll("details").length).toBe(100);
  });

  test("keeps what the user folded when its data change", () => {
    const piece = drawn(json, { body: nested });
    const inner = piece.el.querySelectorAll<HTMLDetailsElement>("details")[1];
    inner?.querySelector("summary")?.dispatchEvent(new MouseEvent("click"));
    piece.update({ body: JSON.stringify({ a: { b: 2 }, d: 1 }) });
    expect(open(piece.el)).toBe(1);
  });

  test("of a text that is no JSON shows the text and what is wrong with it", () => {
    const { el } = drawn(json, { body: "{<b>", problem: "no JSON" });
    expect(el.querySelector("pre")?.textContent).toBe("{<b>");
    expect(el.querySelector(".rr-json-problem")?.textContent).toBe("no JSON");
  });
});

test("rows of a table that stay as they are keep their nodes", () => {
  const piece = drawn(table, { rows: [["a"], ["b"]], align: "l" });
  const [first, second] = piece.el.querySelectorAll("tbody tr");
  piece.update({ rows: [["a"], ["c"], ["d"]], align: "l" });
  const rows = piece.el.querySelectorAll("tbody tr");
  expect(rows.length).toBe(3);
  expect(rows[0]).toBe(first);
  expect(rows[1]).not.toBe(second);
});

test("a table that scrolls can be reached by the keyboard", () => {
  const piece = drawn(table, { rows: [["a"]], align: "l", height: 100 });
  expect(piece.el.querySelector<HTMLElement>(".rr-table-scroll")?.tabIndex).toBe(0);
  piece.update({ rows: [["a"]], align: "l" });
  expect(piece.el.querySelector(".rr-table-scroll")?.hasAttribute("tabindex")).toBe(false);
});

describe("a frame", () => {
  test.each([
    ["https://other.site/x", true],
    [`${location.origin}/files/x.html`, false],
    ["/files/x.html", false],
    ["data:text/html,x", false],
    ["http://[broken", false],
  ])("of %s keeps its origin: %j", (address, keeps) => {
    expect(sandboxFor(address)?.includes("allow-same-origin")).toBe(keeps);
  });

  test("of a script's own HTML is a stranger to the notebook", () => {
    const { el } = drawn(iframe, { srcdoc: "<p>x</p>", alt: "A clock" });
    const frame = el.querySelector("iframe");
    expect(frame?.getAttribute("sandbox")).not.toContain("allow-same-origin");
    expect(frame?.title).toBe("A clock");
  });

  test("never shows what is no address", () => {
    const { el } = drawn(iframe, { src: "javascript:go()" });
    expect(el.querySelector("iframe")?.getAttribute("src")).toBe("about:blank");
  });
});

test("scripts of HTML are made anew only where they are allowed", () => {
  const text = "<b>x</b><script type='text/plain'>go()</script><style>b {}</style>";
  const dead = drawn(html, { html: "<b>x</b>" }).el;
  const live = drawn(html, { html: "<b>x</b>", live: text }).el;
  expect(dead.querySelector("script")).toBeNull();
  expect(live.querySelector("script")?.textContent).toBe("go()");
  expect(live.querySelector("style")).toBeNull();
});

test("everything about an object is text", () => {
  const { el } = drawn(doc, {
    name: "<b>n</b>",
    type: "<i>",
    value: "<u>",
    doc: "<s>",
    members: [{ name: "<b>", type: "<i>", value: "<u>" }],
  });
  expect(el.querySelector("b, i, u, s")).toBeNull();
});
