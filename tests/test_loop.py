"""Events → batches → one handler at a time."""

from __future__ import annotations

import threading
from contextvars import ContextVar, copy_context

import pytest

from ipyrerun import runner as runners
from ipyrerun.errors import Preempted, StopException
from ipyrerun.events import Event, Job
from ipyrerun.loop import Loop
from ipyrerun.runner import stoppable
from tests.threads import at_once

WAIT = 20.0


def test_of_many_values_of_one_input_the_last_wins_and_no_click_is_merged(make_loop):
    begun, held, batches = threading.Event(), threading.Event(), []

    def handle(job: Job) -> None:
        batches.append(job.batch)
        begun.set()
        held.wait(WAIT)

    loop = make_loop(handle)
    loop.submit(Event())
    begun.wait(WAIT)
    for n in range(5):
        loop.submit(Event("x", n))
    for _ in range(2):
        loop.submit(Event("go", value=True, once=True))
    loop.submit(Event("x", 9))
    held.set()

    assert loop.wait_idle(WAIT)
    values = [[(e.id, e.value) for e in b.values] for b in batches[1:]]
    assert [b.trigger is not None for b in batches[1:]] == [True, True, False]
    assert values == [[("x", 4)], [], [("x", 9)]]


def test_nothing_is_lost_when_many_threads_submit(make_loop):
    clicks: list[int] = []
    values: dict[str, int] = {}

    def handle(job: Job) -> None:
        values.update((e.id, e.value) for e in job.batch.values)
        if job.batch.trigger is not None:
            clicks.append(job.batch.trigger.value)

    loop = make_loop(handle)

    def submit(thread: int) -> None:
        for n in range(200):
            loop.submit(Event(f"x{thread}", n))
            if n % 10 == 0:
                loop.submit(Event("go", thread * 1000 + n, once=True))

    at_once(submit, range(8))

    assert loop.wait_idle(WAIT)
    assert values == {f"x{t}": 199 for t in range(8)}
    assert sorted(clicks) == sorted(t * 1000 + n for t in range(8) for n in range(0, 200, 10))


def test_a_newer_event_ends_a_run_at_its_next_checkpoint_and_its_click_is_carried(make_loop):
    begun, go_on = threading.Event(), threading.Event()
    seen: list[tuple[bool, bool]] = []

    def handle(job: Job) -> None:
        seen.append((job.batch.trigger is not None, job.batch.armed is not None))
        begun.set()
        go_on.wait(WAIT)
        job.checkpoint()
        job.consume()

    loop = make_loop(handle)
    loop.submit(Event("go", value=True, once=True))
    begun.wait(WAIT)
    loop.submit(Event("x", 1))
    go_on.set()

    assert loop.wait_idle(WAIT)
    assert seen == [(True, False), (False, True)]


def test_a_protected_run_and_one_that_has_handed_out_its_click_are_not_preempted(make_loop):
    begun, go_on = threading.Event(), threading.Event()
    passed = []

    def handle(job: Job) -> None:
        if job.batch.trigger is None:
            return
        with job.protect():
            begun.set()
            go_on.wait(WAIT)
            job.checkpoint()
        job.consume()
        job.checkpoint()
        passed.append(1)

    loop = make_loop(handle)
    loop.submit(Event("go", value=True, once=True))
    begun.wait(WAIT)
    loop.submit(Event("x", 1))
    go_on.set()

    assert loop.wait_idle(WAIT)
    assert passed == [1]


def test_a_click_behind_an_unseen_click_does_not_preempt(make_loop):
    loop = Loop(lambda _: None, lambda _: None, lambda _: None, "test", is_threaded=False)
    seen: list[str | None] = []

    def handle(job: Job) -> None:
        if len(seen) == 0:
            loop.submit(Event("b", value=True, once=True))
        job.checkpoint()
        seen.append(job.batch.trigger.id if job.batch.trigger else None)
        job.consume()

    loop._handle = handle
    loop.submit(Event("a", value=True, once=True))
    loop.drain()

    assert seen == ["a", "b"]


def test_a_click_is_preempted_by_what_waited_behind_it_already():
    seen: list[tuple[str, list[int]]] = []
    loop = Loop(lambda _: None, lambda _: None, lambda _: None, "test", is_threaded=False)

    def handle(job: Job) -> None:
        kind = "click" if job.batch.trigger else "carried" if job.batch.armed else "value"
        seen.append((kind, [e.value for e in job.batch.values]))
        job.checkpoint()
        job.consume()

    loop._handle = handle
    loop.submit(Event("go", value=True, once=True))
    loop.submit(Event("x", 1))
    loop.drain()

    assert seen == [("click", []), ("carried", [1])]


def test_a_job_runs_in_a_copy_of_the_context_of_the_newest_message():
    header: ContextVar[str] = ContextVar("header", default="none")
    seen: list[str] = []

    def handle(_: Job) -> None:
        seen.append(header.get())
        header.set("spoilt")

    loop = Loop(handle, lambda _: None, lambda _: None, "test", is_threaded=False)
    message = copy_context()
    message.run(header.set, "browser's")
    later = copy_context()
    later.run(header.set, "later")

    loop.submit(Event("x", 1), message)
    loop.drain()
    loop.submit(Event("x", 2))
    loop.drain()
    loop.adopt(later)
    loop.submit(Event("x", 3))
    loop.drain()

    assert seen == ["browser's", "browser's", "later"]
    assert header.get() == "none"


LOOPS = {
    "spinning": lambda: [None for _ in iter(int, 1)],
    "waiting": lambda: [threading.Event().wait(0.05) for _ in iter(int, 1)],
}


