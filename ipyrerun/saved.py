"""The page as HTML, for a notebook without a kernel.

One function per kind of node (`stills`), as the browser has one view per kind; an element with a
live widget brings its own (`View.still`). The HTML holds no script, and it reads well without the
style sheet at its beginning: hosts that do not trust a notebook strip that.
"""

from __future__ import annotations

import functools
from html import escape
from typing import TYPE_CHECKING, Any

from .confidential import masked_markup
from .patch import walk
from .stills import KINDS, div

if TYPE_CHECKING:
    from .tree import Node

MOST_NODES = 2_000
_HINT = "Run the cell to make this page live."


def render(root: Node, *, hint: bool = True) -> str:
    """Return a whole page as HTML.

    A page of more than `MOST_NODES` elements is cut there; a notebook is opened often, and read as
    a whole.

    Parameters
    ----------
    root
        The tree that the page shows.
    hint
        Say that the page comes to life when its cell is executed.
    """
    nodes = [id(node) for node in walk(root)]
    body = still(root, frozenset(nodes[:MOST_NODES]))
    missing = len(nodes) - MOST_NODES
    if missing > 0:
        body += div("faint", f"{missing:,} more elements are not shown in the saved notebook.")
    foot = f'<div class="rrs-faint rrs-hint">{_HINT}</div>' if hint else ""
    # Also of what a script shows on purpose: a notebook goes to others.
    return f'<div class="rrs-page"><style>{_style()}</style>{masked_markup(body)}{foot}</div>'


@functools.cache
def _style() -> str:
    from importlib.resources import files

    return files(__package__).joinpath("saved.css").read_text(encoding="utf-8")


def still(node: Node, kept: frozenset[int] | None = None) -> str:
    """Return a node, with what it holds, as HTML.

    Parameters
    ----------
    node
        The element.
    kept
        The `id()` of the nodes to draw; all by default.
    """
    children = node.children or ()
    if node.kind == "root":
        # The sidebar stands at the side, or before what it controls.
        children = sorted(children, key=lambda block: block.kind != "sidebar")
    inner = "".join(still(c, kept) for c in children if kept is None or id(c) in kept)
    if node.kind == "widget":
        return _widget(node)
    return KINDS[node.kind](node.props, inner)


def _widget(node: Node) -> str:
    view = node.view
    own = view.still(node.value) if view is not None and view.still is not None else None
    if view is None or view.widget is None:
        note = div("faint", "This widget is shown while the kernel runs.")
        return note + div("widget", own) if own else note
    if node.input is None:
        alt = view.props.get("alt") or node.name
        return div("widget", own if own is not None else div("faint", escape(str(alt))))
    control = node.input.control
    label = f"{view.props.get('icon', '')} {view.props.get('label', '')}".strip()
    if control.once and own is None:
        return f'<div><span class="rrs-button">{label}</span></div>'
    if "label_visibility" in view.props:
        label = ""
    value = own if own is not None else _said(control.to_view(node.value))
    # A label is small where the style sheet is stripped, too.
    return f'<div><small class="rrs-label">{label}</small><div>{value}</div></div>'


def _said(value: Any) -> str:
    """Return an input's value, as its view has it, as text."""
    if isinstance(value, bool):
        return "\N{BALLOT BOX WITH CHECK}" if value else "\N{BALLOT BOX}"
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    text = "\N{EM DASH}" if value is None or value == "" else escape(str(value))
    return f'<span class="rrs-value">{text}</span>'
