"""What a date input holds: one date or a range, and the dates that it offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ..errors import StreamlitInvalidParameterTypeError
from .moments import check_bounds, date_of, reach

_NAME = "date_input"


class Span(NamedTuple):
    """The value of a date input at first, and its bounds.

    Parameters
    ----------
    days
        No date, one, or the two ends of a range.
    is_range
        Whether the value is a tuple.
    low, high
        First and last date on offer.
    is_bounded
        Whether the call gave a bound. The others only say how far the calendar reaches; a value
        beyond them is kept.
    """

    days: tuple[date, ...]
    is_range: bool
    low: date
    high: date
    is_bounded: bool

    @property
    def default(self) -> Any:
        """The script's value at first."""
        return self.value_of(self.days)

    def value_of(self, days: tuple[date, ...]) -> Any:
        """Return dates as the script sees them: a tuple, a date or None."""
        return days if self.is_range else days[0] if days else None

    def holds(self, days: Sequence[date]) -> bool:
        """Return whether all dates are on offer."""
        return all(self.low <= day <= self.high for day in days)

    def accepts(self, value: Any) -> bool:
        """Return whether a stored value is still one of this input."""
        if value is None:
            return not self.is_range
        if isinstance(value, tuple) != self.is_range:
            return False
        days = value if self.is_range else (value,)
        is_dated = len(days) <= 2 and all(isinstance(day, date) for day in days)
        return is_dated and (not self.is_bounded or self.holds(days))

    def check(self, value: Any) -> Any:
        """Return an assigned value as the input shows it; one out of bounds is the default."""
        items = value if _is_listed(value) else () if value is None else (value,)
        is_range = _is_listed(value) or (value is None and self.is_range)
        if is_range != self.is_range or len(items) > 2:
            self._refuse(value)
        if not all(isinstance(item, date) for item in items):
            self._refuse(value)
        days = tuple(sorted(date_of(_NAME, "value", item) for item in items))
        return self.value_of(days) if not self.is_bounded or self.holds(days) else self.default

    def _refuse(self, value: Any) -> None:
        what = "a tuple of up to two dates" if self.is_range else "a date or None"
        raise StreamlitInvalidParameterTypeError(
            f"st.{_NAME}: st.session_state holds {value!r}, of type {type(value).__name__}; "
            f"assign {what}"
        )

    def to_view(self, value: Any) -> Any:
        """Return a value as a browser shows it."""
        items = value if _is_listed(value) else () if value is None else (value,)
        texts = [date_of(_NAME, "value", item).isoformat() for item in items]
        return texts if self.is_range else texts[0] if texts else None

    def from_view(self, sent: Any) -> Any:
        """Return what a browser sent, or the default if it is nothing that it could offer."""
        texts = sent if isinstance(sent, list) else [] if sent is None else [sent]
        try:
            days = tuple(sorted(date.fromisoformat(text) for text in texts))
        except (TypeError, ValueError):
            return self.default
        fits = len(days) <= 1 + self.is_range and self.holds(days)
        return self.value_of(days) if fits else self.default


def span_of(value: Any, low: Any, high: Any, stored: Any) -> Span:
    """Return what a call asks for.

    Parameters
    ----------
    value, low, high
        The call's parameters.
    stored
        The value under the input's key. It says whether a call that gives no value means a range,
        and where its calendar lies.
    """
    is_today = isinstance(value, str) and value == "today"
    if is_today and (_is_listed(stored) or isinstance(stored, date)):
        value = stored
    is_range = _is_listed(value)
    items = list(value) if is_range else [] if value is None else [value]
    if len(items) > 2:
        raise StreamlitInvalidParameterTypeError(
            f"st.{_NAME}: `value` is {value!r}, with {len(items)} items; give a date, or up to two "
            "dates in a tuple"
        )
    days = tuple(sorted(date_of(_NAME, "value", item) for item in items))
    first, last = reach(*((days[0], days[-1]) if days else (None, None)))
    is_bounded = low is not None or high is not None
    low = first if low is None else date_of(_NAME, "min_value", low)
    high = last if high is None else date_of(_NAME, "max_value", high)
    if is_today and low <= high:
        days = tuple(min(max(day, low), high) for day in days)
    check_bounds(_NAME, days, low, high)
    return Span(days, is_range, low, high, is_bounded)


def plain(value: Any) -> Any:
    """Return a date parameter as identity sees it: by its day, "today" by its word."""
    if _is_listed(value):
        return [plain(item) for item in value]
    return date_of(_NAME, "value", value).isoformat() if isinstance(value, datetime) else value


def _is_listed(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
