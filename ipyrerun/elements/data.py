"""Tables to look through."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitAPIException, StreamlitValueError
from ..stills import MOST_ROWS, more_rows
from ..tabular import digest, kind_of, name_of, names_of, texts, to_arrow, to_frame
from ..tree import View
from ..widgets import Grid
from .base import Base
from .shared import check_on_select, height_of, is_positive, not_yet, width_of

if TYPE_CHECKING:
    import pandas as pd

    from ..types import Key, Props, Width

_HEAD = 200
_MOST_ASKED = 5_000
_MOST_ORDERS = 4


class Data(Base):
    """Tables."""

    __slots__ = ()

    def dataframe(
        self,
        data: Any = None,
        width: Width = "stretch",
        height: int | Literal["auto", "stretch", "content"] = "auto",
        *,
        use_container_width: bool | None = None,
        hide_index: bool | None = None,
        column_order: Iterable[str] | None = None,
        column_config: Mapping[Any, Any] | None = None,
        key: Key = None,
        on_select: Literal["ignore", "rerun"] | Callable[..., object] = "ignore",
        selection_mode: str | Iterable[str] = "multi-row",
        selection_default: Any = None,
        row_height: int | None = None,
        placeholder: str | None = None,
        lazy: bool | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show a table that can be scrolled and sorted, of any length.

        The browser asks for the rows that it shows, and the kernel sorts; a table of a million rows
        opens as fast as a small one.

        Parameters
        ----------
        data
            A frame, series, array of one or two dimensions, Arrow table, list of rows or dict of
            columns. Later changes of the object do not show until the script shows it again.
        width
            "stretch", "content" or pixels.
        height
            "auto" shows up to ten rows, "content" all of them (10,000 pixels at most); or
            "stretch", or pixels.
        use_container_width
            Streamlit's older name for `width="stretch"`.
        hide_index
            Leave the index out; by default it is left out where it only counts the rows.
        column_order
            The columns to show, in this order.
        column_config
            By column: None hides it, a text is its title, a dict may have "label".
        key
            Name of the element.
        row_height
            Height of a row [px].
        alt
            A description for screen readers.
        on_select, selection_default, placeholder
            Not supported by this version; giving one of them raises.
        selection_mode
            What `on_select` lets the reader select; without it, as in Streamlit, it says nothing.
        lazy
            Every table is fetched as it is scrolled; the parameter changes nothing.

        Raises
        ------
        StreamlitDataframeConversionError
            `data` is no table.
        StreamlitAPIException
            A column of `column_order` is not there.
        StreamlitValueError
            `row_height` is no positive number of pixels, or `on_select` is none of its words.

        Examples
        --------
        >>> st.dataframe({"a": [1, 2], "b": ["x", "y"]})
        """
        params = locals()
        check_on_select("dataframe", on_select)
        not_yet(
            "dataframe",
            on_select=None if on_select == "ignore" else on_select,
            selection_default=selection_default,
            placeholder=placeholder,
        )
        if row_height is not None and not is_positive(row_height):
            raise StreamlitValueError(
                f"st.dataframe: `row_height` is {row_height!r}; give a positive number of pixels"
            )
        frame = to_frame(data, "dataframe")
        titles, order = _chosen(frame, column_order, column_config)
        index = 0 if _hides_index(frame, hide_index) else frame.index.nlevels
        rows = Rows(frame, order, index)
        props: Props = {"columns": rows.columns(titles), "rows": len(frame), "index": index}
        props |= width_of("dataframe", "stretch" if use_container_width else width)
        props |= height_of("dataframe", height, "auto")
        for name, value in (("row_height", row_height), ("alt", alt)):
            if value is not None:
                props[name] = value
        # The rows that the browser holds are those of the columns shown.
        shown = f"{digest(frame)} {order} {index}"
        view = View(
            Grid,
            props,
            data=lambda: {"head": rows.page(0, _HEAD), "version": _version(shown)},
            digest=shown,
            serve=rows.serve,
            still=lambda _: rows.still(titles),
        )
        del selection_mode, lazy, key
        return self._show("dataframe", params, "widget", {}, value=frame, view=view)


