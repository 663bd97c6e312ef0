"""A value split into a pickle and the memory that its arrays live in.

Arrays that are made from immutable bytes are read-only and cannot be made writable again, nor can
what they are parts of: masks, codes, categories, the data of an index, Arrow's buffers.
"""

from __future__ import annotations

import io
import pickle
import sys
from typing import TYPE_CHECKING, Any

from .collector import paused

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW = 20_000
_MANY = 4_000_000


class _Pickler(pickle.Pickler):
    """Hands over the memory of every array of numbers, also of those that numpy would write out."""

    def reducer_override(self, value: Any) -> Any:
        """Return how to pickle an array; everything else goes its usual way."""
        numpy = sys.modules.get("numpy")
        if numpy is None or type(value) is not numpy.ndarray or value.dtype.hasobject:
            return NotImplemented
        if value.dtype.kind in "mM":
            # Times export no buffer.
            return _as_times, (value.view("i8"), value.dtype)
        if not (value.flags.c_contiguous or value.flags.f_contiguous):
            return numpy.ascontiguousarray(value).__reduce_ex__(5)
        return NotImplemented


def _as_times(numbers: Any, dtype: Any) -> Any:
    return numbers.view(dtype)


def detach(value: Any) -> tuple[bytes, tuple[Any, ...]]:
    """Return a value as a pickle and copies of its memory, which nothing can change."""
    file = io.BytesIO()
    memory: list[pickle.PickleBuffer] = []
    with paused():
        _Pickler(file, 5, buffer_callback=memory.append).dump(value)
    return file.getvalue(), tuple(_fixed(one.raw()) for one in memory)


def _fixed(memory: memoryview) -> Any:
    """Return a copy that cannot be changed."""
    if len(memory) < _MANY:
        return bytes(memory)
    import numpy as np

    # numpy asks the system for large pages, which spares most of the time that new memory takes.
    room = np.empty(len(memory), "u1")
    room[:] = np.frombuffer(memory, "u1")
    room.flags.writeable = False
    return memoryview(room)  # type: ignore[arg-type]


def attach(head: bytes, memory: Iterable[Any]) -> Any:
    """Return the value that has been detached; it uses this memory and does not copy it."""
    memory = map(memoryview, memory)
    if len(head) < _FEW:
        return pickle.loads(head, buffers=memory)  # noqa: S301 - these bytes are our own
    with paused():
        return pickle.loads(head, buffers=memory)  # noqa: S301
