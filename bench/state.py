"""What `st.session_state` costs a script: get, set, in and len, with few keys and with many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit

import ipyrerun
from bench.both import in_both
from bench.rows import Result, row, scaled
from bench.timer import Estimate, Pairs, alternate, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = 2_000
KEYS = (10, 10_000)
# What one call may cost [µs].
BARS = {"get": 0.5, "set": 1.0, "in": 0.5, "len": None}
# By how much with many keys: `len` must not go through them.
FLAT = 1.5


def _get(state: Any, calls: int) -> None:
    for _ in range(calls):
        state["k"]


def _set(state: Any, calls: int) -> None:
    for i in range(calls):
        state["k"] = i


def _contains(state: Any, calls: int) -> None:
    for _ in range(calls):
        _ = "k" in state


def _length(state: Any, calls: int) -> None:
    for _ in range(calls):
        len(state)


DEEDS = {"get": _get, "set": _set, "in": _contains, "len": _length}


@row("state", shows=("T12",))
def one_call() -> Iterator[Result]:
    """Ask the state of a run under way, by turns with Streamlit's."""
    for name, deed in DEEDS.items():
        costs: list[Estimate] = []
        for keys in KEYS:
            # Streamlit's goes through all keys for `len`.
            theirs = CALLS if name != "len" or keys < 100 else 2
            pairs: Pairs = in_both(lambda: _pairs(deed, keys, theirs))  # noqa: B023 - called at once
            ours = pairs.least_of_a().times(1e6 / CALLS)
            least = pairs.least_of_b().times(1e6 / theirs)
            note = (
                f"least of {len(pairs.a)} times {CALLS:,} calls; Streamlit {least.value:.3g} µs, "
                f"{least.value / ours.value:,.0f} x"
            )
            costs.append(ours)
            yield Result(f"session_state: {name}, {keys:,} keys", ours, "µs", BARS[name], note)
        few, many = (cost.value for cost in costs)
        bar = FLAT if name == "len" else None
        what = f"session_state: {name}, {KEYS[1]:,} keys over {KEYS[0]}"
        yield Result(what, exactly(many / few), "x", bar)


def _pairs(deed: Callable[[Any, int], None], keys: int, theirs: int) -> Pairs:
    states: tuple[Any, Any] = (ipyrerun.session_state, streamlit.session_state)
    for state in states:
        for i in range(keys):
            state[f"key{i}"] = i
        state["k"] = 0
    ours, other = states
    return alternate(lambda: deed(ours, CALLS), lambda: deed(other, theirs), scaled(30, 3))
