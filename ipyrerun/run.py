"""The execution under way: which run a call belongs to, where it draws, what it has read.

`current` is a ContextVar: the runner thread, coroutines of the script and threads that the script
starts see their own run; an ordinary cell sees none.
"""

from __future__ import annotations

import itertools
import threading
from contextvars import ContextVar, Token
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from .confidential import masked
from .errors import NoSessionContext, ScriptControlException, StopException
from .memory import Memory
from .pages import Pages
from .patch import walk
from .tree import Node, block, empty_page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from .events import Job

MOST_NODES = 20_000
MOST_PRINTED = 100_000
# Events go on counting from run to run, so that each call is a new node.
_events = itertools.count()

current: ContextVar[Run | None] = ContextVar("ipyrerun_run", default=None)
within: ContextVar[Node | None] = ContextVar("ipyrerun_within", default=None)
outer: ContextVar[tuple[Node | None, ...]] = ContextVar("ipyrerun_outer", default=())
# The page whose script draws, its address and a slash; "" outside of `st.Page.run()`.
on_page: ContextVar[str] = ContextVar("ipyrerun_on_page", default="")
# The fragment whose body is executed (`ipyrerun.fragments.Fragment`, which imports this).
inside: ContextVar[Any] = ContextVar("ipyrerun_inside", default=None)
# What notes down the elements of a cached function (`ipyrerun.cache.replay.Capture`, the same).
recording: ContextVar[Any] = ContextVar("ipyrerun_recording", default=None)


