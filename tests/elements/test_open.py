"""Tabs, expanders and popovers whose being open the script is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipyrerun.query import Query
from ipyrerun.session import Session
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from ipyrerun.tree import Node

TABS = "one, two = st.tabs(['One', 'Two'], key='k', on_change='rerun')\n"

PROPS = {"css": "st-key-k", "names": ["One", "Two"]}


def block(stage: Stage, kind: str) -> Node:
    (node,) = (n for n in stage if n.kind == kind)
    return node


def test_the_tab_that_is_chosen_is_open_and_its_label_is_the_value():
    stage = Stage(f"{TABS}st.text([one.open, two.open, st.session_state.k])")
    assert stage.said() == "[True, False, 'One']"

    stage.send(block(stage, "tabs"), "Two")

    assert stage.said() == "[False, True, 'Two']"
    assert block(stage, "tabs").props == PROPS | {"value": "Two"}


def test_only_what_is_open_is_drawn_where_the_script_asks():
    stage = Stage(f"{TABS}if two.open:\n    two.text('slow')\nelse:\n    one.text('fast')")
    assert stage.said() == "fast"

    stage.send(block(stage, "tabs"), "Two")

    assert [n.value for n in stage.nodes("text")] == ["slow"]


@pytest.mark.parametrize("call", ["expander", "popover"])
def test_a_block_says_whether_it_is_open(call: str):
    stage = Stage(
        "def note(*args): st.session_state.setdefault('notes', []).append(args)\n"
        f"block = st.{call}('Words', key='k', on_change=note, args=(1,))\n"
        "st.text([block.open, st.session_state.k, st.session_state.get('notes')])"
    )
    assert stage.said() == "[False, False, None]"

    stage.send(block(stage, "fold" if call == "expander" else call), True)

    assert stage.said() == "[True, True, [(1,)]]"


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("st.tabs(['One', 'Two'], key='k', on_change='rerun')", "Two"),
        ("st.expander('Words', key='k', on_change='rerun')", True),
        ("st.popover('Words', key='k', on_change='rerun')", True),
    ],
)
def test_the_program_opens_and_closes(call: str, value: object):
    stage = Stage(
        f"st.button('go', on_click=st.session_state.update, kwargs=dict(k={value!r}))\n{call}"
    )

    stage.send(stage.one("button"))

    (node,) = (n for n in stage if n.input is not None and n.input.slot == "k")
    assert (node.value, bool(node.props["value"])) == (value, True)


def test_a_label_that_is_no_tab_opens_the_default():
    stage = Stage(f"st.session_state.k = 'Three'\n{TABS}st.text([one.open, st.session_state.k])")

    assert stage.said() == "[True, 'One']"


def test_a_key_does_not_excuse_another_parameter():
    script = (
        "n = st.number_input('n', value=1, key='n')\n"
        "block = st.expander(f'{n}', key='k', on_change='rerun')\nst.text(block.open)"
    )
    stage = Stage(script)
    stage.send(block(stage, "fold"), True)
    assert stage.said() == "True"

    stage.send(stage.one("number_input"), 2)

    assert stage.said() == "False"


@pytest.mark.parametrize(
    "call", ["st.tabs(['a'])[0]", "st.expander('a', expanded=True)", "st.popover('a', key='k')"]
)
def test_what_the_browser_keeps_to_itself_is_none(call: str):
    stage = Stage(f"block = {call}\nst.text([block.open, 'k' in st.session_state])")

    assert stage.said() == "[None, False]"


def test_the_page_says_which_edits_its_value_knows_of():
    stage = Stage(TABS)
    node = block(stage, "tabs")

    stage.listen({"type": "set", "id": node.id, "value": "Two", "edit": ["browser", 7]})

    assert block(stage, "tabs").props == PROPS | {
        "value": "Two",
        "seen": {"browser": 7},
    }


def test_the_page_says_that_it_knows_of_an_edit_that_has_changed_nothing():
    stage = Stage(TABS)
    stage.listen({"type": "set", "id": block(stage, "tabs").id, "value": "One", "edit": ["b", 7]})

    stage.run()

    assert block(stage, "tabs").props == PROPS | {"value": "One", "seen": {"b": 7}}


def test_what_no_tab_stands_for_is_written_over():
    stage = Stage(TABS)

    stage.listen({"type": "set", "id": block(stage, "tabs").id, "value": "Nine", "edit": ["b", 1]})

    assert block(stage, "tabs").props == PROPS | {"value": "One", "seen": {"b": 1}}


def test_the_address_knows_the_open_tab_by_its_label():
    script = (
        "one, two = st.tabs(['One', 'Two'], key='k', bind='query-params')\n"
        "more = st.expander('More', key='e', bind='query-params')\n"
        "st.text([two.open, more.open, st.query_params.to_dict()])"
    )
    stage = Stage(script, Session(Query("", "k=Two&e=true")))
    assert stage.said() == "[True, True, {'k': 'Two', 'e': 'true'}]"

    stage.send(block(stage, "tabs"), "One")
    assert stage.said() == "[False, True, {'e': 'true'}]"
