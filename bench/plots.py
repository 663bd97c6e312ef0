"""Cost against N: a row whose results have a series and an N is drawn, one line for each series."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bench.rows import Record, Result, Row

# Apart on white and on black, also for who does not tell red from green (Okabe and Ito's).
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#6e7781", "#56b4e9")
# Legible on both grounds; the picture has no ground of its own.
INK = "#808790"
SIZE = (560, 340)


def draw(
    folder: Path, rows: Mapping[str, Row], records: Mapping[str, Record], fresh: str
) -> dict[str, str]:
    """Draw what has points, anew if its figures are; remove the pictures of what has none.

    Returns
    -------
    dict
        Where each row's picture is, from the folder's parent.
    """
    drawn = {}
    for name, record in records.items():
        axes, path = rows[name].axes, folder / f"{name}.svg"
        points = [one for one in record.results if one.series and one.n is not None]
        if axes and points:
            drawn[name] = f"{folder.name}/{path.name}"
            folder.mkdir(exist_ok=True)
            if name == fresh or not path.exists():
                path.write_text(picture(points, axes))
    for old in folder.glob("*.svg"):
        if old.stem not in drawn:
            old.unlink()
    return drawn


def picture(points: Sequence[Result], axes: tuple[str, str]) -> str:
    """Return a log-log picture as SVG, the same for the same points.

    Raises
    ------
    ValueError
        The points are not of one unit.
    """
    import altair as alt
    import vl_convert

    units = {one.unit for one in points}
    if len(units) != 1:
        raise ValueError(f"one plot cannot have points in {', '.join(sorted(units))}")
    names = list(dict.fromkeys(one.series for one in points))
    values = [{"n": one.n, "cost": one.estimate.value, "of": one.series} for one in points]
    along = sorted({one.n for one in points if one.n is not None})
    scale = alt.Scale(domain=names, range=[COLOURS[i % len(COLOURS)] for i in range(len(names))])
    decades = [10.0**power for power in range(-9, 10)]
    base = alt.Chart(alt.InlineData(values=values)).encode(
        x=alt.X("n:Q", title=axes[0])
        .scale(type="log", nice=False, padding=12)
        .axis(values=along, format=",d"),
        y=alt.Y("cost:Q", title=f"{axes[1]} [{units.pop()}]")
        .scale(type="log")
        .axis(values=decades, format="~g"),
        color=alt.Color("of:N", scale=scale, title=None),
        shape=alt.Shape("of:N", scale=alt.Scale(domain=names), title=None),
    )
    chart = (base.mark_line(strokeWidth=2) + base.mark_point(size=50, filled=True)).properties(
        width=SIZE[0], height=SIZE[1]
    )
    spec = chart.to_dict()
    spec["config"] = _look()
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg + "\n"


def _look() -> dict[str, Any]:
    text = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "background": None,
        "font": "sans-serif",
        "view": {"stroke": None},
        "axis": {
            **text,
            "gridColor": INK,
            "gridOpacity": 0.2,
            "domainColor": INK,
            "tickColor": INK,
            "titleFontWeight": "normal",
        },
        "legend": text,
    }
