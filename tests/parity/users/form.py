"""A form: nothing is known before it is submitted."""

from streamlit.testing.v1 import AppTest

APP = """
import streamlit as st

with st.form("f", clear_on_submit=False):
    name = st.text_input("Name", key="name")
    age = st.slider("Age", 0, 100, 30, key="age")
    agreed = st.checkbox("Agreed")
    sent = st.form_submit_button("Send")
st.text(f"{name} {age} {agreed} {sent}")
if sent and not name:
    st.error("Name is missing")
"""


def test_values_come_with_the_button():
    at = AppTest.from_string(APP).run()
    at.text_input(key="name").input("Ada")
    at.slider[0].set_value(36)
    at.checkbox[0].check()
    at.button[0].click().run()

    assert at.text[0].value == "Ada 36 True True"
    assert not at.error
    assert at.run().text[0].value == "Ada 36 True False"


def test_a_missing_name_is_told():
    at = AppTest.from_string(APP).run()
    assert at.button[0].label == "Send"

    at.button[0].click().run()

    assert [e.value for e in at.error] == ["Name is missing"]
