"""The kernel's one session: its state, its apps by name, what is known of its browser.

Every `%%rerun` cell of a kernel shares it, but those that are `--isolated`: each of them has one of
its own. An app is woken when somebody else changes a key that it read in its last run; what an
ordinary cell writes is one batch, sent when the cell ends.
"""

from __future__ import annotations

import itertools
import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from .errors import StreamlitAPIException
from .query import Query
from .run import Run, current, on_page
from .state import EVERY, HIDDEN, Owner, SessionState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .script import Script
    from .tree import Control

# What an app has read that asked for `st.context`.
CONTEXT = HIDDEN + "context"


class Member(Protocol):
    """What the session knows of an app."""

    name: str
    title: str

    def has_read(self, keys: set[str]) -> bool:
        """Return whether the last run read one of these, or the one under way so far."""

    @property
    def drawn(self) -> set[str]:
        """The slots that the last run drew, and the one under way so far."""

    def wake(self, causes: frozenset[int]) -> None:
        """Run again because of a change with these ids."""

    def look(self, causes: frozenset[int]) -> None:
        """Take note of what the notebook's variables have become."""

    def widget(self, slot: str) -> Any:
        """Return the live widget of a slot, or None."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a page: its script, and the notebook's namespace, all of it if `everything`."""

    script: Script
    variables: dict[str, Any]
    everything: bool = False

    def seed(self) -> dict[str, Any]:
        """Return a new namespace for the cell."""
        return self.script.seed(self.variables, everything=self.everything)