class Rows:
    """The rows of one frame, a page at a time, in any order; asked on a comm's thread."""

    def __init__(self, frame: pd.DataFrame, order: list[int], index: int) -> None:
        self._frame = frame
        self._order = order
        self._index = index
        self._kinds = {name: kind_of(column) for name, column in self._columns(frame).items()}
        self._permutations: dict[tuple[tuple[str, str], ...], Any] = {}
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        return Rows, (self._frame, self._order, self._index)

    def _columns(self, part: pd.DataFrame) -> dict[str, pd.Series[Any]]:
        """Return what is shown of some rows, by the names that the view knows; index first."""
        columns = {f"i{n}": part.index.get_level_values(n).to_series() for n in range(self._index)}
        return columns | {f"c{place}": part.iloc[:, place] for place in self._order}

    def columns(self, titles: dict[int, str]) -> list[Props]:
        """Return what the view has to know of each column."""
        names, levels = names_of(self._frame), self._frame.index.names
        out: list[Props] = []
        for name, kind in self._kinds.items():
            place = int(name[1:])
            title = levels[place] if name[0] == "i" else titles.get(place, names[place])
            text = "" if title is None else str(title)
            align = "right" if kind == "number" else "left"
            out.append({"name": name, "title": text, "type": kind, "align": align})
        return out

    def serve(self, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]] | None:
        """Answer a request for rows."""
        if request.get("type") != "rows":
            return None
        start = max(0, int(request["start"]))
        stop = min(int(request["stop"]), start + _MOST_ASKED, len(self._frame))
        sort = tuple(
            (name, str(direction))
            for name, direction in request.get("sort") or ()
            if name in self._kinds
        )
        answer = {
            "type": "rows",
            "ask": request["ask"],
            "start": start,
            "rows": max(0, stop - start),
        }
        return answer, [self.page(start, stop, sort)]

    def page(self, start: int, stop: int, sort: tuple[tuple[str, str], ...] = ()) -> bytes:
        """Return some rows as an Arrow IPC stream."""
        rows = slice(start, stop) if not sort else self._permutation(sort)[start:stop]
        return to_arrow(self._columns(self._frame.iloc[rows]), self._kinds)

    def still(self, titles: dict[int, str]) -> str:
        """Return the first rows as an HTML table."""
        part = self._frame.iloc[:MOST_ROWS]
        columns = self.columns(titles)
        cells = [
            [escape(_still_words(text or "", self._kinds[name])) for text in texts(column)]
            for name, column in self._columns(part).items()
        ]
        # A notebook's own sheet has every cell at the right; some hosts keep only the attribute.
        aligned = [
            'align="right" style="text-align:end"'
            if column["align"] == "right"
            else 'style="text-align:start"'
            for column in columns
        ]
        tags = ["th" if column["name"][0] == "i" else "td" for column in columns]
        head = "".join(
            f"<th {align}>{escape(column['title'])}</th>"
            for column, align in zip(columns, aligned, strict=True)
        )
        body = "".join(
            "<tr>"
            + "".join(
                f"<{tag} {align}>{cell}</{tag}>"
                for tag, align, cell in zip(tags, aligned, row, strict=True)
            )
            + "</tr>"
            for row in zip(*cells, strict=True)
        )
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        return table + more_rows(len(self._frame) - len(part))

    def _permutation(self, sort: tuple[tuple[str, str], ...]) -> Any:
        """Return the order of the rows, remembered for the last few sort keys.

        Missing values last, ties as they were.
        """
        with self._lock:
            if sort not in self._permutations:
                while len(self._permutations) >= _MOST_ORDERS:
                    self._permutations.pop(next(iter(self._permutations)))
                self._permutations[sort] = self._sorted(sort)
            return self._permutations[sort]

    def _sorted(self, sort: tuple[tuple[str, str], ...]) -> Any:
        import numpy as np

        order = np.arange(len(self._frame))
        for name, direction in reversed(sort):
            column = self._columns(self._frame)[name].iloc[order].reset_index(drop=True)
            order = order[_ranked(column, is_ascending=direction != "desc")]
        return order


def _still_words(text: str, kind: str) -> str:
    """Return a cell's text as the live grid has it: midnight is no more than a day."""
    return text.removesuffix(" 00:00:00") if kind == "datetime" else text


def _ranked(column: pd.Series[Any], *, is_ascending: bool) -> Any:
    """Return the places of a column's cells in their order, else in the order of their texts."""
    import pandas as pd

    try:
        ranked = column.sort_values(ascending=is_ascending, kind="stable", na_position="last")
    except (TypeError, ValueError, NotImplementedError):
        # Cells of several types, arrays, Arrow's lists have no order of their own.
        words = pd.Series(texts(column), dtype="object")
        ranked = words.sort_values(ascending=is_ascending, kind="stable", na_position="last")
    return ranked.index.to_numpy()


def _version(shown: str) -> int:
    """Return a number that changes with the digest, small enough for a browser."""
    return int(hashlib.blake2b(shown.encode(), digest_size=6).hexdigest(), 16)


def _hides_index(frame: pd.DataFrame, hide_index: bool | None) -> bool:
    if hide_index is not None:
        return hide_index
    return type(frame.index).__name__ == "RangeIndex" and frame.index.name is None


def _chosen(
    frame: pd.DataFrame, column_order: Iterable[str] | None, config: Mapping[Any, Any] | None
) -> tuple[dict[int, str], list[int]]:
    """Return titles by position, and the positions of the columns to show."""
    names = names_of(frame)
    places = {name: place for place, name in enumerate(names)}
    titles: dict[int, str] = {}
    hidden: set[int] = set()
    for column, setting in (config or {}).items():
        place = places.get(name_of(column))
        if place is None:
            continue
        if setting is None:
            hidden.add(place)
        elif isinstance(setting, str):
            titles[place] = setting
        elif isinstance(setting, Mapping) and set(setting) <= {"label"}:
            titles[place] = str(setting.get("label") or names[place])
        else:
            raise StreamlitAPIException(
                f"st.dataframe: `column_config` of {column!r} is {setting!r}; this version knows "
                "None, a title, or a dict with "
                '"label"'
            )
    wanted = [name_of(name) for name in column_order] if column_order is not None else names
    missing = [name for name in wanted if name not in places]
    if missing:
        raise StreamlitAPIException(
            f"st.dataframe: `column_order` names {missing[0]!r}, which is no column; the columns "
            f"are {', '.join(map(repr, names))}"
        )
    return titles, [places[name] for name in wanted if places[name] not in hidden]
