"""Options to choose from: any iterable, and the labels by which a browser knows them."""

from __future__ import annotations

import functools
import operator
from contextlib import suppress
from enum import Enum, EnumMeta
from html import escape
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .. import config
from ..errors import (
    StreamlitAPIException,
    StreamlitIncompatibleParametersError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueOutOfRangeError,
)
from ..tabular import is_table, to_frame
from ..tree import own
from .shared import one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..types import Props

T = TypeVar("T")

# Invisible, and unlike spaces they are never trimmed: they tell labels apart that look the same.
_TWIN = str.maketrans("10", "\u200b\u2060")
# Sums of decimals miss the decimal that was meant by less than this.
_DUST = 5e-12
_NOTHING = "\u2014"


class _Unknown:
    """What stands for a label that no option has.

    A browser that is a run behind may still send it.
    """


_UNKNOWN: Any = _Unknown()


class Options(Generic[T]):
    """Options and their labels, both ways; labels are unique.

    Parameters
    ----------
    name
        The `st.*` name.
    given
        What the call gave: any iterable.
    format_func
        Makes an option's label.
    accept_new
        Whether a text that is no option is a value too.
    """

    def __init__(
        self, name: str, given: Any, format_func: Callable[[T], Any], *, accept_new: bool = False
    ) -> None:
        self.options: list[T] = _listed(name, given)
        self._format = format_func
        self._accept_new = accept_new
        self.labels: list[str] = []
        self._place: dict[str, int] = {}
        # By what `format_func` made: the first place, and the others.
        self._first: dict[str, int] = {}
        self._twins: dict[str, list[int]] = {}
        counts: dict[str, int] = {}
        for place, option in enumerate(self.options):
            label = text = self._text(option)
            while label in self._place:
                counts[text] = count = counts.get(text, 0) + 1
                label = text + f"{count:b}".translate(_TWIN)
            self._place[label] = place
            if self._first.setdefault(text, place) != place:
                self._twins.setdefault(text, []).append(place)
            self.labels.append(label)

    @property
    def shared(self) -> list[str]:
        """The texts that several options have in common."""
        return list(self._twins)

    def _text(self, option: Any) -> str:
        if self._format is str and type(option) is str:
            return option
        return str(self._format(option))

    def place_of(self, value: Any) -> int | None:
        """Return where a value stands: itself, else an equal one, else what has its label.

        Scripts make their objects anew.
        """
        label = self._label(value)
        first = self._first.get(label) if label is not None else None
        if label is None or first is None or label not in self._twins:
            return first
        place = self._same.get(id(value))
        if place is not None:
            return place
        try:
            return self._equal.get((label, value), first)
        except (TypeError, ValueError):
            alike = (first, *self._twins[label])
            return next((p for p in alike if _is_equal(self.options[p], value)), first)

    @functools.cached_property
    def _same(self) -> dict[int, int]:
        """The places of options by their identity, which lasts as long as these options."""
        same: dict[int, int] = {}
        for place, option in enumerate(self.options):
            same.setdefault(id(option), place)
        return same

    @functools.cached_property
    def _equal(self) -> dict[tuple[str, Any], int]:
        """The places of options that share their text, by it and their value if it has a hash."""
        equal: dict[tuple[str, Any], int] = {}
        for text, twins in self._twins.items():
            for place in (self._first[text], *twins):
                with suppress(TypeError, ValueError):
                    equal.setdefault((text, self.options[place]), place)
        return equal

    def _label(self, value: Any) -> str | None:
        try:
            return self._text(value)
        except (LookupError, TypeError, ValueError, AttributeError):
            # `format_func` was made for these options; of another list's value it may know nothing.
            return None

    def place_equal(self, value: Any) -> int | None:
        """Return where an option stands that equals a value which the script gave."""
        labelled = self.place_of(value)
        if labelled is not None and _is_equal(self.options[labelled], value):
            return labelled
        for place, option in enumerate(self.options):
            if option is value or _is_equal(option, value):
                return place
        return None

    def label_of(self, value: Any) -> str | None:
        """Return the label that the browser shows for a value."""
        place = self.place_of(value)
        if place is not None:
            return self.labels[place]
        return None if value is None else str(value)

    def option_of(self, label: Any) -> Any:
        """Return the option that the browser means by a label."""
        if label is None:
            return None
        place = self._place.get(label) if isinstance(label, str) else None
        if place is not None:
            return self.options[place]
        return label if self._accept_new and isinstance(label, str) and label else _UNKNOWN

    def is_one(self, value: Any) -> bool:
        """Return whether a value is an option, or a new one where those are welcome."""
        if self._accept_new and isinstance(value, str):
            return True
        return value is not _UNKNOWN and self.place_of(value) is not None

    def has(self, value: Any) -> bool:
        """Return whether a stored value can be shown where nothing may be chosen too."""
        return value is None or self.is_one(value)

    def current(self, value: Any) -> Any:
        """Return this run's own object for a value that an earlier run chose."""
        place = self.place_of(value)
        if value is None or place is None:
            return own(value)
        now = self.options[place]
        if now is not value and isinstance(value, Enum) and not _is_coerced(value, now):
            return value
        return own(now)

    def still(self, value: Any) -> str:
        """Return what a page without a kernel shows of a value."""
        return escape(self.label_of(value) or _NOTHING)

    def still_all(self, values: Any) -> str:
        """Return what a page without a kernel shows of several values."""
        return ", ".join(map(self.still, values)) or _NOTHING


