"""A colour to choose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from ..tree import Control, View
from ..widgets import Colour
from .base import Base
from .shared import label_props

if TYPE_CHECKING:
    from ..types import Args, Bind, Key, Kwargs, LabelVisibility, OnChange, Persist, Width

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
# The swatch itself [px].
_NARROWEST = 40


class Swatches(Base):
    """Colour inputs."""

    __slots__ = ()

    def color_picker(
        self,
        label: str,
        value: str | None = None,
        key: Key = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: Width = "content",
        bind: Bind = None,
        persist_state: Persist = None,
    ) -> str:
        """Show a swatch with the browser's colour chooser; return the colour as "#rrggbb".

        The script runs when the chooser is closed, or a typed colour is confirmed with Enter.

        Parameters
        ----------
        label
            Inline Markdown.
        value
            The colour at first, "#rrggbb" or "#rgb"; by default black.
        key, help, on_change, args, kwargs, disabled, label_visibility, width
            See `ipyrerun.elements.base`. Less than 40 px are widened to that.
        bind, persist_state
            See `ipyrerun.elements.base`.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            `value` is no text.
        StreamlitAPIException
            `value` is a text, but no colour in hex.

        Examples
        --------
        >>> st.color_picker("Line", "#2f80ed")
        '#2f80ed'
        """
        params = locals()
        if known := self._known("color_picker", params):
            return self._again("color_picker", params, known)
        if isinstance(width, int) and not isinstance(width, bool) and 0 < width < _NARROWEST:
            width = _NARROWEST
        props = label_props(
            "color_picker",
            label,
            label_visibility,
            help,
            width,
            disabled=disabled,
            default_width="content",
        )
        default = "#000000" if value is None else _checked("`value` is", value)
        control = Control(
            default=default,
            view=View(Colour, props, still=_still),
            from_view=lambda sent: _read(sent, default),
            check=lambda assigned: _checked("st.session_state holds", assigned),
            verbs={"pick": lambda _, colour: f"#{colour.removeprefix('#')}"},
        )
        return self._ask("color_picker", params, control)


def _checked(where: str, value: Any) -> str:
    if not isinstance(value, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.color_picker: {where} {value!r}, of type {type(value).__name__}; give a text "
            'such as "#2f80ed"'
        )
    if not _HEX.fullmatch(value):
        raise StreamlitAPIException(
            f"st.color_picker: {where} {value!r}, which is no colour in hex; write it like "
            '"#2f80ed" or "#28e"'
        )
    return value


def _read(sent: Any, default: str) -> str:
    if not isinstance(sent, str):
        return default
    colour = f"#{sent.removeprefix('#')}"
    return colour if _HEX.fullmatch(colour) else default


def _still(colour: str) -> str:
    """Return the colour as a square and as text."""
    square = f"background:{colour};border:1px solid #8888;display:inline-block;height:1em;width:1em"
    return f'<span style="{square}"></span> {colour}'
