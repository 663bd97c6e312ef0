"""How Python's own and the user's classes are written: by what makes two of their objects equal."""

from __future__ import annotations

import array
import collections
import copyreg
import dataclasses
import datetime as dt
import decimal
import enum
import fractions
import functools
import io
import os
import pathlib
import re
import sys
import tempfile
import types
import uuid
from typing import TYPE_CHECKING, Any

from .encoder import Encoder, Unhashable, items, leaves, name_of, seal, text
from .identity import facts_of, functions_of, is_simple, reads_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from .encoder import Handler

leaves.update(
    {
        decimal.Decimal: lambda value: seal(b"o", b"decimal", str(value).encode()),
        fractions.Fraction: lambda value: seal(b"o", b"fraction", str(value).encode()),
        uuid.UUID: lambda value: seal(b"o", b"uuid", value.bytes),
        dt.date: lambda value: seal(b"o", b"date", value.isoformat().encode()),
        dt.timedelta: lambda value: seal(
            b"o", b"timedelta", f"{value.days} {value.seconds} {value.microseconds}".encode()
        ),
    }
)


def _moment(encoder: Encoder, value: dt.datetime | dt.time) -> bytes:
    """Write a time by its fields, `fold` among them, and its zone: 12:00 is not 13:00+01:00."""
    state = value.__reduce_ex__(4)[1]
    assert isinstance(state, tuple)
    return seal(b"o", text(name_of(type(value))), *map(encoder.encode, state))


def _pattern(encoder: Encoder, value: re.Pattern[Any]) -> bytes:
    return seal(b"o", b"pattern", encoder.encode(value.pattern), encoder.encode(value.flags))


def _path(_: Encoder, value: pathlib.PurePath) -> bytes:
    return seal(b"o", text(name_of(type(value))), text(str(value)))


def _partial(encoder: Encoder, value: functools.partial[Any]) -> bytes:
    parts = (value.func, value.args, dict(sorted(value.keywords.items())))
    return seal(b"o", b"partial", *map(encoder.encode, parts))


def _memory(encoder: Encoder, value: memoryview) -> bytes:
    return seal(b"o", b"memory", text(value.format), encoder.encode(value.shape), value.tobytes())


def _array(_: Encoder, value: array.array[Any]) -> bytes:
    return seal(b"o", b"array", text(value.typecode), value.tobytes())


def _mapping(encoder: Encoder, value: Any) -> bytes:
    return seal(b"o", text(name_of(type(value))), items(encoder, value))


def _view(encoder: Encoder, value: Any) -> bytes:
    return seal(b"o", text(name_of(type(value))), encoder.many(value))


def _module(_: Encoder, value: types.ModuleType) -> bytes:
    return seal(b"o", b"module", text(value.__name__))


# ---- functions and classes ---------------------------------------------------------------------


def _function(encoder: Encoder, value: types.FunctionType) -> bytes:
    """Write a function by its name and code, its defaults, and what it reads besides arguments."""
    facts = facts_of(value)
    parts = [text(value.__module__ or ""), text(value.__qualname__), facts.digest]
    parts += [encoder.encode(value.__defaults__), encoder.encode(value.__kwdefaults__)]
    for index in facts.cells:
        cell = (value.__closure__ or ())[index]
        try:
            parts.append(encoder.encode(cell.cell_contents))
        except ValueError:
            parts.append(b"0")
    for name in facts.reads:
        if name in value.__globals__ and is_simple(value.__globals__[name]):
            parts += [text(name), encoder.encode(value.__globals__[name])]
    return seal(b"f", *parts)


def _method(encoder: Encoder, value: types.MethodType) -> bytes:
    return seal(b"o", b"method", encoder.encode(value.__func__), encoder.encode(value.__self__))


def _builtin(encoder: Encoder, value: Any) -> bytes:
    """Write what is built in by its name, and by the object that it is a method of."""
    holder = getattr(value, "__self__", None)
    name = f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value.__name__)}"
    if isinstance(holder, types.ModuleType):
        holder = None
    return seal(b"o", b"builtin", text(name), encoder.encode(holder))


def _code(_: Encoder, value: types.CodeType) -> bytes:
    return seal(b"o", b"code", facts_of(types.FunctionType(value, {})).digest)


