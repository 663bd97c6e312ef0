"""The plain SessionState: every value that outlives a run, by name.

A *slot* is a user's key, or the id of an input without one; ids start with `HIDDEN`, which no key
may. Each value has a *stamp* that rises whenever somebody other than the slot's own input in a
browser sets it. A live widget remembers the stamp that it shows: this is how the page knows which
values to write, and that a value which merely differs from an old run's must be left alone, since
it may be the user's newest edit.
"""

from __future__ import annotations

import pickle
import threading
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import count
from math import copysign
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar, cast

from .errors import UnserializableSessionStateError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .tree import Control

HIDDEN = "$$ID"
# Stands in what an app has read for "whichever keys there are": it looked at all of them.
EVERY = HIDDEN + "*"

T = TypeVar("T", bound="Held")


class Owner(NamedTuple):
    """Which input draws a slot.

    The `st.*` name, the parameters that it may not change, the app, and the page of the app.
    """

    name: str
    identity: tuple[Any, ...]
    app: str
    page: str = ""

    def differs(self, other: Owner) -> bool:
        """Return whether it is another input: of another kind, or on another page of the app."""
        is_turned = self.app == other.app and self.page != other.page
        return is_turned or (self.name, self.identity) != (other.name, other.identity)


class Held(Protocol):
    """What a slot holds besides its value, and what ends with it."""

    def close(self) -> None:
        """End it."""


@dataclass(slots=True)
class SessionState:
    """Values by slot, with their stamps, the input that draws each, and what it holds besides.

    Single dict operations are atomic; `lock` is for those that touch several dicts.
    """

    values: dict[str, Any] = field(default_factory=dict)
    hidden: dict[str, Any] = field(default_factory=dict)
    stamps: dict[str, int] = field(default_factory=dict)
    owners: dict[str, Owner] = field(default_factory=dict)
    assigned: set[str] = field(default_factory=set)
    held: dict[str, Held] = field(default_factory=dict)
    # Values that outlive their input: until its app shows another page (app and page), or for as
    # long as the session (None).
    kept: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    # The user's keys whose input is gone, by the app that drew it.
    orphans: dict[str, str] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    ticks: Iterator[int] = field(default_factory=lambda: count(1))

    def table(self, slot: str) -> dict[str, Any]:
        """Return the dict in which the slot lives."""
        return self.hidden if slot.startswith(HIDDEN) else self.values

    def put(self, slot: str, value: Any) -> int:
        """Set a value and return its new stamp.

        Every live widget that shows an older one is written.
        """
        with self.lock:
            self.table(slot)[slot] = value
            self.stamps[slot] = stamp = next(self.ticks)
            return stamp

    def assign(self, slot: str, value: Any) -> None:
        """Set a user's key on the program's behalf; its input will say whether it can show it.

        Without the lock, for speed. The order matters: whoever draws the key in between sees the
        new value with an old stamp, and draws it again, since it is woken by the change.
        """
        self.values[slot] = value
        self.stamps[slot] = next(self.ticks)
        self.assigned.add(slot)

    def claim(self, slot: str, owner: Owner, control: Control[Any]) -> tuple[Any, int]:
        """Return the value and the stamp that an input drawn for this slot has.

        An assigned value is checked, and kept or refused. A value that does not fit the input as it
        is now is mended, or goes back to the default, as one does that belonged to another kind of
        input. Nobody is woken by that.
        """
        table = self.table(slot)
        with self.lock:
            before = self.owners.get(slot)
            if before is not owner:
                self.owners[slot] = owner
            if slot in self.orphans:
                del self.orphans[slot]
            if slot not in table:
                # A new stamp: a live widget of a value that was deleted still shows it.
                value = control.copy(control.default)
                return value, self.put(slot, value)
            value = table[slot]
            if slot in self.assigned:
                self.assigned.discard(slot)
                checked = control.check(value)
                if checked is not value:
                    self.put(slot, checked)
                return checked, self.stamps[slot]
            is_other = before is not None and before is not owner and before.differs(owner)
            if is_other or not control.accepts(value):
                mend = None if is_other else control.mend
                rest = control.copy(control.default) if mend is None else mend(value)
                return rest, self.put(slot, rest)
            return value, self.stamps.get(slot, 0)

    def drop(self, slots: Iterable[str]) -> None:
        """Forget these slots."""
        slots = list(slots)
        with self.lock:
            for slot in slots:
                self.table(slot).pop(slot, None)
                self.stamps.pop(slot, None)
                self.owners.pop(slot, None)
                self.kept.pop(slot, None)
                self.orphans.pop(slot, None)
                self.assigned.discard(slot)
        ended = [self.held.pop(slot) for slot in slots if slot in self.held]
        for held in ended:
            held.close()

    def hold(self, slot: str, held: T, before: Held | None) -> T:
        """Let a slot hold something in the place of what it held before; return what it holds.

        If another thread was faster, that is what the other gave it.
        """
        with self.lock:
            now = self.held.get(slot)
            if now is before:
                self.held[slot] = held
        lost = before if now is before else held
        if lost is not None:
            lost.close()
        return held if now is before else cast("T", now)

    def keep(self, slot: str, place: tuple[str, str] | None) -> None:
        """Let a value outlive its input: for as long as `place` is shown, or for good (None)."""
        with self.lock:
            self.kept[slot] = place

    def keep_no_longer(self, slot: str) -> None:
        """Let a value go with its input."""
        with self.lock:
            self.kept.pop(slot, None)

    def adopt(self, key: str) -> None:
        """Note that a key is the notebook's: no run of an app whose input it was takes it away."""
        with self.lock:
            self.orphans.pop(key, None)

    def leave(self, slots: Collection[str], app: str, page: str) -> None:
        """Forget what the inputs of an app that are not drawn any more held.

        Unless an input said that its value stays. What the program assigns to such a key later
        stays for as long as the program goes on assigning it.
        """
        with self.lock:
            staying = [slot for slot in slots if slot in self.kept]
            going = [slot for slot in slots if slot not in self.kept]
            for slot in staying:
                self.owners.pop(slot, None)
            for slot, place in self.kept.items():
                is_elsewhere = place is not None and place[0] == app and place[1] != page
                if is_elsewhere and slot not in self.owners:
                    going.append(slot)
        self.drop(going)
        self.strand(going, app)

    def strand(self, slots: Collection[str], app: str) -> None:
        """Note that the inputs of these are gone, also if the program has just assigned them."""
        with self.lock:
            for slot in slots:
                self.owners.pop(slot, None)
                if not slot.startswith(HIDDEN) and slot not in self.kept:
                    self.orphans[slot] = app

    def stand(self, drawn: Collection[str], app: str, page: str) -> None:
        """Note that a run has drawn these on a page: what is kept for a page is kept for this."""
        if not self.kept:
            return
        with self.lock:
            for slot in drawn:
                place = self.kept.get(slot)
                if place is not None and place[0] == app:
                    self.kept[slot] = (app, page)

    def stranded(self, app: str) -> set[str]:
        """Return the keys of an app's former inputs that the program has assigned since."""
        with self.lock:
            return {key for key, of in self.orphans.items() if of == app and key in self.values}

    def check_pickles(self) -> None:
        """Raise for a value that cannot be pickled; the message names its key."""
        for slot, value in [*self.values.items(), *self.hidden.items()]:
            try:
                pickle.dumps(value)
            except Exception as error:
                owner = self.owners.get(slot)
                what = (
                    f"st.session_state[{slot!r}]"
                    if slot in self.values
                    else (f"the value of an st.{owner.name}" if owner else "a value")
                )
                raise UnserializableSessionStateError(
                    f"{what} is of type {type(value).__name__}, which cannot be pickled: {error}. "
                    "Keep what it is made from, or turn runner.enforceSerializableSessionState off"
                ) from error

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            for table in (
                self.values,
                self.hidden,
                self.stamps,
                self.owners,
                self.kept,
                self.orphans,
            ):
                table.clear()
            self.assigned.clear()
        while self.held:
            self.held.popitem()[1].close()

    def __iter__(self) -> Iterator[str]:
        """Iterate over the user's keys."""
        return iter(list(self.values))


