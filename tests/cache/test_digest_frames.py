"""pandas' frames and polars' and Arrow's tables have the key of their cells and names."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ipyrerun.cache import digest_frames
from ipyrerun.cache.digests import encoder

if TYPE_CHECKING:
    from collections.abc import Callable


def key(value: Any) -> bytes:
    return encoder().encode(value)


# By type: cells, and another cell.
CELLS: dict[str, tuple[list[Any], Any]] = {
    "float64": ([1.0, 2.0, np.nan, 4.0], 7.0),
    "float32": ([1.0, 2.0, np.nan, 4.0], 7.0),
    "int64": ([1, 2, 3, 4], 7),
    "int8": ([1, 2, 3, 4], 7),
    "bool": ([True, False, True, False], None),
    "object": (["a", 1, None, [1, {"b": 2}]], "z"),
    "str": (["a", "b", None, "dddd"], "z"),
    "string[python]": (["a", "b", None, "dddd"], "z"),
    "string[pyarrow]": (["a", "b", None, "dddd"], "z"),
    "Int64": ([1, 2, None, 4], 7),
    "Float32": ([1.0, 2.0, None, 4.0], 7.0),
    "boolean": ([True, False, None, False], None),
    "category": (["a", "b", None, "a"], "b"),
    "datetime64[ns]": (["2020-01-01", "2020-01-02", None, "2020-01-04"], "2021-01-01"),
    "datetime64[us, Europe/Berlin]": (
        ["2020-01-01", "2020-01-02", None, "2020-01-04"],
        "2021-01-01",
    ),
    "timedelta64[s]": (["1s", "2s", None, "4s"], "7s"),
    "period[M]": (["2020-01", "2020-02", None, "2020-04"], "2021-01"),
    "Sparse[float64]": ([1.0, np.nan, np.nan, 4.0], 7.0),
    "complex128": ([1j, 2j, 3j, 4j], 7j),
}
CELLS |= {
    "int64[pyarrow]": ([1, 2, None, 4], 7),
    "double[pyarrow]": ([1.0, 2.0, None, 4.0], 7.0),
    "bool[pyarrow]": ([True, False, None, False], True),
    "large_string[pyarrow]": (["a", "b", None, "dddd"], "z"),
    "timestamp[ns][pyarrow]": ([pd.Timestamp(i) for i in range(4)], pd.Timestamp(7)),
}


def column(kind: str, cells: list[Any]) -> pd.Series[Any]:
    if kind.startswith("period"):
        return pd.Series(pd.PeriodIndex(cells, freq="M"))
    made: Any = pd.Series(cells, dtype="object")
    if kind.startswith(("datetime", "timedelta")):
        made = pd.to_datetime(made) if kind[0] == "d" else pd.to_timedelta(made)
        return (
            made.dt.tz_localize("Europe/Berlin").astype(kind) if "," in kind else made.astype(kind)
        )
    return made.astype(kind)


@pytest.mark.parametrize("kind", CELLS)
def test_equal_columns_have_one_key_and_each_cell_counts(kind: str):
    cells, other = CELLS[kind]
    series = column(kind, cells)
    frame = pd.DataFrame({"x": [1, 2, 3, 4], "y": series})
    halves = pd.concat([frame.iloc[:2].copy(), frame.iloc[2:].copy()])

    alike = [frame.copy(), copy.deepcopy(frame), pickle.loads(pickle.dumps(frame))]
    alike += [
        frame.iloc[:],
        pd.concat([frame, frame], ignore_index=True).iloc[4:].reset_index(drop=True),
    ]
    if kind != "category":
        alike.append(halves)

    assert {key(one) for one in alike} == {key(frame)}
    assert key(series) == key(series.copy())
    keys = {key(series)}
    for place in range(4):
        edited = list(cells)
        edited[place] = (not cells[place]) if other is None else other
        if edited[place] == cells[place]:
            continue
        changed = column(kind, edited)
        keys |= {key(changed), key(pd.DataFrame({"x": [1, 2, 3, 4], "y": changed}))}
    assert len(keys) >= 7


@pytest.mark.parametrize("kind", CELLS)
def test_the_same_cells_of_another_type_are_another_value(kind: str):
    own = key(column(kind, CELLS[kind][0]))

    others = [column(other, cells) for other, (cells, _) in CELLS.items() if other != kind]

    assert own not in {key(one) for one in others}


BASE = pd.DataFrame({"a": [1, 2], "b": [1.5, 2.5]}, index=pd.Index([10, 20], name="i"))


class Table(pd.DataFrame):
    _metadata = ["crs"]  # noqa: RUF012 - pandas' own way

    @property
    def _constructor(self) -> Any:
        return Table


def with_(frame: Any, **facts: Any) -> Any:
    """Return a frame that has other attributes."""
    other = frame.copy()
    for name, fact in facts.items():
        setattr(other, name, fact)
    return other


ROWS = BASE.index
CHANGED: list[Callable[[], Any]] = [
    BASE.copy,
    lambda: with_(BASE, index=ROWS.rename("j")),
    lambda: with_(BASE, columns=BASE.columns.rename("c")),
    lambda: with_(BASE, columns=pd.Index(["a", "c"])),
    lambda: with_(BASE, columns=pd.Index(["a", "a"])),
    lambda: with_(BASE, index=pd.Index([10, 21], name="i")),
    lambda: with_(BASE, index=ROWS.astype("float64")),
    lambda: with_(BASE, index=ROWS.astype(str)),
    lambda: with_(BASE, attrs={"unit": "m"}),
    lambda: with_(BASE, attrs={"unit": {"a": ["m"]}}),
    lambda: BASE.set_flags(allows_duplicate_labels=False),
    lambda: BASE[["b", "a"]],
    lambda: BASE.iloc[::-1],
    lambda: BASE.iloc[:1],
    lambda: Table(BASE),
    lambda: with_(Table(BASE), crs="WGS84"),
    lambda: BASE["a"],
    lambda: BASE["a"].rename("b"),
    lambda: BASE["a"].rename(None),
]


def test_whatever_names_the_cells_counts():
    keys = [key(make()) for make in CHANGED]

    assert [i for i, one in enumerate(keys) if one in keys[:i]] == []
    assert keys == [key(make()) for make in CHANGED]


INDEXES: dict[str, Any] = {
    "range": pd.RangeIndex(3),
    "range, by twos": pd.RangeIndex(0, 6, 2),
    "range, named": pd.RangeIndex(3, name="a"),
    "numbers": pd.Index([0, 1, 2]),
    "texts": pd.Index(["a", "b", "c"]),
    "objects": pd.Index(["a", b"b", None], dtype="object"),
    "days": pd.date_range("2020", periods=3, freq="D"),
    "days of no frequency": pd.DatetimeIndex(["2020-01-01", "2020-01-02", "2020-01-03"]),
    "days in a zone": pd.date_range("2020", periods=3, freq="D", tz="UTC"),
    "months": pd.period_range("2020", periods=3, freq="M"),
    "quarters": pd.period_range("2020", periods=3, freq="Q"),
    "spans": pd.timedelta_range("1s", periods=3),
    "intervals": pd.interval_range(0, 3),
    "intervals, open": pd.interval_range(0, 3, closed="left"),
    "categories": pd.CategoricalIndex(["a", "b", "a"]),
    "categories, ordered": pd.CategoricalIndex(["a", "b", "a"], ordered=True),
    "categories, more": pd.CategoricalIndex(["a", "b", "a"], categories=["a", "b", "c"]),
    "categories, turned": pd.CategoricalIndex(["a", "b", "a"], categories=["b", "a"]),
    "levels": pd.MultiIndex.from_product([["a", "b"], [1, 2]]),
    "levels, named": pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["x", None]),
    "levels, turned": pd.MultiIndex.from_product([["b", "a"], [1, 2]]),
    "levels, missing": pd.MultiIndex.from_tuples([("a", 1), ("b", None)]),
}


def test_indexes_differ_by_all_that_they_are():
    keys = {name: key(one) for name, one in INDEXES.items()}

    assert len(set(keys.values())) == len(keys)
    for name, index in INDEXES.items():
        assert key(index.copy()) == key(pickle.loads(pickle.dumps(index))) == keys[name], name
        assert key(pd.DataFrame(index=index)) == key(pd.DataFrame(index=index.copy())), name


def test_levels_that_nothing_uses_any_more_do_not_count():
    whole = pd.DataFrame(
        {"x": range(6)}, index=pd.MultiIndex.from_product([["a", "b", "c"], [1, 2]])
    )
    part = whole.iloc[:4]
    fresh = pd.DataFrame({"x": range(4)}, index=pd.MultiIndex.from_product([["a", "b"], [1, 2]]))

    assert key(part) == key(fresh)


def test_how_columns_share_their_memory_does_not_count():
    together = pd.DataFrame(np.arange(12.0).reshape(4, 3), columns=["a", "b", "c"])
    apart = pd.DataFrame({"a": together["a"], "b": [1.0, 4.0, 7.0, 10.0]})
    apart["c"] = together["c"]
    turned = pd.DataFrame(np.asfortranarray(np.arange(12.0).reshape(4, 3)), columns=["a", "b", "c"])
    shared = pd.DataFrame(np.arange(12.0).reshape(4, 3), columns=["a", "b", "c"], copy=False)

    assert {key(one) for one in (apart, turned, shared)} == {key(together)}


def test_what_is_below_a_missing_cell_does_not_count():
    one = pd.array([1, 2, None], dtype="Int64")
    other: Any = pd.array([1, 2, 3], dtype="Int64")
    other._mask[2] = True

    assert key(pd.Series(one)) == key(pd.Series(other))


def test_a_frame_read_without_pandas_insides_has_the_same_key(monkeypatch):
    frame = pd.DataFrame({kind: column(kind, cells) for kind, (cells, _) in CELLS.items()})
    before = key(frame)

    monkeypatch.setattr(digest_frames, "_blocks", lambda _: None)

    assert key(frame) == before


SCALARS = [pd.Timestamp("2020"), pd.Timestamp("2020", tz="UTC"), pd.Timedelta(1), pd.NaT, pd.NA]
SCALARS += [pd.Period("2020", "M"), pd.Interval(0, 1), pd.offsets.Day(), pd.offsets.Day(2), None]
SCALARS += [pd.CategoricalDtype(["a"]), pd.Timestamp("2020").as_unit("ns"), dt.datetime(2020, 1, 1)]  # noqa: DTZ001


def test_single_cells_have_keys():
    keys = [key(one) for one in SCALARS]

    assert len(set(keys)) == len(keys)
    assert keys == [key(copy.deepcopy(one)) for one in SCALARS]


# ---- Arrow --------------------------------------------------------------------------------------

ARROW: dict[str, tuple[Any, list[Any]]] = {
    "int32": (pa.int32(), [1, None, 3, 4, 5, 6]),
    "double": (pa.float64(), [1.0, None, 3.0, float("nan"), 5.0, 6.0]),
    "half": (pa.float16(), [np.float16(i) for i in range(6)]),
    "bool": (pa.bool_(), [True, None, False, True, True, False]),
    "string": (pa.string(), ["a", None, "", "dd", "é", "f"]),
    "large_string": (pa.large_string(), ["a", None, "", "dd", "é", "f"]),
    "binary": (pa.binary(), [b"a", None, b"", b"dd", b"e", b"f"]),
    "fixed binary": (pa.binary(2), [b"aa", None, b"bb", b"cc", b"dd", b"ee"]),
    "decimal": (
        pa.decimal128(5, 2),
        [Decimal(1), None, Decimal(3), Decimal(4), Decimal(5), Decimal(6)],
    ),
    "date": (pa.date32(), [dt.date(2020, 1, i) for i in range(1, 7)]),
    "timestamp": (pa.timestamp("us", "UTC"), [1, None, 3, 4, 5, 6]),
    "duration": (pa.duration("s"), [1, None, 3, 4, 5, 6]),
    "null": (pa.null(), [None] * 6),
    "list": (pa.list_(pa.int64()), [[1, 2], None, [], [3], [None, 4], [5]]),
    "large_list": (pa.large_list(pa.string()), [["a"], None, [], ["b", None], ["c"], ["d"]]),
    "fixed list": (pa.list_(pa.int8(), 2), [[1, 2], None, [3, 4], [5, None], [6, 7], [8, 9]]),
    "struct": (
        pa.struct([("x", pa.int64()), ("y", pa.list_(pa.string()))]),
        [
            {"x": 1, "y": ["a"]},
            None,
            {"x": None, "y": None},
            *({"x": i, "y": []} for i in range(3)),
        ],
    ),
    "map": (pa.map_(pa.string(), pa.int64()), [[("a", 1)], None, [], [("b", 2)], [("c", 3)], []]),
    "dictionary": (pa.dictionary(pa.int8(), pa.string()), ["a", None, "b", "a", "b", "b"]),
    "union": (pa.dense_union([pa.field("i", pa.int64()), pa.field("s", pa.string())]), []),
}


if hasattr(pa, "string_view"):
    # Newer than the oldest Arrow that will do.
    ARROW["string_view"] = (pa.string_view(), ["a", None, "", "dd", "é", "f" * 20])
    ARROW["binary_view"] = (pa.binary_view(), [b"a", None, b"", b"dd", b"e", b"f" * 20])


def arrow(name: str) -> Any:
    kind, cells = ARROW[name]
    if name == "union":
        types = pa.array([0, 1, 0, 1, 0, 0], pa.int8())
        offsets = pa.array([0, 0, 1, 1, 2, 3], pa.int32())
        parts = [pa.array([1, 2, 3, 4]), pa.array(["a", "b"])]
        return pa.UnionArray.from_dense(types, offsets, parts, ["i", "s"])
    return pa.array(cells, kind)


@pytest.mark.parametrize("name", ARROW)
def test_how_arrow_cells_are_cut_and_where_they_begin_does_not_count(name: str):
    whole = arrow(name)
    cut = pa.chunked_array(
        [whole.slice(0, 1), whole.slice(1, 0), whole.slice(1, 3), whole.slice(4)]
    )
    once = pa.chunked_array([whole])
    padded = pa.concat_arrays([whole.slice(3), whole, whole]).slice(3, 6)

    assert key(cut) == key(once)
    assert key(padded) == key(whole)
    assert key(whole.slice(1)) == key(pa.concat_arrays([whole.slice(1, 2), whole.slice(3)]))
    assert key(pa.table({"x": cut})) == key(pa.table({"x": once}))
    assert key(pickle.loads(pickle.dumps(whole))) == key(whole)
    if name != "null":
        assert key(whole.slice(0, 5)) != key(whole.slice(1, 5))


@settings(max_examples=100, deadline=None)
@given(some.lists(some.none() | some.text(max_size=3), min_size=1, max_size=12), some.data())
def test_each_cell_of_an_arrow_array_counts_and_no_cut(cells, data):
    cuts = sorted(data.draw(some.lists(some.integers(0, len(cells)), max_size=3)))
    whole = pa.array(cells, pa.string())
    parts = [whole[a:b] for a, b in zip([0, *cuts], [*cuts, len(cells)], strict=True)]
    place = data.draw(some.integers(0, len(cells) - 1))
    other = [*cells[:place], "xyz!", *cells[place + 1 :]]

    assert key(pa.chunked_array(parts)) == key(pa.chunked_array([whole]))
    assert key(pa.array(other, pa.string())) != key(whole)


def test_arrow_names_types_and_metadata_count():
    base = pa.table({"a": [1, 2]})
    others = [
        base,
        base.rename_columns(["b"]),
        base.cast(pa.schema([("a", pa.int32())])),
        base.cast(pa.schema([pa.field("a", pa.int64(), nullable=False)])),
        base.replace_schema_metadata({"k": "v"}),
        base.cast(pa.schema([pa.field("a", pa.int64(), metadata={"k": "v"})])),
        base.slice(1),
        base.to_batches()[0],
        base["a"],
        base["a"].chunk(0),
        base["a"][0],
        base["a"][1],
        base.schema,
        base.schema.field(0),
        base.schema.field(0).type,
        pa.py_buffer(b"ab"),
        pa.DictionaryArray.from_arrays([0, 1], ["a", "b"]),
        pa.DictionaryArray.from_arrays([1, 0], ["b", "a"]),
        pa.DictionaryArray.from_arrays([0, 1], ["a", "b"], ordered=True),
        pa.array(["a", "b"]),
    ]

    keys = [key(one) for one in others]

    assert [i for i, one in enumerate(keys) if one in keys[:i]] == []


def test_what_is_below_a_missing_arrow_cell_does_not_count():
    def of(hidden: int) -> Any:
        data = pa.py_buffer(np.array([1, hidden, 3], "i8"))
        return pa.Array.from_buffers(pa.int64(), 3, [pa.py_buffer(b"\5"), data])

    def text_of(hidden: bytes) -> Any:
        ends = pa.py_buffer(np.array([0, 1, 1 + len(hidden), 2 + len(hidden)], "i4"))
        buffers = [pa.py_buffer(b"\5"), ends, pa.py_buffer(b"a" + hidden + b"b")]
        return pa.Array.from_buffers(pa.string(), 3, buffers)

    assert key(of(0)) == key(of(7)) == key(pa.array([1, None, 3]))
    assert key(text_of(b"")) == key(text_of(b"xyz")) == key(pa.array(["a", None, "b"]))


# ---- polars -------------------------------------------------------------------------------------

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
