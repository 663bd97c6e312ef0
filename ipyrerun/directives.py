"""What Streamlit's Markdown has beyond GitHub's.

Colours, badges, small print, emoji names, mathematics, arrows.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from markdown_it.common.utils import escapeHtml
from mdit_py_plugins.dollarmath import dollarmath_plugin

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
_EMOJI = re.compile(r":([a-z0-9_+\-]{2,40}):")
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
# Short names that are not, in small letters, the character's own name in Unicode.
_SHORT_NAMES = {
    "+1": "THUMBS UP SIGN",
    "-1": "THUMBS DOWN SIGN",
    "100": "HUNDRED POINTS SYMBOL",
    "arrow_down": "DOWNWARDS BLACK ARROW",
    "arrow_left": "LEFTWARDS BLACK ARROW",
    "arrow_right": "BLACK RIGHTWARDS ARROW",
    "arrow_up": "UPWARDS BLACK ARROW",
    "balloon": "BALLOON",
    "bar_chart": "BAR CHART",
    "bulb": "ELECTRIC LIGHT BULB",
    "calendar": "TEAR-OFF CALENDAR",
    "chart": "CHART WITH UPWARDS TREND AND YEN SIGN",
    "clap": "CLAPPING HANDS SIGN",
    "cry": "CRYING FACE",
    "eyes": "EYES",
    "heart": "HEAVY BLACK HEART",
    "joy": "FACE WITH TEARS OF JOY",
    "laughing": "SMILING FACE WITH OPEN MOUTH AND TIGHTLY-CLOSED EYES",
    "link": "LINK SYMBOL",
    "mag": "LEFT-POINTING MAGNIFYING GLASS",
    "moon": "WAXING GIBBOUS MOON SYMBOL",
    "muscle": "FLEXED BICEPS",
    "ok": "SQUARED OK",
    "ok_hand": "OK HAND SIGN",
    "pencil": "MEMO",
    "point_down": "WHITE DOWN POINTING BACKHAND INDEX",
    "point_left": "WHITE LEFT POINTING BACKHAND INDEX",
    "point_right": "WHITE RIGHT POINTING BACKHAND INDEX",
    "point_up": "WHITE UP POINTING INDEX",
    "pray": "PERSON WITH FOLDED HANDS",
    "question": "BLACK QUESTION MARK ORNAMENT",
    "exclamation": "HEAVY EXCLAMATION MARK SYMBOL",
    "rain_cloud": "CLOUD WITH RAIN",
    "smile": "SMILING FACE WITH OPEN MOUTH AND SMILING EYES",
    "smiley": "SMILING FACE WITH OPEN MOUTH",
    "star": "WHITE MEDIUM STAR",
    "sunglasses": "SMILING FACE WITH SUNGLASSES",
    "sunny": "BLACK SUN WITH RAYS",
    "tada": "PARTY POPPER",
    "thinking": "THINKING FACE",
    "thumbsdown": "THUMBS DOWN SIGN",
    "thumbsup": "THUMBS UP SIGN",
    "warning": "WARNING SIGN",
    "wave": "WAVING HAND SIGN",
    "white_check_mark": "WHITE HEAVY CHECK MARK",
    "wink": "WINKING FACE",
    "x": "CROSS MARK",
    "zap": "HIGH VOLTAGE SIGN",
}
# In text these stand for a letter-like sign unless this selector follows.
_AS_PICTURE = "\ufe0f"


def extend(parser: MarkdownIt) -> None:
    """Teach a parser what Streamlit's Markdown has beyond GitHub's."""
    # A price is no formula: the opening `$` touches the text, and no digit follows the closing one.
    parser.use(
        dollarmath_plugin,
        allow_labels=False,
        allow_space=False,
        allow_digits=False,
        double_inline=True,
    )
    for name in ("math_inline", "math_inline_double", "math_block"):
        parser.add_render_rule(name, _formula)
    parser.inline.ruler.before("link", "directive", _directive)
    parser.core.ruler.push("signs", _replace_signs)


def _directive(state: StateInline, silent: bool) -> bool:
    """Parse `:red[...]` and its kin, and `:rocket:`."""
    if state.src[state.pos] != ":":
        return False
    match = _DIRECTIVE.match(state.src, state.pos)
    if match is None:
        return _emoji(state, silent=silent)
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


def _sign_of(name: str) -> str | None:
    """Return the picture of a short name: one of ours, or the character's own name."""
    try:
        sign = unicodedata.lookup(_SHORT_NAMES.get(name, name.replace("_", " ").upper()))
    except KeyError:
        return None
    if len(sign) != 1 or unicodedata.category(sign) != "So":
        return None
    return sign if sign >= "\U0001f000" else sign + _AS_PICTURE


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
    """Return a formula as its TeX: readable as it stands, and found by a view that can set it."""
    del renderer, options, env
    token: Any = tokens[place]
    tex = escapeHtml(token.content.strip())
    if token.type == "math_inline":
        return f'<span class="rr-math" data-tex="{tex}">{tex}</span>'
    tag = "div" if token.type == "math_block" else "span"
    return f'<{tag} class="rr-math rr-display" data-tex="{tex}">{tex}</{tag}>'
