"""Several out of many."""

from __future__ import annotations

from operator import index as whole
from typing import TYPE_CHECKING, Any, Literal

from ..errors import (
    StreamlitDefaultNotInOptionsError,
    StreamlitInvalidParameterTypeError,
    StreamlitSelectionCountExceedsMaxError,
    StreamlitValueError,
)
from ..tree import Control, View
from ..widgets import Multiselect
from .base import Base
from .options import Options, listed, search_props
from .shared import label_props

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Width

# Up to how many options one press chooses them all, and the view's mark for "however many".
_SELECT_ALL = 1000
_ALWAYS = -1


class Selections(Base):
    """Inputs that choose several of many options."""

    __slots__ = ()

    def multiselect(
        self,
        label: str,
        options: Iterable[Any],
        default: Any | None = None,
        format_func: Callable[[Any], str] = str,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        max_selections: int | None = None,
        placeholder: str | None = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        accept_new_options: bool = False,
        filter_mode: Literal["fuzzy", "contains", "prefix"] | None = "fuzzy",
        select_all: bool | int = _SELECT_ALL,
        width: Width = "stretch",
        wrap: bool | None = None,
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> list[Any]:
        """Show a box to choose any number of options; return the list of them.

        Parameters
        ----------
        label
            Inline Markdown.
        options, format_func
            As for `selectbox`.
        default
            The options at first: several, or a single one; by default none.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        max_selections
            How many may be chosen; by default any number.
        placeholder, accept_new_options, filter_mode
            As for `selectbox`.
        select_all
            Offer to choose all options at once, or all that match what was typed: always (True),
            never (False), or where there are no more of them than this.
        wrap
            Let what is chosen take several lines; if False it is one line that scrolls. By default
            several.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Returns
        -------
        list
            The options themselves, in the order of choosing, in a list that is new in each run.

        Raises
        ------
        StreamlitDefaultNotInOptionsError
            `default` holds something that is not in `options`.
        StreamlitSelectionCountExceedsMaxError
            More are chosen than `max_selections`.
        StreamlitIncompatibleParametersError
            As for `selectbox`.

        Examples
        --------
        >>> st.multiselect("Colours", ["red", "green", "blue"], "green")
        ['green']
        """
        params = locals()
        if known := self._known("multiselect", params):
            return self._again("multiselect", params, known)
        choice: Options[Any] = Options(
            "multiselect", options, format_func, accept_new=accept_new_options
        )
        most = _most(max_selections)
        chosen = _chosen(choice, default)
        _check_count(len(chosen), most, "`default`")
        params["options"], params["default"] = choice.labels, [choice.label_of(x) for x in chosen]
        props = label_props("multiselect", label, label_visibility, help, width, disabled=disabled)
        props["options"] = choice.labels
        props |= search_props(
            "multiselect", placeholder, filter_mode, accept_new=accept_new_options
        )
        if most is not None:
            props["max_selections"] = most
        params["select_all"] = limit = _limit(select_all)
        if limit != _SELECT_ALL:
            props["select_all"] = limit
        if wrap is not None:
            props["wrap"] = wrap
        control = _control(choice, chosen, most, View(Multiselect, props, still=choice.still_all))
        return self._ask("multiselect", params, control, keyed=(accept_new_options, most))


def _control(
    choice: Options[Any], chosen: list[Any], most: int | None, view: View
) -> Control[list[Any]]:
    def fitting(values: Any) -> list[Any]:
        return [value for value in values if choice.is_one(value)]

    def accepts(values: Any) -> bool:
        is_few = isinstance(values, list) and (most is None or len(values) <= most)
        return is_few and len(fitting(values)) == len(values)

    def check(values: Any) -> list[Any]:
        if not isinstance(values, list | tuple | set | frozenset):
            raise StreamlitInvalidParameterTypeError(
                f"st.multiselect: st.session_state holds {values!r}, of type "
                f"{type(values).__name__}; assign a list of options"
            )
        _check_count(len(values), most, "st.session_state")
        return fitting(values)

    return Control(
        default=chosen,
        view=view,
        to_view=lambda values: [choice.label_of(value) for value in values],
        from_view=lambda labels: [choice.option_of(label) for label in labels or ()],
        accepts=accepts,
        mend=lambda values: fitting(values)[:most] if isinstance(values, list) else chosen,
        check=check,
        copy=lambda values: [choice.current(value) for value in values],
        verbs={
            "select": lambda now, option: now if option in now else [*now, option],
            "unselect": lambda now, option: [one for one in now if one != option],
        },
        facts={
            "values": lambda now: [choice.label_of(value) for value in now],
            "indices": lambda now: [choice.place_of(value) for value in now],
        },
    )


def _chosen(choice: Options[Any], default: Any) -> list[Any]:
    """Return the options that are chosen at first."""
    chosen = []
    for value in listed(default):
        place = choice.place_equal(value)
        if place is None:
            raise StreamlitDefaultNotInOptionsError(
                f"st.multiselect: `default` holds {value!r}, which is not in `options`; give "
                "options only"
            )
        chosen.append(choice.options[place])
    return chosen


def _most(max_selections: Any) -> int | None:
    if max_selections is None:
        return None
    is_whole = hasattr(max_selections, "__index__") and not isinstance(max_selections, bool)
    if not is_whole or max_selections < 1:
        raise StreamlitValueError(
            f"st.multiselect: `max_selections` is {max_selections!r}; give a positive integer, or "
            "`disabled=True` if nothing may be chosen"
        )
    return whole(max_selections)


def _check_count(count: int, most: int | None, where: str) -> None:
    if most is not None and count > most:
        raise StreamlitSelectionCountExceedsMaxError(
            f"st.multiselect: {where} holds {count} options, more than `max_selections`={most}; "
            "choose fewer or allow more"
        )


def _limit(select_all: Any) -> int:
    """Return up to how many options one press may choose them all; 0 is never."""
    if isinstance(select_all, bool):
        return _ALWAYS if select_all else 0
    if not isinstance(select_all, int):
        raise StreamlitInvalidParameterTypeError(
            f"st.multiselect: `select_all` is {select_all!r}, of type "
            f"{type(select_all).__name__}; give True, False or an integer"
        )
    if select_all < 0:
        raise StreamlitValueError(
            f"st.multiselect: `select_all` is {select_all}; give True, False or an integer of 0 "
            "or more"
        )
    return select_all
