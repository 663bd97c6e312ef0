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


def stop_once_begun(loop: Loop, begun: threading.Event) -> Loop:
    """Give a loop something to do, and stop that once it has begun."""
    loop.submit(Event())
    assert begun.wait(WAIT)
    loop.stop()
    return loop


class Lasting:
    """A cancel that lasts beyond the end of what it cancels; `order` tells what came when."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.begun = threading.Event()
        self._entered, self._may_end = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self._entered.set()
        self._may_end.wait(WAIT)
        self.order.append("cancelled")

    def wait(self) -> None:
        """Begin, and go on as soon as the cancel is under way."""
        self.begun.set()
        self._entered.wait(WAIT)
        threading.Timer(0.05, self._may_end.set).start()


def test_a_stop_cancels_what_a_run_waits_for(make_loop):
    begun, cancelled = threading.Event(), threading.Event()
    ended: list[bool] = []

    def handle(job: Job) -> None:
        release = job.on_stop(cancelled.set)
        begun.set()
        ended.append(cancelled.wait(WAIT))
        release()

    loop = stop_once_begun(make_loop(handle), begun)

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

    loop = stop_once_begun(make_loop(handle), begun)

    assert loop.wait_idle(WAIT)
    canceller = next(t for t in threading.enumerate() if t.name == "ipyrerun cancelling")
    canceller.join(WAIT)
    assert calls[-1] == 0.0


def test_whoever_takes_it_back_waits_for_a_cancel_under_way(make_loop):
    cancel = Lasting()

    def handle(job: Job) -> None:
        release = job.on_stop(cancel)
        cancel.wait()
        release()
        cancel.order.append("released")

    loop = stop_once_begun(make_loop(handle), cancel.begun)

    assert loop.wait_idle(WAIT)
    assert cancel.order == ["cancelled", "released"]


def test_a_job_has_ended_only_after_a_cancel_under_way(make_loop):
    cancel = Lasting()

    def handle(job: Job) -> None:
        job.on_stop(cancel)
        cancel.wait()

    loop = stop_once_begun(make_loop(handle), cancel.begun)

    assert loop.wait_idle(WAIT)
    assert cancel.order == ["cancelled"]


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

    loop = stop_once_begun(make_loop(handle), begun)
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

    loop = stop_once_begun(make_loop(handle), begun)

    assert loop.wait_idle(WAIT)
    assert cancelled.is_set()


def test_what_was_never_taken_back_ends_with_its_job(make_loop):
    begun, called = threading.Event(), threading.Event()

    def handle(job: Job) -> None:
        job.on_stop(called.set)
        begun.set()
        called.wait(WAIT)

    loop = stop_once_begun(make_loop(handle), begun)
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
