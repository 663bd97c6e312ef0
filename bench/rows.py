"""The rows of the table: what was measured, how sure it is, what it is held to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.wanted import WANTED

if TYPE_CHECKING:
    from bench.timer import Estimate

QUICK = os.environ.get("QUICK") == "1"


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table.

    Parameters
    ----------
    what
        What was measured, as a reader without the source understands it.
    unit
        Of the estimate and of the bar.
    bar
        What the value must not exceed; None where the figure only informs.
    note
        Beside what it was measured, how often.
    at_least
        Whether the value must not fall below the bar instead.
    is_conceded
        Whether it is known that the bar cannot be met: a miss is printed as a loss.
    series
        The line of the row's plot that this figure is a point of, such as "Streamlit".
    n
        Where on that line it is.
    """

    what: str
    estimate: Estimate
    unit: str
    bar: float | None = None
    note: str = ""
    at_least: bool = False
    is_conceded: bool = False
    series: str = ""
    n: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the value keeps to its bar."""
        return self.excess <= 1

    @property
    def excess(self) -> float:
        """By what factor the value is beyond its bar; up to 1 it keeps to it."""
        value, bar = self.estimate.value, self.bar
        if bar is None:
            return 0.0
        over, under = (bar, value) if self.at_least else (value, bar)
        if under > 0:
            return over / under
        return 1.0 if over <= under else float("inf")

    @property
    def verdict(self) -> str:
        """What to say of the value and its bar."""
        if self.bar is None:
            return ""
        if self.is_met:
            return "holds"
        return "loss" if self.is_conceded else "missed"


Measure = Callable[[], Iterator[Result]]


@dataclass(frozen=True, slots=True)
class Row:
    """A function that measures.

    Parameters
    ----------
    shows
        The wanted rows that its results belong to.
    axes
        What stands along its plot, and up: the results that have a `series` are its points.
    """

    name: str
    measure: Measure
    shows: tuple[str, ...] = ()
    axes: tuple[str, str] | None = None


@dataclass(slots=True)
class Record:
    """What came of a row: its results, or what it raised on the way to more of them."""

    conditions: dict[str, str]
    results: list[Result] = field(default_factory=list)
    seconds: float = 0.0
    error: str = ""


rows: dict[str, Row] = {}


def row(
    name: str, *, shows: tuple[str, ...] = (), axes: tuple[str, str] | None = None
) -> Callable[[Measure], Measure]:
    """Enter a function into the table under a name that `make bench ROWS=NAME` selects.

    Parameters
    ----------
    name
        One word.
    shows
        Which of the wanted rows (`bench/wanted.py`) it measures, such as `("1", "T1")`.
    axes
        The titles of its plot's axes, if its results are to be drawn.

    Raises
    ------
    ValueError
        The name is taken or has spaces, or nobody wants such a row.
    """
    if name in rows or name.split() != [name]:
        raise ValueError(f"row({name!r}): a row needs a name of its own, in one word")
    if unknown := set(shows) - WANTED.keys():
        raise ValueError(f"row({name!r}): bench/wanted.py has no {', '.join(sorted(unknown))}")

    def enter(measure: Measure) -> Measure:
        rows[name] = Row(name, measure, shows, axes)
        return measure

    return enter


def scaled(full: int, quick: int) -> int:
    """Return how often to repeat: `QUICK=1` only shows that the row works."""
    return quick if QUICK else full
