/** A table to read. Its cells come as HTML from the kernel. */
import { h, setAttribute, setHtml, setText, uniqueId } from "./dom";
import { leaf } from "./leaf";
import type { Props } from "./model";
import type { Make } from "./patcher";

type TableProps = {
  head?: string[][];
  rows: string[][];
  /** Number of leading columns that name the row. */
  index?: number;
  /** "r" or "l" for each column. */
  align?: string;
  styles?: string[][];
};

export const table: Make = () => {
  const caption = h("caption", { class: "rr-markdown" });
  const head = h("thead");
  const body = h("tbody");
  const grid = h("table", { class: "rr-table" }, caption, head, body);
  const more = h("div", { class: "rr-notice", role: "note", id: uniqueId("more") });
  const scroll = h("div", { class: "rr-table-scroll" }, grid);
  const el = h("div", { class: "rr-item rr-table-box" }, scroll, more);
  let rows: string[][] = [];
  let drawn = "";
  const update = (props: Props): void => {
    const { head: titles = [], rows: next, index = 0, align = "", styles } = props as TableProps;
    const shape = JSON.stringify([index, align, styles]);
    head.replaceChildren(...titles.map((row) => line(row, "col", row.length, align)));
    head.hidden = titles.length === 0;
    // Rows that stay as they are keep their nodes, and a selection in them.
    next.forEach((row, at) => {
      const old = body.rows[at];
      if (old && shape === drawn && same(rows[at], row)) return;
      const fresh = line(row, "row", index, align, styles?.[at]);
      if (old) old.replaceWith(fresh);
      else body.append(fresh);
    });
    while (body.rows.length > next.length) body.deleteRow(-1);
    rows = next;
    drawn = shape;
    setHtml(caption, props.caption);
    caption.hidden = !props.caption;
    setAttribute(grid, "aria-label", props.alt as string | undefined);
    setAttribute(grid, "data-rr-border", props.border as string | undefined);
    const left = Number(props.more ?? 0);
    setText(
      more,
      left ? `${left.toLocaleString()} more ${left === 1 ? "row is" : "rows are"} not shown.` : "",
    );
    more.hidden = left === 0;
    // What scrolls must be reached by the keyboard.
    const scrolls = props.height !== undefined;
    scroll.classList.toggle("rr-scrolls", scrolls);
    setAttribute(scroll, "tabindex", scrolls ? 0 : undefined);
  };
  return leaf(el, update);
};

function same(a: string[] | undefined, b: string[]): boolean {
  return a !== undefined && a.length === b.length && a.every((cell, at) => cell === b[at]);
}

function line(
  cells: string[],
  scope: "row" | "col",
  names: number,
  align: string,
  styles?: string[],
): HTMLTableRowElement {
  const row = h("tr");
  cells.forEach((html, at) => {
    const cell = at < names ? h("th", { scope }) : h("td");
    setHtml(cell, html);
    if (align[at] === "r") cell.classList.add("rr-right");
    if (styles?.[at]) cell.style.cssText = styles[at] as string;
    row.append(cell);
  });
  return row;
}
