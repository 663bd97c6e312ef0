"""Checks and translations that several families need: sizes, icons, words out of a list."""

from __future__ import annotations

import functools
import re
from typing import Any, Literal, get_args

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidHeightError,
    StreamlitInvalidParameterTypeError,
    StreamlitInvalidWidthError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..icons import drawing, nearest
from ..markup import dedent, render, render_inline
from ..types import Gap, Key, LabelVisibility, Props, TextAlignment

# Of an expander and a status.
Look = Literal["default", "compact", "step"]
_LOOKS = get_args(Look)
_VISIBILITIES = get_args(LabelVisibility)
_ALIGNMENTS = get_args(TextAlignment)
# From "xxsmall" to "xxlarge".
SIZES = get_args(get_args(Gap)[1])


# What a choice may be at all: anything else may not even be compared.
_CHOICES = (str, bool, type(None))


def one_of(name: str, parameter: str, value: Any, allowed: tuple[Any, ...]) -> Any:
    """Return the value if it is among the allowed ones, else raise."""
    if not isinstance(value, _CHOICES) or value not in allowed:
        words = ", ".join(repr(word) for word in allowed)
        raise StreamlitValueError(
            f"st.{name}: `{parameter}` is {value!r}; the supported values are {words}"
        )
    return value


def width_of(
    name: str,
    width: Any,
    default: str = "stretch",
    allowed: tuple[str, ...] = ("stretch", "content"),
) -> Props:
    """Return the layout prop for a width; none for the view's own default."""
    if width == default:
        return {}
    if is_positive(width) or width in allowed:
        return {"width": width}
    words = " or ".join(f'"{word}"' for word in allowed)
    joint = "," if len(allowed) > 1 else " or"
    raise StreamlitInvalidWidthError(
        f"st.{name}: `width` is {width!r}; give a positive number of pixels{joint} {words}"
    )


def height_of(
    name: str,
    height: Any,
    default: str | None = "content",
    allowed: tuple[str, ...] = ("stretch", "content"),
) -> Props:
    """Return the layout prop for a height; none for the view's own default."""
    if height == default:
        return {}
    if is_positive(height) or height in allowed:
        return {"height": height}
    # A default may be one that nobody can ask for.
    own = () if not default or default in allowed else (default,)
    *words, last = (f'"{word}"' for word in (*own, *allowed))
    raise StreamlitInvalidHeightError(
        f"st.{name}: `height` is {height!r}; give a positive number of pixels"
        f"{', ' if words else ''}{', '.join(words)} or {last}"
    )


def is_positive(value: Any) -> bool:
    """Return whether a value is a whole number above 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def css_of(key: Key) -> Props:
    """Return the prop for the CSS class that a block's key gives it."""
    return {} if key is None else {"css": "st-key-" + re.sub(r"[^\w-]", "-", str(key))}


def help_of(help: str | None) -> Props:
    """Return the prop for a tooltip."""
    return {} if not help else {"help": render(dedent(help))}


def text_props(name: str, help: str | None, alignment: str, *, wrap: bool) -> Props:
    """Return the props that text elements share."""
    props = help_of(help)
    if alignment != "left":
        props["align"] = one_of(name, "text_alignment", alignment, _ALIGNMENTS)
    if wrap is not True:
        props["wrap"] = one_of(name, "wrap", wrap, (True, False))
    return props


def label_props(
    name: str,
    label: str | None,
    visibility: str,
    help: str | None,
    width: Any,
    *,
    disabled: bool,
    default_width: str = "stretch",
) -> Props:
    """Return the props that inputs share."""
    props: Props = {"label": render_inline("" if label is None else str(label))}
    if visibility != "visible":
        props["label_visibility"] = one_of(name, "label_visibility", visibility, _VISIBILITIES)
    if help:
        props["help"] = render(dedent(help))
    if disabled:
        props["disabled"] = True
    if width != default_width:
        words = ("stretch",) if default_width == "stretch" else ("stretch", "content")
        props |= width_of(name, width, default_width, words)
    return props


