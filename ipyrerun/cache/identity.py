"""What makes two cached functions the same, and what a function reads besides its arguments.

A function is its module, its qualified name, its source and its code. What it reads from the
functions around it and from its module counts too where it is simple, as it is at the time of the
call: a constant that is changed is another key. What the function itself assigns (`global count`)
is no input and does not count, neither do frames, connections and the like.
"""

from __future__ import annotations

import datetime as dt
import decimal
import dis
import enum
import fractions
import functools
import hashlib
import inspect
import pathlib
import uuid
import weakref
from dataclasses import dataclass
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# Values of these types are what they are: equal contents, same value.
ATOMS: frozenset[type] = frozenset([int, str, float, bool, type(None), bytes, complex])
_IMMUTABLE = frozenset(
    [
        *(dt.date, dt.datetime, dt.time, dt.timedelta),
        *(decimal.Decimal, fractions.Fraction, uuid.UUID),
    ]
)
_UNSET = object()


@dataclass(frozen=True, slots=True)
class FunctionKey:
    """What tells a function from every other; equal for a function that is defined anew.

    Parameters
    ----------
    module, qualname
        Where it is, and what it is called there.
    source
        Its lines, and those of what it wraps; empty if there are none.
    code
        Digest of its code, and of what it wraps.
    digest
        Sixteen bytes for all of it.
    """

    module: str
    qualname: str
    source: str
    code: bytes
    digest: bytes

    def parts(self) -> dict[str, Any]:
        """Return what it is made of, to be looked at."""
        return {
            "module": self.module,
            "qualname": self.qualname,
            "source": self.source,
            "code": self.code.hex(),
        }


def identify(func: Callable[..., Any]) -> FunctionKey:
    """Return what identifies a function.

    Parameters
    ----------
    func
        A function, a method, a `functools.partial`, a class or any other callable.
    """
    inner = target_of(func)[0]
    module = getattr(inner, "__module__", None) or ""
    qualname = getattr(inner, "__qualname__", None) or repr(type(inner))
    functions = functions_of(inner) if isinstance(inner, type) else _wrapped(inner)
    facts = [facts_of(one) for one in functions]
    source = "\n".join(one.source for one in facts)
    code = _digest(one.digest for one in facts)
    texts = (part.encode("utf-8", "surrogatepass") for part in (module, qualname, source))
    return FunctionKey(module, qualname, source, code, _digest((*texts, code)))


def _digest(parts: Iterable[bytes]) -> bytes:
    hasher = hashlib.blake2b(digest_size=16)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "little") + part)
    return hasher.digest()


