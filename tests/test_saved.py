"""The page as HTML: everything that it says, nothing that it must not."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ipyrerun.saved import MOST_NODES, render
from ipyrerun.stills import KINDS
from ipyrerun.testing import AppTest

ARCHITECTURE = Path(__file__).parents[1] / "docs" / "architecture.md"


def saved(script: str) -> str:
    """Return the HTML of the page that a script draws."""
    test = AppTest.from_string(f"import ipyrerun as st\n{script}", default_timeout=60).run()
    assert "st.exception" in script or not test.exception, test.exception
    return render(test._rig.shown)


def words(html: str) -> str:
    """Return the text that a reader sees, in one line."""
    found: list[str] = []

    class Reader(HTMLParser):
        is_style = False

        def handle_starttag(self, tag, attrs):
            self.is_style = tag == "style"

        def handle_data(self, data):
            if not self.is_style:
                found.append(data)

        def handle_endtag(self, tag):
            self.is_style = False

    Reader().feed(html)
    return " ".join(" ".join(found).split())


def test_every_kind_of_the_protocol_has_a_drawing():
    text = ARCHITECTURE.read_text(encoding="utf-8")
    table = text.split("### Kinds")[1].split("### Child widgets")[0]
    rows = re.findall(r"^\| (`.+?) \|", table, re.MULTILINE)
    kinds = {kind for row in rows for kind in re.findall(r"`(\w+)`", row)}

    assert kinds - {"widget"} == set(KINDS)


@pytest.mark.parametrize(
    ("script", "seen"),
    [
        ("st.title('Weather :red[now]')", "Weather now"),
        ("st.text('a < b')", "a < b"),
        ("st.caption('*small*')", "small"),
        ("st.metric('Days', 12, '-3', delta_description='since May')", "Days 12 ↓ -3 since May"),
        ("st.progress(0.25, 'Reading')", "Reading 25%"),
        ("st.error('no', title='Oh', icon='🔥')", "🔥 Oh no"),
        ("st.exception(ValueError('too small'))", "ValueError : too small"),
        ("print('printed')", "printed"),
        ("st.slider('Years', 0, 9, (2, 5))", "Years 2, 5"),
        ("st.number_input('n', value=None)", "n —"),
        ("st.checkbox('Rain', True)", "Rain ☑"),
        ("st.selectbox('Kind', [1, 2], format_func='no {}'.format)", "Kind no 1"),
        ("st.button('Go', icon='🚀')", "🚀 Go"),
        ("st.text_input('Name', 'Ada', label_visibility='collapsed')", "Ada"),
        ("st.text_input('Name', 'Ada', label_visibility='hidden')", "Ada"),
        ("st.metric('Days', 12, label_visibility='hidden')", "12"),
        ("st.metric('Days', 12, chart_data=[1, 3, 2])", "Days 12 ▁█▅"),
        ("st.columns(2)[1].write('right')", "right"),
        ("st.empty().write('slot')", "slot"),
        ("with st.form('f'): st.text_input('A', 'x'); st.form_submit_button('Go')", "A x Go"),
    ],
)
def test_an_element_is_read_as_it_was_shown(script: str, seen: str):
    assert words(saved(script)) == f"{seen} Run the cell to make this page live."


def test_the_sidebar_comes_before_what_it_controls():
    html = saved("st.write('shown')\nst.sidebar.write('control')")

    assert html.index("control") < html.index("shown")


def test_a_password_is_not_saved_nor_is_its_length():
    short = saved("st.text_input('Token', 'abc', type='password')")
    long = saved("st.text_input('Token', 'x' * 40, type='password')")

    assert short == long
    assert "abc" not in short


@pytest.mark.parametrize(
    "script",
    [
        "st.text(X)",
        "st.markdown(X)",
        "st.metric(X, X, X, delta_description=X)",
        "st.text_input(X, X)",
        "st.selectbox('a', [X])",
        "st.exception(ValueError(X))",
        "st.bar_chart({X: [1, 2]}, alt=X)",
        "st.dataframe({X: [X]}, alt=X)",
        "print(X)",
        "st.button(X)",
    ],
)
def test_what_a_text_holds_is_text(script: str):
    html = saved("X = '<img src=x onerror=alert(1)>'\n" + script)

    # Pictures of ours are data.
    assert not re.search(r"<img(?! src=\"data:)", html)
    assert "<script" not in html


def test_a_long_page_is_cut_with_a_word_about_the_rest():
    html = saved(f"for i in range({MOST_NODES}): st.text(i)")

    assert "2 more elements are not shown in the saved notebook." in html
    assert f"<pre>{MOST_NODES - 3}</pre>" in html
    assert f"<pre>{MOST_NODES - 2}</pre>" not in html


def test_an_ordinary_cells_output_has_no_word_about_running_the_cell():
    test = AppTest.from_string("import ipyrerun as st\nst.text('a')").run()

    assert "Run the cell" not in render(test._rig.shown, hint=False)
