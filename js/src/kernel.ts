/** Watches the kernel behind a model, through what the widget managers of JupyterLab, Notebook and Voila have in common. */
import type { DOMWidgetModel } from "@jupyter-widgets/base";

/** live: answers · away: the connection is down, the kernel may be well · lost: the app's kernel process is no more */
export type Life = "live" | "away" | "lost";

type Signal<T> = {
  connect(slot: (sender: unknown, value: T) => void): void;
  disconnect(slot: (sender: unknown, value: T) => void): void;
};

type Kernel = {
  status?: string;
  connectionStatus?: string;
  isDisposed?: boolean;
  statusChanged?: Signal<string>;
  connectionStatusChanged?: Signal<string>;
  disposed?: Signal<unknown>;
};

const FATAL = new Set(["dead", "autorestarting", "restarting", "terminating"]);

/** Report the kernel's life now and at every change; `reconnected` is true when a cut connection came back. */
export function watchKernel(
  model: DOMWidgetModel,
  report: (life: Life, reconnected: boolean) => void,
): () => void {
  const kernel = (model.widget_manager as unknown as { kernel?: Kernel | null }).kernel;
  let life: Life = "live";

  const become = (next: Life): void => {
    // A process that ended took the app with it: nothing brings this page back.
    if (life === "lost" || next === life) return;
    const reconnected = life === "away" && next === "live";
    life = next;
    report(life, reconnected);
  };
  const onStatus = (_: unknown, status: string): void => {
    if (FATAL.has(status)) become("lost");
  };
  const onConnection = (_: unknown, status: string): void =>
    become(status === "connected" ? "live" : "away");
  const onDisposed = (): void => become("lost");
  const onComm = (): void => {
    if (!model.comm_live) become("lost");
  };

  model.on("comm_live_update", onComm);
  kernel?.statusChanged?.connect(onStatus);
  kernel?.connectionStatusChanged?.connect(onConnection);
  kernel?.disposed?.connect(onDisposed);
  if (!model.comm_live || kernel?.isDisposed || FATAL.has(kernel?.status ?? "")) life = "lost";
  report(life, false);
  return () => {
    model.off("comm_live_update", onComm);
    kernel?.statusChanged?.disconnect(onStatus);
    kernel?.connectionStatusChanged?.disconnect(onConnection);
    kernel?.disposed?.disconnect(onDisposed);
  };
}
