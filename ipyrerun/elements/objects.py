"""Objects to look into: JSON as a tree, and what an object is and can do."""

from __future__ import annotations

import array
import dataclasses
import enum
import inspect
import json
import re
import sys
import types
from collections import UserList, deque
from collections.abc import ItemsView, KeysView, Mapping, ValuesView
from typing import TYPE_CHECKING, Any, Literal

from ..confidential import masked
from ..errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from ..loaded import is_of
from ..secret import AttrDict, Secrets
from .base import Base
from .shared import width_of
from .source import argument_name

if TYPE_CHECKING:
    from ..types import Props

_LIST_LIKE = (
    *(array.ArrayType, deque, enum.EnumMeta, enumerate, frozenset, list, map, range, set, tuple),
    *(UserList, ItemsView, KeysView, ValuesView),
)
_ADDRESS = re.compile(r"^<.* at 0x[0-9a-fA-F]+>$", re.DOTALL)
_LONGEST_VALUE = 300
_PACKAGE = sys.modules[__name__.partition(".")[0]]
# In `dir(obj)` order of interest: plain values, functions, classes.
_VALUE, _FUNCTION, _CLASS = range(3)


class Objects(Base):
    """Objects to look into."""

    __slots__ = ()

    def json(
        self,
        body: object,
        *,
        expanded: bool | int = True,
        width: int | Literal["stretch"] = "stretch",
    ) -> Any:
        """Show data as a tree that unfolds, with a button that copies all of it as JSON.

        Parameters
        ----------
        body
            JSON as a text; or a dict, list, tuple, set, named tuple, model, `st.session_state` and
            the like. Inside, sets and models become lists and dicts, and what JSON has no form for
            is shown as `repr` does.
        expanded
            True unfolds everything, False nothing, a number that many levels. Large data stays
            folded beyond some hundred lines.
        width
            "stretch" or pixels.

        Raises
        ------
        StreamlitAPIException
            `body` holds itself, or is nested too deeply.
        StreamlitInvalidParameterTypeError
            `expanded` is neither a bool nor an integer.

        Examples
        --------
        >>> st.json({"name": "Ada", "born": {"year": 1815}}, expanded=1)
        """
        params = locals()
        if not isinstance(expanded, int):
            raise StreamlitInvalidParameterTypeError(
                f"st.json: `expanded` is {expanded!r}; give True, False or a number of levels"
            )
        text = to_json(body)
        props: Props = {"body": text} | width_of("json", width, allowed=("stretch",))
        if expanded is not True:
            props["expanded"] = expanded
        if isinstance(body, str):
            props |= _complaint(body)
        return self._show("json", params, "json", props, value=text)

    def help(self, obj: Any = _PACKAGE, *, width: int | Literal["stretch"] = "stretch") -> Any:
        """Show what an object is: its name, type, signature, documentation and members.

        Parameters
        ----------
        obj
            Anything; by default ipyrerun itself.
        width
            "stretch" or pixels.

        Examples
        --------
        >>> st.help(str.upper)
        """
        params = locals()
        return self._help(obj, params, argument_name())

    def _help(self, obj: Any, params: dict[str, Any], name: str | None) -> Any:
        width = width_of("help", params.get("width", "stretch"), allowed=("stretch",))
        props = _described(obj, name) | width
        return self._show("help", params, "doc", props, value=props.get("value", name))


def to_json(body: Any) -> str:
    """Return an object as the text of its JSON; a text is JSON already."""
    if isinstance(body, str):
        return body
    plain = _plain(body)
    try:
        return _dumped(plain)
    except (ValueError, RecursionError) as error:
        raise StreamlitAPIException(
            f"st.json: `body` is a {type(body).__name__} that cannot be written as JSON: {error}; "
            "show a part of it"
        ) from error


def _dumped(plain: Any) -> str:
    try:
        return json.dumps(plain, default=_replaced, ensure_ascii=False)
    except TypeError:
        # Only a key can be the cause: whatever else JSON has no form for is replaced.
        return json.dumps(_with_text_keys(plain, 0), default=_replaced, ensure_ascii=False)


def _plain(body: Any) -> Any:
    """Return the dict or list that an object is at its outside."""
    if is_model(body):
        return body.model_dump(mode="json") if hasattr(body, "model_dump") else body.dict()
    if isinstance(body, AttrDict | Secrets):
        # Whoever wants to see the values says `to_dict()`.
        return body.veiled()
    if is_of(body, "sqlalchemy", "URL") and body.password:
        # As its own `repr` does.
        body = body.set(password="***")  # noqa: S106 - what stands for one
    if isinstance(body, tuple) and hasattr(body, "_asdict"):
        return body._asdict()
    if isinstance(body, Mapping):
        return dict(body)
    return list(body) if isinstance(body, _LIST_LIKE) else body


def is_model(value: Any) -> bool:
    """Return whether a value is an instance of a pydantic model, of either version."""
    return hasattr(type(value), "model_dump") or hasattr(type(value), "__fields__")


