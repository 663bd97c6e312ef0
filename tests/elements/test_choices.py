"""Toggle, radio, multiselect, select slider and text area: what they return and tell."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as s

from ipyrerun.elements.options import Options
from ipyrerun.saved import still
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from ipyrerun.tree import Control


def told(call: str) -> dict[str, Any]:
    """Return what the view of the only input is told, without its label."""
    (node,) = Stage(f"st.{call}").nodes()
    assert node.view is not None
    return {name: value for name, value in node.view.props.items() if name != "label"}


def control_of(call: str) -> Control[Any]:
    """Return the record of the only input."""
    (node,) = Stage(f"st.{call}").nodes()
    assert node.input is not None
    return node.input.control


# -- what the views are told


@pytest.mark.parametrize(
    ("call", "props"),
    [
        ("toggle('x')", {"switch": True}),
        (
            "toggle('x', width='stretch', wrap=False)",
            {"switch": True, "width": "stretch", "wrap": False},
        ),
        (
            "radio('x', ['*a*', 'b'], captions=['**c**', None], horizontal=True)",
            {
                "options": ["*a*", "b"],
                "html": ["<em>a</em>", "b"],
                "captions": ["<strong>c</strong>", ""],
                "horizontal": True,
            },
        ),
        (
            "multiselect('x', ['a', 'b'], wrap=False, placeholder='', max_selections=2)",
            {"options": ["a", "b"], "placeholder": "", "max_selections": 2, "wrap": False},
        ),
        (
            "multiselect('x', 'a', accept_new_options=True, filter_mode='prefix', select_all=True)",
            {"options": ["a"], "accept_new": True, "filter": "prefix", "select_all": -1},
        ),
        ("multiselect('x', 'a', select_all=False)", {"options": ["a"], "select_all": 0}),
        (
            "select_slider('x', range(3), format_func='no. {}'.format)",
            {"min": 0, "max": 2, "step": 1, "labels": ["no. 0", "no. 1", "no. 2"]},
        ),
        ("text_area('x')", {}),
        (
            "text_area('x', None, 'content', 9, placeholder='p', required=True)",
            {
                "height": "content",
                "max_chars": 9,
                "placeholder": "p",
                "required": True,
                "nullable": True,
            },
        ),
        ("text_area('x', height=200)", {"height": 200}),
        ("text_area('x', height='stretch')", {"height": "stretch"}),
    ],
)
def test_a_view_is_told_what_differs_from_its_default(call: str, props: dict[str, Any]):
    assert told(call) == props


# -- both ways between script and browser

VALUES = ["red", "green", "blue"]


MULTI = control_of(f"multiselect('x', {VALUES})")


RANGE = control_of(f"select_slider('x', {VALUES}, ('red', 'blue'))")


AREA = control_of("text_area('x')")


@given(s.lists(s.sampled_from(VALUES)))
def test_a_multiselect_understands_what_it_sends(chosen: list[str]):
    assert MULTI.from_view(MULTI.to_view(chosen)) == chosen


@given(s.tuples(s.sampled_from(VALUES), s.sampled_from(VALUES)))
def test_a_range_of_options_is_given_in_their_order(pair: tuple[str, str]):
    value = RANGE.copy(RANGE.from_view(RANGE.to_view(pair)))

    assert value == tuple(sorted(pair, key=VALUES.index))


@given(s.one_of(s.text()))
def test_a_text_area_understands_what_it_sends(text: str):
    assert AREA.from_view(AREA.to_view(text)) == text


def test_options_with_one_label_are_told_apart():
    stage = Stage("st.text(st.radio('x', [1, 1.0, '1'], format_func=lambda one: 'one'))")

    stage.send(stage.one("radio"), "one\u200b\u2060")

    assert stage.said() == "1"
    assert stage.one("radio").value == "1"


@pytest.mark.parametrize(
    ("call", "sent"),
    [
        ("radio('x', ['a', 'b'], key='k')", "no such label"),
        ("multiselect('x', ['a', 'b'], 'a', key='k')", ["a", "no such label"]),
        ("multiselect('x', ['a', 'b'], 'a', max_selections=1, key='k')", ["a", "b"]),
        ("multiselect('x', ['a', 'b'], 'a', key='k')", [5]),
        ("select_slider('x', ['a', 'b'], 'b', key='k')", "no such label"),
        ("select_slider('x', ['a', 'b'], 'b', key='k')", None),
        ("select_slider('x', ['a', 'b'], ('a', 'b'), key='k')", ["a", "no such label"]),
        ("text_area('x', 'a', disabled=True, key='k')", "b"),
        ("toggle('x', True, disabled=True, key='k')", False),
    ],
)
def test_what_no_view_could_send_changes_nothing(call: str, sent: object):
    stage = Stage(f"st.{call}")
    before = stage.state["k"]

    stage.send(stage.nodes()[0], sent)

    assert stage.state["k"] == before
    assert stage.error is None


def test_a_selection_that_the_browser_could_not_have_is_written_back():
    stage = Stage("st.multiselect('x', ['a', 'b'], 'a', key='k')")
    before = stage.session.state.stamps.get("k", 0)

    stage.send(stage.one("multiselect"), ["a", "gone"])

    assert stage.session.state.stamps.get("k", 0) > before


# -- values


def test_a_multiselect_gives_a_list_of_its_own_each_run():
    stage = Stage("chosen = st.multiselect('x', ['a', 'b'], 'a', key='k')\nchosen.append('b')")

    assert stage.run().state["k"] == ["a"]


def test_ten_thousand_chosen_options_are_found_by_their_labels():
    compared: list[object] = []

    class Option(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            compared.append(other)
            return str.__eq__(self, other)

        __hash__ = str.__hash__

    options = [Option(n) for n in range(10_000)]

    stage = Stage("st.text(len(st.multiselect('x', options, options)))", options=options)

    assert stage.said() == "10000"
    assert len(compared) < 100_000


def test_a_new_option_of_a_multiselect_is_text_and_stays():
    stage = Stage("st.text(st.multiselect('x', [1, 2], accept_new_options=True))")

    stage.send(stage.one("multiselect"), ["2", "mine"])

    assert stage.said() == "[2, 'mine']"
    assert stage.run().said() == "[2, 'mine']"


def test_a_multiselect_drops_only_the_options_that_are_gone():
    script = """
