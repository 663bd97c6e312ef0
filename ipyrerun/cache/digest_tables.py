"""How Arrow's and polars' tables are written: by their cells, whatever lies around these.

The same cells may be cut into chunks in many ways, begin anywhere in a buffer, and hide anything
below a missing one; none of that is part of the value.
"""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, Any, Final

from .encoder import Encoder, name_of, seal, text
from .frozen import recalled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .encoder import Handler

# As many texts are written faster one by one.
_FEW: Final = 64


def find_arrow(kind: type) -> Handler | None:
    """Return how values of one of Arrow's classes are written."""
    library: Any = sys.modules["pyarrow"]
    for name, handler in _ARROW.items():
        if issubclass(kind, getattr(library, name, ())):
            return handler
    return None


def _table(encoder: Encoder, value: Any) -> bytes:
    def write() -> bytes:
        columns = [chunks(encoder, column) for column in value.columns]
        return seal(b"T", _schema(encoder, value.schema), text(str(value.num_rows)), *columns)

    return seal(b"T", text(name_of(type(value))), recalled(value, "table", write))


def _cells(encoder: Encoder, value: Any) -> bytes:
    return seal(b"T", text(name_of(type(value))), chunks(encoder, value))


def _schema(_: Encoder, value: Any) -> bytes:
    """Write names, types and metadata, those of nested fields too."""
    return seal(b"T", b"schema", value.serialize().to_pybytes())


def _typed(encoder: Encoder, value: Any) -> bytes:
    import pyarrow as pa

    if pa.types.is_primitive(value) or value in _text_types():
        # Its name says all; what holds others may have metadata inside.
        return text(str(value))
    return _schema(encoder, pa.schema([pa.field("", value)]))


def _field(encoder: Encoder, value: Any) -> bytes:
    import pyarrow as pa

    return seal(b"T", b"field", _schema(encoder, pa.schema([value])))


def _scalar(encoder: Encoder, value: Any) -> bytes:
    import pyarrow as pa

    return seal(b"T", b"scalar", chunks(encoder, pa.array([value], type=value.type)))


def _buffer(_: Encoder, value: Any) -> bytes:
    return seal(b"T", b"buffer", seal(b"B", memoryview(value).tobytes()))


_ARROW: dict[str, Handler] = {
    "Table": _table,
    "RecordBatch": _table,
    "ChunkedArray": _cells,
    "Array": _cells,
    "Scalar": _scalar,
    "Schema": _schema,
    "Field": _field,
    "DataType": _typed,
    "Buffer": _buffer,
}


def chunks(encoder: Encoder, value: Any) -> bytes:
    """Return the bytes for an Arrow array or a chunked one."""
    return recalled(value, "chunks", lambda: _chunks(encoder, value))


def _chunks(encoder: Encoder, value: Any) -> bytes:
    import pyarrow as pa

    if isinstance(value, pa.ChunkedArray):
        if pa.types.is_dictionary(value.type):
            value = value.unify_dictionaries()
        parts = value.chunks or [pa.array([], type=value.type)]
    else:
        parts = [value]
    about = _typed(encoder, value.type) + text(str(len(value)))
    if len(value) <= _FEW and value.type in _text_types():
        # Such as the names of a frame's columns: what numpy takes to begin is longer.
        return seal(b"T", about, encoder.encode(value.to_pylist()))
    return seal(b"T", about, _content(encoder, value.type, parts))


@functools.cache
def _text_types() -> frozenset[Any]:
    import pyarrow as pa

    return frozenset([pa.string(), pa.large_string()])


def _content(encoder: Encoder, kind: Any, parts: list[Any]) -> bytes:
    """Return the bytes for the cells of arrays of one type that follow one another."""
    import pyarrow as pa

    missing = _missing(parts)
    for fits, write in _BY_TYPE:
        if fits(pa.types, kind):
            return missing + write(encoder, kind, parts)
    return missing + encoder.encode([cell for part in parts for cell in part.to_pylist()])


def _missing(parts: list[Any]) -> bytes:
    """Return the bytes for where cells are missing."""
    import pyarrow as pa

    if not any(part.null_count for part in parts):
        return b"-"
    return b"0" + _stream(_bytes(part.is_valid().cast(pa.uint8())) for part in parts)


def _stream(buffers: Iterator[Any]) -> bytes:
    from xxhash import xxh3_128

    hasher = xxh3_128()
    for buffer in buffers:
        hasher.update(buffer)
    return hasher.digest()


def _bytes(part: Any, bits: int = 8) -> Any:
    """Return the memory of the cells of an array of fixed width that misses none."""
    size = bits // 8
    buffer = part.buffers()[1]
    if buffer is None:
        return b""
    return buffer.slice(part.offset * size, len(part) * size)


def _full(part: Any, filler: Any) -> Any:
    """Return an array in which what is below a missing cell is always the same."""
    return part.fill_null(filler) if part.null_count else part


def _boolean(_: Encoder, __: Any, parts: list[Any]) -> bytes:
    import pyarrow as pa

    return _stream(_bytes(_full(part, filler=False).cast(pa.uint8())) for part in parts)


def _fixed(_: Encoder, kind: Any, parts: list[Any]) -> bytes:
    """Write numbers, dates and times as they lie."""
    return _stream(_bytes(_zeroed(part, kind), kind.bit_width) for part in parts)


def _zeroed(part: Any, kind: Any) -> Any:
    if not part.null_count:
        return part
    import numpy as np
    import pyarrow as pa

    size = kind.bit_width // 8
    cells = np.frombuffer(_bytes(part, kind.bit_width), np.uint8).reshape(len(part), size).copy()
    valid = np.frombuffer(_bytes(part.is_valid().cast(pa.uint8())), np.bool_)
    cells[~valid] = 0
    return pa.Array.from_buffers(pa.binary(size), len(part), [None, pa.py_buffer(cells)])


