"""Sliders over dates, times and datetimes.

In the browser a moment is the number of microseconds since 1970 that its wall clock would show in
UTC; a time is one of the first day of 2000. So the browser needs to know no time zone, and every
number is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from ..errors import (
    StreamlitInvalidMinMaxError,
    StreamlitInvalidParameterTypeError,
    StreamlitJSNumberBoundsError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
    StreamlitValueError,
)

if TYPE_CHECKING:
    from ..types import Props

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_LARGEST = 2**53 - 1
# The first and the last day that a browser can hold exactly at every hour.
_FIRST_DAY = (_EPOCH - _LARGEST * _TICK).date() + timedelta(days=1)
_LAST_DAY = (_EPOCH + _LARGEST * _TICK).date() - timedelta(days=1)
_DAY_OF_TIMES = date(2000, 1, 1)
_DAY = timedelta(days=1)
_QUARTER = timedelta(minutes=15)
_AROUND = timedelta(days=14)


class Track(NamedTuple):
    """A slider over moments of one kind.

    Parameters
    ----------
    kind
        `date`, `time` or `datetime`.
    zone
        The time zone of all its moments, or None.
    low, high
        Its ends.
    step
        Distance between two moments.
    default
        The value at first: a moment, or a pair of them.
    """

    kind: type
    zone: tzinfo | None
    low: Any
    high: Any
    step: timedelta
    default: Any

    @property
    def is_range(self) -> bool:
        """Whether it has two thumbs."""
        return isinstance(self.default, tuple)

    @property
    def props(self) -> Props:
        """What its view is told."""
        props: Props = {
            "min": ticks(self.low),
            "max": ticks(self.high),
            "step": self.step // _TICK,
            "moment": self.kind.__name__,
        }
        if self.zone is not None and self.kind is datetime:
            ahead = self.low.utcoffset()
            props["offset"] = round(ahead.total_seconds() / 60)
        return props

    def to_view(self, value: Any) -> Any:
        """Return a value as a browser shows it."""
        return [ticks(x) for x in value] if self.is_range else ticks(value)

    def from_view(self, sent: Any) -> Any:
        """Return what a browser sent; the inverse of `to_view`."""
        if self.is_range:
            return tuple(self._moment(x) for x in sent)
        return self._moment(sent)

    def accepts(self, value: Any) -> bool:
        """Return whether a stored value is still one of this slider."""
        items = value if isinstance(value, tuple) else (value,)
        if isinstance(value, tuple) != self.is_range or len(items) != 1 + self.is_range:
            return False
        is_known = all(
            kind_of(x) is self.kind and getattr(x, "tzinfo", None) == self.zone for x in items
        )
        return is_known and self.low <= items[0] <= items[-1] <= self.high

    def check(self, value: Any) -> Any:
        """Return an assigned value as the slider shows it."""
        is_listed = isinstance(value, Sequence) and not isinstance(value, str)
        items = list(value) if is_listed else [value]
        if len(items) != 1 + self.is_range or not all(self._is_one(x) for x in items):
            word = f"a {self.kind.__name__}"
            what = f"a pair, each {word}" if self.is_range else word
            raise StreamlitInvalidParameterTypeError(
                f"st.slider: st.session_state holds {value!r}; assign {what}"
            )
        moments = sorted(self._own(x) for x in items)
        for x in moments:
            if x < self.low:
                raise StreamlitValueBelowMinError(
                    f"st.slider: the value is {x}, before `min_value`={self.low}"
                )
            if x > self.high:
                raise StreamlitValueAboveMaxError(
                    f"st.slider: the value is {x}, after `max_value`={self.high}"
                )
        return tuple(moments) if self.is_range else moments[0]

    def _is_one(self, value: Any) -> bool:
        # A datetime names a date, too.
        kind = kind_of(value)
        return kind is self.kind or (self.kind is date and kind is datetime)

    def _own(self, value: Any) -> Any:
        """Return a moment in the slider's own kind and time zone, by its wall clock."""
        is_dated = self.kind is date and isinstance(value, datetime)
        return self._moment(ticks(value.date() if is_dated else value))

    def _moment(self, number: Any) -> Any:
        clock = _EPOCH + int(number) * _TICK
        if self.kind is date:
            return clock.date()
        if self.kind is time:
            return clock.time().replace(tzinfo=self.zone)
        return clock.replace(tzinfo=self.zone)


def ticks(moment: Any) -> int:
    """Return a moment as a browser's number [µs], by what its wall clock shows."""
    if isinstance(moment, time):
        moment = datetime.combine(_DAY_OF_TIMES, moment)
    elif not isinstance(moment, datetime):
        moment = datetime.combine(moment, time())
    number: int = (moment.replace(tzinfo=UTC) - _EPOCH) // _TICK
    return number


