"""How numpy's arrays and scalars are written: type, shape and every bit that is part of a value."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from .encoder import Encoder, name_of, seal, text, xxh3
from .frozen import recalled

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from .encoder import Handler

# What is copied at a time to be read in order [bytes]: it stays in the processor's cache.
_CHUNK: Final = 1 << 18


def find(kind: type) -> Handler | None:
    """Return how values of one of numpy's classes are written."""
    numpy: Any = sys.modules["numpy"]
    if issubclass(kind, numpy.ma.MaskedArray):
        return _masked
    if issubclass(kind, numpy.ndarray):
        return _array
    if issubclass(kind, numpy.generic):
        return _scalar
    if issubclass(kind, numpy.dtype):
        return lambda _, value: kind_of(value)
    return _named if issubclass(kind, numpy.ufunc) else None


def _named(_: Encoder, value: Any) -> bytes:
    return seal(b"o", text(name_of(type(value))), text(value.__name__))


def _array(encoder: Encoder, value: Any) -> bytes:
    import numpy as np

    plain = value if type(value) is np.ndarray else np.asarray(value)
    parts = [text(name_of(type(value))), array(encoder, plain)]
    if type(value) is not np.ndarray:
        # A class of its own may have a unit, an origin, …
        parts.append(encoder.encode(dict(getattr(value, "__dict__", {}))))
    return seal(b"n", *parts)


def _scalar(encoder: Encoder, value: Any) -> bytes:
    import numpy as np

    return seal(b"n", text(name_of(type(value))), array(encoder, np.asarray(value)))


def _masked(encoder: Encoder, value: Any) -> bytes:
    import numpy as np

    parts = [array(encoder, np.asarray(value.data)), array(encoder, np.ma.getmaskarray(value))]
    rest = (value.fill_value, value.hardmask, dict(getattr(value, "_basedict", {})))
    return seal(b"n", text(name_of(type(value))), *parts, *map(encoder.encode, rest))


def kind_of(dtype: np.dtype[Any]) -> bytes:
    """Return the bytes for the type of an array's elements."""
    if dtype.subdtype is not None:
        base, shape = dtype.subdtype
        return seal(b"y", b"*", kind_of(base), text(repr(shape)))
    if dtype.names is None:
        # A type of texts of any length says how it marks what is missing only here.
        return seal(b"y", text(repr(dtype) if dtype.kind == "T" else dtype.str))
    assert dtype.fields is not None
    fields = [dtype.fields[name] for name in dtype.names]
    parts = [
        text(name) + kind_of(entry[0]) + text(repr(tuple(entry)[1:]))
        for name, entry in zip(dtype.names, fields, strict=True)
    ]
    return seal(b"y", b"[", text(f"{dtype.itemsize} {dtype.isalignedstruct}"), *parts)


def array(encoder: Encoder, value: np.ndarray[Any, Any]) -> bytes:
    """Return the bytes for an array: its elements in the order of its axes, however it lies."""
    return seal(b"y", kind_of(value.dtype), text(repr(value.shape)), elements(encoder, value))


def elements(encoder: Encoder, value: np.ndarray[Any, Any]) -> bytes:
    """Return the bytes for the elements of an array whose type and shape are written elsewhere."""
    dtype = value.dtype
    if dtype.names is not None:
        # Field by field: what lies between them is no part of the value.
        return b"".join(array(encoder, value[name]) for name in dtype.names)
    if dtype.kind in "OT":
        return encoder.encode(value.reshape(-1).tolist())
    return recalled(value, "elements", lambda: _digest(_significant(value)))


def _significant(value: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return an array without the bytes that pad the processor's long floats."""
    import numpy as np

    if value.dtype.kind not in "fc" or value.dtype.char not in "gG":
        return value
    bits = np.finfo(value.dtype).nmant + np.finfo(value.dtype).iexp + 1
    size = value.dtype.itemsize // (2 if value.dtype.kind == "c" else 1)
    if bits // 8 + 1 >= size:
        return value
    return np.ascontiguousarray(value).reshape(-1, 1).view(np.uint8).reshape(-1, size)[:, :10]


def _digest(value: np.ndarray[Any, Any]) -> bytes:
    import numpy as np

    if value.dtype.itemsize == 0 or value.size == 0:
        return xxh3()(b"")
    if value.flags.c_contiguous:
        return xxh3()(value.reshape(-1).view(np.uint8))
    from xxhash import xxh3_128

    hasher = xxh3_128()
    for part in _pieces(value):
        hasher.update(part.reshape(-1).view(np.uint8).data)
    return hasher.digest()


def _pieces(value: np.ndarray[Any, Any]) -> Iterator[np.ndarray[Any, Any]]:
    """Yield contiguous pieces of an array that is not, in the order of its axes."""
    import numpy as np

    row = value.nbytes // value.shape[0]
    if row > _CHUNK and value.ndim > 1:
        for one in value:
            yield from _pieces(one)
        return
    step = max(1, _CHUNK // max(row, 1))
    for start in range(0, value.shape[0], step):
        yield np.ascontiguousarray(value[start : start + step])


def rows(value: np.ndarray[Any, Any]) -> bytes:
    """Return the digests of the rows of an array of two axes, one after the other.

    The rows of a frame's array are its columns; where those lie interwoven they are read together.
    """
    return recalled(value, "rows", lambda: b"".join(_rows(value)))


def _rows(value: np.ndarray[Any, Any]) -> list[bytes]:
    import numpy as np

    count, length = value.shape
    if value.dtype.char in "gG" or value.size == 0 or value.dtype.itemsize == 0:
        return [_digest(_significant(row)) for row in value]
    size = value.dtype.itemsize
    if value.strides[1] == size:
        digest = xxh3()
        return [digest(row.view(np.uint8)) for row in value]
    from xxhash import xxh3_128

    hashers = [xxh3_128() for _ in range(count)]
    step = max(64, _CHUNK // (count * size))
    for start in range(0, length, step):
        part = np.ascontiguousarray(value[:, start : start + step]).view(np.uint8)
        for hasher, row in zip(hashers, part, strict=True):
            hasher.update(row)
    return [hasher.digest() for hasher in hashers]
