"""Charts that other libraries made: Matplotlib's figures, Altair's charts."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING, Any, Literal

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
)
from ..pictures import Wishes, picture_of
from ..specs import is_chart, spec_of
from .base import Base
from .charts import chart_view
from .gallery import one_picture
from .shared import check_on_select, height_of, not_yet, one_of, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..types import Height, Key, Width

# What `savefig` is given unless the call says otherwise: sharp on a screen of two pixels per point.
_SAVED = {"format": "png", "bbox_inches": "tight", "dpi": 200}
_POINTS = 100
# Matplotlib's caches of fonts and formulas are not made for threads.
_drawing = threading.Lock()


class Figures(Base):
    """Charts that other libraries made."""

    __slots__ = ()

    def pyplot(
        self,
        fig: Any,
        clear_figure: bool = False,
        *,
        width: Width = "stretch",
        use_container_width: bool | None = None,
        alt: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Show a Matplotlib figure as a sharp picture.

        Parameters
        ----------
        fig
            The figure; of an axes, its `.figure`. It keeps its own background in a dark notebook.
        clear_figure
            Empty the figure once it is shown.
        width
            "stretch", "content" or pixels; none is wider than the page.
        use_container_width
            Streamlit's older name for "stretch" or "content".
        alt
            A description for screen readers; "" for a decoration.
        **kwargs
            For `Figure.savefig`, in place of format="png", bbox_inches="tight", dpi=200.

        Raises
        ------
        StreamlitMissingRequiredParameterError
            `fig` is None: what pyplot holds as current belongs to all threads.
        StreamlitInvalidParameterTypeError
            `fig` is no figure.

        Examples
        --------
        >>> from matplotlib.figure import Figure
        >>> fig = Figure(figsize=(4, 2))
        >>> lines = fig.subplots().plot([1, 3, 2])
        >>> st.pyplot(fig, alt="A line that rises and falls")
        """
        params = locals()
        params.update(params.pop("kwargs"))
        if fig is None:
            raise StreamlitMissingRequiredParameterError(
                "st.pyplot: `fig` is None; give a figure, as in fig, ax = plt.subplots()"
            )
        if not callable(getattr(fig, "savefig", None)):
            hint = ", its `.figure`" if hasattr(fig, "figure") else ""
            raise StreamlitInvalidParameterTypeError(
                f"st.pyplot: `fig` is of type {type(fig).__name__}; give a Matplotlib figure{hint}"
            )
        if use_container_width is not None:
            width = "stretch" if use_container_width else "content"
        layout = width_of("pyplot", width, default="")
        run = self._current_run("pyplot")
        picture = picture_of(_saved(fig, kwargs), Wishes("pyplot", "fig"))
        if picture.size is not None:
            # Its width in points, not in those of a sharp screen.
            scale = _POINTS / float({**_SAVED, **kwargs}.get("dpi") or _POINTS)
            across, down = (max(1, round(side * scale)) for side in picture.size)
            picture = type(picture)(picture.url, picture.blob, (across, down))
        run.figures.append(fig)
        if clear_figure:
            fig.clf()
        shown = one_picture(picture, alt)
        return self._show(
            "pyplot", params, "widget", {}, value=shown.names, view=shown.view(layout)
        )

    def altair_chart(
        self,
        altair_chart: Any,
        *,
        width: Width | None = None,
        height: Height = "content",
        use_container_width: bool | None = None,
        theme: Literal["streamlit"] | None = "streamlit",
        key: Key = None,
        on_select: Literal["rerun", "ignore"] | Callable[..., object] = "ignore",
        selection_mode: str | Iterable[str] | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show an Altair chart.

        Its tables travel as Arrow, of any length.

        Parameters
        ----------
        altair_chart
            Any chart of Altair's: single, layered, concatenated, faceted, repeated.
        width
            "stretch", "content" or pixels. By default charts are stretched, unless they are made of
            several side by side.
        height
            "content" for the chart's own, "stretch", or pixels.
        use_container_width
            Streamlit's older name for "stretch" or "content".
        theme
            "streamlit" for the page's colours and fonts; None for Altair's, on the page's ground.
        key
            Name of the element.
        on_select, selection_mode
            Not supported by this version; giving one of them raises.
        alt
            A description for screen readers; by default the chart's own `description`.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            `altair_chart` is no chart.
        StreamlitValueError
            `theme` is neither "streamlit" nor None, or `on_select` is none of its words.

        Examples
        --------
        >>> import altair as alt, pandas as pd
        >>> rain = pd.DataFrame({"day": ["Mon", "Tue"], "mm": [3, 8]})
        >>> st.altair_chart(alt.Chart(rain).mark_bar().encode(x="day", y="mm"))
        """
        params = locals()
        check_on_select("altair_chart", on_select)
        not_yet(
            "altair_chart",
            on_select=None if on_select == "ignore" else on_select,
            selection_mode=selection_mode,
        )
        del key
        one_of("altair_chart", "theme", theme, ("streamlit", None))
        if not is_chart(altair_chart):
            raise StreamlitInvalidParameterTypeError(
                f"st.altair_chart: `altair_chart` is of type {type(altair_chart).__name__}; give "
                "a chart of Altair's"
            )
        spec, tables = spec_of(altair_chart)
        if use_container_width is not None:
            keeps = not use_container_width and isinstance(width, int)
            width = width if keeps else "stretch" if use_container_width else "content"
        if width is None:
            width = "content" if _is_side_by_side(spec) else "stretch"
        layout = width_of("altair_chart", width) | height_of("altair_chart", height)
        layout |= {"theme": None} if theme is None else {}
        described = alt if alt is not None and alt.strip() else spec.get("description")
        view = chart_view(spec, tables, layout, described)
        return self._show("altair_chart", params, "widget", {}, value=spec, view=view)


def _saved(figure: Any, options: dict[str, Any]) -> bytes:
    """Return a figure as a picture's bytes, through its own canvas."""
    buffer = io.BytesIO()
    with _drawing:
        figure.savefig(buffer, **{**_SAVED, **options})
    body = buffer.getvalue()
    if not body:
        raise StreamlitAPIException("st.pyplot: `savefig` of the figure wrote nothing")
    return body


def _is_side_by_side(spec: dict[str, Any]) -> bool:
    """Return whether a chart is made of several beside each other, which have their own widths."""
    if any(name in spec for name in ("facet", "hconcat", "repeat", "concat")):
        return True
    if any(name in spec.get("encoding", {}) for name in ("row", "column", "facet")):
        return True
    return any(map(_is_side_by_side, spec.get("vconcat", ())))
