"""The page of one app: which widgets live, and what a browser is sent in which order."""

from __future__ import annotations

from typing import Any

import pyarrow.ipc
import pytest
from ipywidgets import IntSlider

from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.page import PageSink
from ipyrerun.query import Query
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from tests.comms import Message, edit, say
from tests.elements.calls import PRELUDE, call, inputs


class Cell:
    """An app on a page of its own, with a browser that has said hello."""

    def __init__(self, text: str, session: Session | None = None, **variables: Any) -> None:
        self.variables = variables
        script = compile_script(f"import ipyrerun as st\n{text}", "cell")
        self.app = App(
            session or Session(), "cell", "cell", script, variables, main.write, is_threaded=False
        )
        self.sink = PageSink(self.app.loop.submit, self.app.listen, {"name": "cell"})

    def run(self, **variables: Any) -> Cell:
        """Run the script with these variables changed."""
        self.variables |= variables
        if self.app.name not in self.app.session.apps:
            self.app.attach(self.sink)
            say(self.sink.page, {"type": "hello", "epoch": self.sink.page.epoch, "seq": 0})
        self.app.rerun()
        self.app.loop.drain()
        return self


def patches(sent: list[Message]) -> list[Any]:
    return [m.content for m in sent if (m.content or {}).get("type") == "patch"]


def test_children_open_before_the_patch_and_close_after_it(sent):
    cell = Cell("if n: st.slider('a', 0, 9)\nelse: st.checkbox('b')", n=1).run()
    sent.clear()

    cell.run(n=0)

    kinds = [m.content["type"] if m.kind == "comm_msg" else m.kind for m in sent]
    assert kinds == ["comm_open", "patch", "comm_close"]


def test_a_run_that_changes_nothing_sends_nothing(sent):
    cell = Cell("st.slider('a', 0, 9)\nst.text('x')").run()
    sent.clear()

    cell.run()

    assert sent == []


@pytest.mark.parametrize("name", inputs())
def test_a_run_that_changes_no_input_sends_nothing(sent, name):
    cell = Cell(PRELUDE + call(name, "'k'")).run()
    sent.clear()

    cell.run()

    assert not sent


def test_one_changed_paragraph_of_ten_thousand_is_one_small_message(sent):
    script = "for i in range(10_000): st.markdown(f'paragraph {n if i == 5000 else i}')"
    cell = Cell(script, n=-1).run()
    sent.clear()

    cell.run(n=-2)

    (patch,) = patches(sent)
    assert len(sent) == 1
    assert patch["ops"] == [
        ["props", "main.markdown5000", {"html": "<p>paragraph -2</p>\n"}, []],
    ]


def test_what_is_not_reached_any_more_is_told_although_nothing_else_changed(sent):
    cell = Cell("st.text('x')").run()
    sent.clear()

    for stale in ({"main": [(0, 1)]}, {"main": [(0, 1)]}, {}):
        cell.sink.commit(cell.sink.shown, stale)

    assert [patch.get("stale") for patch in patches(sent)] == [{"main": [(0, 1)]}, None]
    assert all(patch["ops"] == [] for patch in patches(sent))


def test_an_inserted_input_names_its_model(sent):
    cell = Cell("st.slider('a', 0, 9, key='a')").run()

    node = cell.sink.snapshot()["children"][0]["children"][0]
    assert node["model"] == f"IPY_MODEL_{cell.sink.widget('a').model_id}"
    assert patches(sent)[0]["ops"][0][3]["model"] == node["model"]


def test_a_browsers_value_reaches_the_script_and_is_not_written_back(sent):
    cell = Cell("st.text(st.slider('a', 0, 9, key='a'))").run()
    sent.clear()

    edit(cell.sink.widget("a"), 5)
    cell.app.loop.drain()

    assert [m.data["method"] for m in sent] == ["echo_update", "custom"]
    assert patches(sent)[0]["ops"] == [["props", "main.text0", {"text": "5"}, []]]


def test_a_value_that_the_script_assigned_is_written_to_the_widget(sent):
    cell = Cell("st.session_state.a = n\nst.slider('a', 0, 9, key='a')", n=3).run()

    cell.run(n=4)

    assert cell.sink.widget("a").value == 4


