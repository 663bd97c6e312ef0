"""What a hit and a miss of `st.cache_data` cost, beside Streamlit's, by the size of the value."""

from __future__ import annotations

import gc
import itertools
import logging
import tempfile
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit

import ipyrerun
from bench.child import said
from bench.rows import QUICK, Result, row, scaled
from bench.timer import Estimate, alternate, median
from ipyrerun.cache.values import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What a hit may take, whatever it is of [µs].
BAR = 40.0
SIZES = (1, 10) if QUICK else (1, 100, 1000)
LARGE = 10 if QUICK else 100
BATCH = 50
# Ratios are ours over Streamlit's.
# They are about the full sizes: a quick look is at small values, where Streamlit is quick, too.
THOUSANDTH, THIRD = (None, None) if QUICK else (1 / 1000, 1 / 3)


def _frame(megabytes: int) -> pd.DataFrame:
    return pd.DataFrame(np.random.default_rng(0).random((megabytes * 12_500, 10)))


def _frames() -> Iterator[tuple[str, pd.DataFrame, float | None]]:
    """Yield frames of the other kinds of columns, of as many rows each, and what a hit may take.

    Objects may be changed in place, so they are looked at and copied: their hits are not flat.
    """
    count = LARGE * 10_000
    words = pd.Series([f"word {i}" for i in range(count)])
    yield "texts", pd.DataFrame({"a": words, "b": words}), BAR
    yield "objects", pd.DataFrame({"a": words.astype(object)}), None
    yield "categories", pd.DataFrame({"a": words.str[:6].astype("category")}), BAR
    yield (
        "moments",
        pd.DataFrame({"a": pd.date_range("2020", periods=count, freq="s", tz="UTC")}),
        BAR,
    )
    arrow = words.astype("string[pyarrow]"), pd.Series(range(count), dtype="int64[pyarrow]")
    yield "Arrow's columns", pd.DataFrame({"a": arrow[0], "b": arrow[1]}), BAR


_makes = itertools.count()


def _cached(library: Any, value: Any, **options: Any) -> Any:
    """Return a cached function of a library that returns this value."""
    number = next(_makes)

    def give(made: int, turn: int) -> Any:  # noqa: ARG001 - tell functions and calls apart
        return value

    cached = library.cache_data(show_spinner=False, **options)(give)

    def call(turn: int = 0) -> Any:
        return cached(number, turn)

    call.clear = cached.clear  # type: ignore[attr-defined]
    return call


def _hush() -> None:
    """Leave out what Streamlit says about being used without its server."""
    streamlit.logger.set_log_level("ERROR")
    logging.getLogger("streamlit").setLevel("ERROR")


def _least(call: Callable[[], object], repeats: int) -> Estimate:
    """Return the least time of a call [s], as it is without what disturbs it."""
    best = float("inf")
    for _ in range(repeats):
        begun = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - begun)
    return Estimate(best, best, best)


@row("hits", shows=("T5",), axes=("size of the frame [MB]", "a hit"))
def hits() -> Iterator[Result]:
    """Hand out frames of growing size."""
    _hush()
    found: list[float] = []
    for size in SIZES:
        ours = _cached(ipyrerun, _frame(size))
        ours()
        least = _least(ours, 300)
        found.append(least.value)
        what = f"hit on a float frame of {size} MB"
        cost = least.times(1e6)
        yield Result(what, cost, "µs", BAR, "least of 300", series="ipyrerun", n=size)
        ours.clear()
        if size <= LARGE:
            theirs = _cached(streamlit, _frame(size))
            theirs()
            what = f"hit on a float frame of {size} MB in Streamlit"
            cost = _least(theirs, 5).times(1e6)
            yield Result(what, cost, "µs", None, "least of 5", series="Streamlit", n=size)
            theirs.clear()
        gc.collect()
    for kind, frame, bar in _frames():
        ours = _cached(ipyrerun, frame)
        ours()
        what = f"hit on a frame of {kind}, {len(frame):,} rows"
        yield Result(what, _least(ours, 300).times(1e6), "µs", bar, "least of 300")
        ours.clear()
    flat = max(found) / min(found)
    yield Result("the slowest of these sizes over the fastest", Estimate(flat, flat, flat), "x", 2)
    value = _frame(LARGE)
    ours, theirs = _cached(ipyrerun, value), _cached(streamlit, value)
    # One hit alone is about as long as the clock's own call and the memory that Streamlit's has
    # pushed out of the processor's caches: batches measure the hit.
    pairs = alternate(lambda: [ours() for _ in range(BATCH)], theirs, scaled(20, 5))
    ratio = median([a.wall / BATCH / b.wall for a, b in zip(pairs.a, pairs.b, strict=True)])
    note = f"Streamlit {median([one.wall for one in pairs.b]).value * 1e3:.1f} ms; ours by {BATCH}"
    yield Result(f"hit on {LARGE} MB over Streamlit's", ratio, "x", THOUSANDTH, note)
    small = keep({"a": 1, "b": [1, 2, 3], "c": "text"})
    yield Result(
        "the value's part of a hit on a small dict, least of 2000",
        _least(small.hit, 2000).times(1e6),
        "µs",
    )
    array = _cached(ipyrerun, value.to_numpy())
    array()
    yield Result(f"hit on a writable array of {LARGE} MB", _least(array, 100).times(1e6), "µs")


