"""Stop, newer events and runs that were given up, while others wait for what they compute."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

import ipyrerun as st
from ipyrerun.errors import StopException
from ipyrerun.events import Batch, Event, Job
from ipyrerun.run import Run, current
from ipyrerun.runner import seal, stoppable
from ipyrerun.session import kernel
from tests.cache.crowd import WAIT, Crowd, Gate, misses, wait_until

if TYPE_CHECKING:
    from ipyrerun.cache.store import Store


def counting() -> tuple[Any, list[int], Store]:
    """Return a cached function that has a value, its calls, and where its values are."""
    calls: list[int] = []

    @st.cache_data
    def f(a: int) -> int:
        calls.append(a)
        return a

    f(2)
    assert f._store is not None
    return f, calls, f._store


def look(_: Job) -> None:
    raise StopException


def test_who_waits_obeys_stop():
    gate = Gate()
    first = Crowd(lambda: gate.cached(1), 1)
    assert gate.begun.acquire(timeout=WAIT)
    job = Job(look, Batch(), 0.0)

    @st.cache_data
    def outer() -> Any:
        return gate.cached(1)

    def wait() -> Any:
        current.set(Run("app", kernel, job))
        return outer()

    second = Crowd(wait, 1)
    wait_until(lambda: misses() == 3)
    job.stop()

    assert [type(one) for one in second.join()] == [StopException]
    gate.open.set()
    assert first.join() == [7]


def test_who_waits_takes_over_from_a_run_that_was_given_up():
    gate = Gate()
    job = Job(look, Batch(), 0.0)

    def hang() -> Any:
        current.set(Run("app", kernel, job))
        return gate.cached(1)

    first = Crowd(hang, 1)
    assert gate.begun.acquire(timeout=WAIT)
    second = Crowd(lambda: gate.cached(1), 1)
    wait_until(lambda: misses() == 2)
    job.is_abandoned = True

    assert gate.begun.acquire(timeout=WAIT)
    gate.open.set()
    assert second.join() == first.join() == [7]
    assert gate.calls == [1, 1]


@pytest.mark.usefixtures("unwatched")
def test_a_stop_at_any_moment_leaves_nobody_waiting(make_loop):
    """Each of 300 runs asks for five values, and is stopped at whatever moment that happens."""
    ready, over = threading.Semaphore(0), threading.Event()
    jobs: list[Job] = []

    @st.cache_data
    def f(a: int) -> int:
        return sum(range(len(jobs) % 50)) * 0 + a

    def press() -> None:
        while ready.acquire(timeout=WAIT) and not over.is_set():
            loop._runner.interrupt(jobs[-1], time.monotonic() + len(jobs))

    def handle(job: Job) -> None:
        run = Run("app", kernel, job)
        current.set(run)
        jobs.append(job)
        try:
            ready.release()
            with suppress(StopException), stoppable():
                for a in range(5):
                    f(a)
                f.clear()
        except StopException:
            pass
        finally:
            seal()
            run.is_ended = True

    loop = make_loop(handle)
    presser = threading.Thread(target=press)
    presser.start()
    for n in range(300):
        loop.submit(Event("go", n, once=True))
    assert loop.wait_idle(WAIT)
    over.set()
    ready.release()
    presser.join(WAIT)

    assert len(jobs) == 300
    assert Crowd(lambda: [f(a) for a in range(5)], 2).join() == [[0, 1, 2, 3, 4]] * 2


def test_who_waits_takes_over_from_a_run_that_has_ended_without_a_word():
    f, calls, store = counting()
    run = Run("app", kernel, None)

    def begin() -> None:
        current.set(run)
        # As if a Stop had come before anybody could compute.
        store.begin(f._bind((1,), {}), "f")
        wait_until(lambda: misses() == 2)
        run.is_ended = True
        assert over.wait(WAIT)

    over = threading.Event()
    first, second = Crowd(begin, 1), Crowd(lambda: f(1), 1)

    assert second.join() == [1]
    over.set()
    first.join()
    assert calls == [2, 1]


def test_a_thread_that_has_lost_its_own_attempt_begins_anew():
    f, calls, store = counting()
    # As if an interrupt had come between the two.
    store.begin(f._bind((1,), {}), "f")

    assert f(1) == 1
    assert calls == [2, 1]
