"""Text: what is shown as it stands, or as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitAPIException, StreamlitValueError
from ..markup import anchor_of, dedent, render, render_inline
from .base import Base
from .shared import icon_of, text_props, width_of

if TYPE_CHECKING:
    from ..types import Props, TextAlignment, TextWidth, Width

Divider = (
    bool | Literal["blue", "green", "orange", "red", "violet", "yellow", "gray", "grey", "rainbow"]
)
Anchor = str | Literal[False] | None

_COLOURS = ("blue", "green", "orange", "red", "violet", "yellow", "gray", "rainbow")


class Prose(Base):
    """Text elements."""

    __slots__ = ()

    def markdown(
        self,
        body: object,
        unsafe_allow_html: bool = False,
        *,
        help: str | None = None,
        width: TextWidth = "auto",
        text_alignment: TextAlignment = "left",
        anchors: bool = True,
        wrap: bool = True,
    ) -> Any:
        """Show text formatted as Markdown.

        Parameters
        ----------
        body
            GitHub-flavoured Markdown; anything else is turned into text. Common indentation is
            removed.
        unsafe_allow_html
            Keep raw HTML, without whatever could run; by default it is shown as text.
        help
            A tooltip, as Markdown.
        width
            "stretch", "content" or pixels; by default as wide as the text needs and the page
            allows.
        text_alignment
            "left", "center", "right" or "justify".
        anchors
            Whether headings in the text can be linked to.
        wrap
            Whether long lines are broken.

        Examples
        --------
        >>> st.markdown("A **bold** word")
        """
        params = locals()
        text = dedent(body)
        html = render(text, allow_html=unsafe_allow_html, anchors=anchors)
        props: Props = {"html": html}
        if help or text_alignment != "left" or not wrap:
            props |= text_props("markdown", help, text_alignment, wrap=wrap)
        if width != "auto":
            props |= width_of("markdown", width, "auto")
        return self._show("markdown", params, "markdown", props, value=text)

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
            One emoji before the text.

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
        if divider is False:
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

    def caption(
        self,
        body: object,
        unsafe_allow_html: bool = False,
        *,
        help: str | None = None,
        width: Width = "stretch",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Any:
        """Show small, faint text: a note below something.

        Parameters
        ----------
        body, unsafe_allow_html, help, width, text_alignment, wrap
            As for `st.markdown`.

        Examples
        --------
        >>> st.caption("Source: NOAA")
        """
        text = dedent(body)
        props: Props = {"html": render(text, allow_html=unsafe_allow_html), "role": "caption"}
        props |= text_props("caption", help, text_alignment, wrap=wrap) | width_of("caption", width)
        return self._show("caption", locals(), "markdown", props, value=text)

    def text(
        self,
        body: object,
        *,
        help: str | None = None,
        width: Width = "content",
        text_alignment: TextAlignment = "left",
        wrap: bool = True,
    ) -> Any:
        """Show text as it stands, in letters of one width.

        Parameters
        ----------
        body
            Anything; turned into text. Nothing in it is markup.
        help, width, text_alignment, wrap
            As for `st.markdown`.

        Examples
        --------
        >>> st.text("a   b   c")
        """
        text = dedent(body)
        props: Props = {"text": text}
        if help or text_alignment != "left" or not wrap or width != "content":
            props |= text_props("text", help, text_alignment, wrap=wrap) | width_of(
                "text", width, "content"
            )
        return self._show("text", locals(), "text", props, value=text)

    def divider(self, *, width: Width = "stretch") -> Any:
        """Show a horizontal line.

        Parameters
        ----------
        width
            "stretch" or pixels.

        Examples
        --------
        >>> st.divider()
        """
        return self._show(
            "divider", locals(), "divider", width_of("divider", width, allowed=("stretch",))
        )


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
    if anchor is not None and anchor is not False and not isinstance(anchor, str):
        raise StreamlitAPIException(
            f"st.{name}: `anchor` is {anchor!r}; give a text, None or False"
        )
    shown = f"{icon_of(name, icon)['icon']} {text}" if icon is not None else text
    props: Props = {"html": render_inline(shown), "level": level}
    if anchor is not False:
        props["anchor"] = anchor_of(anchor or text, is_name=bool(anchor))
    return props | text_props(name, help, text_alignment, wrap=wrap) | width_of(name, width)
