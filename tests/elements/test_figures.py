"""Figures of Matplotlib's and charts of Altair's, and what a saved page shows of any chart."""

from __future__ import annotations

import io
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from matplotlib.figure import Figure
from PIL import Image

from ipyrerun import drawings, saved, sources
from ipyrerun.specs import _recounted, spec_of
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage, raised
from tests.threads import at_once

FRAME = pd.DataFrame(
    {
        "day": pd.date_range("2024-01-01", periods=4),
        "n": [1, 2, 3, 4],
        "kind": ["a", "b", "a", "b"],
    }
)
BARS = alt.Chart(FRAME).mark_bar().encode(x="day", y="n")


def one(script: str, **variables: Any) -> Any:
    """Return the last element that a script draws."""
    stage = Stage(script, alt=alt, pd=pd, **variables)
    assert stage.error is None, stage.error
    return stage.nodes()[-1]


def figure() -> Figure:
    made = Figure(figsize=(4, 2))
    made.subplots().plot([1, 3, 2])
    return made


def rows(node: Any, name: str = "rows") -> list[dict[str, Any]]:
    """Return a table as it travels."""
    stream = node.view.data()["data"][name]
    listed: list[dict[str, Any]] = pa.ipc.open_stream(stream).read_all().to_pylist()
    return listed


# -- Matplotlib ------------------------------------------------------------------------------------


def test_a_figure_is_a_picture_with_two_pixels_for_each_of_the_page():
    node = one("st.pyplot(fig, alt='Up')", fig=figure())

    (body,) = node.view.data()["blobs"]
    (item,) = node.view.props["items"]
    across, down = Image.open(io.BytesIO(body)).size
    assert item["size"] == [round(across / 2), round(down / 2)]
    assert (item["alt"], node.view.props["width"]) == ("Up", "stretch")


def test_an_unchanged_figure_has_the_digest_it_had():
    script = (
        "from matplotlib.figure import Figure\nf = Figure()\nf.subplots().plot([1, n])\n"
        "st.pyplot(f)"
    )

    assert one(script, n=2).view.digest == one(script, n=2).view.digest
    assert one(script, n=2).view.digest != one(script, n=3).view.digest


def test_options_of_savefig_are_passed_on():
    node = one("st.pyplot(fig, dpi=50, bbox_inches=None, width='content')", fig=figure())
    drawn = one("st.pyplot(fig, format='svg')", fig=figure())

    (body,) = node.view.data()["blobs"]
    assert Image.open(io.BytesIO(body)).size == (200, 100)
    assert node.view.props["items"][0]["size"] == [400, 200]
    assert drawn.view.props["items"][0]["mime"] == "image/svg+xml"


def test_clear_figure_empties_it_once_it_is_shown():
    fig = figure()

    one("st.pyplot(fig, clear_figure=True)", fig=fig)

    assert fig.axes == []


def test_a_figure_that_is_shown_is_not_drawn_again_at_the_end():
    at = AppTest.from_string(
        "import ipyrerun as st, matplotlib\nmatplotlib.use('agg')\n"
        "import matplotlib.pyplot as plt\n"
        "fig, ax = plt.subplots()\nst.pyplot(fig)\nother, ax = plt.subplots()\n",
        default_timeout=30,
    ).run()

    assert [e.type for e in at.main.children.values()] == ["pyplot", "rich"]


def test_threads_may_show_figures_at_once():
    wrong: list[BaseException] = []

    def show(_: int) -> None:
        try:
            for _ in range(3):
                assert Stage("st.pyplot(fig)", fig=figure()).error is None
        except AssertionError as error:
            wrong.append(error)

    at_once(show, range(4))

    assert wrong == []


# -- Altair ----------------------------------------------------------------------------------------


def test_a_table_travels_as_arrow_and_its_columns_keep_their_names():
    node = one("st.altair_chart(c)", c=BARS)

    assert node.view.props["spec"]["data"] == {"name": "rows"}
    assert "datasets" not in node.view.props["spec"]
    assert [row["n"] for row in rows(node)] == [1, 2, 3, 4]
    assert node.view.props["spec"]["encoding"]["x"]["type"] == "temporal"


