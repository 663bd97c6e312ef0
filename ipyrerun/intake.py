"""What the views of an app sent → values in the state.

The inputs of the page as it is shown are the declarations by which events are read.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .widgets.base import CLIENTS_REMEMBERED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .events import Batch, Event
    from .state import SessionState
    from .tree import Input, Node


@dataclass(slots=True)
class News:
    """What a batch changed.

    `calls` are the inputs whose value changed, in the order of the events; `keys` the user's keys
    among them. `refused` are those whose view shows what they cannot take,
    `dismissed` the ids of dialogs that were closed.
    """

    calls: list[Input] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    refused: list[Input] = field(default_factory=list)
    dismissed: list[str] = field(default_factory=list)


class Intake:
    """Puts values into the state; the caller sees to it that no page is shown meanwhile."""

    def __init__(self, state: SessionState) -> None:
        self._state = state
        self._inputs: dict[str, Input] = {}
        self._edits: dict[str, dict[str, int]] = {}
        self._lock = threading.Lock()
        # Those whose value a script uses up.
        self._fresh: list[Input] = []

    def declare(self, root: Node) -> None:
        """Read events by the inputs of this page from now on."""
        self._inputs = _inputs_in(root)
        self._fresh = [one for one in self._inputs.values() if one.control.fresh is not None]

    def note_edit(self, id_: str, client: str, number: int) -> None:
        """Note that an edit of a block's value has come; it is submitted after that."""
        with self._lock:
            others = [one for one in self._edits.get(id_, {}).items() if one[0] != client]
            self._edits[id_] = {**dict(others[-CLIENTS_REMEMBERED + 1 :]), client: number}

    def seen(self) -> dict[str, dict[str, int]]:
        """Return by block the last edit of each browser, and forget those of blocks gone by."""
        with self._lock:
            self._edits = {id_: e for id_, e in self._edits.items() if id_ in self._inputs}
            return dict(self._edits)

    def amend(self, old: Iterable[Node], new: Iterable[Node]) -> None:
        """Read events by other inputs where a part of the page has become another."""
        left = {id(self._inputs.pop(node.id, None)) for node in old}
        came = {node.id: node.input for node in new if node.input is not None}
        self._inputs.update(came)
        fresh = [one for one in came.values() if one.control.fresh is not None]
        self._fresh = [*(one for one in self._fresh if id(one) not in left), *fresh]

    def input(self, id_: str) -> Input | None:
        """Return the input with this id, if it is on the page."""
        return self._inputs.get(id_)

    def is_wanted(self, event: Event) -> bool:
        """Return whether there is an input for it; a click on a disabled one is for none."""
        field_ = self._inputs.get(event.id)
        return field_ is not None and not (event.once and field_.disabled)

    def take(self, batch: Batch) -> News:
        """Put the batch's values into the state."""
        news = News()
        self._renew()
        # They ask for no run of their own: where a fragment has the button, it alone runs.
        brought = set(map(id, batch.trigger.brings)) if batch.trigger is not None else set()
        for event in self._of(batch):
            if not self.is_wanted(event):
                continue
            field_ = self._inputs[event.id]
            is_news = self._put(event, field_, news)
            if is_news and field_.control.closes:
                news.dismissed.append(event.id)
                is_news = not field_.ignore
            if not is_news:
                continue
            if not field_.ignore and id(event) not in brought:
                news.calls.append(field_)
            if self._state.table(field_.slot) is self._state.values:
                news.keys.add(field_.slot)
        return news

    def _renew(self) -> None:
        """Let each run find values that the one before may have used up."""
        for field_ in self._fresh:
            table = self._state.table(field_.slot)
            if field_.control.fresh is not None and field_.slot in table:
                table[field_.slot] = field_.control.fresh(table[field_.slot])

    def _of(self, batch: Batch) -> Iterator[Event]:
        """Yield the batch's values, then its click, and before it what the click brings along."""
        yield from batch.values
        if batch.trigger is not None and self.is_wanted(batch.trigger):
            yield from batch.trigger.brings
            yield batch.trigger

    def _put(self, event: Event, field_: Input, news: News) -> bool:
        """Put a value into the state; return whether that changes it."""
        state, control, slot = self._state, field_.control, field_.slot
        table = state.table(slot)
        if event.quiet and state.stamps.get(slot, 0) > event.stamp:
            # It has waited, and the program has set another value since.
            return False
        try:
            if field_.disabled:
                raise ValueError(f"{slot!r} is disabled")  # noqa: TRY301 - refused like the others
            value = control.read(event.value)
        except ValueError:
            # A view shows what cannot be: the state's value is written back over it.
            state.put(slot, table.get(slot, control.default))
            news.refused.append(field_)
            return False
        if control.once:
            table[slot] = value
            return True
        if slot in table and _is_equal(table[slot], value):
            return False
        stamp = state.put(slot, value)
        if event.origin is not None:
            event.origin.stamp = stamp
        return True

    def reset(self, batch: Batch) -> None:
        """Let the batch's button read False again, however the run ended."""
        for event in (batch.trigger, batch.armed):
            field_ = self._inputs.get(event.id) if event is not None else None
            if field_ is not None:
                table = self._state.table(field_.slot)
                if field_.slot in table:
                    table[field_.slot] = field_.control.default


def _inputs_in(root: Node) -> dict[str, Input]:
    """Return the inputs below a block, by the ids of their nodes."""
    found: dict[str, Input] = {}
    blocks = [root]
    while blocks:
        for node in blocks.pop().children or ():
            if node.input is not None:
                found[node.id] = node.input
            if node.children:
                blocks.append(node)
    return found


def _is_equal(old: Any, new: Any) -> bool:
    if old is new:
        return True
    try:
        return type(old) is type(new) and bool(old == new)
    except Exception:  # noqa: BLE001 - a user's own `==`, or an array's; unknown counts as changed
        return False
