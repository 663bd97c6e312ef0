"""What stands on the page of an app.

Its tree and where that is shown, the inputs by which events are read, the fragments that may run by
themselves, and the slots and keys of the last run.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from .events import Event
from .fragments import Redraw, contents, outermost
from .intake import Intake
from .memory import Memory
from .patch import freeze, merge
from .widgets import tell_observers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .events import Batch
    from .execution import Wishes
    from .fragments import Fragment
    from .intake import News
    from .patch import Ranges
    from .run import Run
    from .session import Session
    from .sink import Part, Sink
    from .tree import Node


class Board:
    """What an app shows now.

    Its `lock` is held while the page changes, and while events are read by what it shows.

    Parameters
    ----------
    session, app
        The session of the app, and its name there.
    """

    def __init__(self, session: Session, app: str) -> None:
        self._session = session
        self._app = app
        self.memory = Memory()
        self.lock = threading.RLock()
        self._sink: Sink | None = None
        self.intake = Intake(session.state)
        self.fragments: dict[str, Fragment] = {}
        # The run that has drawn the page, and the one under way.
        self.base: Run | None = None
        self.run: Run | None = None
        # Toasts of a run that ended in another run: they are shown with the next page.
        self.untold: list[Node] = []
        # What has to be drawn again, although no event asks for it any more.
        self.is_incomplete = True
        self.owed: set[str] = set()
        # Both as they were before the run under way.
        self._before: tuple[bool, set[str]] = True, set()
        self.is_closed = False
        # Up to which edits of each browser the values of blocks know, by block.
        self._seen: dict[str, dict[str, int]] = {}
        self._reads: set[str] = set()
        self._drawn: set[str] = set()

    @property
    def sink(self) -> Sink:
        """The page, or a test's recorder."""
        assert self._sink is not None
        return self._sink

    @sink.setter
    def sink(self, sink: Sink) -> None:
        self._sink = sink

    @property
    def page(self) -> Any:
        """The root widget, if there is one."""
        return getattr(self._sink, "page", None)

    @property
    def reads(self) -> set[str]:
        """The keys that the last run read, and the one under way so far."""
        return self._reads if self.run is None else self._reads | self.run.reads

    def has_read(self, keys: set[str]) -> bool:
        """Return whether one of these keys is among `reads`, which may be many."""
        now = self.run
        return not (keys.isdisjoint(self._reads) and (now is None or keys.isdisjoint(now.reads)))

    @property
    def drawn(self) -> set[str]:
        """The slots that the last run drew, and the one under way so far."""
        return self._drawn if self.run is None else self._drawn | self.run.drawn

    def scope(self, event: Event) -> str | None:
        """Return what an event asks for: "" is the script, else a fragment; None is nothing."""
        field = self.intake.input(event.id)
        if field is None:
            return ""
        return None if field.ignore else field.fragment

    def take_over(self, old: Board) -> None:
        """Stand for another board, whose cell is executed again."""
        self._drawn = old.drawn

    def begin(self, run: Run, fragments: Iterable[Fragment] | None) -> None:
        """Let a run draw, the whole page or these fragments."""
        with self.lock:
            run.known = self.fragments
            run.seen = self._seen
            self._before = self.is_incomplete, set(self.owed)
            if fragments is not None:
                assert self.base is not None
                run.join(self.base, Redraw(outermost(fragments), self.fragments))
                self.owed |= run.redraw.ids
            else:
                self.is_incomplete = True
            run.hand_on(self.untold)
            self.run = run

    def give_way(self, run: Run) -> None:
        """End a run in whose place another one goes on."""
        with self.lock:
            run.is_ended = True
            self._drawn |= run.drawn
            if run.redraw is not None and run.redraw.touched:
                self._amend([], {}, run)
        self.untold = [one for one in run.event.children or () if one.children is None]

    # -- what is to be done

    def note(self, news: News) -> None:
        """Take note of what views show that their inputs cannot take, and of dialogs closed."""
        self._seen = self.intake.seen()
        for field in news.refused:
            if field.fragment:
                self.owed.add(field.fragment)
            else:
                self.is_incomplete = True
        for id_ in news.dismissed:
            self._dismiss(id_)

    def due(self, batch: Batch, news: News, *, is_woken: bool) -> list[Fragment] | bool:
        """Return the fragments to run; True is the script, False nothing.

        Where only fragments are asked for, as the clock does, that never asks for the script.
        """
        is_undrawn = self.is_incomplete or self.base is None
        if batch.is_forced or is_woken or (batch.asks_more and is_undrawn):
            return True
        armed = self.intake.input(batch.armed.id) if batch.armed is not None else None
        calls = [*news.calls, *([armed] if armed else [])]
        asked = dict.fromkeys(field.fragment for field in calls)
        if (batch.armed is not None and armed is None) or any(
            a not in self.fragments for a in asked
        ):
            return True
        owed = [id_ for id_ in self.fragments if id_ in self.owed] if self.owed else []
        ids = dict.fromkeys([*owed, *asked, *batch.fragments])
        # A fragment that is gone from the page has no time of its own any more.
        return [self.fragments[id_] for id_ in ids if id_ in self.fragments] or False

    def diverted(self, due: list[Fragment] | bool, wishes: Wishes) -> list[Fragment] | None:
        """Return the fragments to run where callbacks have asked for some; None is what was due.

        Where another callback is content with what was due, that is run, too; and the script where
        a run of it has given way to this one.
        """
        asked = [self.fragments[id_] for id_ in wishes.fragments if id_ in self.fragments]
        was_incomplete, _ = self._before
        if not asked or (due is True and (wishes.usual or was_incomplete)):
            return None
        return [*due, *asked] if wishes.usual and isinstance(due, list) else asked

    def waive(self) -> None:
        """Let what was due be due no more: callbacks have asked for something else."""
        self.is_incomplete, self.owed = self._before

    def event_of(self, content: dict[str, Any]) -> Event:
        """Return what was done to a block that has a value: it has no comm of its own."""
        id_ = content["id"]
        field = self.intake.input(id_)
        if "edit" in content:
            self.intake.note_edit(id_, *content["edit"])
        return Event(id_, content.get("value"), once=field is not None and field.control.once)

    # -- showing

    def show_partly(self, run: Run) -> None:
        """Show what the run has drawn, between what it has not reached yet."""
        with self.lock:
            if run.is_ended or run is not self.run:
                return
            if run.redraw is None:
                self._show(*merge(self.sink.shown, run.root))
            else:
                self._amend_partly(run)
        tell_observers()

    def _amend_partly(self, run: Run) -> None:
        parts: list[Part] = []
        stale: Ranges = {}
        for block in run.redraw.blocks:
            merged, marks = merge(block, run.redraw.draft_of(block))
            assert merged.children is not None
            parts.append((block, merged.children))
            stale |= marks
        self._amend([*parts, *self._announced(run)], stale, run)

    def _show(self, root: Node, stale: Ranges) -> None:
        """Show a tree; its inputs are from now on the declarations by which events are read."""
        if self.is_closed:
            return
        self.sink.commit(root, stale)
        self.intake.declare(root)

    def _amend(self, parts: list[Part], stale: Ranges, run: Run | None = None) -> None:
        """Show other contents of some blocks, and what the run has touched elsewhere.

        The rest of the page is not looked at.
        """
        if self.is_closed:
            return
        old = [node for block, _ in parts for node in contents(block)]
        touched = [] if run is None else run.redraw.take_touched()
        self.sink.amend(parts, stale, touched)
        new = [node for block, _ in parts for node in contents(block)]
        self.intake.amend(old, new)
        self._reregister(old, new)
        for id_ in {node.id for node in old} - {node.id for node in new}:
            self.fragments.pop(id_, None)

    def _reregister(self, old: list[Node], new: list[Node]) -> None:
        """Keep the table of what has which slot in step with the page."""
        assert self.base is not None
        ids, forms = self.base.ids, self.base.forms
        for node in old:
            slot = _slot_of(node)
            names = forms if node.kind == "form" else ids
            if slot is not None and slot in names and names[slot].id == node.id:
                del names[slot]
        for node in new:
            slot = _slot_of(node)
            if slot is not None:
                (forms if node.kind == "form" else ids)[slot] = node

    def _announced(self, run: Run) -> list[Part]:
        """Return what a run of fragments shows above the page; an open dialog stays."""
        news = run.event.children
        assert self.base is not None
        if not news:
            return []
        event = self.base.event
        opens = any(one.children is not None for one in news)
        stays = [one for one in event.children or () if one.children is not None and not opens]
        ids = {one.id for one in news}
        return [(event, [*(one for one in stays if one.id not in ids), *news])]

    # -- the end of a run

    def finish(self, run: Run, *, is_whole: bool) -> set[str]:
        """Show a run's complete page; return the slots that are not drawn any more."""
        self.untold = []
        # Its fragments hold the names of their run, and with them all runs before.
        run.known = {}
        if run.redraw is not None:
            return self._finish_fragments(run, is_whole=is_whole)
        gone = set[str]()
        if is_whole:
            state = self._session.state
            left = (self._drawn | state.stranded(self._app)) - run.drawn
            # What the run has assigned stays, but is no input's any more.
            state.strand(left & run.written, self._app)
            gone = left - run.written
            self.memory.end_turn()
        else:
            self.memory.end_early()
        self._drawn = set(run.drawn) if is_whole else self.drawn
        self._reads = set(run.reads) if is_whole else self.reads
        self.is_incomplete = False
        self.owed = set()
        self._show(run.root, {})
        self.base, self.fragments = run, run.fragments
        return gone

    def _finish_fragments(self, run: Run, *, is_whole: bool) -> set[str]:
        redraw = run.redraw
        gone = set(redraw.slots()) - run.drawn - run.written if is_whole else set[str]()
        # In place: what these cost must not depend on the page around the fragments.
        self._drawn -= gone
        self._drawn |= run.drawn
        self._reads |= run.reads
        self.owed -= redraw.begun
        parts = [(block, redraw.draft_of(block).children or []) for block in redraw.drawn()]
        self._amend([*parts, *self._announced(run)], {}, run)
        self.fragments.update(run.fragments)
        return gone

    def give_up(self, run: Run) -> None:
        """Show what a run has drawn that does not end; what it draws from now on is discarded."""
        self.is_incomplete = False
        redraw = run.redraw
        if redraw is None:
            self.owed = set()
            self._show(freeze(run.root), {})
            self.base, self.fragments = None, {}
            return
        self.owed -= redraw.begun
        self._amend(
            [(b, freeze(redraw.draft_of(b)).children or []) for b in redraw.drawn()], {}, run
        )
        for id_ in filter(redraw.is_begun, redraw.nested):
            self.fragments.pop(id_, None)

    def _dismiss(self, id_: str) -> None:
        """Take a dialog off the page, which its user has closed."""
        if self.base is None or not any(one.id == id_ for one in self.base.event.children or ()):
            return
        event = self.base.event
        self._amend([(event, [one for one in event.children or () if one.id != id_])], {})

    def meet(self, content: dict[str, Any]) -> None:
        """Take note of what a browser says of itself, and of the address that it shows."""
        if "client" in content:
            self._session.meet(content["client"])
        address = self._session.address
        if address is None or "query" not in content:
            return
        if address.version:
            # The script has changed it before anybody looked.
            address.told = -1
            self.tell_address()
        elif address.adopt(content["query"]):
            self._session.begin_with(address)

    def tell_address(self) -> None:
        """Let the browser show the query of the page, where it is the address of the dashboard."""
        if self.page is not None and self._session.address is not None:
            self.page.address(self._session.address)

    def mark(self, outdated: list[str]) -> None:
        """Show which of the notebook's variables have changed, and that there are caches."""
        if self.page is not None:
            self.page.mark(outdated=outdated, caches=bool(self._session.caches))

    def close(self) -> None:
        """Show nothing any more."""
        self.is_closed = True
        if self.run is not None:
            self.run.is_ended = True


def _slot_of(node: Node) -> str | None:
    """Return the slot that a node has, if it has one; of a form, its key."""
    if node.input is not None:
        return node.input.slot
    key = node.params.get("key") if node.children is not None else None
    return None if key is None else str(key)