def test_observers_hear_of_a_value_that_the_script_assigned(sent):
    cell = Cell("st.session_state.a = n\nst.slider('a', 0, 9, key='a')", n=3).run()
    heard: list[Any] = []
    cell.sink.widget("a").observe(lambda change: heard.append(change["new"]), "value")

    cell.run(n=4)

    assert heard == [4]


def test_a_table_answers_with_the_rows_of_the_newest_run(sent):
    cell = Cell("st.dataframe({'a': rows})", rows=[1, 2]).run()
    (grid,) = [live.widget for live in cell.sink.live.values()]
    cell.run(rows=[8, 9])
    sent.clear()

    say(grid, {"type": "rows", "ask": 1, "start": 1, "stop": 2, "sort": []})

    (answer,) = [m for m in sent if (m.content or {}).get("type") == "rows"]
    with pyarrow.ipc.open_stream(answer.buffers[0]) as stream:
        assert [list(row.values())[-1] for row in stream.read_all().to_pylist()] == [9]


def test_a_callback_writes_over_a_draft_also_where_the_state_has_its_value_already(sent):
    text = "def clear():\n    st.session_state.a = ''\n"
    cell = Cell(f"{text}st.text_input('a', key='a')\nst.button('c', key='c', on_click=clear)").run()
    sent.clear()

    say(cell.sink.widget("c"), {"type": "click"})
    cell.app.loop.drain()

    updates = [m.content for m in sent if m.data.get("method") == "update"]
    assert updates == [{"value": "", "seen": {}}]


def test_an_edit_that_the_run_has_not_seen_is_left_alone(sent):
    cell = Cell("st.slider('a', 0, 9, key='a')\nst.text(n)", n=1).run()
    edit(cell.sink.widget("a"), 5)

    cell.app.sink.commit(cell.sink.shown, {})

    assert cell.sink.widget("a").value == 5


def test_parameters_that_change_reach_the_same_widget(sent):
    cell = Cell("st.slider('a', 0, 9, key='a', disabled=n)", n=False).run()
    before = cell.sink.widget("a")

    cell.run(n=True)

    assert cell.sink.widget("a") is before
    assert before.props["disabled"] is True


def test_a_chosen_option_is_written_anew_under_another_label(sent):
    text = "st.radio('x', [1, 2], 1, format_func=lambda n: f'{word} {n}', key='x')"
    cell = Cell(text, word="no.").run()
    live = cell.sink.live["radio:x"]
    assert live.widget.value == "no. 2"

    cell.run(word="Nr.")

    assert live.widget.value == "Nr. 2"


def test_a_chart_is_sent_again_only_when_its_data_changed(sent):
    cell = Cell("st.line_chart(rows)\nst.text(n)", rows={"a": [1, 2]}, n=1).run()
    (chart,) = [live.widget for live in cell.sink.live.values()]
    before = chart.data
    sent.clear()

    cell.run(n=2)
    assert [m.comm_id for m in sent] == [cell.sink.page.model_id]
    cell.run(rows={"a": [1, 3]})

    assert chart.data != before


def test_a_users_own_widget_is_placed_and_never_closed(sent):
    own = IntSlider()
    cell = Cell("if n: st.write(own)", n=1, own=own).run()
    assert f"IPY_MODEL_{own.model_id}" in str(cell.sink.snapshot())

    cell.run(n=2)
    cell.run(n=0)

    assert own.comm is not None
    assert cell.sink.live == {}
    own.close()


def test_a_page_that_replaces_another_keeps_its_inputs_and_closes_those_not_drawn(sent):
    text = "st.text('x')\nst.slider('a', 0, 9, key='a')\nif n: st.checkbox('b', key='b')"
    session = Session()
    old = Cell(text, session, n=1).run()
    kept, lost = old.sink.widget("a"), old.sink.widget("b")
    new = Cell(text, session, n=0)

    new.sink.adopt(old.app.replace())
    kept.value = 7
    new.run()

    assert new.sink.widget("a") is kept
    assert kept.comm is not None
    assert lost.comm is None
    assert old.sink.page.comm is None
    edit(kept, 5)
    new.app.loop.drain()
    assert session.state.values["a"] == 5


