"""Markdown → safe HTML, memoised by text: the same HTML serves the browser, a saved page and tests.

Raw HTML is text, unless the caller allows it; then it is sanitised: a page runs with the user's
Jupyter token.
"""

from __future__ import annotations

import functools
import re
import textwrap
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from .directives import extend, fill_icons

if TYPE_CHECKING:
    from collections.abc import Callable

    import nh3
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore

# The host's page has ids of its own, `main` among them.
_ANCHOR = "rr-"
# Texts of a page that is drawn again and again.
_REMEMBERED = 20_000
# From the first of these lengths on only a few are remembered, beyond the second none: a picture in
# a text behind a slider is another at each step, thousands would fill the memory [characters].
_LONG, _MOST_LONG = 4_000, 50
_LONGEST = 60_000

P = ParamSpec("P")
T = TypeVar("T")


def remembered(
    most: int = _REMEMBERED,
) -> Callable[[Callable[Concatenate[str, P], T]], Callable[Concatenate[str, P], T]]:
    """Have a function remember its latest results.

    Of long texts only a few, of very long ones none: a script behind a slider may make a new one at
    every step.

    Parameters
    ----------
    most
        How many of short texts.
    """

    def decorate(
        make: Callable[Concatenate[str, P], T],
    ) -> Callable[Concatenate[str, P], T]:
        short: Any = functools.lru_cache(most)(make)
        long: Any = functools.lru_cache(_MOST_LONG)(make)

        @functools.wraps(make)
        def get(text: str, /, *args: P.args, **options: P.kwargs) -> T:
            length = len(text)
            known = short if length <= _LONG else long if length <= _LONGEST else make
            return known(text, *args, **options)

        return get

    return decorate


def _open_links_elsewhere(state: StateCore) -> None:
    """Let links leave the page alone, it may hold unsaved work.

    Those within it find their heading.
    """
    for block in state.tokens:
        for token in block.children or ():
            if token.type != "link_open":
                continue
            target = str(token.attrs.get("href", ""))
            if target.startswith("#"):
                token.attrs["href"] = f"#{_ANCHOR}{target[1:]}"
            else:
                token.attrs |= {"target": "_blank", "rel": "noopener noreferrer"}


def _unlink(state: StateCore) -> None:
    """Leave of a link its text: what is clicked is the button around it."""
    for block in state.tokens:
        children = block.children or []
        block.children = [t for t in children if t.type not in {"link_open", "link_close"}]


def _name_headings(state: StateCore) -> None:
    """Give each heading an id, so that links find it."""
    if not state.env.get("anchors"):
        return
    names: dict[str, int] = {}
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type != "heading_open":
            continue
        name = _slug("".join(t.content for t in inline.children or ()))
        names[name] = count = names.get(name, -1) + 1
        if name:
            heading.attrs["id"] = _ANCHOR + (f"{name}-{count}" if count else name)


def _highlight(code: str, language: str, _: str) -> str:
    """Return code as HTML with the classes of Pygments; '' leaves it plain."""
    if not language:
        return ""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return ""
    return highlight(code, lexer, HtmlFormatter(nowrap=True))


@remembered(1_000)
def listing(code: str, language: str, *, lines: bool = False) -> str:
    """Return code as HTML.

    Parameters
    ----------
    code
        Anything.
    language
        A name that Pygments knows; code in others is not coloured.
    lines
        Make an element of each line, so that it can have a number.
    """
    from markdown_it.common.utils import escapeHtml

    # Pygments wants a line break at the end, and ends what it has opened at the end of each line.
    html = _highlight(f"{code}\n", language, "").removesuffix("\n") or escapeHtml(code)
    if not lines:
        return html
    return "\n".join(f'<span class="rr-line">{line}</span>' for line in html.split("\n"))


