"""Charts of a table's columns: a Vega-Lite specification of our own, and the rows as Arrow.

The specification depends on names and types only, so that new values are put into the drawing that
is there. Fields are called `x`, `y`, `color` and `size` whatever the columns are called: Vega gives
dots and brackets in names a meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..table import to_arrow, to_frame
from ..tree import View
from ..widgets import Chart
from .base import Base
from .encoding import Plan
from .shared import height_of, width_of

if TYPE_CHECKING:
    from ..types import Height, Props, Width

Names = str | Sequence[str] | None
Color = str | Sequence[Any] | None

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
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
        plan = Plan(name, frame, params)
        spec = {
            "$schema": _SCHEMA,
            "data": {"name": "rows"},
            "mark": mark | plan.mark,
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