few = st.checkbox("few")
st.text(st.multiselect("x", ["a", "c"] if few else ["a", "b", "c"], ["a", "b", "c"], key="k")
    if not few else st.multiselect("x", ["a", "c"], key="k"))
"""
    stage = Stage(script)

    stage.send(stage.one("checkbox"), value=True)

    assert stage.said() == "['a', 'c']"
    assert stage.state["k"] == ["a", "c"]


def test_chosen_enum_members_are_those_of_this_run():
    script = """
import enum
class Size(enum.Enum):
    SMALL = 1
    LARGE = 2
size = st.radio("a", Size)
sizes = st.multiselect("b", Size, Size)
low, high = st.select_slider("c", Size, (Size.LARGE, Size.SMALL))
st.text([size is Size.SMALL, sizes[1] is Size.LARGE, low is Size.SMALL, high is Size.LARGE])
"""
    stage = Stage(script)

    assert stage.run().said() == "[True, True, True, True]"


def test_an_option_that_is_a_pair_is_no_range():
    stage = Stage("st.text(st.select_slider('x', [(1, 2), (3, 4)], (3, 4)))")

    assert stage.said() == "(3, 4)"
    assert Stage("st.text(st.select_slider('x', [(1, 2), (3, 4)]))").said() == "(1, 2)"


def test_a_select_slider_keeps_its_option_where_the_options_move():
    script = """
more = st.checkbox("more")
st.text(st.select_slider("x", ["0", "a", "b", "c"] if more else ["a", "b", "c"], "b", key="k"))
"""
    stage = Stage(script)
    stage.send(stage.one("select_slider"), "c")

    stage.send(stage.one("checkbox"), value=True)

    assert stage.said() == "c"


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("slider('x', 9, 0)", "9"),
        ("slider('x', 9, 0, ())", "(0, 9)"),
        ("slider('x', 200)", "200"),
        ("slider('x', None, -5)", "0"),
    ],
)
def test_a_slider_with_reversed_ends_begins_where_streamlits_does(call: str, value: str):
    assert Stage(f"st.text(st.{call})").said() == value


# -- tests of apps


def test_a_test_chooses_as_a_user_does():
    script = """
import ipyrerun as st
st.radio("r", [1, 2], format_func="no. {}".format)
st.multiselect("m", ["a", "b", "c"], "a")
st.select_slider("s", ["a", "b", "c"], ("a", "b"))
st.text_area("t", max_chars=3)
st.toggle("g")
"""
    at = AppTest.from_string(script).run()
    assert (at.radio[0].options, at.radio[0].index) == (["no. 1", "no. 2"], 0)

    at.radio[0].set_value(2)
    at.multiselect[0].select("c").select("c").unselect("a")
    at.select_slider[0].set_range("b", "c")
    at.text_area[0].input("abc").input("too long")
    at.toggle[0].check()
    at.run()

    assert at.radio[0].index == 1
    assert (at.multiselect[0].value, at.multiselect[0].indices) == (["c"], [2])
    assert at.select_slider[0].value == ("b", "c")
    assert (at.text_area[0].value, at.toggle[0].value) == ("abc", True)


# -- what a saved notebook shows


@pytest.mark.parametrize(
    ("call", "html"),
    [
        ("radio('x', [1], format_func='<b>{}'.format)", "&lt;b&gt;1"),
        ("radio('x', ['a'], None)", "\u2014"),
        ("multiselect('x', 'ab', 'ab', format_func=str.upper)", "AB"),
        ("multiselect('x', 'ab')", "\u2014"),
        ("select_slider('x', [1, 2], (1, 2), format_func='no. {}'.format)", "no. 1, no. 2"),
        ("text_area('x', 'a<\\nb')", "a&lt;<br>b"),
        ("text_input('x', 'secret', type='password')", "\u2022" * 8),
        ("toggle('x', True)", "\u2611"),
    ],
)
def test_a_saved_page_shows_the_labels(call: str, html: str):
    (node,) = Stage(f"st.{call}").nodes()

    assert f"<div>{html}</div>" in still(node)


# -- labels


def test_thousands_of_equal_labels_are_told_apart_at_once():
    given = [f"{n % 3}{n}" for n in range(9000)]
    begun = time.process_time()
    options: Options[str] = Options("multiselect", given, lambda one: one[0])

    assert [options.option_of(label) for label in options.labels] == given
    assert [options.place_of("".join(one)) for one in given] == list(range(9000))
    assert time.process_time() - begun < 3


def test_an_option_is_found_anew_by_itself_then_by_what_equals_it_then_by_its_text():
    options: Options[Any] = Options("radio", [[1], [2], (3,), "b"], lambda _: "a")

    assert [options.place_of(one) for one in ([2], (3,), "b", [9])] == [1, 2, 3, 0]
    assert options.place_of(options.options[1]) == 1
    assert Options("radio", ["a", "a", "a\u200b"], str).place_of("a\u200b") == 2
