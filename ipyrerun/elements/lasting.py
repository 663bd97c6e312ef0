"""How long a value lasts: for one click, while its input is hidden, in the address of the page.

In the address a value is written as its view knows it: numbers in digits, options by their labels,
"true" and "false", moments in the form of ISO 8601; lists and ranges repeat the parameter.
"""

from __future__ import annotations

import inspect
import logging
from contextlib import suppress
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeVar

from .. import config
from ..errors import (
    StreamlitAPIException,
    StreamlitIncompatibleParametersError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..query import is_embed
from .identity import refuse_assigned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ..query import Query
    from ..run import Run
    from ..tree import Control, Node

T = TypeVar("T")

_MISSING = object()
_log = logging.getLogger("ipyrerun")
# Parameters that say with what an input begins.
_BEGINNINGS = ("value", "index", "default")
_told: set[str] = set()


def look_at_assigned(
    run: Run, slot: str, name: str, params: Mapping[str, Any], control: Control[Any], method: Any
) -> None:
    """Refuse a value that is not the script's to give; tell of one that `value=` contradicts."""
    if control.once or control.sealed:
        refuse_assigned(run, slot, name, control)
    elif slot in run.written and method is not None:
        _tell_of_two(name, slot, params, method)


def _tell_of_two(name: str, slot: str, params: Mapping[str, Any], method: Any) -> None:
    """Log once that the program says twice with what an input begins: what it assigned counts."""
    if _told or config.option("global.disableWidgetStateDuplicationWarning"):
        return
    usual = inspect.signature(method).parameters
    for one in _BEGINNINGS:
        if one in params and params[one] is not usual[one].default:
            _told.add(name)
            _log.warning(
                "st.%s: `%s` is given, but st.session_state[%r] was assigned as well, and counts; "
                "leave one of them out",
                name,
                one,
                slot,
            )
            return


def claim(
    run: Run,
    slot: str,
    name: str,
    params: Mapping[str, Any],
    control: Control[Any],
    keyed: tuple[Any, ...],
) -> tuple[Any, int]:
    """Return value and stamp of an input, which the address of the page may say, and then shows."""
    if "bind" not in params or not is_bound(run, name, params, slot):
        found: tuple[Any, int] = run.session.claim(run, slot, name, keyed, control)
        return found
    seed(run, slot, control)
    value, stamp = run.session.claim(run, slot, name, keyed, control)
    note(run, slot, control, value)
    return value, stamp


def is_bound(run: Run, name: str, params: Mapping[str, Any], slot: str) -> bool:
    """Check the parameters `bind` and `persist_state` of an input, and note how long it is kept.

    Return whether the address of the page shows its value.
    """
    bind, persist = params.get("bind"), params.get("persist_state")
    state = run.session.state
    if bind is None and persist is None:
        if slot in state.kept:
            state.keep_no_longer(slot)
            run.session.query(run.app).release([slot])
        return False
    _check(name, "bind", bind, ("query-params",), params)
    _check(name, "persist_state", persist, ("page", "session"), params)
    is_for_good = bind is not None or persist == "session"
    # Which page is shown may be said later in the run: `SessionState.stand` has the last word.
    state.keep(slot, None if is_for_good else (run.app, run.page))
    if bind is None:
        run.session.query(run.app).release([slot])
        return False
    if is_embed(slot):
        raise StreamlitAPIException(
            f"st.{name}: `key` is {slot!r}, which says how the page is embedded; use another key"
        )
    if run.session.query(run.app).is_hosts(slot):
        # It may be the token by which the server knows the user: no page shows it.
        raise StreamlitAPIException(
            f"st.{name}: `key` is {slot!r}, which Jupyter and Voila read in the address of a "
            "dashboard; with `bind`, use another key"
        )
    if params.get("type") == "password":
        raise StreamlitIncompatibleParametersError(
            f'st.{name}: `bind` is {bind!r} and `type` is "password", but an address can be read '
            "by everybody; leave one of them out"
        )
    return True


def _check(
    name: str, parameter: str, value: Any, allowed: tuple[str, ...], params: Mapping[str, Any]
) -> None:
    if value is None:
        return
    if value not in allowed:
        words = " or ".join(f'"{word}"' for word in allowed)
        raise StreamlitValueError(
            f"st.{name}: `{parameter}` is {value!r}; give {words}, or leave it out"
        )
    if params.get("key") is None:
        raise StreamlitMissingRequiredParameterError(
            f"st.{name}: `{parameter}` is {value!r}, but there is no `key`; give one, by which the "
            "value can be found again"
        )


def seed(run: Run, slot: str, control: Control[Any]) -> None:
    """Let the address say the value of an input that is not there yet."""
    query: Query = run.session.query(run.app)
    query.bound.add(slot)
    state = run.session.state
    texts = query.params.get(slot)
    if texts is None or slot in state.owners:
        return
    value = _read(control, texts)
    if value is _MISSING or _is_equal(value, control.default):
        query.remove(slot)
        return
    state.assigned.discard(slot)
    state.put(slot, value)


def note(run: Run, slot: str, control: Control[Any], value: Any) -> None:
    """Let the address say the value of an input, unless it is the one that it begins with."""
    query: Query = run.session.query(run.app)
    if _is_equal(value, control.default):
        is_news = query.remove(slot)
    else:
        is_news = query.put(slot, _write(control, value))
    if is_news:
        run.changed.add(query.mark)


def _is_equal(one: Any, other: Any) -> bool:
    return type(one) is type(other) and bool(one == other)


def _write(control: Control[Any], value: Any) -> list[str]:
    shown = control.to_view(value)
    # Moments are counted, tabs are numbered: neither is for people.
    if "moment" in control.view.props or (isinstance(value, str) and not isinstance(shown, str)):
        shown = value
    parts = list(shown) if isinstance(shown, list | tuple) else [shown]
    return [_text_of(part) for part in parts] or [""]


def _text_of(part: Any) -> str:
    if part is None:
        return ""
    if isinstance(part, bool):
        return "true" if part else "false"
    if isinstance(part, float) and part.is_integer():
        return str(int(part))
    if isinstance(part, date | time):
        # No address needs seconds of which there are none.
        text = part.isoformat()
        return text.removesuffix(":00") if text.count(":") > 1 else text
    return str(part)


def _read(control: Control[Any], texts: list[str]) -> Any:
    """Return the value that these texts stand for, or `_MISSING`."""
    shown = control.to_view(control.default)
    if isinstance(control.default, str) and not isinstance(shown, str):
        return texts[-1] if control.accepts(texts[-1]) else _MISSING
    if not isinstance(shown, list | tuple):
        return _first(control, _readings(control, texts[-1], shown))
    if texts == [""]:
        return _first(control, iter([[]] if isinstance(control.default, list) else []))
    example = next(iter(shown), "")
    choices = [list(_readings(control, text, example)) for text in texts if text]
    if not choices or not all(choices):
        return _MISSING
    whole = [readings[0] for readings in choices]
    if isinstance(control.default, list):
        return _what_fits(control, choices)
    value = _first(control, iter([whole, whole[::-1], [readings[-1] for readings in choices]]))
    return value if value is _MISSING else control.copy(value)


def _what_fits(control: Control[Any], choices: list[list[Any]]) -> Any:
    """Return the value of those parts that can be part of one, each once and not too many."""
    parts: list[Any] = []
    for readings in choices:
        for part in readings:
            if part not in parts and _first(control, iter([[part]])) is not _MISSING:
                parts.append(part)
                break
    for count in range(len(parts), 0, -1):
        value = _first(control, iter([parts[:count]]))
        if value is not _MISSING:
            return value
    return _MISSING


def _first(control: Control[Any], readings: Iterator[Any]) -> Any:
    """Return the value of the first reading that is one of this input's."""
    for shown in readings:
        with suppress(ValueError):
            value = control.read(shown)
            # Some inputs read what they cannot make out as their default.
            if not _is_equal(value, control.default) or shown == control.to_view(value):
                return value
    return _MISSING


def _readings(control: Control[Any], text: str, shown: Any) -> Iterator[Any]:
    """Return what a text can stand for, the likeliest first."""
    props = control.view.props
    if isinstance(shown, bool):
        if text.lower() in {"true", "false"}:
            yield text.lower() == "true"
    elif "moment" in props:
        yield from _moment(control, text)
    elif isinstance(shown, int | float):
        yield from _number(text, whole=isinstance(shown, int))
    else:
        yield text
        if not text or "options" in props or "labels" in props:
            return
        # Days and hours as they are commonly written; a colour whose mark an address would cut off.
        yield text.replace("/", "-").replace(", ", "T").replace(" ", "T")
        yield text.zfill(5)
        yield f"#{text}"
        yield from _number(text, whole=False)
        yield from _number(text, whole=True)


def _number(text: str, *, whole: bool) -> Iterator[float]:
    try:
        number = float(text)
        yield int(number) if whole else number
    except (ValueError, OverflowError):
        return


def _moment(control: Control[Any], text: str) -> Iterator[Any]:
    first = control.default[0] if isinstance(control.default, tuple) else control.default
    parse: Callable[[str], Any] = type(first).fromisoformat
    try:
        moment = parse(text)
        if getattr(first, "tzinfo", None) is not None:
            moment = moment.replace(tzinfo=first.tzinfo)
        shown = control.to_view(_like(control.default, moment))
    except (ValueError, TypeError):
        return
    yield shown[0] if isinstance(shown, list | tuple) else shown


def _like(default: Any, moment: Any) -> Any:
    return (moment, moment) if isinstance(default, tuple) else moment


def consume(run: Run, node: Node, control: Control[T]) -> T:
    """Hand a trigger to the script: from here the run is not preempted."""
    job = run.job
    assert job is not None
    assert node.input is not None
    is_deleted = node.input.slot in run.deleted
    if is_deleted or job.unconsumed is None or job.unconsumed.id != node.id:
        node.value = control.default
        return control.default
    try:
        node.value = value = control.read(job.unconsumed.value)
    except ValueError:
        # What was chosen has gone since.
        node.value = value = control.default
    job.consume()
    return value
