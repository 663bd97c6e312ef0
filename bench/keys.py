"""What it costs to find a call by its arguments, beside Streamlit; no edit is overlooked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from streamlit.runtime.caching.cache_type import CacheType
from streamlit.runtime.caching.cache_utils import _make_value_key

from bench.rows import QUICK, Result, row, scaled
from bench.timer import Estimate, alternate, exactly
from ipyrerun.cache.keys import Binder
from ipyrerun.cache.values import keep
from tests.cache.edits import trials

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def function(x: Any) -> Any:
    """Stand for a cached function."""
    return x


_bind = Binder(function)


def _ours(value: Any) -> Callable[[], bytes]:
    args = (value,)
    return lambda: _bind(args, {})


def _theirs(value: Any) -> Callable[[], str]:
    args = (value,)
    return lambda: _make_value_key(CacheType.DATA, function, args, {}, {})


# A quick look is at a tenth of it, of which Streamlit may take a sample, too, or not: no bars.
PART = 10 if QUICK else 1


def _frame(megabytes: int) -> pd.DataFrame:
    """Return ten columns of floats."""
    rows = megabytes * 12_500
    return pd.DataFrame(np.random.default_rng(0).random((rows, 10)), columns=list("abcdefghij"))


def _nested() -> dict[str, Any]:
    return {
        f"k{i}": {"a": i, "b": [i, i + 1, "x"], "c": {"d": str(i), "e": i / 7}}
        for i in range(100_000 // PART)
    }


# What is hashed, how, in how many pairs, and what part of Streamlit's time it may take.
ARGUMENTS: list[tuple[str, Callable[[], Any], int, float]] = [
    ("frame of 1 MB", lambda: _frame(1), 40, 1 / 10),
    (f"frame of {100 // PART} MB", lambda: _frame(100 // PART), 15, 1 / 5),
    (f"frame of {1000 // PART} MB", lambda: _frame(1000 // PART), 5, 1 / 5),
    (f"list of {1000 // PART} k ints", lambda: list(range(1_000_000 // PART)), 3, 1 / 100),
    (f"dict of {100 // PART} k nested dicts", _nested, 3, 1 / 100),
]


@row("keys", shows=("T10",))
def exact_keys() -> Iterator[Result]:
    """Make the key of one large argument, by turns with Streamlit, which samples the large ones."""
    for name, make, count, bar in ARGUMENTS:
        value = make()
        pairs = alternate(_ours(value), _theirs(value), scaled(count, 3), warm_up=0)
        ours, theirs = pairs.cpu_of_a().value * 1e3, pairs.cpu_of_b().value * 1e3
        note = f"{ours:.3g} ms beside {theirs:.4g} ms of CPU, {len(pairs.a)} pairs"
        times = f"{1 / pairs.cpu_ratio().value:.0f} x faster"
        yield Result(
            f"key of a {name}: part of Streamlit's time",
            pairs.cpu_ratio(),
            "x",
            None if QUICK else bar,
            f"{times}; {note}",
        )
    for name, value in (("int", 7), ("text", "a"), ("tuple", (1, "a")), ("dict", {"a": 1})):
        repeat = 2_000
        pairs = alternate(_many(_ours(value), repeat), _many(_theirs(value), repeat), scaled(30, 3))
        least = min(cost.cpu for cost in pairs.a) / repeat * 1e6
        note = f"least of {len(pairs.a)} times {repeat}; {1 / pairs.cpu_ratio().value:.0f} x faster"
        yield Result(f"key of one {name}", Estimate(least, least, least), "µs", None, note)


# Megabytes, pairs, and what part of Streamlit's time it may take: that is known to be a loss, as
# Streamlit looks at a sample, and so takes two different arrays for one.
ARRAYS: tuple[tuple[int, int, float | None], ...] = ((100, 15, None), (1000, 5, 1))


@row("array-keys", shows=("T11",))
def array_keys() -> Iterator[Result]:
    """Make the exact keys of large arrays, beside Streamlit's of a sample, and of frozen frames."""
    for megabytes, count, bar in ARRAYS:
        size = megabytes // PART
        value = np.random.default_rng(0).random(size * 125_000)
        pairs = alternate(_ours(value), _theirs(value), scaled(count, 3), warm_up=1)
        ours, theirs = pairs.cpu_of_a().value * 1e3, pairs.cpu_of_b().value * 1e3
        note = f"{ours:.3g} ms beside {theirs:.3g} ms of CPU for a sample, {len(pairs.a)} pairs"
        what = f"key of an array of {size} MB: part of Streamlit's time"
        yield Result(what, pairs.cpu_ratio(), "x", bar, note, is_conceded=True)
    yield from _hits()


def _hits() -> Iterator[Result]:
    """Make the keys of frames that came out of the cache: their memory cannot have changed."""
    small, large = 1, 100 // PART
    one, other = (keep(_frame(size)) for size in (small, large))
    pairs = alternate(_ours(other.hit()), _ours(one.hit()), scaled(40, 3))
    cost = pairs.least_of_a().times(1e6)
    what = f"key of a frame of {large} MB that is a hit of another cache"
    yield Result(what, cost, "µs", None, f"least of {len(pairs.a)}")
    growth = exactly(pairs.least_of_a().value / pairs.least_of_b().value)
    yield Result(f"{what}, over one of {small} MB", growth, "x", 2.0)


def _many(call: Callable[[], object], count: int) -> Callable[[], None]:
    def calls() -> None:
        for _ in range(count):
            call()

    return calls


@row("edits", shows=("T10",))
def edits() -> Iterator[Result]:
    """Edit one cell or one name, and look whether the key is another."""
    for large in (False, True):
        count = 1_000 if QUICK else 50_000
        wrong = sum(is_same for _, is_same in trials(lambda x: _bind((x,), {}), count, large=large))
        size = "from 50,001 rows or 500,001 elements on" if large else "of 30 rows or 100 elements"
        note = f"of {count:,} edits in pandas, numpy, polars, Arrow, nested lists, names and attrs"
        yield Result(f"wrong hits in values {size}", Estimate(wrong, wrong, wrong), "", 0, note)
