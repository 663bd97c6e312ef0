"""The page as HTML, for a notebook without a kernel.

One function per kind of node, as the browser has one view per kind; an element with a live widget
brings its own (`View.still`). The HTML holds no script, and it reads well without the style sheet
at its beginning: hosts that do not trust a notebook strip that.
"""

from __future__ import annotations

import functools
import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from .confidential import masked_markup
from .foreign import clean_page
from .patch import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .tree import Node
    from .types import Props

MOST_NODES = 2_000
# Of each table.
MOST_ROWS = 20
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
        body += _div("faint", f"{missing:,} more elements are not shown in the saved notebook.")
    foot = f'<div class="rrs-faint rrs-hint">{_HINT}</div>' if hint else ""
    # Also of what a script shows on purpose: a notebook goes to others.
    return f'<div class="rrs-page"><style>{_style()}</style>{masked_markup(body)}{foot}</div>'


@functools.cache
def _style() -> str:
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
    return _KINDS[node.kind](node.props, inner)


def _widget(node: Node) -> str:
    view = node.view
    own = view.still(node.value) if view is not None and view.still is not None else None
    if view is None or view.widget is None:
        note = _div("faint", "This widget is shown while the kernel runs.")
        return note + _div("widget", own) if own else note
    if node.input is None:
        alt = view.props.get("alt") or node.name
        return _div("widget", own if own is not None else _div("faint", escape(str(alt))))
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


def _div(name: str, inner: str) -> str:
    return f'<div class="rrs-{name}">{inner}</div>'


def _block(props: Props, inner: str) -> str:
    names = ["rrs-block"]
    names += ["rrs-border"] if props.get("border") else []
    names += ["rrs-row"] if props.get("horizontal") else []
    return f'<div class="{" ".join(names)}">{inner}</div>' if inner else ""


def _markdown(props: Props, _: str) -> str:
    return _div("faint" if props.get("role") == "caption" else "text", str(props.get("html", "")))


def _heading(props: Props, _: str) -> str:
    # As on the live page: the notebook's own headings come above those of a cell.
    level = int(props["level"]) + 1
    return f"<h{level}>{props['html']}</h{level}>"


def _pre(props: Props, _: str) -> str:
    return f"<pre>{escape(str(props['text']))}</pre>"


def _alert(props: Props, _: str) -> str:
    title = f"<strong>{props['title']}</strong>" if "title" in props else ""
    icon = f"<span>{props['icon']}</span>" if "icon" in props else ""
    return (
        f'<div class="rrs-alert rrs-{props["level"]}">{icon}<div>{title}{props["html"]}</div></div>'
    )


def _exception(props: Props, _: str) -> str:
    message = f": {escape(str(props['message']))}" if props.get("message") else ""
    trace = escape("\n".join(props.get("trace", ())))
    lines = f"<pre>{trace}</pre>" if trace else ""
    return _div(
        "alert rrs-error", f"<div><strong>{escape(props['type'])}</strong>{message}{lines}</div>"
    )


def _metric(props: Props, _: str) -> str:
    arrow = {"up": "\N{UPWARDS ARROW} ", "down": "\N{DOWNWARDS ARROW} "}
    change = f"{arrow.get(props.get('direction', ''), '')}{props.get('delta', '')}"
    note = f"{escape(change)} {escape(props.get('description', ''))}".strip()
    label = "" if "visibility" in props else props["label"]
    spark = _spark(props["spark"]["points"]) if "spark" in props else ""
    return _div(
        "metric rrs-border" if props.get("border") else "metric",
        f'<small class="rrs-label">{props.get("icon", "")} {label}</small>'
        f'<div class="rrs-figure">{escape(str(props["value"]))}</div>'
        + (f'<div class="rrs-{props.get("tone", "neutral")}">{note}</div>' if note else "")
        + spark,
    )


_HEIGHTS = "\N{LOWER ONE EIGHTH BLOCK}▂▃▄▅▆▇\N{FULL BLOCK}"


