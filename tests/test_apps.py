"""Several apps of one session, and what an app refuses."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from ipyrerun import runner as runners
from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Event
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing.rig import Recorder

WAIT = 20.0


def app_of(session: Session, name: str, text: str, **variables: Any) -> App:
    """Return an app that has run once, drained by the test."""
    script = compile_script("import ipyrerun as st\n" + text, name)
    app = App(session, name, name, script, variables, main.write, is_threaded=False)
    app.attach(Recorder())
    app.start()
    app.loop.drain()
    return app


def edit(app: App, id_: str, value: Any) -> None:
    app.loop.submit(Event(id_, value))
    app.loop.drain()


SHOWS = "st.text(str(st.session_state.get('n', 0)))"


def text_of(app: App) -> list[str]:
    return [node.value for node in main_of(app) if node.name == "text"]


def main_of(app: App) -> Any:
    children = app.sink.shown.children
    assert children is not None
    return children[0].children


def test_an_app_that_read_a_key_reruns_when_another_changes_it():
    session = Session()
    shows = app_of(session, "shows", SHOWS)
    sets = app_of(session, "sets", "st.slider('n', 0, 9, key='n')")

    edit(sets, "slider:n", 5)
    shows.loop.drain()

    assert text_of(shows) == ["5"]


def test_an_app_sees_what_a_script_makes_of_an_input_that_it_read_too():
    session = Session()
    shows = app_of(
        session, "shows", "s = st.session_state\nst.text(f\"{s.get('n', 0)} {s.get('total', 0)}\")"
    )
    text = "n = st.slider('n', 0, 9, key='n')\nlook()\nst.session_state.total = 10 * n"
    sets = app_of(session, "sets", text, look=shows.loop.drain)

    edit(sets, "slider:n", 4)
    shows.loop.drain()

    assert text_of(shows) == ["4 40"]


def test_a_ring_of_apps_ends():
    session = Session()
    count: list[str] = []
    ring = "count.append('{me}')\nst.session_state.{me} = st.session_state.get('{other}', 0) + 1"
    apps = [
        app_of(session, me, ring.format(me=me, other=other), count=count)
        for me, other in (("a", "b"), ("b", "a"))
    ]
    count.clear()

    apps[0].rerun()
    for _ in range(10):
        for app in apps:
            app.loop.drain()

    assert count == ["a", "b"]


@pytest.mark.parametrize(
    ("reads", "writes"),
    [
        ("'n' in st.session_state", "st.session_state.n = 1"),
        ("st.session_state.get('n')", "if 'n' in st.session_state: del st.session_state.n"),
        ("st.slider('n', 0, 9, key='n')", "st.session_state.n = 4"),
        (
            "st.session_state.get('n')",
            "if 'n' not in st.session_state:\n    st.session_state.n = 1\n    st.rerun()",
        ),
    ],
)
def test_an_app_hears_of_what_it_looked_at_however_it_changed(reads: str, writes: str):
    session = Session()
    if "del" in writes:
        session.state.put("n", 1)
    count: list[int] = []
    reader = app_of(session, "reader", f"count.append(1)\n{reads}", count=count)

    app_of(session, "writer", writes)
    reader.loop.drain()

    assert len(count) == 2


def test_a_change_that_an_app_has_run_for_asks_nothing_of_it():
    session = Session()
    app = app_of(session, "app", SHOWS)
    app.wake(frozenset({77}))
    app.loop.drain()

    app.wake(frozenset({77}))

    assert app.loop.wait_idle(0)


def test_a_key_is_dropped_only_when_no_app_draws_it():
    session = Session()
    draw = "if st.checkbox('show', True, key='{me}'): st.slider('n', 0, 9, key='n')"
    first, second = (app_of(session, me, draw.format(me=me)) for me in ("one", "two"))
    edit(first, "slider:n", 5)

    edit(first, "checkbox:one", value=False)
    assert session.state.values["n"] == 5
    edit(second, "checkbox:two", value=False)

    assert "n" not in session.state.values


def test_the_same_key_drawn_differently_names_both_cells():
    session = Session()
    app_of(session, "one", "st.slider('n', 0, 9, key='n')")

    app = app_of(session, "two", "st.slider('n', 0, 10, key='n')")

    (shown,) = [node.value for node in main_of(app) if node.name == "exception"]
    assert shown.startswith("st.slider: the key 'n' is drawn by st.slider in the cell 'one'")
    assert "'two'" in shown


def test_a_disabled_input_takes_no_value():
    session = Session()
    app = app_of(session, "x", "st.slider('n', 0, 9, 2, key='n', disabled=True)")

    edit(app, "slider:n", 5)

    assert session.state.values["n"] == 2


def test_a_value_that_cannot_be_is_refused():
    session = Session()
    app = app_of(session, "x", "st.slider('n', 0, 9, 2, key='n')")

    edit(app, "slider:n", 50)

    assert session.state.values["n"] == 2


def test_ignore_keeps_a_value_until_the_next_run():
    session = Session()
    count: list[int] = []
    app = app_of(
        session,
        "x",
        "count.append(1)\nst.slider('n', 0, 9, key='n', on_change='ignore')\nst.button('go', "
        "key='go')",
        count=count,
    )

    edit(app, "slider:n", 5)

    assert session.state.values["n"] == 5
    assert len(count) == 1


def test_an_abandoned_run_draws_and_writes_nothing_more(monkeypatch):
    monkeypatch.setattr(runners, "GRACE", 0.2)
    begun, go_on, ended = (threading.Event() for _ in range(3))
    session = Session()
    text = """
import ipyrerun as st
st.text("before")
begun.set()
while not go_on.is_set():
    try:
        go_on.wait(0.05)
    except BaseException:
        pass
def write():
    st.session_state.n = 1
for late in (lambda: st.text("late"), lambda: print("late"), write):
    try:
        late()
    except BaseException as error:
        refused.append(type(error).__name__)
ended.set()
"""
    refused: list[str] = []
    variables = {"begun": begun, "go_on": go_on, "ended": ended, "refused": refused}
    app = App(session, "a", "a", compile_script(text, "a"), variables, main.write)
    app.attach(Recorder())
    outcome = app.start()
    assert begun.wait(WAIT)

    assert app.stop()
    assert outcome.done.wait(WAIT)
    assert "was given up" in str(outcome.error)
    # From here on nothing is raised in the thread: it goes on as a script that swallows all.
    monkeypatch.setattr(runners, "GRACE", 60.0)
    go_on.set()
    assert ended.wait(WAIT)

    assert text_of(app) == ["before"]
    assert "n" not in session.state.values
    assert len(refused) == 3
    app.close()
