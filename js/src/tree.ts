/** The page's tree as data: nodes by id, changed by the kernel's ops. Knows nothing of the DOM. */
import type { Node, Op } from "./model";

/** What a change of the tree left to be drawn. */
export type Change = {
  /** Blocks whose list of children changed. */
  blocks: Set<string>;
  /** Nodes whose own props changed. */
  nodes: Set<string>;
};

export class UnknownNode extends Error {
  constructor(op: string, id: string) {
    super(`page op "${op}" names a node that is not on the page: ${id}`);
  }
}

export class Tree {
  root: Node;
  private readonly nodes = new Map<string, Node>();
  private readonly parents = new Map<string, Node>();

  constructor(root: Node) {
    this.root = root;
    this.enter(root, null);
  }

  get(id: string): Node | undefined {
    return this.nodes.get(id);
  }

  parentOf(id: string): Node | undefined {
    return this.parents.get(id);
  }

  get size(): number {
    return this.nodes.size;
  }

  /** Apply ops in order. Throws `UnknownNode` if one does not fit; the tree is then of no use and must be asked for again. */
  apply(ops: readonly Op[]): Change {
    const change: Change = { blocks: new Set(), nodes: new Set() };
    for (const op of ops) this.applyOne(op, change);
    return change;
  }

  /** Take over another tree. Everything counts as changed: views compare by id themselves. */
  replace(root: Node): Change {
    this.nodes.clear();
    this.parents.clear();
    this.root = root;
    this.enter(root, null);
    const blocks = new Set<string>();
    for (const [id, node] of this.nodes) if (node.children) blocks.add(id);
    return { blocks, nodes: new Set(this.nodes.keys()) };
  }

  private applyOne(op: Op, change: Change): void {
    switch (op[0]) {
      case "insert": {
        const parent = this.need(op[0], op[1]);
        this.place(op[0], parent, op[2], op[3]);
        this.enter(op[3], parent);
        change.blocks.add(parent.id);
        return;
      }
      case "remove": {
        change.blocks.add(this.lift(op[0], op[1]).id);
        this.leave(this.need(op[0], op[1]));
        return;
      }
      case "move": {
        const node = this.need(op[0], op[1]);
        const parent = this.need(op[0], op[2]);
        change.blocks.add(this.lift(op[0], op[1]).id);
        this.place(op[0], parent, op[3], node);
        this.parents.set(node.id, parent);
        change.blocks.add(parent.id);
        return;
      }
      case "props": {
        const node = this.need(op[0], op[1]);
        const props = { ...node.props, ...op[2] };
        for (const name of op[3]) delete props[name];
        node.props = props;
        change.nodes.add(node.id);
        return;
      }
      case "append": {
        const node = this.need(op[0], op[1]);
        node.props = { ...node.props, [op[2]]: `${node.props?.[op[2]] ?? ""}${op[3]}` };
        change.nodes.add(node.id);
      }
    }
  }

  private need(op: string, id: string): Node {
    const node = this.nodes.get(id);
    if (!node) throw new UnknownNode(op, id);
    return node;
  }

  private place(op: string, parent: Node, before: string | null, node: Node): void {
    if (!parent.children) parent.children = [];
    const children = parent.children;
    if (before === null) {
      children.push(node);
      return;
    }
    const at = children.findIndex((child) => child.id === before);
    if (at < 0) throw new UnknownNode(op, before);
    children.splice(at, 0, node);
  }

  /** Take a node out of its parent's children and return that parent. */
  private lift(op: string, id: string): Node {
    const parent = this.parents.get(id);
    const at = parent?.children?.findIndex((child) => child.id === id) ?? -1;
    if (!parent?.children || at < 0) throw new UnknownNode(op, id);
    parent.children.splice(at, 1);
    return parent;
  }

  private enter(node: Node, parent: Node | null): void {
    this.nodes.set(node.id, node);
    if (parent) this.parents.set(node.id, parent);
    for (const child of node.children ?? []) this.enter(child, node);
  }

  private leave(node: Node): void {
    this.nodes.delete(node.id);
    this.parents.delete(node.id);
    for (const child of node.children ?? []) this.leave(child);
  }
}
