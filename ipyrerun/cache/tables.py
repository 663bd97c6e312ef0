"""Tables of pyarrow and polars, which share memory and copy it before they write to it.

Both may use the memory of a numpy array that the function still has, so the master owns a copy.
"""

from __future__ import annotations

import pickle
import sys
from typing import Any

from .detached import attach, detach
from .dump import Dump
from .frozen import remember

_ARROW = ("Table", "RecordBatch", "Array", "ChunkedArray")
_POLARS = ("DataFrame", "Series")


class Arrow:
    """A table, a batch or an array of pyarrow: nothing about it can change."""

    def __init__(self, head: bytes, memory: tuple[Any, ...]) -> None:
        self._head = head
        self._memory = memory
        self._value = attach(head, memory)
        remember(self._value)
        self.nbytes = len(head) + sum(map(len, memory))

    def hit(self) -> Any:
        """Return the table itself."""
        return self._value

    def first(self, _: Any) -> Any:
        """Return the table itself, which is not the one that the function has made."""
        return self._value

    def dump(self) -> Dump:
        """Return the table's structure and its memory."""
        return Dump("table", ("arrow", self._head), self._memory)


class Polars:
    """A frame or a series of polars, whose clones copy on write."""

    def __init__(self, payload: bytes) -> None:
        self._master = pickle.loads(payload)  # noqa: S301 - these bytes are our own
        self.nbytes = int(self._master.estimated_size())

    def hit(self) -> Any:
        """Return a clone."""
        return self._master.clone()

    def first(self, _: Any) -> Any:
        """Return a clone: what the function has returned would be a second copy."""
        return self.hit()

    def dump(self) -> Dump:
        """Return a pickle."""
        return Dump("table", ("polars", pickle.dumps(self._master, pickle.HIGHEST_PROTOCOL)))


def has(value: Any) -> bool:
    """Return whether a value is a table of pyarrow or polars."""
    return _is_arrow(value) or _is_polars(value)


def _is_arrow(value: Any) -> bool:
    library = sys.modules.get("pyarrow")
    return library is not None and isinstance(
        value, tuple(getattr(library, name, ()) for name in _ARROW)
    )


def _is_polars(value: Any) -> bool:
    library = sys.modules.get("polars")
    return library is not None and type(value) in [getattr(library, n, None) for n in _POLARS]


def size(value: Any) -> int:
    """Return about how many bytes it takes."""
    return int(value.nbytes if _is_arrow(value) else value.estimated_size())


def keep(value: Any) -> Arrow | Polars:
    """Keep a table; nothing of it is shared with the one that is given."""
    if _is_arrow(value):
        return Arrow(*detach(value))
    return Polars(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def load(dump: Dump) -> Arrow | Polars:
    """Make it from what `dump` returned."""
    library, head = dump.recipe
    return Arrow(head, dump.buffers) if library == "arrow" else Polars(head)
