"""Arrow's arrays and tables have the key of their cells, types and names."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.cache.keyed import key

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
