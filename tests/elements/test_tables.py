"""`st.table`: what stands in its cells, and how."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from ipyrerun.saved import still
from tests.elements.stage import Stage, raised

NONE = '<span class="rr-null">None</span>'


def props(data: Any, call: str = "st.table(data)") -> dict[str, Any]:
    """Return what the view is told of some data."""
    stage = Stage(call, data=data)
    assert stage.error is None
    (node,) = stage.nodes()
    return node.props


def test_cells_and_titles_are_markdown():
    told = props(pd.DataFrame({"**a**": ["*x*", "<b>", "two\nlines", None]}))

    assert told == {
        "head": [["<strong>a</strong>"]],
        "rows": [["<em>x</em>"], ["&lt;b&gt;"], ["two<br>lines"], [NONE]],
        "align": "l",
    }


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        ([1, 20], ["1", "20"]),
        ([1.5, 2.25, None], ["1.50", "2.25", NONE]),
        ([1 / 3, 2.0], ["0.3333", "2.0000"]),
        ([1e-9, 1.0], ["1e-09", "1."]),
        ([1e20, 0.5], ["1e+20", "0.5"]),
        ([float("inf"), 1.5], ["inf", "1.5"]),
    ],
)
def test_numbers_of_a_column_are_written_alike(column: list[Any], shown: list[str]):
    told = props({"a": column})

    assert [row[0].rstrip(".") for row in told["rows"]] == [cell.rstrip(".") for cell in shown]
    assert told["align"] == "r"


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (pd.Series(["2024-01-02", None], dtype="datetime64[ns]"), ["2024-01-02", NONE]),
        (pd.to_datetime(["2024-01-02 03:04"]), ["2024-01-02 03:04:00"]),
        (pd.Series([True, False]), ["True", "False"]),
        (pd.Series(["a", pd.NA], dtype="string"), ["a", NONE]),
        (pd.Series([[1, 2]]), ["[1, 2]"]),
        (pd.Series([1, None], dtype="Int64"), ["1", NONE]),
    ],
)
def test_other_cells_are_written_plainly(column: Any, shown: list[str]):
    assert [row[0] for row in props({"a": column})["rows"]] == shown


def test_an_index_that_only_counts_is_left_out():
    frame = pd.DataFrame({"a": [1]})

    assert "index" not in props(frame)
    assert props(frame, "st.table(data, hide_index=False)")["rows"] == [["0", "1"]]
    named = props(frame.set_axis(["x"]))
    assert (named["index"], named["rows"], named["head"]) == (1, [["x", "1"]], [["", "a"]])
    assert "index" not in props(frame.set_axis(["x"]), "st.table(data, hide_index=True)")


@pytest.mark.parametrize(
    ("data", "has_head"),
    [
        ([1, 2], False),
        ([[1, 2]], False),
        ({"a": 1}, False),
        ({1, 2}, False),
        (np.zeros((2, 2)), False),
        ({"a": [1]}, True),
        ([{"a": 1}], True),
        (pd.Series([1], name="a"), True),
    ],
)
def test_data_without_names_has_no_header(data: Any, has_head: bool):
    assert ("head" in props(data)) is has_head
    assert "head" in props(data, "st.table(data, hide_header=False)")
    assert "head" not in props(data, "st.table(data, hide_header=True)")


def test_levels_of_names_are_rows_of_the_header_and_columns_of_the_index():
    frame = pd.DataFrame(
        [[1, 2]],
        columns=pd.MultiIndex.from_tuples([("a", "x"), ("a", "y")]),
        index=pd.MultiIndex.from_tuples([("p", "q")], names=["one", "two"]),
    )

    assert props(frame) == {
        "head": [["", "", "a", "a"], ["one", "two", "x", "y"]],
        "rows": [["p", "q", "1", "2"]],
        "align": "llrr",
        "index": 2,
    }


def test_a_styler_keeps_its_formats_colours_caption_and_hidden_parts():
    frame = pd.DataFrame({"a": [0.5, 0.25], "b": ["x", "y"], "c": [1, 2]}, index=["p", "q"])
    styler = (
        frame.style.format({"a": "{:.0%}"})
        .highlight_max(subset=["a"], color="teal")
        .map(lambda _: "position: fixed; background: url(//evil)", subset=["b"])
        .hide(axis="columns", subset=["c"])
        .set_caption("*Share*")
    )

    assert props(styler) == {
        "head": [["", "a", "b"]],
        "rows": [["p", "50%", "x"], ["q", "25%", "y"]],
        "align": "lrl",
        "styles": [["", "background-color:teal", ""], ["", "", ""]],
        "caption": "<em>Share</em>",
        "index": 1,
    }


def test_of_a_very_long_table_the_first_rows_are_shown():
    told = props(pd.DataFrame({"a": range(30_000)}))
    wide = props(pd.DataFrame(np.zeros((60, 1000))).style)

    assert (len(told["rows"]), told["more"]) == (10_000, 20_000)
    assert (len(wide["rows"]), wide["more"]) == (50, 10)


def test_a_tables_look_is_told():
    call = "st.table(data, border={!r}, width='content', height=200, alt=' All ')"

    assert props([1], call.format("horizontal")) == {
        "rows": [["1"]],
        "align": "r",
        "border": "horizontal",
        "width": "content",
        "height": 200,
        "alt": "All",
    }
    assert props([1], call.format(False))["border"] == "none"
    assert "border" not in props([1], call.format(True))


def test_an_empty_table_is_one():
    assert props(None) == {"head": [[]], "rows": [], "align": ""}


@pytest.mark.parametrize(
    ("call", "name", "text"),
    [
        (
            "st.table([1], border='thick')",
            "StreamlitValueError",
            "st.table: `border` is 'thick'; the supported values are True, False, 'horizontal'",
        ),
        (
            "st.table(5)",
            "StreamlitDataframeConversionError",
            (
                "st.table: `data` is of type int, which cannot be read as a table: 'int' object is "
                "not iterable"
            ),
        ),
        (
            (
                "import pandas as pd\n"
                "with pd.option_context('styler.render.max_elements', 1): st.table(data.style)"
            ),
            "StreamlitAPIException",
            (
                "st.table: `data` is a Styler of 2 cells, and pandas styles at most 1; raise it "
                'with pd.set_option("styler.render.max_elements", 2), or show a part of the table'
            ),
        ),
    ],
)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str, name: str, text: str):
    error = raised(call, data=pd.DataFrame({"a": [1, 2]}))

    assert (type(error).__name__, str(error)) == (name, text)


def test_a_saved_page_holds_the_table():
    frame = pd.DataFrame({"a": [1.5]}, index=["*p*"])
    stage = Stage("st.table(data)", data=frame.style.highlight_max(color="teal"))

    assert still(stage.one("table")) == (
        '<table class="rrs-table"><thead><tr><th></th><th style="text-align:right;">a</th></tr>'
        '</thead><tbody><tr><th><em>p</em></th><td style="text-align:right;background-color:teal">'
        "1.500000</td></tr></tbody></table>"
    )


def test_a_saved_page_holds_the_first_rows_of_a_table_and_counts_the_rest():
    stage = Stage("st.table({'n': list(range(100, 150))})")

    html = still(stage.one("table"))

    assert html.count("<tr>") == 21
    assert "119" in html
    assert "120" not in html
    assert "30 more rows" in html