def test_an_adopted_input_shows_the_states_value(sent):
    session = Session()
    text = "st.slider('a', 0, 9, key='a')"
    old = Cell(text, session).run()
    widget = old.sink.widget("a")
    new = Cell(text, session)
    new.sink.adopt(old.app.replace())
    # The old page's loop is closed: this edit reached nobody.
    edit(widget, 5)

    new.run()

    assert widget.value == session.state.values["a"] == 0


def test_an_adopted_page_that_is_replaced_before_it_ran_hands_its_inputs_on(sent):
    session = Session()
    text = "st.slider('a', 0, 9, key='a')"
    first, second, third = (Cell(text, session) for _ in range(3))
    first.run()
    widget = first.sink.widget("a")

    second.sink.adopt(first.app.replace())
    second.app.attach(second.sink)
    third.sink.adopt(second.app.replace())
    third.run()

    assert third.sink.widget("a") is widget


def test_a_page_that_closes_before_it_ran_closes_the_inputs_it_took_over(sent):
    old = Cell("st.slider('a', 0, 9, key='a')").run()
    widget = old.sink.widget("a")
    new = Cell("st.slider('a', 0, 9, key='a')", old.app.session)
    new.sink.adopt(old.app.replace())

    new.sink.close()

    assert widget.comm is None


def test_a_page_that_closes_leaves_no_widget(sent):
    cell = Cell("st.slider('a', 0, 9)\nst.line_chart([1, 2])").run()
    sent.clear()

    cell.app.close()

    assert [m.kind for m in sent].count("comm_close") == 3
    assert cell.sink.widget("a") is None


def test_the_menu_and_the_views_of_a_page_are_heard(sent):
    cell = Cell("st.session_state.n = st.session_state.get('n', 0) + 1").run()

    say(cell.sink.page, {"type": "rerun"})
    say(cell.sink.page, {"type": "stop"})
    cell.app.loop.drain()
    assert cell.app.session.state.values["n"] == 1
    say(cell.sink.page, {"type": "rerun"})
    cell.app.loop.drain()

    assert cell.app.session.state.values["n"] == 2


def test_a_preheated_page_is_drawn_again_for_its_first_visitor(sent, monkeypatch):
    monkeypatch.setenv("VOILA_PREHEAT", "True")
    cell = Cell("st.session_state.n = st.session_state.get('n', 0) + 1")
    cell.app.attach(cell.sink)
    cell.app.start()
    cell.app.loop.drain()

    for _ in range(2):
        say(cell.sink.page, {"type": "hello", "epoch": cell.sink.page.epoch, "seq": 1})
        cell.app.loop.drain()

    assert cell.app.session.state.values["n"] == 2


@pytest.mark.parametrize("is_there", [True, False])
def test_a_page_that_nobody_shows_any_more_ends(sent, monkeypatch, is_there: bool):
    cell = Cell("st.text('x')").run()
    concluded: list[Any] = []

    class Timer:
        def __init__(self, _: float, function: Any) -> None:
            self.start = lambda: concluded.append(function)

    monkeypatch.setattr("threading.Timer", Timer)
    say(cell.sink.page, {"type": "gone"})
    if is_there:
        say(cell.sink.page, {"type": "here"})
    concluded[0]()

    assert (cell.sink.page.comm is not None) is is_there
    assert ("cell" in cell.app.session.apps) is is_there


def test_a_browser_is_told_which_address_answers_a_step_in_its_history(sent):
    session = Session(Query("", ""))
    text = "def a(): pass\ndef b(): pass\nst.navigation([a, b][: st.session_state.n]).run()"
    session.state.assign("n", 2)
    cell = Cell(text, session).run()

    back = {"page": "b", "query": "", "returns": True}
    for value in ({"page": "b"}, {"page": "a"}, back):
        say(cell.sink.page, {"type": "set", "id": "navigation", "value": value, "edit": ["b", 1]})
        cell.app.loop.drain()
    # Now the script itself turns to another page.
    session.state.assign("n", 1)
    cell.run()

    told = [m.content for m in sent if (m.content or {}).get("type") == "address"]
    assert told == [
        {"type": "address", "query": "page=b"},
        {"type": "address", "query": ""},
        {"type": "address", "query": "page=b", "returns": True},
        {"type": "address", "query": ""},
    ]