def test_altairs_limit_of_rows_does_not_bite():
    chart = alt.Chart(pd.DataFrame({"x": range(6000)})).mark_tick().encode(x="x")

    assert len(rows(one("st.altair_chart(c)", c=chart))) == 6000


def test_layers_share_a_table_and_others_have_their_own():
    other = pd.DataFrame({"n": [9]})
    rule = alt.Chart(other).mark_rule().encode(y="n")
    chart = alt.layer(BARS, BARS.mark_line(), rule)

    node = one("st.altair_chart(c)", c=chart)

    assert sorted(node.view.data()["data"]) == ["rows", "rows1"]
    assert rows(node, "rows1") == [{"n": 9}]


def test_a_table_of_lists_goes_into_the_specification():
    chart = alt.Chart(pd.DataFrame({"x": [[1, 2], [3]]})).transform_flatten(["x"]).mark_point()

    node = one("st.altair_chart(c)", c=chart)

    assert node.view.data()["data"] == {}
    assert list(node.view.props["spec"]["datasets"].values()) == [[{"x": [1, 2]}, {"x": [3]}]]


def test_values_and_addresses_stay_in_the_specification():
    values = alt.Chart(alt.Data(values=[{"x": 1}])).mark_point().encode(x="x:Q")
    address = alt.Chart("https://a.example/b.csv").mark_point().encode(x="x:Q")

    inline = one("st.altair_chart(c)", c=values).view.props["spec"]
    linked = one("st.altair_chart(c)", c=address).view.props["spec"]

    assert inline["data"]["values"] == [{"x": 1}]
    assert linked["data"] == {"url": "https://a.example/b.csv"}


def test_a_chart_of_new_rows_has_the_specification_it_had():
    def made(n: int) -> Any:
        frame = pd.DataFrame({"n": [n]})
        chart, other = (alt.Chart(frame).mark_bar().encode(x="n") for _ in "ab")
        size, brush = alt.param(value=9), alt.selection_interval()
        chart = chart.mark_bar(size=size).add_params(size, brush)
        return spec_of(chart | other.transform_filter(brush))[0]

    assert made(1) == made(2)


def test_names_that_altair_counts_begin_at_one_again_and_columns_keep_theirs():
    spec = {
        "params": [{"name": "param_7", "select": "interval", "views": ["view_3"]}],
        "layer": [{"name": "view_3", "encoding": {"x": {"field": "param_70"}}}],
        "transform": [{"filter": {"param": "param_7"}}],
    }

    again = _recounted(spec)

    assert again["params"] == [{"name": "param_1", "select": "interval", "views": ["view_1"]}]
    assert again["layer"] == [{"name": "view_1", "encoding": {"x": {"field": "param_70"}}}]
    assert again["transform"] == [{"filter": {"param": "param_1"}}]


def test_only_the_chart_under_way_meets_our_transformer():
    before = alt.data_transformers.active

    spec_of(BARS)

    assert alt.data_transformers.active == before
    assert "datasets" in BARS.to_dict()


@pytest.mark.parametrize(
    ("chart", "width"),
    [
        (BARS, "stretch"),
        (BARS & BARS, "stretch"),
        (BARS | BARS, "content"),
        (BARS & (BARS | BARS), "content"),
        (BARS.encode(column="kind"), "content"),
        (BARS.facet("kind"), "content"),
        (BARS.repeat(["n"]), "content"),
    ],
)
def test_charts_are_stretched_unless_they_stand_side_by_side(chart: Any, width: str):
    assert one("st.altair_chart(c)", c=chart).view.props.get("width", "stretch") == width


