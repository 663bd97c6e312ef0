"""The kernel's one session: its state, its apps by name, and `st.session_state`.

Every `%%rerun` cell of a kernel shares the state. An app is woken when somebody else changes a key
that it read in its last run; what an ordinary cell writes is one batch, sent when the cell ends.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from .errors import (
    StreamlitAPIException,
    StreamlitWidgetAlreadyInstantiatedError,
)
from .run import Run, current, on_page
from .state import Owner, SessionState

if TYPE_CHECKING:
    from .script import Script
    from .tree import Control

_PLAIN = (bool, int, float, complex, str, bytes, type(None), date, time, timedelta)


class Member(Protocol):
    """What the session knows of an app."""

    name: str
    title: str

    @property
    def reads(self) -> set[str]:
        """The keys that the last run read, and the one under way so far."""

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
    """One state and the apps that share it."""

    def __init__(self) -> None:
        self.state = SessionState()
        self.apps: dict[str, Member] = {}
        self.caches: list[Callable[[], None]] = []
        # What `%%rerun name` and `%%rerun name --page` have compiled: `st.Page("%name")` shows it.
        self.cells: dict[str, Cell] = {}
        self._ids = itertools.count(1)
        self._outside: set[str] = set()
        self._lock = threading.Lock()
        self.is_batching = False

    def next_cause(self) -> frozenset[int]:
        """Return the id of a new batch."""
        return frozenset({next(self._ids)})

    def wake(self, keys: set[str], causes: frozenset[int], origin: Member | None = None) -> None:
        """Rerun every app but `origin` that read one of these keys in its last run."""
        for app in list(self.apps.values()):
            if app is not origin and not keys.isdisjoint(app.reads):
                app.wake(causes)

    def note_outside(self, key: str) -> None:
        """Note that code outside a run set this key; sent at once where no cell will end."""
        with self._lock:
            self._outside.add(key)
        if not self.is_batching:
            self.flush_outside()

    def flush_outside(self) -> None:
        """Send what an ordinary cell wrote, as one batch."""
        with self._lock:
            keys, self._outside = self._outside, set()
        if keys:
            self.wake(keys, self.next_cause())

    def claim(
        self, run: Run, slot: str, name: str, identity: tuple[Any, ...], control: Control[Any]
    ) -> tuple[Any, int]:
        """Return value and stamp for an input."""
        self.refuse_other(run, slot, name, identity)
        run.drawn.add(slot)
        return self.state.claim(slot, Owner(name, identity, run.app, on_page.get()), control)

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
        self.state.clear()
        causes = self.next_cause()
        for app in list(self.apps.values()):
            app.wake(causes)

    def look(self, causes: frozenset[int]) -> None:
        """Let every app see what has become of the notebook's variables."""
        for app in list(self.apps.values()):
            app.look(causes)

    def title(self, name: str) -> str:
        """Return how an app is called in messages."""
        app = self.apps.get(name)
        return app.title if app is not None else name

    def leave_page(self, app: Member, *, entirely: bool) -> None:
        """Drop what the inputs hold that stand on a page of an app, or on all of the app."""
        owners = list(self.state.owners.items())
        self.forget(app, {s for s, o in owners if o.app == app.name and (entirely or o.page)})

    def forget(self, app: Member, slots: set[str]) -> None:
        """Drop the slots that no other app's last tree draws."""
        others = [a.drawn for a in self.apps.values() if a is not app]
        self.state.drop(s for s in slots if not any(s in drawn for drawn in others))


kernel = Session()


def session() -> Session:
    """Return the session of the current run, or the kernel's."""
    run = current.get()
    return kernel if run is None else run.session


def is_same(old: Any, new: Any) -> bool:
    """Return whether an assignment changes nothing. Large values are compared by identity only."""
    return old is new or (type(old) is type(new) and isinstance(new, _PLAIN) and bool(old == new))


class SessionStateProxy(MutableMapping[str, Any]):
    """`st.session_state`: a mapping with attributes, kept for as long as the kernel lives.

    Keys are text; others are turned into text. Inputs with a key appear under it. Assigning a key
    that an input drew in the same run raises; assign it before the input, or in a callback.

    Examples
    --------
    >>> st.session_state["count"] = 1
    >>> st.session_state.count
    1
    """

    def __getitem__(self, key: str) -> Any:
        key = str(key)
        run = current.get()
        if run is None:
            values = kernel.state.values
        else:
            if run.is_ended:
                run.checkpoint()
            run.reads.add(key)
            values = run.session.state.values
        try:
            return values[key]
        except KeyError:
            raise KeyError(
                f"st.session_state has no key {key!r}. Set it first: {_repair(key)}"
            ) from None

    def __setitem__(self, key: str, value: Any) -> None:
        key = str(key)
        run = current.get()
        if run is None:
            changed = not is_same(kernel.state.values.get(key, _MISSING), value)
            kernel.state.assign(key, value)
            if changed:
                kernel.note_outside(key)
            return
        run.checkpoint()
        _refuse_drawn(run, key)
        state = run.session.state
        if run.is_calling_back or not is_same(state.values.get(key, _MISSING), value):
            state.assign(key, value)
            run.changed.add(key)
        else:
            # No news for anyone, but the value is the program's now: it stays although the
            # parameters of its input may change.
            state.assigned.add(key)
        run.written.add(key)

    def __delitem__(self, key: str) -> None:
        key = str(key)
        run = current.get()
        state = session().state
        if key not in state.values:
            raise KeyError(f"st.session_state has no key {key!r}; nothing to delete")
        state.drop([key])
        if run is None:
            kernel.note_outside(key)
        else:
            run.changed.add(key)

    def __iter__(self) -> Iterator[str]:
        return iter(session().state)

    def __len__(self) -> int:
        return len(session().state.values)

    def __contains__(self, key: object) -> bool:
        run = current.get()
        if run is not None:
            run.reads.add(str(key))
        return str(key) in session().state.values

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(
                f"st.session_state has no attribute {name!r}. Set it first: "
                f"st.session_state.{name} = ..."
            ) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def to_dict(self) -> dict[str, Any]:
        """Return a plain dict of all keys and values."""
        return dict(session().state.values)

    def __repr__(self) -> str:
        return repr(self.to_dict())


def _repair(key: str) -> str:
    return f"st.session_state[{key!r}] = ..."


def _refuse_drawn(run: Run, key: str) -> None:
    if key in run.drawn:
        raise StreamlitWidgetAlreadyInstantiatedError(
            f"st.session_state[{key!r}] was assigned after the input with this key was drawn in "
            "this run. Assign it before "
            "the input is drawn, or in a callback (`on_change=`, `on_click=`)"
        )


_MISSING = object()
