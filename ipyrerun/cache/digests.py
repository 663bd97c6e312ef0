"""How values of a class are written into a key; each library's values by a file of its own.

A library that is not imported has no values, so none is imported here.
"""

from __future__ import annotations

import sys
import weakref
from typing import TYPE_CHECKING

from . import digest_arrays, digest_frames, digest_images, digest_objects, digest_tables
from .encoder import Encoder

if TYPE_CHECKING:
    from collections.abc import Callable

    from .encoder import Handler, HashFuncs

# Class by class, because one that a script defines anew in each run must not be kept alive.
_met: weakref.WeakKeyDictionary[type, Handler] = weakref.WeakKeyDictionary()
# By the library whose classes it knows; the first that has an answer counts.
_FINDERS: list[tuple[str, Callable[[type], Handler | None]]] = [
    ("numpy", digest_arrays.find),
    ("pandas", digest_frames.find),
    ("pyarrow", digest_tables.find_arrow),
    ("polars", digest_tables.find_polars),
    ("PIL.Image", digest_images.find),
    ("sys", digest_objects.find),
]


def encoder(hash_funcs: HashFuncs | None = None) -> Encoder:
    """Return what writes the values of one call."""
    return Encoder(hash_funcs, handler_of)


def handler_of(kind: type) -> Handler:
    """Return how values of a class are written."""
    found = _met.get(kind)
    if found is None:
        finders = (find(kind) for library, find in _FINDERS if library in sys.modules)
        found = _met[kind] = next(handler for handler in finders if handler is not None)
    return found
