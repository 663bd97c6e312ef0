"""What one more session costs in memory: with us a kernel, with Streamlit a part of the server."""

from __future__ import annotations

from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

from bench import pages
from bench.mix import script
from bench.rows import Result, row, scaled
from bench.streamlit_client import StreamlitSession
from bench.streamlit_server import open_server
from bench.timer import exactly, median

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psutil

    from bench.timer import Estimate

COUNT = 10
KERNELS, SESSIONS = scaled(5, 2), scaled(100, 10)
# The study's bar for a kernel of one's own [MB].
KERNEL = 40.0


def _private(process: psutil.Process) -> float:
    """Return the memory that would be free without this process [MB]."""
    return float(process.memory_full_info().uss) / 1e6


def _kernels() -> Estimate:
    """Open pages beside one that stays: what the kernels share is nobody's own."""
    with ExitStack() as stack:
        found = [stack.enter_context(pages.ipyrerun(COUNT)) for _ in range(1 + KERNELS)]
        for page in found:
            page.move(1)
        return median([_private(page.process) for page in found[1:]])


def _sessions() -> Estimate:
    """Open tabs of one server, whose first one has brought in what all of them need."""
    text = f"{pages.THEIRS}\n{script(COUNT)}"
    with ExitStack() as stack:
        server = stack.enter_context(open_server(text, is_tuned=False))

        def open_tab() -> None:
            stack.enter_context(closing(StreamlitSession(server.stream))).move(1)

        for _ in range(5):
            open_tab()
        before = _private(server.process)
        for _ in range(SESSIONS):
            open_tab()
        return exactly((_private(server.process) - before) / SESSIONS)


@row("session", shows=("T17",))
def one_more() -> Iterator[Result]:
    """Open one page after the other, of a slider and nine outputs, and move its slider."""
    ours, theirs = _kernels(), _sessions()
    what = f"private memory of one more kernel with a page of {COUNT} elements"
    note = f"of {KERNELS} kernels beside another"
    yield Result(what, ours, "MB", KERNEL, note, is_conceded=True)
    what = f"private memory of one more session of Streamlit with a page of {COUNT} elements"
    yield Result(what, theirs, "MB", None, f"growth of one server by {SESSIONS} sessions")
    if theirs.value <= 0:
        raise RuntimeError(f"{SESSIONS} sessions did not let Streamlit's server grow")
    what = "one more kernel over one more session of Streamlit"
    yield Result(what, ours.times(1 / theirs.value), "x", 1.0, is_conceded=True)
