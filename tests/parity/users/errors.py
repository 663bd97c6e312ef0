"""Errors of scripts and of tests."""

from streamlit.testing.v1 import AppTest, AppTestError


def test_an_exception_is_on_the_page():
    at = AppTest.from_string("import streamlit as st\nst.text('a')\n1 / 0\nst.text('b')").run()

    assert len(at.exception) == 1
    assert at.exception[0].value == "division by zero"
    assert at.exception[0].message == "division by zero"
    assert at.text.values == ["a"]


def test_a_run_has_its_time():
    at = AppTest.from_string("import time\nfor _ in range(600): time.sleep(0.01)")
    try:
        at.run(timeout=0.2)
    except RuntimeError:
        return
    raise AssertionError("it was not stopped")


def test_what_is_disabled_is_refused():
    at = AppTest.from_string(
        "import streamlit as st\nst.text_input('a', disabled=True, key='a')\nst.text('x')"
    ).run()
    assert at.text_input(key="a").disabled
    for act in (
        lambda: at.text_input(key="a").input("b"),
        lambda: at.text[0].set_value("y"),
        lambda: at.text[0].click(),
    ):
        try:
            act()
        except AppTestError:
            continue
        raise AssertionError("it was taken")


def test_what_is_not_there_is_not_found():
    at = AppTest.from_string("import streamlit as st\nst.button('a', key='a')").run()
    for look, error in (
        (lambda: at.button(key="b"), KeyError),
        (lambda: at.get_by_key("b"), KeyError),
        (lambda: at.button[1], IndexError),
        (lambda: at.session_state["nothing"], KeyError),
        (lambda: at.session_state.nothing, AttributeError),
        (lambda: at.button[0].nothing, AttributeError),
    ):
        try:
            look()
        except error:
            continue
        raise AssertionError("it was found")
