"""The first page of a cell in a real kernel: CPU time and comms, beside ipywidgets and Reacton.

The time is the kernel's from one `execute_request` to the next, less that of an empty cell: with
whatever the page's first messages from a browser cost.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bench.rows import Result, row, scaled
from bench.timer import exactly, median
from tests.kernel.harness import INTERPRETERS, Kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 100
CLOCK = """
import json, time
marks = []
get_ipython().events.register("pre_run_cell", lambda _: marks.append(time.process_time()))
"""
# So long a browser's messages about a new page may take.
SETTLED = 0.2
BOX = f"box = w.VBox([w.{{}} for i in range({COUNT})])\nbox"
REACTON = f"""
@reacton.component
def Page():
    with rw.VBox():
        for i in range({COUNT}):
            rw.{{}}
Page()"""


@dataclass(frozen=True, slots=True)
class Page:
    """A cell that shows a hundred elements, and what the cell before it imports."""

    side: str
    what: str
    setup: str
    cell: str
    bar: float | None = None
    opens: int | None = None


OURS, WIDGETS, REACT = (
    "import ipyrerun as st",
    "import ipywidgets as w",
    "import reacton, reacton.ipywidgets as rw",
)
RERUN = f"%%rerun\nfor i in range({COUNT}):\n    "
PAGES = (
    Page("ipyrerun", "outputs", OURS, f"{RERUN}st.markdown(f'line {{i}}')", 15, 3),
    Page("ipywidgets", "outputs", WIDGETS, BOX.format("HTML(f'line {i}')")),
    Page("Reacton", "outputs", REACT, REACTON.format("HTML(value=f'line {i}')")),
    Page("ipyrerun", "inputs", OURS, f"{RERUN}st.slider('X', 0, 9, key=f'x{{i}}')", 40),
    Page("ipywidgets", "inputs", WIDGETS, BOX.format("IntSlider(0, 0, 9)")),
    Page("Reacton", "inputs", REACT, REACTON.format("IntSlider(value=0, max=9)")),
)


@row("first", shows=("7", "T14"))
def first_page() -> Iterator[Result]:
    """Show pages in kernels that have just imported what they need."""
    # By turns, a kernel each: the sides of a page come one after the other.
    rounds = [[_show(page, scaled(5, 1)) for page in PAGES] for _ in range(scaled(5, 1))]
    for page, shown in zip(PAGES, zip(*rounds, strict=True), strict=True):
        firsts = [first for first, _, _ in shown]
        laters = [cost for _, later, _ in shown for cost in later]
        opens = max(opened for _, _, opened in shown)
        what = f"first page of {COUNT} {page.what}: {page.side}"
        note = (
            f"{len(laters)} cells in {len(firsts)} kernels, each cell of a new name, and none the "
            "first of its kernel"
        )
        yield Result(f"{what}, kernel CPU", median(laters).times(1e3), "ms", page.bar, note)
        note = f"least of {len(firsts)} kernels, with what is imported and made for it"
        least = exactly(min(firsts)).times(1e3)
        yield Result(f"{what}, kernel CPU of a kernel's very first", least, "ms", None, note)
        yield Result(f"{what}, comms opened", exactly(opens), "", page.opens)


def _show(page: Page, times: int) -> tuple[float, list[float], int]:
    """Return the CPU time of a kernel's first page, of others [s], and the most comms of one."""
    kernel = Kernel(INTERPRETERS["main"])
    opened = 0
    try:
        kernel.execute(page.setup)
        kernel.execute(CLOCK)
        for turn in range(times + 1):
            kernel.execute("pass")
            before = _opened(kernel)
            kernel.execute(page.cell, cell_id=f"cell {turn}")
            time.sleep(SETTLED)
            opened = max(opened, _opened(kernel) - before)
        kernel.execute("pass")
        marks = json.loads(kernel.execute("print(json.dumps(marks))").text)
    finally:
        kernel.close()
    spent = [b - a for a, b in pairwise(marks)]
    empty = spent[0 : 2 * times + 2 : 2]
    first, *later = (full - min(empty) for full in spent[1 : 2 * times + 2 : 2])
    return first, later, opened


def _opened(kernel: Kernel) -> int:
    return sum(message["msg_type"] == "comm_open" for message in kernel.log)
