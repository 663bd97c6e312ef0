"""What a run leaves behind, however it ends."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from ipyrerun import capture, mains
from ipyrerun import run as runs
from ipyrerun import runner as runners
from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.execution import Options
from ipyrerun.patch import walk
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing import AppTest
from ipyrerun.testing.rig import Recorder
from tests.drained import Cell

WAIT = 20.0


# -- clicks


@pytest.mark.parametrize("end", ["1 / 0", "st.stop()", "raise SystemExit"])
def test_a_button_reads_false_again_however_the_run_ended(end: str):
    at = AppTest.from_string(
        f"import ipyrerun as st\nif st.button('go', key='go'):\n    {end}"
    ).run()

    at.button[0].click().run()

    assert at.session_state.go is False


def test_a_run_that_has_seen_its_click_goes_on_to_its_end():
    done: list[bool] = []
    cell = Cell(
        "n = st.slider('n', 0, 9, key='n')\n"
        "if st.button('go', key='go'):\n    push('slider:n', 5)\n    st.text('x')\n"
        "    done.append(True)\nst.text(n)",
        done=done,
    )

    cell.edit("button:go", once=True)

    assert done == [True]
    assert cell.texts == ["5"]


def test_a_click_on_a_disabled_button_is_none_although_the_next_run_enables_it():
    seen: list[bool] = []
    cell = Cell(
        "seen.append(st.button('go', key='go', disabled=not st.session_state.get('on')))",
        seen=seen,
    )
    cell.session.state.put("on", value=True)

    cell.app.rerun()
    cell.edit("button:go", once=True)

    assert seen == [False, False]


def test_a_rerun_in_a_callback_begins_a_run_in_which_the_button_reads_false():
    seen: list[bool] = []
    cell = Cell("seen.append(st.button('go', key='go', on_click=st.rerun))", seen=seen)

    cell.edit("button:go", once=True)

    assert seen == [False, False]


# -- values


def test_a_value_that_cannot_be_calls_nobody_back():
    calls: list[int] = []
    cell = Cell("st.slider('n', 0, 9, 2, key='n', on_change=lambda: calls.append(1))", calls=calls)

    cell.edit("slider:n", 50)

    assert calls == []
    assert cell.session.state.values["n"] == 2


def test_an_assigned_value_stays_when_the_parameters_of_its_input_change():
    at = AppTest.from_string(
        "import ipyrerun as st\nst.session_state.n = st.session_state.get('n', 5)\n"
        "top = st.checkbox('more', key='more')\nst.slider('n', 0, 20 if top else 10, key='n')"
    ).run()
    at.slider[0].set_value(7).run()

    at.checkbox[0].check().run()

    assert at.slider[0].value == 7


def test_a_page_that_was_preempted_by_no_news_is_drawn_to_its_end():
    pushes = [("slider:n", 0)]
    cell = Cell(
        "st.slider('n', 0, 9, key='n')\nst.text('first')\n"
        "if go: push(*pushes.pop()) if pushes else None\nst.text(f'last {go}')",
        pushes=pushes,
        go=False,
    )
    cell.variables["go"] = True

    cell.run()

    assert pushes == []
    assert cell.texts == ["first", "last True"]


# -- what an incomplete run keeps

PARTS = """
hold, show = st.checkbox("hold", key="hold"), st.checkbox("show", True, key="show")
if hold:
    st.stop()
if show:
    st.slider("n", 0, 9, 3, key="n")
st.text(st.session_state.get("other"))
"""


def test_an_input_that_a_stopped_run_did_not_reach_is_dropped_by_a_later_complete_one():
    cell = Cell(PARTS)
    cell.edit("checkbox:hold", value=True)
    assert cell.session.state.values["n"] == 3
    cell.push("checkbox:show", value=False)

    cell.edit("checkbox:hold", value=False)

    assert "n" not in cell.session.state.values


def test_a_stopped_run_still_hears_of_what_it_would_have_read():
    cell = Cell(PARTS)
    cell.edit("checkbox:hold", value=True)

    assert cell.app.has_read({"other"})
    assert not cell.app.has_read({"another"})


@pytest.mark.parametrize("end", ["1 / 0", "st.stop()"])
def test_a_run_that_did_not_complete_exports_nothing(end: str):
    cell = Cell(f"rows = 1\n{end}", exports=("rows",))

    assert "rows" not in cell.variables


def test_a_run_whose_app_has_ended_exports_and_shows_nothing():
    cell = Cell(
        "st.text('a')\nif bye:\n    app.app.close()\nrows = 1",
        exports=("rows",),
        bye=False,
    )
    del cell.variables["rows"]
    shown = cell.app.sink.shown
    cell.variables["bye"] = True

    cell.run()

    assert "rows" not in cell.variables
    assert cell.app.sink.shown is shown
    assert cell.app.name not in mains.last_spaces
    assert cell.app.name not in cell.session.apps


def test_an_abandoned_run_that_comes_to_its_end_exports_nothing_and_keeps_the_note(monkeypatch):
    monkeypatch.setattr(runners, "GRACE", 0.2)
    begun, go_on = threading.Event(), threading.Event()
    thread: list[threading.Thread] = []
    text = """
