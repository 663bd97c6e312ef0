/** Children of a page whose models have not come: ZeroMQ drops what a burst of messages has beyond a thousand. */
import { type IWidgetManager, put_buffers } from "@jupyter-widgets/base";
import type { Opening, PageRequest } from "./model";

/** What every manager has for the widgets that it finds in a kernel; its type does not say so. */
type Connecting = { _create_comm(target: string, id: string): Promise<unknown> };

/** How long others are waited for, to ask for all at once [ms]. */
const GATHERING = 100;

export class Missing {
  private readonly models = new Set<string>();
  private made: Promise<void> = Promise.resolve();

  constructor(
    private readonly manager: IWidgetManager,
    private readonly say: (request: PageRequest) => void,
  ) {}

  /** Have the kernel tell what this model is made of. */
  readonly ask = (model: string): void => {
    if (this.models.size === 0)
      window.setTimeout(() => {
        this.say({ type: "missing", models: [...this.models] });
        this.models.clear();
      }, GATHERING);
    this.models.add(model);
  };

  /** Make what the kernel tells of, unless this browser has it: another one may have asked. */
  make(openings: Opening[], buffers: DataView[]): Promise<void> {
    const making = this.made.then(() => this.makeAll(openings, [...buffers]));
    this.made = making.catch(() => {});
    return making;
  }

  private async makeAll(openings: Opening[], buffers: DataView[]): Promise<void> {
    for (const { id, state, paths, buffers: count } of openings) {
      const own = buffers.splice(0, count);
      if (this.manager.has_model(id)) continue;
      put_buffers(state, paths, own);
      const manager = this.manager as unknown as Connecting;
      const comm = await manager._create_comm("jupyter.widget", id);
      const names = {
        model_name: String(state._model_name),
        model_module: String(state._model_module),
        model_module_version: String(state._model_module_version),
      };
      await this.manager.new_model({ ...names, model_id: id, comm }, state);
    }
  }
}
