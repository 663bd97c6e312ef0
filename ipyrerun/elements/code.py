"""What is written in a language of its own: code and formulas."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from ..directives import formula
from ..markup import dedent, listing
from .base import Base
from .shared import height_of, help_of, width_of

if TYPE_CHECKING:
    from ..types import Height, Props, Width


class Code(Base):
    """Code and formulas."""

    __slots__ = ()

    def code(
        self,
        body: object,
        language: str | None = "python",
        *,
        line_numbers: bool = False,
        wrap_lines: bool = False,
        height: Height | None = "content",
        width: Width = "stretch",
    ) -> Any:
        """Show code in colour, with a button that copies it.

        Parameters
        ----------
        body
            The code; anything is turned into text. One line break at each end is left out.
        language
            A name that Pygments knows ("python", "sql", "json"); None for no colours.
        line_numbers
            Whether lines have numbers, which are not copied.
        wrap_lines
            Whether long lines are broken; else they scroll.
        height
            "content", "stretch" or pixels, within which the code scrolls.
        width
            "stretch", "content" or pixels.

        Examples
        --------
        >>> st.code("print(6 * 7)", line_numbers=True)
        """
        params = locals()
        text = str(body).removeprefix("\n").removesuffix("\n")
        props: Props = {"html": listing(text, language or "", lines=bool(line_numbers))}
        if line_numbers:
            props["lines"] = text.count("\n") + 1
        if wrap_lines:
            props["wrap"] = True
        props |= height_of("code", "content" if height is None else height)
        props |= width_of("code", width)
        return self._show("code", params, "code", props, value=text)

    def latex(self, body: object, *, help: str | None = None, width: Width = "stretch") -> Any:
        r"""Show a formula on a line of its own.

        Parameters
        ----------
        body
            TeX, as KaTeX knows it, or an expression of sympy.
        help
            A tooltip, as Markdown.
        width
            "stretch", "content" or pixels.

        Examples
        --------
        >>> st.latex(r"\int_0^1 x^2 \, dx")
        """
        params = locals()
        tex = dedent(_tex_of(body))
        props: Props = {"html": formula(tex, "div", display=True)}
        props |= help_of(help) | width_of("latex", width)
        return self._show("latex", params, "markdown", props, value=f"$$\n{tex}\n$$")


def _tex_of(body: object) -> object:
    if type(body).__module__.partition(".")[0] != "sympy":
        return body
    return sys.modules["sympy"].latex(body)
