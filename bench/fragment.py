"""What an event of a fragment costs, whatever the page around it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bench.rows import QUICK, Result, row, scaled
from bench.stage import Stage
from bench.timer import exactly, median
from bench.wire import Wire
from ipyrerun.events import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

AROUND = (10, 100) if QUICK else (10, 100, 1000, 5000)
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
        shown = self._stage.app.session.state.values["n"]
        if shown != self._value:
            raise RuntimeError(f"the fragment did not run: its slider is at {shown}")

    def cost(self) -> float:
        """Return the CPU time of a move [s]."""
        begun = time.process_time()
        self.move()
        return time.process_time() - begun

    def close(self) -> None:
        """End the app."""
        self._stage.close()


@row(
    "fragment",
    shows=("10",),
    axes=("elements around the fragment", "CPU of an event of a fragment"),
)
def flat() -> Iterator[Result]:
    """Move the slider of a fragment of eleven elements on pages of all sizes, by turns."""
    pages = {count: _Moves(count) for count in AROUND}
    costs: dict[int, list[float]] = {count: [] for count in AROUND}
    order = list(AROUND)
    try:
        for _ in range(scaled(150, 5)):
            for count in order:
                costs[count].append(pages[count].cost())
            order.reverse()
        before = Wire.sent
        pages[AROUND[-1]].move()
        sent = Wire.sent - before
        if not sent:
            raise RuntimeError("the fragment's event sent nothing: its texts did not follow it")
    finally:
        for page in pages.values():
            page.close()
    for count, spent in costs.items():
        what = f"CPU of an event of a fragment of 11 elements, {count} elements around it"
        note = f"{len(spent)} turns"
        cost = median(spent).times(1e6)
        yield Result(what, cost, "µs", None, note, series="ipyrerun", n=count)
    first, *others = AROUND
    for count in others:
        growth = median([b / a for a, b in zip(costs[first], costs[count], strict=True)])
        yield Result(f"event of a fragment: {count} elements over {first}", growth, "x", 1.2)
    # The patch, and the value of the slider, which no browser has moved here.
    yield Result("messages of an event of a fragment", exactly(sent), "", 2)
