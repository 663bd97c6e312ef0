"""What the page as a whole is called and looks like."""

from __future__ import annotations

import base64
import re
import zlib
from html import escape
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ..errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitInvalidURLError,
    StreamlitValueError,
)
from ..icons import drawing
from ..markup import dedent, render
from ..pictures import Wishes, picture_of, still_of
from ..sources import is_address
from .base import Base
from .shared import is_emoji, is_positive, one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..types import Props

Layout: TypeAlias = Literal["centered", "wide"] | None
SidebarState: TypeAlias = Literal["auto", "expanded", "collapsed", "locked"] | int | None

_BOX = (64, 64)
_RANDOM = "🚀🌈🎈🌍🍀🎯🧭🔭🎨🎲🌻🐙🦋🍉⛵🏔"
_ITEMS = {"get help": "Get help", "report a bug": "Report a bug", "about": "About"}
_MAIL = re.compile(r"mailto:[^\s@]+@[^\s@]+")


def set_page_config(
    page_title: str | None = None,
    page_icon: Any = None,
    layout: Layout = None,
    initial_sidebar_state: SidebarState = None,
    menu_items: Mapping[str, str | None] | None = None,
) -> None:
    r"""Say what the page is called, and how it is laid out.

    It may be called anywhere and any number of times; what a call leaves out stays as it was.

    Parameters
    ----------
    page_title
        Title of the browser's window in Voila; in a notebook what a screen reader calls the page.
    page_icon
        Icon of the window in Voila: an emoji or its short name, a Material icon, "random", or
        anything that `st.image` takes.
    layout
        "wide" uses the whole width of a Voila dashboard, "centered" a column in its middle; in a
        notebook the width is the cell's.
    initial_sidebar_state
        "expanded" and "auto" show the sidebar at first, "collapsed" folds it, "locked" keeps it
        open; a number is its width [px].
    menu_items
        More items for the page's menu: addresses for "Get help" and "Report a bug", Markdown for
        "About"; None takes an item away.

    Raises
    ------
    StreamlitValueError
        `layout`, `initial_sidebar_state` or a name in `menu_items` is not among the supported ones.
    StreamlitInvalidURLError
        A menu item is no address.

    Examples
    --------
    >>> st.set_page_config(page_title="Weather", page_icon="\N{UMBRELLA}", layout="wide")
    """
    run = Base()._current_run("set_page_config")
    props: Props = {}
    if page_title is not None:
        props["title"] = str(page_title)
    if page_icon is not None and (icon := _icon_address(page_icon, run.app)):
        props["icon"] = icon
    if layout is not None:
        one_of("set_page_config", "layout", layout, ("centered", "wide"))
        props["wide"] = layout == "wide"
    sidebar = _sidebar_props(initial_sidebar_state)
    items = _menu_props(menu_items) if menu_items is not None else {}
    run.root.props = {
        k: v for k, v in {**run.root.props, **props, **items}.items() if v is not None
    }
    if sidebar:
        run.sidebar.props = {**run.sidebar.props, **sidebar}


def _sidebar_props(state: Any) -> Props:
    if state is None:
        return {}
    if is_positive(state):
        return {"start": "auto", "width": state}
    if isinstance(state, str) and state in {"auto", "expanded", "collapsed", "locked"}:
        return {"start": state}
    raise StreamlitValueError(
        f"st.set_page_config: `initial_sidebar_state` is {state!r}; the supported values are "
        "'auto', 'expanded', 'collapsed', 'locked' and a positive number of pixels"
    )


def _menu_props(items: Any) -> Props:
    if not hasattr(items, "items"):
        raise StreamlitInvalidParameterTypeError(
            f"st.set_page_config: `menu_items` is {items!r}, of type {type(items).__name__}; give "
            "a dict"
        )
    props: Props = {}
    for given, value in items.items():
        name = str(given).lower().strip()
        if name not in _ITEMS:
            raise StreamlitValueError(
                f"st.set_page_config: `menu_items` has {given!r}; the supported names are "
                "'Get help', 'Report a bug', 'About'"
            )
        if value is None:
            props[_prop_of(name)] = None
        elif name == "about":
            props["about"] = render(dedent(str(value)))
        elif is_address(value, ("http", "https")) or _MAIL.fullmatch(str(value)):
            props[_prop_of(name)] = value
        else:
            raise StreamlitInvalidURLError(
                f"st.set_page_config: `menu_items[{given!r}]` is {value!r}; give an address that "
                "begins with http://, https:// or mailto:"
            )
    return props


def _prop_of(name: str) -> str:
    return {"get help": "help_url", "report a bug": "bug_url"}.get(name, name)


def _icon_address(icon: Any, app: str) -> str | None:
    """Return an address that holds the icon; None for a text that stands for nothing."""
    if isinstance(icon, str):
        if icon == "random":
            # The same in every run of one app.
            return _of_text(_RANDOM[zlib.crc32(app.encode()) % len(_RANDOM)])
        sign = _emoji(icon)
        if sign is not None:
            return _of_text(sign)
        if icon.startswith(":material/"):
            drawn = drawing(icon.strip(":").rpartition("/")[2])
            if drawn is None:
                raise StreamlitValueError(
                    f"st.set_page_config: `page_icon` is {icon!r}, which names no Material icon; "
                    "give another name, or an emoji"
                )
            return _of_svg(drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))
    try:
        return still_of(picture_of(icon, Wishes("set_page_config", "page_icon")), _BOX)
    except StreamlitAPIException:
        if isinstance(icon, str):
            # As in Streamlit: a text that names nothing is no reason to show no page.
            return None
        raise


def _emoji(text: str) -> str | None:
    if is_emoji(text):
        return text
    if not re.fullmatch(":[a-zA-Z0-9_+-]+:", text):
        return None
    # Its tables take a while to load.
    import emoji

    sign = emoji.emojize(text, language="alias")
    return sign if sign != text else None


def _of_text(sign: str) -> str:
    return _of_svg(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<text y="84" font-size="88">{escape(sign)}</text></svg>'
    )


def _of_svg(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
