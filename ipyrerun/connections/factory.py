"""`st.connection`: finds the class, makes the object once."""

from __future__ import annotations

import importlib
import math
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast, overload

from ..cache.decorators import cache_resource
from ..config import option
from ..durations import seconds_of
from ..errors import StreamlitAPIException, StreamlitValueError
from ..names import near
from ..secret import secrets
from .base import BaseConnection
from .hints import no_module
from .snowflake import SnowflakeCallersRightsConnection, SnowflakeConnection
from .sql import SQLConnection

if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable
    from datetime import timedelta
    from typing import Literal

    from ..cache.policy import Scope

_KINDS: dict[str, type[BaseConnection[Any]]] = {
    "snowflake": SnowflakeConnection,
    "snowflake-callers-rights": SnowflakeCallersRightsConnection,
    "sql": SQLConnection,
}
_ENV = "env:"
_Class = TypeVar("_Class", bound=BaseConnection[Any])


class _Unset:
    """Stands for a time to live that was not given."""

    def __repr__(self) -> str:
        return "<unset>"


_UNSET = cast("float", _Unset())


@overload
def connection(
    name: Literal["sql"],
    type: Literal["sql"] | None = None,
    max_entries: int | None = None,
    ttl: float | timedelta | None = _UNSET,
    **kwargs: Any,
) -> SQLConnection: ...
@overload
def connection(
    name: str,
    type: Literal["sql"],
    max_entries: int | None = None,
    ttl: float | timedelta | None = _UNSET,
    **kwargs: Any,
) -> SQLConnection: ...
@overload
def connection(
    name: str,
    type: type[_Class],
    max_entries: int | None = None,
    ttl: float | timedelta | None = _UNSET,
    **kwargs: Any,
) -> _Class: ...
@overload
def connection(
    name: str,
    type: str | None = None,
    max_entries: int | None = None,
    ttl: float | timedelta | None = _UNSET,
    **kwargs: Any,
) -> BaseConnection[Any]: ...
def connection(
    name: str,
    type: str | builtins.type[BaseConnection[Any]] | None = None,
    max_entries: int | None = None,
    ttl: float | timedelta | None = _UNSET,
    **kwargs: Any,
) -> Any:
    """Return a connection to a database or another source: opened once, and kept.

    The same arguments give the same object, in every run and every cell.

    Parameters
    ----------
    name
        Its name, under which the section `[connections.<name>]` of the secrets is found; "env:VAR"
        takes the name from the environment. "sql" and "snowflake" say the type, too.
    type
        "sql", "snowflake", a class derived from `st.connections.BaseConnection`, or the dotted path
        of one. By default `type` of the section in the secrets says it.
    max_entries
        How many such connections are kept; the one that was not used for longest is closed. By
        default all.
    ttl
        How long it is kept [s]; None for ever. By default as `runner.connectionDefaultTTL` says.
    kwargs
        What the class needs; wins over the secrets.

    Raises
    ------
    StreamlitAPIException
        There is no such type, the class is no connection, or what it needs is missing.
    StreamlitSecretNotFoundError
        No type is given, and there are no secrets that could say it.
    KeyError
        No type is given and the secrets do not say it, or the environment has no such variable.
    ModuleNotFoundError
        A package is missing; the message says how to install it.

    Examples
    --------
    >>> pets = st.connection("sql", url="sqlite:///:memory:")
    >>> int(pets.query("SELECT 2 + 3 AS n").n[0])
    5
    """
    if name.startswith(_ENV):
        name = _from_environment(name.removeprefix(_ENV))
    found = _class_of(name, type)
    if found.scope() not in {"global", "session"}:
        raise StreamlitValueError(
            f"st.connection: {found.__name__}.scope() is {found.scope()!r}; return 'global' or "
            "'session'"
        )
    opened = _kept(max_entries, _seconds(ttl), found.scope())
    try:
        return opened(name, f"{found.__module__}.{found.__qualname__}", found, kwargs)
    except ModuleNotFoundError as error:
        raise no_module(error) from error


@lru_cache(maxsize=256)
def _kept(max_entries: int | None, ttl: float | None, scope: Scope) -> Callable[..., Any]:
    """Return what opens a connection, or finds it in the cache.

    A class that a rerun has defined anew is the same one to the cache: it goes by `kind`.
    """

    def opened(name: str, kind: str, _class: Any, kwargs: dict[str, Any]) -> Any:
        del kind
        return _class(connection_name=name, **kwargs)

    # Part of the cache's key: those that are kept otherwise are others.
    opened.__qualname__ = f"connection[max_entries={max_entries}, ttl={ttl}, scope={scope}]"
    keep: Any = cache_resource(
        ttl=ttl,
        max_entries=max_entries,
        scope=scope,
        show_spinner="Running `st.connection(...)`.",
        on_release=lambda one: one.close(),
    )
    return cast("Callable[..., Any]", keep(opened))


def _from_environment(variable: str) -> str:
    if variable not in os.environ:
        raise KeyError(
            f"st.connection: the environment has no variable {variable!r}, which should hold the "
            "name of the connection"
        )
    return os.environ[variable]


def _class_of(
    name: str, type_: str | type[BaseConnection[Any]] | None
) -> type[BaseConnection[Any]]:
    kind: Any = type_
    if kind is None:
        kind = (
            name if name in _KINDS or name == "snowpark" else secrets["connections"][name]["type"]
        )
    found = _by_name(kind) if isinstance(kind, str) else kind
    if not (isinstance(found, type) and issubclass(found, BaseConnection)):
        raise StreamlitAPIException(
            f"st.connection: {found!r} is no subclass of st.connections.BaseConnection",
            error_id="connection-not-base-connection-subclass",
        )
    return found


def _by_name(kind: str) -> Any:
    if kind in _KINDS:
        return _KINDS[kind]
    if kind == "snowpark":
        raise StreamlitAPIException(
            'st.connection: Streamlit has removed "snowpark"; use "snowflake"',
            error_id="snowpark-connection-removed",
        )
    module, _, attribute = kind.rpartition(".")
    if module:
        try:
            return getattr(importlib.import_module(_ours(module)), attribute)
        except ModuleNotFoundError as error:
            raise no_module(error) from error
    meant = near(kind, _KINDS)
    hint = f"did you mean {meant!r}?" if meant else f"use {', '.join(map(repr, _KINDS))}, a class"
    raise StreamlitAPIException(
        f"st.connection: there is no type {kind!r}; {hint}"
        + ("" if meant else ", or the dotted path of one"),
        error_id="invalid-first-party-connection",
    )


def _ours(module: str) -> str:
    """Return our name of a module of Streamlit's: secrets that serve both need not be changed."""
    return "ipyrerun.connections" if module == "streamlit.connections" else module


def _seconds(ttl: Any) -> float | None:
    """Return how long a connection is kept [s]; equal times are one, however they are written."""
    if isinstance(ttl, _Unset):
        return _configured()
    return None if ttl is None else seconds_of("st.connection", "ttl", ttl)


def _configured() -> float | None:
    given = option("runner.connectionDefaultTTL")
    if given is None:
        return None
    try:
        seconds = math.nan if isinstance(given, bool) else float(given)
    except (OverflowError, TypeError, ValueError):
        seconds = math.nan
    if not (math.isfinite(seconds) and seconds >= 0):
        raise StreamlitAPIException(
            f"st.connection: runner.connectionDefaultTTL is {given!r} in .streamlit/config.toml; "
            "give a number of seconds, 0 or more",
            error_id="connection-default-ttl-invalid",
        )
    return seconds
