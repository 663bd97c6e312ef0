/** The root of an app in the browser: the model applies what the kernel says, each view draws the model's tree. */
import { DOMWidgetModel, DOMWidgetView } from "@jupyter-widgets/base";
import type { Message } from "@lumino/messaging";
import { Children } from "./children";
import { describeClient, queryShown, showQuery, watchTheme } from "./client";
import { foldCode } from "./code";
import { type DialogHost, tellDialogs } from "./dialog";
import { setAttribute } from "./dom";
import { Edits } from "./edits";
import { Embedder } from "./embed";
import { type Life, watchKernel } from "./kernel";
import { guardKeys } from "./keys";
import { PageMenu } from "./menu";
import type { Node, PageMessage, PageRequest, Patch, Stale, State, Status } from "./model";
import { OutdatedLine } from "./outdated";
import { kindOf } from "./outputs";
import { enterPage, isOpen, leavePage, STILL } from "./pages";
import { Patcher } from "./patcher";
import { pulseOf } from "./pulse";
import { Overlay, StatusLine } from "./status";
import { type Change, Tree, UnknownNode } from "./tree";
import { VERSION } from "./version";
import { entitle, setIcon, widen } from "./voila";

/** How long a page without a view is left before the kernel hears of it [ms]. */
const GONE_AFTER = 2000;

const EMPTY: Node = { id: "root", kind: "root", children: [] };

/** DOM events: an input asks for a stop; tells the inputs that a run has begun or ended. */
export const STOP = "rr:stop";
export const RUNNING = "rr:running";

/** Tell the views: `(change: Change)` · the stale ranges changed · status, life or ended changed. */
const TREE = "rr:tree";
const STALE = "rr:stale";
const STATUS = "rr:status";

export class PageModel extends DOMWidgetModel {
  tree: Tree;
  stale: Stale;
  life: Life;
  ended: boolean;
  /** The page as HTML, for the notebook; null before the kernel has said it. */
  still: string | null;
  edits: Edits;
  children: Children;
  private queue: Patch[];
  private asked: boolean;
  private shown: number;
  private goneTimer: number | undefined;
  private unwatch: () => void;
  private unwatchTheme: () => void;

  override defaults() {
    return {
      ...super.defaults(),
      _model_name: "PageModel",
      _model_module: "ipyrerun",
      _model_module_version: VERSION,
      _view_name: "PageView",
      _view_module: "ipyrerun",
      _view_module_version: VERSION,
      epoch: "",
      seq: 0,
      tree: EMPTY,
      status: { running: false },
      options: { name: "" },
    };
  }

  override initialize(
    attributes: Parameters<DOMWidgetModel["initialize"]>[0],
    options: Parameters<DOMWidgetModel["initialize"]>[1],
  ): void {
    super.initialize(attributes, options);
    this.tree = new Tree(this.get("tree") ?? EMPTY);
    this.stale = {};
    this.still = null;
    this.edits = new Edits((request) => this.say(request));
    this.queue = [];
    this.children = new Children(this.widget_manager, (request) => this.say(request));
    this.asked = false;
    this.shown = 0;
    this.ended = false;
    this.on("change", this.onTraits, this);
    // Trait updates are applied asynchronously; custom messages must not overtake them.
    this.on("msg:custom", (message: PageMessage, buffers: DataView[] = []) => {
      this.state_change = this.state_change.then(() =>
        guarded(() => this.receive(message, buffers)),
      );
    });
    this.unwatch = watchKernel(this, (life, reconnected) => {
      this.life = life;
      this.trigger(STATUS);
      if (reconnected) this.hello();
    });
    this.unwatchTheme = watchTheme(() => this.say({ type: "client", client: describeClient() }));
    queueMicrotask(() => this.hello());
    enterPage(this);
  }

  get status(): Status {
    return this.get("status");
  }

  say(request: PageRequest): void {
    if (this.comm_live) this.send(request, this.callbacks(undefined as never));
  }