def _is_coerced(old: Enum, new: Any) -> bool:
    """Return whether a member of an Enum stands for one of a class that the script made anew."""
    if not isinstance(new, Enum):
        return True
    how = config.option("runner.enumCoercion")
    return how == "nameOnly" or (how == "nameAndValue" and _values(old) == _values(new))


def _values(member: Enum) -> dict[str, Any]:
    return {one.name: one.value for one in type(member)}


def _listed(name: str, options: Any) -> list[Any]:
    """Return options as a list of plain objects."""
    given = listed(options)
    if given and not _is_comparable(given[0]):
        raise StreamlitAPIException(
            f"st.{name}: `options` holds objects of type {type(given[0]).__name__}, which `==` "
            "cannot compare to one answer; give their names or positions instead"
        )
    return given


def listed(given: Any) -> list[Any]:
    """Return what a call gave as several values; None is none.

    Of a table it is the first column. A single text, number, date or whatever else cannot be
    iterated is one value.
    """
    if given is None:
        return []
    if isinstance(given, EnumMeta):
        members: list[Any] = list(given)
        return [member.value for member in members] if issubclass(given, str) else members
    if isinstance(given, str | bytes | int | float):
        return [given]
    if is_table(given) and _has_columns(given):
        frame = to_frame(given, "selectbox")
        return frame.iloc[:, 0].tolist() if len(frame.columns) else []
    values = given.tolist() if hasattr(given, "tolist") else given
    if isinstance(values, str | bytes | int | float):
        return [values]
    try:
        return list(values)
    except TypeError:
        return [given]


def _has_columns(table: Any) -> bool:
    """Return whether a table is more than a list; numpy's dates are of no use outside of one."""
    ndim = getattr(table, "ndim", 2)
    return bool(ndim == 2 or (ndim == 1 and getattr(table.dtype, "kind", "") in "mM"))


def _is_comparable(option: Any) -> bool:
    try:
        bool(operator.eq(option, option))
    except (TypeError, ValueError):
        return False
    return True


def _is_equal(option: Any, value: Any) -> bool:
    try:
        if option == value:
            return True
    except (TypeError, ValueError):
        return False
    return isinstance(option, float) and isinstance(value, float) and abs(option - value) < _DUST


def check_index(name: str, index: Any, count: int) -> None:
    """Raise if `index` is neither None nor a place among so many options."""
    if index is None:
        return
    if isinstance(index, bool) or not isinstance(index, int):
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: `index` is {index!r}, of type {type(index).__name__}; give an integer "
            "or None"
        )
    if count and not 0 <= index < count:
        raise StreamlitValueOutOfRangeError(
            f"st.{name}: `index` is {index}, outside 0 to {count - 1}"
        )


def search_props(
    name: str, placeholder: str | None, filter_mode: Any, *, accept_new: bool
) -> Props:
    """Return the props of a box to search options in."""
    props: Props = {}
    if placeholder is not None:
        props["placeholder"] = str(placeholder)
    if accept_new:
        props["accept_new"] = True
    if filter_mode != "fuzzy":
        modes = ("fuzzy", "contains", "prefix", None)
        props["filter"] = one_of(name, "filter_mode", filter_mode, modes)
    if filter_mode is None and accept_new:
        raise StreamlitIncompatibleParametersError(
            f"st.{name}: `filter_mode` is None, so nothing can be typed, but "
            "`accept_new_options` is True; choose one of the two"
        )
    return props
