"""A few options in sight, each a button: pills and segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..errors import (
    StreamlitAPIException,
    StreamlitDefaultNotInOptionsError,
    StreamlitIncompatibleParametersError,
    StreamlitInvalidParameterTypeError,
)
from ..markup import render_inline
from ..tree import Control, View
from ..widgets import Group
from .base import Base, found_as
from .options import Options, listed
from .shared import label_props, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Width


class Groups(Base):
    """Inputs that choose among buttons."""

    __slots__ = ()

    @found_as("button_group")
    def pills(
        self,
        label: str,
        options: Iterable[Any],
        *,
        selection_mode: Literal["single", "multi"] = "single",
        default: Any | None = None,
        required: bool = False,
        format_func: Callable[[Any], str] | None = None,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "content",
        wrap: bool | None = None,
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> Any:
        """Show options as pills to press; return the one that is chosen, or the list of them.

        Parameters
        ----------
        label
            Inline Markdown.
        options
            As for `selectbox`. Their labels are inline Markdown, and may begin with an icon.
        selection_mode
            "single" for one or none, "multi" for any number.
        default
            The option at first, or the options; by default none.
        required
            The choice can be changed, not taken back; for a single one only.
        format_func
            As for `selectbox`.
        key, help, on_change, args, kwargs, disabled, label_visibility
            See `ipyrerun.elements.base`.
        width
            "content", "stretch" or pixels.
        wrap
            Let the options take several lines; if not, they are a line that scrolls. By default
            they may, but not in a row or directly in a column.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Returns
        -------
        object, None or list
            The option itself, or None; with `selection_mode="multi"` a list that is new in each
            run, in the order of choosing.

        Raises
        ------
        StreamlitDefaultNotInOptionsError
            `default` holds something that is not in `options`.
        StreamlitIncompatibleParametersError
            Several may be chosen, but `required` is True.

        Examples
        --------
        >>> st.pills("Mood", ["calm", "loud"], default="calm")
        'calm'
        >>> st.pills("Days", ["Mo", "Tu", "We"], selection_mode="multi")
        []
        """
        return self._group("pills", locals())

    @found_as("button_group")
    def segmented_control(
        self,
        label: str,
        options: Iterable[Any],
        *,
        selection_mode: Literal["single", "multi"] = "single",
        default: Any | None = None,
        required: bool = False,
        format_func: Callable[[Any], str] | None = None,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "content",
        wrap: bool | None = None,
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> Any:
        """Show options as the parts of one bar; return the one that is chosen, or a list.

        Parameters
        ----------
        label
            Inline Markdown.
        options, selection_mode, default, required, format_func, wrap
            As for `pills`.
        key, help, on_change, args, kwargs, disabled, label_visibility
            See `ipyrerun.elements.base`.
        width
            "content", "stretch" or pixels.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Returns
        -------
        object, None or list
            As for `pills`.

        Raises
        ------
        StreamlitDefaultNotInOptionsError, StreamlitIncompatibleParametersError
            As for `pills`.

        Examples
        --------
        >>> st.segmented_control("Unit", ["km", "miles"], default="km", required=True)
        'km'
        """
        return self._group("segmented_control", locals())

    def _group(self, name: str, params: dict[str, Any]) -> Any:
        if known := self._known(name, params):
            return self._again(name, params, known)
        mode = params["selection_mode"]
        is_multi = one_of(name, "selection_mode", mode, ("single", "multi")) == "multi"
        required = bool(params["required"])
        if required and is_multi:
            raise StreamlitIncompatibleParametersError(
                f"st.{name}: `required` is True, but `selection_mode` is 'multi'; only the choice "
                "of a single option can be required"
            )
        choice: Options[Any] = Options(name, params["options"], params["format_func"] or str)
        chosen = _chosen(name, choice, params["default"], is_multi=is_multi)
        params["options"] = choice.labels
        params["default"] = [choice.label_of(option) for option in chosen]
        props = label_props(
            name,
            params["label"],
            params["label_visibility"],
            params["help"],
            params["width"],
            disabled=params["disabled"],
            default_width="content",
        )
        props["options"] = choice.labels
        props["html"] = [render_inline(text, links=False) for text in choice.labels]
        flags = {"segments": name != "pills", "multi": is_multi, "required": required}
        props |= {flag: True for flag, holds in flags.items() if holds}
        if params["wrap"] is not None:
            props["wrap"] = params["wrap"]
        still = choice.still_all if is_multi else choice.still
        view = View(Group, props, still=still)
        make = _several if is_multi else _single
        control = make(name, choice, chosen, view)
        # Whether one is required does not tell it from another.
        return self._ask(name, params, control, keyed=(mode,), replace={"required": None})


def _chosen(name: str, choice: Options[Any], default: Any, *, is_multi: bool) -> list[Any]:
    """Return the options that are chosen at first."""
    chosen = []
    for value in listed(default):
        place = choice.place_equal(value)
        if place is None:
            raise StreamlitDefaultNotInOptionsError(
                f"st.{name}: `default` holds {value!r}, which is not in `options`; give options "
                "only"
            )
        chosen.append(choice.options[place])
    if len(chosen) > 1 and not is_multi:
        raise StreamlitAPIException(
            f"st.{name}: `default` holds {len(chosen)} options, but `selection_mode` is 'single'; "
            'give one, or selection_mode="multi"'
        )
    return chosen


def _single(_: str, choice: Options[Any], chosen: list[Any], view: View) -> Control[Any]:
    default = chosen[0] if chosen else None
    labels, option_of = choice.labels, choice.option_of

    def unselect(now: Any, option: Any) -> Any:
        return None if now == option else now

    return Control(
        default=default,
        view=view,
        to_view=choice.label_of,
        # In the address of a page an empty text is no choice.
        from_view=lambda label: None if label == "" and label not in labels else option_of(label),
        accepts=choice.has,
        check=lambda value: value if choice.has(value) else default,
        copy=choice.current,
        verbs={"select": lambda _, option: option, "unselect": unselect},
        facts={
            "indices": lambda now: [] if now is None else [choice.place_of(now)],
            "formatted_values": lambda now: [] if now is None else [choice.label_of(now)],
        },
    )


def _several(name: str, choice: Options[Any], chosen: list[Any], view: View) -> Control[list[Any]]:
    def fitting(values: Any) -> list[Any]:
        return [value for value in values if choice.is_one(value)]

    def check(values: Any) -> list[Any]:
        if not isinstance(values, list | tuple | set | frozenset):
            raise StreamlitInvalidParameterTypeError(
                f"st.{name}: st.session_state holds {values!r}, of type {type(values).__name__}; "
                "assign a list of options"
            )
        return fitting(values)

    return Control(
        default=chosen,
        view=view,
        to_view=lambda values: [choice.label_of(value) for value in values],
        from_view=lambda labels: [choice.option_of(label) for label in labels or ()],
        accepts=lambda values: isinstance(values, list) and len(fitting(values)) == len(values),
        mend=lambda values: fitting(values) if isinstance(values, list) else chosen,
        check=check,
        copy=lambda values: [choice.current(value) for value in values],
        verbs={
            "select": lambda now, option: now if option in now else [*now, option],
            "unselect": lambda now, option: [one for one in now if one != option],
        },
        facts={
            "indices": lambda now: [choice.place_of(value) for value in now],
            "formatted_values": lambda now: [choice.label_of(value) for value in now],
        },
    )
