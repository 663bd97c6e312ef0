"""pandas: frames, series and indexes, handed out in the same time whatever their size.

A master lives in memory that nothing can change (`detached`). A hit is a shallow copy of it, and
pandas copies a column before it writes to it, as it does for every frame that shares memory with
another. It knows of such frames by a list of weak references beside the memory. An anchor in that
list, a block that never dies, makes pandas copy also when the master and all other hits are gone:
so a caller may write to what it holds after an eviction, and to columns taken from it before.

Cells of the type object can hold what has an inside (lists, dicts). Columns of them are copied at
each hit if they hold none, else the frame is made anew from its pickle; its columns of numbers are
shared all the same.

Before pandas 3 a shallow copy is no protection: there a hit is made of copies of the memory.
"""

from __future__ import annotations

import functools
import sys
import warnings
from typing import TYPE_CHECKING, Any

from .detached import attach, detach
from .dump import Dump
from .frozen import remember
from .plain import is_fixed

if TYPE_CHECKING:
    from collections.abc import Iterable


class Frame:
    """A frame, a series or an index of pandas.

    Parameters
    ----------
    head
        Its pickle, without the memory.
    memory
        What the pickle refers to: read-only buffers.
    """

    def __init__(self, head: bytes, memory: tuple[Any, ...]) -> None:
        self._head = head
        self._memory = memory
        self.nbytes = len(head) + sum(map(len, memory))
        self._is_shared = is_copying_on_write()
        self._master = None
        self._loose: tuple[int, ...] = ()
        if self._is_shared:
            master = attach(head, memory)
            loose = _loose(master)
            if loose is not None:
                self._master, self._loose = _anchored(master), loose

    def hit(self) -> Any:
        """Return a value that shares the memory until it is written to."""
        if self._master is not None:
            return _shallow(self._master, self._loose)
        if self._is_shared:
            return _anchored(attach(self._head, self._memory))
        return attach(self._head, [bytearray(one) for one in self._memory])

    def first(self, _: Any) -> Any:
        """Return a hit: what the function has returned would be a second copy."""
        return self.hit()

    def dump(self) -> Dump:
        """Return the pickle and the memory."""
        return Dump("frame", (self._head,), self._memory)


def has(value: Any) -> bool:
    """Return whether a value is exactly of one of pandas' own classes of tables."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and (
        type(value) in (pandas.DataFrame, pandas.Series) or _is_index(value)
    )


def _is_index(value: Any) -> bool:
    index = getattr(sys.modules.get("pandas"), "Index", ())
    return isinstance(value, index) and _is_own(value)


def _is_own(value: Any) -> bool:
    """Return whether a value is of a class that pandas itself has."""
    return type(value).__module__.split(".")[0] == "pandas"


def size(value: Any) -> int:
    """Return how many bytes it takes, without what objects refer to."""
    taken = value.memory_usage()
    return int(taken if isinstance(taken, int) else taken.sum())


def keep(value: Any) -> Frame:
    """Keep a value of pandas; nothing of it is shared with the one that is given."""
    return Frame(*detach(value))


def load(dump: Dump) -> Frame:
    """Make it from what `dump` returned."""
    (head,) = dump.recipe
    return Frame(head, dump.buffers)


def _shallow(master: Any, loose: tuple[int, ...]) -> Any:
    if _is_index(master):
        return _fresh(master)
    copy = master.copy(deep=False)
    copy.index = _fresh(copy.index)
    if copy.ndim == 2:
        copy.columns = _fresh(copy.columns)
    for number in loose:
        block = copy._mgr.blocks[number]  # noqa: SLF001
        block.values = block.values.copy()
        block.refs = type(block.refs)(block)
    return copy


def _fresh(index: Any) -> Any:
    """Return an index that shares the data and nothing that is computed from it."""
    if index.dtype == object and index.nlevels == 1:
        return index.copy(deep=True)
    view = index.view()
    # Among what pandas remembers here are arrays that can be written to.
    view._cache = {}  # noqa: SLF001
    if view.dtype.kind in "mM" and hasattr(view._data, "_freq"):  # noqa: SLF001
        # Before pandas 3.1 an assignment to `index.freq` goes to what holds the data.
        freq = view._data._freq  # noqa: SLF001
        view._data = view._data.view()  # noqa: SLF001
        view._data._freq = freq  # noqa: SLF001
    return view


@functools.cache
def _anchor() -> tuple[Any, Any]:
    import pandas as pd

    manager: Any = pd.Series([0])._mgr  # noqa: SLF001
    return manager.blocks[0], pd.Index([0])


def _anchored(value: Any) -> Any:
    """Make pandas believe that somebody else has the value, for ever."""
    block, index = _anchor()
    for one in () if _is_index(value) else value._mgr.blocks:  # noqa: SLF001
        one.refs.add_reference(block)
    for axis in _axes(value):
        if axis._references is not None:  # noqa: SLF001
            axis._references.add_index_reference(index)  # noqa: SLF001
    return value


def is_shared(value: Any) -> bool:
    """Return whether a table, or an array out of one, uses the memory of a cache."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and isinstance(value, numpy.ndarray):
        while isinstance(value.base, numpy.ndarray):
            value = value.base
        return isinstance(value.base, memoryview) and value.base.readonly
    if pandas is None:
        return False
    if isinstance(value, pandas.api.extensions.ExtensionArray):
        parts = [getattr(value, name, None) for name in _PARTS]
        return bool(getattr(value, "_readonly", False)) or any(map(is_shared, parts))
    if not isinstance(value, pandas.DataFrame | pandas.Series | pandas.Index):
        return False
    own = [] if _is_index(value) else [block.refs for block in value._mgr.blocks]  # noqa: SLF001
    own += [axis._references for axis in _axes(value)]  # noqa: SLF001
    anchors = _anchor()
    return any(
        ref() is anchor
        for refs in own
        if refs is not None
        for ref in refs.referenced_blocks
        for anchor in anchors
    )


