"""Tables to look through."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitAPIException
from ..table import digest, names_of, to_arrow, to_frame
from ..tree import View
from ..widgets import Grid
from .base import Base
from .shared import height_of, not_yet, width_of

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
            "auto" shows about ten rows, "content" all of a short table; or pixels.
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
        placeholder
            Shown for missing values.
        alt
            A description for screen readers.
        on_select, selection_mode, selection_default
            Selections are not supported by this version; giving `on_select` raises.
        lazy
            Every table is fetched as it is scrolled; the parameter changes nothing.

        Raises
        ------
        StreamlitDataframeConversionError
            `data` is no table.
        StreamlitAPIException
            A column of `column_order` is not there.

        Examples
        --------
        >>> st.dataframe({"a": [1, 2], "b": ["x", "y"]})
        """
        params = locals()
        not_yet(
            "dataframe",
            on_select=None if on_select == "ignore" else on_select,
            selection_default=selection_default,
        )
        frame = to_frame(data, "dataframe")
        titles, order = _chosen(frame, column_order, column_config)
        index = 0 if _hides_index(frame, hide_index) else frame.index.nlevels
        rows = Rows(frame, order, index)
        props: Props = {"columns": rows.columns(titles), "rows": len(frame), "index": index}
        props |= width_of("dataframe", "stretch" if use_container_width else width)
        props |= height_of("dataframe", "content" if height == "auto" else height)
        for name, value in (("row_height", row_height), ("placeholder", placeholder), ("alt", alt)):
            if value is not None:
                props[name] = value
        shown = digest(frame)
        view = View(
            Grid,
            props,
            data=lambda: {"head": rows.page(0, _HEAD), "version": _version(shown)},
            digest=shown,
            serve=rows.serve,
        )
        del selection_mode, lazy, key
        return self._show("dataframe", params, "widget", {}, value=frame, view=view)


class Rows:
    """The rows of one frame, a page at a time, in any order; asked on a comm's thread."""

    def __init__(self, frame: pd.DataFrame, order: list[int], index: int) -> None:
        self._frame = frame
        self._order = order
        self._index = index
        self._permutations: dict[tuple[tuple[str, str], ...], Any] = {}
        self._lock = threading.Lock()

    def columns(self, titles: dict[int, str]) -> list[Props]:
        """Return what the view has to know of each column; the index comes first."""
        names = names_of(self._frame)
        levels = self._frame.index
        out: list[Props] = []
        for level in range(self._index):
            title = levels.names[level]
            out.append(
                _column(
                    f"i{level}",
                    "" if title is None else str(title),
                    levels.get_level_values(level).dtype,
                )
            )
        out += [
            _column(f"c{place}", titles.get(place, names[place]), self._frame.dtypes.iloc[place])
            for place in self._order
        ]
        return out

    def serve(self, request: dict[str, Any]) -> tuple[dict[str, Any], list[bytes]] | None:
        """Answer a request for rows."""
        if request.get("type") != "rows":
            return None
        start = max(0, int(request["start"]))
        stop = min(int(request["stop"]), start + _MOST_ASKED, len(self._frame))
        sort = tuple((str(name), str(direction)) for name, direction in request.get("sort") or ())
        answer = {
            "type": "rows",
            "ask": request["ask"],
            "start": start,
            "rows": max(0, stop - start),
        }
        return answer, [self.page(start, stop, sort)]

    def page(self, start: int, stop: int, sort: tuple[tuple[str, str], ...] = ()) -> bytes:
        """Return some rows as an Arrow IPC stream."""
        part = (
            self._frame.iloc[start:stop]
            if not sort
            else self._frame.iloc[self._permutation(sort)[start:stop]]
        )
        columns = {
            f"i{level}": part.index.get_level_values(level).to_series()
            for level in range(self._index)
        }
        columns |= {f"c{place}": part.iloc[:, place] for place in self._order}
        return to_arrow(columns)

    def _permutation(self, sort: tuple[tuple[str, str], ...]) -> Any:
        """Return the order of the rows, remembered for the last few sort keys: missing values last,
        ties as they were.
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
            place = int(name[1:])
            column = (
                self._frame.index.get_level_values(place).to_series()
                if name[0] == "i"
                else self._frame.iloc[:, place]
            )
            column = column.iloc[order].reset_index(drop=True)
            try:
                ranked = column.sort_values(
                    ascending=direction != "desc", kind="stable", na_position="last"
                )
            except TypeError:
                # Cells of several types have no order of their own; their texts have.
                ranked = column.map(str, na_action="ignore").sort_values(
                    ascending=direction != "desc", kind="stable", na_position="last"
                )
            order = order[ranked.index.to_numpy()]
        return order


def _version(shown: str) -> int:
    """Return a number that changes with the digest, small enough for a browser."""
    return int(shown[:12], 16)


def _column(name: str, title: str, dtype: Any) -> Props:
    kind = getattr(dtype, "kind", "O")
    if kind in "iuf" and str(dtype) != "category":
        return {"name": name, "title": title, "type": "number", "align": "right"}
    types = {"b": "bool", "M": "datetime", "m": "text"}
    return {"name": name, "title": title, "type": types.get(kind, "text"), "align": "left"}


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
        place = places.get(str(column))
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
    wanted = [str(name) for name in column_order] if column_order is not None else names
    missing = [name for name in wanted if name not in places]
    if missing:
        raise StreamlitAPIException(
            f"st.dataframe: `column_order` names {missing[0]!r}, which is no column; the columns "
            f"are {', '.join(map(repr, names))}"
        )
    return titles, [places[name] for name in wanted if places[name] not in hidden]
