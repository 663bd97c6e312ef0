"""Charts of a table's columns: a Vega-Lite specification of our own, and the rows as Arrow.

The specification depends on names and types only, so that new values are put into the drawing that
is there. Fields are called `x`, `y`, `color` and `size` whatever the columns are called: Vega gives
dots and brackets in names a meaning.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitAPIException, StreamlitInvalidColorError
from ..table import digest, names_of, to_arrow, to_frame
from ..tree import View
from ..widgets import Chart
from .base import Base
from .shared import height_of, one_of, width_of

if TYPE_CHECKING:
    import pandas as pd

    from ..types import Height, Props, Width

Names = str | Sequence[str] | None
Color = str | Sequence[Any] | None

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_HEX = re.compile(r"^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$")
_HEIGHT = 320


class Charts(Base):
    """Charts."""

    __slots__ = ()

    def line_chart(
        self,
        data: Any = None,
        *,
        x: str | None = None,
        y: Names = None,
        x_label: str | None = None,
        y_label: str | None = None,
        color: Color = None,
        width: Width = "stretch",
        height: Height = "content",
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Any:
        """Draw one line per column of a table.

        Parameters
        ----------
        data
            A table of any kind that `st.dataframe` takes.
        x
            Column for the horizontal axis; by default the index.
        y
            Column, or columns, for the vertical axis; by default all but `x`.
        x_label, y_label
            Titles of the axes; by default the columns' names, "" for none.
        color
            A column whose values tell the lines apart, a colour, or one colour per column of `y`.
            Colours are CSS names, "#rrggbb", or tuples of numbers.
        width, height
            "stretch", "content" or pixels.
        use_container_width
            Streamlit's older name for `width="stretch"`.
        alt
            A description for screen readers.

        Raises
        ------
        StreamlitAPIException
            A column is not there; the message lists those that are.
        StreamlitInvalidColorError
            `color` is neither a column nor a colour.

        Examples
        --------
        >>> st.line_chart({"a": [1, 3, 2], "b": [2, 2, 4]})
        """
        return self._chart("line_chart", {"type": "line"}, locals())

    def bar_chart(
        self,
        data: Any = None,
        *,
        x: str | None = None,
        y: Names = None,
        x_label: str | None = None,
        y_label: str | None = None,
        color: Color = None,
        horizontal: bool = False,
        sort: bool | str = True,
        stack: bool | Literal["normalize", "center", "layered"] | None = None,
        width: Width = "stretch",
        height: Height = "content",
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Any:
        """Draw one bar per row of a table, columns on top of each other.

        Parameters
        ----------
        data, x, y, x_label, y_label, color, width, height, use_container_width, alt
            As for `st.line_chart`.
        horizontal
            Draw the bars from left to right.
        sort
            True orders the bars by name, False leaves the rows' order; a column's name orders by
            it, with a minus in front downwards.
        stack
            True puts columns on top of each other, False side by side; "normalize" shows shares,
            "center" centres them, "layered" draws one over the other.

        Raises
        ------
        StreamlitAPIException
            A column is not there; the message lists those that are.
        StreamlitValueError
            `stack` is not among the supported values.

        Examples
        --------
        >>> st.bar_chart({"city": ["Rome", "Oslo"], "rain": [80, 95]}, x="city", y="rain")
        """
        return self._chart("bar_chart", {"type": "bar"}, locals())

    def scatter_chart(
        self,
        data: Any = None,
        *,
        x: str | None = None,
        y: Names = None,
        x_label: str | None = None,
        y_label: str | None = None,
        color: Color = None,
        size: str | float | None = None,
        width: Width = "stretch",
        height: Height = "content",
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Any:
        """Draw one point per row of a table.

        Parameters
        ----------
        data, x, y, x_label, y_label, color, width, height, use_container_width, alt
            As for `st.line_chart`.
        size
            A column of numbers for the points' areas, or one area for all [px²].

        Raises
        ------
        StreamlitAPIException
            A column is not there; the message lists those that are.

        Examples
        --------
        >>> st.scatter_chart({"height": [1.6, 1.8], "weight": [55, 80]}, x="height", y="weight")
        """
        return self._chart("scatter_chart", {"type": "circle", "opacity": 0.8}, locals())

    def _chart(self, name: str, mark: dict[str, Any], params: dict[str, Any]) -> Any:
        frame = to_frame(params["data"], name)
        plan = _Plan(name, frame, params)
        spec = {
            "$schema": _SCHEMA,
            "data": {"name": "rows"},
            "mark": {**mark, "tooltip": True} | plan.mark,
            "encoding": plan.encoding,
        }
        width = "stretch" if params["use_container_width"] else params["width"]
        props: Props = {"spec": spec, "height": _HEIGHT} | width_of(name, width)
        props |= height_of(name, params["height"])
        if params["alt"]:
            props["alt"] = params["alt"]
        table = plan.table
        view = View(Chart, props, data=lambda: {"data": to_arrow(table)}, digest=plan.digest)
        return self._show(name, params, "widget", {}, value=frame, view=view)


class _Plan:
    """What a chart draws: its encoding, what it adds to the mark, and the columns that the browser
    gets.
    """

    def __init__(self, name: str, frame: pd.DataFrame, params: dict[str, Any]) -> None:
        self._name = name
        self._names = names_of(frame)
        self._frame = frame.set_axis(self._names, axis="columns")
        self.mark: dict[str, Any] = {}
        self.encoding: dict[str, Any] = {}
        self._params = params
        x = params["x"]
        ys = self._columns_of(params["y"], x)
        extra = self._extra()
        self.table, self._is_long = self._gather(x, ys, extra)
        self._encode(x, ys)
        self.digest = (digest(self._table_frame()), repr(self.encoding))

    def _table_frame(self) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame(
            {name: column.reset_index(drop=True) for name, column in self.table.items()}
        )

    def _need(self, parameter: str, column: Any) -> str:
        text = str(column)
        if text not in self._names:
            near = difflib.get_close_matches(text, self._names, 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise StreamlitAPIException(
                f"st.{self._name}: `{parameter}` is {column!r}, which is no column{hint} The "
                "columns are "
                f"{', '.join(map(repr, self._names)) or 'none'}"
            )
        return text

    def _columns_of(self, y: Any, x: Any) -> list[str]:
        if x is not None:
            self._need("x", x)
        if y is None:
            used = {
                x,
                *(
                    self._params[p]
                    for p in ("color", "size")
                    if isinstance(self._params.get(p), str)
                ),
            }
            return [name for name in self._names if name not in used]
        return [
            self._need("y", name)
            for name in ([y] if isinstance(y, str) or not isinstance(y, Sequence) else y)
        ]

    def _extra(self) -> dict[str, str]:
        """Return the columns that colour, size and order the marks, by channel."""
        extra: dict[str, str] = {}
        color, size, sort = (
            self._params["color"],
            self._params.get("size"),
            self._params.get("sort"),
        )
        if isinstance(color, str) and color in self._names:
            extra["color"] = color
        if isinstance(size, str):
            extra["size"] = self._need("size", size)
        if isinstance(sort, str):
            extra["sort"] = self._need("sort", sort.removeprefix("-"))
        return extra

    def _gather(
        self, x: Any, ys: list[str], extra: dict[str, str]
    ) -> tuple[dict[str, pd.Series[Any]], bool]:
        """Return the columns by channel; several `y` are put below each other."""
        frame = self._frame
        across = frame[x] if x is not None else self._index_column()
        if len(ys) == 1:
            table = {"x": across, "y": frame[ys[0]]}
            return table | {channel: frame[column] for channel, column in extra.items()}, False
        if "color" in extra:
            raise StreamlitAPIException(
                f"st.{self._name}: `color` is the column {extra['color']!r}, but `y` has "
                f"{len(ys)} columns; give one column for `y`, "
                "or a list of colours"
            )
        import pandas as pd

        self._refuse_mixed(ys)
        count = max(len(ys), 1)
        names = pd.Series(
            [name for name in ys for _ in range(len(frame))], dtype="str" if ys else "object"
        )
        parts = [frame[name] for name in ys] or [pd.Series(dtype="float64")]
        table = {
            "x": pd.concat([across] * (count if ys else 0), ignore_index=True)
            if ys
            else across.iloc[:0],
            "y": pd.concat(parts, ignore_index=True),
            "color": names,
        }
        for channel, column in extra.items():
            table[channel] = pd.concat([frame[column]] * count, ignore_index=True)
        return table, True

    def _index_column(self) -> pd.Series[Any]:
        index = self._frame.index
        return index.to_series().astype(str) if index.nlevels > 1 else index.to_series()

    def _refuse_mixed(self, ys: list[str]) -> None:
        kinds = {_type_of(self._frame[name]): name for name in ys}
        if len(kinds) > 1:
            words = ", ".join(f"{name!r} ({kind})" for kind, name in kinds.items())
            raise StreamlitAPIException(
                f"st.{self._name}: the columns of one axis differ in kind: {words}; choose "
                "columns of one kind with `y`"
            )

    def _encode(self, x: Any, ys: list[str]) -> None:
        params = self._params
        index_name = self._frame.index.name
        x_title = (
            params["x_label"]
            if params["x_label"] is not None
            else x
            if x is not None
            else index_name
        )
        y_title = (
            params["y_label"] if params["y_label"] is not None else ys[0] if len(ys) == 1 else None
        )
        across = _channel("x", self.table["x"], x_title)
        along = _channel("y", self.table["y"], y_title)
        if self._name == "bar_chart":
            self._stack_and_sort(across, along)
        if self._name == "line_chart" or across["type"] == "temporal":
            across.setdefault("axis", {"grid": False})
        if self._name == "line_chart":
            along.setdefault("scale", {"zero": False})
        if self._name == "scatter_chart":
            for channel in (across, along):
                channel["scale"] = {"zero": False}
        is_horizontal = bool(params.get("horizontal"))
        self.encoding = {"x": along, "y": across} if is_horizontal else {"x": across, "y": along}
        self._color(ys)
        self._size()

    def _stack_and_sort(self, across: dict[str, Any], along: dict[str, Any]) -> None:
        stack, sort = self._params["stack"], self._params["sort"]
        one_of(self._name, "stack", stack, (None, True, False, "normalize", "center", "layered"))
        if stack in ("normalize", "center"):
            along["stack"] = stack
        elif stack in (False, "layered"):
            along["stack"] = None
        if stack is False and "color" in self.table:
            offset = "yOffset" if self._params["horizontal"] else "xOffset"
            self._offset = {offset: {"field": "color"}}
        if across["type"] == "quantitative" and not self._is_long:
            across["axis"] = {"grid": False}
        if sort is False:
            across["sort"] = None
        elif isinstance(sort, str):
            across["sort"] = {
                "field": "sort",
                "order": "descending" if sort.startswith("-") else "ascending",
            }

    _offset: dict[str, Any] = {}  # noqa: RUF012 - never changed in place

    def _color(self, ys: list[str]) -> None:
        color = self._params["color"]
        colors = (
            [color]
            if isinstance(color, str) or _is_rgb(color)
            else list(color)
            if color is not None
            else []
        )
        if "color" in self.table and not self._is_long:
            self._color_by_column(str(color))
        elif self._is_long:
            scale: dict[str, Any] = {"domain": ys}
            if colors:
                if len(colors) != len(ys):
                    raise StreamlitInvalidColorError(
                        f"st.{self._name}: `color` has {len(colors)} colours for {len(ys)} "
                        "columns; give one for each"
                    )
                scale["range"] = [_css(self._name, c) for c in colors]
            legend = {"orient": "bottom", "title": None}
            self.encoding["color"] = {
                "field": "color",
                "type": "nominal",
                "scale": scale,
                "legend": legend,
                "title": "series",
            }
        elif colors:
            self.mark["color"] = _css(self._name, colors[0])
        self.encoding |= self._offset

    def _color_by_column(self, name: str) -> None:
        column = self.table["color"]
        first = column.dropna().iloc[:1].tolist()
        if first and isinstance(first[0], str) and _HEX.match(first[0]):
            self.encoding["color"] = {
                "field": "color",
                "type": "nominal",
                "scale": None,
                "title": name,
            }
            return
        legend = {"orient": "bottom", "title": name}
        self.encoding["color"] = {
            "field": "color",
            "type": _type_of(column),
            "legend": legend,
            "title": name,
        }

    def _size(self) -> None:
        size = self._params.get("size")
        if isinstance(size, str):
            self.encoding["size"] = {
                "field": "size",
                "type": "quantitative",
                "legend": {"orient": "bottom"},
                "title": size,
            }
        elif size is not None:
            if isinstance(size, bool) or not isinstance(size, int | float) or size <= 0:
                raise StreamlitAPIException(
                    f"st.{self._name}: `size` is {size!r}; give a column or a positive area in "
                    "square pixels"
                )
            self.mark["size"] = size


def _type_of(column: pd.Series[Any]) -> str:
    """Return Vega-Lite's measurement type for a column."""
    dtype = column.dtype
    if str(dtype) == "category":
        return "ordinal" if getattr(dtype, "ordered", False) else "nominal"
    return {"i": "quantitative", "u": "quantitative", "f": "quantitative", "M": "temporal"}.get(
        getattr(dtype, "kind", "O"), "nominal"
    )


def _channel(field: str, column: pd.Series[Any], title: Any) -> dict[str, Any]:
    return {"field": field, "type": _type_of(column), "title": str(title) if title else None}


def _is_rgb(color: Any) -> bool:
    return (
        isinstance(color, tuple)
        and len(color) in {3, 4}
        and all(isinstance(c, int | float) for c in color)
    )


def _css(name: str, color: Any) -> str:
    """Return a colour as CSS."""
    if isinstance(color, str) and (_HEX.match(color) or re.fullmatch(r"[a-zA-Z]+", color)):
        return color
    if _is_rgb(color):
        parts = [round(c * 255) if isinstance(c, float) else c for c in color[:3]]
        if all(0 <= p <= 255 for p in parts):
            alpha = color[3] if len(color) == 4 else 1
            opacity = alpha if isinstance(alpha, float) or alpha == 1 else alpha / 255
            return f"rgba({parts[0]}, {parts[1]}, {parts[2]}, {opacity:g})"
    raise StreamlitInvalidColorError(
        f"st.{name}: `color` is {color!r}, neither a column nor a colour; give a CSS name, "
        '"#rrggbb" or a tuple of numbers'
    )
