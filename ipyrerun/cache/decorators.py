"""`st.cache_data`, `st.cache_resource`, `st.cache_stats`."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar, overload

from ..errors import StreamlitAPIException, StreamlitInvalidParameterTypeError, StreamlitValueError

if TYPE_CHECKING:
    from .calls import CachedFunc
    from .policy import Options, Policy, RefreshMode, Scope

P = ParamSpec("P")
R = TypeVar("R")

HashFuncs = Mapping[str | type, Callable[[Any], Any]]
Ttl = float | timedelta | str


class CacheData:
    """Keep what a function returns, so that it is computed once for the same arguments.

    The next call with equal arguments gets a value of its own, whatever was done to the last one.
    The cache outlives reruns and belongs to the kernel: all cells, and functions of imported
    modules, share it. It is asked by the function's name, its text, the constants that it refers
    to, and the full content of its arguments; one whose name begins with `_` does not count. What
    the function draws is drawn again.

    A cached function has `clear()`, which forgets all its values, `clear(*args)`, which forgets
    one, and `cache_key(*args)`, which tells what a value is found by. `st.cache_data.clear()`
    forgets everything.

    Parameters
    ----------
    func
        The function, which may be a method, or `async`; left out where the decorator has arguments.
    ttl
        How long a value is good: seconds, a text such as "1h30m", or a `timedelta`; by default for
        ever.
    max_entries
        How many values are kept; those that were used least recently go first. By default all.
    max_size
        How much memory they may take together: a number of bytes, or a text such as "500MB"
        (powers of 1024). By default there is no limit.
    show_spinner
        Whether to show that the function is being executed, or the words for that.
    show_time
        Also show the seconds so far.
    persist
        "disk" or True also keeps values in files, for the next kernel; `ttl` has no effect then.
        No file is written with `scope="session"`, since other sessions would read it.
    hash_funcs
        What stands for values of a type in the comparison of arguments: a function by the type, or
        by its full name.
    scope
        "global" is one cache for all; "session" one for the kernel's session, and another for each
        `%%rerun --isolated` app.
    refresh_mode
        "background" returns a value whose `ttl` is over for as long again, while a thread computes
        it anew.

    Raises
    ------
    StreamlitBadTimeStringError
        `ttl` is a text that is no duration.
    ValueError
        `max_entries` is not above 0.
    StreamlitInvalidParameterTypeError
        A parameter is of a type that it cannot have, or what is decorated is no function.
    StreamlitValueError
        `max_size` is no size, or `persist`, `scope` or `refresh_mode` none of their words.
    StreamlitMissingRequiredParameterError
        `refresh_mode` is "background" without a `ttl`.
    StreamlitIncompatibleParametersError
        `refresh_mode` is "background" and `persist` is given.
    StreamlitAPIException
        The function is an async generator, whose values cannot be kept.

    Examples
    --------
    >>> @st.cache_data
    ... def squares(n):
    ...     return [i * i for i in range(n)]
    >>> squares(3).append("changed")
    >>> squares(3)
    [0, 1, 4]
    """

    @overload
    def __call__(self, func: Callable[P, R]) -> CachedFunc[P, R]: ...

    @overload
    def __call__(
        self,
        func: None = None,
        *,
        ttl: Ttl | None = None,
        max_entries: int | None = None,
        max_size: int | str | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Literal["disk"] | bool | None = None,
        hash_funcs: HashFuncs | None = None,
        scope: Scope = "global",
        refresh_mode: RefreshMode = "foreground",
    ) -> Callable[[Callable[P, R]], CachedFunc[P, R]]: ...

    def __call__(
        self,
        func: Callable[..., Any] | None = None,
        *,
        ttl: Ttl | None = None,
        max_entries: int | None = None,
        max_size: int | str | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Literal["disk"] | bool | None = None,
        hash_funcs: HashFuncs | None = None,
        scope: Scope = "global",
        refresh_mode: RefreshMode = "foreground",
    ) -> Any:
        """Decorate a function, or return what does so."""
        from .policy import Options, policy_of

        call = "st.cache_data"
        policy = policy_of(
            call,
            ttl=ttl,
            max_entries=max_entries,
            max_size=max_size,
            persist=persist,
            scope=scope,
            refresh_mode=refresh_mode,
        )
        options = Options(show_spinner, show_time, hash_funcs)
        return _decorate(call, func, policy, options)

    def clear(self) -> None:
        """Forget what every function under `st.cache_data` has returned, on disk as well."""
        from . import stores

        stores.clear(resources=False)


class CacheResource:
    """Keep what a function returns, and give that very object to every caller.

    For what is made once and shared: a model, a connection, a pool. Several runs may use it at the
    same time. All else is as with `st.cache_data`, which gives each caller a value of its own.

    Parameters
    ----------
    func
        The function, which may be a method, or `async`; left out where the decorator has arguments.
    ttl, max_entries, show_spinner, show_time, hash_funcs, scope, refresh_mode
        As for `st.cache_data`.
    validate
        Called with the object at each access; if it returns False, the function is executed again.
    on_release
        Called with an object that leaves the cache: its `ttl` is over, another one needs its
        place, the cache is cleared. Not if `validate` has refused it, nor when the kernel ends.

    Raises
    ------
    StreamlitBadTimeStringError
        `ttl` is a text that is no duration.
    ValueError
        `max_entries` is not above 0.
    StreamlitInvalidParameterTypeError
        A parameter is of a type that it cannot have, or what is decorated is no function.
    StreamlitValueError
        `scope` or `refresh_mode` is none of their words.
    StreamlitMissingRequiredParameterError
        `refresh_mode` is "background" without a `ttl`.
    StreamlitAPIException
        The function is an async generator, or `validate` or `on_release` is `async`.

    Examples
    --------
    >>> @st.cache_resource
    ... def model():
    ...     return object()
    >>> model() is model()
    True
    """

    @overload
    def __call__(self, func: Callable[P, R]) -> CachedFunc[P, R]: ...

    @overload
    def __call__(
        self,
        func: None = None,
        *,
        ttl: Ttl | None = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: HashFuncs | None = None,
        on_release: Callable[[Any], object] | None = None,
        scope: Scope = "global",
        refresh_mode: RefreshMode = "foreground",
    ) -> Callable[[Callable[P, R]], CachedFunc[P, R]]: ...

    def __call__(
        self,
        func: Callable[..., Any] | None = None,
        *,
        ttl: Ttl | None = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: HashFuncs | None = None,
        on_release: Callable[[Any], object] | None = None,
        scope: Scope = "global",
        refresh_mode: RefreshMode = "foreground",
    ) -> Any:
        """Decorate a function, or return what does so."""
        from .policy import Options, policy_of

        call = "st.cache_resource"
        policy = policy_of(
            call,
            ttl=ttl,
            max_entries=max_entries,
            scope=scope,
            refresh_mode=refresh_mode,
            is_resource=True,
            validates=validate is not None,
        )
        for name, told in (("validate", validate), ("on_release", on_release)):
            if told is not None:
                _refuse_uncallable(call, name, told)
                _refuse_async(call, name, told)
        options = Options(show_spinner, show_time, hash_funcs, validate, on_release)
        return _decorate(call, func, policy, options)

    def clear(self) -> None:
        """Forget what every function under `st.cache_resource` has returned."""
        from . import stores

        stores.clear(resources=True)


cache_data = CacheData()
cache_resource = CacheResource()


def cache_stats() -> list[dict[str, Any]]:
    """Return what each cached function has saved so far.

    Returns
    -------
    list
        By function a dict with its name ("function"), "cache" and "scope", how many calls found a
        value ("hits") and how many did not ("misses"), how many values there are ("entries") and
        how much memory they take [bytes] ("bytes"; 0 for resources), and the time that the hits
        would have taken to compute [s] ("seconds_saved").

    Examples
    --------
    >>> @st.cache_data
    ... def double(n):
    ...     return 2 * n
    >>> double(4) + double(4)
    16
    >>> [one["hits"] for one in st.cache_stats() if one["function"].endswith("double")]
    [1]
    """
    from . import stores

    return [asdict(one) for one in stores.figures()]


def _decorate(call: str, func: Any, policy: Policy, options: Options) -> Any:
    """Return a cached function, or what makes one of a function."""
    from .calls import AsyncCachedFunc, CachedFunc

    _refuse_hash_funcs(call, options.hash_funcs)

    def decorate(function: Any) -> Any:
        if isinstance(function, classmethod | staticmethod):
            # In whichever order the decorators stand.
            return type(function)(decorate(function.__func__))
        if not callable(function):
            raise StreamlitInvalidParameterTypeError(
                f"{call}: `func` is {function!r}, of type {type(function).__name__}; decorate a "
                f"function, and give the decorator's arguments by name: @{call}(ttl=60)"
            )
        if inspect.isasyncgenfunction(function):
            raise StreamlitAPIException(
                f"{call}: {function.__qualname__}() is an async generator, whose values go by once "
                "and cannot be kept; collect them in a list and return it"
            )
        if not inspect.iscoroutinefunction(function):
            return CachedFunc(function, policy, options)
        if policy.is_background:
            raise StreamlitValueError(
                f'{call}: `refresh_mode` is "background", but {function.__qualname__}() is '
                '`async`, and a thread of its own cannot await it; use "foreground"'
            )
        return AsyncCachedFunc(function, policy, options)

    return decorate if func is None else decorate(func)


def _refuse_hash_funcs(call: str, hash_funcs: Any) -> None:
    if hash_funcs is None:
        return
    if not isinstance(hash_funcs, Mapping):
        raise StreamlitInvalidParameterTypeError(
            f"{call}: `hash_funcs` is {hash_funcs!r}, of type {type(hash_funcs).__name__}; give a "
            "dict with a function by type, for instance {Connection: lambda c: c.url}"
        )
    for kind, func in hash_funcs.items():
        if not (isinstance(kind, str) or hasattr(kind, "__qualname__")):
            raise StreamlitInvalidParameterTypeError(
                f"{call}: `hash_funcs` has the key {kind!r}, of type {type(kind).__name__}; its "
                'keys are types, or their full names, like "sqlite3.Connection"'
            )
        _refuse_uncallable(call, f"hash_funcs[{kind!r}]", func)


def _refuse_uncallable(call: str, name: str, function: Any) -> None:
    if not callable(function):
        raise StreamlitInvalidParameterTypeError(
            f"{call}: `{name}` is {function!r}, of type {type(function).__name__}; give a function"
        )


def _refuse_async(call: str, name: str, function: Any) -> None:
    """Raise if nobody would await what a function returns."""
    target = function if inspect.isroutine(function) else getattr(function, "__call__", None)  # noqa: B004
    if inspect.iscoroutinefunction(target) or inspect.isasyncgenfunction(target):
        raise StreamlitAPIException(
            f"{call}: `{name}` is `async`, and nobody would await it; give a plain function"
        )
