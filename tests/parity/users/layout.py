"""Where things stand."""

from streamlit.testing.v1 import AppTest

APP = """
import streamlit as st

with st.sidebar:
    st.header("Side")
    st.radio("Pick", ["a", "b"], key="pick")
left, right = st.columns([2, 1])
left.text("l")
with right:
    st.text("r")
    st.button("in right")
one, two = st.tabs(["One", "Two"])
two.text("in two")
with st.expander("More", icon="\U0001f680"):
    st.text("in more")
with st.status("Working") as status:
    st.text("in status")
    status.update(label="Done", state="complete")
with st.container():
    st.text("in box")
slot = st.empty()
slot.text("first")
slot.text("second")
"""


def test_blocks_are_searched_alone():
    at = AppTest.from_string(APP).run()

    assert not at.exception
    assert at.sidebar.header[0].value == "Side"
    assert at.sidebar.radio(key="pick").value == "a"
    assert len(at.main.radio) == 0
    assert [c.text[0].value for c in at.columns] == ["l", "r"]
    assert at.columns[1].button[0].label == "in right"
    assert [t.label for t in at.tabs] == ["One", "Two"]
    assert at.tabs[1].text[0].value == "in two"
    assert len(at.tabs[0].text) == 0
    assert (at.expander[0].label, at.expander[0].icon) == ("More", "\U0001f680")
    assert at.expander[0].text[0].value == "in more"
    assert (at.status[0].label, at.status[0].state) == ("Done", "complete")
    assert at.container[0].text[0].value == "in box"
    assert at.text[-1].value == "second"


def test_the_tree_is_walked_by_place():
    at = AppTest.from_string(APP).run()

    assert at.main.type == "main"
    assert at[0] is at.main
    assert at[1] is at.sidebar
    assert len(at) == 3
    assert at.main.children[0].children[0].type == "column"
    assert at.sidebar[0].value == "Side"
    assert [node.type for node in at.columns[1]] == ["column", "text", "button"]
