/** AG Grid, in a chunk of its own, fed by pages of rows. */
import {
  CellStyleModule,
  type ColDef,
  createGrid,
  type GridApi,
  type IGetRowsParams,
  InfiniteRowModelModule,
  ModuleRegistry,
  themeQuartz,
} from "ag-grid-community";
import { cellKind, cellWords, zoneOf } from "./cells";
import { h } from "./dom";
import type { GridColumn, GridProps, Sort } from "./model";

type Row = unknown[];
type Ask = (request: { start: number; stop: number; sort: Sort }) => Promise<Row[]>;

export type AgGrid = {
  show(props: GridProps, head: Row[]): void;
  destroy(): void;
};

ModuleRegistry.registerModules([InfiniteRowModelModule, CellStyleModule]);

/** Rows per request. */
const PAGE = 100;
const ROW = 30;
const HEADER = 34;
const SCROLLBAR = 16;
/** The grid's own lines: above, below, and under the header [px]. */
const BORDERS = 4;
/** Streamlit's bound, too: every row in sight is drawn [px]. */
const TALLEST = 10_000;

const theme = themeQuartz.withParams({
  accentColor: "var(--rr-accent)",
  backgroundColor: "var(--rr-back)",
  borderColor: "var(--rr-line)",
  borderRadius: "var(--rr-radius)",
  browserColorScheme: "inherit",
  cellHorizontalPadding: 10,
  fontFamily: "var(--rr-font)",
  fontSize: 13,
  foregroundColor: "var(--rr-text)",
  headerBackgroundColor: "var(--rr-head)",
  headerFontWeight: 600,
  headerTextColor: "var(--rr-text)",
  rowHoverColor: "var(--rr-fill)",
  wrapperBorderRadius: "var(--rr-radius)",
});

export function makeGrid(stage: HTMLElement, ask: Ask): AgGrid {
  const el = h("div", { class: "rr-grid" });
  stage.replaceChildren(el);
  let api: GridApi<Row> | undefined;
  let columns = "";
  let props: GridProps;
  let head: Row[];

  const getRows = (params: IGetRowsParams<Row>): void => {
    const { startRow: start, endRow, sortModel } = params;
    const stop = Math.min(endRow, props.rows);
    const sort: Sort = sortModel.map(({ colId, sort: way }) => [
      props.columns[Number(colId)]?.name ?? "",
      way,
    ]);
    if (sort.length === 0 && stop <= head.length) {
      params.successCallback(head.slice(start, stop), props.rows);
      return;
    }
    ask({ start, stop, sort }).then(
      (rows) => params.successCallback(rows, props.rows),
      () => params.failCallback(),
    );
  };

  const open = (): GridApi<Row> =>
    createGrid<Row>(el, {
      theme,
      rowModelType: "infinite",
      datasource: { getRows, rowCount: props.rows },
      columnDefs: columnDefs(props, head),
      cacheBlockSize: PAGE,
      maxBlocksInCache: 50,
      maxConcurrentDatasourceRequests: 2,
      blockLoadDebounceMillis: 40,
      infiniteInitialRowCount: props.rows,
      rowHeight: props.row_height ?? ROW,
      headerHeight: HEADER,
      enableCellTextSelection: true,
      ensureDomOrder: true,
      suppressMovableColumns: true,
      // Measured as 0 where the system draws it over the page, and then it would hide digits.
      scrollbarWidth: SCROLLBAR,
      overlayNoRowsTemplate: '<span class="rr-grid-none">empty</span>',
    });

  return {
    show(nextProps, nextHead) {
      props = nextProps;
      head = nextHead;
      setHeight(el, props);
      const wanted = JSON.stringify([props.columns, props.index]);
      if (!api) api = open();
      else {
        if (wanted !== columns) api.setGridOption("columnDefs", columnDefs(props, head));
        api.setRowCount(props.rows, true);
        // Unlike a new datasource this keeps the scroll position, and the old rows until the new ones are there.
        api.refreshInfiniteCache();
      }
      columns = wanted;
    },
    destroy() {
      api?.destroy();
    },
  };
}

/** Without a height the table is as tall as its rows, ten of them at most; "content" shows all, within reason. */
function setHeight(el: HTMLElement, props: GridProps): void {
  const row = props.row_height ?? ROW;
  const rows = Math.min(Math.max(props.rows, 1), props.height === "content" ? Infinity : 10);
  const natural = Math.min(HEADER + rows * row + BORDERS, TALLEST);
  if (props.height === "stretch") el.style.height = "100%";
  else el.style.height = `${typeof props.height === "number" ? props.height : natural}px`;
  el.setAttribute("role", "region");
  el.setAttribute("aria-label", props.alt ?? "Table");
}

function columnDefs(props: GridProps, head: Row[]): ColDef<Row>[] {
  return props.columns.map((column, i) => {
    const kind = cellKind(column);
    const zone = zoneOf(column.type);
    const isIndex = i < (props.index ?? 0);
    const isRight = (column.align ?? (kind === "number" ? "right" : "left")) === "right";
    const words = (value: unknown): string => cellWords(value, kind, zone) ?? "None";
    const width = widthOf(
      column,
      head.slice(0, 50).map((row) => words(row[i])),
    );
    return {
      colId: String(i),
      headerName: column.title,
      valueGetter: ({ data }) => data?.[i],
      valueFormatter: ({ data, value }) => (data ? words(value) : ""),
      cellClass: [isIndex ? "rr-index" : "", isRight ? "rr-right" : "", `rr-cell-${kind}`],
      cellClassRules: {
        "rr-null": ({ data, value }) => data !== undefined && cellWords(value, kind, zone) === null,
      },
      headerClass: isRight ? "rr-right" : "",
      pinned: isIndex ? "left" : null,
      lockPinned: true,
      sortable: true,
      resizable: true,
      minWidth: 48,
      ...(isIndex ? { width } : { flex: width, minWidth: Math.min(width, 260) }),
    } satisfies ColDef<Row>;
  });
}

/** A width for the longest of some cells, by counting: measuring would need them drawn first [px]. */
function widthOf(column: GridColumn, words: string[]): number {
  const longest = Math.max(column.title.length + 2, ...words.map((word) => word.length));
  return Math.round(Math.min(340, Math.max(64, longest * 7.4 + 24)));
}
