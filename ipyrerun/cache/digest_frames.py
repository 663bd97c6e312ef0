"""How pandas' frames, series, indexes and arrays are written: every cell, and all that names them.

Frames are read where they lie, column by column: whether columns share a block is no part of the
value. What a column hides below a missing value is none either.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any

from .digest_arrays import array, elements, kind_of, rows
from .digest_objects import state
from .digest_tables import chunks
from .encoder import Encoder, name_of, seal, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    import pandas as pd

    from .encoder import Handler


def find(kind: type) -> Handler | None:
    """Return how values of one of pandas' classes are written."""
    pandas: Any = sys.modules["pandas"]
    # While another thread is still importing it, it may lack any of them.
    for name, handler in (("DataFrame", _frame), ("Series", _series), ("Index", _index)):
        if issubclass(kind, getattr(pandas, name, ())):
            return handler
    for name, write in _ARRAYS.items():
        if issubclass(kind, getattr(getattr(pandas, "arrays", None), name, ())):
            return functools.partial(_extension, write)
    return None


def _frame(encoder: Encoder, value: pd.DataFrame) -> bytes:
    columns = _index(encoder, value.columns), _index(encoder, value.index)
    return seal(b"F", *_about(encoder, value), *columns, *_columns(encoder, value))


def _series(encoder: Encoder, value: pd.Series[Any]) -> bytes:
    inside = _values(encoder, _inside(value))
    index = _index(encoder, value.index)
    return seal(b"F", *_about(encoder, value), encoder.encode(value.name), index, inside)


def _about(encoder: Encoder, value: Any) -> Iterator[bytes]:
    """Yield what a frame or series is besides its cells and their names."""
    kind = type(value)
    yield text(name_of(kind))
    yield state(encoder, value.attrs)
    yield b"u" if value.flags.allows_duplicate_labels else b"v"
    # What a class of its own says belongs to each of its values.
    names = [name for name in kind._metadata if name not in ("name", "_name")]  # noqa: SLF001 - documented for subclasses
    if names:
        yield state(encoder, {name: getattr(value, name, None) for name in names})


def _columns(encoder: Encoder, value: pd.DataFrame) -> list[bytes]:
    """Return the bytes for each column, in the order of the columns."""
    blocks = _blocks(value)
    if blocks is None:
        return [_values(encoder, _inside(value.iloc[:, i])) for i in range(value.shape[1])]
    found: list[bytes] = [b""] * value.shape[1]
    for block in blocks:
        places = block.mgr_locs.as_array.tolist()
        for place, column in zip(places, _block(encoder, block.values), strict=True):
            found[place] = column
    return found


def _blocks(value: Any) -> Any:
    """Return the arrays that a frame's columns lie in, if this pandas has such."""
    return getattr(getattr(value, "_mgr", None), "blocks", None)


def _block(encoder: Encoder, values: Any) -> list[bytes]:
    """Return the bytes for each column of what several columns may lie in."""
    inside = values if isinstance(values, _ndarray()) else getattr(values, "_ndarray", None)
    if values.ndim == 1:
        return [_values(encoder, values)]
    if inside is None or inside.dtype.kind == "O" or inside.ndim == 1:
        return [_values(encoder, one) for one in values]
    return _numbers(values.dtype, inside)


def _numbers(dtype: Any, values: np.ndarray[Any, Any]) -> list[bytes]:
    kind = _kind(dtype)
    digests = rows(values)
    return [seal(b"k", kind, digests[i : i + 16]) for i in range(0, len(digests), 16)]


def _ndarray() -> Any:
    import numpy as np

    return np.ndarray


def _kind(dtype: Any) -> bytes:
    """Return the bytes for a type of cells."""
    import numpy as np

    if isinstance(dtype, np.dtype):
        return kind_of(dtype)
    zone = getattr(dtype, "tz", None)
    return text(repr(dtype)) + (b"" if zone is None else text(name_of(type(zone))))


def _values(encoder: Encoder, values: Any) -> bytes:
    """Return the bytes for the cells of one column or index."""
    inside = values if isinstance(values, _ndarray()) else None
    if inside is None:
        for name, write in _ARRAYS.items():
            if isinstance(values, _class(name)):
                return _extension(write, encoder, values)
        return encoder.encode(values)
    if inside.dtype.kind == "O":
        return seal(b"k", _kind(inside.dtype), encoder.encode(inside.tolist()))
    if inside.ndim != 1 or inside.dtype.names is not None:
        return array(encoder, inside)
    return seal(b"k", _kind(inside.dtype), rows(inside.reshape(1, -1)))


