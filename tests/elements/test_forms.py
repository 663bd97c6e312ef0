"""Forms: what is told to the browser, and what a submit does to the state."""

from __future__ import annotations

from typing import Any

import pytest

from ipyrerun import errors
from ipyrerun.events import Event
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage, around, raised

FORM = """
def called(): st.session_state.told = st.session_state.name, st.session_state.n
with st.form('f'{options}):
    name = st.text_input('name', 'nobody', key='name')
    n = st.slider('n', 0, 10, 3, key='n')
    sent = st.form_submit_button('Go', on_click=called)
st.session_state.setdefault('seen', []).append((name, n, sent))
"""


def form(options: str = "") -> Stage:
    return Stage(FORM.replace("{options}", options))


def props(stage: Stage, name: str) -> dict[str, Any]:
    node = stage.one(name)
    assert node.view is not None
    return node.view.props


def submit(stage: Stage, **values: Any) -> Stage:
    """Click the form's button, with what was entered."""
    brings = tuple(Event(f"{name}:{key}", v) for (name, key), v in _named(values).items())
    return stage.run(Event(stage.one("form_submit_button").id, True, once=True, brings=brings))


def _named(values: dict[str, Any]) -> dict[tuple[str, str], Any]:
    kinds = {"name": "text_input", "n": "slider"}
    return {(kinds[key], key): value for key, value in values.items()}


def test_inputs_know_the_form_they_wait_for_and_the_button_the_one_it_sends():
    stage = form()

    assert props(stage, "text_input")["form"] == "cell/f"
    assert props(stage, "form_submit_button")["submits"] == "cell/f"
    assert "reset" not in props(stage, "slider")
    assert "enter" not in props(stage, "form_submit_button")


def test_a_form_that_clears_says_what_is_shown_then_and_enter_can_be_turned_off():
    stage = form(", clear_on_submit=True, enter_to_submit=False")

    assert props(stage, "text_input")["reset"] == "nobody"
    assert props(stage, "slider")["reset"] == 3
    assert props(stage, "form_submit_button")["enter"] is False


@pytest.mark.parametrize(
    ("options", "seen"),
    [
        ("", {"border": True, "css": "st-key-f"}),
        (", border=False", {"css": "st-key-f"}),
        (
            ", width=300, height='stretch'",
            {"border": True, "css": "st-key-f", "width": 300, "height": "stretch"},
        ),
    ],
)
def test_a_form_is_a_block_with_a_frame(options: str, seen: dict[str, Any]):
    block = form(options).one("form")

    assert (block.kind, block.props) == ("form", seen)


def test_a_submit_is_one_run_and_its_callback_sees_every_value():
    stage = submit(form(), name="Ann", n=7)

    assert stage.state["seen"] == [("nobody", 3, False), ("Ann", 7, True)]
    assert stage.state["told"] == ("Ann", 7)


def test_two_clicks_are_two_runs():
    stage = form()
    button = Event(stage.one("form_submit_button").id, True, once=True)

    stage.run(button, button)

    assert [sent for *_, sent in stage.state["seen"]] == [False, True, True]


def test_a_disabled_button_brings_nothing():
    stage = Stage(FORM.replace("{options}", "").replace("'Go',", "'Go', disabled=True,"))

    submit(stage, name="Ann", n=7)

    assert stage.state["seen"] == [("nobody", 3, False)] * 2


def test_a_value_that_cannot_be_is_refused_and_the_others_are_taken():
    stage = submit(form(), name="Ann", n="many")

    assert stage.state["seen"][1:] == [("Ann", 3, True)]


def test_a_value_of_a_form_wakes_who_has_read_its_key():
    stage = form()
    other = Stage(
        "st.session_state.setdefault('runs', []).append(st.session_state.name)",
        stage.session,
        "other",
    )

    submit(stage, name="Ann")
    other.drain()

    assert other.state["runs"] == ["nobody", "Ann"]


def test_what_has_no_value_of_ours_does_not_wait():
    stage = Stage(
        "with st.form('f'):\n"
        "    e = st.expander('e', on_change='rerun', key='e')\n"
        "    st.form_submit_button()\n"
        "st.text(e.open)"
    )

    stage.listen({"type": "set", "id": stage.one("expander").id, "value": True, "edit": ["c", 1]})

    assert stage.said() == "True"


def test_a_stateful_block_in_a_form_has_no_callback():
    error = raised("with st.form('f'):\n    st.expander('e', on_change=print)")

    assert type(error) is errors.StreamlitInvalidFormCallbackError


def test_an_input_of_a_form_shown_elsewhere_is_still_the_forms():
    stage = Stage(
        "with st.form('f'):\n    with st.sidebar:\n        st.text_input('a')\n"
        "    st.form_submit_button()"
    )

    assert around(stage.one("text_input")).kind == "sidebar"
    assert props(stage, "text_input")["form"] == "cell/f"


def test_a_callback_that_is_a_coroutine_is_not_awaited():
    stage = Stage(
        "async def later(): st.session_state.ran = True\n"
        "st.button('b', on_click=later)\nst.text('end')"
    )

    with pytest.warns(RuntimeWarning, match="never awaited"):
        stage.send(stage.one("button"))

    assert "ran" not in stage.state
    assert stage.said() == "end"


def test_a_test_drives_a_form_as_a_browser_does():
    at = AppTest.from_string("import ipyrerun as st\n" + FORM.replace("{options}", "")).run()

    at.text_input("name").set_value("Ann").run()
    assert at.session_state.seen[-1] == ("nobody", 3, False)

    at.text_input("name").set_value("Ann")
    at.button("FormSubmitter:f-Go").click().run()
    assert at.session_state.seen[-1] == ("Ann", 3, True)


def test_only_the_fragment_of_the_button_runs_whatever_comes_along():
    at = AppTest.from_string(
        """
        import ipyrerun as st
        runs = st.session_state.setdefault("runs", [])
        runs.append("script")
        @st.fragment
        def part():
            runs.append("part")
            st.form_submit_button("Go")
        with st.form("f"):
            st.text_input("a", key="a")
            part()
        st.text_input("b", key="b", on_change="ignore")
        """
    ).run()

    at.text_input("a").set_value("x")
    at.text_input("b").set_value("y")
    at.button[0].click()
    at.run(fragments=True)

    assert at.session_state.runs == ["script", "part", "part"]
    assert (at.session_state.a, at.session_state.b) == ("x", "y")
