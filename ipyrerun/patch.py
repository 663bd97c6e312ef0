"""Old tree + new tree → the operations that turn one into the other.

The operations are those of docs/architecture.md section 3. `diff` costs one comparison per node as
long as the children of a block are the same; only blocks whose children changed pay for indices.
Removals come last, so that a node that moved out of a removed block is already in its new place,
and so that every `before` still exists.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .tree import Node
    from .types import Op, Props

Ranges = dict[str, list[tuple[int, int]]]


@dataclass(slots=True)
class Patch:
    """What changed from one tree to the next.

    `came`, `kept` and `gone` list the nodes with a live widget; `kept` holds the new tree's node.
    """

    ops: list[Op] = field(default_factory=list)
    came: list[Node] = field(default_factory=list)
    kept: list[Node] = field(default_factory=list)
    gone: list[Node] = field(default_factory=list)


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and everything below it, in the order of the page."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        if top.children:
            stack.extend(reversed(top.children))


@dataclass(frozen=True, slots=True)
class Subtree:
    """The last item of an insert op, before it is JSON.

    A node without those ids that later ops move in.
    """

    node: Node
    without: frozenset[str] = frozenset()


def to_json(
    node: Node, models: Mapping[str, str], without: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Return the node as the browser gets it.

    `models` maps node ids to those of their live widgets.
    """
    out: dict[str, Any] = {"id": node.id, "kind": node.kind}
    if node.props:
        out["props"] = node.props
    if node.view is not None:
        out["model"] = f"IPY_MODEL_{models[node.id]}"
    if node.children is not None:
        out["children"] = [
            to_json(c, models, without) for c in node.children if c.id not in without
        ]
    return out


def wire(ops: list[Op], models: Mapping[str, str]) -> list[Op]:
    """Return the ops as JSON, once the live widgets of inserted nodes exist."""
    return [
        [*op[:3], to_json(op[3].node, models, op[3].without)] if op[0] == "insert" else op
        for op in ops
    ]


def diff(old: Node, new: Node) -> Patch:
    """Return what turns the page `old` into the page `new` (both roots)."""
    return diff_all([(old, new)])


def diff_all(pairs: Iterable[tuple[Node, Node]]) -> Patch:
    """Return what turns several blocks of a page, none inside another, into what they become."""
    patch = Patch()
    changed: list[tuple[Node, Node]] = []
    for old, new in pairs:
        _compare(old, new, patch, changed)
    if changed:
        _restructure(changed, patch)
    return patch


def _compare(old: Node, new: Node, patch: Patch, changed: list[tuple[Node, Node]]) -> None:
    """Compare props of the pair and of all pairs below it; collect blocks whose children differ."""
    # Iterators, not pairs: a page of thousands of elements allocates nothing here.
    stack: list[Iterable[tuple[Node, Node]]] = [[(old, new)]]
    while stack:
        for o, n in stack.pop():
            if o is n and n.children is None:
                # An element of the run before: the page shows it.
                continue
            # What is memoised by its text is the same object: no need to compare.
            if o.props is not n.props and o.props != n.props:
                patch.ops.append(_props_op(n.id, n.kind, o.props, n.props))
            if n.view is not None:
                patch.kept.append(n)
            olds, news = o.children, n.children
            # Nodes are equal if they are the same: all of them are as they were, or there are none.
            if olds is None or news is None or olds == news:
                continue
            if [child.id for child in olds] == [child.id for child in news]:
                stack.append(zip(olds, news, strict=True))
                continue
            changed.append((o, n))
            before = {child.id: child for child in olds}
            stack.append([(before[child.id], child) for child in news if child.id in before])


def _props_op(id_: str, kind: str, old: Props, new: Props) -> Op:
    """Return the op for changed props; printed text that only grew is appended."""
    put = {}
    for k, v in new.items():
        if k not in old or old[k] != v:
            put[k] = v  # noqa: PERF403 - until Python 3.12 a comprehension costs a call and a cell
    drop = [] if old.keys() <= new.keys() else [k for k in old if k not in new]
    if (
        kind == "stream"
        and not drop
        and list(put) == ["text"]
        and put["text"].startswith(old["text"])
    ):
        return ["append", id_, "text", put["text"][len(old["text"]) :]]
    return ["props", id_, put, drop]


def _restructure(changed: list[tuple[Node, Node]], patch: Patch) -> None:
    """Emit inserts and moves for the changed blocks, then the removals.

    A node that came under one parent and left another is moved. What is inside such a node is
    compared in turn, and may hold changed blocks of its own, which join the end of `changed` while
    it is walked.
    """
    olds: dict[str, Node] = {}
    for o, n in changed:
        stay = {c.id for c in n.children or ()}
        for child in o.children or ():
            if child.id not in stay:
                olds.update((node.id, node) for node in walk(child))
    moved: set[str] = set()
    for o, n in changed:
        _arrange(o, n, olds, moved, patch, changed)
    for o, n in changed:
        stay = {c.id for c in n.children or ()}
        for child in o.children or ():
            if child.id not in stay and child.id not in moved:
                patch.ops.append(["remove", child.id])
                patch.gone.extend(x for x in _below(child, moved) if x.view is not None)