@row("nested", shows=("T8",))
def nested() -> Iterator[Result]:
    """Hand out a list of dicts."""
    _hush()
    count = 1000 if QUICK else 100_000
    value = [{"id": i, "name": f"n{i}", "x": i / 2, "tags": ["a", "b"]} for i in range(count)]
    ours, theirs = _cached(ipyrerun, value), _cached(streamlit, value)
    pairs = alternate(ours, theirs, scaled(15, 3))
    note = f"{pairs.cpu_of_a().value * 1e3:.0f} and {pairs.cpu_of_b().value * 1e3:.0f} ms"
    yield Result(f"hit on {count} dicts over Streamlit's, CPU", pairs.cpu_ratio(), "x", THIRD, note)


@row("misses", shows=("T9",))
def misses() -> Iterator[Result]:
    """Keep a large frame that the function has at hand, so that only the cache costs."""
    _hush()
    value = _frame(LARGE)
    ours = _cached(ipyrerun, value, max_entries=1)
    theirs = _cached(streamlit, value, max_entries=1)
    turns = iter(range(1_000_000))
    pairs = alternate(lambda: ours(next(turns)), lambda: theirs(next(turns)), scaled(15, 3))
    note = f"{pairs.cpu_of_a().value * 1e3:.0f} and {pairs.cpu_of_b().value * 1e3:.0f} ms"
    yield Result(f"miss of {LARGE} MB over Streamlit's, CPU", pairs.cpu_ratio(), "x", 0.3, note)
    for name, bar in (("ipyrerun", 1.2), ("streamlit", None)):
        times = _holders(name, LARGE * 2)
        what = f"memory of 5 who hold {LARGE * 2} MB, over the value's size: {name}"
        yield Result(what, Estimate(times, times, times), "x", bar)


HOLDERS = """
import gc, sys, logging, numpy as np, pandas as pd, psutil
library = __import__(sys.argv[1])
logging.disable(logging.CRITICAL)
size = int(sys.argv[2])

@library.cache_data(show_spinner=False)
def load(turn):
    return pd.DataFrame(np.ones((turn * 12_500, 10)))

for _ in range(2):
    load(1).iloc[0, 0]
load.clear()
gc.collect()
before = psutil.Process().memory_full_info().uss
held = [load(size) for _ in range(5)]
assert sum(float(one.to_numpy().sum()) for one in held) == 5 * size * 125_000
gc.collect()
print((psutil.Process().memory_full_info().uss - before) / (size * 1e6))
"""


def _holders(library: str, size: int) -> float:
    return float(said("-c", HOLDERS, library, str(size)))


WRITER = """
import sys, pathlib, numpy as np, pandas as pd
from ipyrerun.cache.disk import Disk
from ipyrerun.cache.values import keep
value = pd.DataFrame(np.random.default_rng(0).random((int(sys.argv[2]) * 12_500, 10)))
Disk(pathlib.Path(sys.argv[1])).save(b"f" * 16, b"c" * 16, keep(value))
"""
READER = """
import sys, time, pathlib, numpy, pandas, pyarrow, xxhash
from ipyrerun.cache.disk import Disk
from ipyrerun.cache.values import keep
keep(pandas.DataFrame({"a": [1.0]})).hit()
begun = time.perf_counter()
hit = Disk(pathlib.Path(sys.argv[1])).load(b"f" * 16, b"c" * 16)[0].hit()
took = time.perf_counter() - begun
assert len(hit) == int(sys.argv[2]) * 12_500
print(took)
"""


@row("persist")
def persist() -> Iterator[Result]:
    """Read a frame in another kernel: imports done, file in the page cache."""
    with tempfile.TemporaryDirectory() as folder:
        said("-c", WRITER, folder, str(LARGE))
        took = [float(said("-c", READER, folder, str(LARGE))) for _ in range(scaled(20, 2))]
    least = min(took)
    note = f"least of {len(took)} processes; their median {median(took).value * 1e3:.0f} ms"
    what = f'first hit of {LARGE} MB kept with persist="disk"'
    yield Result(what, Estimate(least, least, least).times(1e3), "ms", 40.0, note)
