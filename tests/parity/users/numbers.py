"""Numbers and moments."""

from datetime import date, datetime, time

from streamlit.testing.v1 import AppTest


def app():
    from datetime import date, datetime, time

    import streamlit as st

    st.number_input("n", 0, 10, 3, 2, key="n")
    st.number_input("f", value=None, key="f", placeholder="none")
    st.slider("s", 0, 100, (10, 20), 5, key="s")
    st.date_input("d", date(2024, 1, 2), min_value=date(2024, 1, 1), key="d")
    st.date_input("r", (date(2024, 1, 2), date(2024, 1, 5)), key="r")
    st.time_input("t", time(8, 45), key="t")
    st.datetime_input("dt", datetime(2024, 1, 2, 3, 4), key="dt")
    st.color_picker("c", "#aabbcc", key="c")


def test_what_can_be_read():
    at = AppTest.from_function(app).run()

    n, s = at.number_input(key="n"), at.slider(key="s")
    assert (n.value, n.min, n.max, n.step, n.label) == (3, 0, 10, 2, "n")
    assert at.number_input(key="f").value is None
    assert (tuple(s.value), s.min, s.max, s.step) == ((10, 20), 0, 100, 5)
    assert at.date_input(key="d").value == date(2024, 1, 2)
    assert not at.date_input(key="d").is_range
    assert at.date_input(key="r").is_range
    assert at.time_input[0].value == time(8, 45)
    assert at.datetime_input[0].value == datetime(2024, 1, 2, 3, 4)
    assert at.color_picker[0].value == "#aabbcc"


def test_what_can_be_changed():
    at = AppTest.from_function(app).run()

    at.number_input(key="n").increment().run()
    at.number_input(key="f").set_value(1.5)
    at.slider(key="s").set_range(30, 40)
    at.date_input(key="d").set_value(date(2024, 5, 6))
    at.date_input(key="r").set_value((date(2024, 2, 2), date(2024, 2, 5)))
    at.time_input(key="t").increment()
    at.datetime_input(key="dt").set_value(datetime(2025, 1, 1))
    at.color_picker(key="c").pick("#000000").run()

    assert at.session_state.n == 5
    assert at.session_state.f == 1.5
    assert tuple(at.session_state.s) == (30, 40)
    assert at.session_state.d == date(2024, 5, 6)
    assert at.session_state.r == (date(2024, 2, 2), date(2024, 2, 5))
    assert at.session_state.t == time(9, 0)
    assert at.session_state.dt == datetime(2025, 1, 1)
    assert at.session_state.c == "#000000"
    assert at.number_input(key="n").decrement().run().session_state.n == 3
