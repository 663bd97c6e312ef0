"""What outputs show: their nodes, as the browser gets them, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from tests.elements.stage import Stage, raised


def node(call: str, kind: str) -> dict[str, Any]:
    """Return the props of the only node of a kind that a script draws."""
    stage = Stage(call)
    assert stage.error is None
    (found,) = (n for n in stage if n.kind == kind)
    return found.props


def kinds(script: str, **variables: Any) -> list[str]:
    """Return the `st.*` names of everything on the page."""
    stage = Stage(script, **variables)
    assert stage.error is None
    return [n.name for n in stage.nodes()]


# -- prose


@pytest.mark.parametrize(
    ("call", "kind", "props"),
    [
        ("st.markdown('  **a**')", "markdown", {"html": "<p><strong>a</strong></p>\n"}),
        ("st.markdown('<b>a</b>')", "markdown", {"html": "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"}),
        ("st.markdown('<b>a</b>', True)", "markdown", {"html": "<p><b>a</b></p>\n"}),
        ("st.markdown(None)", "markdown", {"html": "<p>None</p>\n"}),
        ("st.markdown('# a')", "markdown", {"html": '<h1 id="rr-a">a</h1>\n'}),
        ("st.markdown('# a', anchors=False)", "markdown", {"html": "<h1>a</h1>\n"}),
        (
            "st.markdown('a', help='h', width=50, text_alignment='center', wrap=False)",
            "markdown",
            {
                "html": "<p>a</p>\n",
                "help": "<p>h</p>\n",
                "align": "center",
                "wrap": False,
                "width": 50,
            },
        ),
        ("st.caption('a')", "markdown", {"html": "<p>a</p>\n", "role": "caption"}),
        ("st.text('<a> *b*')", "text", {"text": "<a> *b*"}),
        ("st.divider(width=80)", "divider", {"width": 80}),
        ("st.title('A b')", "heading", {"html": "A b", "level": 1, "anchor": "rr-a-b"}),
        ("st.title('A', 'x')", "heading", {"html": "A", "level": 1, "anchor": "rr-x"}),
        ("st.title('A', False, icon='🚀')", "heading", {"html": "🚀 A", "level": 1}),
        (
            "st.header('A', False, divider='grey')",
            "heading",
            {"html": "A", "level": 2, "divider": "gray"},
        ),
        ("st.subheader('*A*', False)", "heading", {"html": "<em>A</em>", "level": 3}),
    ],
)
def test_a_text_is_a_node(call: str, kind: str, props: dict[str, Any]):
    assert node(call, kind) == props


def test_dividers_take_the_colours_in_turn():
    stage = Stage("for n in range(9): st.header(n, divider=True)")

    shown = [n.props["divider"] for n in stage.nodes("header")]
    assert shown[:3] == ["blue", "green", "orange"]
    assert shown[8] == "blue"


@pytest.mark.parametrize("end", ["st.stop()", "1 / 0"])
def test_a_spinner_goes_however_its_body_ends(end: str):
    stage = Stage(f"with st.spinner('Wait'):\n    {end}")

    assert "spinner" not in [n.kind for n in stage]


# -- blocks


def test_columns_share_the_width():
    stage = Stage("a, b = st.columns([1, 3], gap='large', border=True)\nb.text('x')\na.text('y')")

    row = next(n for n in stage if n.kind == "columns")
    assert row.props == {"gap": "large"}
    assert [c.props for c in row.children or []] == [
        {"weight": 0.25, "border": True},
        {"weight": 0.75, "border": True},
    ]
    assert [n.value for n in stage.nodes("text")] == ["y", "x"]


def test_a_container_is_filled_in_any_order():
    stage = Stage("box = st.container(height=100, key='a b')\nst.text('below')\nbox.text('in')")

    assert [n.value for n in stage.nodes("text")] == ["in", "below"]
    assert stage.one("container").props == {"border": True, "css": "st-key-a-b", "height": 100}


def test_a_call_on_a_container_does_not_care_about_with():
    stage = Stage("a, b = st.columns(2)\nwith a:\n    st.text('1')\n    b.text('2')\nst.text('3')")

    places = [n.parent.id for n in stage.nodes("text") if n.parent is not None]
    assert places == ["main.columns0.column0", "main.columns0.column1", "main"]


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ("e = st.empty()\ne.text('a')\ne.markdown('b')", ["b"]),
        ("e = st.empty()\nwith e:\n    st.text('a')\n    st.text('b')", ["b"]),
        ("e = st.empty()\nc = e.container()\nc.text('a')\nc.text('b')", ["a", "b"]),
        ("e = st.empty()\ne.text('a')\ne.empty()", []),
        ("t = st.text('a')\nt.markdown('b')\nst.text('c')", ["b", "c"]),
        ("t = st.text('a')\nt.markdown('b').text('c')", ["c"]),
        ("c = st.container()\nc.text('a')\nc.empty()", ["a"]),
    ],
)
def test_a_slot_holds_what_was_put_there_last(script: str, shown: list[str]):
    assert [n.value for n in Stage(script).nodes("text", "markdown")] == shown


def test_the_sidebar_is_a_place_like_any_other():
    stage = Stage("with st.sidebar: st.text('a')\nst.sidebar.text('b')\nst.text('c')")

    assert [(n.parent.id, n.value) for n in stage.nodes("text") if n.parent is not None] == [
        ("main", "c"),
        ("sidebar", "a"),
        ("sidebar", "b"),
    ]


# -- write


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("'a'", "markdown"),
        ("5", "markdown"),
        ("None", "markdown"),
        ("ValueError('x')", "exception"),
        ("__import__('pandas').DataFrame({'a': [1]})", "dataframe"),
        ("__import__('pandas').Series([1])", "dataframe"),
        ("__import__('numpy').zeros((2, 2))", "dataframe"),
        ("__import__('pyarrow').table({'a': [1]})", "dataframe"),
        ("__import__('ipywidgets').IntSlider()", "widget"),
        ("__import__('matplotlib.figure').figure.Figure()", "pyplot"),
        ("__import__('IPython').display.Markdown('*a*')", "rich"),
        ("{'a': 1}", "json"),
        ("len", "help"),
        ("object()", "help"),
        ("st.container()", "container"),
        ("(c for c in 'ab')", "empty"),
        ("__import__('io').StringIO('*a*')", "markdown"),
    ],
)
def test_write_shows_an_object_as_what_suits_it(value: str, name: str):
    assert kinds(f"st.write({value})")[0] == name


@pytest.mark.parametrize(
    ("call", "html"),
    [
        ("'a', 5, 'b'", "<p>a <code>5</code> b</p>\n"),
        ("{1, 1}", "<p><code>{1}</code></p>\n"),
        ("__import__('pathlib').PurePosixPath('a`b')", "<p><code>a`b</code></p>\n"),
        ("'<b>x</b>'", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
    ],
)
def test_write_makes_text_of_what_is_left(call: str, html: str):
    assert html in node(f"st.write({call})", "markdown")["html"]


def test_write_keeps_the_order_of_texts_and_elements():
    assert kinds("st.write('a', ValueError('x'), 'b', 'c')") == [
        "markdown",
        "exception",
        "markdown",
    ]


def test_write_into_a_slot_refuses_several_elements():
    assert str(raised("st.empty().write('a', [1])")) == (
        "write: 2 values were given to a place that holds one element; write them to "
        "`.container()` of it, or one of them"
    )


def test_an_object_that_is_nothing_but_a_script_shows_its_text():
    script = """
