"""Anything table-like → a pandas frame; a frame → Arrow for a browser, a page at a time, and a
digest of all of it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .errors import StreamlitDataframeConversionError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def _of_loaded(value: Any, module: str, *names: str) -> bool:
    """Return whether a value is an instance of a class of a library that is loaded: if it is not,
    it cannot be one.
    """
    library = sys.modules.get(module)
    return library is not None and isinstance(
        value, tuple(getattr(library, name) for name in names)
    )


def is_table(value: Any) -> bool:
    """Return whether `st.write` shows a value as a table."""
    if _of_loaded(value, "pandas", "DataFrame", "Series", "Index"):
        return True
    if _of_loaded(value, "numpy", "ndarray"):
        return bool(value.ndim <= 2)
    if _of_loaded(value, "pyarrow", "Table") or _of_loaded(
        value, "pandas.io.formats.style", "Styler"
    ):
        return True
    kind = type(value)
    return any(hasattr(kind, name) for name in ("to_pandas", "__dataframe__", "__arrow_c_stream__"))


def to_frame(value: Any, call: str) -> pd.DataFrame:
    """Return a table-like object as a pandas frame of its own: later changes of the object do not
    show.

    Parameters
    ----------
    value
        A frame, series, index, Styler, array of one or two dimensions, Arrow table, a list of rows,
        a dict of columns, or anything with `to_pandas`; None is an empty table.
    call
        The `st.*` name, for the message.

    Raises
    ------
    StreamlitDataframeConversionError
        The object is no table.
    """
    import pandas as pd

    if isinstance(value, pd.DataFrame):
        return value.copy(deep=not _copies_on_write())
    if isinstance(value, pd.Series | pd.Index):
        return value.to_frame()
    if _of_loaded(value, "pandas.io.formats.style", "Styler"):
        frame: pd.DataFrame = value.data.copy(deep=not _copies_on_write())
        return frame
    try:
        return _convert(value, pd)
    except (TypeError, ValueError) as error:
        raise StreamlitDataframeConversionError(
            f"st.{call}: `data` is of type {type(value).__name__}, which cannot be read as a "
            f"table: {error}"
        ) from error


def _copies_on_write() -> bool:
    import pandas as pd

    return int(pd.__version__.split(".")[0]) >= 3


def _convert(value: Any, pd: Any) -> pd.DataFrame:
    if value is None:
        return pd.DataFrame()
    if hasattr(value, "to_pandas"):
        made = value.to_pandas()
        return made if isinstance(made, pd.DataFrame) else made.to_frame()
    if hasattr(value, "__dataframe__"):
        return pd.api.interchange.from_dataframe(value)
    if isinstance(value, Mapping):
        columns = dict(value)
        is_scalar = all(isinstance(v, str) or not hasattr(v, "__iter__") for v in columns.values())
        return (
            pd.DataFrame(pd.Series(columns, name="value"))
            if columns and is_scalar
            else pd.DataFrame(columns)
        )
    if hasattr(value, "shape") and len(value.shape) > 2:
        raise ValueError(f"it has {len(value.shape)} dimensions, a table has two")
    if isinstance(value, str | bytes):
        raise TypeError("a text is no table")
    if hasattr(value, "__array__"):
        return pd.DataFrame(value.copy())
    return pd.DataFrame(list(value))


def names_of(frame: pd.DataFrame) -> list[str]:
    """Return the columns' names as distinct texts; levels are joined, a second "a" is "a.1"."""
    seen: dict[str, int] = {}
    names = []
    for column in frame.columns:
        text = (
            " / ".join(str(part) for part in column) if isinstance(column, tuple) else str(column)
        )
        count = seen.get(text, 0)
        seen[text] = count + 1
        names.append(f"{text}.{count}" if count else text)
    return names


def digest(frame: pd.DataFrame) -> str:
    """Return a digest of everything that a frame shows: names, types, index and every value.

    Blocks of plain numbers are hashed in place (xxh3, some 30 GB/s); what else there is, as Arrow
    buffers or as text.
    """
    import xxhash

    hasher = xxhash.xxh3_128()
    heads = (
        list(frame.columns),
        [str(t) for t in frame.dtypes],
        frame.shape,
        list(frame.index.names),
    )
    hasher.update(repr(heads).encode())
    for column in range(frame.shape[1]):
        _feed(hasher, frame.iloc[:, column])
    if type(frame.index).__name__ == "RangeIndex":
        hasher.update(repr(frame.index).encode())
    else:
        for level in range(frame.index.nlevels):
            _feed(hasher, frame.index.get_level_values(level).to_series())
    return str(hasher.hexdigest())


def _feed(hasher: Any, column: pd.Series[Any]) -> None:
    import numpy as np

    values = column.to_numpy() if isinstance(column.dtype, np.dtype) else None
    if values is not None and values.dtype.kind in "biufcmM":
        hasher.update(np.ascontiguousarray(values).view(np.uint8).data)
        return
    for chunk in to_arrow_column(column).chunks:
        hasher.update(repr((chunk.type, chunk.offset, len(chunk))).encode())
        for buffer in chunk.buffers():
            hasher.update(b"-" if buffer is None else memoryview(buffer))


def to_arrow_column(column: pd.Series[Any]) -> pa.ChunkedArray:
    """Return a column as Arrow; one that Arrow has no type for, as texts."""
    import pyarrow as pa

    try:
        array = pa.Array.from_pandas(column)
        is_plain = not (
            pa.types.is_nested(array.type)
            or pa.types.is_dictionary(array.type)
            or pa.types.is_decimal(array.type)
        )
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        is_plain = False
    if not is_plain:
        array = pa.array([None if _is_missing(x) else str(x) for x in column], pa.string())
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def _is_missing(value: Any) -> bool:
    import pandas as pd

    missing = pd.isna(value) if not hasattr(value, "__len__") else False
    return bool(missing)


def to_arrow(columns: dict[str, pd.Series[Any]]) -> bytes:
    """Return columns of the same length as an Arrow IPC stream."""
    import pyarrow as pa

    table = pa.table({name: to_arrow_column(column) for name, column in columns.items()})
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
