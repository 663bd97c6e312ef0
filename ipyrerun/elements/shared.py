"""Checks and translations that several families need: sizes, icons, words out of a list."""

from __future__ import annotations

import functools
import unicodedata
from typing import Any, get_args

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidHeightError,
    StreamlitInvalidWidthError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ..markup import render, render_inline
from ..types import Gap, LabelVisibility, Props, TextAlignment

_VISIBILITIES = get_args(LabelVisibility)
_ALIGNMENTS = get_args(TextAlignment)
_GAPS = get_args(get_args(Gap)[1])


def one_of(name: str, parameter: str, value: Any, allowed: tuple[Any, ...]) -> Any:
    """Return the value if it is among the allowed ones, else raise."""
    if not isinstance(value, str | type(None) | bool) or value not in allowed:
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
    if (isinstance(width, int) and not isinstance(width, bool) and width > 0) or width in allowed:
        return {"width": width}
    words = " or ".join(f'"{word}"' for word in allowed)
    joint = "," if len(allowed) > 1 else " or"
    raise StreamlitInvalidWidthError(
        f"st.{name}: `width` is {width!r}; give a positive number of pixels{joint} {words}"
    )


def height_of(name: str, height: Any, default: str = "content") -> Props:
    """Return the layout prop for a height; none for the view's own default."""
    if height == default:
        return {}
    if (isinstance(height, int) and not isinstance(height, bool) and height > 0) or height in {
        "stretch",
        "content",
    }:
        return {"height": height}
    # A default may be one that nobody can ask for.
    named = f'"{default}", ' if default not in {"", "content"} else ""
    words = f'{named}"stretch" or "content"'
    raise StreamlitInvalidHeightError(
        f"st.{name}: `height` is {height!r}; give a positive number of pixels, {words}"
    )


def help_of(help: str | None) -> Props:
    """Return the prop for a tooltip."""
    return {} if not help else {"help": render(str(help))}


def text_props(name: str, help: str | None, alignment: str, *, wrap: bool) -> Props:
    """Return the props that text elements share."""
    props = help_of(help)
    if alignment != "left":
        props["align"] = one_of(name, "text_alignment", alignment, _ALIGNMENTS)
    if not wrap:
        props["wrap"] = False
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
        props["help"] = render(str(help))
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
        or gap in _GAPS
    ):
        return {"gap": gap}
    words = ", ".join(repr(word) for word in _GAPS)
    raise StreamlitValueError(
        f"st.{name}: `gap` is {gap!r}; give None, a number of pixels, or one of {words}"
    )


def icon_of(name: str, icon: str | None) -> Props:
    """Return the prop for an icon: one emoji."""
    if not icon:
        return {}
    if not isinstance(icon, str) or not _is_emoji(icon):
        hint = (
            "Material icons are not there yet"
            if str(icon).startswith(":material/")
            else "the value is not one emoji"
        )
        raise StreamlitAPIException(
            f"st.{name}: `icon` is {icon!r}; {hint}. Give a single emoji, such as \N{ROCKET}"
        )
    return {"icon": icon}


@functools.lru_cache(maxsize=500)
def _is_emoji(text: str) -> bool:
    """Return whether a text is a single emoji.

    A pictograph with its joiners, selectors, tones and tags.
    """
    if not text or len(text) > 12:
        return False
    joined = {"\u200d", "\ufe0f", "\u20e3"}
    kinds = [unicodedata.category(c) for c in text if c not in joined]
    has_picture = any(kind in {"So", "Sk"} for kind in kinds) or "\u20e3" in text
    is_flag = len(text) == 2 and all("\U0001f1e6" <= c <= "\U0001f1ff" for c in text)
    is_single = kinds.count("So") == 1 or "\u200d" in text or is_flag
    return (
        has_picture
        and (is_single or "\u20e3" in text)
        and all(k in {"So", "Sk", "Cf", "Mn", "Nd", "Po"} for k in kinds)
    )


def need(name: str, parameter: str, value: Any) -> None:
    """Raise if a parameter that must be given is not."""
    if value is None or value == "":
        raise StreamlitMissingRequiredParameterError(
            f"st.{name}: `{parameter}` is {value!r}; give a text"
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
