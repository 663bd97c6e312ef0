"""What a run of fragments changes on a page: its own blocks, and nothing else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Event
from ipyrerun.page import PageSink
from ipyrerun.patch import walk
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from tests.comms import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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


def lines_of(act: Callable[[], object]) -> int:
    """Return how many lines of Python an act executes: a loop over a page shows, too."""
    count = 0

    def note(frame: Any, event: str, arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return note

    before = sys.gettrace()
    sys.settrace(note)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


def patches(sent: list[Message]) -> list[Any]:
    return [m.content for m in sent if m.content and m.content.get("type") == "patch"]


def test_an_event_of_a_fragment_costs_the_same_whatever_the_page_around_it(open_cell):
    small, large = (open_cell(PAGE.format(count=count)) for count in (10, 500))
    for cell in (small, large):
        cell.move("slider:n", 1)
        cell.move("slider:n", 2)

    few = lines_of(lambda: small.move("slider:n", 3))
    many = lines_of(lambda: large.move("slider:n", 3))

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
