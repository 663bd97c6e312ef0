"""Any value → bytes, exactly: equal values give equal bytes, different values different ones.

Every value becomes a tag, a length and its content; content of more than 64 bytes becomes its
xxh3-128. So no two values can run into one another, and no content is sampled.

What is made of Python's own types alone is written by one pass of the C pickler, without its memo:
pickle can read back every type and bit, so different values are different pickles; and because it
looks nothing up by identity, equal values are equal pickles. Sets, whose order is no part of their
value, and everything else are written type by type; `digests` says how values of a class are.
"""

from __future__ import annotations

import collections
import functools
import io
import marshal
import pickle
from typing import TYPE_CHECKING, Any, Final

from .identity import ATOMS, facts_of, target_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Handler = Callable[["Encoder", Any], bytes]
    # By class, or by the full name of a class.
    HashFuncs = Mapping[Any, Callable[[Any], Any]]

_BUILTINS: tuple[type, ...] = (*ATOMS, list, tuple, dict)
_SHORT: Final = 64
_DEEP: Final = 6


class Unhashable(Exception):
    """A value has no exact encoding; `value` is it."""

    def __init__(self, value: Any) -> None:
        super().__init__(name_of(type(value)))
        self.value = value


class UserHash(Exception):
    """A function of `hash_funcs` has raised, for `value`."""

    def __init__(self, value: Any, func: Callable[[Any], Any]) -> None:
        super().__init__(name_of(type(value)))
        self.value = value
        self.func = func


def name_of(cls: type) -> str:
    """Return the full name of a class."""
    return f"{cls.__module__}.{cls.__qualname__}"


@functools.cache
def xxh3() -> Callable[[Any], bytes]:
    """Return the function from a buffer to sixteen bytes."""
    from xxhash import xxh3_128_digest

    return xxh3_128_digest


def seal(tag: bytes, *parts: bytes) -> bytes:
    """Return a tag of one byte, a length and the parts, or the digest of long ones."""
    content = parts[0] if len(parts) == 1 else b"".join(parts)
    if len(content) <= _SHORT:
        return b"%b%c%b" % (tag, len(content), content)
    return b"%b\xff%b" % (tag, xxh3()(content))


def text(value: str) -> bytes:
    """Return the bytes for a text of ours or of a class's."""
    return seal(b"S", value.encode("utf-8", "surrogatepass"))


class _Odd(Exception):
    """Something is not of Python's own types."""


class _Plain(pickle.Pickler):
    def reducer_override(self, _: Any) -> Any:
        # In this protocol sets and bytearrays come here too, by their classes.
        raise _Odd


def plain(value: Any) -> bytes | None:
    """Return the bytes for what is made of Python's own types alone; None if it is not.

    Those types are None, bools, numbers, texts, bytes, lists, tuples and dicts. Sets are none of
    them, and neither is what holds itself.
    """
    file = io.BytesIO()
    pickler = _Plain(file, 3)
    pickler.fast = True
    try:
        pickler.dump(value)
    except (_Odd, ValueError, RecursionError, OverflowError):
        return None
    return file.getvalue()


class Encoder:
    """Writes the values of one call.

    Parameters
    ----------
    hash_funcs
        The user's own functions, by class or by the full name of a class: what they return stands
        for values of exactly that class.
    """

    __slots__ = ("_find", "_funcs", "_is_plain_allowed", "_known", "_lowest", "_path")

    def __init__(self, hash_funcs: HashFuncs | None, find: Callable[[type], Handler]) -> None:
        self._find = find
        self._funcs = by_name(hash_funcs)
        self._is_plain_allowed = not replaces_builtins(self._funcs)
        # Where the values that are being written stand on the way from the root, by id.
        self._path: dict[int, int] = {}
        # How far up the innermost of the values just written refers to one that holds it.
        self._lowest = 0
        # What has been written already, by id; the values are kept, so that no id is another's.
        self._known: dict[int, tuple[Any, bytes]] = {}

    def encode(self, value: Any) -> bytes:
        """Return the bytes for a value.

        Raises
        ------
        Unhashable
            There is no telling what it is made of.
        UserHash
            The user's own function for its class has raised.
        """
        kind = type(value)
        if self._funcs and (func := self._funcs.get(name_of(kind))) is not None:
            return self._by_user(value, func)
        leaf = leaves.get(kind)
        if leaf is not None:
            return leaf(value)
        key = id(value)
        known = self._known.get(key)
        if known is not None:
            return known[1]
        depth = len(self._path)
        above = self._path.get(key)
        if above is not None:
            self._lowest = min(self._lowest, above)
            return seal(b"^", (depth - above).to_bytes(4, "little"))
        return self._inside(value, key, depth, handlers.get(kind) or self._find(kind))

    def _inside(self, value: Any, key: int, depth: int, handler: Handler) -> bytes:
        outer, self._lowest = self._lowest, depth
        self._path[key] = depth
        try:
            done = handler(self, value)
        except (Unhashable, UserHash, MemoryError):
            raise
        except Exception as error:
            # Whatever a library or a user's class says when it is asked what it holds.
            raise Unhashable(value) from error
        finally:
            del self._path[key]
        if self._lowest >= depth and (depth >= _DEEP or isinstance(value, type)):
            # What refers to nothing above it is the same wherever it stands. Kept are classes,
            # which many objects have in common, and what is far down, lest a value that shares
            # its parts over many levels take for ever.
            self._known[key] = (value, done)
        self._lowest = min(self._lowest, outer)
        return done

    def _by_user(self, value: Any, func: Callable[[Any], Any]) -> bytes:
        try:
            found = func(value)
        except Exception as error:
            raise UserHash(value, func) from error
        name = name_of(type(value))
        # What stands for a value may be of its class: `{float: lambda x: round(x, 2)}`.
        others = {one: other for one, other in self._funcs.items() if one != name}
        rest = Encoder(others, self._find)
        # What another function returns stands for something else, although it may be equal.
        told = target_of(func)[0]
        by = text(getattr(told, "__qualname__", "")) + facts_of(told).digest
        return seal(b"h", text(name), by, rest.encode(found))

    def plain(self, value: Any) -> bytes | None:
        """Return the bytes for what is made of Python's own types alone; None if it is not."""
        return plain(value) if self._is_plain_allowed else None

    def many(self, values: Iterable[Any]) -> bytes:
        """Return the bytes for several values, one after the other."""
        return b"".join(map(self.encode, values))

    def unordered(self, values: Iterable[Any]) -> bytes:
        """Return the bytes for several values whose order does not count."""
        return b"".join(sorted(map(self.encode, values)))


