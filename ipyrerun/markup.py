"""Markdown → safe HTML, memoised by text: the same HTML serves the browser, a saved page and tests."""

from __future__ import annotations

import functools
import re
import textwrap

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_LINK = {"target": "_blank", "rel": "noopener noreferrer"}


def _open_links_elsewhere(state: StateCore) -> None:
    """Let links leave the page alone: it may hold unsaved work."""
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "link_open" and not str(token.attrs.get("href", "")).startswith("#"):
                token.attrs |= _LINK


def _parser(*, html: bool) -> MarkdownIt:
    parser = MarkdownIt("gfm-like", {"html": html, "linkify": False, "breaks": False})
    parser.core.ruler.push("links", _open_links_elsewhere)
    return parser


_ESCAPING = _parser(html=False)
_WITH_HTML = _parser(html=True)
_LABEL = _parser(html=False)
_LABEL.disable(["image", "newline"])


def dedent(text: object) -> str:
    """Return an object's text without common indentation and surrounding blank lines, as all text elements show it."""
    return textwrap.dedent(str(text)).strip()


@functools.lru_cache(maxsize=20_000)
def render(text: str, *, allow_html: bool = False) -> str:
    """Return the HTML of a Markdown text.

    Parameters
    ----------
    text
        GitHub-flavoured Markdown.
    allow_html
        Keep raw HTML, sanitised; else it is shown as text.
    """
    parser = _WITH_HTML if allow_html else _ESCAPING
    html: str = parser.render(text)
    return clean(html) if allow_html else html


@functools.lru_cache(maxsize=20_000)
def render_inline(text: str) -> str:
    """Return the HTML of a label: emphasis, code, links and strikethrough; everything else is text."""
    html: str = _LABEL.renderInline(text)
    return html


_TAGS = nh3.ALLOWED_TAGS | {"section", "input"}
_ATTRIBUTES: dict[str, set[str]] = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": {"class", "title", "dir", "lang", "style"},
    "input": {"type", "checked", "disabled"},
}
_STYLES = {
    "background-color", "border", "border-radius", "color", "display", "font-family", "font-size", "font-style",
    "font-weight", "height", "line-height", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right",
    "margin-top", "max-width", "min-width", "opacity", "padding", "padding-bottom", "padding-left", "padding-right",
    "padding-top", "text-align", "text-decoration", "vertical-align", "white-space", "width",
}  # fmt: skip


def clean(html: str) -> str:
    """Return HTML in which nothing can run: a page runs with the user's Jupyter token.

    Scripts, event handlers, foreign frames and `javascript:` links go; of styles those stay that cannot leave the
    element's own box or load anything.
    """
    return nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, filter_style_properties=_STYLES)


_ANCHOR_DROP = re.compile(r"[^\w\- ]", re.UNICODE)


def anchor_of(text: str) -> str:
    """Return the anchor of a heading, for links to it."""
    plain = re.sub(r"<[^>]*>", "", render_inline(text))
    return _ANCHOR_DROP.sub("", plain.lower()).strip().replace(" ", "-")