def kind_of(value: Any) -> type | None:
    """Return date, time or datetime if a value is one; a pandas Timestamp is a datetime."""
    return next((kind for kind in (datetime, date, time) if isinstance(value, kind)), None)


def track_of(low: Any, high: Any, value: Any, step: Any, *, is_range: bool) -> Track | None:
    """Return what a call of `st.slider` asks for, or None if its first number is no moment."""
    is_listed = isinstance(value, Sequence) and not isinstance(value, str)
    values = [low] if value is None else list(value) if is_listed else [value]
    anchor = values[0] if values else low
    kind = kind_of(anchor)
    if kind is None:
        return None
    if len(values) > 2:
        raise StreamlitValueError(
            f"st.slider: `value` is {value!r}, with {len(values)} items; give one, or a pair"
        )
    zone = getattr(anchor, "tzinfo", None)
    moments = [_own("value", x, kind, zone) for x in values]
    first, last = _ends(_own("value", anchor, kind, zone), kind, zone)
    low = first if low is None else _own("min_value", low, kind, zone)
    high = last if high is None else _own("max_value", high, kind, zone)
    low, high = min(low, high), max(low, high)
    step = _step(step, kind, low, high)
    if is_range and not (moments and value is not None):
        moments = [low, high]
    low, high = min([low, *moments]), max([high, *moments])
    _check_ends(low, high)
    moments.sort()
    if is_range:
        pair = moments if len(moments) == 2 else [low, *moments]
        return Track(kind, zone, low, high, step, tuple(pair))
    return Track(kind, zone, low, high, step, moments[0])


def _own(parameter: str, value: Any, kind: type, zone: tzinfo | None) -> Any:
    """Return a plain moment of the slider's kind and zone, or raise."""
    if kind_of(value) is not kind:
        _refuse(
            f"`{parameter}` is {value!r}, of type {type(value).__name__}, in a slider of "
            f"{kind.__name__}s; make all of one type"
        )
    if kind is date:
        return value
    if (value.tzinfo is None) != (zone is None) or (kind is time and value.tzinfo != zone):
        _refuse(
            f"`{parameter}` is {value!r}, in another time zone than the value; give all the same"
        )
    if kind is time:
        return value
    if value != value:  # noqa: PLR0124 - what a pandas NaT says of itself
        _refuse(f"`{parameter}` is {value!r}, which is no moment; give a datetime")
    clock = time(value.hour, value.minute, value.second, value.microsecond, fold=value.fold)
    plain = datetime.combine(date(value.year, value.month, value.day), clock, value.tzinfo)
    return plain if plain.tzinfo is zone or zone is None else plain.astimezone(zone)


def _ends(moment: Any, kind: type, zone: tzinfo | None) -> tuple[Any, Any]:
    """Return the ends of a track whose call names none: the whole day, or two weeks around."""
    if kind is time:
        return time.min.replace(tzinfo=zone), time.max.replace(tzinfo=zone)
    first, last = _FIRST_DAY, _LAST_DAY
    if kind is datetime:
        first = datetime.combine(first, time.min, tzinfo=zone)
        last = datetime.combine(last, time.max, tzinfo=zone)
    low = max(moment - _AROUND, first) if moment > first else moment
    high = min(moment + _AROUND, last) if moment < last else moment
    return low, high


def _step(step: Any, kind: type, low: Any, high: Any) -> timedelta:
    if step is None:
        is_short = kind is time or high - low < _DAY
        return _QUARTER if is_short else _DAY
    if not isinstance(step, timedelta):
        _refuse(f"`step` is {step!r}, of type {type(step).__name__}; give a timedelta")
    if step <= timedelta(0):
        raise StreamlitValueError(f"st.slider: `step` is {step!r}; give a timedelta above zero")
    return step


def _check_ends(low: Any, high: Any) -> None:
    if low == high:
        raise StreamlitInvalidMinMaxError(
            f"st.slider: `min_value` and `max_value` are both {low}; give two different ones"
        )
    for parameter, end in (("min_value", low), ("max_value", high)):
        if abs(ticks(end)) > _LARGEST:
            raise StreamlitJSNumberBoundsError(
                f"st.slider: `{parameter}` is {end}, which a browser cannot hold exactly; stay "
                f"between {_FIRST_DAY} and {_LAST_DAY}"
            )


def _refuse(what: str) -> NoReturn:
    raise StreamlitInvalidParameterTypeError(f"st.slider: {what}")