def target_of(func: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """Return what a callable comes to: a function, and the arguments that it is called with first.

    Methods and partials hold some; an object that can be called is the first of its `__call__`.
    """
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = {}
    while True:
        if isinstance(func, functools.partial):
            args, kwargs, func = (*func.args, *args), {**func.keywords, **kwargs}, func.func
        elif isinstance(func, MethodType):
            args, func = (func.__self__, *args), func.__func__
        elif isinstance(func, FunctionType | BuiltinFunctionType | type) or hasattr(
            func, "__wrapped__"
        ):
            return func, args, kwargs
        else:
            call = vars(type(func)).get("__call__")
            if not isinstance(call, FunctionType):
                return func, args, kwargs
            args, func = (func, *args), call


def _wrapped(func: Any) -> Iterator[Any]:
    """Yield a function, and what it says that it wraps."""
    seen: set[int] = set()
    while func is not None and id(func) not in seen:
        seen.add(id(func))
        yield func
        func = getattr(func, "__wrapped__", None)


def functions_of(cls: type) -> list[FunctionType]:
    """Return the functions that a class's own body defines, sorted by their names."""
    found: list[FunctionType] = []
    for _, member in sorted(vars(cls).items()):
        if isinstance(member, property):
            parts: tuple[Any, ...] = (member.fget, member.fset, member.fdel)
        else:
            # A static method or a property that is computed once holds its function.
            held = getattr(member, "__func__", None), getattr(member, "func", None)
            parts = (member, *held)
        found += [one for one in parts if isinstance(one, FunctionType)]
    return found


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a code object.

    Parameters
    ----------
    digest
        Of what it does: its instructions, names and constants, not where it stands in its file.
    source
        Its lines.
    reads
        The globals that it and the functions in it read and do not assign.
    cells
        Which of its variables from the functions around it it does not assign, by position.
    """

    digest: bytes
    source: str
    reads: tuple[str, ...]
    cells: tuple[int, ...]


_NO_FACTS = Facts(b"\0" * 16, "", (), ())
# By the id of a code object, which is the same in each run of one cell; the entry dies with it.
_facts: dict[int, tuple[weakref.ref[CodeType], Facts]] = {}


def facts_of(func: Any) -> Facts:
    """Return what is known of a function's code; what has none has no facts."""
    code = getattr(func, "__code__", None)
    if not isinstance(code, CodeType):
        return _NO_FACTS
    key = id(code)
    known = _facts.get(key)
    if known is not None and known[0]() is code:
        return known[1]
    reads, writes = _names(code)
    facts = Facts(
        digest=_code_digest(code),
        source=_source(code),
        reads=tuple(sorted(n for n in reads - writes if not n.startswith("__"))),
        cells=tuple(i for i, name in enumerate(code.co_freevars) if name not in writes),
    )
    # No Python of ours at its end: a Stop that arrived in it would be lost.
    forget: Any = functools.partial(_facts.pop, key)
    _facts[key] = (weakref.ref(code, forget), facts)
    return facts


def _names(code: CodeType) -> tuple[set[str], set[str]]:
    """Return the names that code reads from its module, and those around it that it assigns."""
    reads: set[str] = set()
    writes: set[str] = set()
    for step in dis.get_instructions(code):
        if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            reads.add(step.argval)
        elif step.opname in ("STORE_GLOBAL", "DELETE_GLOBAL"):
            writes.add(step.argval)
        elif step.opname in ("STORE_DEREF", "DELETE_DEREF"):
            # Of its own variables that functions in it read too, none is an input.
            writes.add(step.argval)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            inner_reads, inner_writes = _names(constant)
            reads |= inner_reads
            writes |= inner_writes
    # A name that the code has of its own is another variable than the one around it.
    return reads, writes - set(code.co_cellvars)


def _source(code: CodeType) -> str:
    """Return the lines of a function; lambdas on one line have the same ones."""
    try:
        return inspect.getsource(code)
    except (OSError, TypeError, SyntaxError, IndexError):
        return ""


def _code_digest(code: CodeType) -> bytes:
    """Return a digest of what code does: equal wherever it stands in a file."""
    return _digest(_code_parts(code))


def _code_parts(code: CodeType) -> Iterator[bytes]:
    counts = (
        *(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount),
        # Where it was compiled, and not what it does, decides on the other flags.
        code.co_flags & 0xFFFF,
    )
    yield repr(counts).encode()
    yield code.co_code
    yield getattr(code, "co_exceptiontable", b"")
    names = (code.co_name, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    yield repr(names).encode("utf-8", "surrogatepass")
    for constant in code.co_consts:
        yield _constant(constant)


def _constant(constant: Any) -> bytes:
    """Return the bytes for a constant of code: type and contents, whatever order a set is in."""
    if isinstance(constant, CodeType):
        return b"code" + _code_digest(constant)
    if isinstance(constant, tuple):
        inside = [_constant(one) for one in constant]
    elif isinstance(constant, frozenset):
        inside = sorted(_constant(one) for one in constant)
    else:
        return repr((type(constant).__name__, constant)).encode("utf-8", "surrogatepass")
    parts = b"".join(len(one).to_bytes(8, "little") + one for one in inside)
    return type(constant).__name__.encode() + b"(" + parts


def reads_of(func: Any) -> tuple[Any, ...]:
    """Return what a function reads besides its arguments and is simple.

    A name, its value, the next name, and so on. Values of its closure are called `closure: n`,
    those of its module `global: N`. What is not set, or not simple, is left out.
    """
    facts = facts_of(func)
    if not facts.reads and not facts.cells:
        return ()
    return tuple(_reads(func, facts, set()))


def _reads(func: Any, facts: Facts, inside: set[int]) -> Iterator[Any]:
    inside.add(id(func))
    closure = func.__closure__
    for index in facts.cells:
        try:
            value = closure[index].cell_contents
        except ValueError:
            # The function around it has not assigned it yet.
            continue
        if isinstance(value, FunctionType) and id(value) not in inside:
            value = _function(value, inside)
        if is_simple(value):
            yield f"closure: {func.__code__.co_freevars[index]}"
            yield value
    space = func.__globals__
    for name in facts.reads:
        value = space.get(name, _UNSET)
        if type(value) in ATOMS or is_simple(value):
            yield f"global: {name}"
            yield value
    inside.discard(id(func))


def _function(func: FunctionType, inside: set[int]) -> tuple[Any, ...]:
    """Return simple values that stand for a function in a closure: its code and what that reads."""
    facts = facts_of(func)
    return (func.__module__, func.__qualname__, facts.digest, *_reads(func, facts, inside))


def is_simple(value: Any) -> bool:
    """Return whether a value that a function reads is part of its calls' keys."""
    kind = type(value)
    if kind in ATOMS or kind in _IMMUTABLE:
        return True
    if kind in (tuple, frozenset):
        return all(map(is_simple, value))
    return isinstance(value, enum.Enum | pathlib.PurePath)
