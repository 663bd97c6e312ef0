"""The clock of fragments that run by themselves from time to time.

It ticks while somebody looks at the page: a page that has said nothing for a while is asked, and
without an answer the clock stands still until one comes.
"""

from __future__ import annotations

import threading
import time
from contextvars import Context
from typing import TYPE_CHECKING, Any

from .events import Event

if TYPE_CHECKING:
    from collections.abc import Callable

    from .board import Board
    from .sink import RollCall

# A page that was not heard of for so long is asked; one that does not answer in time is not there.
ASK_AFTER = 20.0
ANSWER_WITHIN = 5.0
# A faster clock would leave its script no time.
SHORTEST = 0.05


class Ticks:
    """Asks for runs of fragments, each at its own pace.

    Parameters
    ----------
    submit
        Takes the events.
    roll_call
        Knows when a view was last heard of.
    """

    def __init__(self, submit: Callable[[Event], object], roll_call: RollCall) -> None:
        self._submit = submit
        self._roll_call = roll_call
        self._changed = threading.Condition()
        # By fragment: every so often, next at [s].
        self._due: dict[str, tuple[float, float]] = {}
        self._thread: threading.Thread | None = None
        self._page: Any = None
        self._asked = 0.0

    def keep(self, board: Board) -> None:
        """Tick for the fragments that are on the page now, and for no others."""
        wanted = {one.id: one.every for one in board.fragments.values() if one.every is not None}
        if board.page is None or not (wanted or self._due):
            return
        now = time.monotonic()
        with self._changed:
            self._page = board.page
            before, self._due = self._due, {}
            for id_, every in wanted.items():
                pace = max(every, SHORTEST)
                old = before.get(id_)
                is_same = old is not None and old[0] == pace
                self._due[id_] = old if is_same and old is not None else (pace, now + pace)
            if self._due and self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="ipyrerun ticks", daemon=True
                )
                # Not in the context of the run under way.
                Context().run(self._thread.start)
            self._changed.notify_all()

    def stop(self) -> None:
        """Tick no more."""
        with self._changed:
            self._due = {}
            self._changed.notify_all()

    def _run(self) -> None:
        try:
            self._tick()
        finally:
            with self._changed:
                if self._thread is threading.current_thread():
                    self._thread = None

    def _tick(self) -> None:
        while True:
            with self._changed:
                if not self._due:
                    # In one breath with the look: who comes next begins another thread.
                    self._thread = None
                    return
                rest = min(at for _, at in self._due.values()) - time.monotonic()
                if rest > 0:
                    self._changed.wait(min(rest, threading.TIMEOUT_MAX))
                    continue
                late = self._take_late()
            for id_ in late if self._is_seen() else ():
                self._submit(Event(fragments=(id_,)))

    def _take_late(self) -> list[str]:
        """Return the fragments whose time has come; missed ticks are not made up for."""
        now = time.monotonic()
        late = [id_ for id_, (_, at) in self._due.items() if at <= now]
        for id_ in late:
            every, at = self._due[id_]
            self._due[id_] = (every, max(at + every, now))
        return late

    def _is_seen(self) -> bool:
        """Return whether somebody looks at the page, as far as is known."""
        if not self._page.is_attached:
            return False
        now, heard = time.monotonic(), self._roll_call.last_answer
        if now - heard < ASK_AFTER:
            return True
        if self._asked <= heard or now - self._asked > ASK_AFTER:
            is_new = self._asked <= heard
            self._asked = now
            self._page.call_roll()
            return is_new
        return now - self._asked < ANSWER_WITHIN and heard > 0
