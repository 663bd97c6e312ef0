"""Blocks: what holds other elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitInvalidColumnSpecError, StreamlitInvalidParameterTypeError
from ..tree import block
from .base import Base
from .shared import gap_of, height_of, one_of, width_of

if TYPE_CHECKING:
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
            "stretch", "content" or pixels; what is higher than a fixed height scrolls.
        horizontal
            Put the elements beside each other.
        wrap
            Whether horizontal elements may take several lines.
        horizontal_alignment, vertical_alignment
            Where the elements stand if there is room to spare.
        gap
            Space between the elements: a word, pixels, or None.
        autoscroll
            Keep the end of a scrolling block in view as it grows.

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
        if key is not None:
            props["css"] = "st-key-" + re.sub(r"[^\w-]", "-", str(key))
        props |= (
            gap_of("container", gap) | width_of("container", width) | height_of("container", height)
        )
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
            `spec` has no column, or a width that is not positive.
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
        return type(self)(run, node)

    def empty(self) -> Any:
        """Add a place for one element; whatever is put there takes the place of what was there.

        Examples
        --------
        >>> slot = st.empty()
        >>> slot.text("Loading")
        >>> slot.text("Done")
        """
        return self._nest("empty", locals(), "empty", {})


def _weights(spec: Any) -> list[float]:
    if isinstance(spec, bool) or not isinstance(spec, int | Sequence) or isinstance(spec, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.columns: `spec` is {spec!r}, of type {type(spec).__name__}; give a number of "
            "columns or a list of widths"
        )
    weights = [1.0] * spec if isinstance(spec, int) else list(spec)
    if not weights or any(
        isinstance(w, bool) or not isinstance(w, int | float) or not w > 0 for w in weights
    ):
        raise StreamlitInvalidColumnSpecError(
            f"st.columns: `spec` is {spec!r}; give a positive number of columns or a list of "
            "positive widths"
        )
    total = sum(weights)
    return [w / total for w in weights]
