"""st.dataframe: every table-like object, every kind of cell, pages, order, and what is sent."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from ipyrerun.errors import StreamlitAPIException, StreamlitDataframeConversionError
from ipyrerun.tabular import digest, names_of
from tests.elements.stage import Stage, raised


def shown(data, options: str = ""):
    """Return the view of one table."""
    stage = Stage(f"st.dataframe(data{options})", data=data)
    assert stage.error is None
    return stage.one("dataframe").view


def table(stream: bytes) -> dict[str, list[Any]]:
    """Return what an Arrow stream holds."""
    return pa.ipc.open_stream(stream).read_all().to_pydict()


def head(data, options: str = "") -> dict[str, list[Any]]:
    return table(shown(data, options).data()["head"])


def ask(view, start: int, stop: int, *sort: list[str]) -> dict[str, list[Any]]:
    """Return the rows that the kernel answers."""
    request = {"type": "rows", "ask": 7, "start": start, "stop": stop, "sort": list(sort)}
    answer, (stream,) = view.serve(request)
    rows = table(stream)
    assert answer == {"type": "rows", "ask": 7, "start": max(0, start), "rows": len(rows["c0"])}
    return rows


class Convertible:
    """Anything that knows how to become a frame."""

    def to_pandas(self) -> pd.DataFrame:
        return pd.DataFrame({"a": [1, 2]})


SOURCES = {
    "frame": pd.DataFrame({"a": [1, 2]}),
    "series": pd.Series([1, 2], name="a"),
    "styler": pd.DataFrame({"a": [1, 2]}).style,
    "columns": {"a": [1, 2]},
    "records": [{"a": 1}, {"a": 2}],
    "array": np.array([[1], [2]]),
    "vector": np.array([1, 2]),
    "list": [1, 2],
    "scalars": {"x": 1, "y": 2},
    "arrow": pa.table({"a": [1, 2]}),
    "arrow batch": pa.record_batch({"a": [1, 2]}),
    "to_pandas": Convertible(),
    "generator": (n for n in (1, 2)),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_table_of_any_kind_is_shown(kind: str):
    assert head(SOURCES[kind])["c0"] == [1, 2]


def test_nothing_is_an_empty_table():
    assert shown(None).props == {"columns": [], "rows": 0, "index": 0}


@pytest.mark.parametrize("value", ["text", 5, np.zeros((2, 2, 2)), {"a": [1], "b": [1, 2]}])
def test_what_is_no_table_raises_and_names_its_type(value: object):
    error = raised("st.dataframe(value)", value=value)

    assert isinstance(error, StreamlitDataframeConversionError)
    assert f"`data` is of type {type(value).__name__}, which cannot be read as a" in str(error)


CELLS: dict[str, tuple[Any, str, list[Any]]] = {
    "whole": ([1, 2], "number", [1, 2]),
    "missing whole": (pd.array([1, None], dtype="Int64"), "number", [1, None]),
    "half": (np.array([1, 2], dtype="float16"), "number", [1.0, 2.0]),
    "beyond 64 bits": ([2**70, 1], "number", [str(2**70), "1"]),
    "decimal": ([decimal.Decimal("1.50"), None], "number", ["1.50", None]),
    "bool": ([True, None], "bool", [True, None]),
    "text": (["<b>", None], "text", ["<b>", None]),
    "mixed": ([1, "a"], "text", ["1", "a"]),
    "lists": ([[1, 2], None], "text", ["[1, 2]", None]),
    "arrays": ([np.array([1, 2]), np.array([3])], "text", ["[1 2]", "[3]"]),
    "dicts": ([{"a": {"b": 1}}, None], "text", ["{'a': {'b': 1}}", None]),
    "bytes": ([b"a", b"\xff"], "text", ["b'a'", "b'\\xff'"]),
    "classes": ([int, str], "text", ["<class 'int'>", "<class 'str'>"]),
    "complex": ([1 + 2j, 3j], "text", ["(1+2j)", "3j"]),
    "category": (pd.Categorical(["a", None]), "text", ["a", None]),
    "interval": (pd.interval_range(0, 2), "text", ["(0, 1]", "(1, 2]"]),
    "period": (pd.period_range("2020", periods=2, freq="Y"), "text", ["2020", "2021"]),
    "duration": (pd.to_timedelta([1, None], unit="s"), "text", ["0 days 00:00:01", None]),
    "sparse": (pd.arrays.SparseArray([0, 1]), "number", [0, 1]),
    "time of day": ([dt.time(1, 2), None], "text", ["01:02:00", None]),
    "half a pair": (pd.Series(["\ud800", "a"], dtype=object), "text", ["?", "a"]),
}


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_of_any_kind_shows_something_sensible(kind: str):
    cells, column_kind, words = CELLS[kind]

    view = shown(pd.DataFrame({"x": cells}))

    assert view.props["columns"][0]["type"] == column_kind
    assert table(view.data()["head"])["c0"] == words


@pytest.mark.parametrize("kind", CELLS)
def test_a_column_of_any_kind_can_be_sorted(kind: str):
    cells, _, words = CELLS[kind]

    rows = ask(shown(pd.DataFrame({"x": cells})), 0, 2, ["c0", "desc"])

    assert sorted(map(str, rows["c0"])) == sorted(map(str, words))


def test_times_carry_their_kind_and_zone():
    moments = pd.DatetimeIndex(["2020-01-01", pd.NaT])
    frame = pd.DataFrame({"m": moments, "z": moments.tz_localize("Europe/Berlin")})
    frame["d"] = [dt.date(2020, 1, 1), None]

    types = [column["type"] for column in shown(frame).props["columns"]]

    assert types == ["datetime", "datetime64[ms, Europe/Berlin]", "date"]


def test_columns_of_any_name_are_told_apart():
    frame = pd.DataFrame([[1, 2, 3, 4]], columns=["a", "a", "a.1", 5])

    assert names_of(frame) == ["a", "a.1", "a.1.1", "5"]
    assert head(frame) == {"c0": [1], "c1": [2], "c2": [3], "c3": [4]}


def test_levels_of_rows_and_columns_are_shown():
    frame = pd.DataFrame(
        [[1.5, 2]],
        index=pd.MultiIndex.from_tuples([("x", 3)], names=["k", None]),
        columns=pd.MultiIndex.from_tuples([("a", "b"), ("a", 1)]),
    )

    view = shown(frame)

    assert view.props["index"] == 2
    assert [c["title"] for c in view.props["columns"]] == ["k", "", "a / b", "a / 1"]
    assert table(view.data()["head"]) == {"i0": ["x"], "i1": [3], "c0": [1.5], "c1": [2]}


@pytest.mark.parametrize(
    ("options", "titles"),
    [
        ("", ["", "a", "b"]),
        (", hide_index=True", ["a", "b"]),
        (", column_order=['b', 'a']", ["", "b", "a"]),
        (", column_config={'a': None, 'b': 'Bee'}", ["", "Bee"]),
        (", column_config={'a': {'label': 'Ay'}}", ["", "Ay", "b"]),
    ],
)
def test_columns_can_be_hidden_ordered_and_named(options: str, titles: list[str]):
    frame = pd.DataFrame({"a": [1], "b": [2]}, index=["r"])

    assert [c["title"] for c in shown(frame, options).props["columns"]] == titles


def test_a_counting_index_is_left_out_unless_asked_for():
    frame = pd.DataFrame({"a": [1]})

    assert list(head(frame)) == ["c0"]
    assert list(head(frame, ", hide_index=False")) == ["i0", "c0"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("column_order=['c']", "`column_order` names 'c', which is no column; the columns are 'a'"),
        ("column_config={'a': {'format': '%d'}}", "`column_config` of 'a' is {'format': '%d'}"),
        ("on_select='rerun'", "`on_select` is 'rerun'"),
        ("placeholder='-'", "`placeholder` is '-'; this version does not support it yet"),
        ("width=-1", "`width` is -1"),
        (
            "height='tall'",
            '`height` is \'tall\'; give a positive number of pixels, "auto", "stretch" or',
        ),
    ],
)
def test_what_cannot_be_honoured_raises(options: str, words: str):
    error = raised(f"st.dataframe({{'a': [1]}}, {options})")

    assert isinstance(error, StreamlitAPIException)
    assert words in str(error)


def test_a_height_is_left_out_only_where_it_is_the_views_own():
    given = {"": None, ", height='content'": "content", ", height=90": 90}

    for more, height in given.items():
        view = Stage(f"st.dataframe({{'a': [1]}}{more})").one("dataframe").view
        assert view is not None
        assert view.props.get("height") == height


def test_the_head_is_one_page_and_the_rest_is_asked_for():
    view = shown(pd.DataFrame({"a": range(1000)}))

    assert view.props["rows"] == 1000
    assert len(table(view.data()["head"])["c0"]) == 200
    assert ask(view, 990, 2000)["c0"] == list(range(990, 1000))
    assert ask(view, -5, 2)["c0"] == [0, 1]
    assert ask(view, 5000, 6000)["c0"] == []
    assert ask(view, 0, 2, ["c9", "asc"])["c0"] == [0, 1]
    assert view.serve({"type": "other"}) is None


def test_sorting_is_stable_and_puts_missing_cells_last():
    view = shown(pd.DataFrame({"a": [2, None, 1, 2], "b": ["x", "y", "z", "w"]}))

    assert ask(view, 0, 4, ["c0", "asc"])["c1"] == ["z", "x", "w", "y"]
    assert ask(view, 0, 4, ["c0", "desc"])["c1"] == ["x", "w", "z", "y"]
    assert ask(view, 0, 4, ["c0", "desc"], ["c1", "asc"])["c1"] == ["w", "x", "z", "y"]


def test_sorting_is_numpys_for_a_long_column():
    values = np.random.default_rng(1).standard_normal(5000)
    view = shown(pd.DataFrame({"a": values}))

    assert ask(view, 100, 200, ["c0", "asc"])["c0"] == sorted(values)[100:200]
    for place in range(6):
        ask(view, 0, 1, *([["c0", "asc"]] * (place + 1)))


def test_later_changes_of_the_frame_do_not_show():
    frame = pd.DataFrame({"a": [1, 2]})
    view = shown(frame)

    frame.loc[0, "a"] = 99

    assert ask(view, 0, 2)["c0"] == [1, 2]


def change_value(frame: pd.DataFrame) -> None:
    frame.iloc[1, 0] = 9


def change_object(frame: pd.DataFrame) -> None:
    cell: Any = frame.loc[1, "o"]
    cell.append(2)


def change_text(frame: pd.DataFrame) -> None:
    frame.loc[1, "s"] = "z"


def change_category(frame: pd.DataFrame) -> None:
    frame["c"] = frame["c"].cat.rename_categories({"q": "Q"})


def change_type(frame: pd.DataFrame) -> None:
    frame["f"] = frame["f"].astype("float32")


def change_name(frame: pd.DataFrame) -> None:
    frame.columns = ["F", *frame.columns[1:]]


def change_index(frame: pd.DataFrame) -> None:
    frame.index = ["x", "y"]


CHANGES = [
    change_value,
    change_object,
    change_text,
    change_category,
    change_type,
    change_name,
    change_index,
]


def sample() -> pd.DataFrame:
    return pd.DataFrame(
        {"f": [1.0, 2.0], "s": ["a", "b"], "o": [[1], [1]], "c": pd.Categorical(["p", "q"])}
    )


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_sees_every_change_made_in_place(change):
    frame = sample()
    before = digest(frame)

    change(frame)

    assert before == digest(sample()) != digest(frame)


def test_other_columns_of_the_same_frame_are_sent_again():
    frame = pd.DataFrame({"a": [1], "b": [2]})
    digests = {shown(frame, options).digest for options in ("", ", column_order=['b', 'a']")}

    assert len(digests) == 2
    assert shown(frame).digest in digests
    assert shown(frame).data()["version"] != shown(frame, ", hide_index=False").data()["version"]


def test_the_value_of_the_element_is_the_frame():
    stage = Stage("st.dataframe({'a': [1, 2]})")

    pd.testing.assert_frame_equal(stage.one("dataframe").value, pd.DataFrame({"a": [1, 2]}))


def test_a_saved_table_writes_days_as_the_grid_does_and_says_where_each_column_stands():
    days = pd.to_datetime(["2012-01-01 00:00", "2012-01-02 08:30"])
    data = pd.DataFrame({"when": days, "text": ["a <b>", "1 00:00:00"], "n": [1, 20]})

    start, end = 'style="text-align:start"', 'align="right" style="text-align:end"'
    assert shown(data).still(None) == (
        f"<table><thead><tr><th {start}>when</th><th {start}>text</th><th {end}>n</th></tr></thead>"
        f"<tbody><tr><td {start}>2012-01-01</td><td {start}>a &lt;b&gt;</td><td {end}>1</td></tr>"
        f"<tr><td {start}>2012-01-02 08:30:00</td><td {start}>1 00:00:00</td><td {end}>20</td></tr>"
        "</tbody></table>"
    )


def test_a_saved_table_holds_the_first_rows_and_counts_the_rest():
    html = shown(pd.DataFrame({"a<b": range(1200), "c": ["<i>"] * 1200})).still(None)

    assert html.count("<tr>") == 21
    assert "a&lt;b" in html
    assert "&lt;i&gt;" in html
    assert ">19<" in html
    assert ">20<" not in html
    assert "1,180 more rows" in html
