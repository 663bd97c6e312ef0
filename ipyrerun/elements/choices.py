"""One out of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitInvalidParameterTypeError
from ..markup import render_inline
from ..tree import Control, View
from ..widgets import Radio, Select
from .base import Base
from .options import Options, check_index, listed, search_props
from .shared import icon_of, label_props

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Width


class Choices(Base):
    """Inputs that choose one of several options."""

    __slots__ = ()

    def selectbox(
        self,
        label: str,
        options: Iterable[Any],
        index: int | None = 0,
        format_func: Callable[[Any], str] = str,
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
        accept_new_options: bool = False,
        filter_mode: Literal["fuzzy", "contains", "prefix"] | None = "fuzzy",
        width: Width = "stretch",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> Any:
        """Show a box to choose one of several options; return the option.

        Parameters
        ----------
        label
            Inline Markdown.
        options
            Any iterable: a list, a column of a table, the keys of a dict, the members of an Enum. A
            text or a number is one option.
        index
            Position of the option at first; None is no choice, and the box can be emptied again.
        format_func
            Makes the text that is shown for an option; it does not change what is returned.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        placeholder
            Shown while nothing is chosen; by default a few words that fit the box, "" for none.
        icon
            One emoji in the box.
        accept_new_options
            Let the user type an option that is not in the list; it is returned as text.
        filter_mode
            How typing searches the list: letters in order ("fuzzy"), anywhere in a row
            ("contains"), at its beginning ("prefix"), or not at all (None).
        required
            The choice can be changed, not taken back.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Returns
        -------
        object or None
            The option, a copy if it is a list or dict; None if nothing is chosen.

        Raises
        ------
        StreamlitValueOutOfRangeError
            `index` is not a position in `options`.
        StreamlitInvalidParameterTypeError
            `index` is not an integer.
        StreamlitIncompatibleParametersError
            New options are welcome, but `filter_mode` is None.

        Examples
        --------
        >>> st.selectbox("City", ["Paris", "Rome"])
        'Paris'
        """
        params = locals()
        if known := self._known("selectbox", params):
            return self._again("selectbox", params, known)
        choice: Options[Any] = Options(
            "selectbox", options, format_func, accept_new=accept_new_options
        )
        params["options"] = choice.labels
        check_index("selectbox", index, len(choice.options))
        props = label_props("selectbox", label, label_visibility, help, width, disabled=disabled)
        props["options"] = choice.labels
        if index is None and not required:
            props["clearable"] = True
        if required:
            props["required"] = True
        props |= search_props("selectbox", placeholder, filter_mode, accept_new=accept_new_options)
        props |= icon_of("selectbox", icon)
        view = View(Select, props, still=choice.still)
        verbs = {
            "select": lambda _, option: option,
            "select_index": lambda _, place: None if place is None else choice.options[place],
        }
        control = _control(choice, index, view, verbs)
        return self._ask("selectbox", params, control, keyed=(accept_new_options,))

    def radio(
        self,
        label: str,
        options: Iterable[Any],
        index: int | None = 0,
        format_func: Callable[[Any], Any] = str,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        horizontal: bool = False,
        captions: Sequence[str] | None = None,
        label_visibility: LabelVisibility = "visible",
        width: Width = "content",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> Any:
        """Show several options, each with a button to choose it; return the option.

        Parameters
        ----------
        label
            Inline Markdown.
        options
            As for `selectbox`. Their labels are inline Markdown.
        index
            Position of the option at first; None is no choice, until one is made.
        format_func
            As for `selectbox`.
        key, help, on_change, args, kwargs, disabled, label_visibility
            See `ipyrerun.elements.base`.
        horizontal
            Place the options side by side; those that do not fit go to the next line.
        captions
            Inline Markdown to stand below the options, in their order; None or "" for none.
        width
            "content", "stretch" or pixels.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Returns
        -------
        object or None
            The option, a copy if it is a list or dict; None if nothing is chosen.

        Raises
        ------
        StreamlitValueOutOfRangeError
            `index` is not a position in `options`.
        StreamlitInvalidParameterTypeError
            `index` is not an integer, or a caption is no text.

        Examples
        --------
        >>> st.radio("Size", ["small", "large"], captions=["up to 10", "more"])
        'small'
        """
        params = locals()
        if known := self._known("radio", params):
            return self._again("radio", params, known)
        choice: Options[Any] = Options("radio", options, format_func)
        params["options"] = choice.labels
        params["captions"] = words = _captions(captions)
        check_index("radio", index, len(choice.options))
        props = label_props(
            "radio",
            label,
            label_visibility,
            help,
            width,
            disabled=disabled,
            default_width="content",
        )
        props["options"] = choice.labels
        props["html"] = [render_inline(text) for text in choice.labels]
        if words is not None:
            props["captions"] = [render_inline(text) for text in words]
        if horizontal:
            props["horizontal"] = True
        control = _control(choice, index, View(Radio, props, still=choice.still), {})
        return self._ask("radio", params, control)


def _control(
    choice: Options[Any], index: int | None, view: View, verbs: dict[str, Any]
) -> Control[Any]:
    default = choice.options[index] if index is not None and choice.options else None
    return Control(
        default=default,
        view=view,
        to_view=choice.label_of,
        from_view=choice.option_of,
        accepts=choice.has,
        check=lambda value: value if choice.has(value) else default,
        copy=choice.current,
        verbs=verbs,
        facts={"index": choice.place_of},
    )


def _captions(captions: Any) -> list[str] | None:
    if captions is None:
        return None
    words = listed(captions)
    for caption in words:
        if not isinstance(caption, str | None):
            raise StreamlitInvalidParameterTypeError(
                f"st.radio: `captions` holds {caption!r}, of type {type(caption).__name__}; give "
                "texts, or None where there is none"
            )
    return [caption or "" for caption in words]
