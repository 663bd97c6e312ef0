"""Headings, which can be linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitInvalidParameterTypeError, StreamlitValueError
from ..markup import anchor_of, dedent, render_inline
from .base import Base
from .shared import icon_of, text_props, width_of

if TYPE_CHECKING:
    from ..types import Props, TextAlignment, Width

Divider = (
    bool | Literal["blue", "green", "orange", "red", "violet", "yellow", "gray", "grey", "rainbow"]
)
Anchor = str | Literal[False] | None

_COLOURS = ("blue", "green", "orange", "red", "violet", "yellow", "gray", "rainbow")


class Headings(Base):
    """Headings."""

    __slots__ = ()

    def title(
        self,
        body: object,
        anchor: Anchor = None,
        *,
        help: str | None = None,
        icon: str | None = None,
        width: Width = "stretch",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Any:
        """Show the title of the page.

        Parameters
        ----------
        body
            Inline Markdown.
        anchor
            Name for links to the title; by default made from the text, False for none.
        help, width, text_alignment, wrap
            As for `st.markdown`.
        icon
            Before the text: an emoji, a Material icon such as ":material/rocket:", or "spinner".

        Examples
        --------
        >>> st.title("Weather")
        """
        props = _heading("title", 1, body, anchor, help, icon, width, text_alignment, wrap=wrap)
        return self._show("title", locals(), "heading", props, value=dedent(body))

    def header(
        self,
        body: object,
        anchor: Anchor = None,
        *,
        help: str | None = None,
        icon: str | None = None,
        divider: Divider = False,
        width: Width = "stretch",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Any:
        """Show a heading.

        Parameters
        ----------
        body, anchor, help, icon, width, text_alignment, wrap
            As for `st.title`.
        divider
            Colour of a line below the heading; True takes the colours in turn.

        Raises
        ------
        StreamlitValueError
            `divider` is not a colour of the list that the message gives.

        Examples
        --------
        >>> st.header("Rain", divider="blue")
        """
        props = _heading("header", 2, body, anchor, help, icon, width, text_alignment, wrap=wrap)
        props |= self._divider("header", divider)
        return self._show("header", locals(), "heading", props, value=dedent(body))

    def subheader(
        self,
        body: object,
        anchor: Anchor = None,
        *,
        help: str | None = None,
        icon: str | None = None,
        divider: Divider = False,
        width: Width = "stretch",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Any:
        """Show a heading below a header.

        Parameters
        ----------
        body, anchor, help, icon, divider, width, text_alignment, wrap
            As for `st.header`.

        Raises
        ------
        StreamlitValueError
            `divider` is not a colour of the list that the message gives.

        Examples
        --------
        >>> st.subheader("Rain in winter")
        """
        props = _heading("subheader", 3, body, anchor, help, icon, width, text_alignment, wrap=wrap)
        props |= self._divider("subheader", divider)
        return self._show("subheader", locals(), "heading", props, value=dedent(body))

    def _divider(self, name: str, divider: Divider) -> Props:
        if not divider:
            return {}
        if divider is True:
            run = self._current_run(name)
            run.dividers += 1
            return {"divider": _COLOURS[(run.dividers - 1) % len(_COLOURS)]}
        colour = "gray" if divider == "grey" else divider
        if colour not in _COLOURS:
            raise StreamlitValueError(
                f"st.{name}: `divider` is {divider!r}; give True or one of {', '.join(_COLOURS)}"
            )
        return {"divider": colour}


def _heading(
    name: str,
    level: int,
    body: object,
    anchor: Anchor,
    help: str | None,
    icon: str | None,
    width: Width,
    text_alignment: TextAlignment,
    *,
    wrap: bool,
) -> Props:
    text = dedent(body)
    _check_anchor(name, anchor)
    sign = icon_of(name, icon).get("icon")
    html = render_inline(text)
    props: Props = {"html": f"{sign} {html}" if sign else html, "level": level}
    if anchor is not False:
        props["anchor"] = anchor_of(anchor or text, is_name=bool(anchor))
    return props | text_props(name, help, text_alignment, wrap=wrap) | width_of(name, width)


def _check_anchor(name: str, anchor: object) -> None:
    if anchor is None or anchor is False or isinstance(anchor, str):
        return
    kind = StreamlitValueError if anchor is True else StreamlitInvalidParameterTypeError
    raise kind(f"st.{name}: `anchor` is {anchor!r}; give a text, None or False")