class Chart:
    def _repr_html_(self): return "<div><script>draw()</script></div>"
    def _repr_png_(self): return None
    def __repr__(self): return "Chart()"
st.write(Chart())
"""
    assert node(script, "rich") == {"text": "Chart()"}


def test_a_stream_grows_and_returns_its_text():
    stage = Stage("st.text(repr(st.write_stream((c for c in ['a ', '**b**']), cursor='|')))")

    assert stage.said() == "'a **b**'"
    assert stage.one("markdown").value == "a **b**"


def test_a_stream_may_hold_other_objects():
    stage = Stage("st.text(repr(st.write_stream(iter(['a', {'b': 1}, 'c']))))")

    assert stage.said() == "['a', {'b': 1}, 'c']"
    assert [n.name for n in stage.nodes()] == [
        "empty",
        "markdown",
        "json",
        "empty",
        "markdown",
        "text",
    ]


def test_a_long_stream_costs_no_more_drawings_than_a_page_shows():
    script = """
from ipyrerun.run import current
st.write_stream("x" for _ in range(5000))
st.text(current.get().placed)
"""
    assert int(Stage(script).said()) < 100


# -- what the errors say


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            "st.header('x', divider='pink')",
            (
                "st.header: `divider` is 'pink'; give True or one of blue, green, orange, red, "
                "violet, "
                "yellow, gray, rainbow"
            ),
        ),
        (
            "st.title('x', text_alignment='middle')",
            (
                "st.title: `text_alignment` is 'middle'; the supported values are 'left', "
                "'center', "
                "'right', 'justify'"
            ),
        ),
        (
            "st.container(height='tall')",
            (
                "st.container: `height` is 'tall'; give a positive number of pixels, \"stretch\" "
                "or "
                '"content"'
            ),
        ),
        (
            "st.columns([1, -1])",
            (
                "st.columns: `spec` is [1, -1]; give a positive number of columns or a list of "
                "positive widths"
            ),
        ),
        (
            "st.columns(2, gap='huge')",
            (
                "st.columns: `gap` is 'huge'; give None, a number of pixels, or one of 'xxsmall', "
                "'xsmall', 'small', 'medium', 'large', 'xlarge', 'xxlarge'"
            ),
        ),
        (
            "st.write_stream('text')",
            "st.write_stream: `stream` is of type str, not a stream; use st.write",
        ),
        (
            "st.sidebar.nope()",
            "st.sidebar has no `nope()`; see dir(st) for what there is",
        ),
    ],
)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str, text: str):
    assert str(raised(call)) == text


def test_html_of_an_object_is_shown_if_it_is_allowed_and_cannot_run():
    script = """
class Thing:
    def _repr_html_(self): return "<b onclick='go()'>x</b>"
st.write(Thing(), unsafe_allow_html=True)
"""
    assert node(script, "html") == {"html": "<b>x</b>"}


@pytest.mark.parametrize("text", ["a`b", "a``b\\n```\\nc"])
def test_a_value_cannot_leave_its_code(text: str):
    script = f"""
class Ticks:
    def __str__(self): return "{text}"
st.write(Ticks())
"""
    html = node(script, "markdown")["html"]

    assert html.count("<code>") == 1
    assert html.endswith(("</code></p>\n", "</code></pre>\n"))
