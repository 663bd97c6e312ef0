"""Numbers: slid or typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import (
    StreamlitInvalidMinMaxError,
    StreamlitInvalidParameterTypeError,
    StreamlitMixedNumericTypesError,
    StreamlitValueError,
)
from ..session import session
from ..tree import Control, View
from ..widgets import Number, Slider
from .base import Base
from .formats import check_format
from .quantities import check_exact, is_within, kind_of, number_check, refuse_outside, slider_check
from .shared import icon_of, label_props
from .tracks import Track, track_of

if TYPE_CHECKING:
    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Props, Width


class Numbers(Base):
    """Number inputs."""

    __slots__ = ()

    def slider(
        self,
        label: str,
        min_value: Any = None,
        max_value: Any = None,
        value: Any = None,
        step: Any = None,
        format: str | None = None,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "stretch",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> Any:
        """Show a slider for numbers, dates or times; return its value, or the two of a range.

        Parameters
        ----------
        label
            Inline Markdown.
        min_value, max_value
            Ends of the track; by default 0 to 100 for integers, 0.0 to 1.0 for floats, the whole
            day for times, two weeks before and after `value` for dates and datetimes. A `value`
            outside widens them.
        value
            The number, date, time or datetime at first, or a pair of one type for a range; by
            default `min_value`. A time zone is kept.
        step
            Distance between two values; by default 1 for integers, a hundredth for floats, a day
            for dates and datetimes, 15 minutes for times and for less than a day. A timedelta for
            all but numbers.
        format
            For numbers a printf format such as "%.1f km", or a preset such as "percent". For dates
            and times one of Moment.js such as "MM/DD/YY - hh:mm", or "localized", "distance",
            "calendar" or "iso8601".
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Raises
        ------
        StreamlitInvalidMinMaxError
            Both ends are the same.
        StreamlitInvalidParameterTypeError
            Types are mixed, or something has none of them.
        StreamlitValueError
            `step` is zero.
        StreamlitInvalidNumberFormatError
            The `format` of a number is neither a preset nor a printf format.
        StreamlitJSNumberBoundsError
            An end of the track is too large for a browser, or before 1684 or after 2255.

        Examples
        --------
        >>> st.slider("Age", 0, 120, 30)
        30
        >>> st.slider("Range", 0.0, 1.0, (0.25, 0.75))
        (0.25, 0.75)
        >>> from datetime import time
        >>> st.slider("Open", value=(time(9), time(17, 30)))
        (datetime.time(9, 0), datetime.time(17, 30))
        """
        params = locals()
        is_range = _is_pair(_stored(key) if value is None else value)
        if known := self._known("slider", params, is_range):
            return self._again("slider", params, known)
        track = track_of(min_value, max_value, value, step, is_range=is_range)
        if track is not None:
            props = label_props("slider", label, label_visibility, help, width, disabled=disabled)
            control = _moment_control(track, props | _moment_format(format))
            ends = (min_value, max_value, step)
            return self._ask("slider", params, control, keyed=ends)
        kind, low, high, default = _track(min_value, max_value, value, step, is_range=is_range)
        step = kind(step) if step is not None else (1 if kind is int else 0.01)
        props = label_props("slider", label, label_visibility, help, width, disabled=disabled)
        props |= {"min": low, "max": high, "step": step} | _format("slider", format)
        control = Control(
            default=default,
            view=View(Slider, props),
            to_view=list if is_range else _same,
            from_view=(lambda pair: tuple(kind(x) for x in pair)) if is_range else kind,
            accepts=is_within(low, high, is_range=is_range),
            check=slider_check(low, high, is_range=is_range),
            verbs=_RANGE_VERBS if is_range else {},
        )
        return self._ask("slider", params, control, keyed=(low, high, step))

    def number_input(
        self,
        label: str,
        min_value: float | None = None,
        max_value: float | None = None,
        value: float | str | None = "min",
        step: float | None = None,
        format: str | None = None,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        icon: str | None = None,
        width: Width = "stretch",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> Any:
        """Show a field for a number; return the number.

        Parameters
        ----------
        label
            Inline Markdown.
        min_value, max_value
            Smallest and largest number that is accepted; by default what a browser can hold
            exactly.
        value
            The number at first; "min" is `min_value`, or zero without one; None is an empty field
            that returns None.
        step
            What one press of the buttons adds; by default 1 for integers, 0.01 for floats.
        format
            A printf format such as "%.1f", or a preset such as "percent".
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        placeholder
            Shown while the field is empty.
        icon
            One emoji in the field.
        required
            Do not accept an emptied field: the last number stays.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Returns
        -------
        int, float or None
            An integer if all numbers given are integers, else a float; without any number a float.

        Raises
        ------
        StreamlitMixedNumericTypesError
            Integers and floats are mixed.
        StreamlitInvalidMinMaxError
            `min_value` is larger than `max_value`.
        StreamlitValueBelowMinError, StreamlitValueAboveMaxError
            `value` is outside the bounds.

        Examples
        --------
        >>> st.number_input("Seats", 1, 10)
        1
        """
        params = locals()
        if known := self._known("number_input", params):
            return self._again("number_input", params, known)
        kind, low, high, default = _field(min_value, max_value, value, step)
        step = kind(step) if step is not None else (1 if kind is int else 0.01)
        props = label_props("number_input", label, label_visibility, help, width, disabled=disabled)
        props["step"] = step
        for name, bound in (("min", low), ("max", high)):
            if bound is not None:
                props[name] = bound
        if kind is int:
            props["integer"] = True
        if value is None and not required:
            props["nullable"] = True
        if required:
            props["required"] = True
        if placeholder:
            props["placeholder"] = str(placeholder)
        props |= _format("number_input", format) | icon_of("number_input", icon)
        control = Control(
            default=default,
            view=View(Number, props),
            from_view=lambda sent: default if sent is None else kind(sent),
            accepts=is_within(low, high, is_range=False),
            check=number_check(low, high, default),
            verbs={
                "increment": lambda now, by=step: (now or 0) + by,
                "decrement": lambda now, by=step: (now or 0) - by,
            },
        )
        return self._ask("number_input", params, control)


_RANGE_VERBS = {"set_range": lambda _, lower, upper: (lower, upper)}


def _moment_control(track: Track, props: Props) -> Control[Any]:
    return Control(
        default=track.default,
        view=View(Slider, props | track.props),
        to_view=track.to_view,
        from_view=track.from_view,
        accepts=track.accepts,
        check=track.check,
        verbs=_RANGE_VERBS if track.is_range else {},
    )


def _moment_format(format: Any) -> Props:
    if format is None:
        return {}
    if not isinstance(format, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.slider: `format` is {format!r}, of type {type(format).__name__}; give a text "
            'such as "MM/DD/YY - hh:mm"'
        )
    return {"format": format}


def _same(value: Any) -> Any:
    return value


def _is_pair(value: Any) -> bool:
    # Numbers first: what is abstract is slow to ask.
    return not isinstance(value, int | float | str | None) and isinstance(value, Sequence)


def _stored(key: Key) -> Any:
    """Return what the state holds for a key: a pair that was put there makes a range."""
    return None if key is None else session().state.values.get(str(key))


def _track(
    low: Any, high: Any, value: Any, step: Any, *, is_range: bool
) -> tuple[type, Any, Any, Any]:
    """Return the type of a slider's numbers, both ends of its track and its value at first."""
    values = list(value) if _is_pair(value) else [] if value is None else [value]
    if len(values) > 2:
        raise StreamlitValueError(
            f"st.slider: `value` is {value!r}, with {len(values)} items; give a number or a pair"
        )
    given = {"min_value": low, "max_value": high, "step": step}
    given |= {f"value[{n}]": x for n, x in enumerate(values)} if is_range else {"value": value}
    kind = kind_of("slider", given, int, StreamlitInvalidParameterTypeError)
    ends = (0, 100) if kind is int else (0.0, 1.0)
    items = sorted(kind(x) for x in values)
    low = kind(low) if low is not None else min([ends[0], *items])
    high = kind(high) if high is not None else max([ends[1], *items])
    if low == high:
        raise StreamlitInvalidMinMaxError(
            f"st.slider: `min_value` and `max_value` are both {low!r}; give two different numbers"
        )
    # Without a value it stands at `min_value` as given, also where the two ends are swapped.
    first = items[0] if items else low
    low, high = min(low, high, *items), max(low, high, *items)
    check_exact("slider", {"min_value": low, "max_value": high})
    if step == 0:
        raise StreamlitValueError(f"st.slider: `step` is {step!r}; give a number above zero")
    if is_range:
        pair = items if len(items) == 2 else [low, *(items or [high])]
        return kind, low, high, tuple(pair)
    return kind, low, high, first


