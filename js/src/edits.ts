/** Values of blocks: what this browser has said of them, and whether the kernel's word is older than that. */
import type { Json, PageRequest, Props, Seen } from "./model";

export class Edits {
  private readonly client = Math.random().toString(36).slice(2, 10);
  private readonly made = new Map<string, { number: number; value: Json }>();
  private count = 0;

  constructor(private readonly say: (request: PageRequest) => void) {}

  set(id: string, value: Json): void {
    this.count += 1;
    this.made.set(id, { number: this.count, value });
    this.say({ type: "set", id, value, edit: [this.client, this.count] });
  }

  /** The props with the value that counts: the kernel's, unless it did not know of this browser's newest edit. */
  current(id: string, props: Props): Props {
    const own = this.made.get(id);
    if (own === undefined) return props;
    const seen = (props.seen as Seen | undefined)?.[this.client] ?? 0;
    if (seen < own.number) return { ...props, value: own.value };
    this.made.delete(id);
    return props;
  }

  /** The whole page came anew: it counts. */
  forget(): void {
    this.made.clear();
  }
}