class Session:
    """One state and the apps that share it.

    Parameters
    ----------
    address
        The query of the one page that shows all apps, in Voila; elsewhere each app has its own.
    parent
        The kernel's session, for that of an isolated app. They share what is the kernel's: the
        caches, what is known of the browser, the notebook's variables, and when an ordinary cell
        begins and ends.
    """

    def __init__(self, address: Query | None = None, parent: Session | None = None) -> None:
        self.state = SessionState()
        self.apps: dict[str, Member] = {}
        self.isolated: dict[str, Session] = {}
        self.caches: list[Callable[[], None]] = [] if parent is None else parent.caches
        self.client: dict[str, Any] = {} if parent is None else parent.client
        # A test's own secrets, in the place of those of files.
        self.secrets: dict[str, Any] | None = None if parent is None else parent.secrets
        self.address = address
        self._parent = parent
        self._queries: dict[str, Query] = {}
        # What `%%rerun name` and `%%rerun name --page` have compiled: `st.Page("%name")` shows it.
        self.cells: dict[str, Cell] = {} if parent is None else parent.cells
        # One count for all: what changes the notebook's variables concerns every session.
        self.ids: Iterator[int] = itertools.count(1) if parent is None else parent.ids
        self._outside: set[str] = set()
        self._lock = threading.Lock()
        self._is_batching = False

    @property
    def is_batching(self) -> bool:
        """Whether an ordinary cell is being executed: what it writes is told when it ends."""
        return self._is_batching if self._parent is None else self._parent.is_batching

    @is_batching.setter
    def is_batching(self, value: bool) -> None:
        self._is_batching = value

    def query(self, app: str) -> Query:
        """Return the query of the page that shows an app."""
        if self.address is not None:
            return self.address
        return self._queries.setdefault(app, Query(app))

    def _every_query(self) -> list[Query]:
        return list(self._queries.values()) if self.address is None else [self.address]

    def every_app(self) -> dict[str, Member]:
        """Return the apps of this session and the isolated ones, by name."""
        apps = dict(self.apps)
        for session in self.isolated.values():
            apps.update(session.apps)
        return apps

    def isolate(self, name: str) -> Session:
        """Return the session that an isolated app has for itself, the same whenever it runs."""
        return self.isolated.setdefault(name, Session(parent=self))

    def next_cause(self) -> frozenset[int]:
        """Return the id of a new batch."""
        return frozenset({next(self.ids)})

    def wake(self, keys: set[str], causes: frozenset[int], origin: Member | None = None) -> None:
        """Rerun every app but `origin` that read one of these keys in its last run."""
        if not keys:
            return
        asked = keys | {EVERY}
        for app in list(self.apps.values()):
            if app is not origin and app.has_read(asked):
                app.wake(causes)

    def note_outside(self, *keys: str) -> None:
        """Note that code outside a run set these keys; sent at once where no cell will end."""
        with self._lock:
            self._outside.update(keys)
        if not self.is_batching:
            self.flush_outside()

    def flush_outside(self) -> None:
        """Send what an ordinary cell wrote, as one batch."""
        with self._lock:
            keys, self._outside = self._outside, set()
        if keys:
            self.wake(keys, self.next_cause())

    def meet(self, client: dict[str, Any]) -> None:
        """Take note of what a browser says of itself; rerun the apps that have asked for it."""
        if client == self.client:
            return
        self.client.clear()
        self.client.update(client)
        for session in (self, *self.isolated.values()):
            causes = session.next_cause()
            for app in list(session.apps.values()):
                if app.has_read({CONTEXT}):
                    app.wake(causes)

    def begin_with(self, address: Query) -> None:
        """Let an address that was not known before say the values of the inputs bound to it."""
        bound = {name for name in address.bound if name in address.params}
        self.state.drop(bound)
        self.wake({address.mark, *bound}, self.next_cause())

    def delete(self, key: str) -> set[str]:
        """Drop a key that somebody has deleted; return what changed by that.

        No address says its value any more: a bound input begins with its default.
        """
        marks = {query.mark for query in self._every_query() if query.release([key])}
        self.state.drop([key])
        return {key, *marks}

    def claim(
        self, run: Run, slot: str, name: str, identity: tuple[Any, ...], control: Control[Any]
    ) -> tuple[Any, int]:
        """Return value and stamp for an input."""
        now = (name, identity, run.app, on_page.get())
        owner = self.state.owners.get(slot)
        if owner != now:
            self.refuse_other(run, slot, name, identity)
            owner = Owner(*now)
        run.drawn.add(slot)
        return self.state.claim(slot, owner, control)

    def refuse_other(self, run: Run, slot: str, name: str, identity: tuple[Any, ...]) -> None:
        """Refuse an input that another app draws differently under the same key."""
        before = self.state.owners.get(slot)
        if (
            before is not None
            and before.app != run.app
            and (before.name, before.identity) != (name, identity)
        ):
            other = self.apps.get(before.app)
            if other is not None and slot in other.drawn:
                raise StreamlitAPIException(
                    f"st.{name}: the key {slot!r} is drawn by st.{before.name} in the cell "
                    f"{other.title!r} and by this call in "
                    f"the cell {self.title(run.app)!r}, with other parameters. One key is one "
                    "value in the whole kernel: "
                    "give both inputs the same parameters, or one of them another key"
                )

    def clear_caches(self) -> None:
        """Empty every cache of the kernel."""
        for clear in list(self.caches):
            clear()

    def clear_state(self) -> None:
        """Empty the state, and rerun every app: it is theirs in common."""
        for query in self._every_query():
            query.release(list(query.bound))
        self.state.clear()
        causes = self.next_cause()
        for app in list(self.apps.values()):
            app.wake(causes)

    def look(self, causes: frozenset[int]) -> None:
        """Let every app see what has become of the notebook's variables, also isolated ones."""
        if self._parent is not None:
            self._parent.look(causes)
            return
        for session in (self, *list(self.isolated.values())):
            for app in list(session.apps.values()):
                app.look(causes)

    def title(self, name: str) -> str:
        """Return how an app is called in messages."""
        app = self.apps.get(name)
        return app.title if app is not None else name

    def leave_page(self, app: Member, page: str, *, entirely: bool) -> None:
        """Drop what the inputs hold that stand on a page of an app, or on all of the app.

        `page` is the page that comes.
        """
        owners = list(self.state.owners.items())
        gone = {s for s, o in owners if o.app == app.name and (entirely or o.page)}
        self.forget(app, gone, page)

    def forget(self, app: Member, slots: set[str], page: str = "") -> None:
        """Drop the slots that no other app's last tree draws, unless they outlive their input."""
        others = [a.drawn for a in self.apps.values() if a is not app]
        gone = [s for s in slots if not any(s in drawn for drawn in others)]
        self.query(app.name).release(gone)
        self.state.leave(gone, app.name, page)


def _address() -> Query | None:
    """Return the query of the dashboard that this kernel serves; Voila says it to the kernel."""
    is_dashboard = "VOILA_REQUEST_URL" in os.environ or "VOILA_PREHEAT" in os.environ
    return Query("", os.environ.get("QUERY_STRING", "")) if is_dashboard else None


kernel = Session(_address())


def session() -> Session:
    """Return the session of the current run, or the kernel's."""
    run = current.get()
    return kernel if run is None else run.session