def test_a_chart_is_described_by_the_call_or_by_itself():
    chart = BARS.properties(description="Its own")

    assert one("st.altair_chart(c)", c=chart).view.props["alt"] == "Its own"
    assert one("st.altair_chart(c, alt='Mine')", c=chart).view.props["alt"] == "Mine"
    assert one("st.altair_chart(c, theme=None)", c=BARS).view.props["theme"] is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            "st.pyplot(None)",
            "st.pyplot: `fig` is None; give a figure, as in fig, ax = plt.subplots()",
        ),
        (
            "st.pyplot(fig.axes[0])",
            "st.pyplot: `fig` is of type Axes; give a Matplotlib figure, its `.figure`",
        ),
        (
            "st.altair_chart({})",
            "st.altair_chart: `altair_chart` is of type dict; give a chart of Altair's",
        ),
        (
            "st.altair_chart(c, theme='dark')",
            "st.altair_chart: `theme` is 'dark'; the supported values are 'streamlit', None",
        ),
        (
            "st.altair_chart(c, on_select='rerun')",
            (
                "st.altair_chart: `on_select` is 'rerun'; this version does not support it yet, "
                "leave it out"
            ),
        ),
        (
            "st.area_chart({'a': [1]}, stack='layered')",
            (
                "st.area_chart: `stack` is 'layered'; the supported values are None, True, False, "
                "'normalize', 'center'"
            ),
        ),
    ],
)
def test_an_error_says_what_to_do(call: str, words: str):
    assert str(raised(call, fig=figure(), c=BARS)) == words


@pytest.mark.parametrize(
    ("value", "name"),
    [(BARS, "altair_chart"), (Image.new("L", (2, 2)), "image"), (figure(), "pyplot")],
)
def test_write_shows_it_as_its_own_element(value: Any, name: str):
    assert one("st.write(v)", v=value).name == name


# -- a page without a kernel -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        "st.altair_chart(c, alt='Bars')",
        "st.area_chart(df, x='day', y='n', color='kind', alt='Bars')",
        "st.bar_chart(df, x='kind', y='n', alt='Bars')",
    ],
)
def test_a_saved_chart_is_a_picture_of_its_rows(call: str):
    html = saved.still(one(call, c=BARS, df=FRAME))

    assert '<img src="data:image/' in html
    assert 'alt="Bars"' in html


def test_a_saved_cloud_of_points_is_pixels_where_they_are_fewer_bytes():
    noise = np.random.default_rng(3).normal(size=(3000, 2))
    html = saved.still(one("st.scatter_chart(pd.DataFrame(a))", a=noise))

    assert 'src="data:image/png;base64,' in html
    assert len(html) < 120_000


def test_a_chart_is_drawn_once_for_equal_rows(monkeypatch: pytest.MonkeyPatch):
    counted: list[str] = []
    draw = drawings._draw

    def count(*args: Any) -> str:
        counted.append("one")
        return draw(*args)

    monkeypatch.setattr(drawings, "_draw", count)

    for _ in range(2):
        saved.still(one("st.line_chart(pd.DataFrame({'q': [1, 2, 8]}))"))

    assert counted == ["one"]


@pytest.mark.parametrize(
    "chart",
    [
        alt.Chart("https://a.example/b.csv").mark_point().encode(x="x:Q"),
        alt.Chart(pd.DataFrame({"x": range(60_000)})).mark_point().encode(x="x"),
        alt.Chart(FRAME).mark_bar().transform_filter("nonsense(("),
    ],
)
def test_a_chart_that_cannot_be_drawn_leaves_its_description(chart: Any):
    html = saved.still(one("st.altair_chart(c, alt='<Points>')", c=chart))

    assert "<em>Chart</em> &lt;Points&gt;" in html


def test_a_chart_that_could_not_be_drawn_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    chart = alt.Chart(FRAME).mark_tick().encode(x="n")
    picture = drawings._picture

    def fail(_: Any) -> str:
        raise TimeoutError

    monkeypatch.setattr(drawings, "_picture", fail)
    assert "<em>Chart</em>" in saved.still(one("st.altair_chart(c)", c=chart))

    monkeypatch.setattr(drawings, "_picture", picture)
    assert 'src="data:image/' in saved.still(one("st.altair_chart(c)", c=chart))


def test_the_rows_of_a_specification_are_not_kept_for_a_key(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(drawings, "_drawn", sources.Memo(10**6, len))
    spec = {"data": {"values": [{"x": "y" * 10_000}]}, "mark": "point"}

    assert drawings.drawing_of(spec, {}, (), {})

    (key,) = drawings._drawn._kept
    assert len(str(key)) < 200
