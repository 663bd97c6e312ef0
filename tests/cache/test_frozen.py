"""What comes out of a cache and goes into another call is not read again, unless it has changed."""

from __future__ import annotations

import gc

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from ipyrerun.cache import digest_arrays, digest_tables, frozen
from ipyrerun.cache.frames import is_copying_on_write
from ipyrerun.cache.keys import Binder
from ipyrerun.cache.values import keep


def f(x):
    return x


digest = Binder(f)
ROWS = 20_000


@pytest.fixture
def read(monkeypatch) -> list[int]:
    """Have how many bytes of arrays are read."""
    sizes: list[int] = []
    stream = digest_tables._stream
    rows, flat = digest_arrays._rows, digest_arrays._digest

    def counted_rows(value):
        sizes.append(value.nbytes)
        return rows(value)

    def counted(value):
        sizes.append(value.nbytes)
        return flat(value)

    def counted_stream(buffers):
        found = list(buffers)
        sizes.extend(map(len, found))
        return stream(iter(found))

    monkeypatch.setattr(digest_tables, "_stream", counted_stream)
    monkeypatch.setattr(digest_arrays, "_rows", counted_rows)
    monkeypatch.setattr(digest_arrays, "_digest", counted)
    return sizes


def frame() -> pd.DataFrame:
    chance = np.random.default_rng(1)
    times = pd.date_range("2020", periods=ROWS, freq="s")
    masked = pd.array(np.arange(ROWS), dtype="Int64")
    data = {"a": chance.random(ROWS), "b": chance.random(ROWS), "t": times, "m": masked}
    return pd.DataFrame({**data, "s": [f"t{i}" for i in range(ROWS)]})


@pytest.mark.skipif(
    not is_copying_on_write(), reason="before pandas 3 a hit is a copy, which may change"
)
def test_a_hit_is_read_once(read):
    kept = keep(frame())
    first = digest((kept.hit(),), {})
    whole = sum(read)
    read.clear()

    again = digest((kept.hit(),), {})

    # What remains is the mask of the numbers, which is below the least size worth it.
    assert sum(read) <= ROWS < 20 * ROWS < whole
    assert again == first == digest((frame(),), {})


def test_a_hit_that_its_caller_has_changed_is_another_value(read):
    kept = keep(frame())
    before = digest((kept.hit(),), {})
    hit = kept.hit()

    hit.iloc[ROWS // 2, 1] = 7.0

    assert digest((hit,), {}) != before
    assert digest((kept.hit(),), {}) == before


def test_a_part_of_a_hit_is_another_value():
    kept = keep(frame())
    hit = kept.hit()

    keys = {digest((one,), {}) for one in (hit, hit.iloc[:-1], hit.iloc[1:], hit[["b", "a"]])}

    assert len(keys) == 4


def test_what_can_be_written_to_is_read_each_time(read):
    array = np.zeros(ROWS)
    view = array[:]
    view.flags.writeable = False
    before = digest((view,), {})

    array[5] = 1

    assert digest((view,), {}) != before


def test_an_arrow_table_is_read_once_if_a_cache_says_so(monkeypatch):
    table = pa.table({"a": np.arange(ROWS)})
    frozen.remember(table)
    before = digest((table,), {})
    monkeypatch.setattr("ipyrerun.cache.digest_tables._fixed", None)

    assert digest((table,), {}) == before


def test_nothing_is_kept_of_what_is_gone():
    gc.collect()
    before = len(frozen._digests), len(frozen._remembered)
    kept = keep(frame())
    hit = kept.hit()
    table = pa.table({"a": np.arange(ROWS)})
    frozen.remember(table)
    digest((hit,), {})
    digest((table,), {})
    assert len(frozen._digests) > before[0]

    del kept, hit, table
    gc.collect()

    assert (len(frozen._digests), len(frozen._remembered)) == before
