"""The memory of one more user: a kernel of their own here, a session of the server there."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import psutil

from bench.rows import Result, row, scaled
from bench.scripts import mix
from bench.streamlit_client import StreamlitSession
from bench.streamlit_server import open_server
from bench.timer import exactly, median
from tests.kernel.harness import INTERPRETERS, Kernel

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 100
# What a kernel that is forked from a prepared one may hold for itself [MB].
BAR = 40.0


@row("sessions", shows=("T17",))
def one_more() -> Iterator[Result]:
    """Start kernels with one page each; open tabs of the same page in Streamlit."""
    spent = [_kernel() for _ in range(scaled(3, 1))]
    what = f"private memory of one more session with a page of {COUNT} elements"
    note = "a kernel for each user; Streamlit has them all in one process"
    yield Result(f"{what}: a kernel", median(spent), "MB", BAR, note, is_conceded=True)
    tabs = scaled(20, 5)
    note = f"of {tabs} more tabs, each"
    yield Result(f"{what}: Streamlit", exactly(_tabs(tabs)), "MB", None, note)


def _private(process: psutil.Process) -> float:
    return float(process.memory_full_info().uss) / 1e6


def _kernel() -> float:
    with closing(Kernel(INTERPRETERS["main"])) as kernel:
        kernel.execute("import ipyrerun as st")
        kernel.execute(f"%%rerun\n{mix(COUNT)}", cell_id="bench")
        return _private(psutil.Process(kernel.process.pid))


def _tabs(count: int) -> float:
    with open_server(f"import streamlit as st\n{mix(COUNT)}", is_tuned=False) as server:
        tabs = [StreamlitSession(server.stream) for _ in range(2)]
        before = _private(server.process)
        tabs += [StreamlitSession(server.stream) for _ in range(count)]
        growth = _private(server.process) - before
        for tab in tabs:
            tab.close()
    return growth / count
