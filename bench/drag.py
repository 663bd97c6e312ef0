"""A slow script under a drag, and when the last value is on the page.

T is the time of an undisturbed run. Superseded runs stop at their next `st.*` call, so the last
value comes about T after the release; the bar is on what comes on top.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from bench.chromium import open_stand
from bench.rows import Result, row, scaled
from bench.timer import Estimate
from tests.browser.test_running import IMPORT, SLOW, drag, step
from tests.kernel.harness import INTERPRETERS, Kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

MOVES = 50
EVERY = 0.04
DRAGS = 3
UNDISTURBED = scaled(3, 1)


def _result(where: str, undisturbed: float, late: list[float]) -> Result:
    note = f"T = {undisturbed:.2f} s; best of {len(late)} drags of {MOVES} events"
    bar = max(0.3, 0.15 * undisturbed)
    what = f"last value after a drag, beyond T, {where}"
    return Result(what, Estimate(min(late), min(late), max(late)), "s", bar, note)


@row("drag-kernel")
def in_a_kernel() -> Iterator[Result]:
    """Drive a real kernel through its sockets, with a subshell for comms as in JupyterLab."""
    kernel = Kernel(INTERPRETERS["main"])
    try:
        kernel.open_subshell()
        kernel.execute(IMPORT)
        kernel.execute(SLOW, cell_id="bench")
        undisturbed = statistics.median(_edit(kernel, [n]) for n in range(1, 1 + UNDISTURBED))
        late = [
            _edit(kernel, range(10 - turn, 10 - turn + MOVES)) - undisturbed
            for turn in range(scaled(DRAGS, 1))
        ]
    finally:
        kernel.close()
    yield _result("ipykernel", undisturbed, late)


def _edit(kernel: Kernel, values: range | list[int]) -> float:
    """Move the slider through values; return the seconds from the last one to its text."""
    slider = kernel.browser.find("SliderView").id
    for value in values:
        if value != values[0]:
            time.sleep(EVERY)
        kernel.browser.set_value(slider, value)
    released = time.monotonic()
    kernel.wait_for(lambda: f"end {values[-1]}<" in str(kernel.browser.page().tree), 60)
    return time.monotonic() - released


@row("drag-lab")
def in_lab() -> Iterator[Result]:
    """Drag the slider's thumb with the mouse in Chromium."""
    with open_stand() as stand:
        nb = stand.host("lab").open([IMPORT, SLOW])
        nb.run_all()
        nb.app.get_by_text("end 0", exact=True).wait_for()
        undisturbed = statistics.median(step(nb, n + 1) for n in range(UNDISTURBED))
        late = [drag(nb) - undisturbed for _ in range(scaled(DRAGS, 1))]
    yield _result("JupyterLab", undisturbed, late)
