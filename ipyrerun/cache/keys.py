"""What a call of a cached function is found by.

A key is the parameters in the order of the function's signature, whether they were given by place,
by name or not at all, then what the function reads besides them. Parameters whose names begin with
an underscore are left out.
"""

from __future__ import annotations

import functools
import inspect
import marshal
from dataclasses import dataclass
from operator import itemgetter
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

from ..errors import UnhashableParamError, UserHashError
from .digests import encoder
from .encoder import Unhashable, UserHash, by_name, leaves, name_of, plain, replaces_builtins, xxh3
from .identity import ATOMS, facts_of, reads_of, target_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .encoder import HashFuncs

_SHOWN: Final = 80
_REQUIRED: Final = inspect.Parameter.empty


@dataclass(frozen=True, slots=True)
class CallKey:
    """What a call is found by.

    Parameters
    ----------
    digest
        Sixteen bytes.
    parts
        What went into it by name, as text.
    """

    digest: bytes
    parts: dict[str, str]


def encode_call(
    func: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    hash_funcs: HashFuncs | None = None,
) -> CallKey:
    """Return the key of one call; `Binder` serves many.

    Raises
    ------
    UnhashableParamError
        There is no telling what an argument is made of.
    UserHashError
        A function of `hash_funcs` has raised.
    """
    return Binder(func, hash_funcs).key(args, dict(kwargs))


class _Unkeyed:
    """Stands for a default that there is no key for: it is the same in each call that leaves it."""


leaves[_Unkeyed] = lambda _: b"u"
_UNKEYED: Final = _Unkeyed()


