"""numpy: arrays that their caller may write to, private all the same.

A small one is copied at each hit. A large one is kept in a file without a name, in memory where
the system has such files, and each hit maps it privately: the system copies a page when it is first
written to. The mapping goes with the last array that uses it.
"""

from __future__ import annotations

import mmap
import os
import pickle
import sys
import tempfile
import weakref
from dataclasses import dataclass
from typing import Any, Literal

from .dump import Dump
from .mapped import mapping

# From this size on [bytes] a mapping is cheaper than a copy.
LARGE = 1_000_000

# Each keeps a file open, and a process may have but so many.
_MOST_LARGE = 100

# Systems write at most 2 GB at once.
_AT_ONCE = 1 << 26


@dataclass(frozen=True, slots=True)
class Shape:
    """How memory is an array; `order` is "C" or "F"."""

    dtype: Any
    sizes: tuple[int, ...]
    order: Literal["C", "F"]

    def array(self, memory: Any) -> Any:
        """Return the array that uses this memory."""
        import numpy as np

        return np.ndarray(self.sizes, self.dtype, memory, order=self.order)


class Small:
    """An array that is copied at each hit."""

    def __init__(self, payload: bytes, shape: Shape) -> None:
        self._payload = payload
        self._shape = shape
        self._master = shape.array(payload)
        self.nbytes = len(payload)

    def hit(self) -> Any:
        """Return a copy."""
        return self._master.copy(order="K")

    def first(self, value: Any) -> Any:
        """Return what the function has returned: nothing here refers to it."""
        return value

    def dump(self) -> Dump:
        """Return the memory and its shape."""
        return _dump(self._payload, self._shape)


class Large:
    """An array that each hit maps anew.

    Parameters
    ----------
    array
        What to copy into the file.
    shape
        Its shape.

    Raises
    ------
    OSError
        There is no room, or no more files may be opened.
    """

    def __init__(self, array: Any, shape: Shape) -> None:
        self.nbytes = int(array.nbytes)
        self._shape = shape
        self._file = _nameless()
        weakref.finalize(self, os.close, self._file)
        _write(self._file, array)
        _large.add(self)

    def hit(self) -> Any:
        """Return an array on a private mapping, or a copy if too many are mapped already."""
        own = mapping(self._file, self.nbytes, mmap.ACCESS_COPY)
        if own is None:
            return self._shape.array(self._read())
        return self._shape.array(own)

    def first(self, _: Any) -> Any:
        """Return a hit: what the function has returned would be a second copy."""
        return self.hit()

    def dump(self) -> Dump:
        """Return the memory and its shape."""
        return _dump(self._read(), self._shape)

    def _read(self) -> bytearray:
        """Return a copy of the memory; it needs no further open file where the system allows."""
        if not hasattr(os, "preadv"):
            with mmap.mmap(self._file, self.nbytes, access=mmap.ACCESS_READ) as room:
                return bytearray(room)
        copy, begin = bytearray(self.nbytes), 0
        while begin < self.nbytes:
            begin += os.preadv(self._file, [memoryview(copy)[begin:]], begin)
        return copy


_large: weakref.WeakSet[Large] = weakref.WeakSet()


def _dump(memory: Any, shape: Shape) -> Dump:
    dtype = pickle.dumps(shape.dtype, pickle.HIGHEST_PROTOCOL)
    return Dump("array", (dtype, shape.sizes, shape.order), (memory,))


def _nameless() -> int:
    """Return an empty file that no other process can find."""
    if hasattr(os, "memfd_create"):
        number = os.memfd_create("ipyrerun")
    else:
        with tempfile.TemporaryFile() as file:
            number = os.dup(file.fileno())
    return number


def _write(number: int, array: Any) -> None:
    # Writing takes half the time of copying into a mapping, page by page.
    packed = array if array.flags.forc else array.copy()
    rest = memoryview(packed.ravel("K").view("u1"))
    while rest:
        rest = rest[os.write(number, rest[:_AT_ONCE]) :]


def has(value: Any) -> bool:
    """Return whether a value is an array of numpy, and neither of a subclass nor of objects."""
    numpy = sys.modules.get("numpy")
    return numpy is not None and type(value) is numpy.ndarray and not value.dtype.hasobject


def size(value: Any) -> int:
    """Return how many bytes it takes."""
    return int(value.nbytes)


def keep(value: Any) -> Small | Large:
    """Keep an array; nothing of it is shared with the one that is given."""
    order: Literal["C", "F"] = (
        "F" if value.flags.f_contiguous and not value.flags.c_contiguous else "C"
    )
    shape = Shape(value.dtype, value.shape, order)
    if value.nbytes >= LARGE and len(_large) < _MOST_LARGE:
        try:
            return Large(value, shape)
        except OSError:
            # Copies always work.
            pass
    return Small(value.tobytes(order), shape)


def load(dump: Dump) -> Small | Large:
    """Make it from what `dump` returned."""
    dtype, sizes, order = dump.recipe
    shape = Shape(pickle.loads(dtype), sizes, order)  # noqa: S301 - these bytes are our own
    return keep(shape.array(dump.buffers[0]))