def _class(encoder: Encoder, value: type) -> bytes:
    """Write a class by its name, and by its body if it is of a notebook or of a function."""
    parts = [text(name_of(value))]
    if is_local(value):
        parts += [encoder.encode(base) for base in value.__bases__]
        for name, member in sorted(vars(value).items()):
            if is_simple(member) and name not in _OF_ITS_PLACE:
                parts += [text(name), encoder.encode(member)]
        for func in functions_of(value):
            # What they have from around need not have a key: it is not what is called with.
            parts += [text(func.__qualname__), facts_of(func).digest]
            parts.append(encoder.encode(reads_of(func)))
    return seal(b"c", *parts)


def is_local(cls: type) -> bool:
    """Return whether a class may change while the kernel lives: a cell's, or a function's."""
    return cls.__module__ == "__main__" or "<locals>" in cls.__qualname__


_OF_ITS_PLACE = frozenset(["__module__", "__doc__", "__firstlineno__", "__static_attributes__"])


def _wrapper(encoder: Encoder, value: Any) -> bytes:
    return seal(b"o", text(name_of(type(value))), encoder.encode(value.__wrapped__))


def _property(encoder: Encoder, value: property) -> bytes:
    return seal(b"o", b"property", *map(encoder.encode, (value.fget, value.fset, value.fdel)))


def _cached_property(encoder: Encoder, value: functools.cached_property[Any]) -> bytes:
    return seal(b"o", b"cached property", encoder.encode(value.func))


# By class, for values of a class that derives from it too; the first that fits counts.
_BY_BASE: list[tuple[Any, Handler]] = [
    (type, _class),
    (types.FunctionType, _function),
    (types.MethodType, _method),
    ((types.BuiltinFunctionType, types.MethodWrapperType, types.WrapperDescriptorType), _builtin),
    ((types.MethodDescriptorType, types.ClassMethodDescriptorType), _builtin),
    ((types.GetSetDescriptorType, types.MemberDescriptorType), _builtin),
    ((staticmethod, classmethod, type(functools.cache(len))), _wrapper),
    (property, _property),
    (functools.cached_property, _cached_property),
    (functools.partial, _partial),
    (types.CodeType, _code),
    (types.ModuleType, _module),
    (pathlib.PurePath, _path),
    (re.Pattern, _pattern),
    (memoryview, _memory),
    (types.MappingProxyType, _mapping),
    ((collections.abc.KeysView, collections.abc.ValuesView, collections.abc.ItemsView), _view),
]
_EXACT: dict[type, Handler] = {dt.datetime: _moment, dt.time: _moment, array.array: _array}


def find(kind: type) -> Handler | None:
    """Return how values of a class are written."""
    if kind in _EXACT:
        return _EXACT[kind]
    for base, handler in _BY_BASE:
        if issubclass(kind, base):
            return handler
    if issubclass(kind, enum.Enum):
        return _member
    if issubclass(kind, io.IOBase | tempfile._TemporaryFileWrapper):  # noqa: SLF001 - what tempfile makes has no other name
        return _file
    for base in _BASES:
        if issubclass(kind, base):
            return functools.partial(_extended, base)
    if dataclasses.is_dataclass(kind):
        return _record
    return _pydantic if _is_pydantic(kind) else _reduced


# ---- objects -----------------------------------------------------------------------------------


def _of(encoder: Encoder, kind: type) -> bytes:
    """Write the class of an object: one that a cell defines with its body."""
    return encoder.encode(kind) if is_local(kind) else text(name_of(kind))


def _member(encoder: Encoder, value: enum.Enum) -> bytes:
    parts = [text(name_of(type(value))), encoder.encode(value.name)]
    try:
        parts.append(encoder.encode(value.value))
    except Unhashable:
        # Its name says which one it is.
        parts.append(b"0")
    return seal(b"o", b"enum", *parts)


def _record(encoder: Encoder, value: Any) -> bytes:
    fields = [field.name for field in dataclasses.fields(value)]
    parts = [
        text(name) + (encoder.encode(getattr(value, name)) if hasattr(value, name) else b"0")
        for name in fields
    ]
    extra = {k: v for k, v in getattr(value, "__dict__", {}).items() if k not in fields}
    return seal(b"o", b"record", _of(encoder, type(value)), *parts, state(encoder, extra))


def _is_pydantic(kind: type) -> bool:
    pydantic = sys.modules.get("pydantic")
    return pydantic is not None and issubclass(kind, getattr(pydantic, "BaseModel", ()))


def _pydantic(encoder: Encoder, value: Any) -> bytes:
    inside = [getattr(value, f"__pydantic_{which}__", None) for which in ("extra", "private")]
    parts = [state(encoder, one or {}) for one in (vars(value), *inside)]
    return seal(b"o", b"pydantic", _of(encoder, type(value)), *parts)


