"""Whatever is done to a hit, the next hit is as the function has returned it."""

from __future__ import annotations

import gc
import pickle
import warnings
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ipyrerun.cache import frames
from ipyrerun.cache.notes import explain
from ipyrerun.cache.values import keep, load
from tests.cache.ways import CELLS, HOLES, ORDINARY, RAW, frame
from tests.threads import at_once


def state(df: Any) -> Any:
    """Return all that can be seen of a frame, without sharing anything with it."""
    if not isinstance(df, pd.DataFrame):
        return repr(df)
    index, columns = df.index, df.columns
    labels = [(list(axis), axis.dtype, axis.names, type(axis)) for axis in (index, columns)]
    cells = [repr(df.iloc[:, i].tolist()) for i in range(df.shape[1])]
    kinds = [str(dtype) for dtype in df.dtypes]
    levels = [repr(getattr(dtype, "categories", None)) for dtype in df.dtypes]
    flags = df.flags.allows_duplicate_labels
    return repr((labels, getattr(index, "freq", None), cells, kinds, levels, df.attrs, flags))


def do(code: str, df: pd.DataFrame) -> tuple[Any, Exception | None]:
    """Execute a user's lines; return the frame that `df` then is, and what was raised."""
    space = {"df": df, "pd": pd, "np": np}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(code, "<cell>", "exec"), space)
        except Exception as error:  # noqa: BLE001 - a refusal may be of any type
            return space["df"], error
    return space["df"], None


def check(code: str, made: pd.DataFrame) -> tuple[pd.DataFrame, Exception | None]:
    """Do it to one of three holders of a value; return what that one has then."""
    kept = keep(made)
    before = state(made)
    first, other = kept.first(made), kept.hit()

    done, error = do(code, kept.hit())

    assert state(kept.hit()) == before
    assert state(other) == before
    assert state(first) == before
    return done, error


@pytest.mark.parametrize("code", ORDINARY)
def test_an_ordinary_write_acts_as_on_a_frame_of_ones_own(code):
    own, expected = do(code, frame())

    done, error = check(code, frame())

    assert type(error) is type(expected), error
    assert state(done) == state(own)


@pytest.mark.parametrize(("number", "code"), HOLES, ids=[f"hole {n}: {c}" for n, c in HOLES])
def test_a_hole_of_copy_on_write_is_closed(number, code):
    _, error = check(code, frame())

    assert_says_copy(code, error)


@pytest.mark.parametrize("code", RAW)
def test_a_write_past_pandas_changes_no_next_hit(code):
    _, error = check(code, frame())

    assert_says_copy(code, error)


def assert_says_copy(code: str, error: Exception | None) -> None:
    """Check that a write refused because of the cache says what to do instead."""
    if error is None or do(code, frame())[1] is not None:
        return
    explain(error)
    assert any(".copy()" in note for note in getattr(error, "__notes__", ())), repr(error)


class Thing(SimpleNamespace):
    """An object in a cell."""


def with_cells() -> pd.DataFrame:
    """Return a frame whose cells have an inside."""
    return pd.DataFrame(
        {
            "l": [[1], [2]],
            "f": [1.5, 2.5],
            "d": [{"k": 1}, {}],
            "a": [np.arange(2), np.arange(3)],
            "x": [Thing(y=1), Thing(y=2)],
            "n": [([[1]],), ()],
        }
    )


@pytest.mark.parametrize("code", CELLS, ids=[f"hole 7: {c}" for c in CELLS])
def test_the_inside_of_a_cell_is_private(code):
    own, expected = do(code, with_cells())

    done, error = check(code, with_cells())

    if error is None or not frames_refuses(error):
        assert type(error) is type(expected), error
        assert state(done) == state(own)


def frames_refuses(error: Exception) -> bool:
    """Return whether an error is a refusal."""
    return "read-only" in str(error)


