"""Runs that end for a newer event, and what makes up for them."""

from __future__ import annotations

import threading

import pytest

from ipyrerun.crew import Crew
from ipyrerun.errors import Preempted, StopException
from ipyrerun.events import Batch, Event, Job
from ipyrerun.run import Run
from ipyrerun.session import Session
from tests.drained import Cell


@pytest.mark.parametrize("is_fast", ["true", "false"])
def test_a_newer_event_ends_a_run_at_its_next_call_also_without_fast_reruns(
    is_fast: str, monkeypatch, tmp_path
):
    # In Streamlit, too, `ScriptRequests.on_scriptrunner_yield` hands out the rerun there.
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit/config.toml").write_text(f"[runner]\nfastReruns = {is_fast}\n")
    monkeypatch.chdir(tmp_path)
    log = list[str]()

    Cell(
        "log.append('a')\nlog.count('a') == 1 and push('')\nst.text('x')\nlog.append('b')", log=log
    )

    assert log == ["a", "a", "b"]


CAUSES = frozenset({1})


GAVE_WAY = """
@st.fragment(key="part")
def part():
    log.append("part")
part()
st.checkbox("ask", key="ask", on_change=st.rerun, args=("part",))
log.append("script")
if st.checkbox("give way", key="give way") and log.count("script") == 1:
    give_way()
    st.text("never")
log.append("end")
"""


def test_where_a_script_gave_way_a_callback_that_asks_for_a_fragment_gets_all_of_it():
    log = list[str]()
    cell: Cell = Cell(GAVE_WAY, log=log, give_way=lambda: cell.push("checkbox:ask"))
    log.clear()

    cell.push("checkbox:give way")
    cell.app.loop.drain()

    assert log == ["part", "script", "part", "script", "end"]


def test_a_script_that_gave_way_is_made_up_for_though_the_clock_asks_for_a_fragment_only():
    log = list[str]()

    def give_way() -> None:
        cell.app.loop.submit(Event(causes=CAUSES))
        cell.app.loop.submit(Event(fragments=tuple(cell.app._board.fragments)))

    cell = Cell(GAVE_WAY, log=log, give_way=give_way)
    log.clear()

    # Another app wakes this one twice for the same change.
    cell.app.loop.submit(Event(causes=CAUSES))
    cell.push("checkbox:give way")
    cell.app.loop.drain()

    assert log == ["part", "script", "part", "script", "end"]


BESIDE = """
late, gone = threading.Event(), threading.Event()
@st.fragment(parallel=True)
def part():
    try:
        late.wait(5)
        log.append(st.checkbox("in part", key="in part"))
    finally:
        gone.set()
part()
if st.checkbox("give way", key="give way") and not pushed:
    pushed.append(push(""))
_ = late.set()
# No call in which this thread would give way.
_ = gone.wait(5)
"""


def test_what_a_parallel_fragment_did_not_reach_when_it_gave_way_is_kept():
    log = list[bool]()
    cell = Cell(BESIDE, log=log, pushed=[], threading=threading)
    cell.edit("checkbox:in part")

    cell.edit("checkbox:give way")

    assert log == [False, True, True]


def test_a_run_whose_part_gave_way_is_not_whole_though_nothing_ends_the_script():
    def give_way_once(job: Job) -> None:
        job.alarm = False
        raise Preempted

    run = Run("app", Session(), Job(give_way_once, Batch(), 0.0))
    crew = Crew(run, 1)
    assert run.job is not None
    run.job.alarm = True
    crew.submit(run.checkpoint)
    crew._work[0].result(20)

    with pytest.raises(StopException):
        crew.join()