def _class(name: str) -> Any:
    return getattr(sys.modules["pandas"].arrays, name, ())


# ---- indexes -----------------------------------------------------------------------------------


def _index(encoder: Encoder, value: pd.Index[Any]) -> bytes:
    import pandas as pd

    about = text(name_of(type(value))) + encoder.encode(list(value.names))
    if isinstance(value, pd.RangeIndex):
        return seal(b"I", about, encoder.encode((value.start, len(value), value.step)))
    if isinstance(value, pd.MultiIndex):
        used = value.remove_unused_levels()
        levels = [_index(encoder, level) for level in used.levels]
        return seal(b"I", about, *levels, *(_codes(encoder, codes) for codes in used.codes))
    freq = getattr(value, "freqstr", None)
    return seal(b"I", about, encoder.encode(freq), _values(encoder, _inside(value)))


def _codes(encoder: Encoder, codes: Any) -> bytes:
    import numpy as np

    return array(encoder, np.asarray(codes, dtype="<i8"))


def _inside(value: Any) -> Any:
    return value._values  # noqa: SLF001 - `.array` would wrap it


# ---- arrays ------------------------------------------------------------------------------------


def _extension(write: Callable[[Encoder, Any], bytes], encoder: Encoder, value: Any) -> bytes:
    return write(encoder, value)


def _masked(encoder: Encoder, value: Any) -> bytes:
    """Write numbers and where they are missing; what is below a missing one does not count."""
    data, mask = value._data, value._mask  # noqa: SLF001 - `to_numpy` would copy
    if mask.any():
        data = data.copy()
        data[mask] = data.dtype.type(0)
        missing = elements(encoder, mask)
    else:
        missing = b"-"
    return seal(b"k", _kind(value.dtype), text(str(data.shape)), elements(encoder, data), missing)


def _categorical(encoder: Encoder, value: Any) -> bytes:
    categories = _index(encoder, value.categories)
    ordered = b"<" if value.ordered else b"-"
    return seal(b"k", b"categorical", ordered, categories, array(encoder, value.codes))


def _moments(_: Encoder, value: Any) -> bytes:
    """Write dates, times and periods as the numbers that they are."""
    numbers = value.asi8 if value._ndarray.dtype.kind in "mM" else value._ndarray  # noqa: SLF001 - no name of its own
    return _numbers(value.dtype, numbers.reshape(1, -1))[0]


def _intervals(encoder: Encoder, value: Any) -> bytes:
    sides = _index(encoder, value.left), _index(encoder, value.right)
    return seal(b"k", _kind(value.dtype), text(value.closed), *sides)


def _sparse(encoder: Encoder, value: Any) -> bytes:
    places = value.sp_index.to_int_index().indices
    parts = array(encoder, value.sp_values), array(encoder, places)
    about = text(f"{len(value)} {value.kind}") + encoder.encode(value.fill_value)
    return seal(b"k", _kind(value.dtype), about, *parts)


def _arrow(encoder: Encoder, value: Any) -> bytes:
    return seal(b"k", _kind(value.dtype), chunks(encoder, value._pa_array))  # noqa: SLF001 - without a copy


def _plain(encoder: Encoder, value: Any) -> bytes:
    inside = value._ndarray  # noqa: SLF001 - without a copy
    if inside.dtype.kind == "O":
        return seal(b"k", _kind(value.dtype), encoder.encode(inside.tolist()))
    return seal(b"k", _kind(value.dtype), _values(encoder, inside))


# By their names in `pandas.arrays`, the narrower ones first.
_ARRAYS: dict[str, Callable[[Encoder, Any], bytes]] = {
    "ArrowStringArray": _arrow,
    "ArrowExtensionArray": _arrow,
    "IntegerArray": _masked,
    "FloatingArray": _masked,
    "BooleanArray": _masked,
    "Categorical": _categorical,
    "DatetimeArray": _moments,
    "TimedeltaArray": _moments,
    "PeriodArray": _moments,
    "IntervalArray": _intervals,
    "SparseArray": _sparse,
    "StringArray": _plain,
    "NumpyExtensionArray": _plain,
}