OTHERS: dict[str, Any] = {
    "series": pd.Series([1.5, 2.5], name="x"),
    "series of lists": pd.Series([[1], [2]]),
    "named index": pd.Index([3, 1], name="n"),
    "range": pd.RangeIndex(5),
    "days": pd.date_range("2024", periods=3),
    "multi-index": pd.MultiIndex.from_product([["a", "b"], range(2)], names=["x", "y"]),
    "interval index": pd.interval_range(0, 3),
    "categorical index": pd.CategoricalIndex(["a", "b"]),
    "index of objects": pd.Index([1, "a", (2,)]),
    "rows by two labels": pd.DataFrame(
        {"v": [1.0, 2.0]}, index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])
    ),
    "columns of two rows": pd.DataFrame(
        [[1, 2]], columns=pd.MultiIndex.from_product([["a"], ["x", "y"]])
    ),
    "two columns of one name": pd.DataFrame([[1, 2.5]], columns=["a", "a"]),
    "no rows": pd.DataFrame({"a": pd.Series(dtype="f8")}),
    "nothing": pd.DataFrame(),
    "every second row": pd.DataFrame({"a": np.arange(10.0), "b": 1})[::2],
    "every second column": pd.DataFrame(np.arange(12.0).reshape(3, 4)).iloc[:, ::2],
    "rows of an array": pd.DataFrame(np.arange(12.0).reshape(3, 4)),
}
ACCESSES = [
    "df.array[0] = df.array[1]",
    "df.values.flags.writeable = True; df.values[0] = df.values[1]",
    "df._data[0] = df._data[1]",
    "df._values[0] = df._values[1]",
    "df.levels[1].array[0] = 7",
    "df.levels[1]._data[0] = 7",
    "df.codes[0][0] = 1",
    "df.codes[0].flags.writeable = True; df.codes[0][0] = 1",
    "df.index.levels[1].array[0] = 7",
    "df.index.codes[0].flags.writeable = True; df.index.codes[0][0] = 1",
    "df.index.array[0] = 9",
    "df.columns.array[0] = 9",
    "df.iloc[0] = df.iloc[-1]",
    "df.name = 'other'",
    "df.index.name = 'other'",
]


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("code", ACCESSES)
def test_series_indexes_and_odd_frames_are_private_too(name, code):
    def seen(value: Any) -> Any:
        axes = [value] if isinstance(value, pd.Index) else value.axes
        cells = value.tolist() if value.ndim == 1 else value.to_numpy().tolist()
        labels = [(list(a), a.to_numpy().tolist(), a.names, a.dtype) for a in axes]
        return repr((type(value), getattr(value, "name", 0), cells, labels))

    made = OTHERS[name].copy(deep=True)
    kept = keep(made)
    before = seen(made)

    do(code, kept.hit())

    assert seen(kept.hit()) == before
    assert seen(load(kept.dump()).hit()) == before


@pytest.mark.parametrize("name", OTHERS)
def test_a_hit_equals_what_was_kept(name):
    made: Any = OTHERS[name]
    kinds = {pd.DataFrame: "frame", pd.Series: "series"}
    test = getattr(pd.testing, f"assert_{kinds.get(type(made), 'index')}_equal")

    test(keep(made).hit(), made)


LATER = [
    "df.iloc[0, 0] = 7",
    "df['f'] += 1",
    "df.loc[:, 'I'] = 7",
    "df.sort_values('i', inplace=True)",
    "df.fillna({'g': 0}, inplace=True)",
    "df.loc[df.index[0], 's'] = 'q'",
    "df.loc[df.index[0], 'c'] = 'z'",
    "df.loc[df.index[0], 'd'] = pd.Timestamp('2030')",
]


@pytest.mark.parametrize("code", LATER)
@pytest.mark.parametrize("holders", [1, 2])
def test_what_callers_hold_after_an_eviction_is_theirs_to_write_to(code, holders):
    made = frame()
    own, _ = do(code, frame())
    kept = keep(made)
    held = [kept.hit() for _ in range(holders)]
    del kept
    gc.collect()

    done, error = do(code, held[0])

    assert error is None
    assert state(done) == state(own)
    assert [state(one) for one in held[1:]] == [state(made)] * (holders - 1)


@pytest.mark.parametrize("name", ["f", "I", "s", "c", "d", "tz", "td", "B", "iv", "p"])
def test_a_column_taken_before_an_eviction_can_be_written_to_after_it(name):
    kept = keep(frame())
    column = kept.hit()[name]
    labels = pd.Series(kept.hit().index, copy=False)
    del kept
    gc.collect()

    column.iloc[0] = column.iloc[2]
    labels.iloc[0] = labels.iloc[1]

    assert column.iloc[0] == column.iloc[2]


@pytest.mark.parametrize(
    "code",
    [
        "df = pd.DataFrame(a, copy=False)",
        "df = pd.DataFrame({'x': a}, copy=False)",
        "df = pd.Series(a, copy=False)",
        "df = pd.DataFrame({'x': [1.0, 2]}, index=pd.Index(a, copy=False))",
        "df = pd.DataFrame({'x': pd.array(a, dtype='float64[pyarrow]')})",
        "df = pd.DataFrame({'x': pd.Categorical.from_codes([0, 1], pd.Index(a, copy=False))})",
        "df = pd.DataFrame({'x': pd.arrays.FloatingArray(a, a > 9)}, copy=False)",
    ],
)
def test_what_the_function_keeps_of_a_value_does_not_leak(code):
    space: dict[str, Any] = {"a": np.array([1.0, 2.0]), "pd": pd}
    exec(code, space)
    kept: Any = keep(space["df"])
    before = repr(kept.hit())

    space["a"][:] = 7

    assert repr(kept.hit()) == before
    assert space["a"].flags.writeable


