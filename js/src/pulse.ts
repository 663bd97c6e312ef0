/** Notices a kernel that does not take up what the page sends. */

/** How long the kernel may leave an event untouched before the page says that it is busy [ms]. */
const PATIENCE = 1000;

export class Pulse {
  isLate = false;
  private readonly waiting = new Set<object>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** An event is on its way; the result is to be called once the kernel has begun with it. */
  sent(): () => void {
    const token = {};
    this.waiting.add(token);
    this.timer ??= setTimeout(() => this.setLate(true), PATIENCE);
    return () => {
      if (this.waiting.delete(token)) this.answered();
    };
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private answered(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.setLate(false);
    if (this.waiting.size > 0) this.timer = setTimeout(() => this.setLate(true), PATIENCE);
  }

  private setLate(isLate: boolean): void {
    if (isLate === this.isLate) return;
    this.isLate = isLate;
    for (const listener of this.listeners) listener();
  }
}

const pulses = new WeakMap<object, Pulse>();

/** The one pulse of a kernel, found by the widget manager that talks to it. */
export function pulseOf(manager: object): Pulse {
  let pulse = pulses.get(manager);
  if (!pulse) {
    pulse = new Pulse();
    pulses.set(manager, pulse);
  }
  return pulse;
}
