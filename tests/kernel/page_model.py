"""The page as a browser has it: a tree of nodes by id, and the patches that change it."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Node = dict[str, Any]


class Page:
    """One page in one browser.

    Parameters
    ----------
    state
        The page widget's state as its comm_open gave it.
    """

    def __init__(self, state: dict[str, Any]) -> None:
        self.epoch: str = state["epoch"]
        self.seq: int = state["seq"]
        self.status: dict[str, Any] = state["status"]
        self.options: dict[str, Any] = state["options"]
        self.stale: dict[str, list[list[int]]] = {}
        self.patches: list[dict[str, Any]] = []
        self.is_closed = False
        self.has_view = True
        self._waiting: list[dict[str, Any]] = []
        self.still = ""
        self._has_asked = False
        self._nodes: dict[str, Node] = {}
        self._parents: dict[str, str] = {}
        # Where an op put a child last.
        self._last = 0
        self.tree: Node = {}
        self._plant(state["tree"])

    # -- from the kernel ---------------------------------------------------------------------------

    def hello(self) -> dict[str, Any]:
        """Return the greeting that says what this page shows."""
        return {"type": "hello", "epoch": self.epoch, "seq": self.seq}

    def replace(self, state: dict[str, Any]) -> None:
        """Follow an update of the page's traits."""
        self.epoch = state.get("epoch", self.epoch)
        self.status = state.get("status", self.status)
        self.options = state.get("options", self.options)
        if "tree" in state:
            self.seq = state.get("seq", self.seq)
            self._plant(state["tree"])

    def take(self, content: dict[str, Any]) -> dict[str, Any] | None:
        """Follow a custom message; return what the page has to answer, or None."""
        kind = content["type"]
        if kind == "patch":
            return self._take_patch(content)
        if kind == "state":
            self._has_asked = False
            self.epoch, self.seq, self.status = content["epoch"], content["seq"], content["status"]
            self._plant(content["tree"])
            return self._drain()
        if kind == "ack":
            self._has_asked = False
        elif kind == "status":
            self.status = content["status"]
            return self._ask() if content["seq"] > self.seq else None
        elif kind == "still":
            self.still = content["html"]
        elif kind == "closed":
            self.is_closed = True
        elif kind == "roll-call":
            return {"type": "here"} if self.has_view else None
        else:
            raise ValueError(f"a page does not know the message {kind!r}")
        return None

    def _take_patch(self, patch: dict[str, Any]) -> dict[str, Any] | None:
        if patch["epoch"] == self.epoch and patch["seq"] <= self.seq:
            return None
        if patch["epoch"] == self.epoch and patch["base"] == self.seq:
            self._apply(patch)
            return None
        self._waiting.append(patch)
        return self._ask()

    def _ask(self) -> dict[str, Any] | None:
        if self._has_asked:
            return None
        self._has_asked = True
        return self.hello()

    def _drain(self) -> dict[str, Any] | None:
        waiting, self._waiting = self._waiting, []
        for patch in waiting:
            answer = self._take_patch(patch)
            if answer is not None:
                return answer
        return None

    def _apply(self, patch: dict[str, Any]) -> None:
        for op in patch["ops"]:
            getattr(self, f"_op_{op[0]}")(*op[1:])
        self.seq = patch["seq"]
        self.stale = patch.get("stale", {})
        self.patches.append(patch)

    # -- ops; an id that is unknown, or known twice, is a KeyError ---------------------------------

    def _op_insert(self, parent: str, before: str | None, node: Node) -> None:
        node = copy.deepcopy(node)
        self._register(node, parent)
        self._put(parent, before, node)

    def _op_remove(self, id_: str) -> None:
        node = self._take_out(id_)
        for inner in walk(node):
            del self._nodes[inner["id"]], self._parents[inner["id"]]

    def _op_move(self, id_: str, parent: str, before: str | None) -> None:
        node = self._take_out(id_)
        if any(inner["id"] == parent for inner in walk(node)):
            raise KeyError(f"{id_} was moved into itself")
        self._parents[id_] = parent
        self._put(parent, before, node)

    def _op_props(self, id_: str, put: dict[str, Any], drop: list[str]) -> None:
        props = self._nodes[id_].setdefault("props", {})
        props.update(copy.deepcopy(put))
        for name in drop:
            del props[name]
        if not props:
            del self._nodes[id_]["props"]

    def _op_append(self, id_: str, prop: str, text: str) -> None:
        self._nodes[id_]["props"][prop] += text

    def _put(self, parent: str, before: str | None, node: Node) -> None:
        children = self._nodes[parent]["children"]
        place = len(children) if before is None else self._place(children, before)
        children.insert(place, node)
        self._last = place

    def _take_out(self, id_: str) -> Node:
        children = self._nodes[self._parents[id_]]["children"]
        return children.pop(self._place(children, id_))

    def _place(self, children: list[Node], id_: str) -> int:
        # Ten thousand elements come from the last to the first, each before the one before.
        if self._last < len(children) and children[self._last]["id"] == id_:
            return self._last
        for place, child in enumerate(children):
            if child["id"] == id_:
                return place
        raise KeyError(f"{id_} is not among {[child['id'] for child in children]}")

    def _plant(self, tree: Node) -> None:
        self.stale = {}
        self._nodes.clear()
        self._parents.clear()
        self.tree = copy.deepcopy(tree) if tree else {}
        if self.tree:
            self._register(self.tree, "")

    def _register(self, node: Node, parent: str) -> None:
        if node["id"] in self._nodes:
            raise KeyError(f"{node['id']} is on the page twice")
        self._nodes[node["id"]] = node
        self._parents[node["id"]] = parent
        for child in node.get("children", ()):
            self._register(child, node["id"])

    # -- what a user sees --------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether the page says that a run is under way."""
        return bool(self.status.get("running"))

    def nodes(self, kind: str | None = None) -> list[Node]:
        """Return the nodes of a kind, or all, in the order of the page."""
        if not self.tree:
            return []
        return [node for node in walk(self.tree) if kind is None or node["kind"] == kind]

    def props(self, kind: str, name: str) -> list[Any]:
        """Return one prop of all nodes of a kind, in the order of the page."""
        return [node.get("props", {}).get(name) for node in self.nodes(kind)]

    def models(self) -> list[str]:
        """Return the model ids of the child widgets, in the order of the page."""
        return [node["model"].removeprefix("IPY_MODEL_") for node in self.nodes("widget")]


def walk(node: Node) -> Iterator[Node]:
    """Yield the node and all below it, from top to bottom."""
    yield node
    for child in node.get("children", ()):
        yield from walk(child)
