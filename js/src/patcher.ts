/** Draws a `Tree` and keeps every DOM node whose id stays on the page: never re-created, moved only if it must be. */
import { Edits } from "./edits";
import type { Json, Node, Props, Stale } from "./model";
import type { Change, Tree } from "./tree";

/** The drawn form of one node. */
export type Piece = {
  el: HTMLElement;
  /** Where the drawn children go, exactly for blocks. */
  body?: HTMLElement;
  update(props: Props): void;
  /** Called when its children, or their props, have changed. */
  settled?(): void;
  dispose?(): void;
};

/** Puts a live widget into a slot of the page; the result takes it out again. */
export type Embed = (reference: string, slot: HTMLElement) => () => void;

/** Tells the kernel the value that a node's user gave it; another node's if `id` says so. */
export type SetValue = (value: Json, id?: string) => void;

export type Make = (node: Node, embed: Embed, set: SetValue) => Piece;

type Drawn = { piece: Piece; kind: string; model: string | undefined };

const READING_ORDER = ["logo", "navigation", "sidebar", "main", "bottom", "event"];

type Movable = { moveBefore?: (node: globalThis.Node, before: globalThis.Node | null) => void };

/** Put `el` before `next`. `moveBefore` keeps focus, scroll position, open popovers and running transitions. */
export function place(parent: HTMLElement, el: HTMLElement, next: ChildNode | null): void {
  const movable = parent as unknown as Movable;
  if (el.isConnected && parent.isConnected && movable.moveBefore) movable.moveBefore(el, next);
  else parent.insertBefore(el, next);
}

export class Patcher {
  private readonly drawn = new Map<string, Drawn>();
  private stale = new Set<string>();

  constructor(
    private readonly tree: Tree,
    private readonly kinds: (kind: string) => Make,
    private readonly embed: Embed,
    private readonly edits: Edits = new Edits(() => {}),
  ) {}

  /** Draw the whole tree and return its root element. */
  mount(): HTMLElement {
    return this.draw(this.tree.root).piece.el;
  }

  apply(change: Change): void {
    const touched = new Set(change.blocks);
    for (const id of change.nodes) {
      const node = this.tree.get(id);
      const drawn = this.drawn.get(id);
      if (node && drawn && this.fits(drawn, node)) this.update(drawn.piece, node);
      touched.add(this.tree.parentOf(id)?.id ?? "");
    }
    // Placing before removing lets a node that changed its parent keep its DOM node.
    for (const id of change.blocks) this.arrange(id);
    if (change.blocks.size > 0)
      for (const [id, drawn] of this.drawn) if (!this.tree.get(id)) this.erase(id, drawn);
    for (const id of touched) this.drawn.get(id)?.piece.settled?.();
  }

  /** Dim the children that the run under way has not reached; all others are lit. */
  dim(stale: Stale): void {
    const now = new Set<string>();
    for (const [block, ranges] of Object.entries(stale)) {
      const children = this.tree.get(block)?.children ?? [];
      for (const [from, to] of ranges)
        for (const child of children.slice(from, to)) now.add(child.id);
    }
    for (const id of this.stale) if (!now.has(id)) this.mark(id, false);
    for (const id of now) this.mark(id, true);
    this.stale = now;
  }

  dispose(): void {
    for (const [id, drawn] of this.drawn) this.erase(id, drawn);
  }

  private mark(id: string, isStale: boolean): void {
    this.drawn.get(id)?.piece.el.classList.toggle("rr-stale", isStale);
  }

  private update(piece: Piece, node: Node): void {
    piece.update(this.edits.current(node.id, node.props ?? {}));
  }

  private fits(drawn: Drawn, node: Node): boolean {
    return drawn.kind === node.kind && drawn.model === node.model;
  }

  private draw(node: Node): Drawn {
    const old = this.drawn.get(node.id);
    if (old && this.fits(old, node)) return old;
    if (old) this.erase(node.id, old);
    const set: SetValue = (value, id = node.id) => this.edits.set(id, value);
    const piece = this.kinds(node.kind)(node, this.embed, set);
    piece.el.dataset.rrId = node.id;
    piece.el.classList.toggle("rr-stale", this.stale.has(node.id));
    this.update(piece, node);
    const drawn = { piece, kind: node.kind, model: node.model };
    this.drawn.set(node.id, drawn);
    this.arrange(node.id);
    piece.settled?.();
    return drawn;
  }

  private arrange(id: string): void {
    const node = this.tree.get(id);
    const body = this.drawn.get(id)?.piece.body;
    if (!node || !body) return;
    let cursor = body.firstChild;
    for (const child of inReadingOrder(node)) {
      const { el } = this.draw(child).piece;
      // Nodes that have left this block stand aside, so that the ones behind them need not be moved.
      while (cursor !== el && this.hasLeft(cursor, id)) cursor = cursor?.nextSibling ?? null;
      if (el === cursor) cursor = cursor.nextSibling;
      else place(body, el, cursor);
    }
  }

  private hasLeft(el: ChildNode | null, block: string): boolean {
    return el instanceof HTMLElement && this.tree.parentOf(el.dataset.rrId ?? "")?.id !== block;
  }

  private erase(id: string, drawn: Drawn): void {
    this.drawn.delete(id);
    drawn.piece.dispose?.();
    drawn.piece.el.remove();
  }
}

/** The sidebar comes first on the page, for the eye, the Tab key and a screen reader alike. */
function inReadingOrder(node: Node): Node[] {
  const children = node.children ?? [];
  if (node.kind !== "root") return children;
  const rank = (child: Node): number => READING_ORDER.indexOf(child.kind);
  return [...children].sort((a, b) => rank(a) - rank(b));
}
