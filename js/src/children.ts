/** The models of a page's children: waited for, and told again by the kernel where their opening was lost. */
import { type DOMWidgetModel, type IWidgetManager, put_buffers } from "@jupyter-widgets/base";
import type { Opening, PageRequest } from "./model";

/** The waits between two looks for a model: the first one, which doubles, and the longest [ms]. */
const SOON = 50;
const LATER = 1000;
/** The same once the page says that it is missing [ms]. */
const SELDOM = 5000;
/**
 * So many looks in vain, and the kernel is asked, each time; and so many, and the page says that the child is missing.
 * Looks count, not time: a browser that is busy or hidden wakes up late.
 */
const TO_ASK = 6;
const TO_SAY = 12;
/** While others come, this one may come too; but no longer than for so many looks. */
const MOST_LOOKS = 40;
/** How long others that are missing are waited for, to ask for all at once [ms]. */
const GATHERING = 100;

/** What every manager has for the widgets that it finds in a kernel; its type does not say so. */
type Connecting = { _create_comm(target: string, id: string): Promise<unknown> };

export class Children {
  /** How many have come that were waited for. */
  private come = 0;
  private asked = new Set<string>();
  private readonly waiting = new Set<() => void>();
  private made: Promise<void> = Promise.resolve();

  constructor(
    private readonly manager: IWidgetManager,
    private readonly say: (request: PageRequest) => void,
  ) {}

  /** Wait for a model as long as it is wanted; `miss` is told when nothing speaks for its coming any more. */
  async find(
    id: string,
    isWanted: () => boolean,
    miss: () => void,
  ): Promise<DOMWidgetModel | undefined> {
    let [wait, come] = [SOON, this.come];
    for (let looks = 1, inVain = 1; isWanted(); looks += 1, inVain += 1) {
      if (this.manager.has_model(id)) {
        // One that is there at once says nothing of those that are waited for.
        if (looks > 1) this.come += 1;
        return (await this.manager.get_model(id)) as DOMWidgetModel;
      }
      if (this.come !== come && looks < MOST_LOOKS) [come, inVain] = [this.come, 1];
      if (inVain % TO_ASK === 0 && inVain <= TO_SAY) this.ask(id);
      if (inVain === TO_SAY) miss();
      await this.pause(inVain < TO_SAY ? wait : SELDOM);
      wait = Math.min(2 * wait, LATER);
    }
    return undefined;
  }

  /** Make what the kernel tells of, unless this browser has it: another one may have asked. */
  make(openings: Opening[], buffers: DataView[]): Promise<void> {
    this.made = this.made.then(() => this.makeAll(openings, [...buffers]));
    return this.made;
  }

  private async makeAll(openings: Opening[], buffers: DataView[]): Promise<void> {
    for (const opening of openings) {
      const own = buffers.splice(0, opening.buffers);
      try {
        if (!this.manager.has_model(opening.id)) await this.makeOne(opening, own);
      } catch (error) {
        console.error(`ipyrerun: the element ${opening.id} could not be made:`, error);
      }
    }
    for (const wake of [...this.waiting]) wake();
  }

  private async makeOne({ id, state, paths }: Opening, buffers: DataView[]): Promise<void> {
    put_buffers(state, paths, buffers);
    const manager = this.manager as unknown as Connecting;
    const comm = await manager._create_comm("jupyter.widget", id);
    const names = {
      model_name: String(state._model_name),
      model_module: String(state._model_module),
      model_module_version: String(state._model_module_version),
    };
    await this.manager.new_model({ ...names, model_id: id, comm }, state);
  }

  /** Have the kernel tell what this model is made of. */
  private ask(id: string): void {
    if (this.asked.size === 0)
      window.setTimeout(() => {
        const models = [...this.asked];
        this.asked.clear();
        this.say({ type: "missing", models });
      }, GATHERING);
    this.asked.add(id);
  }

  /** Wait for so long [ms], or until models have been made. */
  private pause(time: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        window.clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = window.setTimeout(wake, time);
      this.waiting.add(wake);
    });
  }
}