def gap_of(name: str, gap: Any) -> Props:
    """Return the prop for a gap; none for the default "small"."""
    if gap == "small":
        return {}
    if (
        gap is None
        or (isinstance(gap, int) and not isinstance(gap, bool) and gap >= 0)
        or gap in SIZES
    ):
        return {"gap": gap}
    words = ", ".join(repr(word) for word in SIZES)
    raise StreamlitValueError(
        f"st.{name}: `gap` is {gap!r}; give None, a number of pixels, or one of {words}"
    )


def icon_of(name: str, icon: Any) -> Props:
    """Return the prop for an icon, as HTML: an emoji, a Material icon or a turning spinner."""
    if icon is None:
        return {}
    if not isinstance(icon, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: `icon` is {icon!r}, of type {type(icon).__name__}; {_ICONS}"
        )
    text = icon.strip()
    return {"icon": _icon_html(name, text)} if text else {}


@functools.lru_cache(maxsize=1000)
def _icon_html(name: str, icon: str) -> str:
    if icon == "spinner":
        return '<span class="rr-spinner"></span>'
    if icon.lower().startswith(":material"):
        return _material(name, icon)
    if not is_emoji(icon):
        raise StreamlitAPIException(f"st.{name}: `icon` is {icon!r}, {_mistake(icon)}; {_ICONS}")
    return icon


def _material(name: str, icon: str) -> str:
    found = _MATERIAL.fullmatch(icon)
    html = drawing(found[1]) if found is not None else None
    if html is None:
        meant = nearest(icon.strip(":").rpartition("/")[2])
        names = " or ".join(f":material/{one}:" for one in meant)
        raise StreamlitAPIException(
            f"st.{name}: `icon` is {icon!r}, which names no Material icon; "
            + (f"did you mean {names}?" if names else _ICONS)
        )
    return html


_MATERIAL = re.compile(":material/([a-z0-9_]+):")
_ICONS = "give a single emoji, such as \N{ROCKET}, or a Material icon, such as :material/rocket:"


def _mistake(icon: str) -> str:
    if re.fullmatch(":[a-zA-Z0-9_+-]+:", icon):
        return "a short name, which only Markdown knows"
    if "://" in icon or icon.startswith("//") or icon[:5].lower() == "data:":
        return "an address, but pictures cannot be icons"
    return "which is not one emoji"


def is_emoji(text: str) -> bool:
    """Return whether a text is a single emoji, with or without what asks for its colours."""
    if text.isascii():
        return False
    # Its tables take a while to load.
    import emoji

    return emoji.is_emoji(text) or emoji.is_emoji(text.replace("\ufe0f", ""))


def need(name: str, parameter: str, value: Any) -> None:
    """Raise if a parameter that must be given is not."""
    if value is None or value == "":
        raise StreamlitMissingRequiredParameterError(
            f"st.{name}: `{parameter}` is {value!r}; give a text"
        )


def check_on_select(name: str, on_select: Any) -> None:
    """Raise for what does not say what a selection does."""
    if not callable(on_select) and not (
        isinstance(on_select, str) and on_select in {"ignore", "rerun"}
    ):
        raise StreamlitValueError(
            f'st.{name}: `on_select` is {on_select!r}; give "ignore", "rerun" or a function'
        )


def not_yet(name: str, **parameters: Any) -> None:
    """Raise for parameters that this version does not know how to honour.

    An option is never ignored silently.
    """
    for parameter, value in parameters.items():
        if value is not None and value is not False:
            raise StreamlitAPIException(
                f"st.{name}: `{parameter}` is {value!r}; this version does not support it yet, "
                "leave it out"
            )


def fold_props(name: str, label: str, look: str, width: Any) -> Props:
    """Return what expanders and statuses have in common."""
    props: Props = {"label": render_inline(str(label))}
    if look != "default":
        props["look"] = one_of(name, "type", look, _LOOKS)
    return props | width_of(name, width, allowed=("stretch",))
