"""What an input's message costs the thread that receives it, ipywidgets' part included."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import comm
import ipywidgets

from bench.rows import Result, row, scaled
from bench.stage import Stage
from bench.timer import Estimate, median
from bench.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = "n = st.slider('N', 0, 100_000, key='n')\nfor i in range(20):\n    st.text(f'{i} of {n}')"
BAR = 1.0
EVENTS = 2_000


def _receive(widget: Any, state: dict[str, Any]) -> float:
    """Hand a widget what a browser sent; return this thread's CPU time [s]."""
    data = {"method": "update", "state": state, "buffer_paths": []}
    message = {"content": {"data": data}, "buffers": []}
    begun = time.thread_time()
    widget.comm.handle_msg(message)
    return time.thread_time() - begun


@row("handler")
def one_event() -> Iterator[Result]:
    """Move a slider of ours, whose app reruns on its own thread, and a bare one by turns."""
    events = scaled(EVENTS, 100)
    stage = Stage(SCRIPT, is_threaded=True)
    ours = stage.sink.widget("n")
    bare = _bare()
    mine: list[float] = []
    theirs: list[float] = []
    for n in range(1, events + 1):
        mine.append(_receive(ours, {"value": n, "edit": ["bench", n]}))
        theirs.append(_receive(bare, {"value": n}))
        if n % 20 == 0:
            stage.settle()
    stage.settle()
    assert stage.app.session.state.values["n"] == events
    stage.close()
    assert bare.value == events
    note = f"{events} events, each beside one of a bare IntSlider ({_ms(median(theirs)):.3f} ms)"
    yield Result("an event handler, thread CPU", median(mine).times(1e3), "ms", BAR, note)
    yield Result("the same, 99th percentile", _high(mine).times(1e3), "ms", BAR)
    ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
    yield Result("over a bare IntSlider with an observer", median(ratios), "x")


def _bare() -> Any:
    comm.create_comm = Wire
    widget = ipywidgets.IntSlider(0, 0, 100_000)
    widget.observe(_look_away, "value")
    return widget


def _look_away(change: Any) -> None:
    """Observe nothing."""
    del change


def _ms(estimate: Estimate) -> float:
    return estimate.value * 1e3


def _high(values: list[float]) -> Estimate:
    high = sorted(values)[int(0.99 * len(values))]
    return Estimate(high, high, high)
