"""Charts: Streamlit judges the types and the rows; the words of errors are ours."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from streamlit.elements.lib.built_in_chart_utils import ChartType, generate_chart

from ipyrerun.errors import (
    StreamlitAPIException,
    StreamlitInvalidColorError,
    StreamlitValueError,
)
from tests.elements.stage import Stage, raised

KINDS = {
    "line_chart": ChartType.LINE,
    "bar_chart": ChartType.VERTICAL_BAR,
    "scatter_chart": ChartType.SCATTER,
}
FRAME = pd.DataFrame(
    {
        "whole": [1, 2, 3],
        "real": [1.5, 2.5, None],
        "word": ["x", "y", "z"],
        "is": [True, False, True],
        "moment": pd.date_range("2020-01-01", periods=3),
        "zoned": pd.date_range("2020-01-01", periods=3, tz="Europe/Berlin"),
        "day": [dt.date(2020, 1, n) for n in (1, 2, 3)],
        "kind": pd.Categorical(["a", "b", "a"]),
        "rank": pd.Categorical(["low", "high", "low"], ["low", "high"], ordered=True),
        "objects": pd.Series([1, 2.5, 3], dtype=object),
        "shade": ["#ff0000", "#00ff00", "#0000ff"],
    }
)


def drawn(call: str, **variables: Any):
    """Return the view of one chart."""
    stage = Stage(call, df=FRAME, **variables)
    assert stage.error is None, stage.error
    (node,) = stage.nodes(*KINDS)
    return node.view


def encoding(call: str, **variables: Any) -> dict[str, Any]:
    return drawn(call, **variables).props["spec"]["encoding"]


def rows(call: str, **variables: Any) -> pd.DataFrame:
    stream = drawn(call, **variables).data()["data"]["rows"]
    return pa.ipc.open_stream(stream).read_all().to_pandas()


def judged(name: str, data, horizontal: bool = False, **options: Any):
    """Return Streamlit's spec and rows."""
    kind = ChartType.HORIZONTAL_BAR if horizontal else KINDS[name]
    names = {"x": "x_from_user", "y": "y_from_user", "color": "color_from_user"}
    renamed = {names.get(key, f"{key}_from_user"): value for key, value in options.items()}
    chart = generate_chart(kind, data, **renamed)
    spec = chart.to_dict(validate=False)
    # A line chart of theirs has layers for its tooltips; the first is the line.
    return spec.get("layer", [spec])[0]["encoding"], chart.data


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("column", [c for c in FRAME if c != "shade"])
def test_the_type_of_an_axis_is_streamlits(name: str, column: str):
    theirs, _ = judged(name, FRAME, x=column, y="whole")

    ours = encoding(f"st.{name}(df, x={column!r}, y='whole')")

    assert ours["x"]["type"] == theirs["x"]["type"]
    assert ours["y"]["type"] == theirs["y"]["type"]
    assert ours["x"]["title"] == theirs["x"]["title"]


@pytest.mark.parametrize("column", ["whole", "word", "moment"])
def test_the_types_of_horizontal_bars_are_streamlits(column: str):
    theirs, _ = judged("bar_chart", FRAME, horizontal=True, x=column, y="real")

    ours = encoding(f"st.bar_chart(df, x={column!r}, y='real', horizontal=True)")

    assert (ours["x"]["type"], ours["y"]["type"]) == (theirs["x"]["type"], theirs["y"]["type"])


@pytest.mark.parametrize("column", ["whole", "word", "moment", "kind"])
def test_the_type_of_a_colour_is_streamlits(column: str):
    theirs, _ = judged("scatter_chart", FRAME, x="real", y="whole", color=column)

    ours = encoding(f"st.scatter_chart(df, x='real', y='whole', color={column!r})")

    assert ours["color"]["type"] == theirs["color"]["type"]