def _replaced(value: Any) -> Any:
    """Return the JSON form of what JSON has none for, inside other data."""
    if isinstance(value, set | frozenset | Mapping) or is_model(value):
        return _plain(value)
    if is_of(value, "numpy", "bool_", "integer", "floating"):
        return value.item()
    return repr(value)


def _with_text_keys(value: Any, depth: int) -> Any:
    """Return data in which every key that JSON cannot have is its `repr`."""
    if depth > sys.getrecursionlimit() // 4:
        raise RecursionError("it is nested too deeply, or holds itself")
    if isinstance(value, Mapping):
        return {_key(k): _with_text_keys(v, depth + 1) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_with_text_keys(v, depth + 1) for v in value]
    return value


def _key(key: Any) -> Any:
    return key if key is None or isinstance(key, str | int | float | bool) else repr(key)


def _complaint(body: str) -> Props:
    """Return what is wrong with a text that is no JSON; the view then shows it as it stands."""
    try:
        json.loads(body)
    except json.JSONDecodeError as error:
        return {
            "problem": f"This is no JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        }
    return {}


# -- help


def _described(obj: Any, name: str | None) -> Props:
    """Return what the view shows of an object; what there is nothing to say about is left out."""
    told = {
        "name": name,
        "type": _type_of(obj),
        "value": _value_of(obj, name),
        "doc": _doc_of(obj),
        "members": _members_of(obj),
    }
    return {key: value for key, value in told.items() if value}


def _type_of(obj: Any) -> str:
    return "class" if inspect.isclass(obj) else type(obj).__name__


def _doc_of(obj: Any) -> str | None:
    doc = inspect.getdoc(obj)
    if doc is None and not inspect.isclass(obj) and not inspect.isroutine(obj):
        doc = None if isinstance(obj, types.ModuleType) else inspect.getdoc(type(obj))
    return doc.strip() if doc else None


def _value_of(obj: Any, name: str | None) -> str | None:
    """Return an object's value, or its full name with its signature."""
    shown = _shown(obj)
    if shown is not None:
        return shown
    of = obj if _name_of(obj) else type(obj)
    module = getattr(of, "__module__", None)
    full = f"{module}.{_name_of(of)}" if module else str(_name_of(of))
    full += _signature_of(of)
    return None if full == name else full


def _name_of(obj: Any) -> str | None:
    name = getattr(obj, "__qualname__", None) or getattr(obj, "__name__", None)
    return name if isinstance(name, str) else None


def _signature_of(obj: Any) -> str:
    if not callable(obj):
        return ""
    try:
        return str(inspect.signature(obj))
    except (ValueError, NameError):
        return "(...)"
    except TypeError:
        return ""


def _shown(value: Any) -> str | None:
    """Return the `repr` of a plain value; None for what is better described otherwise."""
    if inspect.isclass(value) or inspect.ismodule(value) or callable(value):
        return None
    # Before it is shortened, so that no part of a secret is left over.
    text = masked(repr(value)).strip()
    if not isinstance(value, str) and is_address(text):
        return None
    return f"{text[:_LONGEST_VALUE]}..." if len(text) > _LONGEST_VALUE else text


def _members_of(obj: Any) -> list[Props]:
    found = [m for name in dir(obj) if not name.startswith("_") for m in _member(obj, name)]
    return [member for _, member in sorted(found, key=lambda m: (m[0], m[1]["name"]))]


def _member(obj: Any, name: str) -> list[tuple[int, Props]]:
    """Return how much a member weighs and what is shown of it; nothing if it cannot be got."""
    computed = _computed(obj, name)
    if computed is not None:
        return [(_VALUE, _line(name, "property", None, _doc_of(computed)))]
    try:
        value = getattr(obj, name)
        if isinstance(value, types.ModuleType):
            return []
        shown = _shown(value)
    except Exception:  # noqa: BLE001 - a member that raises is the object's own business
        return []
    weight = _CLASS if inspect.isclass(value) else _FUNCTION if callable(value) else _VALUE
    return [(weight, _line(name, _type_of(value), shown, None if shown else _doc_of(value)))]


def _computed(obj: Any, name: str) -> Any:
    """Return the property of this name, without asking for its value."""
    for kind in type(obj).__mro__:
        attribute = vars(kind).get(name)
        if isinstance(attribute, property) or inspect.isgetsetdescriptor(attribute):
            return attribute
    return None


def _line(name: str, kind: str, value: str | None, doc: str | None) -> Props:
    line = {"name": name, "type": kind, "value": value, "doc": (doc or "").partition("\n")[0]}
    return {key: word for key, word in line.items() if word}


def is_address(text: str) -> bool:
    """Return whether a `repr` says no more than where an object is in memory."""
    return _ADDRESS.match(text) is not None


def is_documented(value: Any) -> bool:
    """Return whether `st.write` shows a value's documentation."""
    return (
        inspect.isroutine(value)
        or inspect.isclass(value)
        or isinstance(value, types.ModuleType)
        or dataclasses.is_dataclass(value)
    )
