"""`Job.on_stop`: what Python cannot interrupt is cancelled by a Stop."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from ipyrerun.errors import StopException
from ipyrerun.events import Event, Job
from ipyrerun.run import Run, current
from ipyrerun.session import Session

if TYPE_CHECKING:
    from ipyrerun.loop import Loop

WAIT = 20.0


def submitted(loop: Loop) -> Loop:
    """Give a loop something to do."""
    loop.submit(Event())
    return loop


def test_a_stop_cancels_what_a_run_waits_for(make_loop):
    begun, cancelled = threading.Event(), threading.Event()
    ended: list[bool] = []

    def handle(job: Job) -> None:
        release = job.on_stop(cancelled.set)
        begun.set()
        ended.append(cancelled.wait(WAIT))
        release()

    loop = submitted(make_loop(handle))
    assert begun.wait(WAIT)
    loop.stop()

    assert loop.wait_idle(WAIT)
    assert ended == [True]


def test_it_is_cancelled_again_until_it_is_taken_back(make_loop):
    begun, often = threading.Event(), threading.Event()
    calls: list[float] = []

    def cancel() -> None:
        calls.append(time.monotonic())
        if len(calls) == 3:
            often.set()

    def handle(job: Job) -> None:
        release = job.on_stop(cancel)
        begun.set()
        often.wait(WAIT)
        release()
        calls.append(0.0)

    loop = submitted(make_loop(handle))
    assert begun.wait(WAIT)
    loop.stop()

    assert loop.wait_idle(WAIT)
    canceller = next(t for t in threading.enumerate() if t.name == "ipyrerun cancelling")
    canceller.join(WAIT)
    assert calls[-1] == 0.0


def test_whoever_takes_it_back_waits_for_a_cancel_under_way(make_loop):
    entered, go_on, begun = threading.Event(), threading.Event(), threading.Event()
    order: list[str] = []

    def cancel() -> None:
        entered.set()
        go_on.wait(WAIT)
        order.append("cancelled")

    def handle(job: Job) -> None:
        release = job.on_stop(cancel)
        begun.set()
        entered.wait(WAIT)
        threading.Timer(0.05, go_on.set).start()
        release()
        order.append("released")

    loop = submitted(make_loop(handle))
    assert begun.wait(WAIT)
    loop.stop()

    assert loop.wait_idle(WAIT)
    assert order == ["cancelled", "released"]


def test_a_job_has_ended_only_after_a_cancel_under_way(make_loop):
    entered, go_on, begun = threading.Event(), threading.Event(), threading.Event()
    order: list[str] = []

    def cancel() -> None:
        entered.set()
        go_on.wait(WAIT)
        order.append("cancelled")

    def handle(job: Job) -> None:
        job.on_stop(cancel)
        begun.set()
        entered.wait(WAIT)
        threading.Timer(0.05, go_on.set).start()

    loop = submitted(make_loop(handle))
    assert begun.wait(WAIT)
    loop.stop()

    assert loop.wait_idle(WAIT)
    assert order == ["cancelled"]


def test_a_job_that_is_stopped_already_begins_nothing(make_loop):
    raised: list[BaseException] = []
    begun, stopped = threading.Event(), threading.Event()

    def handle(job: Job) -> None:
        begun.set()
        stopped.wait(WAIT)
        try:
            job.on_stop(lambda: None)
        except StopException as error:
            raised.append(error)

    loop = submitted(make_loop(handle))
    assert begun.wait(WAIT)
    loop.stop()
    stopped.set()

    assert loop.wait_idle(WAIT)
    assert len(raised) == 1


def test_a_cancel_that_fails_keeps_no_other_from_being_called(make_loop):
    begun, cancelled = threading.Event(), threading.Event()

    def fail() -> None:
        raise OSError("no")

    def handle(job: Job) -> None:
        releases = [job.on_stop(fail), job.on_stop(cancelled.set)]
        begun.set()
        assert cancelled.wait(WAIT)
        for release in releases:
            release()

    loop = submitted(make_loop(handle))
    assert begun.wait(WAIT)
    loop.stop()

    assert loop.wait_idle(WAIT)
    assert cancelled.is_set()


def test_what_was_never_taken_back_ends_with_its_job(make_loop):
    begun, called = threading.Event(), threading.Event()

    def handle(job: Job) -> None:
        job.on_stop(called.set)
        begun.set()
        called.wait(WAIT)

    loop = submitted(make_loop(handle))
    assert begun.wait(WAIT)
    loop.stop()
    assert loop.wait_idle(WAIT)

    for thread in threading.enumerate():
        if thread.name == "ipyrerun cancelling":
            thread.join(WAIT)
            assert not thread.is_alive()


def test_without_a_job_nothing_is_stopped():
    run = Run("a", Session(), None)

    run.on_stop(lambda: pytest.fail("called"))()

    assert not run.is_stopped
    assert current.get() is None