def _spark(points: list[float]) -> str:
    """Return a small line of numbers as letters: they need neither a picture nor a script."""
    low, high = min(points, default=0), max(points, default=0)
    scale = (len(_HEIGHTS) - 1) / ((high - low) or 1)
    return _div("faint", "".join(_HEIGHTS[round((point - low) * scale)] for point in points))


def _progress(props: Props, _: str) -> str:
    percent = f"{props['fraction']:.0%}"
    bar = f'<div class="rrs-bar"><div style="width: {percent}"></div></div>'
    return _div("text", f"{props.get('html', '')} <span>{percent}</span>{bar}")


def _rich(props: Props, _: str) -> str:
    if "html" in props:
        return _div("text", str(props["html"]))
    if "image" in props:
        alt = escape(str(props.get("text", "")))
        return f'<div><img src="{escape(str(props["image"]))}" alt="{alt}"></div>'
    return _pre(props, "")


def _notice(props: Props, _: str) -> str:
    return _div("faint", escape(str(props["text"])))


_LONGEST_JSON = 20_000


def _html(props: Props, _: str) -> str:
    return _div("html", props["html"])


def _iframe(props: Props, _: str) -> str:
    """Return what a frame holds without its scripts, or a link to the page that it shows."""
    if "srcdoc" in props:
        return _div("iframe", clean_page(props["srcdoc"]))
    words = escape(str(props.get("alt") or props["src"])[:200])
    if not props["src"].lower().startswith(("http://", "https://")):
        return _div("iframe", words)
    return _div("iframe", _away(props["src"], words))


def _json(props: Props, _: str) -> str:
    text = props["body"]
    if "problem" not in props:
        text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    more = len(text) - _LONGEST_JSON
    rest = _div("faint", f"{more:,} more characters are not shown.") if more > 0 else ""
    return f'<pre class="rrs-json">{escape(text[:_LONGEST_JSON])}</pre>{rest}'


def _table(props: Props, _: str) -> str:
    names = props.get("index", 0)
    styles = props.get("styles") or []
    rows = [
        _row(row, names, props["align"], styles[at] if styles else ())
        for at, row in enumerate(props["rows"][:MOST_ROWS])
    ]
    head = [_row(row, len(row), props["align"]) for row in props.get("head", ())]
    caption = f"<caption>{props['caption']}</caption>" if "caption" in props else ""
    table = f"{caption}<thead>{''.join(head)}</thead><tbody>{''.join(rows)}</tbody>"
    missing = props.get("more", 0) + len(props["rows"]) - len(rows)
    return f'<table class="rrs-table">{table}</table>{more_rows(missing)}'


def more_rows(missing: int) -> str:
    """Return the word about the rows of a table that a saved page leaves out."""
    return _div("faint", f"{missing:,} more rows") if missing else ""


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


def _doc(props: Props, _: str) -> str:
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
    return _div("doc", f"<div>{head}</div>{words}{members}")


def _logo(props: Props, _: str) -> str:
    wide = props["wide"]
    image = f'<img src="{escape(wide.get("image", ""))}" alt="Logo" height="32">'
    return _div("logo", wide.get("html") or image)


def _code(props: Props, _: str) -> str:
    return f"<pre><code>{props['html']}</code></pre>"


def _link(props: Props, inner: str) -> str:
    """Return a link; one that is disabled leads nowhere."""
    words = f"{props.get('icon', '')} {props['label']}".strip()
    if props.get("disabled"):
        return f'<div><span class="rrs-button">{words}</span>{inner}</div>'
    # An address relative to the page of the notebook is one in the notebook too.
    target = 'target="_blank" rel="noopener noreferrer"'
    link = f'<a class="rrs-button" href="{escape(props["url"])}" {target}>{words}</a>'
    return f"<div>{link}{inner}</div>"


def _tab(props: Props, inner: str) -> str:
    return f"<section><strong>{props['label']}</strong>{inner}</section>"


