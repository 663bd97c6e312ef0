"""Text: what is shown as it stands, or as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from ..errors import StreamlitIncompatibleParametersError
from ..markup import dedent, remembered, render, render_inline
from .base import Base
from .shared import help_of, icon_of, one_of, text_props, width_of

if TYPE_CHECKING:
    from ..types import Props, TextAlignment, TextWidth, Width

BadgeColour = Literal[
    "red", "orange", "yellow", "blue", "green", "violet", "gray", "grey", "primary"
]


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
            GitHub-flavoured Markdown, with `:red[colours]`, `:small[small print]`,
            `:blue-badge[badges]`, emoji (`:rocket:`), Material icons (`:material/rocket:`) and
            formulas (`$x^2$`). Anything else is turned into text. Common indentation is removed.
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
            Whether long lines are broken; else what does not fit on one line is cut off.

        Raises
        ------
        StreamlitIncompatibleParametersError
            Raw HTML cannot be cut off: `unsafe_allow_html` excludes `wrap=False`.

        Examples
        --------
        >>> st.markdown("A **bold** word")
        """
        params = locals()
        _refuse_cut_html("markdown", wrap=wrap, unsafe_allow_html=unsafe_allow_html)
        if type(body) is str and anchors and not unsafe_allow_html:
            text, props = paragraph(body)
        else:
            text = dedent(body)
            props = {"html": render(text, allow_html=unsafe_allow_html, anchors=anchors)}
        if help or text_alignment != "left" or wrap is not True:
            props = props | text_props("markdown", help, text_alignment, wrap=wrap)
        if width != "auto":
            props = props | width_of("markdown", width, "auto")
        return self._show("markdown", params, "markdown", props, value=text)

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

        Raises
        ------
        StreamlitIncompatibleParametersError
            As for `st.markdown`.

        Examples
        --------
        >>> st.caption("Source: NOAA")
        """
        params = locals()
        _refuse_cut_html("caption", wrap=wrap, unsafe_allow_html=unsafe_allow_html)
        text = dedent(body)
        props: Props = {"html": render(text, allow_html=unsafe_allow_html), "role": "caption"}
        if help or text_alignment != "left" or wrap is not True:
            props |= text_props("caption", help, text_alignment, wrap=wrap)
        if width != "stretch":
            props |= width_of("caption", width)
        return self._show("caption", params, "markdown", props, value=text)

    def badge(
        self,
        label: str,
        *,
        icon: str | None = None,
        color: BadgeColour = "blue",
        width: Width = "content",
        help: str | None = None,
    ) -> Any:
        """Show a word or two in a coloured pill.

        Parameters
        ----------
        label
            Inline Markdown without links.
        icon
            Before the label: an emoji, a Material icon such as ":material/check:", or "spinner".
        color
            "red", "orange", "yellow", "blue", "green", "violet", "gray" (or "grey") or "primary",
            the theme's own.
        width
            "content", "stretch" or pixels, of the place that the pill stands in.
        help
            A tooltip, as Markdown.

        Raises
        ------
        StreamlitValueError
            `color` is not one of those.

        Examples
        --------
        >>> st.badge("New", icon=":material/star:", color="green")
        """
        params = locals()
        one_of("badge", "color", color, get_args(BadgeColour))
        escaped = str(label).replace("[", r"\[").replace("]", r"\]")
        sign = icon_of("badge", icon).get("icon")
        words = f"{sign} {render_inline(escaped)}" if sign else render_inline(escaped)
        shade = "gray" if color == "grey" else color
        props: Props = {"html": f'<p><span class="rr-badge rr-{shade}">{words}</span></p>'}
        props |= help_of(help) | width_of("badge", width, "auto")
        written = f"{icon.strip()} {escaped}" if icon and sign else escaped
        # As in Streamlit, a test finds it among the Markdown texts.
        return self._show("markdown", params, "markdown", props, value=f":{color}-badge[{written}]")

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
            "divider",
            locals(),
            "divider",
            width_of("divider", width, allowed=("stretch",)),
            value="---",
        )


@remembered()
def paragraph(body: str) -> tuple[str, Props]:
    """Return a usual text as a test sees it, and its props.

    All nodes with that text share them, so that they are compared at no cost.
    """
    text = dedent(body)
    return text, {"html": render(text, anchors=True)}


def _refuse_cut_html(name: str, *, wrap: bool, unsafe_allow_html: bool) -> None:
    if unsafe_allow_html and wrap is False:
        raise StreamlitIncompatibleParametersError(
            f"st.{name}: `wrap` is False and `unsafe_allow_html` is True, but raw HTML cannot be "
            "cut off; leave one of them out"
        )
