"""Options in a row, slid over."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from ..errors import (
    StreamlitDefaultNotInOptionsError,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..session import session
from ..tree import Control, View
from ..widgets import Slider
from .base import Base
from .options import Options
from .shared import label_props

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Width


class Scales(Base):
    """Inputs with options in a row."""

    __slots__ = ()

    def select_slider(
        self,
        label: str,
        options: Iterable[Any] = (),
        value: Any = None,
        format_func: Callable[[Any], Any] = str,
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
        """Show a slider over options; return the option, or the two at the ends of a range.

        Parameters
        ----------
        label
            Inline Markdown.
        options, format_func
            As for `selectbox`; at least one option.
        value
            The option at first, or a pair of options for a range; by default the first option.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Returns
        -------
        object or tuple
            The option, a copy if it is a list or dict; of a range the two options in the order of
            `options`.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            There are no options.
        StreamlitDefaultNotInOptionsError
            `value` is not in `options`.

        Examples
        --------
        >>> st.select_slider("Size", ["S", "M", "L"], "M")
        'M'
        >>> st.select_slider("Sizes", ["S", "M", "L"], ("M", "L"))
        ('M', 'L')
        """
        params = locals()
        # As long as the options are plain values, no pair is one of them.
        stored = None if value is not None else _stored(key)
        is_range = isinstance(stored, list | tuple) and len(stored) == 2
        if known := self._known("select_slider", params, is_range):
            return self._again("select_slider", params, known)
        choice: Options[Any] = Options("select_slider", options, format_func)
        if not choice.options:
            raise StreamlitMissingRequiredParameterError(
                f"st.select_slider: `options` is {options!r}; give at least one option"
            )
        places = _places(choice, value, key)
        params["options"], params["value"] = choice.labels, places
        props = label_props(
            "select_slider", label, label_visibility, help, width, disabled=disabled
        )
        props |= {"min": 0, "max": len(choice.labels) - 1, "step": 1, "labels": choice.labels}
        make = _one if len(places) == 1 else _range
        return self._ask("select_slider", params, make(choice, places, props))


def _one(choice: Options[Any], places: list[int], props: dict[str, Any]) -> Control[Any]:
    default = choice.options[places[0]]

    def check(value: Any) -> Any:
        if _is_pair(choice, value):
            raise StreamlitInvalidParameterTypeError(
                f"st.select_slider: st.session_state holds {value!r}; assign one of the options"
            )
        return value if choice.is_one(value) else default

    return Control(
        default=default,
        view=View(Slider, props, still=choice.still),
        to_view=choice.label_of,
        from_view=choice.option_of,
        accepts=choice.is_one,
        check=check,
        copy=choice.current,
    )


def _range(choice: Options[Any], places: list[int], props: dict[str, Any]) -> Control[Any]:
    low, high = (choice.options[place] for place in places)

    def accepts(value: Any) -> bool:
        is_pair = isinstance(value, tuple) and len(value) == 2
        return is_pair and all(choice.is_one(end) for end in value)

    def check(value: Any) -> Any:
        if not _is_pair(choice, value):
            raise StreamlitInvalidParameterTypeError(
                f"st.select_slider: st.session_state holds {value!r}; assign a pair of options"
            )
        return _ordered(choice, value) if accepts(tuple(value)) else (low, high)

    return Control(
        default=(low, high),
        view=View(Slider, props, still=choice.still_all),
        to_view=lambda pair: [choice.label_of(end) for end in pair],
        from_view=lambda labels: tuple(choice.option_of(label) for label in labels),
        accepts=accepts,
        check=check,
        copy=lambda pair: _ordered(choice, pair),
        verbs={"set_range": lambda _, lower, upper: (lower, upper)},
    )


def _ordered(choice: Options[Any], pair: Any) -> tuple[Any, ...]:
    """Return this run's own options of a range, the lower first: options may have moved."""
    placed = [(place, end) for end in pair if (place := choice.place_of(end)) is not None]
    return tuple(choice.current(end) for _, end in sorted(placed, key=itemgetter(0)))


def _is_pair(choice: Options[Any], value: Any) -> bool:
    is_two = isinstance(value, list | tuple) and len(value) == 2
    return is_two and choice.place_equal(value) is None


def _stored(key: Key) -> Any:
    return None if key is None else session().state.values.get(str(key))


def _places(choice: Options[Any], value: Any, key: Key) -> list[int]:
    """Return where the thumb stands at first, or the two thumbs of a range."""
    if value is None and choice.place_equal(None) is None:
        return [0, len(choice.options) - 1] if _is_pair(choice, _stored(key)) else [0]
    is_listed = isinstance(value, list | tuple) and choice.place_equal(value) is None
    ends = list(value) if is_listed else [value]
    if is_listed and len(ends) != 2:
        raise StreamlitValueError(
            f"st.select_slider: `value` is {value!r}, with {len(ends)} items; give an option or a "
            "pair of options"
        )
    places = []
    for end in ends:
        place = choice.place_equal(end)
        if place is None:
            raise StreamlitDefaultNotInOptionsError(
                f"st.select_slider: `value` is {value!r}, but {end!r} is not in `options`; give "
                "options only"
            )
        places.append(place)
    return sorted(places)
