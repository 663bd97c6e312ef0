"""A foreign widget whose traits are a value in the state.

The widget belongs to a key, not to a page: pages place it and hear of what its user does. Three may
set its traits: a browser or the notebook's own code, which is an event; the script itself, which
knows; and the state, when somebody assigned the key. Only the first causes a run.
"""

from __future__ import annotations

import threading
from contextvars import copy_context
from typing import TYPE_CHECKING, Any, Protocol

from ipywidgets import Widget
from traitlets import TraitError

from .run import current
from .states import State

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextvars import Context

    from .tree import Control


class Hear(Protocol):
    """Takes what a user did to a widget."""

    def __call__(self, value: Any, context: Context | None, origin: Any) -> None:
        """Take the value, the context of a browser's message, and who is told its stamp."""


class Traits(State):
    """The values of several traits, by name and as attributes."""


class Bound:
    """One widget, the names of its traits that are bound, and who hears of them.

    Parameters
    ----------
    widget
        The widget.
    names
        Its traits that are bound.
    is_single
        Whether the value is the only trait's own, not a `Traits`.
    made
        What was created together with the widget, and is closed with it.
    keep
        Takes a value that the running script gave the widget.
    """

    def __init__(
        self,
        widget: Widget,
        names: tuple[str, ...],
        *,
        is_single: bool,
        made: Collection[Widget],
        keep: Callable[[], None],
    ) -> None:
        self.widget = widget
        self.names = names
        self.signature: tuple[Any, ...] = ()
        # Kept: while the record is the same, the page may keep its node.
        self.control: Control[Any] | None = None
        # Of the value in the state that the widget shows.
        self.stamp = 0
        # Whether its user did something that no page heard of.
        self.is_unheard = False
        self._is_single = is_single
        self._made = made
        self._keep = keep
        self._writes = 0
        self._writer: int | None = None
        self._ears: list[Hear] = []
        if names:
            widget.observe(self._on_change, list(names))

    @property
    def is_closed(self) -> bool:
        """Whether somebody has closed the widget."""
        return self.widget.comm is None

    def read(self) -> Any:
        """Return what the widget shows."""
        values = {name: plain(getattr(self.widget, name)) for name in self.names}
        return values[self.names[0]] if self._is_single else Traits(values)

    def whole(self, value: Any) -> Any:
        """Return a value with what it leaves out of several traits; a ValueError if it is none."""
        if self._is_single:
            return plain(value)
        if not isinstance(value, dict) or not set(value) <= set(self.names):
            raise ValueError(f"{value!r} is no dict of {', '.join(self.names)}")
        return Traits({**self.read(), **{name: plain(one) for name, one in value.items()}})

    def fits(self, value: Any) -> bool:
        """Return whether a value has all the traits that it must have."""
        return self._is_single or (isinstance(value, Traits) and set(value) == set(self.names))

    def write(self, value: Any) -> Any:
        """Set the traits on the program's behalf; return what the widget made of it.

        Raises
        ------
        TraitError
            A trait cannot take its value.
        """
        wanted = {self.names[0]: value} if self._is_single else dict(self.whole(value))
        self._writes += 1
        # Not a flag: a browser may set another trait meanwhile, on its own thread.
        before, self._writer = self._writer, threading.get_ident()
        try:
            # What one trait allows may hang on another that has its turn later, as a slider's
            # value does on its ends. `hold_trait_notifications` is not for two threads.
            for name in [name for name in wanted if not self._is_set(name, wanted[name])]:
                setattr(self.widget, name, plain(wanted[name]))
        finally:
            self._writer = before
        return self.read()

    def _is_set(self, name: str, value: Any) -> bool:
        try:
            setattr(self.widget, name, plain(value))
        except TraitError:
            return False
        try:
            return bool(getattr(self.widget, name) == value)
        except ValueError:
            # An array has no truth; to set it twice does no harm.
            return False

    def listen(self, hear: Hear) -> Callable[[], None]:
        """Tell a page what the widget's user does; return what ends that.

        A widget on several pages tells the oldest one; the others see the state change.
        """
        self._ears.append(hear)
        if self.is_unheard:
            self._tell(None)
        return lambda: self._ears.remove(hear)

    def _on_change(self, change: Any) -> None:
        del change
        if self._writer == threading.get_ident():
            return
        run = current.get()
        if run is not None and not run.is_ended:
            self._keep()
        else:
            self._tell(copy_context())

    def _tell(self, context: Context | None) -> None:
        self.is_unheard = not self._ears
        for hear in self._ears[:1]:
            # Not `change.new`: of two threads that set a trait at once, the one whose value was
            # replaced may tell last.
            hear(self.read(), context, _Edit(self, self._writes))

    def close(self) -> None:
        """Close what the factory made; a widget that it only returned is let alone."""
        if self.names:
            self.widget.unobserve(self._on_change, list(self.names))
        for widget in self._made:
            widget.close()


class _Edit:
    """One change by a user, which the widget shows unless the program has written since."""

    def __init__(self, bound: Bound, writes: int) -> None:
        self._bound = bound
        self._writes = writes

    @property
    def stamp(self) -> int:
        """The stamp of the value that the widget shows."""
        return self._bound.stamp

    @stamp.setter
    def stamp(self, stamp: int) -> None:
        if self._bound._writes == self._writes:  # noqa: SLF001 - two halves of one thing
            self._bound.stamp = stamp


def plain(value: Any) -> Any:
    """Return a copy of lists and dicts; what they hold besides these is not copied."""
    if type(value) is list:
        return [plain(item) for item in value]
    if type(value) is dict:
        return {key: plain(item) for key, item in value.items()}
    if type(value) is tuple:
        return tuple(plain(item) for item in value)
    if type(value) is Traits:
        return Traits(plain(dict(value)))
    return set(value) if type(value) is set else value


def created(widget: Widget, before: Collection[str]) -> list[Widget]:
    """Return a widget and those below it, as far as their models are not in `before`."""
    found: dict[int, Widget] = {}
    queue: list[Any] = [widget]
    while queue:
        one = queue.pop()
        if isinstance(one, list | tuple):
            # Not the thousands of numbers of a chart.
            if one and isinstance(one[0], list | tuple | dict | Widget):
                queue.extend(one)
        elif isinstance(one, dict):
            queue.extend(one.values())
        elif isinstance(one, Widget) and id(one) not in found and one.comm is not None:
            if one.model_id in before:
                continue
            found[id(one)] = one
            queue.extend(getattr(one, name, None) for name in one.keys)
    return list(found.values())
