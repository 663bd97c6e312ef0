"""What all that is pressed like a button shares: its looks, its shortcut, what a click does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
)
from ..markup import render_inline
from .shared import icon_of, label_props, one_of, width_of

if TYPE_CHECKING:
    from ..types import Callback, Props

TYPES = ("primary", "secondary", "tertiary")

_MODIFIERS = {
    "ctrl": "ctrl",
    "control": "ctrl",
    "cmd": "cmd",
    "command": "cmd",
    "meta": "cmd",
    "mod": "ctrl",
    "alt": "alt",
    "option": "alt",
    "shift": "shift",
}
_ORDER = ("ctrl", "cmd", "alt", "shift")
_NAMES = {
    "return": "enter",
    "spacebar": "space",
    "esc": "escape",
    "del": "delete",
    "arrowleft": "left",
    "arrowright": "right",
    "arrowup": "up",
    "arrowdown": "down",
}
_KEY = re.compile(
    r"[^\W_]|f\d{1,2}|enter|space|tab|escape|backspace|delete|home|end|pageup|pagedown"
    r"|left|right|up|down"
)


def press_props(
    name: str,
    label: Any,
    help: str | None,
    *,
    type: str,
    icon: str | None,
    disabled: bool,
    width: Any,
    wrap: bool | None,
    icon_position: str = "left",
    shortcut: str | None = None,
) -> Props:
    """Return the props of what looks like a button."""
    props = label_props(name, label, "visible", help, "stretch", disabled=disabled)
    # A link inside of a button could not be pressed.
    props["label"] = render_inline("" if label is None else str(label), links=False)
    props |= width_of(name, width, "content") | icon_of(name, icon)
    if type != "secondary":
        props["type"] = one_of(name, "type", type, TYPES)
    if icon_position != "left":
        props["icon_position"] = one_of(name, "icon_position", icon_position, ("left", "right"))
    if shortcut is not None:
        props["shortcut"] = shortcut
    if wrap is not None:
        props["wrap"] = wrap
    return props


def shortcut_of(name: str, shortcut: Any) -> str | None:
    """Return a shortcut as "ctrl+shift+k", however it was written; None if there is none."""
    if shortcut is None:
        return None
    if not isinstance(shortcut, str):
        raise StreamlitInvalidParameterTypeError(
            f"st.{name}: `shortcut` is {shortcut!r}, of type {type(shortcut).__name__}; give a "
            'text such as "Ctrl+Enter"'
        )
    words = [word.strip() for word in shortcut.lower().split("+")]
    keys = [_NAMES.get(word, word) for word in words if word and word not in _MODIFIERS]
    if len(keys) != 1 or not _KEY.fullmatch(keys[0]):
        raise StreamlitAPIException(
            f"st.{name}: `shortcut` is {shortcut!r}; give one letter, digit, function key or "
            'named key (Enter, Esc, Tab, Space, Up, ...), with or without modifiers: "Ctrl+K"'
        )
    if keys[0] in {"c", "r"}:
        raise StreamlitAPIException(
            f"st.{name}: `shortcut` is {shortcut!r}; C and R are taken, with and without "
            "modifiers; choose another key"
        )
    modifiers = {_MODIFIERS[word] for word in words if word in _MODIFIERS}
    return "+".join([*(one for one in _ORDER if one in modifiers), keys[0]])


def stretched(width: Any, use_container_width: bool | None) -> Any:
    """Return the width, as Streamlit's older parameter has it if that is given."""
    if use_container_width is None:
        return width
    return "stretch" if use_container_width else "content"


def click_of(name: str, on_click: Callback | str | None) -> Callback | None:
    """Return what to call at a click, of a button that may also be told "rerun" or "ignore"."""
    if on_click is None or callable(on_click):
        return on_click
    if not isinstance(on_click, str) or on_click not in {"rerun", "ignore"}:
        raise StreamlitValueError(
            f'st.{name}: `on_click` is {on_click!r}; give "rerun", "ignore" or a function'
        )
    return None
