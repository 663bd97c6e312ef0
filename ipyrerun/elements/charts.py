"""Charts of a table's columns: a Vega-Lite specification of our own, and the rows as Arrow.

The specification depends on names and types only, so that new values are put into the drawing that
is there. Fields are called `x`, `y`, `color` and `size` whatever the columns are called: Vega gives
dots and brackets in names a meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from ..drawings import drawing_of
from ..tabular import digest_columns, to_arrow, to_frame
from ..tree import View
from ..widgets import Chart
from .base import Base
from .encoding import Plan
from .shared import height_of, one_of, width_of

if TYPE_CHECKING:
    from ..specs import Columns
    from ..types import Height, Props, Width

Names = str | Sequence[str] | None
Color = str | Sequence[Any] | None

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_HEIGHT = 320
_STACKS = (None, True, False, "normalize", "center")


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

    def area_chart(
        self,
        data: Any = None,
        *,
        x: str | None = None,
        y: Names = None,
        x_label: str | None = None,
        y_label: str | None = None,
        color: Color = None,
        stack: bool | Literal["normalize", "center"] | None = None,
        width: Width = "stretch",
        height: Height = "content",
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Any:
        """Draw one area per column of a table, columns on top of each other.

        Parameters
        ----------
        data, x, y, x_label, y_label, color, width, height, use_container_width, alt
            As for `st.line_chart`.
        stack
            True puts columns on top of each other, as they are by default; False draws one over the
            other; "normalize" shows shares, "center" a stream around the middle.

        Raises
        ------
        StreamlitAPIException
            A column is not there; the message lists those that are.
        StreamlitValueError
            `stack` is not among the supported values.

        Examples
        --------
        >>> st.area_chart({"coal": [5, 3, 2], "sun": [1, 2, 4]}, stack="normalize")
        """
        one_of("area_chart", "stack", stack, _STACKS)
        return self._chart("area_chart", {"type": "area"}, locals())

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
        width, is_wide = params["width"], params["use_container_width"]
        if is_wide is not None:
            keeps = not is_wide and isinstance(width, int)
            width = width if keeps else "stretch" if is_wide else "content"
        layout: Props = {"height": _HEIGHT} | width_of(name, width)
        layout |= height_of(name, params["height"])
        view = chart_view(spec, {"rows": plan.table}, layout, params["alt"])
        return self._show(name, params, "widget", {}, value=frame, view=view)


def chart_view(
    spec: dict[str, Any], tables: Mapping[str, Columns], layout: Props, alt: str | None
) -> View:
    """Return the live widget of a chart.

    Parameters
    ----------
    spec
        Its Vega-Lite specification.
    tables
        The tables that it names.
    layout
        The view's width, height and theme.
    alt
        A description, or None.
    """
    props: Props = {"spec": spec} | layout
    if alt is not None and alt.strip():
        props["alt"] = alt.strip()
    digest = tuple((name, digest_columns(table)) for name, table in tables.items())

    def still(_: Any) -> str:
        said = escape(props.get("alt", "Chart"))
        source = drawing_of(spec, tables, digest, layout)
        style = "max-width: 100%; height: auto"
        return (
            f'<img src="{source}" alt="{said}" style="{style}">'
            if source
            else f"<p><em>Chart</em> {said}</p>"
        )

    return View(
        Chart,
        props,
        data=lambda: {"data": {name: to_arrow(table) for name, table in tables.items()}},
        digest=digest,
        still=still,
    )
