"""One of a few numbers, shown as what they mean: how good it was, which page it is."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any, Literal, cast

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitValueOutOfRangeError,
)
from ..tree import Control, View
from ..widgets import Feedback, Pagination
from .base import Base
from .shared import one_of, width_of

if TYPE_CHECKING:
    from ..types import Args, Bind, Key, Kwargs, OnChange, Persist, Props, Width

# How many steps each has.
_STEPS = {"thumbs": 2, "faces": 5, "stars": 5}
_THUMBS = ("\N{THUMBS DOWN SIGN}", "\N{THUMBS UP SIGN}")
_FACES = (
    "\N{WHITE FROWNING FACE}",
    "\N{SLIGHTLY FROWNING FACE}",
    "\N{NEUTRAL FACE}",
    "\N{SLIGHTLY SMILING FACE}",
    "\N{SMILING FACE WITH SMILING EYES}",
)
_VISIBLE = 7


class Ratings(Base):
    """Inputs whose value is a small number."""

    __slots__ = ()

    def feedback(
        self,
        options: Literal["thumbs", "faces", "stars"] = "thumbs",
        *,
        key: Key = None,
        default: int | None = None,
        disabled: bool = False,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        width: Width = "content",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> int | None:
        """Ask how good something is; return 0 for bad, up to 1 or 4 for good, or None.

        Parameters
        ----------
        options
            "thumbs" are two, "faces" and "stars" five.
        default
            What is chosen at first; by default nothing.
        key, on_change, args, kwargs, disabled
            See `ipyrerun.elements.base`.
        width
            "content", "stretch" or pixels.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Raises
        ------
        StreamlitValueOutOfRangeError
            `default` is none of the steps.

        Examples
        --------
        >>> st.feedback("stars", default=3)
        3
        """
        params = locals()
        if known := self._known("feedback", params):
            return cast("int | None", self._again("feedback", params, known))
        steps = _STEPS[one_of("feedback", "options", options, tuple(_STEPS))]
        if default is not None:
            _check_number("feedback", "default", default, 0, steps - 1)
        props: Props = {"look": options} | width_of("feedback", width, "content")
        if disabled:
            props["disabled"] = True

        def is_step(value: Any) -> bool:
            return value is None or (_is_whole(value) and 0 <= value < steps)

        control: Control[int | None] = Control(
            default=default,
            view=View(Feedback, props, still=lambda value: _words(options, value)),
            to_view=lambda value: None if value is None else int(value),
            # In the address of a page an empty text is no choice.
            from_view=lambda sent: None if sent == "" else sent,
            accepts=is_step,
            check=lambda value: value if is_step(value) else default,
        )
        return self._ask("feedback", params, control, keyed=(options,))

    def pagination(
        self,
        num_pages: int,
        *,
        default: int = 1,
        max_visible_pages: int | None = _VISIBLE,
        width: Width = "content",
        key: Key = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> int:
        """Show buttons to turn pages; return the number of the page, from 1.

        Parameters
        ----------
        num_pages
            How many pages there are.
        default
            The page at first.
        max_visible_pages
            About how many numbers are shown, beside the arrows; the first page, the last and the
            one that is open always are. Fewer where there is no room; None shows all, 0 only the
            arrows.
        width
            "content", "stretch" or pixels.
        key, on_change, args, kwargs, disabled
            See `ipyrerun.elements.base`.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Raises
        ------
        StreamlitAPIException
            `num_pages` is not at least 1, or `max_visible_pages` neither None nor at least 0.
        StreamlitValueOutOfRangeError
            `default` is no page.

        Examples
        --------
        >>> st.pagination(12, default=3)
        3
        """
        params = locals()
        if known := self._known("pagination", params):
            return cast("int", self._again("pagination", params, known))
        _check_count("num_pages", num_pages, 1)
        _check_number("pagination", "default", default, 1, num_pages)
        if max_visible_pages is not None:
            _check_count("max_visible_pages", max_visible_pages, 0)
        props: Props = {"pages": num_pages} | width_of("pagination", width, "content")
        if max_visible_pages != _VISIBLE:
            props["visible"] = max_visible_pages
        if disabled:
            props["disabled"] = True

        def is_page(value: Any) -> bool:
            return isinstance(value, int) and _is_whole(value) and 1 <= value <= num_pages

        control = Control(
            default=default,
            view=View(Pagination, props, still=lambda page: f"Page {page} of {num_pages}"),
            accepts=is_page,
            check=lambda value: value if is_page(value) else default,
            verbs={"select": lambda _, page: page},
        )
        return self._ask("pagination", params, control)


def _is_whole(value: Any) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _check_number(name: str, parameter: str, value: Any, low: int, high: int) -> None:
    if not _is_whole(value):
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: `{parameter}` is {value!r}, of type {type(value).__name__}; give an "
            f"integer of {low} to {high}"
        )
    if not low <= value <= high:
        raise StreamlitValueOutOfRangeError(
            f"st.{name}: `{parameter}` is {value}, outside {low} to {high}"
        )


def _check_count(parameter: str, value: Any, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        rest = "" if parameter == "num_pages" else ", or None for all"
        raise StreamlitAPIException(
            f"st.pagination: `{parameter}` is {value!r}; give an integer of {least} or more{rest}"
        )


def _words(look: str, value: int | None) -> str:
    """Return what a page without a kernel shows of a value."""
    if value is None:
        return "\N{EM DASH}"
    if look == "stars":
        stars = "\N{BLACK STAR}" * (value + 1)
        return stars.ljust(_STEPS[look], "\N{WHITE STAR}")
    return (_THUMBS if look == "thumbs" else _FACES)[value]
