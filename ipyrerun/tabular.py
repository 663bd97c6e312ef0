"""Anything table-like → a pandas frame.

A frame → Arrow for a browser, a page at a time, and a digest of all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .errors import StreamlitDataframeConversionError
from .loaded import is_of

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def is_table(value: Any) -> bool:
    """Return whether `st.write` shows a value as a table."""
    if is_of(value, "pandas", "DataFrame", "Series", "Index"):
        return True
    if is_of(value, "numpy", "ndarray"):
        # One of more dimensions is none, and says so: as a text it would be cut short.
        return True
    if is_of(value, "pyarrow", "Table") or is_styler(value):
        return True
    kind = type(value)
    return any(hasattr(kind, name) for name in ("to_pandas", "__dataframe__", "__arrow_c_stream__"))


def is_styler(value: Any) -> bool:
    """Return whether a value is a pandas Styler."""
    return is_of(value, "pandas.io.formats.style", "Styler")


def to_frame(value: Any, call: str) -> pd.DataFrame:
    """Return a table-like object as a pandas frame of its own.

    Later changes of the object do not show.

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
        return value.to_frame().copy(deep=not _copies_on_write())
    if is_styler(value):
        frame: pd.DataFrame = value.data.copy(deep=not _copies_on_write())
        return frame
    try:
        converted: pd.DataFrame = _convert(value, pd)
    except (TypeError, ValueError) as error:
        raise StreamlitDataframeConversionError(
            f"st.{call}: `data` is of type {type(value).__name__}, which cannot be read as a "
            f"table: {error}"
        ) from error
    return converted


def _copies_on_write() -> bool:
    import pandas as pd

    return int(pd.__version__.split(".")[0]) >= 3


def _convert(value: Any, pd: Any) -> Any:
    if value is None:
        return pd.DataFrame()
    if hasattr(value, "to_pandas"):
        made = value.to_pandas()
        return made if isinstance(made, pd.DataFrame) else made.to_frame()
    if hasattr(value, "__arrow_c_stream__"):
        import pyarrow as pa

        return pa.table(value).to_pandas()
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
    frame = pd.DataFrame(value.copy() if hasattr(value, "__array__") else list(value))
    # A single column without a name is what there is: "0" would say nothing.
    return frame.rename(columns={0: "value"}) if len(frame.columns) == 1 else frame


def name_of(column: Any) -> str:
    """Return a column's name as a text, its levels joined."""
    return " / ".join(map(str, column)) if isinstance(column, tuple) else str(column)


def names_of(frame: pd.DataFrame) -> list[str]:
    """Return the columns' names as distinct texts; a second "a" is "a.1"."""
    names: dict[str, None] = {}
    for column in frame.columns:
        name = text = name_of(column)
        count = 0
        while name in names:
            count += 1
            name = f"{text}.{count}"
        names[name] = None
    return list(names)


def digest(frame: pd.DataFrame) -> str:
    """Return a digest of everything that a frame shows: names, types, index and every value.

    Blocks of plain numbers are hashed in place (xxh3, some 30 GB/s); what else there is, as Arrow
    buffers; cells that are Python objects, as they are shown.
    """
    import xxhash

    hasher = xxhash.xxh3_128()
    hasher.update(repr((list(frame.columns), list(frame.index.names))).encode(errors="replace"))
    for column in range(frame.shape[1]):
        _feed(hasher, frame.iloc[:, column])
    if type(frame.index).__name__ == "RangeIndex":
        hasher.update(repr(frame.index).encode())
    else:
        for level in range(frame.index.nlevels):
            _feed(hasher, frame.index.get_level_values(level).to_series())
    return str(hasher.hexdigest())


def digest_columns(columns: Mapping[str, pd.Series[Any]]) -> str:
    """Return a digest of columns: their names, types and every value."""
    import xxhash

    hasher = xxhash.xxh3_128()
    for name, column in columns.items():
        hasher.update(repr(name).encode())
        _feed(hasher, column)
    return str(hasher.hexdigest())


