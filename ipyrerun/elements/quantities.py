"""What numbers an input takes: of one type, within its bounds, and exact in a browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitJSNumberBoundsError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
)

# What a JavaScript number holds exactly: Number.MAX_SAFE_INTEGER.
_LARGEST = 2**53 - 1


def is_number(value: Any) -> bool:
    """Return whether a value is a single number."""
    return hasattr(value, "__float__") and not isinstance(value, bool | str)


def kind_of(
    name: str, numbers: dict[str, Any], otherwise: type, mixed: type[StreamlitAPIException]
) -> type:
    """Return int or float: the one type of all the numbers given.

    Parameters
    ----------
    name
        The `st.*` name.
    numbers
        Parameters by name; None is not given.
    otherwise
        The type if none is given.
    mixed
        What to raise if there are both.
    """
    kinds = set()
    for parameter, x in numbers.items():
        if x is None:
            continue
        if not is_number(x) and not isinstance(x, bool):
            _refuse(name, parameter, x)
        kinds.add(int if hasattr(x, "__index__") else float)
    if len(kinds) > 1:
        words = ", ".join(f"`{word}`={x!r}" for word, x in numbers.items() if x is not None)
        raise mixed(f"st.{name}: integers and floats are mixed: {words}; make all of one type")
    return kinds.pop() if kinds else otherwise


def _refuse(name: str, parameter: str, value: Any) -> None:
    raise StreamlitInvalidParameterTypeError(
        f"st.{name}: `{parameter}` is {value!r}, of type {type(value).__name__}; give an integer "
        "or a float"
    )


def check_exact(name: str, numbers: dict[str, Any]) -> None:
    """Raise if a browser cannot hold one of the numbers exactly."""
    for parameter, x in numbers.items():
        if isinstance(x, int) and abs(x) > _LARGEST:
            raise StreamlitJSNumberBoundsError(
                f"st.{name}: `{parameter}` is {x}, which a browser cannot hold exactly; stay "
                f"between -{_LARGEST} and {_LARGEST}"
            )


def refuse_outside(name: str, x: Any, low: Any, high: Any) -> None:
    """Raise if a number is outside its bounds."""
    if low is not None and x < low:
        raise StreamlitValueBelowMinError(
            f"st.{name}: the value is {x!r}, below `min_value`={low!r}"
        )
    if high is not None and x > high:
        raise StreamlitValueAboveMaxError(
            f"st.{name}: the value is {x!r}, above `max_value`={high!r}"
        )


def is_within(low: Any, high: Any, *, is_range: bool) -> Callable[[Any], bool]:
    """Return what says whether a stored value fits the bounds; None bounds nothing."""

    def accepts(value: Any) -> bool:
        if is_range:
            is_pair = isinstance(value, tuple) and len(value) == 2
            return is_pair and low <= value[0] <= value[1] <= high
        if not is_number(value):
            return value is None
        is_above = low is None or value >= low
        return is_above and (high is None or value <= high)

    return accepts


def slider_check(low: Any, high: Any, *, is_range: bool) -> Callable[[Any], Any]:
    """Return what raises if a slider cannot show an assigned value."""

    def check(value: Any) -> Any:
        is_listed = isinstance(value, Sequence) and not isinstance(value, str)
        items = list(value) if is_listed else [value]
        if (len(items) == 2) != is_range or not all(is_number(x) for x in items):
            what = "a pair of numbers" if is_range else "a number"
            raise StreamlitInvalidParameterTypeError(
                f"st.slider: st.session_state holds {value!r}; assign {what}"
            )
        for x in items:
            refuse_outside("slider", x, low, high)
        return tuple(sorted(items)) if is_range else value

    return check


def number_check(low: Any, high: Any, default: Any) -> Callable[[Any], Any]:
    """Return what raises if a field cannot show an assigned value; one outside is the default."""
    fits = is_within(low, high, is_range=False)

    def check(value: Any) -> Any:
        if value is not None and not is_number(value):
            raise StreamlitInvalidParameterTypeError(
                f"st.number_input: st.session_state holds {value!r}, of type "
                f"{type(value).__name__}; assign a number or None"
            )
        return value if fits(value) else default

    return check
