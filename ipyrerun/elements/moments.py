"""Dates, times and durations as calls give them, as a browser sends them, as a page shows them.

Everything here is pure. In the browser a date is "2025-01-31", a time "08:45" (with seconds where
the step has any) and both together "2025-01-31T08:45".
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from ..errors import (
    StreamlitInvalidMinMaxError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
    StreamlitValueError,
    StreamlitValueOutOfRangeError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

DATE_FORMATS = tuple(
    separator.join(parts)
    for separator in "/.-"
    for parts in (("YYYY", "MM", "DD"), ("DD", "MM", "YYYY"), ("MM", "DD", "YYYY"))
)
MIDNIGHT = time()
LAST_MINUTE = time(23, 59)
# How far a calendar reaches where the call does not say.
_YEARS = 10
_LONGEST_STEP = 23 * 3600
_DATED = re.compile(r"\d{4}/\d\d?/\d\d? ")


def check_date_format(name: str, format: Any) -> None:
    """Raise if a format is not one of the nine that a date can be typed in."""
    if not isinstance(format, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: `format` is {format!r}, of type {type(format).__name__}; give a text such "
            'as "DD.MM.YYYY"'
        )
    if format not in DATE_FORMATS:
        words = ", ".join(repr(word) for word in DATE_FORMATS)
        raise StreamlitValueError(
            f"st.{name}: `format` is {format!r}; the supported values are {words}"
        )


def step_of(name: str, step: Any, least: int) -> int:
    """Return a step [s], which is at least `least` and at most 23 hours."""
    if isinstance(step, bool) or not isinstance(step, int | timedelta):
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: `step` is {step!r}, of type {type(step).__name__}; give seconds as an "
            "integer, or a timedelta"
        )
    seconds = int(step.total_seconds()) if isinstance(step, timedelta) else step
    if not least <= seconds <= _LONGEST_STEP:
        unit = "second" if least == 1 else "seconds"
        raise StreamlitValueOutOfRangeError(
            f"st.{name}: `step` is {step!r}, which is {seconds} seconds; stay between {least} "
            f"{unit} and 23 hours"
        )
    return seconds


# -- what calls give


def date_of(name: str, parameter: str, value: Any) -> date:
    """Return the date of a date, a datetime, an ISO text or "today"."""
    try:
        if isinstance(value, datetime):
            # By its parts, which a pandas NaT has not.
            return date(value.year, value.month, value.day)
        if isinstance(value, date):
            return value
        if value == "today" and isinstance(value, str):
            return today()
        if isinstance(value, str):
            return _iso_date(value)
    except (TypeError, ValueError):
        pass
    raise StreamlitInvalidParameterTypeError(
        f"st.{name}: `{parameter}` is {value!r}, of type {type(value).__name__}; give a date, a "
        'datetime, an ISO text such as "2025-01-31", or "today"'
    )


def _iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text).date()


def time_of(name: str, value: Any) -> time:
    """Return the time of a time, a datetime, an ISO text or "now"."""
    try:
        if isinstance(value, datetime):
            return time(value.hour, value.minute, value.second)
        if isinstance(value, time):
            return value
        if value == "now" and isinstance(value, str):
            return now().time()
        if isinstance(value, str):
            return _iso_time(value).replace(microsecond=0)
    except (TypeError, ValueError):
        pass
    raise StreamlitInvalidParameterTypeError(
        f"st.{name}: `value` is {value!r}, of type {type(value).__name__}; give a time, a "
        'datetime, an ISO text such as "08:45", or "now"'
    )


def _iso_time(text: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return datetime.fromisoformat(text).time()


def today() -> date:
    """Return the day where the kernel runs."""
    return date.today()  # noqa: DTZ011 - local, as in Streamlit


def now() -> datetime:
    """Return the time where the kernel runs, in whole seconds."""
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005 - local and naive, as in Streamlit


def datetime_of(
    name: str, parameter: str, value: Any, day: date, clock: time = MIDNIGHT
) -> datetime:
    """Return the naive minute that a value names.

    Parameters
    ----------
    name, parameter
        For the error.
    value
        A datetime, a date, a time, a text of one of these, or "now".
    day, clock
        The day of a bare time, the time of a bare date.
    """
    try:
        if isinstance(value, str):
            value = now() if value == "now" else _read_datetime(value.strip())
        if isinstance(value, datetime):
            return datetime(  # noqa: DTZ001 - naive, as in Streamlit
                value.year, value.month, value.day, value.hour, value.minute
            )
        if isinstance(value, date):
            return datetime.combine(value, clock)
        if isinstance(value, time):
            return datetime.combine(day, time(value.hour, value.minute))
    except (TypeError, ValueError):
        pass
    raise StreamlitInvalidParameterTypeError(
        f"st.{name}: `{parameter}` is {value!r}, of type {type(value).__name__}; give a datetime, "
        'a date, a time, an ISO text such as "2025-01-31 08:45", or "now"'
    )


def _read_datetime(text: str) -> datetime | time:
    try:
        return datetime.fromisoformat(text.replace("/", "-") if _DATED.match(text) else text)
    except ValueError:
        pass
    try:
        return time.fromisoformat(text)
    except ValueError:
        # One digit, as in 2025-1-31 8:45, is no ISO text.
        clock = "%H:%M:%S" if text.count(":") == 2 else "%H:%M"
        return datetime.strptime(text.replace("/", "-"), f"%Y-%m-%d {clock}")  # noqa: DTZ007


def years_from(day: date, years: int) -> date:
    """Return the same day some years later; 29 February becomes 28; stays in the calendar."""
    year = day.year + years
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    is_leap_day = (day.month, day.day) == (2, 29)
    try:
        return day.replace(year=year)
    except ValueError:
        assert is_leap_day
        return day.replace(year=year, day=28)


def reach(first: date | None, last: date | None) -> tuple[date, date]:
    """Return what a calendar offers around its value, or around today."""
    return years_from(first or today(), -_YEARS), years_from(last or today(), _YEARS)


def check_bounds(name: str, values: Sequence[Any], low: Any, high: Any) -> None:
    """Raise if the bounds are the wrong way round, or a value is outside them."""
    if low > high:
        raise StreamlitInvalidMinMaxError(
            f"st.{name}: `min_value` is {low}, after `max_value`={high}; swap them"
        )
    for value in values:
        if value < low:
            raise StreamlitValueBelowMinError(
                f"st.{name}: the value is {value}, before `min_value`={low}"
            )
        if value > high:
            raise StreamlitValueAboveMaxError(
                f"st.{name}: the value is {value}, after `max_value`={high}"
            )


# -- what travels and what is shown


def clock_text(clock: time, seconds: int) -> str:
    """Return the text of a time, with its seconds if the step has any."""
    return clock.isoformat("seconds" if seconds % 60 else "minutes")[: 8 if seconds % 60 else 5]


def clock_of(text: str, seconds: int, zone: tzinfo | None) -> time:
    """Return the time of a text; the inverse of `clock_text`."""
    clock = time.fromisoformat(text).replace(microsecond=0, tzinfo=zone)
    return clock if seconds % 60 else clock.replace(second=0)


def shifted(clock: time, seconds: int) -> time:
    """Return the time some seconds later, past midnight from the start."""
    moment = datetime.combine(date(2000, 1, 2), clock) + timedelta(seconds=seconds)
    return moment.timetz()


def written(day: date, format: str) -> str:
    """Return a date in one of `DATE_FORMATS`."""
    text = format.replace("YYYY", f"{day.year:04d}")
    return text.replace("MM", f"{day.month:02d}").replace("DD", f"{day.day:02d}")
