"""pandas' frames, series and indexes have the key of their cells and names."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from ipyrerun.cache import digest_frames

if TYPE_CHECKING:
    from collections.abc import Callable
from tests.cache.keyed import key

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
