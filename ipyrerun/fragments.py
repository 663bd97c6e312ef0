"""Parts of a page that may be drawn anew by themselves: who draws them, and where.

A fragment draws into a block of its own. What it draws elsewhere (into the sidebar, into a
container from outside) goes to a *part* of that container, which is the fragment's alone, so that
drawing it anew touches nothing else. When a fragment runs again it draws into *drafts* of its
blocks; what they hold takes the place of what the blocks on the page held.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .errors import StreamlitInvalidLayoutContextError
from .memory import Memory
from .patch import walk
from .run import inside, on_page, within
from .tree import Node, block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .run import Run


@dataclass(eq=False, slots=True)
class Fragment:
    """One call of a function that may run again by itself.

    Parameters
    ----------
    id
        That of its block: the function's name and the place of the call.
    name
        What messages call it.
    definition
        Equal for all calls of one function.
    body
        The function with its arguments.
    block
        Where it draws.
    around
        The fragment that called it.
    key
        What `st.rerun` may call it.
    every
        Time between two runs [s]; None is only when it is asked for.
    is_parallel
        Whether its first execution is on a thread of its own.
    parts
        Its blocks in containers from outside, by the ids of these.
    page
        Of an app of several pages, the one that called it.
    memory
        The calls that its runs by itself make.
    """

    id: str
    name: str
    definition: str
    body: Callable[[], Any]
    block: Node
    around: Fragment | None = None
    key: str | None = None
    every: float | None = None
    is_parallel: bool = False
    parts: dict[str, Node] = field(default_factory=dict)
    page: str = field(default_factory=on_page.get)
    memory: Memory = field(default_factory=Memory)

    def execute(self, into: Node, body: Callable[[], Any]) -> Any:
        """Call something; what it draws goes into this block."""
        tokens = inside.set(self), on_page.set(self.page)
        before = within.get()
        within.set(into)
        try:
            return body()
        finally:
            within.set(before)
            inside.reset(tokens[0])
            on_page.reset(tokens[1])

    def place(self, run: Run, node: Node) -> Node:
        """Return the block to draw in for who wants to draw in this one, or to replace this."""
        home = self.block if run.redraw is None else run.redraw.draft_of(self.block)
        if node is run.event or is_within(node, home):
            return node
        _refuse_parallel(self, run, node)
        part = self.parts.get(node.id)
        redraw = run.redraw
        if part is not None and (redraw is None or part.id in redraw.drafts):
            return part if redraw is None else redraw.draft_of(part)
        if redraw is not None and not redraw.made(node):
            raise StreamlitInvalidLayoutContextError(
                f"st.fragment: {self.name}() wrote to a container from outside of it "
                f"({_called(node)}), but did not do so in the last run of the whole script, so it "
                "has no place there; write to it in every run, for instance `.empty()`, or create "
                "the container inside the fragment"
            )
        return self._take_place(run, node)

    def _take_place(self, run: Run, node: Node) -> Node:
        """Give the fragment a part of a container from outside."""
        is_slot = node.children is None or node.kind == "empty"
        kind = "empty" if is_slot else "part"
        part = block(f"{node.id}.{self.id}", kind, kind, {}, node)
        if node.children is None:
            run.replace(node, part)
        else:
            run.place(part, node)
        self.parts[node.id] = self.parts[part.id] = part
        return part

    def inherit(self, known: Mapping[str, Fragment]) -> None:
        """Take over the parts that the call before this one had in containers that stay."""
        before = known.get(self.id)
        if before is not None:
            self.parts = {**before.parts, **self.parts}


def is_within(node: Node | None, home: Node) -> bool:
    """Return whether a node stands in a block, or is it."""
    while node is not None:
        if node is home:
            return True
        node = node.parent
    return False


def ancestors(fragment: Fragment | None) -> Iterator[Fragment]:
    """Yield a fragment and those that called it, the innermost first."""
    while fragment is not None:
        yield fragment
        fragment = fragment.around


def _refuse_parallel(fragment: Fragment, run: Run, node: Node) -> None:
    """Raise if a container stands outside of a fragment that is executed on its own thread."""
    for one in ancestors(fragment):
        home = one.block if run.redraw is None else run.redraw.draft_of(one.block)
        if one.is_parallel and not is_within(node, home):
            raise StreamlitInvalidLayoutContextError(
                f"st.fragment: {one.name}() has parallel=True and wrote to a container from "
                f"outside of it ({_called(node)}); a parallel fragment draws only in its own "
                "place: create the container inside of it, or leave `parallel` out"
            )


def refuse_in_parallel(run: Run, what: str) -> None:
    """Raise if a fragment is executed beside its script: it must not lead the page elsewhere."""
    if run.redraw is None and any(one.is_parallel for one in ancestors(inside.get())):
        raise StreamlitInvalidLayoutContextError(
            f"{what} was called in a parallel fragment while the whole script runs; call it after "
            "a click (`if st.button(...):`), or leave `parallel` out"
        )


def _called(node: Node) -> str:
    return f"st.{node.name}"


class Redraw:
    """What a run of fragments draws anew.

    Parameters
    ----------
    fragments
        Those to run, none called by another one of them.
    known
        All of the page, by id.
    """

    def __init__(self, fragments: Iterable[Fragment], known: Mapping[str, Fragment]) -> None:
        self.fragments = list(fragments)
        self.ids = frozenset(one.id for one in self.fragments)
        # By the id of the block on the page.
        self.drafts: dict[str, Node] = {}
        self.blocks: list[Node] = []
        # The nodes that were there, by id, and the fragments among them.
        self.before: dict[str, Node] = {}
        self.nested: set[str] = set()
        self.touched: dict[str, tuple[Node, Node]] = {}
        self._begun: set[str] = set()
        # By the id of a block, or of a fragment in one, whose it is.
        self._owners: dict[str, str] = {}
        for owner in reversed(self.fragments):
            waiting = [owner]
            while waiting:
                one = waiting.pop()
                self._owners.setdefault(one.id, owner.id)
                blocks = [*({id(b): b for b in one.parts.values()}.values())]
                if one.id in self.ids:
                    blocks.append(one.block)
                for its in blocks:
                    self._owners.setdefault(its.id, owner.id)
                    waiting += self._begin(its, known)
        self.first = self.drafts[self.fragments[0].block.id]
        # The one that is executed.
        self.at = self.fragments[0].id

    def _begin(self, its: Node, known: Mapping[str, Fragment]) -> Iterator[Fragment]:
        """Make a draft of a block; yield the fragments in what it held."""
        if its.id in self.drafts or its.id in self.before:
            return
        draft = block(its.id, its.kind, its.name, its.props, its.parent)
        draft.params = its.params
        self.drafts[its.id] = draft
        self.blocks.append(its)
        for node in contents(its):
            self.before[node.id] = node
            if node.id in known and node.id not in self.nested:
                self.nested.add(node.id)
                yield known[node.id]

    def begin(self, one: Fragment) -> None:
        """Note that it is this fragment's turn."""
        self.at = one.id
        self._begun.add(one.id)

    @property
    def begun(self) -> set[str]:
        """Those whose turn has come.

        Callbacks draw where the first one will, and so is shown what one of them has raised.
        """
        return self._begun | {self.fragments[0].id} if self.first.children else self._begun

    def is_begun(self, id_: str) -> bool:
        """Return whether a block, or a fragment in one, belongs to one whose turn has come."""
        return self._owners[id_] in self.begun

    def drawn(self) -> list[Node]:
        """Return the blocks of those whose turn has come: the others stay as they are."""
        return [its for its in self.blocks if self.is_begun(its.id)]

    def draft_of(self, its: Node) -> Node:
        """Return the draft of a block on the page; what is drawn in this run stands for itself."""
        return self.drafts.get(its.id, its)

    def touch(self, node: Node) -> None:
        """Remember how a node from outside is shown, before the fragment changes it in place."""
        if not self.made(node):
            self.touched.setdefault(node.id, (replace(node, children=None), node))

    def take_touched(self) -> list[tuple[Node, Node]]:
        """Return what was touched since it was shown last."""
        touched, self.touched = self.touched, {}
        return [*touched.values()]

    def made(self, node: Node) -> bool:
        """Return whether a block was drawn by this run."""
        one: Node | None = node
        while one is not None:
            if self.drafts.get(one.id) is one:
                return True
            one = one.parent
        return False

    def supersede(self, nodes: Iterable[Node]) -> None:
        """Take note that these will go, with what they hold: it counts as drawn anew."""
        for node in nodes:
            self.before.update((one.id, one) for one in walk(node))

    def slots(self) -> Iterator[str]:
        """Yield the slots that these fragments themselves had drawn."""
        for node in self.before.values():
            if node.input is not None and node.input.fragment in self.ids:
                yield node.input.slot


def contents(its: Node) -> Iterator[Node]:
    """Yield what a block holds, not itself."""
    for child in its.children or ():
        yield from walk(child)


def outermost(fragments: Iterable[Fragment]) -> list[Fragment]:
    """Return those that none of the others has called: running one runs what it calls."""
    found = {one.id: one for one in fragments}
    return [
        one
        for one in found.values()
        if not any(above.id in found for above in ancestors(one.around))
    ]
