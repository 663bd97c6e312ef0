"""The digests of what cannot change: hits of `st.cache_data` that are another call's arguments.

A cache freezes what it keeps and says so here; the digest of frozen memory is made once. A hit is
another array object over the same memory, so arrays are known by where they lie and how they are
read, everything else by identity.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

# Below this many bytes a digest costs less than remembering it.
WORTH_IT: Final = 1 << 16


@dataclass(slots=True)
class _Frozen:
    owner: weakref.ref[Any]
    digests: dict[Hashable, bytes] = field(default_factory=dict)


_frozen: dict[Hashable, _Frozen] = {}


def remember(value: Any) -> None:
    """Note that a value will not change until `forget`, or for as long as it lives.

    Parameters
    ----------
    value
        A numpy array that is read-only, as is all that it is a view of, or an object that cannot be
        changed, such as an Arrow table. An array of Python objects is not noted: they may change.
    """
    key = _key(value)
    if key is not None and key not in _frozen:
        _frozen[key] = _Frozen(weakref.ref(value, lambda _: _frozen.pop(key, None)))


def forget(value: Any) -> None:
    """Note that a value may change from now on."""
    _frozen.pop(_key(value), None)


def recalled(value: Any, what: Hashable, make: Callable[[], bytes]) -> bytes:
    """Return a digest of a value, made anew unless the value is known not to have changed.

    Parameters
    ----------
    value
        An array or another object.
    what
        Which of its digests.
    make
        How it is made.
    """
    entry = _frozen.get(_key(value)) if _frozen else None
    if entry is None or getattr(getattr(value, "flags", None), "writeable", False):
        return make()
    found = entry.digests.get(what)
    if found is None:
        found = entry.digests[what] = make()
    return found


def _key(value: Any) -> Hashable | None:
    layout = getattr(value, "__array_interface__", None)
    if layout is None:
        return id(value)
    if value.nbytes < WORTH_IT or value.dtype.hasobject:
        return None
    return (layout["data"][0], value.shape, value.strides, value.dtype.str)
