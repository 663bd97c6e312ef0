"""Ways to change a frame that came out of a cache: how many reach the next one who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.rows import Result, row, scaled
from bench.timer import exactly
from ipyrerun.cache.values import keep
from tests.cache.test_frames import do, state, with_cells
from tests.cache.ways import CELLS, HOLES, ORDINARY, RAW, frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd


@row("leaks", shows=("T6",))
def leaks() -> Iterator[Result]:
    """Do each to one holder of a value, and look at what the others hold."""
    ways = ([code for _, code in HOLES] + ORDINARY + RAW)[:: scaled(1, 10)]
    leaking = [code for code in ways if _is_leak(code, frame)]
    leaking += [code for code in CELLS if _is_leak(code, with_cells)]
    count = len(ways) + len(CELLS)
    note = f"of {count}: {'; '.join(leaking) or 'none'}"
    yield Result("ways to change what the next hit returns", exactly(len(leaking)), "", 0, note)
    ordinary = [code for code in ways if code in ORDINARY]
    strange = [code for code in ordinary if _is_strange(code)]
    note = f"of {len(ordinary)}: {'; '.join(strange) or 'none'}"
    what = "ordinary writes that do not act as on a frame of one's own"
    yield Result(what, exactly(len(strange)), "", 0, note)


def _is_leak(code: str, make: Callable[[], pd.DataFrame]) -> bool:
    made = make()
    kept = keep(made)
    before = state(made)
    others = (kept.first(made), kept.hit())
    do(code, kept.hit())
    return any(state(one) != before for one in (*others, kept.hit()))


def _is_strange(code: str) -> bool:
    own, expected = do(code, frame())
    done, error = do(code, keep(frame()).hit())
    return type(error) is not type(expected) or state(done) != state(own)
