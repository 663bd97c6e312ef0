"""A chart → a picture, for a page without a kernel.

Vega-Lite itself draws it (vl-convert), from the rows that the browser would get, and fetches
nothing.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
from typing import TYPE_CHECKING, Any

from .confidential import edition, masked, masked_markup
from .painter import paint
from .pictures import data_url, drawing_url
from .sources import Memo, digest_of
from .tabular import to_arrow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .specs import Columns

_log = logging.getLogger("ipyrerun")

_WIDTH = 700
_WIDEST = 800
_MOST_ROWS = 50_000
_MOST_REMEMBERED = 8_000_000
# Drawings larger than this as lines are tried as pixels as well [bytes].
_LARGE = 12_000
# Pixels for each of the page's.
_SHARPNESS = 1.5
_SERIES = ["#2f80ed", "#f2871f", "#2e9e5b", "#e5484d", "#8b5cf6"]
_SERIES += ["#0ea5b7", "#d6409f", "#b58900", "#64748b", "#7c5c3e"]
# Greys that can be read on white and on black: nobody knows where a saved page is opened.
_TEXT, _LINE = "#7a828c", "#8a929c55"
_CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": "sans-serif",
    "view": {"stroke": "transparent"},
    "axis": {
        "domainColor": _LINE,
        "gridColor": _LINE,
        "labelColor": _TEXT,
        "tickColor": _LINE,
        "titleColor": _TEXT,
        "titleFontWeight": 500,
    },
    "axisX": {"grid": False},
    "axisXDiscrete": {"labelAngle": 0, "labelOverlap": True},
    "axisY": {"domain": False, "ticks": False},
    "legend": {"labelColor": _TEXT, "titleColor": _TEXT, "titleFontWeight": 500},
    "title": {"color": _TEXT, "subtitleColor": _TEXT, "anchor": "start"},
    "header": {"labelColor": _TEXT, "titleColor": _TEXT},
    "mark": {"color": _SERIES[0]},
    "line": {"strokeWidth": 2},
    "text": {"color": _TEXT},
    "range": {"category": _SERIES},
}

_drawn: Memo[str] = Memo(_MOST_REMEMBERED, len)


def drawing_of(
    spec: dict[str, Any], tables: Mapping[str, Columns], digest: object, size: Mapping[str, Any]
) -> str:
    """Return an address that holds a chart as a picture, or "" if it cannot be drawn.

    Parameters
    ----------
    spec
        Its Vega-Lite specification.
    tables
        The tables that it names.
    digest
        Of both.
    size
        `width` and `height`, as the view has them.
    """
    rows = sum(len(next(iter(table.values()), ())) for table in tables.values())
    if rows > _MOST_ROWS:
        return ""
    # A specification may bring its rows along: they are not kept for a key.
    told = digest_of(str(spec).encode("utf-8", "surrogatepass"))
    key = (digest, told, size.get("width"), size.get("height"), edition())
    try:
        return _drawn.get(key, lambda: _draw(spec, tables, size))
    except (ImportError, OSError, TypeError, ValueError):
        # No chart is worth a notebook that cannot be saved: its description stands for it. That is
        # not remembered: next time the machine may be less busy.
        _log.debug("a chart could not be drawn for the saved page", exc_info=True)
        return ""


def _draw(spec: dict[str, Any], tables: Mapping[str, Columns], size: Mapping[str, Any]) -> str:
    full = _sized(spec, size)
    values = {name: _values(table) for name, table in tables.items()}
    full["datasets"] = {**spec.get("datasets", {}), **values}
    # A notebook goes to others. Before it is drawn: long words are shortened there.
    return _picture(_veiled(full) if edition() else full)


def _veiled(part: Any) -> Any:
    """Return a part of a specification without the secrets in its words."""
    if isinstance(part, str):
        return masked(part)
    if isinstance(part, dict):
        return {masked(name): _veiled(one) for name, one in part.items()}
    return [_veiled(one) for one in part] if isinstance(part, list) else part


def _picture(spec: dict[str, Any]) -> str:
    order = {"spec": spec, "config": _CONFIG, "large": _LARGE, "scale": _SHARPNESS}
    drawn, png = paint(order)
    # Of numbers, too; pixels would show them.
    has_secret = masked_markup(drawn) != drawn
    if png is None or has_secret or len(drawn.encode()) < len(png):
        return drawing_url(drawn.encode())
    return data_url(png, "image/png")


def _sized(spec: dict[str, Any], size: Mapping[str, Any]) -> dict[str, Any]:
    """Return the specification as wide and as high as the page would show it."""
    full = dict(spec)
    if "mark" not in spec and "layer" not in spec:
        return full
    if {"row", "column", "facet"} & set(spec.get("encoding", {})):
        return full
    width, height = size.get("width", "stretch"), size.get("height")
    if width == "stretch" or isinstance(width, int):
        full["width"] = min(width, _WIDEST) if isinstance(width, int) else _WIDTH
        full["autosize"] = {"type": "fit-x", "contains": "padding"}
    if isinstance(height, int):
        full["height"] = height
        if "autosize" in full:
            full["autosize"] = {"type": "fit", "contains": "padding"}
    return full


def _values(table: Columns) -> list[dict[str, Any]]:
    """Return the rows that the browser would get, as JSON has them."""
    import pyarrow as pa

    with pa.ipc.open_stream(to_arrow(table)) as stream:
        rows: list[dict[str, Any]] = stream.read_all().to_pylist()
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, dt.date):
        # A bare day would be midnight in Greenwich.
        return f"{value.isoformat()}T00:00:00"
    return value if value is None or isinstance(value, bool | int | str) else str(value)
