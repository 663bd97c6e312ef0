/** What an object is: name, type, signature, documentation, members. All of it is text. */
import { h } from "./dom";
import { leaf } from "./leaf";
import type { Props } from "./model";
import type { Make } from "./patcher";

type Member = { name: string; type: string; value?: string; doc?: string };

export const doc: Make = () => {
  const el = h("div", { class: "rr-item rr-doc" });
  let shown: string | undefined;
  return leaf(el, (props) => {
    const next = JSON.stringify(props);
    if (next === shown) return;
    shown = next;
    el.replaceChildren(head(props), words(props), ...members(props));
  });
};

function head(props: Props): HTMLElement {
  const el = h("div", { class: "rr-doc-head" });
  if (props.name) el.append(h("code", { class: "rr-doc-name" }, String(props.name)));
  el.append(h("span", { class: "rr-doc-type" }, String(props.type ?? "")));
  if (props.value) el.append(h("code", { class: "rr-doc-value" }, String(props.value)));
  return el;
}

function words(props: Props): HTMLElement {
  if (!props.doc) return h("div", { class: "rr-doc-none" }, "No documentation.");
  return h(
    "pre",
    { class: "rr-doc-words", tabindex: "0", "aria-label": "Documentation" },
    String(props.doc),
  );
}

function members(props: Props): HTMLElement[] {
  const found = (props.members ?? []) as Member[];
  if (found.length === 0) return [];
  const rows = found.map(({ name, type, value, doc: first }) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, h("code", {}, name)),
      h("td", { class: "rr-doc-type" }, type),
      h("td", {}, value !== undefined ? h("code", {}, value) : (first ?? "")),
    ),
  );
  return [
    h(
      "div",
      { class: "rr-doc-members", tabindex: "0", role: "region", "aria-label": "Members" },
      h("table", {}, h("tbody", {}, ...rows)),
    ),
  ];
}
