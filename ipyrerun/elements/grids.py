"""The grid: cells of equal width that flow with the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Self

from ..errors import (
    StreamlitIncompatibleParametersError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
    StreamlitValueOutOfRangeError,
)
from .base import Base
from .shared import css_of, gap_of, height_of, is_positive, one_of, width_of

if TYPE_CHECKING:
    from ..types import Gap, Height, Key, Props, Width

_MOST_COLUMNS = 24


class Grids(Base):
    """Grids."""

    __slots__ = ()

    def grid(
        self,
        columns: Literal["auto"] | int = "auto",
        *,
        min_column_width: Literal["auto"] | int = "auto",
        wrap: bool = True,
        gap: Gap | tuple[Gap, Gap] | list[Gap] = "small",
        vertical_alignment: Literal["top", "center", "bottom"] = "top",
        border: bool = False,
        row_height: Literal["content"] | int = "content",
        width: Width = "stretch",
        height: Height = "content",
        key: Key = None,
        dense: bool = False,
    ) -> Any:
        """Add a block whose elements fill cells of equal width, as many beside each other as fit.

        Its `cell(column_span=, row_span=)` makes one cell for several elements, or a larger one.

        Parameters
        ----------
        columns
            At most so many columns, from 1 to 24; "auto" is as many as fit.
        min_column_width
            Narrowest column [px]; "auto" is 200 px. Where the columns would be narrower, there are
            fewer of them.
        wrap
            False keeps the number of columns; where they do not fit, the grid scrolls sideways.
        gap
            Space between the cells: a word, pixels, or None; or a pair of these for rows and
            columns.
        vertical_alignment
            Where the contents stand in a cell with room to spare.
        border
            Draw a frame around each cell.
        row_height
            Height of every row [px]; what is higher scrolls in its cell. "content" makes each row
            as high as its highest cell.
        width
            "stretch" or pixels.
        height
            "content", "stretch" or pixels; what is higher scrolls.
        key
            Name of the block; also its CSS class, as `st-key-<key>`.
        dense
            Let later small cells fill the holes that large cells leave.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            A number or a boolean is of another type.
        StreamlitValueOutOfRangeError
            `columns` is not from 1 to 24.
        StreamlitValueError
            Another value is not one of those above.
        StreamlitIncompatibleParametersError
            `wrap` is False and `columns` "auto".

        Examples
        --------
        >>> with st.grid(3, border=True) as grid:
        ...     for n in range(4):
        ...         st.metric("Figure", n)
        ...     wide = grid.cell(column_span=2)
        >>> wide.text("two columns wide")
        """
        params = locals()
        for name in ("wrap", "border", "dense"):
            _need_boolean(name, params[name])
        _check_columns(columns, wrap=wrap)
        _check_pixels("grid", "min_column_width", min_column_width, "auto")
        _check_pixels("grid", "row_height", row_height, "content")
        words = ("top", "center", "bottom")
        one_of("grid", "vertical_alignment", vertical_alignment, words)
        props: Props = {
            **({} if columns == "auto" else {"columns": columns}),
            **({} if min_column_width == "auto" else {"min": min_column_width}),
            **({} if wrap else {"wrap": False}),
            **({} if vertical_alignment == "top" else {"valign": vertical_alignment}),
            **({"border": True} if border else {}),
            **({} if row_height == "content" else {"row_height": row_height}),
            **({"dense": True} if dense else {}),
            **_gaps_of(gap),
            **width_of("grid", width, allowed=("stretch",)),
            **height_of("grid", height),
            **css_of(key),
        }
        return self._nest("grid", params, "grid", props, key=key)


class Grid(Base):
    """What the block of `st.grid` can do besides holding elements."""

    __slots__ = ()

    def __enter__(self) -> Self:
        """Let bare `st.*` calls in the body fill the next cells."""
        super().__enter__()
        return self

    def cell(self, *, column_span: int | Literal["all"] = 1, row_span: int = 1) -> Any:
        """Add a cell for several elements, or one that is larger than the others.

        Parameters
        ----------
        column_span
            How many columns wide; where there are fewer, it takes these. "all" is a row of its own.
        row_span
            How many rows high.

        Raises
        ------
        StreamlitInvalidParameterTypeError
            A span is not a number.
        StreamlitValueError
            A span is below 1.
        StreamlitValueOutOfRangeError
            `column_span` is larger than the number of columns that the grid was given.
        """
        params = locals()
        _check_pixels("grid().cell", "column_span", column_span, "all", "columns")
        _check_pixels("grid().cell", "row_span", row_span, None, "rows")
        assert self._node is not None
        most = self._node.params["columns"]
        if most != "auto" and column_span != "all" and column_span > most:
            raise StreamlitValueOutOfRangeError(
                f"st.grid().cell: `column_span` is {column_span}, but the grid has {most} columns; "
                f'give 1 to {most}, or "all"'
            )
        props: Props = {} if column_span == 1 else {"columns": column_span}
        if row_span != 1:
            props["rows"] = row_span
        return self._nest("cell", params, "cell", props)


def _check_columns(columns: Any, *, wrap: bool) -> None:
    if columns == "auto":
        if not wrap:
            raise StreamlitIncompatibleParametersError(
                'st.grid: `wrap` is False, but `columns` is "auto"; give the number of columns '
                "to keep"
            )
        return
    _need_number("grid", "columns", columns, "auto")
    if not 1 <= columns <= _MOST_COLUMNS:
        raise StreamlitValueOutOfRangeError(
            f'st.grid: `columns` is {columns}; give 1 to {_MOST_COLUMNS}, or "auto"'
        )


def _check_pixels(
    name: str, parameter: str, value: Any, word: str | None, unit: str = "pixels"
) -> None:
    """Raise for anything but a positive whole number, or the word."""
    if isinstance(value, str) and value == word:
        return
    _need_number(name, parameter, value, word)
    if not is_positive(value):
        also = f', or "{word}"' if word else ""
        raise StreamlitValueError(
            f"st.{name}: `{parameter}` is {value}; give a positive number of {unit}{also}"
        )


def _need_number(name: str, parameter: str, value: Any, word: str | None) -> None:
    also = f' or "{word}"' if word else ""
    if isinstance(value, str) and word:
        raise StreamlitValueError(
            f"st.{name}: `{parameter}` is {value!r}; give a whole number{also}"
        )
    if not isinstance(value, int) or isinstance(value, bool):
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: `{parameter}` is {value!r}, of type {type(value).__name__}; give a whole "
            f"number{also}"
        )


def _need_boolean(parameter: str, value: Any) -> None:
    if not isinstance(value, bool):
        kind = StreamlitValueError if parameter == "wrap" else StreamlitInvalidParameterTypeError
        raise kind(f"st.grid: `{parameter}` is {value!r}; give True or False")


def _gaps_of(gap: Any) -> Props:
    """Return the props for one gap, or for one between rows and one between columns."""
    if not isinstance(gap, tuple | list):
        return gap_of("grid", gap)
    if len(gap) != 2:
        raise StreamlitValueError(
            f"st.grid: `gap` is {gap!r}; give one gap, or a pair for rows and columns"
        )
    rows, columns = (gap_of("grid", one).get("gap", "small") for one in gap)
    return {"gap": columns, "row_gap": rows}
