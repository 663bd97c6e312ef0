"""A mapping seen as an object of a dataclass: fields are keys, defaults fill what is missing."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from .errors import StreamlitInvalidParameterTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

T = TypeVar("T")


class _Field(NamedTuple):
    """A field; `default` makes its value, if it has one."""

    name: str
    default: Callable[[], Any] | None


def view_of(values: MutableMapping[str, Any], cls: type[T], prefix: str) -> T:
    """Return an object whose fields are the keys of `values`, after filling in what is missing."""
    fields = _fields(cls)
    if not isinstance(prefix, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.session_state.typed: `prefix` is {prefix!r}, of type {type(prefix).__name__}; "
            "give a text"
        )
    for field in fields:
        key = prefix + field.name
        if field.default is not None and key not in values:
            values[key] = field.default()
    kind = _view_class(cls, values, fields, prefix)
    return cast("T", object.__new__(kind))


def _fields(cls: Any) -> list[_Field]:
    if isinstance(cls, type) and dataclasses.is_dataclass(cls):
        return [_Field(field.name, _default_of(field)) for field in dataclasses.fields(cls)]
    if isinstance(cls, type) and hasattr(cls, "__attrs_attrs__"):
        return [_Field(one.name, _default_of_attrs(cls, one)) for one in cls.__attrs_attrs__]
    what = f"an object of {type(cls).__name__}" if not isinstance(cls, type) else "no dataclass"
    raise StreamlitInvalidParameterTypeError(
        f"st.session_state.typed: `cls` is {cls!r}, {what}; give a dataclass: write @dataclass "
        "above the class, and hand over the class itself"
    )


def _default_of(field: dataclasses.Field[Any]) -> Callable[[], Any] | None:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory
    if field.default is not dataclasses.MISSING:
        return lambda: field.default
    return None


def _default_of_attrs(cls: type, one: Any) -> Callable[[], Any] | None:
    """Return what makes the default of a field of attrs, which need not be installed."""
    factory = getattr(one.default, "factory", None)
    if factory is None:
        is_missing = type(one.default).__name__ == "_Nothing"
        return None if is_missing else lambda: one.default
    if one.default.takes_self:
        raise StreamlitInvalidParameterTypeError(
            f"st.session_state.typed: the default of {cls.__name__}.{one.name} is made from the "
            "other fields, which are not there yet; give it a default of its own"
        )
    made: Callable[[], Any] = factory
    return made


def _view_class(
    cls: type, values: MutableMapping[str, Any], fields: list[_Field], prefix: str
) -> type:
    """Return a subclass whose fields read and write the mapping."""
    names = [field.name for field in fields]
    is_frozen = _is_frozen(cls)

    def assign(self: Any, name: str, value: Any) -> None:
        del self
        if is_frozen:
            raise dataclasses.FrozenInstanceError(
                f"{cls.__name__}.{name} is frozen; assign st.session_state[{prefix + name!r}]"
            )
        if name not in names:
            from difflib import get_close_matches

            near = get_close_matches(name, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(names)}"
            raise AttributeError(f"{cls.__name__} has no field {name!r}; {hint}")
        values[prefix + name] = value

    def delete(self: Any, name: str) -> None:
        del self
        if name not in names or is_frozen:
            raise AttributeError(f"{cls.__name__}.{name} cannot be deleted")
        del values[prefix + name]

    def reduce(self: Any, protocol: Any) -> Any:
        del protocol
        return _copied, (cls, {name: getattr(self, name) for name in names})

    members: dict[str, Any] = {
        "__slots__": (),
        # Plain to whoever asks: `==` with a plain object holds, `replace` makes one.
        "__class__": property(lambda _: cls),
        "__setattr__": assign,
        "__delattr__": delete,
        "__reduce_ex__": reduce,
        "__doc__": cls.__doc__,
        "__module__": cls.__module__,
    }
    for name in names:
        members[name] = property(_reader(values, prefix + name, f"{cls.__name__}.{name}"))
    return type(cls)(cls.__name__, (cls,), members)


def _reader(values: MutableMapping[str, Any], key: str, what: str) -> Callable[[Any], Any]:
    def read(_: Any) -> Any:
        try:
            return values[key]
        except KeyError:
            raise AttributeError(
                f"{what} has no value yet; assign it first, or give the field a default"
            ) from None

    return read


def _is_frozen(cls: Any) -> bool:
    parameters = getattr(cls, "__dataclass_params__", None)
    if parameters is not None:
        return bool(parameters.frozen)
    return "_frozen_setattrs" in getattr(cls.__setattr__, "__name__", "")


def _copied(cls: type[T], held: dict[str, Any]) -> T:
    """Return a plain object with these fields."""
    copy = object.__new__(cls)
    for name, value in held.items():
        object.__setattr__(copy, name, value)
    return copy
