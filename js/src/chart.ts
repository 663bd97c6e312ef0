/** A Vega-Lite chart. New data goes into the drawing that is there; only a new spec or theme makes a new one. */
import type { ChartProps } from "./model";
import { ShownView } from "./shown";
import type { Drawing, Tables } from "./vega";

export class ChartView extends ShownView {
  private drawing: Drawing | undefined;
  private drawnKey: string | undefined;
  private drawnData: unknown;

  protected override async draw(): Promise<void> {
    const [{ makeDrawing, readTheme }, { readTable, toRows }] = await Promise.all([
      import("./vega"),
      import("./arrow"),
    ]);
    if (this.isRemoved) return;
    const props = this.props as unknown as ChartProps;
    const { spec, width = "stretch", height, alt } = props;
    const data = (this.model.get("data") ?? {}) as Record<string, unknown>;
    const theme = readTheme(this.el, props.theme !== null);
    const readTables = (): Tables =>
      Object.fromEntries(Object.entries(data).map(([name, t]) => [name, toRows(readTable(t))]));
    const size = {
      width:
        width === "stretch" ? this.el.clientWidth : typeof width === "number" ? width : undefined,
      height: typeof height === "number" ? height : undefined,
    };
    // Only a drawing of one view can change its width.
    const fixed = "vconcat" in spec ? size.width : undefined;
    const key = JSON.stringify([spec, width, height, fixed, theme, Object.keys(data)]);
    this.stage.setAttribute("role", "img");
    this.stage.setAttribute("aria-label", alt ?? "Chart");
    if (key !== this.drawnKey) {
      const next = await makeDrawing(spec, theme, size, readTables());
      if (this.isRemoved) {
        next.finalize();
        return;
      }
      this.drawing?.finalize();
      this.drawing = next;
      this.stage.replaceChildren(next.el);
    } else {
      if (data !== this.drawnData) await this.drawing?.setTables(readTables());
      await this.drawing?.setWidth(size.width);
    }
    this.drawnKey = key;
    this.drawnData = data;
  }

  protected override release(): void {
    this.drawing?.finalize();
    this.drawing = undefined;
    this.drawnKey = undefined;
  }
}
