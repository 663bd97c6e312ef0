"""A short script beside a million dicts in a cache: nobody has to walk them for a rerun."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from bench.beside import Turn
from bench.rows import Result, row, scaled
from bench.scripts import HELD
from bench.timer import exactly, median

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 10
# One rerun is about as long as the machine takes to come from one process to the next.
BATCH = 10


@row("held", shows=("4", "T4"))
def beside_a_full_cache() -> Iterator[Result]:
    """Move a slider of ten elements beside an empty cache and a full one by turns."""
    for side, bar in (("ipyrerun", 1.2), ("Streamlit", None), ("Streamlit tuned", None)):
        with ExitStack() as stack:
            empty, full = (
                stack.enter_context(closing(Turn(side, page, COUNT)))
                for page in ("none cached", "many cached")
            )
            batch = BATCH if bar else 1
            none: list[float] = []
            many: list[float] = []
            for turn in range(scaled(30, 8)):
                order = ((empty, none), (full, many))
                for page, costs in order if turn % 2 else reversed(order):
                    costs.append(sum(page.move(batch)) / batch)
        ratio = median([a / b for a, b in zip(many[2:], none[2:], strict=True)])
        note = f"{_ms(many)} beside {_ms(none)} ms, {len(many) - 2} turns of {batch}"
        what = f"rerun of {COUNT} elements, {HELD:,} dicts in the cache over none: {side}"
        yield Result(what, ratio, "x", bar, note)
        together = exactly(sum(many) / sum(none))
        yield Result(f"{what}, all turns together", together, "x", None, "the first ones, too")


def _ms(costs: list[float]) -> str:
    return f"{median(costs).value * 1e3:.3g}"
