"""Tables to read: every row on the page, Markdown in the cells, the look of a pandas Styler."""

from __future__ import annotations

import functools
import itertools
import math
import re
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitAPIException
from ..foreign import clean_style
from ..markup import render_inline
from ..tabular import is_styler, kind_of, name_of, names_of, to_frame
from .base import Base
from .shared import height_of, one_of, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from ..types import Height, Props, Width

# More cells than these nobody reads, and a browser lays them out for seconds.
_MOST_CELLS = 20_000
_FEWEST_ROWS = 50
_DIGITS = 4
_NONE = '<span class="rr-null">None</span>'
_PLAIN = re.compile(r"[^\W_]+(?: [^\W_]+)*|-?[\d.,]+%?")


class Tables(Base):
    """Tables to read."""

    __slots__ = ()

    def table(
        self,
        data: Any = None,
        *,
        border: bool | Literal["horizontal"] = True,
        width: Width = "stretch",
        height: Height = "content",
        hide_index: bool | None = None,
        hide_header: bool | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show a table to read, with Markdown in its cells and titles.

        For many rows, sorting and scrolling there is `st.dataframe`. Of a table of more than 20,000
        cells the first rows are shown, and how many more there are.

        Parameters
        ----------
        data
            What `st.dataframe` takes. A pandas Styler keeps its formats, colours and caption.
        border
            True for lines around every cell, "horizontal" for lines between the rows, False for
            none.
        width
            "stretch", "content" or pixels.
        height
            "content", "stretch" or pixels; where rows do not fit they scroll below the header.
        hide_index
            Leave the index out; by default it is left out where it only counts the rows.
        hide_header
            Leave the header out; by default it is left out where the data has no column names.
        alt
            A description for screen readers.

        Raises
        ------
        StreamlitDataframeConversionError
            `data` is no table.
        StreamlitAPIException
            `data` is a Styler of more cells than pandas' option "styler.render.max_elements".
        StreamlitValueError
            `border` is another word.

        Examples
        --------
        >>> st.table({"City": ["**Oslo**", "Rome"], "Rain [mm]": [763, 799]})
        """
        params = locals()
        frame = to_frame(data, "table")
        most = max(_FEWEST_ROWS, _MOST_CELLS // max(1, frame.shape[1] + frame.index.nlevels))
        is_bare = hide_header if hide_header is not None else not _has_names(data)
        is_counted = type(frame.index).__name__ == "RangeIndex"
        without_index = hide_index if hide_index is not None else is_counted
        draw = _styled if is_styler(data) else _drawn
        props = draw(data if is_styler(data) else frame, most, without_index)
        if is_bare:
            props.pop("head", None)
        if len(frame) > most:
            props["more"] = len(frame) - most
        if border is not True:
            chosen = one_of("table", "border", border, (True, False, "horizontal"))
            props["border"] = chosen or "none"
        if alt and alt.strip():
            props["alt"] = alt.strip()
        props |= width_of("table", width) | height_of("table", height)
        return self._show("table", params, "table", props, value=frame)


def _has_names(data: Any) -> bool:
    """Return whether the columns of some data have names that it brought itself."""
    module = type(data).__module__.partition(".")[0]
    if module == "numpy":
        return bool(getattr(data.dtype, "names", None))
    if isinstance(data, dict):
        return any(hasattr(v, "__iter__") and not isinstance(v, str) for v in data.values())
    if isinstance(data, list | tuple | set | frozenset):
        first = next(iter(data), None)
        return isinstance(first, dict) or hasattr(first, "_fields")
    return not hasattr(data, "__arrow_array__")


def _drawn(frame: pd.DataFrame, most: int, without_index: bool) -> Props:
    """Return a frame's cells as HTML, and how its columns are aligned."""
    part = frame.head(most)
    levels = 0 if without_index else frame.index.nlevels
    index = [part.index.get_level_values(level).to_series() for level in range(levels)]
    columns = [*index, *(part.iloc[:, place] for place in range(part.shape[1]))]
    kinds = [kind_of(column) for column in columns]
    texts = [_texts(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    props: Props = {
        "head": _head(frame, levels),
        "rows": [list(row) for row in zip(*texts, strict=True)],
        "align": "".join("r" if kind == "number" else "l" for kind in kinds),
    }
    return props | ({"index": levels} if levels else {})


def _head(frame: pd.DataFrame, levels: int) -> list[list[str]]:
    """Return the rows of the header: one per level of the columns' names."""
    corner = ["" if name is None else _cell(name_of(name)) for name in frame.index.names[:levels]]
    if frame.columns.nlevels == 1:
        return [[*corner, *map(_cell, names_of(frame))]]
    rows = list(zip(*frame.columns, strict=True))
    blank = [""] * levels
    above = [[*blank, *(_cell(str(name)) for name in row)] for row in rows[:-1]]
    return [*above, [*corner, *(_cell(str(name)) for name in rows[-1])]]


def _texts(column: pd.Series[Any], kind: str) -> Iterable[str]:
    """Return the cells of a column as HTML."""
    if kind == "number":
        return _numbers(column.tolist())
    if kind == "datetime":
        return [_moment(value) for value in column]
    return [_NONE if _is_missing(value) else _cell(str(value)) for value in column]


def _is_missing(value: Any) -> bool:
    """Return whether a cell holds nothing; what is not equal to itself is a NaN."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and math.isnan(value)


def _numbers(values: list[Any]) -> list[str]:
    """Return numbers with the same decimals all through a column, so that the points align."""
    plain = {
        v: f"{v:.{_DIGITS}f}".rstrip("0")
        for v in {v for v in values if isinstance(v, float) and math.isfinite(v)}
        if 10**-_DIGITS <= abs(v) < 1e15 or v == 0
    }
    digits = max((len(t) - t.index(".") - 1 for t in plain.values()), default=0)

    def written(value: Any) -> str:
        if _is_missing(value):
            return _NONE
        if isinstance(value, float):
            return f"{value:.{digits}f}" if value in plain else f"{value:.5g}"
        return escape(str(value))

    return [written(value) for value in values]


def _moment(value: Any) -> str:
    if _is_missing(value):
        return _NONE
    return escape(str(value).removesuffix(" 00:00:00"))


def _cell(text: str) -> str:
    """Return a text as the HTML of a cell."""
    if _PLAIN.fullmatch(text):
        return text
    return "<br>".join(render_inline(line) for line in text.strip().split("\n"))


# -- Styler


def _styled(styler: Any, most: int, without_index: bool) -> Props:
    """Return the cells of a pandas Styler with their formats and colours."""
    import pandas as pd

    frame = styler.data
    limit = int(pd.options.styler.render.max_elements)
    if frame.size > limit:
        raise StreamlitAPIException(
            f"st.table: `data` is a Styler of {frame.size:,} cells, and pandas styles at most "
            f'{limit:,}; raise it with pd.set_option("styler.render.max_elements", {frame.size}), '
            "or show a part of the table"
        )
    styler._compute()
    told = styler._translate(False, False, max_rows=most)
    # The row after the last one only says that there are more.
    shown = [_visible(row, without_index=without_index) for row in told["body"][:most]]
    looks = _looks(told)
    props: Props = {
        "head": [_head_row(row, without_index=without_index) for row in told["head"]],
        "rows": [[_cell(str(cell["display_value"])) for cell in row] for row in shown],
        "align": "".join(_alignments(frame, shown[0])) if shown else "",
    }
    index = sum(cell["type"] == "th" for cell in shown[0]) if shown else 0
    styles = [[looks.get(cell.get("id", ""), "") for cell in row] for row in shown]
    if any(itertools.chain(*styles)):
        props["styles"] = styles
    if styler.caption:
        caption = styler.caption if isinstance(styler.caption, str) else styler.caption[0]
        props["caption"] = _cell(caption)
    return props | ({"index": index} if index else {})


def _visible(row: list[dict[str, Any]], *, without_index: bool) -> list[dict[str, Any]]:
    return [
        cell
        for cell in row
        if cell.get("is_visible", True) and not (without_index and cell["type"] == "th")
    ]


def _head_row(row: list[dict[str, Any]], *, without_index: bool) -> list[str]:
    """Return a row of the header; above the index stands its name, or nothing."""
    kept = [c for c in row if c.get("is_visible", True)]
    cells = [c for c in kept if not (without_index and _is_corner(c))]
    return ["" if str(c["value"]) == "&nbsp;" else _cell(str(c["display_value"])) for c in cells]


def _is_corner(cell: dict[str, Any]) -> bool:
    return bool({"blank", "index_name"} & set(cell.get("class", "").split()))


_ID = re.compile(r"row(\d+)_col(\d+)")


def _alignments(frame: pd.DataFrame, row: list[dict[str, Any]]) -> Iterable[str]:
    for cell in row:
        place = _ID.search(cell.get("id", ""))
        is_number = place is not None and kind_of(frame.iloc[:, int(place[2])]) == "number"
        yield "r" if is_number else "l"


def _looks(told: dict[str, Any]) -> dict[str, str]:
    """Return the style of each cell that has one, by its id."""
    looks: dict[str, str] = {}
    for name in ("cellstyle", "cellstyle_index"):
        for rule in told.get(name) or ():
            style = _declarations(tuple((str(p), str(v)) for p, v in rule["props"] if p))
            looks.update((str(selector), style) for selector in rule["selectors"])
    return looks


@functools.lru_cache(maxsize=2_000)
def _declarations(props: tuple[tuple[str, str], ...]) -> str:
    return clean_style(";".join(f"{name}:{value}" for name, value in props))
