"""polars' series and frames have the key of their cells, types and names."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import polars as pl
import pytest

from tests.cache.keyed import key

POLARS: dict[str, Any] = {
    "i64": pl.Series("a", [1, None, 3]),
    "i32": pl.Series("a", [1, None, 3], dtype=pl.Int32),
    "other name": pl.Series("b", [1, None, 3]),
    "f64": pl.Series("a", [1.0, None, 3.0]),
    "text": pl.Series("a", ["a", None, "c" * 30]),
    "bytes": pl.Series("a", [b"a", None, b"c"]),
    "bool": pl.Series("a", [True, None, False]),
    "categories": pl.Series("a", ["a", None, "b"], dtype=pl.Categorical),
    "enum": pl.Series("a", ["a", None, "b"], dtype=pl.Enum(["a", "b"])),
    "enum, more": pl.Series("a", ["a", None, "b"], dtype=pl.Enum(["a", "b", "c"])),
    "date": pl.Series("a", [dt.date(2020, 1, 1), None]),
    "time": pl.Series("a", [1, None], dtype=pl.Datetime("us")),
    "time in a zone": pl.Series("a", [1, None], dtype=pl.Datetime("us", "UTC")),
    "decimal": pl.Series("a", ["1.5", None]).cast(pl.Decimal(5, 2)),
    "list": pl.Series("a", [[1], None, [2, 3]]),
    "array": pl.Series("a", [[1, 2], None], dtype=pl.Array(pl.Int64, 2)),
    "struct": pl.Series("a", [{"x": 1}, None, {"x": 3}]),
    "object": pl.Series("a", [{1}, None, [2]], dtype=pl.Object),
    "null": pl.Series("a", [None, None]),
    "empty": pl.Series("a", [], dtype=pl.Int64),
}


if hasattr(pl, "Int128"):
    POLARS["i128"] = pl.Series("a", [1, None, 3], dtype=pl.Int128)


@pytest.mark.parametrize("name", POLARS)
def test_equal_polars_series_have_one_key(name: str):
    series = POLARS[name]

    assert key(series.clone()) == key(series)
    assert key(pl.DataFrame([series])) == key(pl.DataFrame([series]))
    if name != "object":
        cut = pl.concat([series[:1], series[1:]], rechunk=False)
        assert key(cut) == key(series) == key(pl.concat([series, series])[len(series) :])
        assert key(pickle.loads(pickle.dumps(series))) == key(series)


def test_polars_series_and_frames_differ_by_all_that_they_are():
    frames = [pl.DataFrame([one]) for one in POLARS.values()]
    keys = [key(one) for one in [*POLARS.values(), *frames]]

    assert [i for i, one in enumerate(keys) if one in keys[:i]] == []


def test_the_middle_cell_of_a_short_polars_frame_counts():
    frame = pl.DataFrame({"a": range(25), "b": [f"t{i}" for i in range(25)]})
    other = frame.with_columns(
        pl.when(pl.col("a") == 12).then(99).otherwise(pl.col("a")).alias("a")
    )

    assert key(frame) != key(other)
    assert key(frame) != key(frame.select("b", "a"))


def test_a_lazy_frame_is_what_it_will_do():
    frame = pl.DataFrame({"a": [1, 2]}).lazy()

    assert key(frame.select("a")) == key(frame.select("a")) != key(frame.select(pl.col("a") + 1))
