/** One view per kind of output and block. Markup comes sanitised from the kernel, everything else is set as text. */
import { blocks } from "./blocks";
import { chat } from "./chat";
import { dialogs } from "./dialog";
import { doc } from "./doc";
import { h, setAttribute, setHtml, setText } from "./dom";
import { effects } from "./effects";
import { folds } from "./folds";
import { html, iframe } from "./foreign";
import { cell, grid } from "./gridblock";
import { endMark } from "./help";
import { json } from "./json";
import { leaf } from "./leaf";
import { link } from "./link";
import { addCopyButtons, listing } from "./listing";
import { logo } from "./logo";
import { metric } from "./metric";
import type { Node, Props } from "./model";
import { navigation, pageLink } from "./navigation";
import type { Make } from "./patcher";
import { rich, stream } from "./printed";
import { table } from "./table";

function align(el: HTMLElement, props: Props): void {
  el.style.textAlign = typeof props.align === "string" ? props.align : "";
  el.classList.toggle("rr-nowrap", props.wrap === false);
}

const markdown: Make = () => {
  const el = h("div", { class: "rr-item rr-markdown" });
  const help = endMark(el);
  const update = (props: Props): void => {
    el.classList.toggle("rr-caption", props.role === "caption");
    align(el, props);
    if (setHtml(el, props.html)) addCopyButtons(el);
    help.show(props.help);
  };
  return leaf(el, update, help.dispose);
};

const heading: Make = (node: Node) => {
  const level = Number(node.props?.level ?? 1);
  // The notebook's own headings come above a cell's output: the page's title is a second-level one.
  const text = h(level === 1 ? "h2" : level === 2 ? "h3" : "h4", { class: `rr-heading-${level}` });
  const el = h("div", { class: "rr-item rr-heading" }, text);
  const help = endMark(el);
  const update = (props: Props): void => {
    align(el, props);
    setHtml(text, props.html);
    setAttribute(text, "id", props.anchor as string | undefined);
    setAttribute(el, "data-rr-divider", props.divider as string | undefined);
    help.show(props.help);
  };
  return leaf(el, update, help.dispose);
};

const text: Make = () => {
  const words = document.createTextNode("");
  const el = h("pre", { class: "rr-item rr-text" }, words);
  const help = endMark(el);
  const update = (props: Props): void => {
    align(el, props);
    const wanted = String(props.text ?? "");
    if (words.data !== wanted) words.data = wanted;
    help.show(props.help);
  };
  return leaf(el, update, help.dispose);
};

const divider: Make = () => leaf(h("hr", { class: "rr-item rr-divider" }), () => {});

const alert: Make = () => {
  const icon = h("span", { class: "rr-alert-icon", "aria-hidden": "true" });
  const title = h("div", { class: "rr-alert-title" });
  const body = h("div", { class: "rr-markdown" });
  const el = h("div", { class: "rr-item rr-alert" }, icon, h("div", {}, title, body));
  return leaf(el, (props) => {
    const level = String(props.level ?? "info");
    el.dataset.rrLevel = level;
    setAttribute(el, "role", level === "error" ? "alert" : "note");
    setHtml(icon, props.icon);
    icon.hidden = !props.icon;
    setHtml(title, props.title);
    title.hidden = !props.title;
    setHtml(body, props.html);
  });
};

const exception: Make = () => {
  const type = h("strong");
  const message = h("span", { class: "rr-exception-message" });
  const trace = h("pre", { class: "rr-exception-trace", tabindex: "0", "aria-label": "Traceback" });
  const el = h(
    "div",
    { class: "rr-item rr-alert rr-exception", "data-rr-level": "error", role: "alert" },
    h("div", {}, h("div", { class: "rr-exception-head" }, type, message), trace),
  );
  return leaf(el, (props) => {
    setText(type, props.type);
    setText(message, props.message ? `: ${props.message}` : "");
    const lines = Array.isArray(props.trace) ? props.trace.join("\n") : "";
    setText(trace, lines);
    trace.hidden = lines === "";
  });
};

const progress: Make = () => {
  const label = h("div", { class: "rr-progress-label rr-markdown" });
  const fill = h("div", { class: "rr-progress-fill" });
  const bar = h(
    "div",
    { class: "rr-progress-bar", role: "progressbar", "aria-valuemin": "0", "aria-valuemax": "100" },
    fill,
  );
  const el = h("div", { class: "rr-item rr-progress" }, label, bar);
  return leaf(el, (props) => {
    const percent = Math.round(100 * Math.min(1, Math.max(0, Number(props.fraction ?? 0))));
    setHtml(label, props.html);
    label.hidden = !props.html;
    fill.style.width = `${percent}%`;
    setAttribute(bar, "aria-valuenow", percent);
    setAttribute(bar, "aria-label", label.textContent || "Progress");
  });
};

const spinner: Make = () => {
  const words = h("span", { class: "rr-markdown", role: "status" });
  const time = h("span", { class: "rr-spinner-time" });
  const el = h(
    "div",
    { class: "rr-item rr-spinning" },
    h("span", { class: "rr-spinner", "aria-hidden": "true" }),
    words,
    time,
  );
  const began = Date.now();
  const timer = setInterval(() => {
    if (!time.hidden) setText(time, `(${((Date.now() - began) / 1000).toFixed(1)} seconds)`);
  }, 100);
  const update = (props: Props): void => {
    setHtml(words, props.html);
    time.hidden = props.time !== true;
  };
  return leaf(el, update, () => clearInterval(timer));
};

const notice: Make = () => {
  const el = h("div", { class: "rr-item rr-notice", role: "note" });
  return leaf(el, (props) => setText(el, props.text));
};

const widget: Make = (node, embed) => {
  const el = h("div", { class: "rr-item rr-widget" });
  const dispose = embed(node.model ?? "", el);
  return {
    el,
    update: (props) => {
      if (props.width === undefined) delete el.dataset.rrWidth;
      else el.dataset.rrWidth = String(props.width);
    },
    dispose,
  };
};

const unknown: Make = (node) => {
  const el = h("div", { class: "rr-item rr-unavailable" });
  return leaf(el, () =>
    setText(el, `No view for "${node.kind}": reload the browser page to get this version's views`),
  );
};

const KINDS: Record<string, Make> = {
  ...blocks,
  ...dialogs,
  ...effects,
  ...folds,
  alert,
  cell,
  chat,
  code: listing,
  divider,
  doc,
  exception,
  grid,
  heading,
  html,
  iframe,
  json,
  link,
  logo,
  markdown,
  metric,
  navigation,
  notice,
  page_link: pageLink,
  progress,
  rich,
  spinner,
  stream,
  table,
  text,
  widget,
};

export function kindOf(kind: string): Make {
  return Object.hasOwn(KINDS, kind) ? (KINDS[kind] as Make) : unknown;
}
