"""A counter with callbacks and arguments."""

from streamlit.testing.v1 import AppTest


def app(start, *, step):
    import streamlit as st

    st.session_state.setdefault("n", start)

    def add(by):
        st.session_state.n += by

    st.button("more", on_click=add, args=(step,), key="more")
    st.button("less", on_click=add, kwargs={"by": -step}, key="less")
    st.write("Count:", st.session_state.n)


def test_it_counts():
    at = AppTest.from_function(app, args=(5,), kwargs={"step": 2}).run()
    assert at.markdown[0].value == "Count: `5`"

    at.button("more").click().run()
    at.button("more").click().run()
    at.button[1].click().run()

    assert at.markdown[0].value == "Count: `7`"
    assert at.session_state.n == 7
    assert not at.button("more").value
    assert at.button("less").value


def test_it_begins_where_a_test_says():
    at = AppTest.from_function(app, args=(5,), kwargs={"step": 2})
    at.session_state["n"] = 40

    assert at.run().markdown[-1].value == "Count: `40`"
