"""Dates and times that are typed or picked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal

from ..session import session
from ..tree import Control, View
from ..widgets import Date, DateTime, Time
from .base import Base, found_as
from .clocks import appointment_at, clock_at
from .moments import check_date_format, now, shifted, step_of, today, written
from .shared import label_props, one_of
from .spans import plain, span_of

if TYPE_CHECKING:
    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Props, Width

HourFormat = Literal["12h", "24h", "localized"]

_USUAL_FORMAT = "YYYY/MM/DD"
_NOTHING = "\N{EM DASH}"
_QUARTER = timedelta(minutes=15)
_DAYS = frozenset([date, type(None)])


class Dates(Base):
    """Date and time inputs."""

    __slots__ = ()

    def date_input(
        self,
        label: str,
        value: Any = "today",
        min_value: date | str | None = None,
        max_value: date | str | None = None,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        format: str = "YYYY/MM/DD",
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "stretch",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> Any:
        """Show a field for a date, or for a range of dates, with a calendar; return what it holds.

        Of a range, the script sees the first end as soon as it is chosen, as a tuple of one.

        Parameters
        ----------
        label
            Inline Markdown.
        value
            The date at first: a date, a datetime, an ISO text, or "today"; None is an empty field
            that returns None. A list or tuple of none to two of these makes a range.
        min_value, max_value
            First and last date on offer; by default ten years before and after `value`. A value
            assigned in `st.session_state` is reset only by bounds that are given.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        format
            How the date is shown and typed: "YYYY/MM/DD", "DD/MM/YYYY" or "MM/DD/YYYY", also with
            "." or "-" between the parts.
        required
            Do not accept an emptied field: the last date stays.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Returns
        -------
        date, None or tuple
            A tuple of none, one or two dates if `value` is a list or tuple.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            Something is no date.
        StreamlitValueError
            `format` is none of those.
        StreamlitInvalidMinMaxError
            `min_value` is after `max_value`.
        StreamlitValueBelowMinError, StreamlitValueAboveMaxError
            `value` is outside the bounds.

        Examples
        --------
        >>> from datetime import date
        >>> st.date_input("Due", date(2025, 1, 31))
        datetime.date(2025, 1, 31)
        >>> st.date_input("Holidays", ("2025-07-01", "2025-07-14"), format="DD.MM.YYYY")
        (datetime.date(2025, 7, 1), datetime.date(2025, 7, 14))
        """
        params = locals()
        stored = _stored(key)
        also = _moment_of(value, stored)
        if also and (known := self._known("date_input", params, also)):
            return self._again("date_input", params, known)
        check_date_format("date_input", format)
        span = span_of(value, min_value, max_value, stored)
        props = label_props("date_input", label, label_visibility, help, width, disabled=disabled)
        props |= {"min": span.low.isoformat(), "max": span.high.isoformat()}
        if span.is_range:
            props["range"] = True
        props |= _format_props(format) | _empty_props(required=required, is_empty=not span.days)

        control = Control(
            default=span.default,
            view=View(Date, props, still=lambda shown: _still(shown, format)),
            to_view=span.to_view,
            from_view=span.from_view,
            accepts=span.accepts,
            check=span.check,
            facts={"is_range": lambda _: bool(props.get("range"))},
        )
        names = {"value": value, "min_value": min_value, "max_value": max_value}
        replace = {name: plain(given) for name, given in names.items()}
        return self._ask("date_input", params, control, keyed=(format,), replace=replace)

    def time_input(
        self,
        label: str,
        value: time | datetime | str | None = "now",
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        step: int | timedelta = _QUARTER,
        format: HourFormat = "24h",
        width: Width = "stretch",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> time | None:
        """Show a field for a time, with a list of times to pick from; return the time.

        Any time can be typed, also one that is not in the list.

        Parameters
        ----------
        label
            Inline Markdown.
        value
            The time at first: a time, a datetime, an ISO text such as "08:45", or "now"; None is
            an empty field that returns None. A time with a time zone is returned in it.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        required
            Do not accept an emptied field: the last time stays.
        step
            Distance between two times in the list [s], or a timedelta, from 1 s to 23 h. Seconds
            are shown and returned only where it is no whole number of minutes.
        format
            "24h" shows 20:45, "12h" 08:45 PM, "localized" what the browser's locale has.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            `value` is no time, or `step` no duration.
        StreamlitValueOutOfRangeError
            `step` is too short or too long.
        StreamlitValueError
            `format` is none of those.

        Examples
        --------
        >>> st.time_input("Alarm", "08:45")
        datetime.time(8, 45)
        """
        params = locals()
        seconds = step_of("time_input", step, 1)
        # What "now" means changes from minute to minute, or from second to second.
        is_now = isinstance(value, str) and value == "now"
        also = (now() if seconds % 60 else now().replace(second=0)) if is_now else None
        if known := self._known("time_input", params, also):
            return self._again("time_input", params, known)
        one_of("time_input", "format", format, ("12h", "24h", "localized"))

        clock = clock_at(value, seconds)
        props = label_props("time_input", label, label_visibility, help, width, disabled=disabled)
        props |= _step_props(seconds)
        props |= _empty_props(required=required, is_empty=clock.default is None)
        if format != "24h":
            props["format"] = format

        control = Control(
            default=clock.default,
            view=View(Time, props, still=lambda shown: clock.to_view(shown) or _NOTHING),
            to_view=clock.to_view,
            from_view=clock.from_view,
            check=clock.check,
            verbs={
                "increment": lambda now: None if now is None else shifted(now, seconds),
                "decrement": lambda now: None if now is None else shifted(now, -seconds),
            },
        )
        # How hours are written decides nothing.
        replace = {
            "value": value if isinstance(value, str) else clock.default,
            "step": seconds,
            "format": None,
        }
        return self._ask("time_input", params, control, keyed=(seconds,), replace=replace)

    @found_as("date_time_input")
    def datetime_input(
        self,
        label: str,
        value: date | time | str | None = "now",
        min_value: date | time | str | None = None,
        max_value: date | time | str | None = None,
        *,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        format: str = "YYYY/MM/DD",
        step: int | timedelta = _QUARTER,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "stretch",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> datetime | None:
        """Show a field for a date and one for a time; return both as a datetime.

        It has whole minutes and no time zone.

        Parameters
        ----------
        label
            Inline Markdown.
        value
            Date and time at first: a datetime, a date (at midnight), a time (today), an ISO text
            of one of these, or "now"; None is an empty field that returns None. A time zone is
            dropped.
        min_value, max_value
            First and last moment on offer, given in the same ways; a date as `max_value` includes
            that day. By default ten years before and after `value`.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        format
            How the date is shown and typed, as in `st.date_input`.
        step
            Distance between two times in the list [s], or a timedelta, from 60 s to 23 h.
        required
            Do not accept an emptied field: the last value stays.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            Something is no date and time, or `step` no duration.
        StreamlitValueError
            `format` is none of those of `st.date_input`.
        StreamlitValueOutOfRangeError
            `step` is too short or too long.
        StreamlitInvalidMinMaxError
            `min_value` is after `max_value`.
        StreamlitValueBelowMinError, StreamlitValueAboveMaxError
            `value` is outside the bounds.

        Examples
        --------
        >>> st.datetime_input("Departure", "2025-11-19 16:45")
        datetime.datetime(2025, 11, 19, 16, 45)
        """
        params = locals()
        name = "datetime_input"
        # A text may be "now"; a time alone is one of today.
        is_text = isinstance(value, str) or isinstance(min_value, str) or isinstance(max_value, str)
        also = now().replace(second=0) if is_text else today()
        if known := self._known(name, params, also):
            return self._again(name, params, known)
        check_date_format(name, format)
        seconds = step_of(name, step, 60)
        given = appointment_at(value, min_value, max_value)
        props = label_props(name, label, label_visibility, help, width, disabled=disabled)
        for bound, moment in (("min", given.low), ("max", given.high)):
            props[bound] = moment.isoformat(timespec="minutes")
        props |= _format_props(format) | _step_props(seconds)
        props |= _empty_props(required=required, is_empty=given.default is None)
        control = Control(
            default=given.default,
            view=View(DateTime, props, still=lambda shown: _still(shown, format)),
            to_view=given.to_view,
            from_view=given.from_view,
            accepts=given.accepts,
            check=given.check,
        )
        replace = {
            "value": given.default if isinstance(value, date | time) else value,
            "min_value": None if min_value is None else given.low,
            "max_value": None if max_value is None else given.high,
            "step": seconds,
        }
        return self._ask(name, params, control, keyed=(format, seconds), replace=replace)


def _stored(key: Key) -> Any:
    return None if key is None else session().state.values.get(str(key))


def _moment_of(value: Any, stored: Any) -> object:
    """Return on what the dates of a call depend besides its parameters; None if on too much.

    What its calendar offers lies around today, or around the dates in the state.
    """
    if not isinstance(value, str):
        return today()
    days = stored if type(stored) is tuple else (stored,)
    return (today(), stored) if all(type(day) in _DAYS for day in days) else None


def _format_props(format: str) -> Props:
    return {} if format == _USUAL_FORMAT else {"format": format}


def _step_props(seconds: int) -> Props:
    return {} if seconds == _QUARTER.seconds else {"step": seconds}


def _empty_props(*, required: bool, is_empty: bool) -> Props:
    """Return whether the field may be emptied: only one that was empty at first, and not a must."""
    props: Props = {"required": True} if required else {}
    if is_empty and not required:
        props["nullable"] = True
    return props


def _still(shown: Any, format: str) -> str:
    """Return dates as text for a page without a kernel."""
    moments = shown if isinstance(shown, tuple) else () if shown is None else (shown,)
    texts = [
        written(moment, format) + (f" {moment:%H:%M}" if isinstance(moment, datetime) else "")
        for moment in moments
    ]
    return " \N{EN DASH} ".join(texts) or _NOTHING
