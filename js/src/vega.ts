/** Vega and Vega-Lite, in a chunk of their own. */
import { changeset, type Data, parse, read, truthy, View } from "vega";
import { type Config, compile, type TopLevelSpec } from "vega-lite";
import { Handler } from "vega-tooltip";
import { h } from "./dom";

type Rows = Record<string, unknown>[];

/** The tables that a spec names, by name. */
export type Tables = Record<string, Rows>;

export type Drawing = {
  el: HTMLElement;
  /** Show other rows in the tables that the spec names. */
  setTables(tables: Tables): Promise<void>;
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
  ramp: string[];
  isDark: boolean;
  /** Whether the page's own colours are wanted, not only its text on its ground. */
  isOurs: boolean;
};

/** The width of a letter in a label, roughly [px]. */
const LETTER = 6.5;

/** The size of a drawing that has none of its own [px]. */
const WIDTH = 400;
const HEIGHT = 320;

export function readTheme(el: HTMLElement, isOurs = true): Theme {
  const style = getComputedStyle(el);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: read("--rr-text"),
    faint: read("--rr-faint"),
    line: read("--rr-line-strong"),
    grid: read("--rr-line"),
    font: style.fontFamily,
    series: read("--rr-series").split(/\s+/),
    ramp: read("--rr-ramp").split(/\s+/),
    isOurs,
    isDark: document.body.dataset.jpThemeLight === "false",
  };
}

/** Vega's own colours, readable on the page's ground. */
function plainConfigFor({ text, line, grid, font }: Theme): Config {
  const words = { labelColor: text, titleColor: text };
  return {
    background: "transparent",
    font,
    view: { continuousWidth: WIDTH, continuousHeight: HEIGHT, stroke: line },
    axis: { ...words, domainColor: line, gridColor: grid, tickColor: line },
    legend: words,
    title: { color: text, subtitleColor: text },
    header: words,
    rule: { color: text },
    text: { color: text },
  } as Config;
}

function configFor(theme: Theme): Config {
  if (!theme.isOurs) return plainConfigFor(theme);
  const { text, faint, line, grid, font, series, ramp } = theme;
  const mark = series[0] as string;
  return {
    background: "transparent",
    font,
    view: { continuousWidth: WIDTH, continuousHeight: HEIGHT, stroke: "transparent" },
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
      labelSeparation: 6,
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
    range: { category: series, ramp, heatmap: ramp },
  } as Config;
}

type Spec = Record<string, unknown>;

/** A chart of one view can be told its width; one made of several lays itself out. */
function isSingle(spec: Spec): boolean {
  const encoding = (spec.encoding ?? {}) as Spec;
  const isFaceted = "row" in encoding || "column" in encoding || "facet" in encoding;
  return ("mark" in spec || "layer" in spec) && !isFaceted;
}

/** Views below each other are as wide as the page, if each of them is one. */
function stretchColumn(spec: Spec, width: number): Spec {
  const views = spec.vconcat as Spec[] | undefined;
  if (!Array.isArray(views) || !views.every(isSingle)) return spec;
  return {
    ...spec,
    autosize: { type: "fit-x", contains: "padding" },
    vconcat: views.map((view) => ({ ...view, width })),
  };
}

/** Rows as the drawing's own file would be read: texts that are to be times become times. */
function readAs(source: Data, rows: Rows): Rows {
  const format = (source as { format?: { parse?: unknown } }).format;
  if (!format?.parse) return rows;
  return read(rows as never, { type: "json", parse: format.parse } as never) as Rows;
}

/** Whether the names along a discrete x axis have room beside each other: Vega-Lite would turn any of them upright. */
function fitAcross(spec: Spec, rows: Rows, width: number): boolean {
  const encoding = spec.encoding as { x?: { field?: string; type?: string } } | undefined;
  const { field, type } = encoding?.x ?? {};
  if (!field || (type !== "nominal" && type !== "ordinal")) return false;
  const names = new Set(rows.map((row) => String(row[field])));
  const longest = Math.max(...[...names].map((name) => name.length));
  return names.size * (longest * LETTER + LETTER * 2) < width * 0.85;
}

export async function makeDrawing(
  spec: Spec,
  theme: Theme,
  size: { width?: number; height?: number },
  tables: Tables,
): Promise<Drawing> {
  const single = isSingle(spec);
  const sized: Spec =
    !single && size.width !== undefined ? stretchColumn(spec, size.width) : { ...spec };
  if (single && size.width !== undefined) {
    sized.width = size.width;
    sized.autosize = { type: size.height === undefined ? "fit-x" : "fit", contains: "padding" };
  }
  if (single && size.height !== undefined) sized.height = size.height;
  const config = configFor(theme);
  if (fitAcross(spec, Object.values(tables)[0] ?? [], size.width ?? 0))
    config.axisXDiscrete = { labelAngle: 0 };
  const { spec: vega } = compile(sized as unknown as TopLevelSpec, { config });
  const el = h("div", { class: "rr-chart" });
  const tooltip = new Handler({
    id: "rr-chart-tip",
    disableDefaultStyle: true,
    theme: theme.isDark ? "dark" : "light",
  });
  const view = new View(parse(vega), { renderer: "canvas", container: el, hover: true });
  view.tooltip(tooltip.call);
  const sources = (vega.data ?? []).filter((source) => Object.hasOwn(tables, source.name));
  for (const source of sources) view.insert(source.name, readAs(source, tables[source.name] ?? []));
  await view.runAsync();
  let shownWidth = size.width;
  return {
    el,
    async setTables(next) {
      for (const source of sources) {
        const rows = readAs(source, next[source.name] ?? []);
        view.change(source.name, changeset().remove(truthy).insert(rows));
      }
      await view.runAsync();
    },
    async setWidth(width) {
      if (!single || width === undefined || width === shownWidth) return;
      shownWidth = width;
      await view.width(width).runAsync();
    },
    finalize() {
      view.finalize();
      // It is one for all charts, outside of them, and no mouse leaves a chart that is gone.
      document.getElementById("rr-chart-tip")?.classList.remove("visible");
    },
  };
}
