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
    """Note that a value will not change until `forget`, or for as long as it lives.

    Parameters
    ----------
    value
        An Arrow table or array, or what memory belongs to, such as a mapping of a file; nothing may
        write to it. A frame of pandas stands for its Arrow arrays.
    """
    for one in _parts(value):
        _remembered[id(one)] = weakref.ref(one, functools.partial(_gone, id(one)))


def _gone(key: int, _: weakref.ref[Any]) -> None:
    _remembered.pop(key, None)


def forget(value: Any) -> None:
    """Note that a value may change from now on."""
    for one in _parts(value):
        _remembered.pop(id(one), None)
        _digests.pop(id(one), None)


def _parts(value: Any) -> list[Any]:
    blocks = getattr(getattr(value, "_mgr", None), "blocks", None)
    if blocks is None:
        return [value]
    arrays = (getattr(block.values, "_pa_array", None) for block in blocks)
    return [one for one in arrays if one is not None]


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
    numpy = sys.modules.get("numpy")
    if numpy is None or not isinstance(value, numpy.ndarray):
        holder: Any = value if _is_remembered(value) else None
    elif value.nbytes < WORTH_IT or value.flags.writeable or value.dtype.hasobject:
        holder = None
    else:
        holder = _holder(value, numpy.ndarray)
        layout = value.__array_interface__["data"][0], value.shape, value.strides, value.dtype.str
        what = what, layout
    if holder is None:
        return make()
    known = _known(holder)
    found = known.get(what)
    if found is None:
        found = known[what] = make()
    return found


def _holder(value: Any, array: type) -> Any:
    """Return the array that an array is a view of, if nothing can write to its memory."""
    while isinstance(value.base, array):
        value = value.base
    owner = value.base
    if isinstance(owner, memoryview):
        owner = owner.obj
    return value if type(owner) is bytes or _is_remembered(owner) else None


def _is_remembered(value: Any) -> bool:
    known = _remembered.get(id(value))
    return known is not None and known() is value


def _known(holder: Any) -> dict[Hashable, bytes]:
    key = id(holder)
    entry = _digests.get(key)
    if entry is None or entry[0]() is not holder:
        entry = (weakref.ref(holder, lambda _: _digests.pop(key, None)), {})
        _digests[key] = entry
    return entry[1]