@functools.cache
def _parser(*, html: bool = False, links: bool = True, lines: bool = True) -> MarkdownIt:
    """Return what reads Markdown; the first text of a kernel waits for it to be loaded."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    options = {"html": html, "linkify": False, "breaks": False, "highlight": _highlight}
    parser = MarkdownIt("gfm-like", options)
    parser.use(gfm_autolink_plugin).use(tasklists_plugin, label=True)
    extend(parser)
    parser.core.ruler.push("links", _open_links_elsewhere if links else _unlink)
    parser.core.ruler.push("anchors", _name_headings)
    return parser if lines else parser.disable("newline")


# A line in which no rule of these parsers finds anything, so that it is its own HTML: most labels
# and many texts. A parser takes some 70 µs to find that out, which a text that follows a slider
# costs in every run.
_PLAIN = re.compile(
    r"(?![ :+=-]|[0-9]+[.)](?: |$))"  # no item of a list, nothing indented
    r"(?!.*(?i:www\.))"
    r"""(?:[^\s\x00-\x1f\x7f"#$&*:<>@\[\\\]^_`{|}~-]++| |:(?= |$)|-(?![>-]))++"""
    r"(?<! )"
)


def dedent(text: object) -> str:
    """Return an object's text without common indentation and surrounding blank lines."""
    words = str(text)
    return textwrap.dedent(words).strip() if "\n" in words else words.strip()


@remembered()
def render(text: str, *, allow_html: bool = False, anchors: bool = False) -> str:
    """Return the HTML of a Markdown text.

    Parameters
    ----------
    text
        GitHub-flavoured Markdown, and what `directives` adds.
    allow_html
        Keep raw HTML, sanitised; else it is shown as text.
    anchors
        Let links within the page find the headings.
    """
    if _PLAIN.fullmatch(text):
        return f"<p>{text}</p>\n"
    html: str = _parser(html=allow_html).render(text, {"anchors": anchors})
    return fill_icons(clean(html) if allow_html else html)


@remembered()
def render_inline(text: str, *, links: bool = True) -> str:
    """Return the HTML of a label: emphasis, code, links, images, colours; everything else is text.

    Parameters
    ----------
    text
        The label.
    links
        False where the label is itself something to click.
    """
    if _PLAIN.fullmatch(text):
        return text
    html: str = _parser(links=links, lines=False).renderInline(text, {})
    return fill_icons(html)


@functools.cache
def allowed() -> tuple[set[str], dict[str, set[str]]]:
    """Return the tags that may stay, and the attributes of each."""
    import nh3

    attributes = {
        **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
        "*": {"class", "title", "dir", "lang", "style"},
        "input": {"checked"},
        "span": {"data-tex", "data-icon"},
        "div": {"data-tex"},
        **{f"h{level}": {"id", "align"} for level in range(1, 7)},
    }
    return nh3.ALLOWED_TAGS | {"section", "input"}, attributes


ALLOWED_STYLES = {
    "background-color",
    "border",
    "border-bottom",
    "border-collapse",
    "border-color",
    "border-left",
    "border-radius",
    "border-right",
    "border-top",
    "color",
    "display",
    "flex-wrap",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "gap",
    "height",
    "justify-content",
    "letter-spacing",
    "line-height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "opacity",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "text-align",
    "text-decoration",
    "text-transform",
    "vertical-align",
    "white-space",
    "width",
}
SCHEMES = {"http", "https", "mailto", "tel", "data"}
_DATA = re.compile(r"\s*data:", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);", re.IGNORECASE)
OF_LINKS = {"a": {"target": "_blank"}, "input": {"type": "checkbox", "disabled": ""}}


def kept(tag: str, attribute: str, value: str) -> str | None:
    """Let `data:` stand where it can only be a picture, and ids where they are ours."""
    if attribute == "id":
        return value if value.startswith(_ANCHOR) or tag not in _HEADINGS else _ANCHOR + value
    if _DATA.match(value) and not (tag == "img" and attribute == "src" and _PICTURE.match(value)):
        return None
    return value


_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))


@functools.cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    tags, attributes = allowed()
    return nh3.Cleaner(
        tags=tags,
        attributes=attributes,
        attribute_filter=kept,
        set_tag_attribute_values=OF_LINKS,
        filter_style_properties=ALLOWED_STYLES,
        url_schemes=SCHEMES,
    )


def clean(html: str) -> str:
    """Return HTML in which nothing can run.

    Scripts, event handlers, frames and `javascript:` links go. Of an element's style those
    properties stay that cannot leave its own box or load anything.
    """
    return _cleaner().clean(html)


_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]", re.UNICODE)
_TAG = re.compile(r"<[^>]*>")


def _slug(text: str) -> str:
    return _NOT_IN_ANCHOR.sub("", text.lower()).strip().replace(" ", "-")


@remembered()
def anchor_of(text: str, *, is_name: bool = False) -> str:
    """Return the id of a heading, for links to it.

    Parameters
    ----------
    text
        What the heading says, or its anchor.
    is_name
        The text is the anchor itself.
    """
    return _ANCHOR + (text if is_name else _slug(_TAG.sub("", render_inline(text))))
