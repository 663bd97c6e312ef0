"""One number that matters."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitAPIException, StreamlitInvalidParameterTypeError
from ..markup import dedent, render_inline
from .base import Base
from .formats import formatted
from .shared import height_of, help_of, icon_of, one_of, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..types import Height, LabelVisibility, Props, Width

DeltaColor = Literal[
    "normal",
    "inverse",
    "off",
    "red",
    "orange",
    "yellow",
    "green",
    "blue",
    "violet",
    "gray",
    "grey",
    "primary",
]

_WAYS = ("normal", "inverse", "off")
_TONES = ("red", "orange", "yellow", "green", "blue", "violet", "gray", "grey", "primary")
_COLORS = (*_WAYS, *_TONES)
_ARROWS = ("auto", "up", "down", "off")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_MINUS = re.compile(r"^\s*[-\u2212]")


class Metrics(Base):
    """Figures."""

    __slots__ = ()

    def metric(
        self,
        label: str,
        value: Any,
        delta: Any = None,
        delta_color: DeltaColor = "normal",
        *,
        help: str | None = None,
        icon: str | None = None,
        label_visibility: LabelVisibility = "visible",
        border: bool = False,
        width: Width = "stretch",
        height: Height = "content",
        chart_data: Iterable[float] | None = None,
        chart_type: Literal["line", "bar", "area"] = "line",
        delta_arrow: Literal["auto", "up", "down", "off"] = "auto",
        format: str | None = None,
        delta_description: str | None = None,
    ) -> Any:
        """Show a number in large letters, with its change.

        Parameters
        ----------
        label
            What the number is, as inline Markdown.
        value
            The number, or any text; None shows a dash.
        delta
            The change; a minus sign in front turns the arrow down.
        delta_color
            "normal" is green for a rise and red for a fall, "inverse" the other way round, "off"
            grey; or a colour.
        help, icon, label_visibility
            See `ipyrerun.elements.base`.
        border
            Draw a frame.
        width, height
            "stretch", "content" or pixels.
        chart_data
            Numbers for a small chart below, the oldest first.
        chart_type
            "line", "bar" or "area".
        delta_arrow
            "auto" follows the sign of `delta`; "up", "down" and "off" do not.
        format
            How numbers are written: a printf format such as "%.1f km", or a preset such as
            "percent" or "compact".
        delta_description
            A few words beside the change, such as "since May".

        Raises
        ------
        StreamlitInvalidParameterTypeError
            `value` or `delta` is a list, a table or something else that is no single value.
        StreamlitAPIException
            `chart_data` holds something that is no number.
        StreamlitValueError
            A choice is not among the supported ones.
        StreamlitInvalidNumberFormatError
            `format` is neither a preset nor a printf format.

        Examples
        --------
        >>> st.metric("Temperature", "21 °C", "1.5 °C")
        """
        params = locals()
        one_of("metric", "delta_color", delta_color, _COLORS)
        one_of("metric", "delta_arrow", delta_arrow, _ARROWS)
        props: Props = {
            "label": render_inline(dedent(label)),
            "value": _figure("value", value, format),
        }
        if delta is not None and delta != "":
            props |= _change(delta, delta_color, delta_arrow, format)
        # As it is shown: what a test reads.
        params["delta"] = props.get("delta", "")
        if label_visibility != "visible":
            props["visibility"] = one_of(
                "metric", "label_visibility", label_visibility, ("visible", "hidden", "collapsed")
            )
        if border:
            props["border"] = True
        if delta_description:
            props["description"] = str(delta_description)
        if chart_data is not None:
            props["spark"] = _spark(chart_data, chart_type)
        if help:
            props |= help_of(help)
        if icon is not None:
            props |= icon_of("metric", icon)
        if width != "stretch":
            props |= width_of("metric", width)
        if height != "content":
            props |= height_of("metric", height)
        return self._show("metric", params, "metric", props, value=props["value"])


def _figure(parameter: str, value: Any, format: str | None) -> str:
    if value is None:
        return "\u2014"
    if isinstance(value, str):
        text = dedent(value)
        return formatted("metric", text, format) if format and _NUMBER.fullmatch(text) else text
    number = value.item() if hasattr(value, "item") and getattr(value, "ndim", 0) == 0 else value
    if not hasattr(number, "__float__"):
        raise StreamlitInvalidParameterTypeError(
            f"st.metric: `{parameter}` is {value!r}, of type {type(value).__name__}; give "
            "a number, a text or None"
        )
    return formatted("metric", number, format) if format else str(number)


def _change(delta: Any, color: Any, arrow: Any, format: str | None) -> Props:
    """Return text, direction and tone of a change."""
    text = _figure("delta", delta, format)
    # Neither zero nor what is no number goes anywhere.
    is_flat = text == "0" if isinstance(delta, str) else delta == 0 or math.isnan(delta)
    is_down = bool(_MINUS.match(dedent(delta)))
    direction = ("off" if is_flat else "down" if is_down else "up") if arrow == "auto" else arrow
    if color in _TONES:
        tone = "gray" if color == "grey" else color
    elif is_flat or color == "off":
        tone = "neutral"
    else:
        tone = "bad" if is_down == (color == "normal") else "good"
    return {"delta": text, "direction": direction, "tone": tone}


def _spark(data: Any, chart_type: Any) -> Props:
    """Return the small chart."""
    kind = one_of("metric", "chart_type", chart_type, ("line", "bar", "area"))
    return {"kind": kind, "points": _points(data)}


def _points(data: Any) -> list[float]:
    """Return finite numbers: a browser's JSON has no others."""
    if hasattr(data, "columns"):
        data = data[data.columns[0]]
    try:
        values = data.tolist() if hasattr(data, "tolist") else list(data)
        numbers = [float(x) for x in values]
    except (TypeError, ValueError) as error:
        raise StreamlitAPIException(
            f"st.metric: `chart_data` holds something that is no number: {error}"
        ) from error
    return [x for x in numbers if math.isfinite(x)]
