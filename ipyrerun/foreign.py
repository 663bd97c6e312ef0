"""Markup that a script brings: HTML of its own, style sheets, the style of single cells.

More of it stays than of raw HTML in Markdown: layout, media, style sheets. Nothing of it runs. A
style sheet never reaches the browser as markup: it is sent as text, and the view applies its rules
to the page alone.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from .markup import (
    ALLOWED_ATTRIBUTES,
    ALLOWED_STYLES,
    ALLOWED_TAGS,
    OF_LINKS,
    SCHEMES,
    kept,
    remembered,
)

_REMEMBERED = 2_000
_MEDIA = {"audio", "picture", "source", "track", "video"}
_PLAYED = {"controls", "height", "loop", "muted", "poster", "preload", "src", "width"}
_LAYOUT = {
    "align-content",
    "align-items",
    "align-self",
    "aspect-ratio",
    "background",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-style",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-width",
    "box-shadow",
    "box-sizing",
    "column-gap",
    "flex",
    "flex-basis",
    "flex-direction",
    "flex-grow",
    "flex-shrink",
    "float",
    "font",
    "grid-column",
    "grid-row",
    "grid-template-columns",
    "grid-template-rows",
    "justify-items",
    "justify-self",
    "object-fit",
    "overflow",
    "overflow-wrap",
    "overflow-x",
    "overflow-y",
    "row-gap",
    "text-overflow",
    "text-shadow",
    "word-break",
}
_CALLED = re.compile(r"([\w-]*)\(")
# Functions of CSS that load nothing.
_PURE = {
    *("calc", "clamp", "conic-gradient", "fit-content", "hsl", "hsla", "linear-gradient", "max"),
    *("min", "minmax", "oklch", "radial-gradient", "repeat", "repeating-linear-gradient", "rgb"),
    *("color-mix", "rgba", "var"),
}


def _kept(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "style":
        return value if _loads_nothing(value) else None
    return kept(tag, attribute, value)


def _loads_nothing(style: str) -> bool:
    """Return whether a style calls only functions that load nothing.

    An escape could spell one of the others.
    """
    return "\\" not in style and all(name.lower() in _PURE for name in _CALLED.findall(style))


def _kept_own(tag: str, attribute: str, value: str) -> str | None:
    """Let ids stand that a library counts up; the host's page has others, `main` among them.

    What is fixed stands over the host.
    """
    if attribute == "id" and not any(c.isdigit() for c in value):
        return None
    if attribute == "style" and "fixed" in value.lower():
        return None
    return _kept(tag, attribute, value)


_CLEANER = nh3.Cleaner(
    tags=ALLOWED_TAGS | _MEDIA,
    clean_content_tags={"script", "style"},
    attributes={
        **ALLOWED_ATTRIBUTES,
        "audio": _PLAYED,
        "video": _PLAYED,
        "source": {"src", "type", "media"},
        "track": {"src", "kind", "srclang", "label", "default"},
        "details": {"open"},
    },
    attribute_filter=_kept,
    set_tag_attribute_values=OF_LINKS,
    filter_style_properties=ALLOWED_STYLES | _LAYOUT,
    url_schemes=SCHEMES,
)
# A table of pandas names its cells by ids, and its style sheet finds them by these.
_OWN = nh3.Cleaner(
    tags=ALLOWED_TAGS | _MEDIA,
    clean_content_tags={"script", "style"},
    attributes={**ALLOWED_ATTRIBUTES, "*": ALLOWED_ATTRIBUTES["*"] | {"id"}},
    attribute_filter=_kept_own,
    set_tag_attribute_values=OF_LINKS,
    url_schemes=SCHEMES,
)


@remembered(_REMEMBERED)
def clean_page(html: str) -> str:
    """Return a script's HTML without what could run, load unasked or restyle what is around it."""
    return _CLEANER.clean(html)


@remembered(_REMEMBERED)
def clean_own(html: str) -> str:
    """Return what an object draws of itself without what could run; ids and all of a style stay."""
    return _OWN.clean(html)


class _Sheets(HTMLParser):
    """Gathers the text of `<style>` elements."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._is_inside = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._is_inside = False

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.parts.append(data)


@remembered(_REMEMBERED)
def sheets_of(html: str) -> str:
    """Return what the `<style>` elements of a text say: CSS, to be applied to the page alone."""
    if "<style" not in html.lower():
        return ""
    reader = _Sheets()
    reader.feed(html)
    reader.close()
    return "\n".join(part.strip() for part in reader.parts)


_STYLE = re.compile(r'style="([^"]*)"')


@remembered(_REMEMBERED)
def clean_style(style: str) -> str:
    """Return the declarations of an element's style that cannot leave its own box or load."""
    quoted = style.replace("&", "&amp;").replace('"', "&quot;")
    found = _STYLE.search(_CLEANER.clean(f'<span style="{quoted}"></span>'))
    return found[1].replace("&quot;", '"').replace("&amp;", "&") if found is not None else ""
