"""What is still held after very many reruns, and after very many executions of a cell."""

from __future__ import annotations

import ctypes
import gc
import sys
from typing import TYPE_CHECKING

import psutil

from bench.child import said
from bench.rows import QUICK, Result, row, scaled
from bench.timer import exactly
from tests.kernel.harness import INTERPRETERS, Kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 200
EARLY, LATE = scaled(2_000, 500), scaled(10_000, 1_000)
EXECUTIONS = scaled(1_000, 30)
CELL = """%%rerun
n = st.slider("N", 0, 9, key="n")
for i in range(9):
    st.text(f"line {i}")
st.button("X")
"""
COMMS = "import comm\nprint(len(comm.get_comm_manager().comms))"


@row("memory", shows=("8",))
def after_many() -> Iterator[Result]:
    """Rerun one page, in a process of its own; execute one cell, in a kernel."""
    words = said("-m", "bench.memory", str(EARLY), str(LATE)).split()
    early, late = (float(word) for word in words)
    what = f"growth of a page of {COUNT} elements from rerun {EARLY:,} to {LATE:,}"
    note = f"private memory {early:.1f} MB, then {late:.1f} MB"
    # So early the texts that are remembered still grow in number.
    yield Result(what, exactly(late - early), "MB", None if QUICK else 2, note)
    second, last = _comms()
    what = f"comms open after {EXECUTIONS:,} executions of a cell, beyond those after the second"
    yield Result(what, exactly(abs(last - second)), "", 0, f"{second} and {last}, real kernel")


def _comms() -> tuple[int, int]:
    kernel = Kernel(INTERPRETERS["main"])
    try:
        kernel.execute("import ipyrerun as st")
        counts = []
        for number in range(1, EXECUTIONS + 1):
            kernel.execute(CELL, cell_id="bench")
            if number in (2, EXECUTIONS):
                counts.append(int(kernel.execute(COMMS).text))
    finally:
        kernel.close()
    second, last = counts
    return second, last


def grow(early: int, late: int) -> None:
    """Print the private memory [MB] after so many reruns, and after so many in all."""
    from bench.mix import script
    from bench.stage import Stage

    stage = Stage(script(COUNT))
    for value in range(1, late + 1):
        stage.send("slider:n", value)
        if value in (early, late):
            print(_private())


def _private() -> float:
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return float(psutil.Process().memory_full_info().uss) / 1e6


if __name__ == "__main__":
    grow(int(sys.argv[1]), int(sys.argv[2]))
