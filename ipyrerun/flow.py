"""What ends a run from inside the script, and what of it may run again by itself."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, overload

from . import capture
from .config import option
from .crew import Crew
from .durations import seconds_of
from .elements import main
from .elements.dialogs import open_block
from .elements.identity import checked_key
from .errors import (
    NoSessionContext,
    RerunException,
    ScriptControlException,
    StopException,
    StreamlitAPIException,
    StreamlitDuplicateElementKey,
    StreamlitInvalidLayoutContextError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
)
from .fragments import Fragment
from .questions import remember
from .run import Run, current, inside
from .script import trim

if TYPE_CHECKING:
    from datetime import timedelta

    from .tree import Node

F = TypeVar("F", bound=Callable[..., Any])

# What `st.rerun` takes for levels, not for keys.
_LEVELS = ("app", "fragment")


def stop() -> NoReturn:
    """End this run here; what is drawn stays, what follows is not executed.

    Raises
    ------
    NoSessionContext
        There is no run to end.

    Examples
    --------
    >>> if not st.session_state.get("name"):
    ...     st.stop()
    """
    _end_run(_run_of("stop"), StopException())


def rerun(scope: str | int | Sequence[str | int] = "app") -> NoReturn:
    """Begin the script again from the top; inputs keep their values, buttons read False.

    Parameters
    ----------
    scope
        "app" is the whole script. "fragment" is the fragment under way, while it runs by itself. In
        a callback, the `key` of a fragment or a list of keys: only these run, not the script, if no
        other callback of the same event wants otherwise by returning or by a plain `st.rerun()`.

    Raises
    ------
    StreamlitInvalidParameterTypeError
        `scope` is no text, number or list of them.
    StreamlitValueError
        `scope` is empty, or a list with a level in it.
    StreamlitInvalidLayoutContextError
        "fragment" is asked for while the whole script runs.
    StreamlitAPIException
        A key is given outside of a callback, or there is no fragment with it.
    NoSessionContext
        There is no run.

    Examples
    --------
    >>> if st.button("Reset"):
    ...     st.session_state.count = 0
    ...     st.rerun()
    """
    keys = _keys_of(scope)
    run = _run_of("rerun")
    if keys == ["app"]:
        wanted: tuple[str, ...] = ()
    elif keys == ["fragment"]:
        wanted = _those_under_way(run)
    else:
        wanted = _those_named(run, keys)
    _end_run(run, RerunException(wanted))


def _keys_of(scope: Any) -> list[str]:
    """Return what a scope names."""
    if isinstance(scope, bytes | bytearray) or not isinstance(scope, str | int | Sequence):
        raise StreamlitInvalidParameterTypeError(
            f"st.rerun: `scope` is {scope!r}, of type {type(scope).__name__}; give a text, a "
            "number, or a list of these"
        )
    if isinstance(scope, str | int):
        if scope == "":
            raise StreamlitValueError(
                'st.rerun: `scope` is \'\', an empty text; give "app", "fragment" or a '
                "fragment's key"
            )
        return [str(scope)]
    if not scope:
        raise StreamlitValueError(
            f"st.rerun: `scope` is {scope!r}, which names nothing; give at least one fragment's key"
        )
    for key in scope:
        if not isinstance(key, str | int):
            raise StreamlitInvalidParameterTypeError(
                f"st.rerun: `scope` holds {key!r}, of type {type(key).__name__}; give texts or "
                "numbers, the keys of fragments"
            )
        if key in ("", *_LEVELS):
            raise StreamlitValueError(
                f"st.rerun: `scope` is {scope!r}; {key!r} is no fragment's key and stands in no "
                "list of them"
            )
    return [str(key) for key in scope]


def _those_under_way(run: Run) -> tuple[str, ...]:
    """Return the fragment that runs by itself, and those that wait behind it."""
    if run.redraw is None:
        raise StreamlitInvalidLayoutContextError(
            'st.rerun: `scope` is "fragment", but the whole script is running; only while a '
            "fragment runs by itself can it be run again. Call it after an input of the fragment "
            "was moved, or leave `scope` out"
        )
    if run.calling:
        return (run.calling,)
    ids = [one.id for one in run.redraw.fragments]
    return tuple(ids[ids.index(run.redraw.at) :])


def _those_named(run: Run, keys: list[str]) -> tuple[str, ...]:
    """Return the ids of the fragments with these keys."""
    if not run.is_calling_back:
        raise StreamlitAPIException(
            f"st.rerun: `scope` is {', '.join(map(repr, keys))}, the key of a fragment; that is "
            'for callbacks (`on_change=`, `on_click=`). Here, give "app" or "fragment"'
        )
    # A fragment that is shown meanwhile may bring others.
    known: list[Fragment] = list(run.known.values())
    found: dict[str, None] = {}
    for key in keys:
        ids = [one.id for one in known if one.key == key]
        if not ids:
            there = sorted({one.key for one in known if one.key is not None})
            raise StreamlitAPIException(
                f"st.rerun: `scope` is {key!r}, which is no level and no key of a fragment on this "
                f"page; its fragments have the keys {', '.join(map(repr, there)) or '(none)'}. "
                "Give the key of `@st.fragment(key=...)`"
            )
        found.update(dict.fromkeys(ids))
    return tuple(found)


def _run_of(name: str) -> Run:
    run = current.get()
    if run is None or run.job is None:
        raise NoSessionContext(
            f"st.{name} was called outside a %%rerun cell; put %%rerun on the first line of the "
            "cell"
        )
    return run


def _end_run(run: Run, how: ScriptControlException) -> NoReturn:
    run.checkpoint()
    if not run.is_calling_back:
        run.ending = how
    raise how


# -- fragments


@overload
def fragment(
    func: F,
    *,
    run_every: float | timedelta | str | None = None,
    parallel: bool = False,
    key: str | int | None = None,
) -> F: ...


@overload
def fragment(
    func: None = None,
    *,
    run_every: float | timedelta | str | None = None,
    parallel: bool = False,
    key: str | int | None = None,
) -> Callable[[F], F]: ...


def fragment(
    func: F | None = None,
    *,
    run_every: float | timedelta | str | None = None,
    parallel: bool = False,
    key: str | int | None = None,
) -> Callable[[F], F] | F:
    """Make a function a part of the page that runs again by itself.

    When an input that the function drew is moved, only the function runs, with the arguments of the
    call and what its variables were; the rest of the page stays as it is. In a run of the whole
    script it is an ordinary call, which returns the function's value.

    What it draws goes into a place of its own. It may also draw into containers from outside, the
    sidebar for instance, if it does so in each run of the whole script.

    Parameters
    ----------
    func
        The function; left out where the decorator has arguments.
    run_every
        Run it so often, while the page is in view: a number of seconds, a text such as "2s" or
        "1h30m", or a `timedelta`. By default, and with 0, only when an input is moved.
    parallel
        While the whole script runs, execute the function on a thread of its own; the call returns
        None at once, and the run ends when all are done.
    key
        A name by which a callback can run it: `st.rerun("<key>")`.

    Raises
    ------
    NoSessionContext
        The function is called outside a `%%rerun` cell.
    StreamlitBadTimeStringError
        `run_every` is a text that is no duration.
    StreamlitValueError
        `run_every` is negative or not finite.
    StreamlitAPIException
        `key` is "app" or "fragment", which mean something else to `st.rerun`.
    StreamlitDuplicateElementKey
        Two functions of one run have the same key.

    Examples
    --------
    >>> @st.fragment
    ... def zoom():
    ...     factor = st.slider("Zoom", 1, 9)
    ...     st.write(f"{factor} x")
    >>> zoom()
    """
    name = None if key is None else checked_key("fragment", key)
    if name in _LEVELS:
        raise StreamlitAPIException(
            f"st.fragment: `key` is {name!r}, which means something else to st.rerun; give another"
        )

    def decorate(function: F) -> F:
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            body = functools.partial(function, *args, **kwargs)
            return _call(function, body, run_every, name, is_parallel=bool(parallel))

        return call  # type: ignore[return-value]

    return decorate if func is None else decorate(func)


def _seconds(every: Any) -> float | None:
    """Return a duration in seconds, or None if it is none."""
    if every is None or every is False or every == "":
        return None
    seconds = seconds_of("st.fragment", "run_every", every)
    if not math.isfinite(seconds) or seconds < 0:
        raise StreamlitValueError(
            f"st.fragment: `run_every` is {every!r}; give a finite time that is not negative, or "
            "None to run only when an input is moved"
        )
    return seconds or None


def _call(
    function: Any, body: Callable[[], Any], run_every: Any, key: str | None, *, is_parallel: bool
) -> Any:
    run = current.get()
    name = getattr(function, "__qualname__", type(function).__qualname__)
    if run is None or run.job is None:
        raise NoSessionContext(
            f"st.fragment: {name}() was called outside a %%rerun cell; put %%rerun on the first "
            "line of the cell"
        )
    run.checkpoint()
    every = _seconds(run_every)
    definition = f"{getattr(function, '__module__', '')}.{name}"
    _refuse_key(run, key, definition)
    block = open_block(main, "fragment", "container", f"fragment-{definition}-")
    return begin(
        run,
        Fragment(block.id, name, definition, body, block, inside.get(), key, every, is_parallel),
    )


def begin(run: Run, one: Fragment) -> Any:
    """Enter a fragment that was called, and execute it; return its function's value."""
    if run.redraw is not None:
        one.inherit(run.known)
    holder = one.block.parent
    if holder is not None and one.block in (holder.children or ())[-1:]:
        # Else the page is full.
        run.fragments[one.id] = one
    if not one.is_parallel or run.redraw is not None:
        return execute(run, one, one.block)
    if run.crew is None:
        run.crew = Crew(run, option("runner.parallelMaxWorkers"))
    run.crew.submit(lambda: execute(run, one, one.block))
    return None


def execute(run: Run, one: Fragment, into: Node) -> Any:
    """Execute a fragment; what it raises is shown in its place before it goes on its way."""

    def body() -> Any:
        try:
            if one.is_parallel and run.redraw is None:
                return one.body()
            with capture.figures(run):
                return one.body()
        except Exception as error:
            if not any(error is one for one in run.told):
                run.told.append(error)
                remember(trim(error))
                main.write(error)
            raise

    return Fragment.execute(one, into, body)


def _refuse_key(run: Run, key: str | None, definition: str) -> None:
    """Raise if another function of this page has the key."""
    if key is None:
        return
    # Parallel fragments may call others meanwhile.
    for other in list(run.fragments.values()):
        if other.key == key and other.definition != definition:
            raise StreamlitDuplicateElementKey(
                f"st.fragment: the key {key!r} is used by two functions in this run, "
                f"{other.name}() and {definition.rpartition('.')[2]}(); give each its own `key`"
            )


__all__ = ["begin", "execute", "fragment", "rerun", "stop"]