def _feed(hasher: Any, column: pd.Series[Any]) -> None:
    import numpy as np
    import pyarrow as pa

    hasher.update(f"{column.dtype} {len(column)} ".encode(errors="replace"))
    is_numpy = isinstance(column.dtype, np.dtype)
    if is_numpy and column.dtype.kind in "biufcmM":
        hasher.update(np.ascontiguousarray(column.to_numpy()).view(np.uint8).data)
        return
    array = None if is_numpy else _convert_column(column)
    if array is None:
        array = to_arrow_column(column, kind_of(column))
    for chunk in array.chunks:
        hasher.update(repr((chunk.type, chunk.offset, len(chunk))).encode())
        plain = chunk.storage if isinstance(chunk, pa.ExtensionArray) else chunk
        # A dictionary array's buffers are the codes alone.
        parts = [plain.indices, plain.dictionary] if pa.types.is_dictionary(plain.type) else [plain]
        for buffer in (buffer for part in parts for buffer in part.buffers()):
            hasher.update(b"-" if buffer is None else memoryview(buffer))


# What pandas' `infer_dtype` finds in a column of Python objects that is not to be shown as text.
_INFERRED = {
    "boolean": "bool",
    "date": "date",
    "decimal": "number",
    "floating": "number",
    "integer": "number",
    "mixed-integer-float": "number",
}


def kind_of(column: pd.Series[Any]) -> str:
    """Return how a browser shows a column.

    "number", "bool", "date", "datetime", "text", or pandas' name of a type of times with a zone.
    """
    import numpy as np
    import pandas as pd

    dtype = column.dtype
    letter = getattr(dtype, "kind", "O")
    if letter == "M":
        zone = getattr(dtype, "tz", None) or getattr(
            getattr(dtype, "pyarrow_dtype", None), "tz", None
        )
        return f"datetime64[ms, {zone}]" if zone is not None else "datetime"
    if isinstance(dtype, np.dtype) and letter == "O":
        return _INFERRED.get(pd.api.types.infer_dtype(column, skipna=True), "text")
    if str(dtype).startswith("date32"):
        return "date"
    return "number" if letter in "iuf" else {"b": "bool"}.get(letter, "text")


def _convert_column(column: pd.Series[Any]) -> pa.ChunkedArray | None:
    """Return a column as Arrow has it; None if Arrow has no type for it."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    try:
        is_sparse = isinstance(column.dtype, pd.SparseDtype)
        array = pa.Array.from_pandas(np.asarray(column) if is_sparse else column)
    except (pa.ArrowException, OverflowError, UnicodeError):
        # Mixed types, integers beyond 64 bits, half of a surrogate pair.
        return None
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])


def to_arrow_column(column: pd.Series[Any], kind: str) -> pa.ChunkedArray:
    """Return a column, or a part of it, as Arrow; as texts where its kind takes nothing else."""
    import pyarrow as pa

    array = _convert_column(column)
    if array is not None and pa.types.is_float16(array.type):
        array = array.cast(pa.float32())
    if array is None or not _fits(array.type, kind):
        array = pa.chunked_array([pa.array(texts(column), pa.string())])
    return array


def _fits(type_: Any, kind: str) -> bool:
    from pyarrow import types

    if kind == "number":
        return bool(types.is_integer(type_) or types.is_floating(type_))
    if kind == "bool":
        return bool(types.is_boolean(type_))
    if kind.startswith("datetime"):
        return bool(types.is_timestamp(type_))
    if kind == "date":
        return bool(types.is_date(type_))
    return bool(types.is_string(type_) or types.is_large_string(type_))


def texts(column: pd.Series[Any]) -> list[str | None]:
    """Return every cell as a text, None where it is missing."""
    return [None if _is_missing(x) else str(x).encode(errors="replace").decode() for x in column]


def _is_missing(value: Any) -> bool:
    import pandas as pd

    # Of a list `isna` tells it for each item.
    return not hasattr(value, "__len__") and bool(pd.isna(value))


def to_arrow(columns: dict[str, pd.Series[Any]], kinds: Mapping[str, str] | None = None) -> bytes:
    """Return columns of the same length as an Arrow IPC stream.

    `kinds` are those of the whole columns, if these are parts.
    """
    import pyarrow as pa

    table = pa.table(
        {
            name: to_arrow_column(c, kinds[name] if kinds else kind_of(c))
            for name, c in columns.items()
        }
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())
