"""What a small hit costs, beside Streamlit's; what a crowd on one cold key costs the function."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import streamlit

import ipyrerun as st
from bench.both import in_both
from bench.rows import Result, row, scaled
from bench.timer import Estimate, Pairs, alternate
from tests.parity.players import hush

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = 2_000
THREADS = 8
# How long the function takes that a crowd asks for [s].
SLOW = 0.5


def small(n: int) -> dict[str, Any]:
    """Return a small dict."""
    return {"n": n, "name": "seattle", "share": 0.25}


def _calls(function: Callable[[int], object]) -> Callable[[], None]:
    def call() -> None:
        for _ in range(CALLS):
            function(7)

    function(7)
    return call


@row("cache", shows=("T7",))
def small_hit() -> Iterator[Result]:
    """Ask for a small dict by a whole number."""
    ours, theirs = st.cache_data(small), streamlit.cache_data(small)
    pairs: Pairs = in_both(lambda: alternate(_calls(ours), _calls(theirs), scaled(40, 5)))
    for name, costs, bar in (("", pairs.a, 8.0), (" in Streamlit", pairs.b, None)):
        least = min(cost.cpu for cost in costs) / CALLS * 1e6
        note = f"least of {len(costs)} times {CALLS:,} calls"
        yield Result(f"small hit{name}", Estimate(least, least, least), "µs", bar, note)
    yield Result(
        "small hit, by Streamlit's", pairs.cpu_ratio(), "times", 0.25, f"{len(pairs.a)} pairs"
    )


@row("crowd", shows=("T16",))
def one_computation() -> Iterator[Result]:
    """Let eight threads ask for one value at the same time, which nobody has computed."""
    for ending, fails in (("returns", False), ("raises", True)):
        for side, cache in (("", st.cache_data), (" in Streamlit", streamlit.cache_data)):
            counts, lasts = [], []
            with hush():
                for turn in range(scaled(5, 1)):
                    calls, last = _crowd(cache, turn, fails=fails)
                    counts.append(float(calls))
                    lasts.append(last / SLOW)
            what = f"{THREADS} threads on one cold key, the function {ending}"
            bars = (None, None) if side else (1.0, 1.5)
            yield Result(f"{what}: computations{side}", _most(counts), "", bars[0])
            note = f"of the function's {SLOW:g} s, longest of {len(lasts)}"
            yield Result(f"{what}: last one served{side}", _most(lasts), "times", bars[1], note)


def _most(values: list[float]) -> Estimate:
    return Estimate(max(values), min(values), max(values))


def _crowd(cache: Any, turn: int, *, fails: bool) -> tuple[int, float]:
    """Return how often the function was executed, and when the last thread had its answer [s].

    Raises
    ------
    RuntimeError
        A thread had another answer than the function's value, or than its error.
    """
    calls: list[int] = []

    def slow(key: tuple[int, bool]) -> int:
        calls.append(1)
        time.sleep(SLOW)
        if fails:
            raise ValueError(key)
        return turn

    cached = cache(show_spinner=False)(slow)
    answers: list[object] = []
    together = threading.Barrier(THREADS + 1)

    def ask() -> None:
        together.wait()
        try:
            answers.append(cached((turn, fails)))
        except Exception as error:  # noqa: BLE001 - whatever came is looked at
            answers.append(error)

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    together.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    last = time.perf_counter() - begun
    expected = [ValueError if fails else turn] * THREADS
    if [type(one) if fails else one for one in answers] != expected:
        raise RuntimeError(f"the threads' answers: {answers}")
    return len(calls), last