class Run:
    """One execution of a script, or of a callback and the script that follows it.

    Parameters
    ----------
    app
        Name of the app that runs.
    session
        The kernel's session (`ipyrerun.session.Session`; a higher layer, hence untyped here).
    job
        What may end the run early; None outside an app.
    on_show
        Called after each element where there is no commit at the end, that is outside an app.
    memory
        The calls that earlier runs made.
    """

    def __init__(
        self,
        app: str,
        session: Any,
        job: Job | None,
        on_show: Callable[[Run], None] | None = None,
        memory: Memory | None = None,
    ) -> None:
        self.app = app
        self.session = session
        self.job = job
        self.root = empty_page()
        assert self.root.children is not None
        self.main = self.root.children[0]
        self.sidebar = block("sidebar", "sidebar", "sidebar", {}, self.root)
        self.bottom = block("bottom", "bottom", "bottom", {}, self.root)
        self.event = block("event", "event", "event", {}, self.root)
        # In the order of the page.
        self.roots = {b.id: b for b in (self.main, self.sidebar, self.bottom, self.event)}
        # By node: the last edit of each browser that the run's values know of.
        self.seen: dict[str, dict[str, int]] = {}
        self.memory = memory or Memory()
        self.pages = Pages()
        # Which of the app's pages is shown.
        self.page = ""
        # Writes values; what bare expressions call.
        self.show: Callable[..., object] = lambda *_: None
        self.space: dict[str, Any] = {}
        # Options of the configuration, as the run has found them.
        self.options: dict[str, Any] = {}
        self.given: dict[str, Any] = {}
        self.ids: dict[str, Node] = {}
        # Held by the thread that takes a slot.
        self.taking = threading.Lock()
        self.forms: dict[str, Node] = {}
        self.drawn: set[str] = set()
        self.reads: set[str] = set()
        self.written: set[str] = set()
        self.changed: set[str] = set()
        # The keys that the program has deleted: a click on such a button is not handed out.
        self.deleted: set[str] = set()
        # What was drawn, updates included: tells whether a statement has drawn anything.
        self.placed = 0
        self.dividers = 0
        # Figures that the script has shown itself: not to be drawn again at its end.
        self.figures: list[Any] = []
        self.ending: ScriptControlException | None = None
        # What the script raised, once the run is over.
        self.failure: BaseException | None = None
        # What fragments raised and have shown themselves.
        self.told: list[BaseException] = []
        # The fragments that were called, by id.
        self.fragments: dict[str, Any] = {}
        # Those of the page before this run.
        self.known: dict[str, Any] = {}
        # Who executes parallel ones (`ipyrerun.crew.Crew`).
        self.crew: Any = None
        # A run of fragments: what it draws anew, of the page that the run `base` has drawn.
        self.redraw: Any = None
        self.base: Run | None = None
        # Whose callback is called: the id of its fragment.
        self.calling = ""
        self.is_calling_back = False
        self.is_ended = False
        self.is_finished = False
        self._on_show = on_show
        self._shown = 0
        self._left_out = 0
        self._printed = 0
        self._lines_dropped = 0

    def join(self, base: Run, redraw: Any) -> None:
        """Draw only these parts of the page that another run has drawn."""
        self.base, self.redraw = base, redraw
        self.main, self.sidebar, self.bottom = base.main, base.sidebar, base.bottom
        self.roots = base.roots | {self.event.id: self.event}
        self.space, self.page, self.show = base.space, base.page, base.show
        within.set(redraw.first)

    def carry_on(self, other: Run) -> Self:
        """Go on where another run has ended: what its callbacks did is this run's."""
        self.written |= other.written
        self.changed |= other.changed
        self.deleted |= other.deleted
        self.reads |= other.reads
        return self

    def heir(self) -> Run:
        """Return the run that goes on with the page of this one, else this one."""
        now = current.get()
        return now if now is not None and now.base is (self.base or self) else self

    def holder(self, slot: str) -> Node | None:
        """Return what has this slot already: in this run, or beside what it draws anew."""
        return self.ids.get(slot) or self._beside(lambda base: base.ids.get(slot))

    def form(self, key: str) -> Node | None:
        """Return the form that has this key already: in this run, or beside what it draws anew."""
        return self.forms.get(key) or self._beside(lambda base: base.forms.get(key))

    def _beside(self, find: Callable[[Run], Node | None]) -> Node | None:
        if self.base is None or self.redraw is None:
            return None
        node = find(self.base)
        return None if node is None or node.id in self.redraw.before else node

    def checkpoint(self) -> None:
        """End the run here if it was stopped or a newer event waits.

        A run that has ended draws nothing more.
        """
        if self.is_finished:
            raise NoSessionContext(
                "st.* was called for a run that has ended: by a thread of it, or on a container "
                "that was kept from it, in the state or by a cached function; let the script wait "
                "for its threads (`thread.join()`), and make containers in each run"
            )
        if self.is_ended:
            raise StopException
        if self.ending is not None:
            # A script that swallowed the exception of `st.stop()` meets it again here.
            raise self.ending
        if self.job is not None and self.job.alarm:
            self.job.checkpoint()

    @property
    def is_stopped(self) -> bool:
        """Whether its user has stopped it."""
        return self.job is not None and self.job.is_stopped

    def on_stop(self, cancel: Callable[[], object]) -> Callable[[], None]:
        """Have something called once the run is stopped; return what takes that back.

        See `Job.on_stop`.
        """
        return (lambda: None) if self.job is None else self.job.on_stop(cancel)

    def place(self, node: Node, parent: Node) -> None:
        """Append a node to a block of this run, unless the page is full."""
        assert parent.children is not None
        self.placed += 1
        node.parent = parent
        capture = recording.get()
        if capture is not None:
            capture.place(self, node, parent)
        if parent.kind == "empty":
            self._take_off(parent.children)
            parent.children.clear()
        if self._shown >= MOST_NODES:
            self._left_out += 1
            return
        self._shown += 1
        if parent.parent is self.root and not parent.children:
            self._bring_in(parent)
        if parent.kind in _GRIDS and _is_grid(parent) and node.kind not in _FREE_IN_GRIDS:
            # Whatever is put on a grid has a cell of its own.
            cell = block(f"{node.id}.cell", "cell", "cell", {}, parent)
            cell.children = [node]
            node.parent, node = cell, cell
            self._shown += 1
        parent.children.append(node)
        if self._on_show is not None:
            self._on_show(self)

    def _bring_in(self, root_block: Node) -> None:
        """Put a root block on the page, for it holds something now; the main block is always."""
        # Not in `place`: what a comprehension reads there is a cell, allocated in each call.
        used = [b for b in self.roots.values() if b is self.main or b is root_block or b.children]
        others = [b for b in self.root.children or () if b.id not in self.roots]
        self.root.children = [*others, *used]

    def hand_on(self, events: list[Node]) -> None:
        """Take over what an unfinished run announced."""
        for node in events:
            self.place(node, self.event)

    def replace(self, old: Node, new: Node) -> None:
        """Put a node in the place of another; what was left out stays left out."""
        parent = new.parent = old.parent
        capture = recording.get()
        if capture is not None:
            capture.swap(old, new)
        assert parent is not None
        assert parent.children is not None
        if old in parent.children:
            self._take_off([old])
            self._shown += 1
            parent.children[parent.children.index(old)] = new
        self.touched()

    def remove(self, node: Node) -> None:
        """Take a node off the page."""
        capture = recording.get()
        if capture is not None:
            capture.drop(node)
        parent = None if self.is_ended else node.parent
        if parent is not None and parent.children is not None and node in parent.children:
            self._take_off([node])
            parent.children.remove(node)
            self.touched()

    def clear(self, parent: Node, kinds: Collection[str]) -> None:
        """Take the nodes of these kinds out of a block."""
        assert parent.children is not None
        self._take_off([child for child in parent.children if child.kind in kinds])
        parent.children[:] = [child for child in parent.children if child.kind not in kinds]

    def _take_off(self, nodes: list[Node]) -> None:
        self._shown -= sum(1 for node in nodes for _ in walk(node))

    def touched(self) -> None:
        """Note that the page changed in place."""
        self.placed += 1
        if self._on_show is not None:
            self._on_show(self)

    def block(self) -> Node:
        """Return the block that `with` chose, else the main block."""
        node = within.get() or self.main
        fragment = inside.get()
        if fragment is None:
            return node
        own: Node = fragment.place(self, node)
        return own

    def print(self, name: str, text: str) -> None:
        """Add printed text where the script is; neighbouring pieces of one stream are one element.

        Text beyond `MOST_PRINTED` characters is counted, and a notice at the end of the page says
        how much there was.
        """
        if self.job is not None and (self.job.is_stopped or self.job.is_abandoned):
            raise StopException
        if name == "stderr":
            # Where Python itself and loggers write their tracebacks to.
            text = masked(text)
        if self._printed > MOST_PRINTED:
            self._lines_dropped += text.count("\n")
            return
        self._printed += len(text)
        parent = self.block()
        holder = parent.children[-1] if _is_grid(parent) and parent.children else parent
        last = holder.children[-1] if holder.children else None
        if last is not None and last.kind == "stream" and last.props["name"] == name:
            # A new node: the page may still hold the old one as what it shows.
            grown = last.props["text"] + text
            assert holder.children is not None
            holder.children[-1] = replace(last, props={"name": name, "text": grown}, value=grown)
            if self._on_show is not None:
                self._on_show(self)
        else:
            props = {"name": name, "text": text}
            self.place(
                Node(parent.next_id("stream"), "stream", "stream", props, value=text), parent
            )

    def finish(self, before: Node) -> None:
        """Complete the page, which showed `before`.

        Notices say what did not fit. The block of events stays once it is there: what was announced
        outlives the run that did it.
        """
        kinds = {one.kind for one in before.children or ()}
        # What a fragment announces needs its place.
        is_wanted = self.event.kind in kinds or bool(self.fragments)
        if is_wanted and not self.event.children:
            self.root.children = [*(self.root.children or ()), self.event]
        self.notice(self.main)

    def notice(self, parent: Node) -> None:
        """Say at the end of a block what did not fit."""
        notices = []
        if self._lines_dropped:
            notices.append(
                f"{self._lines_dropped:,} more printed lines are not shown: a page shows the first "
                f"{MOST_PRINTED:,} characters of a run."
            )
        if self._left_out:
            notices.append(
                f"{self._left_out:,} more elements are not shown: a page shows the "
                f"first {MOST_NODES:,} of a run."
            )
        assert parent.children is not None
        for text in notices:
            node = Node(parent.next_id("notice"), "notice", "notice", {"text": text}, value=text)
            parent.children.append(node)


