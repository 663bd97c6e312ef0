"""Values of Python itself, and whatever can be pickled.

What cannot change is handed out itself. Lists, dicts and the like are kept as bytes and made anew
at each hit, by `marshal` where all parts are Python's own and by `pickle` otherwise, with the
collector paused. Large parts of a pickled value, such as the frames in a tuple, are kept by
themselves and come out as cheaply as if they had been returned alone.
"""

from __future__ import annotations

import datetime as dt
import io
import marshal
import pickle
import sys
from decimal import Decimal
from fractions import Fraction
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from uuid import UUID

from .collector import paused
from .dump import Dump, Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .values import Kept

# Below this many bytes the collector seldom gets to run.
_FEW = 20_000

# Exactly these: a subclass may hold anything.
_ATOMS = frozenset({int, float, complex, bool, str, bytes, type(None), type(...)})
_CONTAINERS = frozenset({list, dict, tuple, set, frozenset})
_FIXED = _ATOMS | {
    *(dt.date, dt.time, dt.datetime, dt.timedelta, dt.timezone),
    *(Decimal, Fraction, UUID, range, type(NotImplemented), type(PurePath()), type(Path())),
}


def is_fixed(value: Any, also: frozenset[type] = frozenset()) -> bool:
    """Return whether nothing can change a value: an atom, or tuples of atoms however deep.

    Parameters
    ----------
    value
        Any value.
    also
        More types whose values cannot change.
    """
    fixed = _FIXED | also
    kinds = {type(value)}
    layer = [value]
    # Each turn goes one level down; a tuple cannot hold itself.
    while not kinds <= fixed:
        if not kinds <= fixed | {tuple, frozenset}:
            return False
        parts = (part for one in layer if type(one) not in fixed for part in one)
        # Once each: tuples that share their parts over many levels are as many as they are.
        layer = list({id(part): part for part in parts}.values())
        kinds = set(map(type, layer))
    return True


def is_builtin(value: Any) -> bool:
    """Return whether a value and all its parts are exactly of Python's own types."""
    waiting, seen = [value], set()
    while waiting:
        one = waiting.pop()
        if type(one) in _ATOMS or id(one) in seen:
            continue
        if type(one) not in _CONTAINERS:
            return False
        seen.add(id(one))
        for parts in (one, one.values()) if type(one) is dict else (one,):
            kinds = set(map(type, parts)) - _ATOMS
            if not kinds <= _CONTAINERS:
                return False
            if kinds:
                waiting += [part for part in parts if type(part) in _CONTAINERS]
    return True


class Fixed:
    """A value that cannot change."""

    __slots__ = ("nbytes", "value")

    def __init__(self, value: Any, nbytes: int) -> None:
        self.value = value
        self.nbytes = nbytes

    def hit(self) -> Any:
        """Return the value itself."""
        return self.value

    def first(self, value: Any) -> Any:
        """Return what the function has returned."""
        return value

    def dump(self) -> Dump:
        """Return what makes an equal one."""
        return Dump("pickle", (pickle.dumps(self.value, pickle.HIGHEST_PROTOCOL), ()))


class Marshalled:
    """Nested lists, dicts, tuples and sets of numbers and texts."""

    __slots__ = ("_payload", "nbytes")

    def __init__(self, payload: bytes) -> None:
        self._payload = payload
        self.nbytes = len(payload)

    def hit(self) -> Any:
        """Return a value made anew."""
        if self.nbytes < _FEW:
            return marshal.loads(self._payload)  # noqa: S302 - these bytes are our own
        with paused():
            return marshal.loads(self._payload)  # noqa: S302

    def first(self, value: Any) -> Any:
        """Return what the function has returned: nothing here refers to it."""
        return value

    def dump(self) -> Dump:
        """Return the bytes, and which Python understands them."""
        return Dump("marshal", (sys.version_info[:2], self._payload))


