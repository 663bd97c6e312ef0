"""The wanted rows, each with its verdict and the figure that is closest to its bar or beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.wanted import WANTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.rows import Record, Result, Row


def summary(rows: Mapping[str, Row], records: Mapping[str, Record]) -> str:
    """Return the table of all wanted rows, also of those that nothing shows."""
    lines = ["| row | what | | worst figure against its bar | shown by |", "|---|---|---|---|---|"]
    for wanted, title in WANTED.items():
        names = [name for name, row in rows.items() if wanted in row.shows]
        verdict, figure = _judge(names, records)
        lines.append(f"| {wanted} | {title} | {verdict} | {figure} | {', '.join(names)} |")
    return "\n".join(lines) + "\n"


def _judge(names: Sequence[str], records: Mapping[str, Record]) -> tuple[str, str]:
    if not names:
        return "**missing**", ""
    if failed := [name for name in names if name in records and records[name].error]:
        return "**failed**", f"{failed[0]}: {records[failed[0]].error}"
    unmeasured = [name for name in names if name not in records or not records[name].results]
    if unmeasured == list(names):
        return "**not measured**", ""
    results = [one for name in names if name in records for one in records[name].results]
    verdict, figure = _worst([one for one in results if one.bar is not None])
    if unmeasured:
        # What has not been measured may be worse than all that has.
        verdict = verdict if verdict in {"missed", "loss"} else "incomplete"
        gap = f"not measured: {', '.join(unmeasured)}"
        figure = f"{figure}; {gap}" if figure else gap
    return verdict if verdict in {"holds", "no bar"} else f"**{verdict}**", figure


def _worst(barred: Sequence[Result]) -> tuple[str, str]:
    """Return the worst verdict, and the figure that is farthest from its bar."""
    verdicts = {one.verdict for one in barred}
    worst = next((one for one in ("missed", "loss", "holds") if one in verdicts), "no bar")
    found = [one for one in barred if one.verdict == worst]
    return worst, _figure(max(found, key=_excess)) if found else ""


def _excess(result: Result) -> float:
    return result.excess


def _figure(result: Result) -> str:
    assert result.bar is not None
    sign = "≥" if result.at_least else "≤"
    value = f"{short(result.estimate.value)} {result.unit}".strip()
    return f"{result.what}: {value} ({sign} {short(result.bar)})"


def short(number: float) -> str:
    """Return a figure in three digits."""
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"
