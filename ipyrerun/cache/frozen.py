"""The digests of what cannot change: hits of `st.cache_data` that are another call's arguments.

A cache keeps frames and tables in immutable bytes, and a hit is another object over the same
memory. An array that is read-only over bytes will always have the same digest, which is therefore
made once and lives as long as the array that holds the bytes. What else cannot change has to be
said: `remember`.
"""

from __future__ import annotations

import functools
import sys
import weakref
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

# Below this many bytes a digest costs less than remembering it.
WORTH_IT: Final = 1 << 16

# By the id of what holds the memory, or of what is remembered; an entry dies with it.
_digests: dict[int, tuple[weakref.ref[Any], dict[Hashable, bytes]]] = {}
_remembered: dict[int, weakref.ref[Any]] = {}


def remember(value: Any) -> None:
    """Note that a value will not change for as long as it lives.

    Parameters
    ----------
    value
        An Arrow table or array, an array of numpy over memory that nothing writes to, or what such
        memory belongs to, a mapping of a file.
    """
    one = _root(value)
    _remembered[id(one)] = weakref.ref(one, functools.partial(_gone, id(one)))


def _gone(key: int, _: weakref.ref[Any]) -> None:
    _remembered.pop(key, None)


def _root(value: Any) -> Any:
    """Return the array of numpy that an array is a view of; anything else is its own."""
    array = getattr(sys.modules.get("numpy"), "ndarray", ())
    while isinstance(value, array) and isinstance(value.base, array):
        value = value.base
    return value


def recalled(value: Any, what: Hashable, make: Callable[[], bytes]) -> bytes:
    """Return a digest of a value, made anew unless the value is known not to have changed.

    Parameters
    ----------
    value
        An array of numpy, an array or a table of Arrow.
    what
        Which of its digests.
    make
        How it is made.
    """
    if not hasattr(value, "strides"):
        holder = value if _is_remembered(value) else None
    elif value.nbytes < WORTH_IT or value.flags.writeable or value.dtype.hasobject:
        holder = None
    else:
        holder = _holder(value)
        layout = value.__array_interface__["data"][0], value.shape, value.strides, value.dtype.str
        what = what, layout
    if holder is None:
        return make()
    known = _known(holder)
    found = known.get(what)
    if found is None:
        found = known[what] = make()
    return found


def _holder(value: Any) -> Any:
    """Return the array that an array is a view of, if nothing can write to its memory."""
    root = _root(value)
    owner = root.base.obj if isinstance(root.base, memoryview) else root.base
    return root if type(owner) is bytes or any(map(_is_remembered, (root, owner))) else None


def _is_remembered(value: Any) -> bool:
    known = _remembered.get(id(value))
    return known is not None and known() is value


def _known(holder: Any) -> dict[Hashable, bytes]:
    key = id(holder)
    entry = _digests.get(key)
    if entry is None or entry[0]() is not holder:
        # No Python of ours at its end: a Stop that arrived in it would be lost.
        forget: Any = functools.partial(_digests.pop, key)
        entry = (weakref.ref(holder, forget), {})
        _digests[key] = entry
    return entry[1]