@pytest.mark.parametrize("x", [None, "word"])
@pytest.mark.parametrize("y", [["whole", "real"], "real"])
def test_the_rows_are_those_that_streamlit_melts(x: str | None, y: object):
    encoding, theirs = judged("line_chart", FRAME, x=x, y=y)

    ours = rows(f"st.line_chart(df, x={x!r}, y={y!r})")

    fields = [encoding[channel]["field"] for channel in ("x", "y")]
    for column, field in zip(("x", "y"), fields, strict=True):
        np.testing.assert_array_equal(ours[column].to_numpy(), theirs[field].to_numpy())
    if isinstance(y, list):
        assert list(ours["color"]) == list(theirs[encoding["color"]["field"]])


def test_a_wide_table_has_one_line_per_column():
    ours = encoding("st.line_chart({'a': [1, 2], 'b': [3, 4]})")

    assert ours["color"]["scale"] == {"domain": ["a", "b"]}
    assert ours["x"]["title"] is ours["y"]["title"] is None


def test_an_empty_table_is_an_empty_chart():
    for call in ("st.line_chart()", "st.bar_chart({})", "st.line_chart(df.iloc[:0], y='whole')"):
        assert rows(call).empty


def test_only_values_change_the_data_and_not_the_spec():
    first = drawn("st.line_chart(d)", d={"a": [1, 2]})
    second = drawn("st.line_chart(d)", d={"a": [5, 6, 7]})
    same = drawn("st.line_chart(d)", d={"a": [1, 2]})

    assert first.props == second.props
    assert first.digest == same.digest != second.digest


def test_names_that_vega_gives_a_meaning_are_kept_from_it():
    data = {"a.b": [1, 2], "c[0]": [3, 4]}

    ours = encoding("st.scatter_chart(d, x='a.b', y='c[0]')", d=data)

    assert (ours["x"]["field"], ours["x"]["title"]) == ("x", "a.b")
    assert list(rows("st.scatter_chart(d, x='a.b', y='c[0]')", d=data)["y"]) == [3, 4]


def test_labels_replace_the_names_of_the_axes():
    ours = encoding("st.line_chart(df, x='whole', y='real', x_label='N', y_label='')")

    assert (ours["x"]["title"], ours["y"]["title"]) == ("N", None)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("'red'", "red"),
        ("'#123'", "#123"),
        ("(255, 0, 0)", "rgba(255, 0, 0, 1)"),
        ("[0.5, 0.0, 1.0, 0.25]", "rgba(128, 0, 255, 0.25)"),
        ("(1, 2, 3, 51)", "rgba(1, 2, 3, 0.2)"),
        ("['hsl(10, 20%, 30%)']", "hsl(10, 20%, 30%)"),
    ],
)
def test_one_colour_is_the_marks(given: str, expected: str):
    mark = drawn(f"st.line_chart(df, y='real', color={given})").props["spec"]["mark"]

    assert mark["color"] == expected


def test_a_list_of_colours_is_one_for_each_column():
    ours = encoding("st.line_chart(df, y=['whole', 'real'], color=['red', (0, 0, 255)])")

    assert ours["color"]["scale"]["range"] == ["red", "rgba(0, 0, 255, 1)"]


def test_a_column_of_colours_is_drawn_as_it_says():
    call = "st.scatter_chart(df, x='whole', y='real', color='shade')"

    assert encoding(call)["color"]["scale"] is None
    assert list(rows(call)["color"]) == list(FRAME["shade"])


def test_size_is_a_column_or_an_area():
    assert encoding("st.scatter_chart(df, x='real', y='whole', size='whole')")["size"]["title"]
    view = drawn("st.scatter_chart(df, x='real', y='whole', size=40)")
    assert view.props["spec"]["mark"]["size"] == 40


@pytest.mark.parametrize(
    ("stack", "expected"),
    [("None", None), ("True", True), ("'normalize'", "normalize"), ("'layered'", False)],
)
def test_bars_are_stacked_as_asked(stack: str, expected: object):
    ours = encoding(f"st.bar_chart(df, x='word', y=['whole', 'real'], stack={stack})")

    assert ours["y"].get("stack") == expected
    assert "xOffset" not in ours


