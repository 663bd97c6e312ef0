"""What an event of a fragment costs, whatever the page around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.rows import QUICK, Result, row, scaled
from bench.stage import Stage
from bench.timer import Estimate, alternate, median
from bench.wire import Wire
from ipyrerun.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = (10, 100) if QUICK else (10, 5000)
SCRIPT = """
@st.fragment
def part():
    n = st.slider('N', 0, 100_000, key='n')
    for i in range(10):
        st.text(f'line {{i}} of {{n}}')
for i in range({count} // 2):
    st.text(f'line {{i}}')
part()
for i in range({count} // 2):
    (st.checkbox if i % 2 else st.slider)(f'input {{i}}', key=f'x{{i}}')
"""


class _Moves:
    """A page with a fragment, whose slider is moved again and again."""

    def __init__(self, count: int) -> None:
        self._stage = Stage(SCRIPT.format(count=count))
        self._value = 0

    def move(self) -> None:
        """Have a user move the slider, and the fragment run."""
        self._value += 1
        self._stage.app.loop.submit(Event("slider:n", self._value))
        self._stage.settle()

    def close(self) -> None:
        """End the app."""
        self._stage.close()


@row("fragment", shows=("10",))
def flat() -> Iterator[Result]:
    """Move the slider of a fragment of eleven elements on a small page and on a large one."""
    small, large = (_Moves(count) for count in AROUND)
    try:
        pairs = alternate(small.move, large.move, scaled(200, 5))
        before = Wire.sent
        large.move()
        sent = Wire.sent - before
    finally:
        small.close()
        large.close()
    for count, costs in zip(AROUND, (pairs.a, pairs.b), strict=True):
        spent = median([cost.cpu for cost in costs]).times(1e6)
        what = f"CPU of an event of a fragment of 11 elements, {count} elements around it"
        yield Result(what, spent, "µs", None, f"{len(costs)} pairs")
    growth = median([b.cpu / a.cpu for a, b in zip(pairs.a, pairs.b, strict=True)])
    yield Result(f"event of a fragment: {AROUND[1]} elements over {AROUND[0]}", growth, "x", 1.2)
    # The patch, and the value of the slider, which no browser has moved here.
    yield Result("messages of an event of a fragment", Estimate(sent, sent, sent), "", 2)
