"""One app: callbacks and the ends of a run, driven as a browser drives them."""

from __future__ import annotations

import pytest

from ipyrerun.testing import AppTest

CALLS = """
import ipyrerun as st
def note(*args, **kwargs):
    entry = (args, kwargs, st.session_state.b, st.session_state.go)
    st.session_state.log = [*st.session_state.get("log", []), entry]
    st.caption("from the callback")
st.session_state.setdefault("runs", 0)
st.session_state.runs += 1
a = st.slider("a", 0, 9, key="a", on_change=note, args=(st.session_state.runs,))
b = st.slider("b", 0, 9, key="b", on_change=note, kwargs={"x": st.session_state.runs})
go = st.button("go", key="go", on_click=note)
st.text(f"{a} {b} {go}")
"""


def test_callbacks_fire_first_in_the_order_of_the_page_with_the_arguments_of_the_last_draw():
    at = AppTest.from_string(CALLS).run()

    at.slider("b").set_value(5)
    at.button("go").click()
    at.slider("a").set_value(3).run()

    log = at.session_state.log
    assert [entry[:2] for entry in log] == [((1,), {}), ((), {"x": 1}), ((), {})]
    assert [entry[2] for entry in log] == [5, 5, 5]
    assert [entry[3] for entry in log] == [True, True, True]


def test_elements_of_a_callback_stand_before_the_scripts_own():
    at = AppTest.from_string(CALLS).run()

    at.slider("a").set_value(3).run()

    assert [e.type for e in at.main.children.values()][:2] == ["caption", "slider"]


def test_a_click_is_true_for_one_run_only():
    at = AppTest.from_string(CALLS).run()

    at.button("go").click().run()
    assert at.text[0].value == "0 0 True"
    at.run()

    assert at.text[0].value == "0 0 False"
    assert at.session_state.go is False


def test_a_value_equal_to_the_current_one_fires_nothing():
    at = AppTest.from_string(CALLS).run()

    at.slider("a").set_value(0).run()

    assert "log" not in at.session_state


ENDS = """
import ipyrerun as st
def act():
    {act}
def later():
    st.session_state.later = True
st.checkbox("a", key="a", on_change=act)
st.checkbox("b", key="b", on_change=later)
st.session_state.body = st.session_state.get("body", 0) + 1
st.text("body")
"""


def touched(act: str) -> AppTest:
    at = AppTest.from_string(ENDS.format(act=act)).run()
    at.checkbox("a").check()
    at.checkbox("b").check().run()
    return at


def test_an_exception_in_a_callback_is_shown_and_the_body_does_not_run():
    at = touched("1 / 0")

    assert at.exception[0].value == "division by zero"
    assert at.session_state.body == 1
    assert len(at.text) == 0


def test_stop_in_a_callback_skips_later_callbacks_and_the_body():
    at = touched("st.stop()")

    assert at.session_state.body == 1
    assert "later" not in at.session_state


def test_rerun_in_a_callback_lets_the_other_callbacks_run_and_begins_again():
    at = touched("st.rerun()")

    assert at.session_state.later is True
    assert at.session_state.body == 2
    assert len(at.text) == 1


def test_rerun_begins_again_with_buttons_false_and_values_kept():
    at = AppTest.from_string(
        """
        import ipyrerun as st
        n = st.slider("n", 0, 9)
        if st.button("go"):
            st.session_state.seen = n
            st.rerun()
        st.text(f"{n} {st.session_state.get('seen')}")
        """
    ).run()
    at.slider[0].set_value(4)

    at.button[0].click().run()

    assert at.text[0].value == "4 4"


def test_stop_keeps_what_is_drawn_and_the_values_of_what_is_not():
    at = AppTest.from_string(
        """
        import ipyrerun as st
        stop = st.checkbox("stop")
        st.text("above")
        if stop:
            st.stop()
        st.slider("n", 0, 9, key="n")
        """
    ).run()
    at.slider[0].set_value(4).run()

    at.checkbox[0].check().run()
    assert len(at.slider) == 0
    at.checkbox[0].uncheck().run()

    assert at.slider[0].value == 4


@pytest.mark.parametrize("call", ["st.stop()", "st.rerun()"])
def test_a_script_that_swallows_a_control_exception_meets_it_again(call: str):
    at = AppTest.from_string(
        f"""
        import ipyrerun as st
        st.session_state.runs = st.session_state.get("runs", 0) + 1
        if st.session_state.runs < 3:
            try:
                {call}
            except BaseException:
                pass
            st.text("never")
        """
    ).run()

    assert len(at.text) == 0
