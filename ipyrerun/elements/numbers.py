"""Numbers: slid or typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidMinMaxError,
    StreamlitInvalidParameterTypeError,
    StreamlitJSNumberBoundsError,
    StreamlitMixedNumericTypesError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
    StreamlitValueError,
)
from ..tree import Control, View
from ..widgets import Number, Slider
from .base import Base
from .formats import check_format
from .shared import icon_of, label_props, not_yet

if TYPE_CHECKING:
    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Width

# What a JavaScript number holds exactly: Number.MAX_SAFE_INTEGER.
_LARGEST = 2**53 - 1


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
        """Show a slider; return its number, or the two numbers of a range.

        Parameters
        ----------
        label
            Inline Markdown.
        min_value, max_value
            Ends of the track; by default 0 to 100 for integers, 0.0 to 1.0 for floats. A `value`
            outside widens them.
        value
            The number at first, or a pair for a range; by default `min_value`.
        step
            Distance between two values; by default 1 for integers, a hundredth for floats.
        format
            A printf format such as "%.1f km", or a preset such as "percent".
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        bind, persist_state
            Not supported by this version; giving one raises.

        Raises
        ------
        StreamlitInvalidMinMaxError
            Both ends are the same.
        StreamlitInvalidParameterTypeError
            Integers and floats are mixed, or something is not a number.
        StreamlitInvalidNumberFormatError
            `format` is neither a preset nor a printf format.

        Examples
        --------
        >>> st.slider("Age", 0, 120, 30)
        30
        >>> st.slider("Range", 0.0, 1.0, (0.25, 0.75))
        (0.25, 0.75)
        """
        params = locals()
        not_yet("slider", bind=bind, persist_state=persist_state)
        is_range = isinstance(value, Sequence) and not isinstance(value, str)
        if is_range and len(value) not in {1, 2}:
            raise StreamlitValueError(
                f"st.slider: `value` is {value!r}, with {len(value)} items; give a number or a pair"
            )
        given = {"min_value": min_value, "max_value": max_value, "step": step}
        kind = _kind_of(
            "slider", {**given, "value": value} if not is_range else given | _items(value)
        )
        low, high, default = _bounds(kind, min_value, max_value, value, is_range=is_range)
        step = step if step is not None else (1 if kind is int else 0.01)
        props = label_props("slider", label, label_visibility, help, width, disabled=disabled)
        props |= {"min": low, "max": high, "step": step} | _format("slider", format)
        control = Control(
            default=default,
            view=View(Slider, props),
            to_view=list if is_range else _same,
            from_view=(lambda pair: tuple(kind(x) for x in pair)) if is_range else kind,
            accepts=_between(low, high, is_range=is_range),
            check=_sliding(low, high, is_range=is_range),
            verbs={"set_range": lambda _, lower, upper: (lower, upper)} if is_range else {},
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
            Not supported by this version; giving one raises.

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
        not_yet("number_input", bind=bind, persist_state=persist_state)
        number = None if value in ("min", None) else _parsed(value)
        kind = _one_number_type(min_value, max_value, number, step)
        default = number if value != "min" else (min_value if min_value is not None else kind(0))
        _check_number("number_input", kind, default, min_value, max_value)
        step = step if step is not None else (1 if kind is int else 0.01)
        props = label_props("number_input", label, label_visibility, help, width, disabled=disabled)
        props["step"] = step
        for name, bound in (("min", min_value), ("max", max_value)):
            if bound is not None:
                props[name] = bound
        if kind is int:
            props["integer"] = True
        if value is None and not required:
            props["nullable"] = True
        if placeholder:
            props["placeholder"] = str(placeholder)
        props |= _format("number_input", format) | icon_of("number_input", icon)

        def from_view(sent: Any) -> Any:
            return (
                default
                if sent is None and default is not None
                else None
                if sent is None
                else kind(sent)
            )

        control = Control(
            default=default,
            view=View(Number, props),
            from_view=from_view,
            accepts=_within(min_value, max_value),
            check=_typed(min_value, max_value),
            verbs={
                "increment": lambda now, by=step: (now or 0) + by,
                "decrement": lambda now, by=step: (now or 0) - by,
            },
        )
        return self._ask("number_input", params, control)


def _same(value: Any) -> Any:
    return value


def _items(pair: Sequence[Any]) -> dict[str, Any]:
    return {f"value[{i}]": item for i, item in enumerate(pair)}


def _kind_of(name: str, numbers: dict[str, Any]) -> type:
    """Return int or float: the one type of all the numbers given."""
    given = {parameter: x for parameter, x in numbers.items() if x is not None}
    for parameter, x in given.items():
        if isinstance(x, date | time | timedelta):
            raise StreamlitAPIException(
                f"st.{name}: `{parameter}` is {x!r}; this version has sliders of numbers only, "
                "not of dates and times"
            )
        if isinstance(x, bool) or not hasattr(x, "__float__") or isinstance(x, str):
            raise StreamlitInvalidParameterTypeError(
                f"st.{name}: `{parameter}` is {x!r}, of type {type(x).__name__}; give an integer "
                "or a float"
            )
    kinds = {int if hasattr(x, "__index__") else float for x in given.values()}
    if len(kinds) > 1:
        words = ", ".join(f"`{parameter}`={x!r}" for parameter, x in given.items())
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: integers and floats are mixed: {words}; make all of one type"
        )
    return kinds.pop() if kinds else int


def _bounds(kind: type, low: Any, high: Any, value: Any, *, is_range: bool) -> tuple[Any, Any, Any]:
    """Return both ends of the track and the value at first."""
    ends = (0, 100) if kind is int else (0.0, 1.0)
    items = [kind(x) for x in value] if is_range else [] if value is None else [kind(value)]
    low = kind(low) if low is not None else min([ends[0], *items])
    high = kind(high) if high is not None else max([ends[1], *items])
    if low == high:
        raise StreamlitInvalidMinMaxError(
            f"st.slider: `min_value` and `max_value` are both {low!r}; give two different numbers"
        )
    low, high = min(low, high), max(low, high)
    if is_range:
        first, last = (items[0], items[-1]) if len(items) == 2 else (low, items[0])
        default: Any = (min(first, last), max(first, last))
        low, high = min(low, default[0]), max(high, default[1])
    else:
        default = items[0] if items else low
        low, high = min(low, default), max(high, default)
    _check_exact("slider", {"min_value": low, "max_value": high})
    return low, high, default


def _check_exact(name: str, numbers: dict[str, Any]) -> None:
    for parameter, x in numbers.items():
        if isinstance(x, int) and x is not None and abs(x) > _LARGEST:
            raise StreamlitJSNumberBoundsError(
                f"st.{name}: `{parameter}` is {x}, which a browser cannot hold exactly; stay "
                f"between -{_LARGEST} and {_LARGEST}"
            )


def _format(name: str, format: str | None) -> dict[str, str]:
    if format is None:
        return {}
    check_format(name, format)
    return {"format": format}


def _between(low: Any, high: Any, *, is_range: bool) -> Callable[[Any], bool]:
    def accepts(value: Any) -> bool:
        if is_range:
            return (
                isinstance(value, tuple) and len(value) == 2 and low <= value[0] <= value[1] <= high
            )
        return not isinstance(value, tuple) and low <= value <= high

    return accepts


def _sliding(low: Any, high: Any, *, is_range: bool) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        items = (
            list(value) if isinstance(value, Sequence) and not isinstance(value, str) else [value]
        )
        if (len(items) == 2) != is_range or any(
            isinstance(x, bool | str) or not hasattr(x, "__float__") for x in items
        ):
            what = "a pair of numbers" if is_range else "a number"
            raise StreamlitInvalidParameterTypeError(
                f"st.slider: st.session_state holds {value!r}; assign {what}"
            )
        for x in items:
            _refuse_outside("slider", x, low, high)
        return tuple(sorted(items)) if is_range else value

    return check


def _refuse_outside(name: str, x: Any, low: Any, high: Any) -> None:
    if low is not None and x < low:
        raise StreamlitValueBelowMinError(
            f"st.{name}: the value is {x!r}, below `min_value`={low!r}"
        )
    if high is not None and x > high:
        raise StreamlitValueAboveMaxError(
            f"st.{name}: the value is {x!r}, above `max_value`={high!r}"
        )


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


def _one_number_type(low: Any, high: Any, value: Any, step: Any) -> type:
    given = {"min_value": low, "max_value": high, "value": value, "step": step}
    given = {parameter: x for parameter, x in given.items() if x is not None}
    for parameter, x in given.items():
        if isinstance(x, bool | str) or not hasattr(x, "__float__"):
            raise StreamlitInvalidParameterTypeError(
                f"st.number_input: `{parameter}` is {x!r}, of type {type(x).__name__}; give an "
                "integer or a float"
            )
    kinds = {int if hasattr(x, "__index__") else float for x in given.values()}
    if len(kinds) > 1:
        words = ", ".join(f"`{parameter}`={x!r}" for parameter, x in given.items())
        raise StreamlitMixedNumericTypesError(
            f"st.number_input: integers and floats are mixed: {words}; make all of one type"
        )
    return kinds.pop() if kinds else float


def _check_number(name: str, kind: type, value: Any, low: Any, high: Any) -> None:
    if low is not None and high is not None and low > high:
        raise StreamlitInvalidMinMaxError(
            f"st.{name}: `min_value` is {low!r}, above `max_value`={high!r}; swap them"
        )
    if value is not None:
        _refuse_outside(name, value, low, high)
    if kind is int:
        _check_exact(name, {"min_value": low, "max_value": high, "value": value})


def _within(low: Any, high: Any) -> Callable[[Any], bool]:
    def accepts(value: Any) -> bool:
        return value is None or ((low is None or value >= low) and (high is None or value <= high))

    return accepts


def _typed(low: Any, high: Any) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, bool | str) or not hasattr(value, "__float__"):
            raise StreamlitInvalidParameterTypeError(
                f"st.number_input: st.session_state holds {value!r}, of type "
                f"{type(value).__name__}; assign a number or None"
            )
        _refuse_outside("number_input", value, low, high)
        return value

    return check
