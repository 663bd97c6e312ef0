"""Stop reaches the job that it is meant for, and no other; an abandoned thread counts no more."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from ipyrerun import runner as runners
from ipyrerun.errors import Preempted, StopException
from ipyrerun.events import Event, Job
from ipyrerun.loop import Loop
from ipyrerun.runner import seal, stoppable

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT = 20.0


def interrupt(job: Job) -> None:
    """Press Stop on the thread that calls, from another one."""
    runner = runners._local.runner
    later = time.monotonic() + 1
    thread = threading.Thread(target=runner.interrupt, args=(job, later))
    thread.start()
    thread.join(WAIT)


def test_nothing_is_raised_outside_of_user_code(make_loop):
    passed: list[str] = []

    def handle(job: Job) -> None:
        interrupt(job)
        passed.append("before")
        with stoppable():
            pass
        interrupt(job)
        passed.append("after")

    loop = make_loop(handle)
    loop.submit(Event())

    assert loop.wait_idle(WAIT)
    assert passed == ["before", "after"]


def test_nothing_is_raised_for_a_job_that_has_ended(make_loop):
    jobs: list[Job] = []
    hit: list[BaseException] = []

    def handle(job: Job) -> None:
        jobs.append(job)
        try:
            with stoppable():
                interrupt(jobs[0]) if len(jobs) == 2 else None
        except StopException as error:
            hit.append(error)

    loop = make_loop(handle)
    for n in range(2):
        loop.submit(Event("x", n))
        assert loop.wait_idle(WAIT)

    assert (len(jobs), hit) == (2, [])


@pytest.mark.usefixtures("unwatched")
def test_a_stop_at_any_moment_stays_inside_its_job(make_loop):
    """Each of 500 jobs is pressed once, at whatever moment the other thread gets to it."""
    turns: list[Job] = []
    escaped: list[BaseException] = []
    here, ready = threading.Event(), threading.Semaphore(0)
    over = threading.Event()

    def press() -> None:
        while ready.acquire(timeout=WAIT) and not over.is_set():
            job = turns[-1]
            runner = loop._runner
            assert runner is not None
            runner.interrupt(job, time.monotonic() + len(turns))
            here.set()

    def handle(job: Job) -> None:
        turns.append(job)
        try:
            ready.release()
            try:
                with stoppable():
                    sum(range(len(turns) % 50))
            except StopException:
                pass
            finally:
                seal()
            sum(range(50))
            here.wait(WAIT)
            here.clear()
            sum(n for n in range(50))
        except StopException as error:
            escaped.append(error)

    loop = make_loop(handle)
    presser = threading.Thread(target=press)
    presser.start()
    for n in range(500):
        loop.submit(Event("go", n, once=True))
    assert loop.wait_idle(WAIT)
    over.set()
    ready.release()
    presser.join(WAIT)

    assert len(turns) == 500
    assert escaped == []


def test_a_script_is_first_given_time_to_end_at_a_call_of_its_own(monkeypatch):
    monkeypatch.setattr(runners, "RAISE_EVERY", 60.0)
    pressed: list[Job] = []
    monkeypatch.setattr(runners.Runner, "interrupt", lambda _, job, __: pressed.append(job))
    begun, looked, ended = (threading.Event() for _ in range(3))

    def handle(job: Job) -> None:
        begun.set()
        looked.wait(WAIT)
        try:
            job.checkpoint()
        except StopException:
            ended.set()
            raise

    def pulse(job: Job) -> None:
        if job.is_stopped:
            looked.set()

    loop = Loop(handle, pulse, lambda _: None, "test")
    loop.submit(Event())
    assert begun.wait(WAIT)
    loop.stop()

    assert ended.wait(WAIT)
    assert pressed == []
    loop.close()


class Stubborn:
    """A script whose first run swallows every exception until it is released."""

    def __init__(self) -> None:
        self.begun, self.release, self.next_begun, self.go_on = (
            threading.Event() for _ in range(4)
        )
        self.threads: list[threading.Thread] = []

    def __call__(self, job: Job) -> None:
        self.threads.append(threading.current_thread())
        if len(self.threads) > 1:
            self.next_begun.set()
            self.go_on.wait(WAIT)
            return
        with stoppable():
            self.begun.set()
            while not self.release.is_set():
                try:
                    self.release.wait(0.05)
                except StopException:
                    continue


@pytest.fixture
def stubborn(make_loop, monkeypatch) -> tuple[Stubborn, Loop]:
    """Return a script that was given up, and its loop."""
    monkeypatch.setattr(runners, "GRACE", 0.2)
    given_up = threading.Event()
    script = Stubborn()
    loop = make_loop(script, lambda _: given_up.set())
    loop.submit(Event())
    assert script.begun.wait(WAIT)
    loop.stop()
    assert given_up.wait(WAIT)
    return script, loop


def test_an_abandoned_thread_takes_no_further_job(stubborn):
    script, loop = stubborn
    script.release.set()
    script.threads[0].join(WAIT)
    assert not script.threads[0].is_alive()

    script.go_on.set()
    loop.submit(Event("x", 1))

    assert script.next_begun.wait(WAIT)
    assert loop.wait_idle(WAIT)
    assert len(script.threads) == 2
    assert script.threads[1] is not script.threads[0]


def test_an_abandoned_thread_that_ends_leaves_the_job_under_way_alone(stubborn):
    script, loop = stubborn
    loop.submit(Event("x", 1))
    assert script.next_begun.wait(WAIT)
    under_way = loop.job

    script.release.set()
    script.threads[0].join(WAIT)

    assert loop.job is under_way is not None
    script.go_on.set()
    assert loop.wait_idle(WAIT)


def test_nothing_is_raised_in_an_abandoned_thread_that_all_others_would_wait_for(
    stubborn, monkeypatch
):
    script, _ = stubborn
    monkeypatch.setattr(runners, "_is_held_up", lambda: True)

    for thread in threading.enumerate():
        if thread.name == "ipyrerun abandoned":
            thread.join(WAIT)
            assert not thread.is_alive()

    assert script.threads[0].is_alive()
    script.release.set()


def loop_of(handle: Callable[[Loop, Job], None]) -> tuple[Loop, list[bool]]:
    """Return a loop that the test drains, and which of its jobs were stopped from the outset."""
    stopped: list[bool] = []

    def note(job: Job) -> None:
        stopped.append(job.is_stopped)
        handle(loop, job)

    loop = Loop(note, lambda _: None, lambda _: None, "test", is_threaded=False)
    return loop, stopped


def test_stop_before_a_run_that_waits_stops_that_run_and_no_other():
    loop, stopped = loop_of(lambda _, __: None)
    loop.submit(Event())

    assert loop.stop()
    loop.drain()
    assert not loop.stop()
    loop.submit(Event())
    loop.drain()

    assert stopped == [True, False]


def test_stop_that_comes_too_late_for_a_run_which_goes_on_stops_the_next():
    def handle(loop: Loop, job: Job) -> None:
        if len(stopped) == 1:
            assert loop.again(job)
            loop.stop()

    loop, stopped = loop_of(handle)
    loop.submit(Event())
    loop.drain()

    assert stopped == [False, True]


def test_stop_that_comes_too_late_for_a_preempted_run_stops_the_next():
    def handle(loop: Loop, _: Job) -> None:
        if len(stopped) == 1:
            loop.submit(Event("x", 1))
            loop.stop()
            raise Preempted

    loop, stopped = loop_of(handle)
    loop.submit(Event())
    loop.drain()

    assert stopped == [False, True]


def test_a_run_that_was_stopped_does_not_go_on():
    def handle(loop: Loop, job: Job) -> None:
        loop.stop()
        assert not loop.again(job)

    loop, stopped = loop_of(handle)
    loop.submit(Event())
    loop.drain()

    assert stopped == [False]


TRACED = """
import sys, threading, time
from ipyrerun.events import Event
from ipyrerun.loop import Loop
from ipyrerun.runner import stoppable

def watch(frame, event, arg):
    return None

sys.settrace(watch)
threading.settrace(watch)
begun = threading.Event()

def step():
    return time.monotonic()

def work():
    begun.set()
    until = step() + 1
    while step() < until:
        pass

def handle(job):
    with stoppable():
        helper = threading.Thread(target=work)
        helper.start()
        helper.join()

loop = Loop(handle, lambda _: None, lambda _: None, "traced")
loop.submit(Event())
begun.wait()
loop.stop()
print(loop.wait_idle(20))
"""


def test_under_a_debugger_a_stop_lets_the_thread_go_on_that_a_script_waits_for():
    command = [sys.executable, "-c", TRACED]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout == "True\n"
