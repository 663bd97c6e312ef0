"""What comes out of a cache and goes into another call is not read again, unless it has changed."""

from __future__ import annotations

import gc

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from ipyrerun.cache import digest_arrays, frozen
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
    rows, flat = digest_arrays._rows, digest_arrays._digest

    def counted_rows(value):
        sizes.append(value.nbytes)
        return rows(value)

    def counted(value):
        sizes.append(value.nbytes)
        return flat(value)

    monkeypatch.setattr(digest_arrays, "_rows", counted_rows)
    monkeypatch.setattr(digest_arrays, "_digest", counted)
    return sizes


def frame() -> pd.DataFrame:
    chance = np.random.default_rng(1)
    return pd.DataFrame({"a": chance.random(ROWS), "b": chance.random(ROWS)})


def test_a_hit_is_read_once(read):
    kept = keep(frame())
    first = digest((kept.hit(),), {})
    read.clear()

    again = digest((kept.hit(),), {})

    assert read == []
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


def test_what_is_forgotten_is_read_again():
    source = np.arange(ROWS)
    table = pa.table({"a": source})
    frozen.remember(table)
    before = digest((table,), {})
    frozen.forget(table)

    source[3] = 7

    assert digest((table,), {}) != before


def test_nothing_is_kept_of_what_is_gone():
    kept = keep(frame())
    hit = kept.hit()
    table = pa.table({"a": np.arange(ROWS)})
    frozen.remember(table)
    digest((hit,), {})
    digest((table,), {})
    assert frozen._digests

    del kept, hit, table
    gc.collect()

    assert not frozen._digests
    assert not frozen._remembered
