"""RESULTS.md for people, results.json for programs, and the pictures of both.

A run of some rows keeps the older figures of the others; figures of rows that are gone are dropped.
A quick look has a folder of its own, which is not kept: its figures are not the figures.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bench.plots import draw
from bench.rows import QUICK, Record, Result
from bench.summary import short, summary
from bench.timer import Estimate
from bench.wanted import WANTED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.rows import Row

HEAD = """# Measured

`make bench` writes this file. If nothing else is said, a value is a median, its interval the 95 %
bootstrap interval; "least of n" is the least of n repeats, as it is without what disturbs it. What
a ratio compares ran by turns in the same minute: on a shared machine trust the ratios. A row that
was measured by itself stands beside older ones: each says when, and of which commit.
"""
LOOK = """
**A quick look**: pages are small and repeats few. What holds here, or is missed, is so of these.
"""


class Report:
    """What was found, in a folder.

    Parameters
    ----------
    folder
        Where RESULTS.md, results.json and plots/ are.
    rows
        The rows that there are.
    """

    def __init__(self, folder: Path, rows: Mapping[str, Row]) -> None:
        self._folder = folder
        self._rows = rows
        self.records = self._read()

    def _read(self) -> dict[str, Record]:
        path = self._folder / "results.json"
        kept = json.loads(path.read_text()) if path.exists() else {}
        return {name: _record(kept[name]) for name in self._rows if name in kept}

    def write(self, name: str, record: Record) -> None:
        """Enter what came of a row, and write every file anew."""
        self.records[name] = record
        self._folder.mkdir(exist_ok=True)
        kept = {name: asdict(self.records[name]) for name in self._order()}
        text = json.dumps(kept, indent=1, ensure_ascii=False)
        (self._folder / "results.json").write_text(text + "\n")
        plots = draw(self._folder / "plots", self._rows, self.records, name)
        (self._folder / "RESULTS.md").write_text(self._markdown(plots))

    def summary(self) -> str:
        """Return the table of the wanted rows."""
        return summary(self._rows, self.records)

    def _order(self) -> list[str]:
        """Return the rows that were measured, in the order in which they are wanted."""
        places = {wanted: place for place, wanted in enumerate(WANTED)}

        def place(name: str) -> int:
            return min((places[one] for one in self._rows[name].shows), default=len(places))

        return sorted(self.records, key=place)

    def _markdown(self, plots: Mapping[str, str]) -> str:
        parts = [HEAD, LOOK if QUICK else "", "\n", self.summary()]
        parts += [self._section(name, plots.get(name)) for name in self._order()]
        return "".join(parts)

    def _section(self, name: str, plot: str | None) -> str:
        record, shows = self.records[name], self._rows[name].shows
        under = "; ".join(f"{what}: {value}" for what, value in record.conditions.items())
        parts = [f"\n## {name}\n\n"]
        if shows:
            parts.append(f"Shows {', '.join(shows)}. ")
        parts.append(f"{under}; took: {record.seconds:.0f} s\n")
        if record.error:
            parts.append(f"\n**failed**: `{record.error}`\n")
        if plot:
            parts.append(f"\n![{name}]({plot})\n")
        if record.results:
            parts.append("\n| what | value | 95 % | bar | | beside, how often |\n")
            parts.append("|---|---|---|---|---|---|\n")
            parts += [line(one) + "\n" for one in record.results]
        return "".join(parts)


def line(result: Result) -> str:
    """Return a result as a row of a Markdown table."""
    estimate = result.estimate
    value = f"{short(estimate.value)} {result.unit}".strip()
    is_single = estimate.low == estimate.high
    interval = "" if is_single else f"{short(estimate.low)} … {short(estimate.high)}"
    bar = "" if result.bar is None else f"{'≥' if result.at_least else '≤'} {short(result.bar)}"
    verdict = result.verdict if result.is_met else f"**{result.verdict}**"
    return f"| {result.what} | {value} | {interval} | {bar} | {verdict} | {result.note} |"


def _record(kept: dict[str, Any]) -> Record:
    results = kept.pop("results")
    found = [Result(**{**one, "estimate": Estimate(**one["estimate"])}) for one in results]
    return Record(results=found, **kept)
