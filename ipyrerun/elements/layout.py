"""Blocks: what holds other elements."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..errors import (
    StreamlitIncompatibleParametersError,
    StreamlitInvalidColumnSpecError,
    StreamlitInvalidLayoutContextError,
    StreamlitInvalidParameterTypeError,
)
from ..tree import block
from .base import Base, handle_of
from .identity import root_of
from .shared import SIZES, css_of, gap_of, height_of, is_positive, one_of, width_of

if TYPE_CHECKING:
    from ..run import Run
    from ..tree import Node
    from ..types import Gap, Height, Key, Props, Width

_VERTICAL = ("top", "center", "bottom")


class Layout(Base):
    """Containers."""

    __slots__ = ()

    def container(
        self,
        *,
        border: bool | None = None,
        key: Key = None,
        width: Width = "stretch",
        height: Height = "content",
        horizontal: bool = False,
        wrap: bool = True,
        horizontal_alignment: Literal["left", "center", "right", "distribute"] = "left",
        vertical_alignment: Literal["top", "center", "bottom", "distribute"] = "top",
        gap: Gap = "small",
        autoscroll: bool | None = None,
    ) -> Any:
        """Add a block, to be filled in any order.

        Parameters
        ----------
        border
            Draw a frame; by default only around a block of fixed height.
        key
            Name of the block; also its CSS class, as `st-key-<key>`.
        width, height
            "stretch", "content" or pixels; what is higher than a fixed height scrolls. A height of
            "stretch" fills the column, row or block that it stands in.
        horizontal
            Put the elements beside each other.
        wrap
            Whether horizontal elements may take several lines.
        horizontal_alignment, vertical_alignment
            Where the elements stand if there is room to spare; "distribute" spreads them, and
            vertically in a row makes them equally high.
        gap
            Space between the elements: a word, pixels, or None.
        autoscroll
            Keep the end of a block of fixed height in view as it grows; by default if it holds
            chat messages.

        Raises
        ------
        StreamlitIncompatibleParametersError
            `wrap` is False in a block that is not horizontal.

        Examples
        --------
        >>> box = st.container(border=True)
        >>> box.write("inside")
        >>> st.write("below")
        """
        params = locals()
        has_border = border if border is not None else isinstance(height, int)
        props: Props = {"border": True} if has_border else {}
        if horizontal:
            props["horizontal"] = True
        if not wrap:
            if not horizontal:
                raise StreamlitIncompatibleParametersError(
                    "st.container: `wrap` is False, but elements below each other have no row to "
                    "keep; set `horizontal=True` or leave `wrap` out"
                )
            props["wrap"] = False
        if horizontal_alignment != "left":
            words = ("left", "center", "right", "distribute")
            props["halign"] = one_of(
                "container", "horizontal_alignment", horizontal_alignment, words
            )
        if vertical_alignment != "top":
            words = (*_VERTICAL, "distribute")
            props["valign"] = one_of("container", "vertical_alignment", vertical_alignment, words)
        if autoscroll is not None:
            props["autoscroll"] = autoscroll
        props |= gap_of("container", gap) | css_of(key)
        props |= width_of("container", width) | height_of("container", height)
        return self._nest("container", params, "container", props, key=key)

    def columns(
        self,
        spec: int | Sequence[float],
        *,
        gap: Gap = "small",
        vertical_alignment: Literal["top", "center", "bottom"] = "top",
        border: bool = False,
        width: Width = "stretch",
        wrap: bool = True,
    ) -> list[Any]:
        """Add blocks beside each other, and return them from left to right.

        Parameters
        ----------
        spec
            How many columns of the same width, or a list of their relative widths.
        gap
            Space between the columns: a word, pixels, or None.
        vertical_alignment
            Where the contents stand in a column with room to spare.
        border
            Draw a frame around each column.
        width
            "stretch" or pixels, of all together.
        wrap
            Whether the columns may stand below each other where the page is narrow.

        Raises
        ------
        StreamlitInvalidColumnSpecError
            `spec` has no column, or a width that is not positive or has no end.
        StreamlitInvalidParameterTypeError
            `spec` is neither a number nor a list of numbers.

        Examples
        --------
        >>> left, right = st.columns([2, 1])
        >>> left.write("wide")
        """
        params = locals()
        weights = _weights(spec)
        props: Props = gap_of("columns", gap) | width_of("columns", width, allowed=("stretch",))
        if vertical_alignment != "top":
            props["valign"] = one_of("columns", "vertical_alignment", vertical_alignment, _VERTICAL)
        if not wrap:
            props["wrap"] = False
        row = self._nest("columns", params, "columns", props)
        # The columns are what `st.columns` made; their row is only what holds them.
        row._node.name = "row"
        return [row._column(weight, border=border) for weight in weights]

    def _column(self, weight: float, *, border: bool) -> Any:
        run, row = self._current_run("columns"), self._node
        assert row is not None
        props: Props = {"weight": weight} | ({"border": True} if border else {})
        node = block(row.next_id("column"), "column", "columns", props)
        run.place(node, row)
        return handle_of(run, node)

    def empty(self) -> Any:
        """Add a place for one element; whatever is put there takes the place of what was there.

        Examples
        --------
        >>> slot = st.empty()
        >>> slot.text("Loading")
        >>> slot.text("Done")
        """
        return self._nest("empty", locals(), "empty", {})

    def space(
        self,
        size: Gap | Literal["stretch"] = "small",
    ) -> Any:
        """Add room between two elements: below each other, or beside each other in a row.

        Parameters
        ----------
        size
            A gap's word, pixels, or "stretch" for all that is left. "small" is the height of a
            label, so that a button stands level with the field beside it; "medium" that of a
            button, "large" that of a field with its label.

        Raises
        ------
        StreamlitValueError
            `size` is none of these.

        Examples
        --------
        >>> st.text("above")
        >>> st.space("large")
        >>> st.text("below")
        """
        params = locals()
        if not is_positive(size):
            one_of("space", "size", size, (*SIZES, "stretch"))
        props: Props = {"size": size} if size != "small" else {}
        return self._show("space", params, "space", props, value=size)


def _weights(spec: Any) -> list[float]:
    if hasattr(spec, "__index__") and not isinstance(spec, bool) and not getattr(spec, "ndim", 0):
        spec = operator.index(spec)
    if isinstance(spec, bool) or not isinstance(spec, int | Sequence) or isinstance(spec, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.columns: `spec` is {spec!r}, of type {type(spec).__name__}; give a number of "
            "columns or a list of widths"
        )
    given = [1.0] * spec if isinstance(spec, int) else spec
    # Numbers of numpy's as Python's.
    weights = [w.item() if hasattr(w, "item") else w for w in given]
    if not weights or any(
        isinstance(w, bool) or not isinstance(w, int | float) or not 0 < w < math.inf
        for w in weights
    ):
        raise StreamlitInvalidColumnSpecError(
            f"st.columns: `spec` is {spec!r}; give a positive number of columns or a list of "
            "positive widths"
        )
    total = sum(weights)
    return [w / total for w in weights]


class Bottom(Base):
    """`st.bottom`: the block at the foot of the page, in view whatever the page shows above it."""

    __slots__ = ()

    def _root_block(self, run: Run) -> Node:
        where = root_of(run.block())
        if where not in {"main", "bottom"}:
            raise StreamlitInvalidLayoutContextError(
                f"st.bottom was used inside st.{where}; it belongs to the page itself, so use it "
                "outside of that block"
            )
        return super()._root_block(run)