# What stands in a grid without a cell around it.
_FREE_IN_GRIDS = frozenset({"cell", "part"})
# What may be a grid, or a part of one.
_GRIDS = frozenset({"grid", "part"})


def _is_grid(node: Node) -> bool:
    """Return whether it is a grid, or a fragment's own part of one."""
    while node.kind == "part" and node.parent is not None:
        node = node.parent
    return node.kind == "grid"


def next_id(parent: Node, kind: str) -> str:
    """Return the id of the next node of this kind that the script places in a block."""
    if parent.kind == "event":
        return f"event.{kind}{next(_events)}"
    page = on_page.get()
    if page and page not in parent.id:
        # What stands at the same place on two pages is not the same.
        kind = page + kind
    return f"{parent.id}.{kind}0" if parent.kind == "empty" else parent.next_id(kind)


def enter(run: Run) -> Token[Run | None]:
    """Make this the run of the current context."""
    within.set(None)
    on_page.set("")
    inside.set(None)
    recording.set(None)
    return current.set(run)


def caller() -> str:
    """Return the id of the fragment under way; "" is the script itself."""
    fragment = inside.get()
    return "" if fragment is None else fragment.id


def running() -> Run:
    """Return the run of the current context; there must be one."""
    run = current.get()
    assert run is not None
    return run


def on_thread() -> None:
    """Prepare a thread for a run's output; `capture` puts its hook here."""
    for prepare in thread_hooks:
        prepare()


thread_hooks: list[Callable[[], None]] = []
