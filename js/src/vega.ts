/** Vega and Vega-Lite, in a chunk of their own. */
import { changeset, parse, truthy, View } from "vega";
import { type Config, compile, type TopLevelSpec } from "vega-lite";
import { Handler } from "vega-tooltip";
import { h } from "./dom";

type Rows = Record<string, unknown>[];

export type Drawing = {
  el: HTMLElement;
  setRows(rows: Rows): Promise<void>;
  setWidth(width: number | undefined): Promise<void>;
  finalize(): void;
};

export type Theme = {
  text: string;
  faint: string;
  line: string;
  grid: string;
  font: string;
  series: string[];
  isDark: boolean;
};

/** The width of a letter in a label, roughly [px]. */
const LETTER = 6.5;

/** What the spec's data is called. */
const DATA = "rows";

export function readTheme(el: HTMLElement): Theme {
  const style = getComputedStyle(el);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: read("--rr-text"),
    faint: read("--rr-faint"),
    line: read("--rr-line-strong"),
    grid: read("--rr-line"),
    font: style.fontFamily,
    series: read("--rr-series").split(/\s+/),
    isDark: document.body.dataset.jpThemeLight === "false",
  };
}

function configFor(theme: Theme): Config {
  const { text, faint, line, grid, font, series } = theme;
  const mark = series[0] as string;
  return {
    background: "transparent",
    font,
    view: { stroke: "transparent" },
    axis: {
      domainColor: line,
      gridColor: grid,
      labelColor: faint,
      labelFontSize: 11,
      tickColor: line,
      tickSize: 4,
      titleColor: text,
      titleFontSize: 12,
      titleFontWeight: 500 as never,
      labelPadding: 4,
    },
    axisX: { grid: false },
    axisY: { domain: false, ticks: false },
    legend: {
      labelColor: text,
      titleColor: text,
      titleFontWeight: 500 as never,
      labelFontSize: 11,
    },
    title: { color: text, subtitleColor: faint, anchor: "start", fontWeight: 600 },
    header: { labelColor: text, titleColor: text },
    mark: { color: mark, tooltip: true },
    line: { strokeWidth: 2 },
    point: { size: 30, filled: true, opacity: 0.8 },
    circle: { size: 30, opacity: 0.8 },
    bar: { cornerRadiusEnd: 2 },
    text: { color: text },
    rule: { color: faint },
    range: { category: series },
  } as Config;
}

/** A chart of one view can be told its width; one made of several lays itself out. */
function isSingle(spec: Record<string, unknown>): boolean {
  return "mark" in spec || "layer" in spec;
}

/** Whether the names along a discrete x axis have room beside each other: Vega-Lite would turn any of them upright. */
function fitAcross(spec: Record<string, unknown>, rows: Rows, width: number): boolean {
  const encoding = spec.encoding as { x?: { field?: string; type?: string } } | undefined;
  const { field, type } = encoding?.x ?? {};
  if (!field || (type !== "nominal" && type !== "ordinal")) return false;
  const names = new Set(rows.map((row) => String(row[field])));
  const longest = Math.max(...[...names].map((name) => name.length));
  return names.size * (longest * LETTER + LETTER * 2) < width * 0.85;
}

export async function makeDrawing(
  spec: Record<string, unknown>,
  theme: Theme,
  size: { width?: number; height?: number },
  rows: Rows,
): Promise<Drawing> {
  const single = isSingle(spec);
  const sized: Record<string, unknown> = { ...spec };
  if (single && size.width !== undefined) {
    sized.width = size.width;
    sized.autosize = { type: size.height === undefined ? "fit-x" : "fit", contains: "padding" };
  }
  if (single && size.height !== undefined) sized.height = size.height;
  if (sized.data === undefined) sized.data = { name: DATA };
  const config = configFor(theme);
  if (fitAcross(spec, rows, size.width ?? 0)) config.axisXDiscrete = { labelAngle: 0 };
  const { spec: vega } = compile(sized as unknown as TopLevelSpec, { config });
  const el = h("div", { class: "rr-chart" });
  const tooltip = new Handler({
    id: "rr-chart-tip",
    disableDefaultStyle: true,
    theme: theme.isDark ? "dark" : "light",
  });
  const view = new View(parse(vega), { renderer: "canvas", container: el, hover: true });
  view.tooltip(tooltip.call);
  const hasRows = vega.data?.some((source) => source.name === DATA) ?? false;
  if (hasRows) view.insert(DATA, rows);
  await view.runAsync();
  let shownWidth = size.width;
  return {
    el,
    async setRows(next) {
      if (!hasRows) return;
      await view.change(DATA, changeset().remove(truthy).insert(next)).runAsync();
    },
    async setWidth(width) {
      if (!single || width === undefined || width === shownWidth) return;
      shownWidth = width;
      await view.width(width).runAsync();
    },
    finalize() {
      view.finalize();
    },
  };
}
