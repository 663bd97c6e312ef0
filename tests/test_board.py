"""What a run of fragments changes on a page: its own blocks, and nothing else."""

from __future__ import annotations

import sys
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
from ipyrerun.patch import walk
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.sink import RollCall
from ipyrerun.ticks import Ticks
from ipyrerun.tree import block
from tests.comms import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipyrerun.board import Board
    from tests.comms import Message

PAGE = """
@st.fragment
def part():
    n = st.slider("n", 0, 100, key="n")
    for i in range(3):
        st.text(f"line {{i}} of {{n}}")
    st.sidebar.text(f"beside {{n}}")
for i in range({count}):
    (st.checkbox if i % 2 else st.text)(f"above {{i}}")
part()
for i in range({count}):
    st.slider(f"below {{i}}")
"""


class Cell:
    """An app with its real page, which a browser looks at."""

    def __init__(self, text: str) -> None:
        script = compile_script(f"import ipyrerun as st\n{text}", "cell")
        self.app = App(Session(), "cell", "cell", script, {}, main.write, is_threaded=False)
        self.sink = PageSink(self.app.loop.submit, self.app.listen, {"name": "cell"})
        self.app.attach(self.sink)
        self.app.start()
        self.app.loop.drain()
        say(self.sink.page, {"type": "hello", "epoch": self.sink.page.epoch, "seq": 1})

    def move(self, id_: str, value: Any, *, once: bool = False) -> None:
        self.app.loop.submit(Event(id_, value, once=once))
        self.app.loop.drain()

    def ids(self) -> list[str]:
        return [node.id for node in walk(self.sink.shown)]


@pytest.fixture
def open_cell(sent: list[Message]) -> Iterator[Callable[[str], Cell]]:
    cells: list[Cell] = []

    def new(text: str) -> Cell:
        cells.append(Cell(text))
        sent.clear()
        return cells[-1]

    yield new
    for cell in cells:
        cell.app.close()


def calls_of(act: Callable[[], object]) -> int:
    count = 0

    def note(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def patches(sent: list[Message]) -> list[Any]:
    return [m.content for m in sent if m.content and m.content.get("type") == "patch"]


def test_an_event_of_a_fragment_costs_the_same_whatever_the_page_around_it(open_cell):
    small, large = (open_cell(PAGE.format(count=count)) for count in (10, 500))
    for cell in (small, large):
        cell.move("slider:n", 1)
        cell.move("slider:n", 2)

    few = calls_of(lambda: small.move("slider:n", 3))
    many = calls_of(lambda: large.move("slider:n", 3))

    assert many <= few * 1.02


def test_what_is_sent_is_about_the_fragments_own_nodes(open_cell, sent):
    cell = open_cell(PAGE.format(count=20))

    cell.move("slider:n", 3)

    (patch,) = patches(sent)
    place = "main.fragment-__main__.part-0"
    assert [op[:2] for op in patch["ops"]] == [
        ["props", f"sidebar.{place}.text0"],
        *(["props", f"{place}.text{i}"] for i in range(3)),
    ]
    assert "stale" not in patch


def test_a_page_that_fragments_have_changed_is_the_one_a_whole_run_would_draw(open_cell, sent):
    cell = open_cell(
        """
@st.fragment
def inner(i):
    st.checkbox(f"inner {i}", key=f"inner{i}")
@st.fragment
def part():
    n = st.slider("n", 0, 9, 2, key="n")
    side = st.sidebar.checkbox("side", key="side")
    for i in range(n):
        with st.sidebar if side and i % 2 else st.container():
            inner(i)
part()
st.text("end")
"""
    )
    for id_, value in [("slider:n", 4), ("checkbox:side", True), ("checkbox:inner3", True)] * 2:
        cell.move(id_, value)
        cell.move("slider:n", 5)
    by_fragments = cell.ids()
    sent.clear()

    cell.app.start()
    cell.app.loop.drain()

    assert cell.ids() == by_fragments
    assert patches(sent) == []
    assert set(cell.sink.live) == {n.id for n in walk(cell.sink.shown) if n.view is not None}


@pytest.mark.parametrize("end", ["", "st.rerun()", "st.stop()", "1 / 0"])
def test_a_status_outside_that_a_fragment_updates_is_sent(open_cell, sent, end: str):
    cell = open_cell(
        f"""
status = st.status(st.session_state.get("label", "Waiting"))
with status:
    st.text("inside")
@st.fragment
def part():
    if st.button("go", key="go"):
        st.session_state.label = "Done"
        status.update(label="Half")
        status.update(label="Done")
        {end}
part()
"""
    )

    cell.move("button:go", True, once=True)

    ops = [op for patch in patches(sent) for op in patch["ops"] if op[1] == "main.fold0"]
    assert ops == [["props", "main.fold0", {"label": "Done"}, []]]


def test_a_run_of_a_fragment_that_gives_way_is_made_up_for(open_cell):
    cell = open_cell(
        """
@st.fragment
def part():
    n = st.slider("n", 0, 9, key="n")
    if n == 3 and not st.session_state.get("told"):
        st.session_state.told = True
        st.rerun("fragment")
    st.text(f"n is {n}")
part()
"""
    )

    cell.move("slider:n", 3)

    assert [n.value for n in walk(cell.sink.shown) if n.name == "text"] == ["n is 3"]
    assert cell.app._board.owed == set()


def test_a_dialog_that_is_dismissed_goes_from_the_page_without_a_run(open_cell, sent):
    cell = open_cell(
        """
st.session_state.runs = st.session_state.get("runs", 0) + 1
@st.dialog("Title")
def ask():
    st.text_input("x", key="x")
ask()
"""
    )
    (dialog,) = [node for node in walk(cell.sink.shown) if node.kind == "dialog"]

    cell.app.listen({"type": "set", "id": dialog.id, "value": True, "edit": ["c", 1]})
    cell.app.loop.drain()

    assert [patch["ops"] for patch in patches(sent)] == [[["remove", dialog.id]]]
    assert "text_input:x" not in cell.sink.live
    assert cell.app.session.state.values["runs"] == 1


# -- the clock


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


def test_only_the_most_recent_clients_of_a_block_are_remembered(open_cell):
    cell = open_cell("st.expander('more', key='more', on_change='rerun')")
    (fold,) = [n.id for n in walk(cell.sink.shown) if n.input is not None]

    for n in [*range(12), 5]:
        cell.app.listen({"type": "set", "id": fold, "value": True, "edit": [f"c{n}", n]})

    seen = cell.app._board.intake.seen()[fold]
    assert seen == {f"c{n}": n for n in range(5, 12)} | {"c4": 4}


def test_what_a_page_has_read_is_asked_for_without_a_copy(open_cell):
    cell = open_cell("for i in range(9): st.session_state.get(f'k{i}')")
    board = cell.app._board

    class Read(set[str]):
        def __or__(self, other: Any) -> Any:
            raise AssertionError("a copy")

    board._reads = Read(board._reads)

    assert board.has_read({"k3", "other"})
    assert not board.has_read({"other"})
