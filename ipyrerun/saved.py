"""The page as HTML, for a notebook without a kernel.

One function per kind of node, as the browser has one view per kind. An element with a live widget
brings its own (`View.still`). The HTML holds no script, and reads well without its style sheet:
hosts that do not trust a notebook strip it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from .tree import Node
    from .types import Props


def still(node: Node) -> str:
    """Return a node, with what it holds, as HTML."""
    inner = "".join(still(child) for child in node.children or ())
    if node.kind == "widget":
        return _widget(node)
    draw = _KINDS.get(node.kind, _plain)
    return draw(node.props, inner)


def _widget(node: Node) -> str:
    view = node.view
    assert view is not None
    own = view.still(node.value) if view.still is not None else None
    if node.input is None:
        return _div("widget", own if own is not None else "")
    label = view.props.get("label", "")
    shown = _text(node.value) if own is None else own
    return _div("input", f'<div class="rrs-label">{label}</div><div>{shown}</div>')


def _text(value: Any) -> str:
    if value is None:
        return "\u2014"
    if isinstance(value, bool):
        return "\u2611" if value else "\u2610"
    if isinstance(value, list | tuple):
        return ", ".join(_text(one) for one in value)
    return escape(str(value))


def _div(name: str, inner: str) -> str:
    return f'<div class="rrs-{name}">{inner}</div>'


def _plain(props: Props, inner: str) -> str:
    """Return what a kind without a drawing of its own has to say."""
    return f"<div>{props.get('html', '')}{escape(str(props.get('text', '')))}{inner}</div>"


# Kind of node → its HTML, from its props and the HTML of its children.
_KINDS: dict[str, Callable[[Props, str], str]] = {}