class _Parameters:
    """The signature of a function, and what a call's arguments are by it."""

    def __init__(self, target: Callable[..., Any]) -> None:
        try:
            found = list(inspect.signature(target).parameters.values())
        except (TypeError, ValueError):
            # Some of what is built in says nothing of its parameters.
            found = [
                inspect.Parameter("args", inspect.Parameter.VAR_POSITIONAL),
                inspect.Parameter("kwargs", inspect.Parameter.VAR_KEYWORD),
            ]
        self._rest = next((p.name for p in found if p.kind is p.VAR_POSITIONAL), None)
        self._more = next((p.name for p in found if p.kind is p.VAR_KEYWORD), None)
        named = [p for p in found if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
        self._names = [p.name for p in named]
        self.count = sum(p.kind is not p.KEYWORD_ONLY for p in named)
        self._by_place = {p.name for p in named if p.kind is p.POSITIONAL_ONLY}
        self._defaults = [p.default for p in named]
        self._tails = [self._tail(i) for i in range(self.count + 1)]
        # Whether the arguments, given by place, are the values as they stand.
        self.is_simple = self.count == len(found)
        self._kept = [i for i, name in enumerate(self._names) if not name.startswith("_")]
        self.pick = _picker(self._kept, len(self._names))
        self.labels = [self._names[i] for i in self._kept]
        self.labels += [f"*{self._rest}"] * _is_kept(self._rest)
        self.labels += [f"**{self._more}"] * _is_kept(self._more)

    def _tail(self, count: int) -> tuple[Any, ...] | None:
        """Return the defaults of what follows so many arguments, if they need no second look."""
        tail = self._defaults[count:]
        return tuple(tail) if ATOMS.issuperset(map(type, tail)) else None

    def arrange(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...] | None:
        """Return what counts of a call, in the order of the labels; None if it does not fit."""
        count = len(args)
        left = kwargs
        tail = None if kwargs or count > self.count else self._tails[count]
        if tail is not None:
            values = args + tail
        else:
            left = dict(kwargs)
            found = self._matched(args, left)
            if found is None:
                return None
            values = tuple(found)
        if self.pick is not None:
            values = self.pick(values)
        if _is_kept(self._rest):
            values += (args[self.count :],)
        if _is_kept(self._more):
            values += (tuple((k, left[k]) for k in sorted(left) if not k.startswith("_")),)
        return values

    def _matched(self, args: tuple[Any, ...], left: dict[str, Any]) -> list[Any] | None:
        """Return the values of the parameters that have names; `left` keeps what is for none."""
        values = list(args[: self.count])
        if len(args) > self.count and self._rest is None:
            return None
        given = self._names[: len(values)]
        for i in range(len(values), len(self._names)):
            name = self._names[i]
            if name in left and name not in self._by_place:
                values.append(left.pop(name))
            elif self._defaults[i] is not _REQUIRED:
                values.append(self._default(i))
            else:
                return None
        is_twice = any(name in left and name not in self._by_place for name in given)
        return None if is_twice or (left and self._more is None) else values

    def _default(self, i: int) -> Any:
        value = self._defaults[i]
        if type(value) not in ATOMS and i in self._kept:
            try:
                encoder().encode(value)
            except Unhashable:
                value = self._defaults[i] = _UNKEYED
        return value


def _is_kept(name: str | None) -> bool:
    return name is not None and not name.startswith("_")


def _picker(kept: list[int], count: int) -> Callable[[tuple[Any, ...]], tuple[Any, ...]] | None:
    """Return what takes out of the values those that count; None if all do."""
    if len(kept) == count:
        return None
    if kept and kept == list(range(kept[0], kept[-1] + 1)):
        return itemgetter(slice(kept[0], kept[-1] + 1))
    return lambda values: tuple([values[i] for i in kept])


class Binder:
    """Makes the keys of one function's calls.

    Parameters
    ----------
    func
        The function; what it reads besides its arguments is looked at with each call.
    hash_funcs
        What stands for arguments of a class, by class or by its full name.
    call
        What errors name.
    """

    __slots__ = (
        *("_call", "_exact", "_first", "_func", "_hash", "_hash_funcs"),
        *("_is_plain", "_parameters", "_pick", "_reads", "_target"),
    )

    def __init__(
        self,
        func: Callable[..., Any],
        hash_funcs: HashFuncs | None = None,
        call: str = "st.cache_data",
    ) -> None:
        self._func = func
        self._call = call
        self._hash = xxh3()
        self._hash_funcs = by_name(hash_funcs)
        self._is_plain = not replaces_builtins(self._hash_funcs)
        self._target, args, kwargs = target_of(func)
        self._first = (args, kwargs) if args or kwargs else None
        self._parameters = parameters = _Parameters(self._target)
        facts = facts_of(self._target)
        self._reads = self._target if facts.reads or facts.cells else None
        # How many arguments by place, and nothing else, make a call that needs no arranging.
        is_simple = parameters.is_simple and self._first is None
        self._exact = parameters.count if is_simple else -1
        self._pick = parameters.pick

    def __call__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
        """Return the digest of a call: sixteen bytes.

        Raises
        ------
        TypeError
            The function has no such parameters.
        UnhashableParamError
            There is no telling what an argument is made of.
        UserHashError
            A function of `hash_funcs` has raised.
        """
        if kwargs or len(args) != self._exact:
            args = self._arranged(args, kwargs)
        elif self._pick is not None:
            args = self._pick(args)
        if self._reads is not None:
            args += reads_of(self._reads)
        if self._is_plain:
            if ATOMS.issuperset(map(type, args)):
                try:
                    return self._hash(marshal.dumps(args, 2))
                except ValueError:
                    # A text of more than 2 GiB.
                    return self._written(args)
            # The pickler's output begins otherwise than marshal's, and both otherwise than ours.
            written = plain(args)
            if written is not None:
                return self._hash(written)
        return self._written(args)

    def key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> CallKey:
        """Return the digest of a call with what went into it, to be looked at."""
        digest = self(args, kwargs)
        values = self._arranged(args, kwargs)
        parts = dict(zip(self._parameters.labels, map(self._shown, values), strict=False))
        reads = () if self._reads is None else reads_of(self._reads)
        for name, value in zip(reads[::2], reads[1::2], strict=True):
            parts[name] = self._shown(value)
        return CallKey(digest, parts)

    def _arranged(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        if self._first is not None:
            args, kwargs = (*self._first[0], *args), {**self._first[1], **kwargs}
        found = self._parameters.arrange(args, kwargs)
        return self._loose(args, kwargs) if found is None else found

    def _loose(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """Return the arguments as they are, if what is called may take others than it says."""
        if hasattr(self._target, "__wrapped__") or hasattr(self._target, "__signature__"):
            # Marked, lest it look like a call that fits.
            return _UNKEYED, args, tuple(sorted(kwargs.items()))
        if type(self._target) is FunctionType:
            # Python's own error: nothing of the function is executed.
            self._target(*args, **kwargs)
        inspect.signature(self._target).bind(*args, **kwargs)
        raise TypeError(f"{_called(self._func)}: the arguments do not fit")

    def _written(self, args: tuple[Any, ...]) -> bytes:
        writer = encoder(self._hash_funcs)
        parts = [b"e"]
        for place, value in enumerate(args):
            try:
                parts.append(writer.encode(value))
            except Unhashable as error:
                is_deep = isinstance(error.__cause__, RecursionError)
                raise self._unhashable(place, value, error.value, is_deep=is_deep) from error
            except UserHash as error:
                raise self._user_error(place, error) from error.__cause__
        return self._hash(b"".join(parts))

    def _label(self, place: int) -> str:
        labels = self._parameters.labels
        return labels[place] if place < len(labels) else "its arguments"

    def _unhashable(
        self, place: int, value: Any, inner: Any, *, is_deep: bool
    ) -> UnhashableParamError:
        label, kind = self._label(place), name_of(type(value if is_deep else inner))
        held = "" if inner is value else f", which holds a `{kind}`"
        held = ", which is nested too deeply" if is_deep else held
        stars = "*" * label.count("*")
        return UnhashableParamError(
            f"{self._call}: cannot hash the argument `{label}` of {_called(self._func)}, of type "
            f"`{name_of(type(value))}`{held}; name the parameter `{stars}_{label[len(stars) :]}` "
            f'to leave it out of the key, or say what stands for it: `hash_funcs={{"{kind}": ...}}`'
        )

    def _user_error(self, place: int, error: UserHash) -> UserHashError:
        cause = error.__cause__
        return UserHashError(
            f"{self._call}: `hash_funcs` of {_called(self._func)} failed on the argument "
            f"`{self._label(place)}`: {_called(error.func)} was given a "
            f"`{name_of(type(error.value))}` and raised {type(cause).__name__}: {cause}"
        )

    def _shown(self, value: Any) -> str:
        """Return a value as text: in Python's words if it is small, else its class and digest."""
        if type(value) in ATOMS or plain(value) is not None:
            words = repr(value)
            if len(words) <= _SHOWN:
                return words
        digest = self._hash(encoder(self._hash_funcs).encode(value))
        return f"{name_of(type(value))} {digest.hex()}"


def _called(func: Any) -> str:
    while isinstance(func, functools.partial):
        func = func.func
    return f"`{getattr(func, '__name__', type(func).__name__)}()`"
