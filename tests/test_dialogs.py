"""Dialogs: what opens above the page and runs by itself."""

from __future__ import annotations

import pytest

from ipyrerun.testing.v1 import AppTest

VOTE = """
import ipyrerun as st
def count(name):
    st.session_state[name] = st.session_state.get(name, 0) + 1
    return st.session_state[name]
@st.dialog("Your **vote**")
def vote(item):
    reason = st.text_input("Why?", key="why")
    st.text(f"{item} {reason} {count('dialog')}")
    if st.button("Submit", key="submit"):
        st.session_state.vote = reason
        st.rerun()
if st.button("Vote", key="open"):
    st.text(f"returned {vote('A')}")
st.text(f"script {count('script')}")
"""


def opened(text: str = VOTE) -> AppTest:
    at = AppTest.from_string(text).run()
    at.button("open").click().run(fragments=True)
    assert at.raised is None, at.raised
    return at


def test_a_dialog_opens_above_the_page_and_runs_by_itself():
    at = opened()
    assert at.main.text.values == ["returned None", "script 2"]
    assert [e.label for e in at.get("dialog")] == ["Your **vote**"]

    at.text_input("why").set_value("good").run(fragments=True)

    assert at.get("dialog")[0].text.values == ["A good 2"]
    assert at.main.text.values == ["returned None", "script 2"]


def test_a_dialog_closes_with_the_next_run_that_does_not_call_it():
    at = opened()
    at.text_input("why").set_value("good").run(fragments=True)

    at.button("submit").click().run(fragments=True)

    assert at.session_state.vote == "good"
    assert len(at.get("dialog")) == 0
    assert at.text.values == ["script 3"]


def test_a_dialog_that_is_dismissed_is_off_the_page_and_runs_nothing():
    at = opened()

    at.get("dialog")[0].dismiss().run(fragments=True)

    assert len(at.get("dialog")) == 0
    assert at.text.values == ["returned None", "script 2"]
    at.button("open").click().run(fragments=True)
    assert len(at.get("dialog")) == 1


@pytest.mark.parametrize(("how", "seen"), [('"rerun"', None), ("note", "dismissed")])
def test_what_follows_when_a_dialog_is_dismissed(how: str, seen):
    at = opened(
        f"""
import ipyrerun as st
def note():
    st.session_state.seen = "dismissed"
st.session_state.runs = st.session_state.get("runs", 0) + 1
@st.dialog("Title", on_dismiss={how})
def ask():
    st.text("ask")
if st.button("Ask", key="open"):
    ask()
"""
    )

    at.get("dialog")[0].dismiss().run(fragments=True)

    assert at.session_state.runs == 3
    assert at.session_state.get("seen") == seen
    assert len(at.get("dialog")) == 0


def raised(body: str, decorator: str = '@st.dialog("A")') -> str:
    at = AppTest.from_string(
        f"""
import ipyrerun as st
{decorator}
def a():
    st.text("a")
@st.dialog("B")
def b():
    a()
{body}
"""
    ).run()
    assert at.raised is not None
    return f"{type(at.raised).__name__}: {at.raised}"


def test_a_dialog_needs_a_title_and_known_words():
    missing = (
        "StreamlitMissingRequiredParameterError: st.dialog: `title` is missing; give one: "
        '@st.dialog("Title")'
    )
    assert raised("a()", "@st.dialog") == missing
    assert raised("a()", '@st.dialog("")') == missing
    assert raised("a()", '@st.dialog("A", width="huge")') == (
        'StreamlitValueError: st.dialog: `width` is \'huge\'; give "small", "medium", "large" '
        "or a positive number of pixels"
    )
    assert raised("a()", '@st.dialog("A", width=True)').startswith("StreamlitValueError")
    assert raised("a()", '@st.dialog("A", position="top")') == (
        "StreamlitValueError: st.dialog: `position` is 'top'; the supported values are 'left', "
        "'center', 'right'"
    )
    assert raised("a()", '@st.dialog("A", on_dismiss=None)') == (
        'StreamlitValueError: st.dialog: `on_dismiss` is None; give "ignore", "rerun" or a function'
    )


def test_a_run_opens_one_dialog_and_none_inside_it():
    assert raised("a(); a()") == (
        "StreamlitDuplicateElementId: st.dialog: the dialog 'A' is opened twice in this run; call "
        "its function once"
    )
    assert raised('st.dialog("C")(lambda: None)(); a()') == (
        "StreamlitInvalidLayoutContextError: st.dialog: 'A' is opened while 'C' was opened in the "
        "same run; only one dialog can be open, so call one of the two"
    )
    nested = (
        "StreamlitInvalidLayoutContextError: st.dialog: a() was called inside a dialog; close that "
        "one first, by st.rerun(), and open this one in the next run"
    )
    assert raised("b()") == nested
    assert raised('st.dialog("C")(lambda: st.fragment(a)())()') == nested


def test_a_parallel_fragment_opens_no_dialog_while_the_script_runs():
    assert raised("st.fragment(a, parallel=True)()") == (
        "StreamlitInvalidLayoutContextError: st.dialog: a() was called in a parallel fragment "
        "while the whole script runs; call it after a click (`if st.button(...):`), or leave "
        "`parallel` out"
    )


FROM_FRAGMENT = """
import ipyrerun as st
@st.dialog("Title")
def ask(n):
    st.text_input("x", key="x")
    st.text(f"{n} {st.session_state.x}")
@st.fragment
def part():
    st.session_state.n = st.session_state.get("n", 0) + 1
    if st.button("ask", key="open"):
        ask(st.session_state.n)
    st.button("other", key="other")
part()
st.session_state.runs = st.session_state.get("runs", 0) + 1
"""


def test_a_fragment_opens_a_dialog_which_stays_while_the_fragment_runs_again():
    at = opened(FROM_FRAGMENT)
    assert at.text.values == ["2"]

    at.text_input("x").set_value("y").run(fragments=True)
    assert at.text.values == ["2 y"]
    at.button("other").click().run(fragments=True)
    assert at.text.values == ["2 y"]
    at.button("open").click().run(fragments=True)
    assert at.text.values == ["4 y"]
    assert at.session_state.runs == 1

    at.run()
    assert len(at.get("dialog")) == 0
