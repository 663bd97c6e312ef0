"""What the views of inputs are told, and what comes back from them."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as s

from tests.elements.stage import Stage

if TYPE_CHECKING:
    from ipyrerun.tree import Control, Node, View

Colour = enum.Enum("Colour", "red green")


def props(call: str, name: str) -> dict[str, Any]:
    """Return what the live widget of an input is told."""
    stage = Stage(call)
    assert stage.error is None
    return view_of(stage.one(name)).props


def view_of(node: Node) -> View:
    """Return the live widget that a node asks for."""
    assert node.view is not None
    return node.view


def control_of(call: str) -> Control[Any]:
    """Return the record of the only input that a call draws."""
    (node,) = Stage(call).nodes()
    assert node.input is not None
    return node.input.control


def test_a_slider_tells_its_view_track_step_and_format():
    told = props("st.slider('**A**', 0.0, 2.0, 1.0, format='%.1f', help='*h*')", "slider")

    assert told == {
        "label": "<strong>A</strong>",
        "help": "<p><em>h</em></p>\n",
        "min": 0.0,
        "max": 2.0,
        "step": 0.01,
        "format": "%.1f",
    }


def test_a_number_input_tells_its_view_bounds_and_kind():
    told = props("st.number_input('n', 1, 9, None, placeholder='p', icon='🎈')", "number_input")

    assert told == {
        "label": "n",
        "step": 1,
        "min": 1,
        "max": 9,
        "integer": True,
        "nullable": True,
        "placeholder": "p",
        "icon": "🎈",
    }


def test_a_required_number_cannot_be_emptied():
    assert "nullable" not in props(
        "st.number_input('n', value=None, required=True)", "number_input"
    )


def test_a_selectbox_tells_its_view_unique_labels():
    told = props("st.selectbox('s', ['a', 'a', 'b'], None, filter_mode='prefix')", "selectbox")

    assert told == {
        "label": "s",
        "options": ["a", "a\u200b", "b"],
        "clearable": True,
        "filter": "prefix",
    }


def test_a_required_choice_cannot_be_taken_back():
    assert "clearable" not in props("st.selectbox('s', ['a'], None, required=True)", "selectbox")


def test_a_text_input_tells_its_view_the_rule_and_the_pause():
    told = props(
        "st.text_input('t', max_chars=5, validate=('^a', 'say a'), live='0.5s', required=True)",
        "text_input",
    )

    assert told == {
        "label": "t",
        "max_chars": 5,
        "validate": "^a",
        "complaint": "say a",
        "live": 500,
        "required": True,
    }


def test_a_type_of_text_brings_its_habits_unless_told_otherwise():
    mail = props("st.text_input('t', type='email')", "text_input")
    bare = props(
        "st.text_input('t', type='email', placeholder='', validate='', autocomplete='')",
        "text_input",
    )

    assert mail["placeholder"] == "name@example.com"
    assert mail["autocomplete"] == "email"
    assert mail["complaint"] == "Not an e-mail address"
    assert bare == {"label": "t", "type": "email"}


@pytest.mark.parametrize(
    ("live", "pause"), [("True", 250), ("'0'", 0), ("'0ms'", 0), ("'0.2ms'", 1), ("'1m'", 60_000)]
)
def test_live_is_a_pause_in_milliseconds(live: str, pause: int):
    assert props(f"st.text_input('t', live={live})", "text_input")["live"] == pause


def test_a_button_tells_its_view_type_icon_and_shortcut():
    told = props(
        "st.button('[go](x)', type='primary', icon='🚀', icon_position='right', shortcut='Ctrl+K',"
        " wrap=False, width='stretch')",
        "button",
    )

    assert told == {
        "label": "go",
        "type": "primary",
        "icon": "🚀",
        "icon_position": "right",
        "shortcut": "ctrl+k",
        "wrap": False,
        "width": "stretch",
    }


def test_a_checkbox_tells_its_view_what_differs_from_its_default():
    assert props(
        "st.checkbox('c', disabled=True, label_visibility='hidden', width=80)", "checkbox"
    ) == {
        "label": "c",
        "disabled": True,
        "label_visibility": "hidden",
        "width": 80,
    }


# -- what comes back


SLIDER = control_of("st.slider('s')")
RANGE = control_of("st.slider('s', 0.0, 1.0, (0.0, 1.0))")
TEXT = control_of("st.text_input('t', None)")


@given(s.integers(0, 100))
def test_a_slider_understands_what_it_sends(value: int):
    assert SLIDER.from_view(SLIDER.to_view(value)) == value


@given(s.tuples(s.floats(0, 1), s.floats(0, 1)))
def test_a_range_understands_what_it_sends(pair: tuple[float, float]):
    assert RANGE.from_view(RANGE.to_view(pair)) == pair


@given(s.lists(s.one_of(s.integers(), s.text(), s.none(), s.sampled_from(Colour)), min_size=1))
def test_a_selectbox_returns_the_very_option_that_its_label_names(options: list[Any]):
    node = Stage("st.selectbox('s', options)", options=options).one("selectbox")
    assert node.input is not None
    control, labels = node.input.control, view_of(node).props["options"]

    assert len(set(labels)) == len(labels)
    for option, label in zip(options, labels, strict=True):
        assert control.from_view(label) is option
        assert control.from_view(control.to_view(option)) is option or option in options


@given(s.one_of(s.none(), s.text()))
def test_a_text_input_understands_what_it_sends(text: str | None):
    assert TEXT.from_view(TEXT.to_view(text)) == text


def test_a_slider_of_floats_makes_a_float_of_a_whole_number():
    stage = Stage("st.text(repr(st.slider('s', 0.0, 2.0)))")

    assert stage.send(stage.one("slider"), 1).said() == "1.0"


def test_a_number_that_javascript_sends_as_float_becomes_an_integer():
    stage = Stage("st.text(repr(st.number_input('s', 0, 9)))")

    assert stage.send(stage.one("number_input"), 3.0).said() == "3"


def test_a_text_that_is_too_long_is_cut():
    stage = Stage("st.text(st.text_input('t', max_chars=3))")

    assert stage.send(stage.one("text_input"), "abcdef").said() == "abc"


@pytest.mark.parametrize(
    ("call", "sent"),
    [
        ("st.selectbox('s', ['a', 'b'], key='k')", "no such label"),
        ("st.selectbox('s', ['a', 'b'], key='k')", 5),
        ("st.slider('s', 0, 10, 3, key='k')", 99),
        ("st.number_input('s', 0, 10, 3, key='k')", -1),
    ],
)
def test_what_no_view_could_send_changes_nothing(call: str, sent: object):
    stage = Stage(f"value = {call}")
    before = stage.state["k"]

    stage.send(stage.nodes("slider", "selectbox", "number_input")[0], sent)

    assert stage.state["k"] == before
    assert stage.error is None


def test_a_new_option_is_returned_as_text_and_stays():
    stage = Stage("st.text(st.selectbox('s', ['a', 'b'], accept_new_options=True))")

    stage.send(stage.one("selectbox"), "mine")

    assert stage.said() == "mine"
    assert stage.run().said() == "mine"


def test_a_choice_is_the_same_object_as_the_option_of_this_run():
    script = """
class City:
    def __init__(self, name): self.name = name
cities = [City("Paris"), City("Rome")]
chosen = st.selectbox("City", cities, format_func=lambda city: city.name)
st.text(f"{chosen.name} {chosen in cities}")
"""
    stage = Stage(script)

    assert stage.send(stage.one("selectbox"), "Rome").said() == "Rome True"
    assert stage.run().said() == "Rome True"


def test_an_enum_option_survives_that_its_class_is_made_anew():
    script = """
import enum
class Size(enum.Enum):
    SMALL = 1
    LARGE = 2
size = st.selectbox("Size", Size)
st.text(f"{size.name} {size is Size.LARGE}")
"""
    stage = Stage(script)

    assert stage.send(stage.one("selectbox"), "Size.LARGE").said() == "LARGE True"


def test_a_format_func_that_knows_only_its_own_options_may_fail_on_an_older_value():
    script = """
names = {"de": "German"} if st.checkbox("less") else {"fr": "French", "de": "German"}
st.text(st.selectbox("Language", names, format_func=lambda code: names[code]))
"""
    stage = Stage(script)
    assert stage.said() == "fr"

    assert stage.send(stage.one("checkbox"), value=True).said() == "de"
