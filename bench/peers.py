"""What a rerun costs everyone, each in a process of its own, by turns, for pages of growing size.

In no process is there a socket: this is the CPU time from the value that arrives to the bytes that
would go out. What it comes to with the sockets on both sides, `rerun` measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.beside import turns
from bench.rows import QUICK, Result, row, scaled
from bench.sides import SIDES
from bench.timer import exactly, median

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (10, 100) if QUICK else (10, 100, 1000, 5000)
# Reacton takes seconds for a larger page, and grows faster than the page.
LARGEST = {"Reacton": 1000}
AXES = ("elements on the page", "CPU of a rerun")


@row("peers", shows=("2", "T2"), axes=AXES)
def outputs() -> Iterator[Result]:
    """Move a slider that a fifth of the outputs follows."""
    yield from _beside("mix", "a slider and outputs")


@row("peers-inputs", shows=("2", "T2"), axes=AXES)
def inputs() -> Iterator[Result]:
    """Move one slider of many."""
    yield from _beside("widgets", "sliders")


def _beside(page: str, what: str) -> Iterator[Result]:
    for count in SIZES:
        sides = [side for side in SIDES if count <= LARGEST.get(side, count)]
        costs: dict[str, list[float]] = {side: [] for side in sides}
        with turns(sides, page, count) as taking:
            for turn in taking:
                turn.move(scaled(3, 1))
            for number in range(scaled(12 if count < 5000 else 6, 3)):
                for turn in taking if number % 2 else reversed(taking):
                    costs[turn.side] += turn.move()
        ours = costs["ipyrerun"]
        for side, spent in costs.items():
            ratio = median([their / our for their, our in zip(spent, ours, strict=True)])
            note = f"least of {len(spent)}"
            if side != "ipyrerun":
                note += f"; {ratio.value:.3g} times ours, median of the turns"
            least = exactly(min(spent) * 1e3)
            name = f"CPU of a rerun, {count} elements ({what}): {side}"
            yield Result(name, least, "ms", None, note, series=side, n=count)
