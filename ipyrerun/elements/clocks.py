"""What a time input and a datetime input hold, and how it travels."""

from __future__ import annotations

from datetime import datetime, time, tzinfo
from typing import Any, NamedTuple, NoReturn

from ..errors import StreamlitInvalidParameterTypeError
from .moments import (
    LAST_MINUTE,
    check_bounds,
    clock_of,
    clock_text,
    datetime_of,
    reach,
    time_of,
    today,
)

_TIME = "time_input"
_DATETIME = "datetime_input"


class Clock(NamedTuple):
    """A time input: its value at first, and the seconds between two of its times."""

    default: time | None
    step: int

    @property
    def zone(self) -> tzinfo | None:
        """The time zone in which all its values are."""
        return None if self.default is None else self.default.tzinfo

    def check(self, value: Any) -> time | None:
        """Return an assigned value as the input shows it."""
        if value is None:
            return None
        if not isinstance(value, time | datetime):
            _refuse(_TIME, value, "a time")
        return _tidied(time_of(_TIME, value), self.step)

    def to_view(self, value: Any) -> str | None:
        """Return a value as a browser shows it."""
        return None if value is None else clock_text(time_of(_TIME, value), self.step)

    def from_view(self, sent: Any) -> time | None:
        """Return what a browser sent, or the default if it is no time."""
        try:
            return None if sent is None else clock_of(sent, self.step, self.zone)
        except (TypeError, ValueError):
            return self.default


def clock_at(value: Any, step: int) -> Clock:
    """Return what a call of `st.time_input` asks for."""
    return Clock(None if value is None else _tidied(time_of(_TIME, value), step), step)


def _tidied(clock: time, step: int) -> time:
    return clock if step % 60 else clock.replace(second=0, microsecond=0)


class Appointment(NamedTuple):
    """A datetime input: its value at first, its bounds, and whether the call gave one of them."""

    default: datetime | None
    low: datetime
    high: datetime
    is_bounded: bool

    def accepts(self, value: Any) -> bool:
        """Return whether a stored value is still one of this input."""
        return value is None or not self.is_bounded or self.low <= value <= self.high

    def check(self, value: Any) -> datetime | None:
        """Return an assigned value as the input shows it; one out of bounds is the default."""
        if value is None:
            return None
        if not isinstance(value, datetime):
            _refuse(_DATETIME, value, "a datetime")
        moment = datetime_of(_DATETIME, "value", value, self.low.date())
        return moment if self.accepts(moment) else self.default

    def to_view(self, value: Any) -> str | None:
        """Return a value as a browser shows it."""
        if value is None:
            return None
        return datetime_of(_DATETIME, "value", value, today()).isoformat(timespec="minutes")

    def from_view(self, sent: Any) -> datetime | None:
        """Return what a browser sent, or the default if it is nothing that it could offer."""
        if sent is None:
            return None
        try:
            moment = datetime.fromisoformat(sent).replace(second=0, microsecond=0, tzinfo=None)
        except (TypeError, ValueError):
            return self.default
        return moment if self.low <= moment <= self.high else self.default


def appointment_at(value: Any, low: Any, high: Any) -> Appointment:
    """Return what a call of `st.datetime_input` asks for."""
    is_bounded = low is not None or high is not None
    default = None if value is None else datetime_of(_DATETIME, "value", value, today())
    day = today() if default is None else default.date()
    first, last = reach(day, day)
    low = datetime_of(_DATETIME, "min_value", first if low is None else low, day)
    high = datetime_of(_DATETIME, "max_value", last if high is None else high, day, LAST_MINUTE)
    check_bounds(_DATETIME, () if default is None else (default,), low, high)
    return Appointment(default, low, high, is_bounded)


def _refuse(name: str, value: Any, what: str) -> NoReturn:
    raise StreamlitInvalidParameterTypeError(
        f"st.{name}: st.session_state holds {value!r}, of type {type(value).__name__}; "
        f"assign {what} or None"
    )