  /** A view was put on the page (+1) or taken off it (-1). */
  count(step: 1 | -1): void {
    this.shown += step;
    window.clearTimeout(this.goneTimer);
    this.forgetEvents();
    if (this.shown > 0) return;
    this.goneTimer = window.setTimeout(() => {
      if (this.life === "live" && this.comm_live && isOpen(this.widget_manager))
        this.say({ type: "gone" });
    }, GONE_AFTER);
  }

  /** A page whose app has ended stays to be read: the base class would take its views away. */
  override close(commClosed = false): Promise<void> {
    window.clearTimeout(this.goneTimer);
    this.unwatch();
    this.unwatchTheme();
    if (!commClosed) {
      leavePage(this);
      return super.close(commClosed);
    }
    this.ended = true;
    this.comm_live = false;
    this.trigger(STATUS);
    return Promise.resolve();
  }

  /** What a view has shown is past: another view of this page does not show it again. */
  private forgetEvents(): void {
    if (this.shown === 0) return;
    for (const node of this.tree.get("event")?.children ?? [])
      if (!node.props?.past) node.props = { ...node.props, past: true };
  }

  private hello(): void {
    const query = queryShown();
    const shown = query === undefined ? {} : { query };
    const [epoch, seq]: [string, number] = [this.get("epoch"), this.get("seq")];
    this.say({ type: "hello", epoch, seq, client: describeClient(), ...shown });
  }

  private receive(message: PageMessage, buffers: DataView[]): void {
    switch (message.type) {
      case "patch":
        this.take(message);
        return;
      case "state":
        this.adopt(message);
        return;
      case "status":
        this.attributes.status = message.status;
        this.trigger(STATUS);
        // The patch before it was lost, and nothing else would tell.
        if (message.seq > this.get("seq")) this.ask();
        return;
      case "ack":
        this.asked = false;
        return;
      case "address":
        showQuery(message.query, message.returns);
        return;
      case "still":
        this.still = message.html;
        this.trigger(STILL);
        return;
      case "models":
        void this.children.make(message.models, buffers);
        return;
      case "roll-call":
        if (this.shown > 0) this.say({ type: "here" });
        return;
      case "closed":
        this.ended = true;
        this.trigger(STATUS);
    }
  }

  private take(patch: Patch): void {
    const seq: number = this.get("seq");
    if (patch.epoch === this.get("epoch") && patch.seq <= seq) return;
    if (patch.epoch !== this.get("epoch") || patch.base !== seq) {
      this.queue.push(patch);
      this.ask();
      return;
    }
    let change: Change;
    try {
      change = this.tree.apply(patch.ops);
    } catch (error) {
      if (!(error instanceof UnknownNode)) throw error;
      // The tree is half patched: seq -1 makes the kernel answer with the whole page.
      console.error(`ipyrerun: ${error.message}; asking the kernel for the page`);
      this.attributes.seq = -1;
      this.ask();
      return;
    }
    this.attributes.seq = patch.seq;
    this.stale = patch.stale ?? {};
    this.trigger(TREE, change);
    this.trigger(STALE);
    this.forgetEvents();
  }

  private ask(): void {
    if (this.asked) return;
    this.asked = true;
    this.hello();
  }

  private adopt(state: State): void {
    if (state.epoch === this.get("epoch") && state.seq < this.get("seq")) return;
    const { epoch, seq, tree, status } = state;
    Object.assign(this.attributes, { epoch, seq, tree, status });
    this.redraw();
  }

  private onTraits(): void {
    if (this.hasChanged("tree")) this.redraw();
    else if (this.hasChanged("status")) this.trigger(STATUS);
  }

  private redraw(): void {
    this.asked = false;
    this.stale = {};
    this.edits.forget();
    this.trigger(TREE, this.tree.replace(this.get("tree") ?? EMPTY));
    this.trigger(STALE);
    this.trigger(STATUS);
    this.forgetEvents();
    const waiting = this.queue.sort((a, b) => a.base - b.base);
    this.queue = [];
    for (const patch of waiting) if (patch.epoch === this.get("epoch")) this.take(patch);
  }
}

