/** Data as a tree of native `<details>`; what is folded is not there until it is opened. */
import { button, h, setText } from "./dom";
import { leaf } from "./leaf";
import { copy } from "./listing";
import type { Props } from "./model";
import type { Make } from "./patcher";

/** More entries than these come in groups of as many. */
const GROUP = 100;
/** Lines that one drawing may open by itself. */
const MOST_OPEN = 300;
/** How long the button says that it has copied [ms]. */
const COPIED = 1500;

/** A number that JavaScript would round, or that JSON lacks, by its own digits. */
const EXACT = "\ue000";
const TOKENS = /"(?:\\.|[^"\\])*"|-?(?:NaN|Infinity)|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

type Entries = [name: string, value: unknown][];

export function parseJson(text: string): unknown {
  if (!/NaN|Infinity|\d{16}/.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(TOKENS, (token) =>
      /^-?(NaN|Infinity|\d{16,})$/.test(token) ? JSON.stringify(EXACT + token) : token,
    ),
  );
}

class JsonTree {
  /** What the user opened or closed, by path; outlasts new data. */
  private readonly chosen = new Map<string, boolean>();
  private depth = Number.POSITIVE_INFINITY;
  private left = 0;

  draw(value: unknown, expanded: unknown): HTMLElement {
    this.depth =
      typeof expanded === "number" ? expanded : expanded === false ? 0 : Number.POSITIVE_INFINITY;
    this.left = MOST_OPEN;
    return this.line("", value, "$", 0);
  }

  private line(name: string, value: unknown, path: string, depth: number): HTMLElement {
    const label = name === "" ? [] : [h("span", { class: "rr-json-key" }, name), ": "];
    const entries = entriesOf(value);
    if (!entries) return h("div", { class: "rr-json-line" }, ...label, scalar(value));
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    if (entries.length === 0)
      return h("div", { class: "rr-json-line" }, ...label, mark(`${open}${close}`));
    const count = `${entries.length} ${entries.length === 1 ? "item" : "items"}`;
    const head = [...label, mark(`${open ?? ""}`), faint(count, close ?? "")];
    return this.fold(head, entries, path, depth);
  }

  private fold(
    head: (globalThis.Node | string)[],
    entries: Entries,
    path: string,
    depth: number,
    isGroup = false,
  ): HTMLElement {
    const summary = h("summary", { "data-lm-suppress-shortcuts": "true" }, ...head);
    const body = h("div", { class: "rr-json-body" });
    const el = h("details", { class: "rr-json-fold" }, summary, body);
    const lines = Math.ceil(entries.length / groupOf(entries.length));
    const byItself = !isGroup && depth < this.depth && lines <= this.left;
    if (this.chosen.get(path) ?? byItself) {
      this.left -= lines;
      el.open = true;
      this.fill(body, entries, path, depth);
    }
    // "toggle" comes late, and also for what opened by itself.
    summary.addEventListener("click", () => this.chosen.set(path, !el.open));
    el.addEventListener("toggle", () => {
      if (!el.open || body.hasChildNodes()) return;
      this.left = 0;
      this.fill(body, entries, path, depth);
    });
    return el;
  }

  private fill(body: HTMLElement, entries: Entries, path: string, depth: number): void {
    const size = groupOf(entries.length);
    if (size === 1) {
      for (const [name, value] of entries)
        body.append(this.line(name, value, `${path}/${name}`, depth + 1));
      return;
    }
    for (let from = 0; from < entries.length; from += size) {
      const part = entries.slice(from, from + size);
      const words = faint(`${part[0]?.[0]} \u2026 ${part.at(-1)?.[0]}`);
      body.append(this.fold([words], part, `${path}//${from}-${size}`, depth, true));
    }
  }
}

/** How many entries make a line: one, or groups (of groups) so that no level is longer than `GROUP`. */
function groupOf(length: number): number {
  let size = 1;
  while (length / size > GROUP) size *= GROUP;
  return size;
}

function entriesOf(value: unknown): Entries | undefined {
  if (Array.isArray(value)) return value.map((one, at) => [String(at), one]);
  if (typeof value === "object" && value !== null) return Object.entries(value);
  return undefined;
}

function scalar(value: unknown): HTMLElement {
  if (typeof value === "string" && value.startsWith(EXACT))
    return h("span", { class: "rr-json-number" }, value.slice(1));
  const kind = value === null ? "null" : typeof value;
  const words = typeof value === "string" ? JSON.stringify(value) : String(value);
  return h("span", { class: `rr-json-${kind}` }, words);
}

function mark(words: string): HTMLElement {
  return h("span", { class: "rr-json-mark" }, words);
}

function faint(words: string, close = ""): HTMLElement {
  return h("span", { class: "rr-json-count" }, close ? ` ${words} ${close}` : words);
}

export const json: Make = () => {
  const tree = new JsonTree();
  const problem = h("div", { class: "rr-json-problem", role: "note" });
  const stage = h("div", { class: "rr-json-tree" });
  let text = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const copier = button("rr-json-copy", "Copy", () => {
    copy(text).then((isDone) => say(isDone ? "Copied" : "Not allowed"));
  });
  copier.setAttribute("aria-label", "Copy as JSON");
  const say = (words: string): void => {
    setText(copier, words);
    clearTimeout(timer);
    timer = setTimeout(() => setText(copier, "Copy"), COPIED);
  };
  const el = h("div", { class: "rr-item rr-json" }, copier, problem, stage);
  let shown: string | undefined;
  const update = (props: Props): void => {
    const key = JSON.stringify([props.body, props.expanded]);
    if (key === shown) return;
    shown = key;
    text = String(props.body ?? "");
    setText(problem, props.problem);
    problem.hidden = !props.problem;
    stage.replaceChildren(
      problem.hidden ? tree.draw(parseJson(text), props.expanded) : h("pre", {}, text),
    );
  };
  return leaf(el, update, () => clearTimeout(timer));
};