def _field(low: Any, high: Any, value: Any, step: Any) -> tuple[type, Any, Any, Any]:
    """Return the type of a field's numbers, its bounds and its value at first."""
    is_lowest = isinstance(value, str) and value == "min"
    number = None if is_lowest else _parsed(value)
    given = {"min_value": low, "max_value": high, "value": number, "step": step}
    kind = kind_of("number_input", given, float, StreamlitMixedNumericTypesError)
    low, high, number = (x if x is None else kind(x) for x in (low, high, number))
    default = number if not is_lowest else kind(0) if low is None else low
    if low is not None and high is not None and low > high:
        raise StreamlitInvalidMinMaxError(
            f"st.number_input: `min_value` is {low!r}, above `max_value`={high!r}; swap them"
        )
    if default is not None:
        refuse_outside("number_input", default, low, high)
    check_exact("number_input", {"min_value": low, "max_value": high, "value": default})
    return kind, low, high, default


def _parsed(value: Any) -> Any:
    """Return a number, also from the text of one."""
    if not isinstance(value, str):
        return value
    try:
        return float(value) if "." in value or "e" in value.lower() else int(value)
    except ValueError:
        raise StreamlitInvalidParameterTypeError(
            f'st.number_input: `value` is {value!r}, which is no number; give a number, "min" or '
            "None"
        ) from None


def _format(name: str, format: str | None) -> dict[str, str]:
    if format is None:
        return {}
    check_format(name, format)
    return {"format": format}
