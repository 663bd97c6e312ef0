"""The state, from a test."""

from streamlit.testing.v1 import AppTest

APP = """
import streamlit as st

st.session_state.setdefault("items", [])
text = st.text_input("New", key="new", max_chars=10, placeholder="what")


def add():
    if st.session_state.new:
        st.session_state["items"].append(st.session_state.new)
        st.session_state.new = ""


st.button("Add", on_click=add)
for place, item in enumerate(st.session_state["items"]):
    st.checkbox(item, key=f"done {place}")
st.toggle("Dark", key="dark")
st.text_area("Notes", "none", key="notes")
"""


def test_a_list_grows():
    at = AppTest.from_string(APP).run()
    for item in ("milk", "bread"):
        at.text_input(key="new").input(item)
        at.button[0].click().run()

    assert [c.label for c in at.checkbox] == ["milk", "bread"]
    assert at.text_input(key="new").value == ""
    assert at.checkbox(key="done 1").check().run().session_state["done 1"]
    assert not at.checkbox[1].uncheck().run().checkbox[1].value


def test_the_state_is_a_mapping():
    at = AppTest.from_string(APP).run()

    assert set(at.session_state.keys()) == {"items", "new", "dark", "notes"}
    assert dict(at.session_state.items()) == at.session_state.to_dict()
    assert at.session_state.get("nothing", 5) == 5
    assert "dark" in at.session_state
    assert len(at.session_state) == 4
    assert at.session_state.dark is False
    at.session_state.dark = True
    at.session_state["notes"] = "some"
    at.run()
    assert at.toggle[0].value
    assert at.text_area(key="notes").value == "some"
    del at.session_state["items"]
    assert at.run().session_state["items"] == []


def test_a_key_finds_anything():
    at = AppTest.from_string(APP).run()

    assert at.get_by_key("dark").type == "toggle"
    assert (at.text_input[0].max_chars, at.text_input[0].placeholder) == (10, "what")
    assert at.toggle(key="dark").set_value(True).run().session_state.dark