thread.append(threading.current_thread())
begun.set()
while not go_on.is_set():
    try:
        go_on.wait(0.05)
    except BaseException:
        pass
rows = 1
"""
    variables: dict[str, Any] = {
        "begun": begun,
        "go_on": go_on,
        "thread": thread,
        "threading": threading,
    }
    options = Options(exports=("rows",))
    app = App(Session(), "a", "a", compile_script(text, "a"), variables, main.write, options)
    sink = Recorder()
    app.attach(sink)
    outcome = app.start()
    assert begun.wait(WAIT)
    app.stop()
    assert outcome.done.wait(WAIT)
    monkeypatch.setattr(runners, "GRACE", 60.0)

    go_on.set()
    thread[0].join(WAIT)

    assert "rows" not in variables
    assert "was given up" in sink.status["note"]
    app.close()


def test_no_more_elements_than_the_cap_are_kept(monkeypatch):
    monkeypatch.setattr(runs, "MOST_NODES", 5)

    cell = Cell("for i in range(9):\n    st.text(i)")

    assert cell.texts == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "update",
    [
        "bar = bar.progress(i)",
        "slot.write(i)",
        "with slot.container():\n        st.text(i)\n        st.text(i)",
        "with st.spinner(str(i)):\n        pass",
        "print(i)\n    clear_output()",
    ],
)
def test_updates_in_place_are_no_new_elements_for_the_cap(update: str, monkeypatch):
    monkeypatch.setattr(runs, "MOST_NODES", 8)

    def clear_output() -> None:
        capture._clear(runs.running())

    cell = Cell(
        "bar = st.progress(0)\nslot = st.empty()\n"
        f"for i in range(20):\n    {update}\nst.text('last')",
        clear_output=clear_output,
    )

    assert [n for n in walk(cell.app.sink.shown) if n.kind == "notice"] == []
    assert cell.texts[-1] == "last"


def test_an_element_that_is_left_out_can_be_updated(monkeypatch):
    monkeypatch.setattr(runs, "MOST_NODES", 1)

    cell = Cell("st.text('a')\nbar = st.progress(0)\nbar.progress(50).text('b')")

    (notice,) = [n.value for n in walk(cell.app.sink.shown) if n.kind == "notice"]
    assert notice == "1 more elements are not shown: a page shows the first 1 of a run."
    assert cell.texts == ["a"]


# -- parallel fragments

BUSY = """
import threading, time
def turn():
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            for _ in range(1000):
                pass
        except Exception:
            pass
@st.fragment(parallel=True)
def busy(name):
    threads.append(threading.current_thread())
    st.text(f"{name} begins")
    meet.wait()
    turn()
    ended.append(name)
busy("a")
busy("b")
meet.wait()
"""


@pytest.mark.parametrize("then", ["", "turn()", "1 / 0"])
def test_stop_ends_the_loops_of_parallel_fragments(then: str):
    meet, ended, threads = threading.Barrier(4, timeout=WAIT), list[str](), list[Any]()
    variables: dict[str, Any] = {"ended": ended, "threads": threads, "meet": meet}
    script = compile_script("import ipyrerun as st\n" + BUSY + then, "cell")
    app = App(Session(), "cell", "cell", script, variables, main.write)
    sink = Recorder()
    app.attach(sink)
    outcome = app.start()
    meet.wait()
    app.stop()

    assert outcome.done.wait(WAIT)

    assert ended == []
    # A script that has failed says so all the same.
    assert type(outcome.error) is (ZeroDivisionError if then == "1 / 0" else type(None))
    assert [node.value for node in walk(sink.shown) if node.name == "text"] != []
    # Not given up, and the threads are free.
    assert sink.status == {"running": False, "note": "Stopped."}
    for thread in threads:
        thread.join(WAIT)
        assert not thread.is_alive()
    app.close()