def _below(node: Node, moved: set[str]) -> Iterator[Node]:
    """Yield the node and what is below it, leaving out what moved elsewhere."""
    if node.id in moved:
        return
    yield node
    for child in node.children or ():
        yield from _below(child, moved)


def _arrange(
    old: Node,
    new: Node,
    olds: dict[str, Node],
    moved: set[str],
    patch: Patch,
    queue: list[tuple[Node, Node]],
) -> None:
    """Put the children of one block in order, from the last to the first."""
    places = {child.id: i for i, child in enumerate(old.children or ())}
    children = new.children or []
    staying = [c for c in children if c.id in places]
    fixed = _longest_rising(staying, places)
    before: str | None = None
    for child in reversed(children):
        if child.id in places:
            if child.id not in fixed:
                patch.ops.append(["move", child.id, new.id, before])
        elif child.id in olds:
            _move_in(olds[child.id], child, new.id, before, moved, patch, queue)
        else:
            _insert(child, new.id, before, olds, moved, patch, queue)
        before = child.id


def _move_in(
    old: Node,
    new: Node,
    parent: str,
    before: str | None,
    moved: set[str],
    patch: Patch,
    queue: list[tuple[Node, Node]],
) -> None:
    """Move a node in from a block that it left, and bring it and its contents up to date."""
    moved.add(new.id)
    patch.ops.append(["move", new.id, parent, before])
    _compare(old, new, patch, queue)


def _insert(
    node: Node,
    parent: str,
    before: str | None,
    olds: dict[str, Node],
    moved: set[str],
    patch: Patch,
    queue: list[tuple[Node, Node]],
) -> None:
    """Insert a new node with its contents; what of those existed elsewhere is moved in."""
    inside = list(walk(node))
    coming = frozenset(x.id for x in inside if x.id in olds)
    patch.ops.append(["insert", parent, before, Subtree(node, coming)])
    if not coming:
        patch.came.extend(x for x in inside if x.view is not None)
        return
    _settle(node, coming, olds, moved, patch, queue)


def _settle(
    node: Node,
    coming: frozenset[str],
    olds: dict[str, Node],
    moved: set[str],
    patch: Patch,
    queue: list[tuple[Node, Node]],
) -> None:
    """Walk an inserted node and move in those of its contents that existed elsewhere."""
    if node.view is not None:
        patch.came.append(node)
    before: str | None = None
    for child in reversed(node.children or ()):
        if child.id in coming:
            _move_in(olds[child.id], child, node.id, before, moved, patch, queue)
        else:
            _settle(child, coming, olds, moved, patch, queue)
        before = child.id


def _longest_rising(staying: list[Node], places: dict[str, int]) -> set[str]:
    """Return the ids of a longest run of children whose old order is kept: those need no move."""
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for i, child in enumerate(staying):
        place = places[child.id]
        at = bisect_left(tails, place)
        back.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(place)
            ends.append(i)
        else:
            tails[at] = place
            ends[at] = i
    fixed: set[str] = set()
    i = ends[-1] if ends else -1
    while i >= 0:
        fixed.add(staying[i].id)
        i = back[i]
    return fixed


def merge(old: Node, new: Node) -> tuple[Node, Ranges]:
    """Return the page to show while a run is under way, and the ranges of children not reached yet.

    Every element of `old` that the run has not drawn yet stays where it was, between the neighbours
    it had.
    """
    reached = {node.id for node in walk(new)}
    stale: Ranges = {}
    return _merge({node.id: node for node in walk(old)}, new, reached, stale), stale


def _merge(olds: dict[str, Node], new: Node, reached: set[str], stale: Ranges) -> Node:
    """Return a copy of a block with what its old self held and the run has not reached."""
    if new.children is None:
        return new
    was = olds[new.id].children or [] if new.id in olds else []
    waiting = [_prune(child, reached) for child in was if child.id not in reached]
    places = {child.id: i for i, child in enumerate(was)}
    children: list[Node] = []
    marks: list[bool] = []
    at = 0
    for child in list(new.children):
        place = places.get(child.id, -1)
        while at < len(waiting) and places[waiting[at].id] < place:
            children.append(waiting[at])
            marks.append(True)
            at += 1
        children.append(_merge(olds, child, reached, stale))
        marks.append(False)
    children += waiting[at:]
    marks += [True] * (len(waiting) - at)
    ranges = _ranges(marks)
    if ranges:
        stale[new.id] = ranges
    # What the page as a whole is like stays until the run says otherwise.
    props = (
        {**olds[new.id].props, **new.props}
        if new.kind in _LASTING and new.id in olds
        else new.props
    )
    return replace(new, children=children, props=props)


_LASTING = ("root", "sidebar")


def freeze(node: Node) -> Node:
    """Return a copy that does not change when the run that made the node goes on drawing."""
    if node.children is None:
        return node
    return replace(node, children=[freeze(child) for child in list(node.children)])


def _prune(node: Node, reached: set[str]) -> Node:
    """Return a waiting node without those of its contents that the run has drawn elsewhere."""
    if not node.children:
        return node
    children = [_prune(child, reached) for child in node.children if child.id not in reached]
    return replace(node, children=children)


def _ranges(marks: list[bool]) -> list[tuple[int, int]]:
    """Return the half-open ranges in which `marks` is true."""
    out: list[tuple[int, int]] = []
    for i, mark in enumerate(marks):
        if not mark:
            continue
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out
