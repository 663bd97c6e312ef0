/** A table of any length: the rows in sight are asked of the kernel, which also sorts. */
import type { AgGrid } from "./aggrid";
import type { GridProps, RowsAnswer, RowsRequest } from "./model";
import { ShownView } from "./shown";

/** After this the grid tries again when it is scrolled [ms]. */
const PATIENCE = 30_000;

type Waiting = { resolve: (rows: unknown[][]) => void; timer: ReturnType<typeof setTimeout> };

export class GridView extends ShownView {
  private grid: AgGrid | undefined;
  private drawnVersion: number | undefined;
  private drawnProps: GridProps | undefined;
  private waiting: Map<number, Waiting>;
  private nextAsk: number;

  override render(): void {
    this.waiting = new Map();
    // Answers go to every browser that shows the notebook: starting apart keeps the numbers apart.
    this.nextAsk = Math.floor(Math.random() * 2 ** 40);
    super.render();
    this.listenTo(this.model, "msg:custom", this.onAnswer);
  }

  protected override async draw(): Promise<void> {
    const [{ makeGrid }, { toTuples }] = await Promise.all([
      import("./aggrid"),
      import("./tuples"),
    ]);
    if (this.isRemoved) return;
    const props = this.props as unknown as GridProps;
    const version: number = this.model.get("version");
    const head = toTuples(this.model.get("head"));
    if (!this.grid) {
      this.grid = makeGrid(this.stage, (request) => this.ask(request));
      this.grid.show(props, head);
    } else if (version !== this.drawnVersion || props !== this.drawnProps)
      this.grid.show(props, head);
    this.drawnVersion = version;
    this.drawnProps = props;
  }

  protected override release(): void {
    this.grid?.destroy();
    this.grid = undefined;
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }

  private ask(request: Pick<RowsRequest, "start" | "stop" | "sort">): Promise<unknown[][]> {
    const ask = this.nextAsk;
    this.nextAsk += 1;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(ask);
        reject(new Error("the kernel did not send the rows"));
      }, PATIENCE);
      this.waiting.set(ask, { resolve, timer });
      this.send({ type: "rows", ask, ...request } satisfies RowsRequest);
    });
  }

  private async onAnswer(message: RowsAnswer, buffers: DataView[]): Promise<void> {
    const waiting = message.type === "rows" ? this.waiting.get(message.ask) : undefined;
    if (!waiting) return;
    this.waiting.delete(message.ask);
    clearTimeout(waiting.timer);
    const { toTuples } = await import("./tuples");
    waiting.resolve(toTuples(buffers[0]));
  }
}
