"""The page as HTML, for a notebook without a kernel.

One function per kind of node, as the browser has one view per kind. An element with a live widget
brings its own (`View.still`). The HTML holds no script, and reads well without its style sheet:
hosts that do not trust a notebook strip it.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from .foreign import clean_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


_LONGEST_JSON = 20_000


def _html(props: Props, inner: str) -> str:
    return _div("html", props["html"] + inner)


def _iframe(props: Props, inner: str) -> str:
    """Return what a frame holds without its scripts, or a link to the page that it shows."""
    if "srcdoc" in props:
        return _div("iframe", clean_page(props["srcdoc"]) + inner)
    words = escape(str(props.get("alt") or props["src"])[:200])
    if not props["src"].lower().startswith(("http://", "https://")):
        return _div("iframe", words)
    link = f'<a href="{escape(props["src"])}" target="_blank" rel="noopener noreferrer">{words}</a>'
    return _div("iframe", link)


def _json(props: Props, inner: str) -> str:
    text = props["body"]
    if "problem" not in props:
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    more = len(text) - _LONGEST_JSON
    rest = _div("notice", f"{more:,} more characters are not shown.") if more > 0 else ""
    return f'<pre class="rrs-json">{escape(text[:_LONGEST_JSON])}</pre>{rest}{inner}'


def _table(props: Props, inner: str) -> str:
    names = props.get("index", 0)
    styles = props.get("styles") or []
    rows = [
        _row(row, names, props["align"], styles[at] if styles else ())
        for at, row in enumerate(props["rows"])
    ]
    head = [_row(row, len(row), props["align"]) for row in props.get("head", ())]
    caption = f"<caption>{props['caption']}</caption>" if "caption" in props else ""
    table = f"{caption}<thead>{''.join(head)}</thead><tbody>{''.join(rows)}</tbody>"
    more = f"{props['more']:,} more rows are not shown." if "more" in props else ""
    return f'<table class="rrs-table">{table}</table>{_div("notice", more) if more else ""}{inner}'


def _row(cells: list[str], names: int, align: str, styles: Sequence[str] = ()) -> str:
    """Return a row of a table: first the cells that name it, then the others."""
    out = []
    for at, cell in enumerate(cells):
        right = "text-align:right;" if align[at : at + 1] == "r" else ""
        style = right + (styles[at] if styles else "")
        told = f' style="{escape(style)}"' if style else ""
        tag = "th" if at < names else "td"
        out.append(f"<{tag}{told}>{cell}</{tag}>")
    return f"<tr>{''.join(out)}</tr>"


def _doc(props: Props, inner: str) -> str:
    head = " ".join(
        f"<code>{escape(str(props[part]))}</code>"
        for part in ("name", "type", "value")
        if part in props
    )
    words = f"<pre>{escape(props['doc'])}</pre>" if "doc" in props else ""
    lines = [
        f"<tr><th>{escape(m['name'])}</th><td>{escape(m['type'])}</td>"
        f"<td>{escape(m.get('value', m.get('doc', '')))}</td></tr>"
        for m in props.get("members", ())
    ]
    members = f"<table>{''.join(lines)}</table>" if lines else ""
    return _div("doc", f"<div>{head}</div>{words}{members}{inner}")


def _logo(props: Props, _: str) -> str:
    wide = props["wide"]
    image = f'<img src="{escape(wide.get("image", ""))}" alt="Logo" height="32">'
    return _div("logo", wide.get("html") or image)


# Kind of node → its HTML, from its props and the HTML of its children.
_KINDS: dict[str, Callable[[Props, str], str]] = {
    "doc": _doc,
    "html": _html,
    "iframe": _iframe,
    "json": _json,
    "logo": _logo,
    "table": _table,
}
