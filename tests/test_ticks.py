"""The clock of fragments that run by themselves from time to time."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest

from ipyrerun import runner as runners
from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Event
from ipyrerun.fragments import Fragment
from ipyrerun.page import PageSink
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.sink import RollCall
from ipyrerun.ticks import Ticks
from ipyrerun.tree import block
from tests.comms import say

if TYPE_CHECKING:
    from ipyrerun.board import Board


class Looked:
    """A page, and whether anybody answers."""

    def __init__(self) -> None:
        self.is_attached = True
        self.rolls = 0

    def call_roll(self) -> None:
        self.rolls += 1


def test_the_clock_asks_a_silent_page_and_stands_still_without_an_answer(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    roll, page = RollCall(), Looked()
    clock = Ticks(lambda _: None, roll)
    clock._page = page
    seen: list[bool] = []

    def at(seconds: float, *, answers: bool = False) -> None:
        now[0] = 1000 + seconds
        if answers:
            roll.answer()
        seen.append(clock._is_seen())

    at(0, answers=True)
    at(19)
    at(21)
    at(25)
    at(27)
    at(40)
    at(60)
    at(61, answers=True)

    assert seen == [True, True, True, True, False, False, False, True]
    assert page.rolls == 2


def test_nobody_sees_a_page_before_a_browser_has_opened_it():
    page = Looked()
    page.is_attached = False
    clock = Ticks(lambda _: None, RollCall())
    clock._page = page

    assert not clock._is_seen()
    assert page.rolls == 0


def test_the_clock_ends_with_its_app(sent):
    ticked = threading.Event()
    text = "import ipyrerun as st\nst.fragment(lambda: told.append(1), run_every=0.05)()"

    class Told(list[int]):
        def append(self, item: int) -> None:
            super().append(item)
            if len(self) > 2:
                ticked.set()

    app = App(Session(), "cell", "cell", compile_script(text, "cell"), {"told": Told()}, main.write)
    sink = PageSink(app.loop.submit, app.listen, {"name": "cell"})
    app.attach(sink)
    say(sink.page, {"type": "hello", "epoch": sink.page.epoch, "seq": 0})
    app.start()
    assert ticked.wait(20)
    clock = app._ticks._thread
    assert clock is not None

    app.close()

    clock.join(20)
    assert not clock.is_alive()


TICKING = """
import ipyrerun as st
runs.append("script")
@st.fragment(run_every=3600)
def part():
    st.text("part")
part()
if len(runs) > hangs:
    begun.set()
    while not go_on.is_set():
        try:
            go_on.wait(0.05)
        except BaseException:
            pass
"""


def test_a_run_that_was_given_up_is_not_begun_again_by_the_clock(sent, monkeypatch):
    monkeypatch.setattr(runners, "GRACE", 0.2)
    begun, go_on, runs = threading.Event(), threading.Event(), list[str]()
    variables = {"begun": begun, "go_on": go_on, "runs": runs, "hangs": 1}
    app = App(Session(), "cell", "cell", compile_script(TICKING, "cell"), variables, main.write)
    sink = PageSink(app.loop.submit, app.listen, {"name": "cell"})
    app.attach(sink)
    assert app.start().done.wait(20)
    (ticking,) = app._board.fragments
    assert list(app._ticks._due) == [ticking]

    outcome = app.start()
    assert begun.wait(20)
    app.stop()
    assert outcome.done.wait(20)
    # One that was on its way already.
    app.loop.submit(Event(fragments=(ticking,)))
    assert app.loop.wait_idle(20)
    assert (runs, dict(app._ticks._due)) == (["script"] * 2, {})

    variables["hangs"] = 9
    app.rerun()
    assert app.loop.wait_idle(20)
    assert (runs, list(app._ticks._due)) == (["script"] * 3, [ticking])
    go_on.set()
    app.close()


def test_a_page_that_could_not_be_shown_is_not_drawn_again_by_the_clock(sent, monkeypatch):
    runs = list[str]()
    variables = {"runs": runs, "hangs": 9}
    script = compile_script(TICKING, "cell")
    app = App(Session(), "cell", "cell", script, variables, main.write, is_threaded=False)
    sink = PageSink(app.loop.submit, app.listen, {"name": "cell"})
    app.attach(sink)
    app.start()
    app.loop.drain()
    (ticking,) = app._board.fragments

    def fail(*_: object) -> None:
        raise ValueError("no bytes")

    app.rerun()
    with monkeypatch.context() as patched:
        patched.setattr(sink, "commit", fail)
        with pytest.raises(ValueError, match="no bytes"):
            app.loop.drain()
    assert dict(app._ticks._due) == {}
    app.loop.submit(Event(fragments=(ticking,)))
    app.loop.drain()
    assert runs == ["script"] * 2

    app.rerun()
    app.loop.drain()
    assert (runs, list(app._ticks._due)) == (["script"] * 3, [ticking])
    app.close()


class Every:
    """A board with one fragment that runs so often."""

    def __init__(self, seconds: float) -> None:
        self.page = Looked()
        self.fragments = {
            "a": Fragment("a", "a", "a", list, block("a", "fragment", "fragment", {}))
        }
        self.fragments["a"].every = seconds


def test_the_clock_outlives_a_time_longer_than_any_wait(monkeypatch):
    said: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", said.append)
    roll = RollCall()
    roll.answer()
    ticked, waits = threading.Event(), threading.Event()

    class Condition(threading.Condition):
        def wait(self, timeout: float | None = None) -> bool:
            waits.set()
            return super().wait(timeout)

    clock = Ticks(lambda _: ticked.set(), roll)
    clock._changed = Condition()

    clock.keep(cast("Board", Every(timedelta.max.total_seconds())))
    assert waits.wait(20)
    clock.keep(cast("Board", Every(0.05)))

    assert ticked.wait(20)
    clock.stop()
    assert said == []


def test_a_clock_whose_thread_has_died_is_begun_anew(monkeypatch):
    died = threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda _: died.set())
    roll = RollCall()
    roll.answer()
    ticked = threading.Event()
    ticks = iter([ValueError("ours")])

    def submit(_: object) -> None:
        for fault in ticks:
            raise fault
        ticked.set()

    clock = Ticks(submit, roll)
    clock.keep(cast("Board", Every(0.05)))
    assert died.wait(20)
    clock.keep(cast("Board", Every(0.05)))

    assert ticked.wait(20)
    clock.stop()