class Pickled:
    """Anything else that can be pickled.

    Parameters
    ----------
    payload
        The pickle, which refers to the parts by number.
    parts
        Large parts, kept by themselves.
    """

    __slots__ = ("_parts", "_payload", "nbytes")

    def __init__(self, payload: bytes, parts: tuple[Kept, ...] = ()) -> None:
        self._payload = payload
        self._parts = parts
        self.nbytes = len(payload) + sum(part.nbytes for part in parts)

    def hit(self) -> Any:
        """Return a value made anew.

        Raises
        ------
        Lost
            It cannot be made: its class is gone or refuses.
        """
        try:
            if not self._parts and len(self._payload) < _FEW:
                return pickle.loads(self._payload)  # noqa: S301 - these bytes are our own
            with paused():
                return _Unpickler(self._payload, self._parts).load()
        except Exception as error:
            raise Lost(f"{type(error).__name__}: {error}") from error

    def first(self, value: Any) -> Any:
        """Return what the function has returned, or an equal value if that shares large parts."""
        if not self._parts:
            return value
        try:
            return self.hit()
        except Lost:
            return value

    def dump(self) -> Dump:
        """Return the pickle and what makes the parts."""
        parts = [part.dump() for part in self._parts]
        recipe = (self._payload, tuple((p.kind, p.recipe, len(p.buffers)) for p in parts))
        return Dump("pickle", recipe, tuple(buffer for p in parts for buffer in p.buffers))


class _Pickler(pickle.Pickler):
    """Puts large parts aside."""

    def __init__(self, file: io.BytesIO, keep_part: Callable[[Any], Kept | None]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.parts: list[Kept] = []
        self._keep_part = keep_part
        self._numbers: dict[int, int] = {}
        # So that no id is used twice.
        self._seen: list[Any] = []

    def persistent_id(self, value: Any) -> int | None:
        """Return the number of a large part; the rest goes into the pickle."""
        if type(value) in _ATOMS or type(value) in _CONTAINERS:
            return None
        if id(value) in self._numbers:
            return self._numbers[id(value)]
        part = self._keep_part(value)
        if part is None:
            return None
        number = self._numbers[id(value)] = len(self.parts)
        self._seen.append(value)
        self.parts.append(part)
        return number


class _Unpickler(pickle.Unpickler):
    def __init__(self, payload: bytes, parts: tuple[Kept, ...]) -> None:
        super().__init__(io.BytesIO(payload))
        self._parts = parts
        self._made: dict[int, Any] = {}

    def persistent_load(self, number: int) -> Any:
        """Return a part, the same one for the same number."""
        if number not in self._made:
            self._made[number] = self._parts[number].hit()
        return self._made[number]


def pickled(value: Any, keep_part: Callable[[Any], Kept | None]) -> Pickled:
    """Keep a value as a pickle; `keep_part` returns None for what is not kept by itself."""
    file = io.BytesIO()
    pickler = _Pickler(file, keep_part)
    with paused():
        pickler.dump(value)
    return Pickled(file.getvalue(), tuple(pickler.parts))


def keep(value: Any, keep_part: Callable[[Any], Kept | None]) -> Kept:
    """Keep a value in the cheapest way that is safe."""
    if is_fixed(value):
        if type(value) in _ATOMS:
            return Fixed(value, sys.getsizeof(value))
        return Fixed(value, len(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)))
    if is_builtin(value):
        try:
            return Marshalled(marshal.dumps(value))
        except ValueError:
            # Nested deeper than marshal goes.
            pass
    return pickled(value, keep_part)


def load_marshalled(dump: Dump) -> Marshalled:
    """Make it from what `dump` returned."""
    version, payload = dump.recipe
    if version != sys.version_info[:2]:
        raise Lost(f"made by Python {version}")
    return Marshalled(payload)


def load_pickled(dump: Dump, load: Callable[[Dump], Kept]) -> Kept:
    """Make it from what `dump` returned; `load` makes the parts."""
    payload, parts = dump.recipe
    buffers = iter(dump.buffers)
    return Pickled(payload, tuple(_loaded(parts, buffers, load)))


def _loaded(
    parts: tuple[tuple[str, Any, int], ...], buffers: Iterator[Any], load: Callable[[Dump], Kept]
) -> Iterator[Kept]:
    for kind, recipe, count in parts:
        yield load(Dump(kind, recipe, tuple(next(buffers) for _ in range(count))))
