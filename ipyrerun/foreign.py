"""Markup that a script brings: HTML of its own, style sheets, the style of single cells.

More of it stays than of raw HTML in Markdown: layout, media, style sheets. Nothing of it runs. A
style sheet never reaches the browser as markup: it is sent as text, and the view applies its rules
to the page alone.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from .markup import (
    ALLOWED_STYLES,
    OF_LINKS,
    SCHEMES,
    allowed,
    kept,
    remembered,
)

if TYPE_CHECKING:
    import nh3

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


@functools.cache
def _cleaner() -> nh3.Cleaner:
    import nh3

    tags, attributes = allowed()
    return nh3.Cleaner(
        tags=tags | _MEDIA,
        clean_content_tags={"script", "style"},
        attributes={
            **attributes,
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


@functools.cache
def _cleaner_of_own() -> nh3.Cleaner:
    """Return that of a table of pandas, say: ids name its cells, and its style sheet finds them."""
    import nh3

    tags, attributes = allowed()
    return nh3.Cleaner(
        tags=tags | _MEDIA,
        clean_content_tags={"script", "style"},
        attributes={**attributes, "*": attributes["*"] | {"id"}},
        attribute_filter=_kept_own,
        set_tag_attribute_values=OF_LINKS,
        url_schemes=SCHEMES,
    )


@remembered(_REMEMBERED)
def clean_page(html: str) -> str:
    """Return a script's HTML without what could run, load unasked or restyle what is around it."""
    return _cleaner().clean(html)


@remembered(_REMEMBERED)
def clean_own(html: str) -> str:
    """Return what an object draws of itself without what could run; ids and all of a style stay."""
    return _cleaner_of_own().clean(html)


@remembered(_REMEMBERED)
def sheets_of(html: str) -> str:
    """Return what the `<style>` elements of a text say: CSS, to be applied to the page alone."""
    if "<style" not in html.lower():
        return ""
    from .sheets import Sheets

    reader = Sheets()
    reader.feed(html)
    reader.close()
    return "\n".join(part.strip() for part in reader.parts)


_STYLE = re.compile(r'style="([^"]*)"')


@remembered(_REMEMBERED)
def clean_style(style: str) -> str:
    """Return the declarations of an element's style that cannot leave its own box or load."""
    quoted = style.replace("&", "&amp;").replace('"', "&quot;")
    found = _STYLE.search(_cleaner().clean(f'<span style="{quoted}"></span>'))
    return found[1].replace("&quot;", '"').replace("&amp;", "&") if found is not None else ""
