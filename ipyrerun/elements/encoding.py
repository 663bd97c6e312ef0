"""Columns → what a chart draws: Vega-Lite's encoding, and the rows under names of our own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import StreamlitAPIException, StreamlitInvalidColorError
from ..tabular import kind_of, name_of, names_of
from .colours import css, is_colour
from .shared import one_of

if TYPE_CHECKING:
    import pandas as pd

_LEGEND = {"orient": "bottom", "title": None}
_FAINT = 0.7


class Plan:
    """What a chart draws.

    Parameters
    ----------
    name
        The `st.*` name.
    frame
        The table.
    params
        The call's own parameters.

    Attributes
    ----------
    mark
        What the chart adds to its mark.
    encoding
        Vega-Lite's encoding; it names no value of the table, only its columns.
    table
        The columns that the browser gets, by channel.
    """

    def __init__(self, name: str, frame: pd.DataFrame, params: dict[str, Any]) -> None:
        self._name = name
        self._names = names_of(frame)
        self._frame = frame.set_axis(self._names, axis="columns")
        self._params = params
        self.mark: dict[str, Any] = {}
        self._types: dict[str, str] = {}
        x = None if params["x"] is None else self._need("x", params["x"])
        ys = self._columns_of(params["y"], x)
        self._is_long = len(ys) != 1
        self.table = self._gather(x, ys, self._extra())
        self.encoding = self._axes(x, ys) | self._colour(ys) | self._size()
        self.encoding["tooltip"] = self._tooltip(x, ys)

    # -- which columns -----------------------------------------------------------------------------

    def _need(self, parameter: str, column: Any) -> str:
        text = name_of(column)
        if text not in self._names:
            raise StreamlitAPIException(
                f"st.{self._name}: `{parameter}` is {column!r}, which is no column"
                f"{self._hint(text)}; the columns are {', '.join(map(repr, self._names)) or 'none'}"
            )
        return text

    def _hint(self, text: str) -> str:
        from difflib import get_close_matches

        near = get_close_matches(text, self._names, 1)
        return f"; did you mean {near[0]!r}?" if near else ""

    def _columns_of(self, y: Any, x: str | None) -> list[str]:
        if y is None:
            places = ("color", "size")
            used = {x, *(p for p in map(self._params.get, places) if isinstance(p, str))}
            return [name for name in self._names if name not in used]
        several = isinstance(y, Sequence) and not isinstance(y, str)
        return [self._need("y", name) for name in (y if several else [y])]

    def _extra(self) -> dict[str, str]:
        """Return the columns that colour, size and order the marks, by channel."""
        extra: dict[str, str] = {}
        color, size, sort = (self._params.get(name) for name in ("color", "size", "sort"))
        if isinstance(color, str) and color in self._names:
            extra["color"] = color
        if isinstance(size, str):
            extra["size"] = self._need("size", size)
        if isinstance(sort, str):
            extra["sort"] = self._need("sort", sort.removeprefix("-"))
        return extra

    def _gather(
        self, x: str | None, ys: list[str], extra: dict[str, str]
    ) -> dict[str, pd.Series[Any]]:
        """Return the columns by channel; several `y` are put below each other."""
        frame = self._frame
        table = {"x": self._take("x", frame[x] if x is not None else self._index())}
        table |= {channel: self._take(channel, frame[name]) for channel, name in extra.items()}
        if not self._is_long:
            return table | {"y": self._take("y", frame[ys[0]])}
        if "color" in extra:
            raise StreamlitAPIException(
                f"st.{self._name}: `color` is the column {extra['color']!r}, but `y` has {len(ys)} "
                "columns; give one column for `y`, or a list of colours"
            )
        return self._melted(table, ys)

    def _melted(self, table: dict[str, pd.Series[Any]], ys: list[str]) -> dict[str, pd.Series[Any]]:
        import numpy as np
        import pandas as pd

        parts = []
        kinds: dict[str, str] = {}
        for name in ys:
            parts.append(self._take("y", self._frame[name]))
            kinds.setdefault(self._types["y"], name)
        self._refuse_mixed(kinds)
        if not parts:
            self._types["y"] = "quantitative"
            return {name: column.iloc[:0] for name, column in table.items()} | {
                "y": pd.Series(dtype="float64"),
                "color": pd.Series(dtype="str"),
            }
        # By place: a concatenation, which has to find a common type, takes ten times as long.
        rows = np.tile(np.arange(len(self._frame)), len(ys))
        columns = np.repeat(np.arange(len(ys)), len(self._frame))
        long = {name: pd.Series(column.array.take(rows)) for name, column in table.items()}
        long["y"] = pd.concat(parts, ignore_index=True)
        return long | {"color": pd.Series(pd.array(ys, dtype="str").take(columns))}

    def _index(self) -> pd.Series[Any]:
        index = self._frame.index
        return index.to_series().astype(str) if index.nlevels > 1 else index.to_series()

    def _take(self, channel: str, column: pd.Series[Any]) -> pd.Series[Any]:
        """Return a column as it is drawn, and note its type of measurement."""
        column, self._types[channel] = measured(column)
        return column

    def _refuse_mixed(self, kinds: dict[str, str]) -> None:
        """Raise if an axis has several types of measurement; each comes with a column of it."""
        if len(kinds) > 1:
            words = ", ".join(f"{name!r} ({kind})" for kind, name in kinds.items())
            raise StreamlitAPIException(
                f"st.{self._name}: the columns of one axis differ in kind: {words}; choose columns "
                "of one kind with `y`"
            )

    # -- how they are drawn ------------------------------------------------------------------------

    def _axes(self, x: str | None, ys: list[str]) -> dict[str, Any]:
        params = self._params
        x_title = params["x_label"] if params["x_label"] is not None else x
        y_name = ys[0] if params["y"] is not None and not self._is_long else None
        y_title = params["y_label"] if params["y_label"] is not None else y_name
        across = self._axis("x", x_title, grid=False)
        along = self._axis("y", y_title, grid=True)
        offset: dict[str, Any] = {}
        if self._name == "bar_chart":
            offset = self._bars(across, along)
        elif self._name == "area_chart":
            self._areas(along)
        else:
            # A line's or a cloud's shape counts, not its distance from zero.
            for encoding in (across, along):
                if encoding["type"] == "quantitative":
                    encoding["scale"] = {"zero": False}
        is_horizontal = bool(params.get("horizontal"))
        return ({"x": along, "y": across} if is_horizontal else {"x": across, "y": along}) | offset

    def _axis(self, channel: str, title: Any, *, grid: bool) -> dict[str, Any]:
        column = self.table[channel]
        axis: dict[str, Any] = {"grid": grid}
        if getattr(column.dtype, "kind", "O") in "iu":
            # No ticks between whole numbers.
            axis["tickMinStep"] = 1
        type_ = self._types[channel]
        encoding: dict[str, Any] = {"field": channel, "type": type_}
        encoding["title"] = str(title) if title else None
        if type_ == "ordinal":
            encoding["sort"] = [str(category) for category in column.cat.categories]
        return encoding | {"axis": axis}

    def _bars(self, across: dict[str, Any], along: dict[str, Any]) -> dict[str, Any]:
        """Stack and sort the bars; return the channel that puts them side by side."""
        params, stack, sort = self._params, self._params["stack"], self._params["sort"]
        one_of(self._name, "stack", stack, (None, True, False, "normalize", "center", "layered"))
        if across["type"] != "temporal":
            # One band per value, numbers too.
            across["type"] = "ordinal"
        if stack is not None:
            along["stack"] = False if stack == "layered" else stack
        if stack == "layered" and "color" in self.table:
            self.mark["opacity"] = _FAINT
        if sort is False:
            across["sort"] = None
        elif isinstance(sort, str):
            order = "descending" if sort.startswith("-") else "ascending"
            across["sort"] = {"field": "sort", "order": order}
        if stack is False and "color" in self.table:
            return {"yOffset" if params["horizontal"] else "xOffset": {"field": "color"}}
        return {}

    def _areas(self, along: dict[str, Any]) -> None:
        """Stack the areas; what one hides must shine through."""
        if self._params["stack"] is not None:
            along["stack"] = self._params["stack"]
        if "color" in self.table:
            self.mark["opacity"] = _FAINT

    def _colour(self, ys: list[str]) -> dict[str, Any]:
        given = self._params["color"]
        if "color" in self.table and not self._is_long:
            return {"color": self._by_column(str(given))}
        colours = self._colours(given, ys)
        if not self._is_long:
            self.mark |= {"color": colours[0]} if colours else {}
            return {}
        scale: dict[str, Any] = {"domain": ys} | ({"range": colours} if colours else {})
        return {"color": {"field": "color", "type": "nominal", "scale": scale, "legend": _LEGEND}}

    def _colours(self, given: Any, ys: list[str]) -> list[str]:
        """Return one colour for each column of `y`, or none."""
        if given is None or (isinstance(given, Sequence) and not given):
            return []
        several = isinstance(given, Sequence) and not isinstance(given, str)
        parts = list(given) if several and not is_colour(given) else [given]
        for part in parts:
            if not is_colour(part):
                raise StreamlitInvalidColorError(
                    f"st.{self._name}: `color` is {part!r}, neither a column nor a colour"
                    f'{self._hint(str(part))}; give a column, a CSS name, "#rrggbb" or a tuple of '
                    "numbers"
                )
        if len(parts) != len(ys):
            raise StreamlitInvalidColorError(
                f"st.{self._name}: `color` has {len(parts)} colours for {len(ys)} columns "
                f"({', '.join(map(repr, ys))}); give one for each"
            )
        return [css(part) for part in parts]

    def _by_column(self, name: str) -> dict[str, Any]:
        column = self.table["color"]
        first = column.dropna().iloc[:1].tolist()
        encoding = {"field": "color", "type": self._types["color"], "title": name}
        if first and not (isinstance(first[0], str) and first[0].isalpha()) and is_colour(first[0]):
            self.table["color"] = column.map(css, na_action="ignore")
            return encoding | {"type": "nominal", "scale": None, "legend": None}
        return encoding | {"legend": {"orient": "bottom", "title": name}}

    def _size(self) -> dict[str, Any]:
        size = self._params.get("size")
        if isinstance(size, str):
            legend = {"orient": "bottom", "title": size}
            type_ = self._types["size"]
            return {"size": {"field": "size", "type": type_, "title": size, "legend": legend}}
        if size is not None:
            if isinstance(size, bool) or not isinstance(size, int | float) or size <= 0:
                raise StreamlitAPIException(
                    f"st.{self._name}: `size` is {size!r}; give a column or a positive area in "
                    "square pixels"
                )
            self.mark["size"] = size
        return {}

    def _tooltip(self, x: str | None, ys: list[str]) -> list[dict[str, Any]]:
        index = self._frame.index.name
        titles = {
            "x": x if x is not None else "index" if index is None else str(index),
            "y": "value" if self._is_long else ys[0],
            "color": "series" if self._is_long else self._params["color"],
            "size": self._params.get("size"),
        }
        return [
            {"field": name, "type": self._types.get(name, "nominal"), "title": title}
            for name, title in titles.items()
            if name in self.table
        ]


def measured(column: pd.Series[Any]) -> tuple[pd.Series[Any], str]:
    """Return a column as a chart draws it, and its type of measurement in Vega-Lite's words."""
    import pandas as pd

    dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return column, "ordinal" if dtype.ordered else "nominal"
    if isinstance(dtype, pd.PeriodDtype):
        return column.dt.to_timestamp(), "temporal"
    if getattr(dtype, "kind", "O") == "m":
        # A duration is drawn as the time of day that it leads to.
        return pd.Timestamp(0) + column, "temporal"
    kind = kind_of(column)
    if kind == "number":
        is_object = getattr(dtype, "kind", "O") == "O"
        return column.astype("float64") if is_object else column, "quantitative"
    return column, "temporal" if kind.startswith("date") else "nominal"
