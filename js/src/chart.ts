/** A Vega-Lite chart. New data goes into the drawing that is there; only a new spec or theme makes a new one. */
import type { ChartProps } from "./model";
import { ShownView } from "./shown";
import type { Drawing } from "./vega";

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
    const { spec, width = "stretch", height, alt } = this.props as unknown as ChartProps;
    const data: unknown = this.model.get("data");
    const theme = readTheme(this.el);
    const key = JSON.stringify([spec, width, height, theme]);
    const size = {
      width:
        width === "stretch" ? this.el.clientWidth : typeof width === "number" ? width : undefined,
      height: typeof height === "number" ? height : undefined,
    };
    this.stage.setAttribute("role", "img");
    this.stage.setAttribute("aria-label", alt ?? "Chart");
    if (key !== this.drawnKey) {
      const next = await makeDrawing(spec, theme, size, toRows(readTable(data)));
      if (this.isRemoved) {
        next.finalize();
        return;
      }
      this.drawing?.finalize();
      this.drawing = next;
      this.stage.replaceChildren(next.el);
    } else {
      if (data !== this.drawnData) await this.drawing?.setRows(toRows(readTable(data)));
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