def state(encoder: Encoder, value: Any) -> bytes:
    """Return the bytes for an object's attributes, in whatever order they were set."""
    if type(value) is dict and all(type(name) is str for name in value):
        return seal(b"a", items(encoder, dict(sorted(value.items()))))
    if type(value) is tuple and len(value) == 2 and type(value[1]) is dict:
        # What has slots: its `__dict__` or None, and the slots.
        return seal(b"a", state(encoder, value[0]), state(encoder, value[1]))
    return encoder.encode(value)


# Python's own classes that others derive from, and how one of theirs becomes one of the base.
_BASES: dict[type, Callable[[Any], Any]] = {
    collections.OrderedDict: lambda value: dict(value.items()),
    dict: lambda value: dict(dict.items(value)),
    list: lambda value: list(list.__iter__(value)),
    tuple: lambda value: tuple(tuple.__iter__(value)),
    set: lambda value: set(set.__iter__(value)),
    frozenset: lambda value: frozenset(frozenset.__iter__(value)),
    str: str.__str__,
    bytes: lambda value: bytes(memoryview(value)),
    bytearray: lambda value: bytearray(memoryview(value)),
    int: int.__int__,
    float: float.__float__,
    complex: lambda value: complex(value.real, value.imag),
}


def _extended(base: type, encoder: Encoder, value: Any) -> bytes:
    """Write an object of a class that derives from one of Python's: that, and its attributes."""
    attributes = dict(getattr(value, "__dict__", {}))
    for cls in type(value).__mro__:
        for name in _slots(cls):
            if hasattr(value, name):
                attributes[name] = getattr(value, name)
    if isinstance(value, collections.defaultdict):
        attributes["default_factory"] = value.default_factory
    inner = encoder.encode(_BASES[base](value))
    return seal(b"o", b"extended", _of(encoder, type(value)), inner, state(encoder, attributes))


def _slots(cls: type) -> tuple[str, ...]:
    slots = vars(cls).get("__slots__", ())
    names = (slots,) if isinstance(slots, str) else tuple(slots)
    own = cls.__name__.lstrip("_")
    return tuple(
        f"_{own}{name}" if name.startswith("__") and not name.endswith("__") else name
        for name in names
        if name not in ("__dict__", "__weakref__")
    )


def _reduced(encoder: Encoder, value: Any) -> bytes:
    """Write an object by what pickle and copy would make it of."""
    kind = type(value)
    if callable(value) and hasattr(value, "__wrapped__"):
        return _wrapper(encoder, value)
    reduce = copyreg.dispatch_table.get(kind)
    found: Any
    try:
        found = reduce(value) if reduce is not None else value.__reduce_ex__(4)
    except Exception as error:
        raise Unhashable(value) from error
    if isinstance(found, str):
        return seal(b"o", b"global", _of(encoder, kind), text(found))
    func, args, attributes, listed, mapped = (*found, None, None, None)[:5]
    return seal(
        b"o",
        b"reduced",
        _of(encoder, kind),
        _maker(func),
        encoder.many(args),
        state(encoder, attributes),
        encoder.encode(None if listed is None else list(listed)),
        encoder.encode(None if mapped is None else dict(mapped)),
    )


def _maker(func: Any) -> bytes:
    """Write what makes an object anew by its name: the object's class says what it is."""
    module, name = getattr(func, "__module__", ""), getattr(func, "__qualname__", repr(type(func)))
    return text(f"{module}.{name}")


# ---- files -------------------------------------------------------------------------------------


def _file(encoder: Encoder, value: Any) -> bytes:
    """Write a file in memory by its content; one on a disk by name, time of change and position."""
    kind = text(name_of(type(value)))
    name: Any = getattr(value, "name", None)
    parts: tuple[Any, ...]
    try:
        if isinstance(value, io.BytesIO | io.StringIO):
            parts = (name, value.tell(), value.getvalue())
        else:
            facts = pathlib.Path(name).stat() if isinstance(name, str) else os.fstat(value.fileno())
            parts = (str(name), facts.st_mtime_ns, facts.st_size, value.tell())
    except (ValueError, TypeError, OSError) as error:
        # It is closed, or it is no file: a pipe has no position.
        raise Unhashable(value) from error
    return seal(b"o", b"file", kind, *map(encoder.encode, parts))
