"""Edits of one cell, or of one name, in values of many kinds; each is another value.

`bench` makes a hundred thousand of them, the tests some thousand.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Undo = Callable[[], None]
    # Changes one cell; returns the value as it is then, and what takes the change back.
    Edit = Callable[[np.random.Generator], tuple[Any, Undo]]

# Streamlit samples from 50,000 rows and from 500,000 elements on.
SMALL_ROWS, LARGE_ROWS = 30, 50_001
SMALL_SIZE, LARGE_SIZE = 100, 500_001


def kinds(*, large: bool) -> dict[str, tuple[Any, Edit]]:
    """Return by name a value and how it is edited."""
    rows, size = (LARGE_ROWS, LARGE_SIZE) if large else (SMALL_ROWS, SMALL_SIZE)
    return {
        "pandas cell": _frame(rows),
        "pandas metadata": _metadata(rows),
        "numpy": _array(np.arange(size, dtype="i4")),
        "numpy, across the order": _array(np.zeros((size // 3 + 1, 3), dtype="u1", order="F")),
        "polars": _polars(rows),
        "Arrow": _arrow(rows),
        "nested lists": _lists(rows),
    }


def _frame(rows: int) -> tuple[Any, Edit]:
    codes: Any = np.arange(rows) % 3
    frame: Any = pd.DataFrame(
        {
            "float": np.arange(rows) / 7,
            "int": np.arange(rows),
            "bool": np.arange(rows) % 2 == 0,
            "time": pd.date_range("2020", periods=rows, freq="h"),
            "masked": pd.array(np.arange(rows), dtype="Int64"),
            "category": pd.Categorical.from_codes(codes, pd.Index(["a", "b", "c"])),
            "text": pd.Series([f"t{i % 100}" for i in range(rows)], dtype="object"),
        },
        index=pd.Index(np.arange(rows)),
    )
    others: list[Any] = [-1.0, -1, None, pd.Timestamp("1999"), -1, None, "another"]

    def edit(chance: np.random.Generator) -> tuple[Any, Undo]:
        # One column at a time: writing to a frame's own cell would copy all of its block.
        i, j = int(chance.integers(rows)), int(chance.integers(frame.shape[1]))
        old = frame.iloc[i, j]
        new = others[j]
        if j == 2:
            new = not old
        elif j == 5:
            new = "b" if old == "a" else "a"
        frame.iloc[i, j] = new

        def undo() -> None:
            frame.iloc[i, j] = old

        return frame, undo

    return frame, edit


def _metadata(rows: int) -> tuple[Any, Edit]:
    base = pd.DataFrame({"a": np.arange(rows), "b": np.arange(rows) % 5}, index=np.arange(rows))
    base.index.name, base.columns.name = "i", "c"
    base.attrs = {"unit": "m", "scale": [1, 2]}
    chance_of = iter(range(10**9))

    def edit(chance: np.random.Generator) -> tuple[Any, Undo]:
        other = base.copy(deep=False)
        # The names are others each time, so that no two edits are the same either.
        mark = f"{next(chance_of)}"
        which = int(chance.integers(7))
        if which == 0:
            other.index = other.index.rename(mark)
        elif which == 1:
            other.columns = other.columns.rename(mark)
        elif which == 2:
            other.attrs = {"unit": mark, "scale": [1, 2]}
        elif which == 3:
            other.attrs = {"unit": "m", "scale": [1, mark]}
        elif which == 4:
            other = other.rename(columns={"a": mark})
        elif which == 5:
            labels = np.arange(rows)
            labels[int(chance.integers(rows))] = -1
            other.index = pd.Index(labels, name="i")
        else:
            other = other.astype({"b": "i4"})
        return other, lambda: None

    return base, edit


def _array(array: Any) -> tuple[Any, Edit]:
    def edit(chance: np.random.Generator) -> tuple[Any, Undo]:
        place = tuple(int(chance.integers(n)) for n in array.shape)
        array[place] ^= 1

        def undo() -> None:
            array[place] ^= 1

        return array, undo

    return array, edit


def _polars(rows: int) -> tuple[Any, Edit]:
    data = {"a": np.arange(rows), "b": np.arange(rows) / 3}
    texts = [f"t{i % 50}" for i in range(rows)]
    frame = pl.DataFrame({**data, "c": texts})

    def edit(chance: np.random.Generator) -> tuple[Any, Undo]:
        i, j = int(chance.integers(rows)), int(chance.integers(4))
        if j == 3:
            return frame.rename({"b": f"b{i}"}), lambda: None
        column = frame.to_series(j).clone()
        column[i] = (-1, -1.0, "another")[j]
        return frame.with_columns(column), lambda: None

    return frame, edit


def _arrow(rows: int) -> tuple[Any, Edit]:
    ints, floats = np.arange(rows), np.arange(rows) / 3
    letters = np.frombuffer(b"abc" * rows, "u1").copy()
    places = pa.py_buffer(np.arange(0, 3 * rows + 1, 3, dtype="i4"))
    texts = pa.Array.from_buffers(pa.string(), rows, [None, places, pa.py_buffer(letters)])
    table = pa.table({"a": ints, "b": floats, "c": texts})
    memories: list[Any] = [ints, floats.view("i8"), letters]

    def edit(chance: np.random.Generator) -> tuple[Any, Undo]:
        j = int(chance.integers(4))
        if j == 3:
            key = f"{int(chance.integers(10**6))}"
            return table.replace_schema_metadata({"key": key}), lambda: None
        memory = memories[j]
        i = int(chance.integers(len(memory)))
        memory[i] ^= 1

        def undo() -> None:
            memory[i] ^= 1

        return table, undo

    return table, edit


def _lists(rows: int) -> tuple[Any, Edit]:
    records: list[Any] = [[i, f"n{i}", {"x": i / 7, "tags": ["a", i % 3]}] for i in range(rows)]

    def edit(chance: np.random.Generator) -> tuple[Any, Undo]:
        i, j = int(chance.integers(rows)), int(chance.integers(5))
        old = records[i]
        records[i] = new = copy.deepcopy(old)
        if j == 0:
            new[0] = float(old[0])
        elif j == 1:
            new[1] += "x"
        elif j == 2:
            new[2]["x"] = -1.0
        elif j == 3:
            new[2]["tags"][1] = str(old[2]["tags"][1])
        else:
            new[2] = {"tags": old[2]["tags"], "x": old[2]["x"]}

        def undo() -> None:
            records[i] = old

        return records, undo

    return records, edit


def trials(
    digest: Callable[[Any], bytes], count: int, *, large: bool, seed: int = 5
) -> Iterator[tuple[str, bool]]:
    """Yield for each edit of so many its kind, and whether it had the key of what was edited.

    Kinds take their turns, nested lists, which take longest, in every fourth round; in the end each
    value has its first key again.
    """
    chance = np.random.default_rng(seed)
    values = kinds(large=large)
    before = {name: digest(value) for name, (value, _) in values.items()}
    slow = "nested lists"
    names = [name for name in values if name != slow] * 4 + [slow]
    for number in range(count):
        name = names[number % len(names)]
        value, undo = values[name][1](chance)
        found = digest(value)
        undo()
        yield name, found == before[name]
    for name, (value, _) in values.items():
        assert digest(value) == before[name], f"{name}: what was taken back is still another value"
