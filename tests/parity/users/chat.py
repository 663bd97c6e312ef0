"""A chat that echoes."""

from streamlit.testing.v1 import AppTest


def app():
    import streamlit as st

    log = st.session_state.setdefault("log", [])
    for who, text in log:
        with st.chat_message(who):
            st.markdown(text)
    if prompt := st.chat_input("Say something"):
        log += [("user", prompt), ("assistant", prompt[::-1])]
        for who, text in log[-2:]:
            st.chat_message(who).markdown(text)


def test_it_answers():
    at = AppTest.from_function(app).run()
    assert len(at.chat_message) == 0

    at.chat_input[0].set_value("abc").run()

    assert [m.name for m in at.chat_message] == ["user", "assistant"]
    assert at.chat_message[1].markdown[0].value == "cba"
    assert at.chat_input[0].value is None or at.chat_input[0].value == "abc"
    at.chat_input[0].set_value("xy").run()
    assert [m.markdown[0].value for m in at.chat_message] == ["abc", "cba", "xy", "yx"]