/** Do it; a fault in it must not cost what comes behind it: later messages, other views. */
function guarded(act: () => void): void {
  try {
    act();
  } catch (error) {
    console.error("ipyrerun: a page could not be drawn:", error);
  }
}

export class PageView extends DOMWidgetView {
  declare model: PageModel;
  private patcher: Patcher;
  private embedder: Embedder;
  private line: StatusLine;
  private host: DialogHost;
  private overlay: Overlay;
  private menu: PageMenu;
  private outdated: OutdatedLine;
  private isCounted: boolean;

  override render(): void {
    this.el.classList.add("rr-page");
    this.embedder = new Embedder(this, this.model.children);
    this.patcher = new Patcher(this.model.tree, kindOf, this.embedder.embed, this.model.edits);
    this.host = {
      show: (line) => {
        const { status, life } = this.model;
        line.show(status, life, pulseOf(this.model.widget_manager).isLate);
      },
      stop: () => this.model.say({ type: "stop" }),
    };
    this.line = new StatusLine(() => this.host.stop());
    const root = this.patcher.mount();
    this.overlay = new Overlay(root);
    this.menu = new PageMenu(this.el, (request) => this.model.say(request));
    this.outdated = new OutdatedLine(() => this.model.say({ type: "rerun" }));
    this.el.append(this.menu.el, this.line.el, this.outdated.el, root, this.overlay.el);
    if (this.model.get("options")?.hide_code) this.el.prepend(foldCode(this.el));
    this.hear(TREE, (change: Change) => {
      this.patcher.apply(change);
      this.dress();
    });
    this.hear(STALE, () => this.patcher.dim(this.model.stale));
    this.hear(STATUS, () => this.showStatus());
    this.el.addEventListener(STOP, () => this.model.say({ type: "stop" }));
    const pulse = pulseOf(this.model.widget_manager);
    const unsubscribe = pulse.subscribe(() => this.showStatus());
    const unguard = guardKeys(this.el);
    this.once("remove", () => {
      unsubscribe();
      unguard();
      this.menu.dispose();
    });
    this.patcher.dim(this.model.stale);
    this.showStatus();
    this.dress();
    this.displayed.then(() => this.dress());
    this.model.count(1);
    this.isCounted = true;
  }

  /** Show what is the page's own: its title, its width, its icon, its menu. */
  private dress(): void {
    const props = this.model.tree.get("root")?.props ?? {};
    const isWide = props.wide ?? this.model.get("options")?.wide;
    const title = typeof props.title === "string" ? props.title : undefined;
    widen(this.el, Boolean(isWide));
    entitle(this.el, title);
    setIcon(props.icon);
    setAttribute(this.el, "role", title ? "region" : undefined);
    setAttribute(this.el, "aria-label", title);
    const sidebar = this.model.tree.get("sidebar")?.props?.width;
    const width = typeof sidebar === "number" ? `${sidebar}px` : "";
    this.el.style.setProperty("--rr-sidebar-width", width);
    this.menu.offer(props);
  }

  override processLuminoMessage(message: Message): void {
    super.processLuminoMessage(message);
    this.embedder?.forward(message);
  }

  override remove(): this {
    if (this.isCounted) {
      this.isCounted = false;
      this.model.count(-1);
      widen(this.el, false);
      this.patcher.dispose();
    }
    return super.remove();
  }

  private hear<T extends unknown[]>(event: string, act: (...told: T) => void): void {
    this.listenTo(this.model, event, (...told: T) => guarded(() => act(...told)));
  }

  private showStatus(): void {
    const { status, life, ended } = this.model;
    const isReachable = life === "live" && !ended;
    this.menu.show(status, isReachable);
    this.outdated.show(status, isReachable);
    this.host.show(this.line);
    // For inputs that behave otherwise while a run is under way.
    setAttribute(this.el, "data-rr-running", status.running && isReachable ? "true" : undefined);
    this.el.dispatchEvent(new CustomEvent(RUNNING));
    this.overlay.show(ended ? "ended" : life === "lost" ? "lost" : null);
    tellDialogs(this.el, this.host);
  }
}