_SIGNS = {
    "running": "\N{HORIZONTAL ELLIPSIS} ",
    "complete": "\N{CHECK MARK} ",
    "error": "\N{BALLOT X} ",
}


def _fold(props: Props, inner: str) -> str:
    """Return what a page without scripts can open too."""
    sign = _SIGNS.get(props.get("state", ""), "") + str(props.get("icon", ""))
    is_open = " open" if props.get("value", props.get("expanded")) else ""
    head = f"{sign}{props['label']}"
    if not inner:
        return f"<div>{head}</div>"
    return f"<details{is_open}><summary>{head}</summary>{inner}</details>"


def _dialog(props: Props, inner: str) -> str:
    head = f"{props.get('icon', '')} {props['label']}".strip()
    return _div("block rrs-border", f"<strong>{head}</strong>{inner}")


def _chat(props: Props, inner: str) -> str:
    return _div("chat", f"<strong>{escape(props['name'])}</strong>{inner}")


def _navigation(props: Props, _: str) -> str:
    """Return the pages by their titles; the one that is shown stands out."""
    if props["position"] == "hidden":
        return ""
    here = props["value"]["page"]
    lines = []
    for section in props["sections"]:
        titles = [_page_title(page, here) for page in section["pages"]]
        head = f"<strong>{section['label']}</strong>" if section["label"] else ""
        lines.append(f"{head}<ul>{''.join(f'<li>{title}</li>' for title in titles)}</ul>")
    return f"<nav>{''.join(lines)}</nav>"


def _page_title(page: dict[str, str], here: str) -> str:
    title = f"{page.get('icon', '')} {page['title']}".strip()
    if "url" in page:
        return _away(page["url"], title)
    return f"<strong>{title}</strong>" if page["page"] == here else title


def _away(url: str, words: str) -> str:
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{words}</a>'


def _page_link(props: Props, _: str) -> str:
    words = f"{props.get('icon', '')} {props['label']}".strip()
    if "url" not in props:
        return f"<div>{words}</div>"
    query = f"?{props['query']}" if "query" in props else ""
    return f"<div>{_away(props['url'] + query, words)}</div>"


def _nothing(_props: Props, _inner: str) -> str:
    """Return nothing: what is over, or was only room."""
    return ""


# Kind of node → its HTML, from its props and the HTML of what it holds.
_KINDS: dict[str, Callable[[Props, str], str]] = {
    "alert": _alert,
    "balloons": _nothing,
    "bottom": _block,
    "cell": _block,
    "chat": _chat,
    "code": _code,
    "column": lambda props, inner: (
        f'<div class="rrs-block" style="flex: {props["weight"]:g}">{inner}</div>'
    ),
    "columns": lambda _, inner: _div("columns", inner),
    "container": _block,
    "dialog": _dialog,
    "divider": lambda *_: "<hr>",
    "doc": _doc,
    "empty": _block,
    "event": _block,
    "exception": _exception,
    "fold": _fold,
    "form": _block,
    "grid": lambda _, inner: _div("columns", inner),
    "heading": _heading,
    "html": _html,
    "iframe": _iframe,
    "json": _json,
    "link": _link,
    "logo": _logo,
    "main": _block,
    "markdown": _markdown,
    "metric": _metric,
    "navigation": _navigation,
    "notice": _notice,
    "page_link": _page_link,
    "part": lambda _, inner: inner,
    "popover": _fold,
    "progress": _progress,
    "rich": _rich,
    "root": lambda _, inner: _div("root", inner),
    "sidebar": lambda _, inner: _div("block rrs-border rrs-sidebar", inner),
    "skeleton": _nothing,
    "snow": _nothing,
    "space": _nothing,
    "spinner": _nothing,
    "stream": _pre,
    "tab": _tab,
    "table": _table,
    "tabs": _block,
    "text": _pre,
    "toast": _nothing,
}