def by_name(hash_funcs: HashFuncs | None) -> dict[str, Callable[[Any], Any]]:
    """Return the user's own functions by the full names of their classes.

    A class that is defined anew in each run is another object each time, and keeps its name.
    """
    return {
        kind if isinstance(kind, str) else name_of(kind): func
        for kind, func in (hash_funcs or {}).items()
    }


def replaces_builtins(funcs: Mapping[str, Any]) -> bool:
    """Return whether something else is to stand for values of one of Python's own types."""
    return any(name_of(kind) in funcs for kind in _BUILTINS)


# ---- Python's own types ------------------------------------------------------------------------


def _marshalled(value: Any) -> bytes:
    return seal(b"m", marshal.dumps(value, 2))


# By class: what holds nothing else, so that neither cycles nor `hash_funcs` can be in it.
leaves: dict[type, Callable[[Any], bytes]] = {
    **dict.fromkeys([int, float, bool, complex, type(None)], _marshalled),
    type(...): lambda _: seal(b"m", b"."),
    type(NotImplemented): lambda _: seal(b"m", b"_"),
    str: text,
    bytes: lambda value: seal(b"B", value),
    bytearray: lambda value: seal(b"A", value),
    range: lambda value: seal(b"r", marshal.dumps((value.start, value.stop, value.step), 2)),
}


def _list(encoder: Encoder, value: list[Any]) -> bytes:
    written = encoder.plain(value)
    return seal(b"l", encoder.many(value)) if written is None else seal(b"p", written)


def _tuple(encoder: Encoder, value: tuple[Any, ...]) -> bytes:
    written = encoder.plain(value)
    return seal(b"t", encoder.many(value)) if written is None else seal(b"p", written)


def _dict(encoder: Encoder, value: dict[Any, Any]) -> bytes:
    written = encoder.plain(value)
    return seal(b"d", items(encoder, value)) if written is None else seal(b"p", written)


def items(encoder: Encoder, value: Mapping[Any, Any]) -> bytes:
    """Return the bytes for keys and values in their order, which counts."""
    return b"".join(encoder.encode(one) for item in value.items() for one in item)


def _set(encoder: Encoder, value: set[Any] | frozenset[Any]) -> bytes:
    tag = b"z" if type(value) is frozenset else b"s"
    kinds = set(map(type, value))
    if len(kinds) == 1 and kinds <= {int, str, bytes}:
        written = encoder.plain(sorted(value))
        if written is not None:
            return seal(tag, b"1", written)
    return seal(tag, b"*", encoder.unordered(value))


def _slice(encoder: Encoder, value: slice) -> bytes:
    return seal(b":", encoder.many((value.start, value.stop, value.step)))


def _deque(encoder: Encoder, value: collections.deque[Any]) -> bytes:
    return seal(b"q", encoder.encode(value.maxlen), encoder.many(value))


# By class: how what holds other values is written.
handlers: dict[type, Handler] = {
    list: _list,
    tuple: _tuple,
    dict: _dict,
    set: _set,
    frozenset: _set,
    slice: _slice,
    collections.deque: _deque,
}
