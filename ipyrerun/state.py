"""The plain SessionState: every value that outlives a run, by name.

A *slot* is a user's key, or the id of an input without one; ids start with `HIDDEN`, which no key
may. Each value has a *stamp* that rises whenever somebody other than the slot's own input in a
browser sets it. A live widget remembers the stamp that it shows: this is how the page knows which
values to write, and that a value which merely differs from an old run's must be left alone, since
it may be the user's newest edit.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .tree import Control

HIDDEN = "$$"

T = TypeVar("T", bound="Held")


@dataclass(slots=True)
class Owner:
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
    lock: threading.RLock = field(default_factory=threading.RLock)
    clock: int = 0

    def table(self, slot: str) -> dict[str, Any]:
        """Return the dict in which the slot lives."""
        return self.hidden if slot.startswith(HIDDEN) else self.values

    def put(self, slot: str, value: Any) -> int:
        """Set a value and return its new stamp.

        Every live widget that shows an older one is written.
        """
        with self.lock:
            self.clock += 1
            self.table(slot)[slot] = value
            self.stamps[slot] = self.clock
            return self.clock

    def assign(self, slot: str, value: Any) -> None:
        """Set a value on the program's behalf; the slot's input will say whether it can show it."""
        with self.lock:
            self.put(slot, value)
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
            self.owners[slot] = owner
            if slot not in table:
                # A new stamp: a live widget of a value that was deleted still shows it.
                return control.default, self.put(slot, control.default)
            value = table[slot]
            if slot in self.assigned:
                self.assigned.discard(slot)
                checked = control.check(value)
                if checked is not value:
                    self.put(slot, checked)
                return checked, self.stamps[slot]
            is_other = before is not None and before.differs(owner)
            if is_other or not control.accepts(value):
                mend = None if is_other else control.mend
                rest = control.default if mend is None else mend(value)
                return rest, self.put(slot, rest)
            return value, self.stamps.get(slot, 0)

    def stamp(self, slot: str) -> int:
        """Return the stamp of a slot; 0 if it was never set by the program."""
        return self.stamps.get(slot, 0)

    def drop(self, slots: Iterable[str]) -> None:
        """Forget these slots."""
        slots = list(slots)
        with self.lock:
            for slot in slots:
                self.table(slot).pop(slot, None)
                self.stamps.pop(slot, None)
                self.owners.pop(slot, None)
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

    def clear(self) -> None:
        """Forget everything."""
        with self.lock:
            for table in (self.values, self.hidden, self.stamps, self.owners):
                table.clear()
            self.assigned.clear()
        while self.held:
            self.held.popitem()[1].close()

    def __iter__(self) -> Iterator[str]:
        """Iterate over the user's keys."""
        return iter(list(self.values))
