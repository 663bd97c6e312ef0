"""The rows of the table: what was measured, how sure it is, what it must not exceed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    """

    what: str
    estimate: Estimate
    unit: str
    bar: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the value keeps to its bar."""
        return self.bar is None or self.estimate.value <= self.bar


Measure = Callable[[], Iterator[Result]]
rows: dict[str, Measure] = {}


def row(name: str) -> Callable[[Measure], Measure]:
    """Enter a function into the table under a name that `python -m bench NAME` selects."""

    def enter(measure: Measure) -> Measure:
        rows[name] = measure
        return measure

    return enter


def scaled(full: int, quick: int) -> int:
    """Return how often to repeat: `QUICK=1` only shows that the row works."""
    return quick if QUICK else full
