"""Whose value an input shows, and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import ipyrerun as st
from ipyrerun.session import Session
from tests.elements.stage import Stage, raised


def test_an_assigned_value_is_shown_and_checked():
    stage = Stage("st.session_state.k = 7\nst.text(st.slider('s', 0, 10, key='k'))")

    assert stage.said() == "7"


@pytest.mark.parametrize(
    ("assigned", "call", "text"),
    [
        (
            "200",
            "st.slider('s', key='k')",
            "st.slider: the value is 200, above `max_value`=100",
        ),
        (
            "'x'",
            "st.slider('s', key='k')",
            "st.slider: st.session_state holds 'x'; assign a number",
        ),
        (
            "5",
            "st.checkbox('s', key='k')",
            "st.checkbox: st.session_state holds 5, of type int; assign True or False",
        ),
        (
            "5",
            "st.text_input('s', key='k')",
            "st.text_input: st.session_state holds 5, of type int; assign a text or None",
        ),
        (
            "True",
            "st.button('s', key='k')",
            (
                "st.button: st.session_state['k'] was assigned, but only a click may set the "
                "value of "
                "this input; use another key for your own value"
            ),
        ),
    ],
)
def test_an_assigned_value_that_cannot_be_shown_is_refused(assigned: str, call: str, text: str):
    error = raised(f"st.session_state.k = {assigned}\n{call}")

    assert str(error) == text


def test_a_slider_that_becomes_a_range_and_back_begins_anew():
    script = """
wide = st.checkbox("wide", key="wide")
st.text(st.slider("s", 0, 9, (2, 5) if wide else 3, key="k"))
"""
    stage = Stage(script)

    assert stage.send(stage.one("checkbox"), value=True).said() == "(2, 5)"
    assert stage.send(stage.one("checkbox"), value=False).said() == "3"


@pytest.mark.parametrize(
    "call",
    [
        "st.slider('x', low, high, step=step)",
        "st.slider('x', low, high, (low, high))",
        "st.number_input('x', low, high, low, step)",
    ],
)
def test_numbers_of_numpy_become_plain_ones(call: str):
    numbers: dict[str, Any] = {"low": np.int64(1), "high": np.int64(9), "step": np.int64(2)}

    stage = Stage(f"value = {call}\nst.text(repr(value))", **numbers)

    assert stage.said() in {"1", "(1, 9)"}
    told = stage.nodes("slider", "number_input")[0].view
    assert told is not None
    assert {type(told.props[name]) for name in ("min", "max", "step")} == {int}


def test_what_a_script_does_to_its_copy_of_a_value_stays_its_own():
    stage = Stage("low, high = st.slider('s', 0, 9, (2, 5), key='k')")

    assert stage.state["k"] == (2, 5)


def test_two_cells_with_one_key_share_the_value():
    session = Session()
    one = Stage("st.text(st.slider('s', 0, 9, key='k'))", session, "one")
    two = Stage("st.text(st.slider('s', 0, 9, key='k'))", session, "two")

    one.send(one.one("slider"), 4)

    assert two.run().said() == "4"


def test_two_cells_that_disagree_about_a_key_are_both_named():
    session = Session()
    Stage("st.slider('s', 0, 9, key='k')", session, "one")

    error = Stage("st.checkbox('s', key='k')", session, "two").error

    assert str(error) == (
        "st.checkbox: the key 'k' is drawn by st.slider in the cell 'one' and by this call in the "
        "cell 'two', with other parameters. One key is one value in the whole kernel: give both "
        "inputs the same parameters, or one of them another key"
    )


def test_a_disabled_input_takes_nothing():
    stage = Stage("st.text(st.checkbox('c', disabled=True))")

    assert stage.send(stage.one("checkbox"), value=True).said() == "False"


def test_an_input_outside_a_cell_says_where_it_belongs():
    with pytest.raises(st.errors.NoSessionContext) as caught:
        st.slider("s")

    assert str(caught.value) == (
        "st.slider was called outside a %%rerun cell; put %%rerun on the first line of the cell"
    )


# -- what the errors say


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            "st.slider('s', 5, 5)",
            "st.slider: `min_value` and `max_value` are both 5; give two different numbers",
        ),
        (
            "st.slider('s', 0, 1.5)",
            (
                "st.slider: integers and floats are mixed: `min_value`=0, `max_value`=1.5; make "
                "all of "
                "one type"
            ),
        ),
        (
            "st.slider('s', persist_state='session')",
            (
                "st.slider: `persist_state` is 'session', but there is no `key`; give one, by "
                "which the value can be found again"
            ),
        ),
        (
            "st.slider('s', width='content')",
            "st.slider: `width` is 'content'; give a positive number of pixels or \"stretch\"",
        ),
        (
            "st.number_input('n', 0, 10, 11)",
            "st.number_input: the value is 11, above `max_value`=10",
        ),
        (
            "st.number_input('n', value='abc')",
            "st.number_input: `value` is 'abc', which is no number; give a number, \"min\" or None",
        ),
        (
            "st.selectbox('s', ['a', 'b'], 5)",
            "st.selectbox: `index` is 5, outside 0 to 1",
        ),
        (
            "st.dataframe([1], row_height='x')",
            "st.dataframe: `row_height` is 'x'; give a positive number of pixels",
        ),
        (
            "st.dataframe([1], on_select=None)",
            'st.dataframe: `on_select` is None; give "ignore", "rerun" or a function',
        ),
        (
            "st.tabs('abc', default='ab')",
            "st.tabs: `default` is 'ab', which is none of the labels 'a', 'b', 'c'",
        ),
        (
            "st.columns([1, float('inf')])",
            (
                "st.columns: `spec` is [1, inf]; give a positive number of columns or a list of "
                "positive widths"
            ),
        ),
        (
            "st.text_input('t', live=300)",
            (
                "st.text_input: `live` is 300, of type int; give True, False or a duration such as "
                '"300ms"'
            ),
        ),
        (
            "st.button('b', shortcut='Ctrl+C')",
            (
                "st.button: `shortcut` is 'Ctrl+C'; C and R are taken, with and without modifiers; "
                "choose another key"
            ),
        ),
        (
            "st.button('b', icon=':material/homme:')",
            (
                "st.button: `icon` is ':material/homme:', which names no Material icon; did you "
                "mean :material/home: or :material/commute: or :material/comment:?"
            ),
        ),
        (
            "st.button('b', on_click=5)",
            "st.button: `on_click` is 5; give a function",
        ),
        (
            "st.checkbox('c', on_change='always')",
            'st.checkbox: `on_change` is \'always\'; give "rerun", "ignore" or a function',
        ),
        (
            "st.checkbox('c'); st.checkbox('c')",
            (
                "st.checkbox: two inputs have the same parameters, so ipyrerun cannot tell them "
                "apart; "
                "give each its own `key=`"
            ),
        ),
        (
            "st.checkbox('c', key='k'); st.slider('d', key='k')",
            (
                "st.slider: the key 'k' is used twice in this run, before by st.checkbox; give "
                "each "
                "its own `key`"
            ),
        ),
    ],
)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str, text: str):
    assert str(raised(call)) == text
