"""The page of a form: what its browsers are told, and what its widgets hold."""

from __future__ import annotations

from tests.comms import Message, edit, say
from tests.test_page import Cell

SCRIPT = """
with st.form('f'{options}):
    st.text_input('a', key='a')
    st.slider('n', 0, 9, key='n')
    st.form_submit_button('Go', key='go')
st.session_state.setdefault('seen', []).append((st.session_state.a, st.session_state.n))
"""


def cell(options: str = "") -> Cell:
    return Cell(SCRIPT.replace("{options}", options)).run()


def submit(page: Cell, **values: object) -> None:
    """Click the button, as a browser does in which this was entered."""
    brings = {page.sink.widget(key).model_id: value for key, value in values.items()}
    say(page.sink.widget("go"), {"type": "click", "brings": brings})
    page.app.loop.drain()


def updates(sent: list[Message], page: Cell, key: str) -> list[object]:
    model = page.sink.widget(key).model_id
    return [m.content for m in sent if m.comm_id == model and m.data.get("method") == "update"]


def test_a_submit_sets_the_widgets_and_is_one_event(sent):
    page = cell()
    told: list[object] = []
    page.sink.widget("a").observe(lambda change: told.append(change["new"]), "value")

    submit(page, a="x", n=4)

    assert (page.sink.widget("a").value, page.sink.widget("n").value) == ("x", 4)
    assert page.app.session.state.values["seen"] == [("", 0), ("x", 4)]
    assert told == ["x"]


def test_other_browsers_are_told_of_a_submit_as_of_an_edit(sent):
    page = cell()
    sent.clear()

    submit(page, a="x")

    assert updates(sent, page, "a") == [{"value": "x", "edit": ["", 0], "cleared": False}]
    assert updates(sent, page, "n") == []


def test_a_browser_that_comes_after_a_submit_shows_a_cleared_form(sent):
    page = cell(", clear_on_submit=True")

    submit(page, a="x")

    assert [page.sink.widget(key).get_state()["cleared"] for key in "an"] == [True, True]
    assert page.sink.widget("a").value == "x"


def test_what_the_program_assigns_is_shown_by_a_cleared_form(sent):
    page = cell(", clear_on_submit=True")
    submit(page, a="x")
    sent.clear()

    page.app.session.state.assign("a", "new")
    page.run()

    assert updates(sent, page, "a") == [
        {"value": "new", "seen": {}, "cleared": False},
    ]


def test_values_for_another_form_or_none_are_not_taken(sent):
    page = Cell(
        SCRIPT.replace("{options}", "")
        + "st.text_input('b', key='b')\n"
        + "with st.form('g'):\n    st.text_input('c', key='c')\n"
    ).run()

    submit(page, a="x", b="y", c="z")

    values = page.app.session.state.values
    assert [values[key] for key in "abc"] == ["x", "", ""]
    assert [page.sink.widget(key).value for key in "abc"] == ["x", "", ""]


def test_a_value_that_a_program_gives_an_input_of_a_form_is_one_event(sent):
    page = cell()

    page.sink.widget("n").value = 5
    page.app.loop.drain()

    assert page.app.session.state.values["seen"] == [("", 0), ("", 5)]


def test_a_value_that_cannot_be_is_written_over(sent):
    page = cell()
    sent.clear()

    submit(page, n="many")

    assert page.sink.widget("n").value == 0
    assert updates(sent, page, "n")[-1] == {"value": 0, "seen": {}}


def test_an_ignored_input_runs_nothing_until_something_else_does(sent):
    page = Cell(
        "st.session_state.setdefault('seen', []).append("
        "st.text_input('a', key='a', on_change='ignore'))\nst.checkbox('b', key='b')"
    ).run()

    edit(page.sink.widget("a"), "x")
    page.app.loop.drain()
    values = page.app.session.state.values
    assert (values["seen"], values["a"]) == ([""], "")
    assert page.sink.widget("a").value == "x"

    edit(page.sink.widget("b"), value=True)
    page.app.loop.drain()
    assert (values["seen"], values["a"]) == (["", "x"], "x")


def test_an_assignment_between_is_newer_than_an_ignored_value(sent):
    page = Cell("st.text_input('a', key='a', on_change='ignore')").run()

    edit(page.sink.widget("a"), "typed")
    page.app.session.state.assign("a", "assigned")
    page.run()

    assert page.app.session.state.values["a"] == "assigned"
    assert page.sink.widget("a").value == "assigned"


def test_an_ignored_value_outlives_its_cell(sent):
    page = Cell("st.text_input('a', key='a', on_change='ignore')").run()

    edit(page.sink.widget("a"), "x")
    page.app.replace()

    assert page.app.session.state.values["a"] == "x"