def _texts(_: Encoder, kind: Any, parts: list[Any]) -> bytes:
    """Write the length of each text, and their bytes one after the other."""
    import numpy as np
    import pyarrow as pa

    is_large = pa.types.is_large_string(kind) or pa.types.is_large_binary(kind)
    width = np.dtype(np.int64 if is_large else np.int32)
    lengths, content = [], []
    for one in parts:
        if len(one) == 0:
            continue
        part = _full(one, b"" if "binary" in str(kind) else "")
        _, offsets, data = part.buffers()
        ends = np.frombuffer(offsets, width)[part.offset : part.offset + len(part) + 1]
        lengths.append(np.diff(ends).astype(np.int64).tobytes())
        content.append(b"" if data is None else data.slice(int(ends[0]), int(ends[-1] - ends[0])))
    return _stream(iter(lengths)) + _stream(iter(content))


def _viewed(encoder: Encoder, kind: Any, parts: list[Any]) -> bytes:
    import pyarrow as pa

    plain = pa.large_string() if "string" in str(kind) else pa.large_binary()
    return _texts(encoder, plain, [part.cast(plain) for part in parts])


def _lists(encoder: Encoder, _: Any, parts: list[Any]) -> bytes:
    """Write the length of each list, and what they hold one after the other."""
    inner = [part.flatten() for part in parts]
    return _stream(map(_lengths, parts)) + _content(encoder, inner[0].type, inner)


def _lengths(part: Any) -> bytes:
    import numpy as np

    if not hasattr(part, "offsets"):
        # All are of one length, which the type says.
        return b""
    lengths = np.diff(part.offsets.to_numpy()).astype(np.int64)
    if part.null_count:
        lengths[~part.is_valid().to_numpy(zero_copy_only=False)] = 0
    return bytes(lengths.data)


def _maps(encoder: Encoder, kind: Any, parts: list[Any]) -> bytes:
    """Write maps as the lists of pairs that they are."""
    import pyarrow as pa

    pairs = pa.list_(pa.struct([kind.key_field, kind.item_field]))
    return _lists(encoder, pairs, [part.cast(pairs) for part in parts])


def _structs(encoder: Encoder, kind: Any, parts: list[Any]) -> bytes:
    fields = [part.flatten() for part in parts]
    return b"".join(
        _content(encoder, kind.field(i).type, [field[i] for field in fields])
        for i in range(kind.num_fields)
    )


def _dictionary(encoder: Encoder, kind: Any, parts: list[Any]) -> bytes:
    """Write the dictionary, whose order counts, and which of its entries each cell is."""
    entries = seal(b"T", _content(encoder, kind.value_type, [parts[0].dictionary]))
    return entries + _content(encoder, kind.index_type, [part.indices for part in parts])


def _extended(encoder: Encoder, kind: Any, parts: list[Any]) -> bytes:
    return _content(encoder, kind.storage_type, [part.storage for part in parts])


def _runs(encoder: Encoder, kind: Any, parts: list[Any]) -> bytes:
    import pyarrow.compute as pc

    return _content(encoder, kind.value_type, [pc.run_end_decode(part) for part in parts])


def _is_fixed(types: Any, kind: Any) -> bool:
    tests = types.is_primitive, types.is_fixed_size_binary, types.is_decimal
    return any(test(kind) for test in tests)


# Which types are written how; the first that fits counts.
_BY_TYPE: list[tuple[Callable[[Any, Any], bool], Callable[[Encoder, Any, list[Any]], bytes]]] = [
    (lambda types, kind: types.is_null(kind), lambda *_: b""),
    (lambda types, kind: types.is_boolean(kind), _boolean),
    (lambda types, kind: types.is_string(kind) or types.is_large_string(kind), _texts),
    (lambda types, kind: types.is_binary(kind) or types.is_large_binary(kind), _texts),
    (lambda _, kind: str(kind) in ("string_view", "binary_view"), _viewed),
    (_is_fixed, _fixed),
    (lambda types, kind: types.is_dictionary(kind), _dictionary),
    (lambda types, kind: types.is_struct(kind), _structs),
    (
        lambda types, kind: (
            types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind)
        ),
        _lists,
    ),
    (lambda types, kind: types.is_map(kind), _maps),
    (lambda _, kind: hasattr(kind, "storage_type"), _extended),
    (lambda _, kind: "run_end_encoded" in str(kind), _runs),
]


# ---- polars ------------------------------------------------------------------------------------


def find_polars(kind: type) -> Handler | None:
    """Return how values of one of polars' classes are written."""
    library: Any = sys.modules["polars"]
    if issubclass(kind, getattr(library, "DataFrame", ())):
        return _polars_frame
    return _polars_series if issubclass(kind, getattr(library, "Series", ())) else None


def _polars_frame(encoder: Encoder, value: Any) -> bytes:
    columns = [_polars_series(encoder, column) for column in value.get_columns()]
    return seal(b"P", text(name_of(type(value))), text(str(value.height)), *columns)


def _polars_series(encoder: Encoder, value: Any) -> bytes:
    about = text(value.name) + text(repr(value.dtype))
    return seal(b"P", text(name_of(type(value))), about, _polars_cells(encoder, value))


def _polars_cells(encoder: Encoder, value: Any) -> bytes:
    if _holds_objects(value.dtype):
        return encoder.encode(value.to_list())
    import pyarrow as pa

    try:
        cells = value.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        # Arrow has no such type, as for integers of 128 bits.
        return encoder.encode(value.to_list())
    return chunks(encoder, cells)


def _holds_objects(dtype: Any) -> bool:
    return "Object" in repr(dtype)
