"""Tables of pyarrow and polars."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from ipyrerun.cache.values import keep, load

ARROW: dict[str, Any] = {
    "table": pa.table({"x": [1.5, None], "s": ["a", "b"], "l": [[1], [2]]}),
    "batch": pa.record_batch([pa.array([1, 2])], names=["x"]),
    "array": pa.array([1, 2]),
    "slice": pa.array(range(1000))[3:5],
    "chunks": pa.chunked_array([[1], [2, 3]]),
    "dictionary": pa.array(["a", "b", "a"]).dictionary_encode(),
    "empty": pa.table({"x": pa.array([], pa.int64())}),
    "notes": pa.table({"x": [1]}).replace_schema_metadata({"k": "v"}),
}


@pytest.mark.parametrize("name", ARROW)
def test_an_arrow_table_is_handed_out_itself(name):
    made = ARROW[name]
    kept = keep(made)

    assert kept.hit() is kept.first(made) is kept.hit()
    assert kept.hit() is not made
    assert kept.hit().equals(made)
    assert load(kept.dump()).hit().equals(made)


def test_an_arrow_table_keeps_its_metadata():
    assert keep(ARROW["notes"]).hit().schema.metadata == {b"k": b"v"}


def test_the_memory_of_an_arrow_table_cannot_be_changed():
    hit = keep(pa.array(np.arange(3.0))).hit()
    numbers = np.frombuffer(hit.buffers()[1])

    with pytest.raises(ValueError, match="read-only"):
        numbers[0] = 7
    with pytest.raises(ValueError, match="WRITEABLE"):
        hit.to_numpy().flags.writeable = True


def test_what_the_function_keeps_of_an_arrow_table_does_not_leak():
    numbers = np.arange(3.0)
    kept = keep(pa.table({"x": pa.array(numbers)}))

    numbers[:] = 7

    assert kept.hit()["x"].to_pylist() == [0, 1, 2]


pl: Any = (
    pytest.importorskip("polars") if __import__("importlib").util.find_spec("polars") else None
)
needs_polars = pytest.mark.skipif(pl is None, reason="polars is not installed")

WAYS = [
    "df[0, 'x'] = 9",
    "df[0, 's'] = 'q'",
    "df['x'][0] = 9",
    "df['x'].set_at_idx(0, 9) if hasattr(df['x'], 'set_at_idx') else df['x'].scatter(0, 9)",
    "df.insert_column(0, pl.Series('n', [1, 2, 3]))",
    "df.replace_column(0, pl.Series('n', [1, 2, 3]))",
    "df.drop_in_place('x')",
    "df.extend(df)",
    "df.vstack(df, in_place=True)",
    "df.hstack([pl.Series('n', [1, 2, 3])], in_place=True)",
    "df.columns = ['a', 'b', 'c']",
    "df.rechunk()",
    "df.set_sorted('x')",
    "s = df['x']; s.append(pl.Series([9.0]))",
    "s = df['x']; s.extend(pl.Series([9.0]))",
    "s = df['x']; s.sort(in_place=True)",
    "s = df['x']; s.shrink_to_fit(in_place=True)",
    "s = df['x']; s.name if not hasattr(s, 'rename') else s.rename('y')",
    "a = df['x'].to_numpy(); a.flags.writeable = True; a[0] = 9",
    "a = df['x'].to_numpy(writable=True); a[0] = 9",
    "a = df.to_numpy(); a[0] = 9",
    "np.asarray(df['x'])[0] = 9",
    "np.frombuffer(df['x'].to_arrow().buffers()[1])[0] = 9",
    "df.to_arrow()['x'].chunk(0).buffers()[1].hex()",
    "df['l'][0].append(pl.Series([9]))",
    "df.clear(); df.shrink_to_fit(in_place=True)",
]


@needs_polars
@pytest.mark.parametrize("code", WAYS)
def test_nothing_done_to_a_polars_frame_changes_the_next_hit(code):
    made = pl.DataFrame({"x": [1.5, 2.5, 0.5], "s": ["a", "b", None], "l": [[1], [2], []]})
    kept = keep(made)
    before = repr((made.to_dicts(), made.schema))

    try:
        exec(code, {"df": kept.hit(), "pl": pl, "np": np})
    except Exception as error:  # noqa: BLE001 - a refusal may be of any type
        assert str(error)  # noqa: PT017

    hit = kept.hit()
    assert repr((hit.to_dicts(), hit.schema)) == before
    assert repr(kept.first(made).to_dicts()) == repr(hit.to_dicts())


@needs_polars
def test_what_the_function_keeps_of_a_polars_frame_does_not_leak():
    numbers = np.arange(3.0)
    kept = keep(pl.DataFrame({"x": numbers}))
    series = keep(pl.Series("x", numbers))

    numbers[:] = 7

    assert kept.hit()["x"].to_list() == series.hit().to_list() == [0, 1, 2]
