"""What `st.session_state` costs a script: get, set, in and len, with few keys and with many."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import ipyrerun as st
from bench.rows import Result, row, scaled
from bench.timer import Estimate
from ipyrerun.events import Batch, Job
from ipyrerun.run import Run, current
from ipyrerun.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = 10_000
KEYS = (10, 10_000)
# What one call may cost [µs]; the length of the state must not matter.
BARS = {"get": 0.5, "set": 1.0, "in": 0.5, "len": None}


def _get() -> None:
    for _ in range(CALLS):
        st.session_state["k"]


def _set() -> None:
    for i in range(CALLS):
        st.session_state["k"] = i


def _contains() -> None:
    for _ in range(CALLS):
        _ = "k" in st.session_state


def _length() -> None:
    for _ in range(CALLS):
        len(st.session_state)


DEEDS = {"get": _get, "set": _set, "in": _contains, "len": _length}


@row("state", shows=("T12",))
def one_call() -> Iterator[Result]:
    """Ask the state of a run under way."""
    repeats = scaled(40, 3)
    for name, deed in DEEDS.items():
        for keys in KEYS:
            cost = _least(deed, keys, repeats)
            note = f"least of {repeats} times {CALLS:,} calls, {keys:,} keys"
            yield Result(f"session_state: {name}", cost, "µs", BARS[name], note)


def _least(deed: Callable[[], None], keys: int, repeats: int) -> Estimate:
    """Return the least CPU time of one call [µs]: whatever else the machine does only adds."""
    session = Session()
    session.state.values.update({f"key{i}": i for i in range(keys)}, k=0)
    token = current.set(Run("bench", session, Job(lambda _: None, Batch(), 0.0)))
    try:
        costs = [_cost(deed) for _ in range(repeats)]
    finally:
        current.reset(token)
    value = min(costs) / CALLS * 1e6
    return Estimate(value, value, value)


def _cost(deed: Callable[[], None]) -> float:
    begun = time.thread_time()
    deed()
    return time.thread_time() - begun
