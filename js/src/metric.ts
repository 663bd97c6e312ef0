/** A figure with its change and a small line of its past. */

import { h, setAttribute, setHtml, setText } from "./dom";
import { HelpMark } from "./help";
import { leaf } from "./leaf";
import type { Props } from "./model";
import type { Make } from "./patcher";

const SVG = "http://www.w3.org/2000/svg";
const ARROWS: Record<string, string> = { up: "\u2191", down: "\u2193", off: "" };
const WIDTH = 100;
const HEIGHT = 30;

export const metric: Make = () => {
  const icon = h("span", { class: "rr-metric-icon", "aria-hidden": "true" });
  const label = h("span", { class: "rr-markdown" });
  const help = new HelpMark();
  const head = h("div", { class: "rr-metric-label" }, icon, label, help.el);
  const value = h("div", { class: "rr-metric-value" });
  const arrow = h("span", { "aria-hidden": "true" });
  const change = h("span");
  const delta = h("div", { class: "rr-metric-delta" }, arrow, change);
  const note = h("span", { class: "rr-metric-note" });
  const spark = h("div", { class: "rr-metric-spark", "aria-hidden": "true" });
  const foot = h("div", { class: "rr-metric-foot" }, delta, note);
  const el = h("div", { class: "rr-item rr-metric" }, head, value, foot, spark);
  let drawn = "";
  const update = (props: Props): void => {
    el.classList.toggle("rr-border", props.border === true);
    head.dataset.rrVisibility = String(props.visibility ?? "visible");
    setHtml(icon, props.icon);
    icon.hidden = !props.icon;
    setHtml(label, props.label);
    help.show(props.help as string | undefined);
    setText(value, props.value);
    const hasDelta = props.delta !== undefined && props.delta !== null && props.delta !== "";
    delta.hidden = !hasDelta;
    foot.hidden = !hasDelta && !props.description;
    setText(arrow, ARROWS[String(props.direction ?? "off")] ?? "");
    setText(change, props.delta);
    setAttribute(delta, "data-rr-tone", String(props.tone ?? "neutral"));
    setText(note, props.description);
    const wanted = JSON.stringify([props.spark, props.tone]);
    if (wanted !== drawn)
      drawSpark(spark, props.spark as Spark | undefined, String(props.tone ?? "neutral"));
    drawn = wanted;
  };
  return leaf(el, update, () => help.dispose());
};

type Spark = { kind: "line" | "bar" | "area"; points: number[] };

function drawSpark(el: HTMLElement, spark: Spark | undefined, tone: string): void {
  el.hidden = !spark || spark.points.length < 2;
  if (!spark || el.hidden) return;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  el.dataset.rrTone = tone;
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("class", `rr-spark-${spark.kind}`);
  shape.setAttribute(
    "d",
    spark.kind === "bar" ? bars(spark.points) : line(spark.points, spark.kind),
  );
  svg.append(shape);
  el.replaceChildren(svg);
}

function heights(points: number[], withZero: boolean): (value: number) => number {
  const low = Math.min(...points, ...(withZero ? [0] : []));
  const high = Math.max(...points, ...(withZero ? [0] : []));
  const span = high - low || 1;
  return (value) => HEIGHT - 2 - ((value - low) / span) * (HEIGHT - 4);
}

function line(points: number[], kind: "line" | "area"): string {
  const y = heights(points, false);
  const step = WIDTH / (points.length - 1);
  const path = points
    .map((p, i) => `${i ? "L" : "M"}${(i * step).toFixed(2)} ${y(p).toFixed(2)}`)
    .join("");
  return kind === "area" ? `${path}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z` : path;
}

function bars(points: number[]): string {
  const y = heights(points, true);
  const step = WIDTH / points.length;
  return points
    .map((p, i) => {
      const left = (i * step + step * 0.15).toFixed(2);
      return `M${left} ${y(0).toFixed(2)}V${y(p).toFixed(2)}h${(step * 0.7).toFixed(2)}V${y(0).toFixed(2)}Z`;
    })
    .join("");
}
