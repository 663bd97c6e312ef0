"""Choices among options, by value and by place."""

from streamlit.testing.v1 import AppTest

APP = """
import streamlit as st

st.radio("Size", ["S", "M", "L"], index=1, key="size", horizontal=True)
st.selectbox("City", ["Rome", "Oslo"], index=None, key="city", placeholder="where to")
st.multiselect("Extras", ["a", "b", "c"], ["b"], key="extras", format_func=str.upper)
st.select_slider("Pace", ["slow", "fast"], key="pace")
st.pills("Tags", ["x", "y"], selection_mode="multi", key="tags")
st.segmented_control("View", ["list", "map"], default="map", key="view")
st.feedback("thumbs", key="vote")
st.text(sorted(st.session_state.to_dict().items()))
"""


def test_what_is_there_can_be_read():
    at = AppTest.from_string(APP).run()

    radio, city, extras = at.radio[0], at.selectbox[0], at.multiselect[0]
    assert (radio.value, radio.index, list(radio.options)) == ("M", 1, ["S", "M", "L"])
    assert radio.horizontal
    assert (city.value, city.index, city.placeholder) == (None, None, "where to")
    assert (extras.value, extras.indices, extras.values) == (["b"], [1], ["B"])
    assert list(extras.options) == ["A", "B", "C"]
    assert at.select_slider[0].value == "slow"
    assert at.pills[0].value == []
    assert at.segmented_control[0].value == "map"
    assert len(at.button_group) == 2
    assert at.feedback[0].value is None


def test_what_is_there_can_be_changed():
    at = AppTest.from_string(APP).run()

    at.radio(key="size").set_value("L")
    at.selectbox(key="city").select_index(1)
    at.multiselect(key="extras").select("a").unselect("b")
    at.select_slider(key="pace").set_value("fast")
    at.pills(key="tags").select("y").select("x")
    at.segmented_control(key="view").set_value("list")
    at.feedback(key="vote").set_value(1)
    at.run()

    assert at.session_state.size == "L"
    assert at.session_state.city == "Oslo"
    assert at.session_state.extras == ["a"]
    assert at.session_state.pace == "fast"
    assert sorted(at.session_state.tags) == ["x", "y"]
    assert at.session_state.view == "list"
    assert at.session_state.vote == 1
