"""What Streamlit's Markdown has beyond GitHub's.

Colours, badges, small print, emoji and icon names, mathematics, arrows.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from .icons import drawing

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

COLOURS = (
    *("red", "orange", "yellow", "green", "blue"),
    *("violet", "gray", "grey", "rainbow", "primary"),
)
_DIRECTIVE = re.compile(
    rf":(?:(?P<colour>{'|'.join(COLOURS)})(?:-(?P<kind>background|badge))?|(?P<other>color|small|shimmer|badge))\["
)
_CSS_COLOUR = r"[a-zA-Z]+|\#[0-9a-fA-F]{3,8}|(?:rgb|hsl)a?\([0-9.,%\s]+\)"
_OWN_COLOURS = re.compile(
    rf'\{{\s*(?:foreground="(?P<ink>{_CSS_COLOUR})")?\s*(?:background="(?P<back>{_CSS_COLOUR})")?\s*\}}'
)
_EMOJI = re.compile(r":([a-z0-9_+\-]{1,80}):")
_ICON = re.compile(r":material/([a-z0-9_]+):")
# A price is no formula: the `$` touch the text, and there is no digit beside them outside.
_MATH = re.compile(r"(?<!\d)(\$\$?)(?!\s)((?:\\.|[^\\$])+)(?<!\s)\1(?!\d)", re.DOTALL)
_ARROWS = re.compile(r"<->|<-(?!-)|(?<!-)->|(?<!-)--(?![->])|>=|<=|~=")
_SIGNS = {
    "<->": "\N{LEFT RIGHT ARROW}",
    "<-": "\N{LEFTWARDS ARROW}",
    "->": "\N{RIGHTWARDS ARROW}",
    "--": "\N{EM DASH}",
    ">=": "\N{GREATER-THAN OR EQUAL TO}",
    "<=": "\N{LESS-THAN OR EQUAL TO}",
    "~=": "\N{ALMOST EQUAL TO}",
}


def extend(parser: MarkdownIt) -> None:
    """Teach a parser what Streamlit's Markdown has beyond GitHub's."""
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    parser.use(dollarmath_plugin, allow_labels=False)
    # For a text that begins with a formula, the plugin's own rule takes its last letter for the one
    # before the formula, and finds none if that is a digit.
    parser.inline.ruler.at("math_inline", _math)
    for name in ("math_inline", "math_inline_double", "math_block"):
        parser.add_render_rule(name, _formula)
    parser.add_render_rule("icon", _place_of_icon)
    parser.inline.ruler.before("link", "directive", _directive)
    parser.core.ruler.push("signs", _replace_signs)


def _directive(state: StateInline, silent: bool) -> bool:
    """Parse `:red[...]` and its kin, `:rocket:` and `:material/home:`."""
    if state.src[state.pos] != ":":
        return False
    match = _DIRECTIVE.match(state.src, state.pos)
    if match is None:
        return _icon(state, silent=silent) or _emoji(state, silent=silent)
    opening = match.end() - 1
    end = state.md.helpers.parseLinkLabel(state, opening)
    if end < 0:
        return False
    after = end + 1
    attributes: dict[str, str | int | float] = {"class": _classes(match)}
    if match["other"] == "color":
        own = _OWN_COLOURS.match(state.src, after)
        if own is None:
            return False
        attributes = {"style": _style(own)}
        after = own.end()
    if not silent:
        _nest(state, attributes, opening + 1, end)
    state.pos = after
    return True


def _nest(
    state: StateInline, attributes: dict[str, str | int | float], start: int, end: int
) -> None:
    """Parse what stands between the brackets, inside a span."""
    state.push("span_open", "span", 1).attrs = attributes
    outer = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = outer
    state.push("span_close", "span", -1)


def _classes(match: re.Match[str]) -> str:
    colour, kind, other = match["colour"], match["kind"], match["other"]
    if other == "badge":
        return "rr-badge rr-blue"
    if other is not None:
        return f"rr-{other}-text"
    shade = "gray" if colour == "grey" else colour
    return f"rr-{kind or 'ink'} rr-{shade}"


def _style(own: re.Match[str]) -> str:
    parts = [("color", own["ink"]), ("background-color", own["back"])]
    return ";".join(f"{name}:{colour}" for name, colour in parts if colour)


def _emoji(state: StateInline, *, silent: bool) -> bool:
    match = _EMOJI.match(state.src, state.pos)
    sign = _sign_of(match[1]) if match is not None else None
    if match is None or sign is None:
        return False
    if not silent:
        state.push("text", "", 0).content = sign
    state.pos = match.end()
    return True


@functools.lru_cache(maxsize=1000)
def _sign_of(name: str) -> str | None:
    """Return the picture of a short name as GitHub writes it."""
    # Its tables take a while to load.
    import emoji

    sign = emoji.emojize(f":{name}:", language="alias")
    return None if sign.startswith(":") else sign


def _icon(state: StateInline, *, silent: bool) -> bool:
    match = _ICON.match(state.src, state.pos)
    if match is None or drawing(match[1]) is None:
        return False
    if not silent:
        state.push("icon", "", 0).meta = {"name": match[1]}
    state.pos = match.end()
    return True


def _place_of_icon(
    renderer: RendererProtocol,
    tokens: list[Token],
    place: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    """Return what stands for an icon until `fill_icons`: raw HTML is cleaned in between."""
    del renderer, options, env
    return f'<span data-icon="{tokens[place].meta["name"]}"></span>'


_PLACE = re.compile(r'<span data-icon="([a-z0-9_]+)"></span>')


def fill_icons(html: str) -> str:
    """Return HTML with the drawings of its icons.

    Text and attributes have no raw `<` and `"` side by side here, so what looks like the place of
    an icon is one.
    """
    if "data-icon" not in html:
        return html
    return _PLACE.sub(lambda found: drawing(found[1]) or "", html)


def _math(state: StateInline, silent: bool) -> bool:
    """Parse `$x$` and `$$x$$` within a line."""
    if state.src[state.pos] != "$":
        return False
    match = _MATH.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        kind = "math_inline" if match[1] == "$" else "math_inline_double"
        state.push(kind, "math", 0).content = match[2]
    state.pos = match.end()
    return True


def _replace_signs(state: StateCore) -> None:
    """Replace `->` and the like in running text; addresses and code stay as they are."""
    for block in state.tokens:
        inside_address = False
        for token in block.children or ():
            if token.type == "link_open":
                inside_address = token.info == "auto"
            elif token.type == "link_close":
                inside_address = False
            elif token.type == "text" and not inside_address:
                token.content = _ARROWS.sub(lambda m: _SIGNS[m[0]], token.content)


def _formula(
    renderer: RendererProtocol,
    tokens: list[Token],
    place: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    del renderer, options, env
    token = tokens[place]
    if token.type == "math_inline":
        return formula(token.content)
    return formula(token.content, "div" if token.type == "math_block" else "span", display=True)


def formula(tex: str, tag: str = "span", *, display: bool = False) -> str:
    """Return a formula as its TeX: readable as it stands, and found by a view that can set it."""
    from markdown_it.common.utils import escapeHtml

    text = escapeHtml(tex.strip())
    kind = "rr-math rr-display" if display else "rr-math"
    return f'<{tag} class="{kind}" data-tex="{text}">{text}</{tag}>'