def test_a_list_in_a_cell_that_the_function_keeps_does_not_leak():
    cell = [1]
    kept = keep(pd.DataFrame({"x": [cell, []]}))

    cell.append(2)

    assert kept.hit()["x"][0] == [1]


@pytest.mark.parametrize(
    "code",
    [
        "a = df['f'].values; a.flags.writeable = True; a[0] = 7",
        "a = df['f'].values.base; a.flags.writeable = True; a[0] = 7",
        "df._mgr.blocks[0].values[...] = 7",
        "memoryview(df['f'].values)[0] = 7.0",
        "df['f'].values.base.base[0] = 7",
        "df['f'].array[0] = 7",
        "df.iloc[0, 0] = 7",
        "df['f'] += 1",
    ],
)
def test_a_large_frame_is_private_as_a_small_one_is(code):
    kept = keep(pd.DataFrame({"f": np.zeros(1_000_000)}))

    do(code, kept.hit())

    assert not kept.hit()["f"].any()


def test_hits_share_memory_until_they_are_written_to():
    kept = keep(pd.DataFrame(np.ones((1000, 10))))

    one, other = kept.hit(), kept.first(None)

    assert np.shares_memory(one.to_numpy(), other.to_numpy())
    one.iloc[0, 0] = 2
    assert not np.shares_memory(one.to_numpy(), other.to_numpy())


def test_a_frame_with_lists_in_cells_still_shares_its_numbers():
    kept = keep(with_cells())

    assert np.shares_memory(kept.hit()["f"].to_numpy(), kept.hit()["f"].to_numpy())


def test_many_threads_write_to_hits_of_one_frame():
    kept = keep(pd.DataFrame({"f": np.zeros(100), "I": pd.array([0] * 100, dtype="Int64")}))
    wrong: list[float] = []

    def work(number: int) -> None:
        for _ in range(200):
            hit = kept.hit()
            if hit.to_numpy().any():
                wrong.append(number)
            hit.iloc[0] = number
            hit["f"] += number

    at_once(work, range(1, 5))

    assert wrong == []


def test_many_hits_leave_nothing_behind():
    kept: Any = keep(pd.DataFrame(np.ones((10, 2))))
    for _ in range(2000):
        kept.hit()

    assert len(kept._master._mgr.blocks[0].refs.referenced_blocks) < 500


def test_a_hit_can_be_pickled_and_kept_again():
    hit = keep(frame()).hit()

    assert state(pickle.loads(pickle.dumps(hit))) == state(frame())
    assert state(keep(hit).hit()) == state(frame())


@pytest.mark.parametrize("code", ORDINARY[::4])
def test_where_pandas_does_not_copy_on_write_each_hit_is_a_copy(code, monkeypatch):
    monkeypatch.setattr(frames, "is_copying_on_write", lambda: False)
    own, expected = do(code, frame())

    done, error = check(code, frame())

    assert type(error) is type(expected), error
    assert state(done) == state(own)


@pytest.mark.parametrize("code", [code for _, code in HOLES])
def test_where_each_hit_is_a_copy_there_are_no_holes(code, monkeypatch):
    monkeypatch.setattr(frames, "is_copying_on_write", lambda: False)

    check(code, frame())


def test_whether_pandas_copies_on_write_is_found_by_trying(monkeypatch):
    assert frames.is_copying_on_write.__wrapped__()

    monkeypatch.setattr(frames, "_anchored", lambda value: value)

    assert not frames.is_copying_on_write.__wrapped__()


def test_a_read_only_array_that_is_of_no_cache_gets_no_note():
    rows = keep(frame()).hit()
    array = np.broadcast_to(np.arange(3), (2, 3))

    with pytest.raises(ValueError, match="read-only") as caught:
        array[0] = 1
    explain(caught.value)

    assert not hasattr(caught.value, "__notes__")
    assert rows is not None


def test_the_note_names_the_variable_and_is_added_once():
    rows = keep(frame()).hit()

    with pytest.raises(ValueError, match="read-only") as caught:
        rows["I"].array[0] = 7
    explain(caught.value)
    explain(caught.value)

    (note,) = caught.value.__notes__
    assert note == (
        "`rows` comes from a function with st.cache_data. Its memory is shared with other callers, "
        "so it cannot be changed from below. Write to a copy: `rows = rows.copy()`; of an array "
        "inside a frame, copy the array: `rows[...].to_numpy().copy()`."
    )