_COMMON = frozenset([bool, int, float, str])
_PLAIN = (int, float, complex, str, bytes, type(None), Enum, date, time, timedelta)
# A pair of thumbs, of days: what an input holds. Longer ones are not looked through.
_SHORT = 8


def is_same(old: Any, new: Any) -> bool:
    """Return whether an assignment changes nothing.

    Only what cannot be changed in place can be the same: a list that is assigned again may hold
    something else by now.
    """
    kind = type(new)
    if type(old) is not kind:
        return False
    if kind in _COMMON:
        return bool(old == new) and (kind is not float or _is_as_signed(old, new))
    if kind is tuple and len(old) == len(new) <= _SHORT:
        return all(map(is_same, old, new))
    if not isinstance(new, _PLAIN) or not bool(old == new):
        return False
    if isinstance(new, float):
        # numpy's.
        return _is_as_signed(old, new)
    if isinstance(new, complex):
        return _is_as_signed(old.real, new.real) and _is_as_signed(old.imag, new.imag)
    # Moments are equal in every time zone, and what is said of them is not.
    return not isinstance(new, datetime | time) or _clock_of(old) == _clock_of(new)


def _is_as_signed(old: float, new: float) -> bool:
    """Tell zero from minus zero: they are equal, and are written otherwise."""
    return copysign(1, old) == copysign(1, new)


def _clock_of(moment: datetime | time) -> tuple[Any, ...]:
    return moment.replace(tzinfo=None), moment.tzinfo, moment.fold