def _axes(value: Any) -> Iterable[Any]:
    return [value] if _is_index(value) else value.axes


def _loose(master: Any) -> tuple[int, ...] | None:
    """Return which blocks hold objects, or None if the insides of some can change."""
    for axis in _axes(master):
        for level in axis.levels if axis.nlevels > 1 else (axis,):
            # A range is written out when its values are asked for: each hit has one of its own.
            if level is not axis or not hasattr(axis, "step"):
                _freeze(level._values)  # noqa: SLF001 - public `values` is a view
    if _is_index(master):
        return ()
    loose = []
    for number, block in enumerate(master._mgr.blocks):  # noqa: SLF001
        cells = _freeze(block.values)
        if cells is None:
            continue
        if not is_fixed(cells, _scalars()):
            return None
        loose.append(number)
    return tuple(loose)


@functools.cache
def _scalars() -> frozenset[type]:
    """Return what of pandas' and numpy's own may be in a cell and cannot change."""
    import numpy as np
    import pandas as pd

    of_numpy = {kind for kind in np.sctypeDict.values() if kind not in (np.void, np.object_)}
    kinds = (pd.Timestamp, pd.Timedelta, pd.Period, pd.Interval, type(pd.NA), type(pd.NaT))
    return frozenset(of_numpy | set(kinds))


# Where an extension array of pandas keeps its arrays.
_PARTS = ("_ndarray", "_data", "_mask", "_left", "_right", "_sparse_values", "_sparse_index")


def _freeze(values: Any) -> tuple[Any, ...] | None:
    """Have an array refuse to be written to; return its cells if they are objects.

    The memory of numbers is read-only already; what remains are flags and arrays of objects.
    """
    import numpy as np

    if isinstance(values, np.ndarray):
        values.flags.writeable = False
        remember(values)
        return tuple(values.flat) if values.dtype == object else None
    if not _is_own(values):
        # Nothing is known about what others keep in theirs.
        return (values,)
    if not hasattr(values, "_readonly"):
        # Before pandas 3.1; no cells that could change, yet to be copied.
        return ()
    values._readonly = True  # noqa: SLF001
    in_arrow = getattr(values, "_pa_array", None)
    if in_arrow is not None:
        remember(in_arrow)
    categories = getattr(values.dtype, "categories", None)
    if categories is not None:
        _freeze(categories._values)  # noqa: SLF001
    parts = [getattr(values, name, None) for name in _PARTS]
    found = [_freeze(part) for part in parts if isinstance(part, np.ndarray)]
    return next((cells for cells in found if cells is not None), None)


@functools.cache
def is_copying_on_write() -> bool:
    """Return whether pandas copies before it writes to anchored memory, whatever its options say.

    It is tried out: pandas 2.2 does so only under an option, which its user may change.
    """
    import pandas as pd

    with warnings.catch_warnings():
        # pandas 3 says here that the option does nothing any more.
        warnings.simplefilter("ignore")
        try:
            with pd.option_context("mode.copy_on_write", False):
                return _copies_on_write()
        except pd.errors.OptionError:
            return _copies_on_write()


def _copies_on_write() -> bool:
    import pandas as pd

    try:
        master = _anchored(attach(*detach(pd.DataFrame({"a": [1.0, 2.0]}))))
        column = master.copy(deep=False)["a"]
        column.iloc[0] = 7.0
        is_isolated = master["a"].iloc[0] == 1.0
        column = master.copy(deep=False)["a"]
        del master
        column.iloc[0] = 7.0
    except (AttributeError, TypeError, ValueError):
        return False
    return bool(is_isolated)
