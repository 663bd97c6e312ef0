"""A test of an app drives its inputs alike in Streamlit's `AppTest` and in ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from streamlit.testing.v1 import AppTest as Theirs

from ipyrerun.testing import AppTest as Ours

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = """
st.radio("r", [1, 2, 3], format_func="no. {}".format, key="r")
st.selectbox("b", ["a", "b", "c"], None, key="b")
st.multiselect("m", ["a", "b", "c"], "a", format_func=str.upper, key="m")
st.select_slider("s", ["a", "b", "c"], ("a", "b"), key="s")
st.text_area("t", max_chars=5, key="t")
st.text_input("i", max_chars=5, key="i")
st.toggle("g", key="g")
st.checkbox("c", key="c")
"""
ACTS: dict[str, Callable[[Any], Any]] = {
    "nothing": lambda _: None,
    "radio": lambda at: at.radio(key="r").set_value(3),
    "selectbox by value": lambda at: at.selectbox(key="b").select("b"),
    "selectbox by place": lambda at: at.selectbox(key="b").select_index(2),
    "selectbox to nothing": lambda at: at.selectbox(key="b").select("b").select_index(None),
    "multiselect": lambda at: at.multiselect(key="m").set_value(["c", "b"]),
    "multiselect one more": lambda at: at.multiselect(key="m").select("c").select("c"),
    "multiselect one less": lambda at: at.multiselect(key="m").unselect("a").unselect("b"),
    "select_slider": lambda at: at.select_slider(key="s").set_range("b", "c"),
    "select_slider by value": lambda at: at.select_slider(key="s").set_value(("b", "c")),
    "text_area": lambda at: at.text_area(key="t").input("a\nb"),
    "text_area too long": lambda at: at.text_area(key="t").input("abc").input("abcdef"),
    "text_input too long": lambda at: at.text_input(key="i").input("abc").input("abcdef"),
    "toggle": lambda at: at.toggle(key="g").set_value(True),
    "checkbox": lambda at: at.checkbox(key="c").check(),
    "checkbox back": lambda at: at.checkbox(key="c").check().uncheck(),
}


def seen(at: Any) -> list[Any]:
    """Return what a test can tell of every input."""
    values = [
        list(at.session_state[key]) if key == "s" else at.session_state[key] for key in "rbmstigc"
    ]
    radio, box, many = at.radio(key="r"), at.selectbox(key="b"), at.multiselect(key="m")
    return [
        values,
        (radio.label, list(radio.options), radio.index),
        (list(box.options), box.index),
        (list(many.options), list(many.indices), list(many.values)),
        list(at.select_slider(key="s").options),
        (at.text_area(key="t").value, at.text_area(key="t").max_chars),
    ]


@pytest.mark.parametrize("act", ACTS)
def test_a_test_drives_inputs_as_in_streamlit(act: str):
    ours = Ours.from_string(f"import ipyrerun as st\n{SCRIPT}").run()
    theirs = Theirs.from_string(f"import streamlit as st\n{SCRIPT}", default_timeout=20).run()

    for at in (ours, theirs):
        ACTS[act](at)
        at.run()

    assert seen(ours) == seen(theirs)
