"""The execution under way: who sees it, and what ends it."""

from __future__ import annotations

import sys
import threading
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun import flow, mains
from ipyrerun import run as runs
from ipyrerun.errors import NoSessionContext, RerunException, StopException
from ipyrerun.events import Batch, Job
from ipyrerun.mapping import SessionStateProxy
from ipyrerun.run import Run, current, enter
from ipyrerun.session import Session
from ipyrerun.tree import Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WAIT = 20.0


@pytest.fixture(autouse=True)
def installed() -> Iterator[None]:
    mains.install()
    yield
    mains.uninstall()


def new_run(job: Job | None = None) -> Run:
    return Run("app", Session(), job)


def inside(run: Run, function: Callable[[], Any]) -> Any:
    """Call a function as the run's script does."""

    def call() -> Any:
        enter(run)
        return function()

    return copy_context().run(call)


def seen_by_a_thread() -> Run | None:
    seen: list[Run | None] = []
    thread = threading.Thread(target=lambda: seen.append(current.get()))
    thread.start()
    thread.join(WAIT)
    return seen[0]


def test_a_thread_that_a_script_starts_sees_its_run_and_no_other_does():
    run = new_run()

    assert inside(run, seen_by_a_thread) is run
    assert seen_by_a_thread() is None


def test_a_thread_whose_run_was_stopped_ends_without_a_traceback(capsys):
    run = new_run()
    run.is_ended = True

    def start() -> None:
        thread = threading.Thread(target=run.checkpoint)
        thread.start()
        thread.join(WAIT)

    inside(run, start)

    assert capsys.readouterr().err == ""


def test_a_thread_that_outlives_its_complete_run_is_told_to_be_waited_for():
    run = new_run()
    run.is_ended = run.is_finished = True

    with pytest.raises(NoSessionContext, match=r"thread\.join\(\)"):
        run.checkpoint()


def test_a_run_that_was_ended_from_outside_ends_at_its_next_call():
    run = new_run()
    run.is_ended = True

    with pytest.raises(StopException):
        run.checkpoint()


def test_reading_the_state_ends_a_run_that_was_ended_from_outside():
    run = new_run()
    run.session.state.put("n", 1)
    run.is_ended = True

    with pytest.raises(StopException):
        inside(run, lambda: SessionStateProxy()["n"])


def test_a_run_begins_outside_of_every_with():
    run = new_run()

    def call() -> Node:
        runs.within.set(Node("other", "container", "container", {}))
        return inside(run, run.block)

    assert copy_context().run(call) is run.main


def test_a_run_that_was_ended_from_inside_ends_again_at_its_next_call():
    run = new_run()
    run.ending = RerunException()

    with pytest.raises(RerunException):
        run.checkpoint()


@pytest.mark.parametrize("mark", ["is_stopped", "is_abandoned"])
def test_printing_ends_a_stopped_run(mark: str):
    job = Job(None, Batch(), 0.0)  # type: ignore[arg-type]
    setattr(job, mark, True)

    with pytest.raises(StopException):
        new_run(job).print("stdout", "x")


@pytest.mark.parametrize("end", [flow.stop, flow.rerun])
def test_outside_a_run_there_is_nothing_to_end(end: Callable[[], None]):
    with pytest.raises(NoSessionContext, match="put %%rerun on the first line"):
        end()


def test_the_sidebar_is_on_the_page_once_it_holds_something():
    run = new_run()
    assert run.root.children == [run.main]

    for n in range(2):
        run.place(Node(f"n{n}", "text", "text", {}), run.sidebar)

    assert run.root.children == [run.main, run.sidebar]


def test_outside_an_app_each_element_is_shown_at_once():
    shown: list[int] = []
    run = Run("", Session(), None, lambda r: shown.append(r.placed))

    run.print("stdout", "a")
    run.print("stdout", "b")
    assert run.main.children is not None
    run.remove(run.main.children[0])

    assert shown == [1, 1, 2]


def test_main_answers_for_the_run_then_for_the_notebook_then_for_the_last_runs(monkeypatch):
    main = sys.modules["__main__"]
    run = new_run()
    run.space.update(mine=1)
    monkeypatch.setitem(mains.last_spaces, "other", {"theirs": 2})
    main.ours = 3  # type: ignore[attr-defined]

    found = inside(run, lambda: (main.mine, main.ours, main.theirs, vars(main)))
    assert found == (1, 3, 2, {"mine": 1})
    assert vars(main)["ours"] == 3
    assert not hasattr(main, "mine")
    with pytest.raises(AttributeError, match="module '__main__' has no attribute 'zz'"):
        _ = main.zz
    del vars(main)["ours"]


def test_installing_twice_changes_nothing_and_uninstalling_takes_all_back():
    main, start = sys.modules["__main__"], threading.Thread.start

    mains.install()
    assert (sys.modules["__main__"], threading.Thread.start) == (main, start)
    mains.uninstall()
    mains.uninstall()

    assert sys.modules["__main__"] is not main
    assert threading.Thread.start is mains._start_thread