@pytest.mark.parametrize("kind", list(LOOPS))
def test_stop_raises_in_user_code(make_loop, kind: str):
    begun, ended = threading.Event(), []

    def handle(job: Job) -> None:
        begun.set()
        try:
            with stoppable():
                LOOPS[kind]()
        except StopException:
            ended.append(kind)
            raise

    loop = make_loop(handle)
    loop.submit(Event())
    begun.wait(WAIT)

    assert loop.stop()
    assert loop.wait_idle(WAIT)
    assert ended == [kind]


def test_a_run_that_swallows_stop_is_abandoned_and_the_loop_goes_on(make_loop, monkeypatch):
    monkeypatch.setattr(runners, "GRACE", 0.3)
    begun, given_up, release, done = (threading.Event() for _ in range(4))

    def handle(job: Job) -> None:
        if job.batch.values:
            done.set()
            return
        begun.set()
        with stoppable():
            while not release.is_set():
                try:
                    release.wait(0.05)
                except BaseException:  # noqa: BLE001 - a script that will not stop
                    continue

    loop = make_loop(handle, lambda _: given_up.set())
    loop.submit(Event())
    begun.wait(WAIT)
    loop.stop()

    assert given_up.wait(WAIT)
    loop.submit(Event("x", 1))
    assert done.wait(WAIT)
    release.set()
    assert loop.wait_idle(WAIT)


def test_a_late_stop_never_hits_the_next_job(make_loop):
    hit: list[BaseException] = []
    count = 300

    def handle(job: Job) -> None:
        try:
            with stoppable():
                sum(range(2_000))
        except StopException:
            pass
        try:
            sum(range(2_000))
        except StopException as error:
            hit.append(error)

    loop = make_loop(handle)
    for n in range(count):
        loop.submit(Event("x", n))
        loop.stop()
    assert loop.wait_idle(WAIT)

    assert hit == []


def test_a_loop_without_threads_is_drained_by_its_owner():
    handled = []
    loop = Loop(
        lambda job: handled.append(job.batch.values[0].value),
        lambda _: None,
        lambda _: None,
        "test",
        is_threaded=False,
    )
    loop.submit(Event("x", 1))
    loop.submit(Event("x", 2))

    loop.drain()

    assert handled == [2]


def test_whoever_only_asks_for_a_run_is_content_with_that_of_the_click_before():
    batches = []
    loop = Loop(lambda job: batches.append(job.batch), print, print, "test", is_threaded=False)

    loop.submit(Event("go", value=True, once=True))
    loop.submit(Event())
    loop.drain()

    assert [(b.trigger is not None, b.is_forced) for b in batches] == [(True, True)]


def test_a_closed_loop_takes_no_event(make_loop):
    handled: list[Job] = []
    loop = make_loop(handled.append)
    loop.close()

    loop.submit(Event("x", 1))

    assert loop.wait_idle(WAIT)
    assert handled == []


def test_preempted_is_no_exception_that_a_script_would_catch():
    assert not issubclass(Preempted, Exception)


def test_a_quiet_event_waits_for_the_next_that_asks_for_a_run(make_loop):
    begun, held, batches = threading.Event(), threading.Event(), []

    def handle(job: Job) -> None:
        batches.append([(e.id, e.value) for e in job.batch.values])
        begun.set()
        held.wait(WAIT)
        job.checkpoint()

    loop = make_loop(handle)
    loop.submit(Event("a", 1, quiet=True))
    assert loop.wait_idle(WAIT)
    assert batches == []

    loop.submit(Event("b", 2))
    begun.wait(WAIT)
    loop.submit(Event("a", 3, quiet=True))
    loop.submit(Event("a", 4, quiet=True))
    held.set()
    assert loop.wait_idle(WAIT)
    assert batches == [[("a", 1), ("b", 2)]]

    loop.submit(Event("go", value=True, once=True))
    loop.submit(Event("a", 5, quiet=True))
    assert loop.wait_idle(WAIT)
    assert batches[1:] == [[("a", 4)]]
    assert [e.value for e in loop.close()] == [5]


# -- events that ask for less than the whole script


@pytest.mark.parametrize(
    ("under_way", "event", "ends"),
    [
        (None, Event("a"), False),
        (None, Event("app"), True),
        (None, Event(fragments=("a",)), False),
        (None, Event("quiet"), False),
        ("a", Event("a"), True),
        ("a", Event("b"), False),
        ("a", Event("app"), True),
        ("a", Event(), True),
        ("a", Event(fragments=("a",)), False),
    ],
)
def test_what_ends_a_run_under_way(under_way: str | None, event: Event, *, ends: bool):
    scopes = {"app": "", "": "", "quiet": None}
    begun, go_on = threading.Event(), threading.Event()
    ended: list[bool] = []

    def handle(job: Job) -> None:
        if begun.is_set():
            return
        job.fragments = None if under_way is None else frozenset({under_way})
        begun.set()
        go_on.wait(WAIT)
        try:
            job.checkpoint()
        except Preempted:
            ended.append(True)
            raise
        ended.append(False)

    loop = Loop(
        handle, lambda _: None, lambda _: None, "test", scope=lambda e: scopes.get(e.id, e.id)
    )
    loop.submit(Event("first"))
    assert begun.wait(WAIT)
    loop.submit(event)
    go_on.set()

    assert loop.wait_idle(WAIT)
    loop.close()
    assert ended == [ends]


def test_a_wish_for_a_fragment_that_waits_already_is_not_queued_twice():
    batches = []
    loop = Loop(
        lambda job: batches.append(job.batch.fragments),
        lambda _: None,
        lambda _: None,
        "test",
        is_threaded=False,
    )

    for _ in range(3):
        loop.submit(Event(fragments=("a",)))
    loop.drain()

    assert batches == [("a",)]