@pytest.mark.parametrize(("horizontal", "channel"), [(False, "xOffset"), (True, "yOffset")])
def test_bars_stand_side_by_side_if_not_stacked(horizontal: bool, channel: str):
    call = f"st.bar_chart(df, x='word', y=['whole', 'real'], stack=False, horizontal={horizontal})"

    assert encoding(call)[channel] == {"field": "color"}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("True", "absent"),
        ("False", None),
        ("'whole'", {"field": "sort", "order": "ascending"}),
        ("'-whole'", {"field": "sort", "order": "descending"}),
    ],
)
def test_bars_are_sorted_as_asked(sort: str, expected: object):
    ours = encoding(f"st.bar_chart(df, x='word', y='real', sort={sort})")

    assert ours["x"].get("sort", "absent") == expected


def test_ordered_categories_keep_their_order():
    assert encoding("st.scatter_chart(df, x='rank', y='real')")["x"]["sort"] == ["low", "high"]


def test_what_arrow_has_no_axis_for_is_drawn_all_the_same():
    data = pd.DataFrame(
        {
            "p": pd.period_range("2020-01", periods=2, freq="M"),
            "t": pd.to_timedelta([1, 2], unit="h"),
            "d": [decimal.Decimal("1.5"), None],
        }
    )

    assert encoding("st.line_chart(d, x='p', y='d')", d=data)["x"]["type"] == "temporal"
    assert encoding("st.line_chart(d, x='t', y='d')", d=data)["x"]["type"] == "temporal"
    assert list(rows("st.line_chart(d, x='p', y='d')", d=data)["y"].fillna(0)) == [1.5, 0]
    levels = data.set_index(["p", "t"])
    assert encoding("st.line_chart(d)", d=levels)["x"]["type"] == "nominal"


ERRORS = {
    "x='wole'": (
        "st.line_chart: `x` is 'wole', which is no column; did you mean 'whole'?; the columns are"
    ),
    "y=['whole', 7]": "st.line_chart: `y` is 7, which is no column; the columns are 'whole'",
    "y=['whole', 'word']": (
        "st.line_chart: the columns of one axis differ in kind: 'whole' (quantitative), 'word' "
        "(nominal); choose columns of one kind with `y`"
    ),
    "y=['whole', 'real'], color='kind'": (
        "st.line_chart: `color` is the column 'kind', but `y` has 2 columns; give one column for "
        "`y`, or a list of colours"
    ),
    "y='whole', color='kinds'": (
        "st.line_chart: `color` is 'kinds', neither a column nor a colour; did you mean 'kind'?"
    ),
    "y='whole', color=(300, 0, 0)": "st.line_chart: `color` is 300, neither a column nor a colour",
    "y=['whole', 'real'], color='red'": (
        "st.line_chart: `color` has 1 colours for 2 columns ('whole', 'real'); give one for each"
    ),
}


@pytest.mark.parametrize("options", ERRORS)
def test_an_error_names_the_value_and_the_remedy(options: str):
    error = raised(f"st.line_chart(df, {options})", df=FRAME)

    assert isinstance(error, StreamlitAPIException)
    assert str(error).startswith(ERRORS[options])


@pytest.mark.parametrize("options", ["x='no'", "y='no'", "y=['whole', 'no']", "color='nocolour'"])
def test_what_streamlit_refuses_is_refused(options: str):
    arguments = eval(f"dict({options})")
    with pytest.raises(Exception, match=r"column|color"):
        judged("line_chart", FRAME[["whole", "real"]], **arguments)

    raised(f"st.line_chart(df[['whole', 'real']], {options})", df=FRAME)


def test_other_words_for_stack_and_size_raise():
    stack = raised("st.bar_chart({'a': [1]}, stack='up')")
    size = raised("st.scatter_chart({'a': [1]}, size=-1)")
    colour = raised("st.line_chart({'a': [1]}, color='#12')")

    assert isinstance(stack, StreamlitValueError)
    assert "`size` is -1; give a column or a positive area" in str(size)
    assert isinstance(colour, StreamlitInvalidColorError)
