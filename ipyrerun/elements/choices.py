"""One out of several."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from ..errors import (
    StreamlitInvalidParameterTypeError,
    StreamlitValueOutOfRangeError,
)
from ..tree import Control, View
from ..widgets import Select
from .base import Base
from .shared import icon_of, label_props, not_yet, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Width

T = TypeVar("T")

# Invisible, and unlike a space it is never trimmed: tells labels apart that look the same.
_TWIN = "\u200b"


class Choices(Base):
    """Inputs that choose."""

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
            text is one option.
        index
            Position of the option at first; None is no choice, and the box can be emptied again.
        format_func
            Makes the text that is shown for an option; it does not change what is returned.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`.
        placeholder
            Shown while nothing is chosen.
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
            Not supported by this version; giving one raises.

        Returns
        -------
        object or None
            The option itself, never a copy; None if nothing is chosen.

        Raises
        ------
        StreamlitValueOutOfRangeError
            `index` is not a position in `options`.
        StreamlitInvalidParameterTypeError
            `index` is not an integer, or `options` cannot be iterated.

        Examples
        --------
        >>> st.selectbox("City", ["Paris", "Rome"])
        'Paris'
        """
        params = locals()
        not_yet("selectbox", bind=bind, persist_state=persist_state)
        params["options"] = given = _listed(options)
        choice = _Options(given, format_func, accept_new=accept_new_options)
        _check_index(index, len(choice.options))
        props = label_props("selectbox", label, label_visibility, help, width, disabled=disabled)
        props["options"] = choice.labels
        if placeholder is not None:
            props["placeholder"] = str(placeholder)
        if index is None and not required:
            props["clearable"] = True
        if accept_new_options:
            props["accept_new"] = True
        if filter_mode != "fuzzy":
            props["filter"] = one_of(
                "selectbox", "filter_mode", filter_mode, ("fuzzy", "contains", "prefix", None)
            )
        props |= icon_of("selectbox", icon)
        default = choice.options[index] if index is not None and choice.options else None
        control = Control(
            default=default,
            view=View(Select, props),
            to_view=choice.label_of,
            from_view=choice.option_of,
            accepts=choice.has,
            check=lambda value: value if choice.has(value) else default,
            verbs={
                "select": lambda _, option: option,
                "select_index": lambda _, place: choice.options[place],
            },
        )
        plain = {"options": choice.labels}
        value = self._ask("selectbox", params, control, keyed=(accept_new_options,), replace=plain)
        return choice.current(value)


class _Unknown:
    """What stands for a label that no option has.

    A browser that is a run behind may still send it.
    """


_UNKNOWN: Any = _Unknown()


class _Options(Generic[T]):
    """Options and their labels, both ways; labels are unique."""

    def __init__(
        self, options: list[T], format_func: Callable[[T], str], *, accept_new: bool
    ) -> None:
        self.options = options
        self._format = format_func
        self._accept_new = accept_new
        self.labels: list[str] = []
        self._place: dict[str, int] = {}
        for place, option in enumerate(options):
            label = self._text(option)
            while label in self._place:
                label += _TWIN
            self._place[label] = place
            self.labels.append(label)

    def _text(self, option: Any) -> str:
        if (
            self._format is str
            and isinstance(option, Enum)
            and type(option).__str__ is Enum.__str__
        ):
            return option.name
        return str(self._format(option))

    def _place_of(self, value: Any) -> int | None:
        """Return where a value stands: itself, else what has its label; objects are made anew."""
        label = self._label(value)
        place = first = self._place.get(label) if label is not None else None
        while place is not None and label is not None and self.options[place] is not value:
            label += _TWIN
            place = self._place.get(label)
        return place if place is not None else first

    def _label(self, value: Any) -> str | None:
        try:
            return self._text(value)
        except (LookupError, TypeError, ValueError, AttributeError):
            # `format_func` was made for these options; of another list's value it may know nothing.
            return None

    def label_of(self, value: Any) -> str | None:
        """Return the label that the browser shows for a value."""
        place = self._place_of(value)
        if place is not None:
            return self.labels[place]
        return None if value is None else str(value)

    def option_of(self, label: Any) -> Any:
        """Return the option that the browser means by a label."""
        if label is None:
            return None
        place = self._place.get(label)
        if place is not None:
            return self.options[place]
        return label if self._accept_new and isinstance(label, str) and label else _UNKNOWN

    def has(self, value: Any) -> bool:
        """Return whether a stored value can be shown."""
        if value is None or (self._accept_new and isinstance(value, str)):
            return True
        return value is not _UNKNOWN and self._place_of(value) is not None

    def current(self, value: Any) -> Any:
        """Return this run's own object for a value that an earlier run chose."""
        place = self._place_of(value)
        return value if value is None or place is None else self.options[place]


def _listed(options: Any) -> list[Any]:
    if isinstance(options, str):
        return [options]
    if options is None:
        return []
    if hasattr(options, "columns"):
        options = options[options.columns[0]]
    try:
        return list(options.tolist() if hasattr(options, "tolist") else options)
    except TypeError:
        raise StreamlitInvalidParameterTypeError(
            f"st.selectbox: `options` is {options!r}, of type {type(options).__name__}, which "
            "cannot be iterated; give a list"
        ) from None


def _check_index(index: Any, count: int) -> None:
    if index is None:
        return
    if isinstance(index, bool) or not isinstance(index, int):
        raise StreamlitInvalidParameterTypeError(
            f"st.selectbox: `index` is {index!r}, of type {type(index).__name__}; give an integer "
            "or None"
        )
    if count and not 0 <= index < count:
        raise StreamlitValueOutOfRangeError(
            f"st.selectbox: `index` is {index}, outside 0 to {count - 1}"
        )
