"""One computation for all who ask at the same time, whatever comes of it."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import threading
import traceback
import weakref
from typing import Any, Self

import pytest

import ipyrerun as st
from ipyrerun.errors import StopException, StreamlitAPIException
from tests.cache.crowd import WAIT, Crowd, Gate, misses, wait_until


def test_callers_at_the_same_time_share_one_computation():
    gate = Gate(ends=[1, 2])

    got = gate.crowd()

    assert gate.calls == [1]
    assert got == [[1, 2]] * 8
    assert len(set(map(id, got))) == 8


def test_a_shared_resource_is_the_same_for_all():
    gate = Gate(ends=[1, 2], decorate=st.cache_resource)

    assert len(set(map(id, gate.crowd()))) == 1


def test_callers_at_the_same_time_share_a_failure():
    gate = Gate(ends=ValueError("no", 3))

    got = gate.crowd()

    assert gate.calls == [1]
    assert [(type(one), one.args) for one in got] == [(ValueError, ("no", 3))] * 8
    assert len(set(map(id, got))) == 8


def test_a_failure_has_the_traceback_of_who_meets_it_and_of_where_it_was():
    got = Gate(ends=ValueError("no")).crowd(2)

    for error in got:
        names = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
        assert names[0] == "_work"
        assert names.count("_work") == 1
        assert names[-1] == "slow"


def test_a_failure_is_not_kept():
    gate = Gate(ends=ValueError("no"))
    gate.crowd(2)
    with pytest.raises(ValueError, match="no"):
        gate.cached(1)

    assert gate.calls == [1, 1]


class Coded(Exception):
    """An error whose arguments are not those of its class."""

    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


class Stubborn(Exception):
    """An error that cannot be copied."""

    def __new__(cls, *_: object) -> Self:
        return super().__new__(cls, object())

    def __init__(self, lock: Any) -> None:
        self.lock = lock

    def __copy__(self) -> Stubborn:
        raise TypeError("no copies")


@pytest.mark.parametrize(
    "error",
    [Coded(5), OSError(2, "no such", "file"), Stubborn(threading.Lock()), UnicodeError("u")],
    ids=lambda error: type(error).__name__,
)
def test_whatever_class_a_failure_has_all_get_an_equal_one(error: Exception):
    got = Gate(ends=error).crowd(3)

    assert {(type(one), str(one)) for one in got} == {(type(error), str(error))}
    assert all(vars(one) == vars(error) for one in got)


def test_a_failure_says_what_caused_it_to_all():
    error = ValueError("no")
    error.__cause__ = KeyError("why")
    error.add_note("a note")
    got = Gate(ends=error).crowd(3)

    assert {repr(one.__cause__) for one in got} == {"KeyError('why')"}
    assert {tuple(one.__notes__) for one in got} == {("a note",)}


def test_what_ends_one_run_ends_no_other():
    gate = Gate(ends=7)
    calls: list[Any] = []

    @st.cache_data
    def stopped(a: int) -> int:
        calls.append(a)
        gate.begun.release()
        assert gate.open.wait(WAIT)
        if len(calls) == 1:
            raise StopException
        return a

    crowd = Crowd(lambda: stopped(1), 4)
    assert gate.begun.acquire(timeout=WAIT)
    wait_until(lambda: misses() == 4)
    gate.open.set()
    got = crowd.join()

    assert len(calls) == 2
    assert sorted(map(repr, got)) == ["1", "1", "1", "StopException()"]


def test_other_arguments_do_not_wait():
    gate = Gate()
    crowd = Crowd(lambda: gate.cached(1), 1)
    assert gate.begun.acquire(timeout=WAIT)
    other = Crowd(lambda: gate.cached(2), 1)

    assert gate.begun.acquire(timeout=WAIT)
    gate.open.set()
    assert crowd.join() + other.join() == [7, 7]


def test_a_function_that_waits_for_itself_raises():
    @st.cache_data
    def again(a: int) -> int:
        return int(again(a))

    with pytest.raises(StreamlitAPIException) as caught:
        again(1)

    assert str(caught.value) == (
        f"{again.__qualname__}() was called with the arguments for which it is being computed, by "
        "that computation itself: it would wait for itself for ever. Give the inner call other "
        "arguments, or let it call the function that is not cached, "
        f"{again.__qualname__}.__wrapped__"
    )


def test_a_function_may_call_itself_with_other_arguments():
    @st.cache_data
    def factorial(n: int) -> int:
        return n * int(factorial(n - 1)) if n else 1

    assert factorial(20) == 2432902008176640000


def test_two_threads_that_wait_for_one_another_both_get_an_error():
    both = threading.Barrier(2, timeout=WAIT)

    @st.cache_data
    def ping(a: int) -> int:
        both.wait()
        return int(pong(a))

    @st.cache_data
    def pong(a: int) -> int:
        both.wait()
        return int(ping(a))

    one, other = Crowd(lambda: ping(1), 1), Crowd(lambda: pong(1), 1)

    assert {type(error) for error in one.join() + other.join()} == {StreamlitAPIException}


def test_a_function_that_a_thread_of_itself_calls_again_raises():
    @st.cache_data
    def again(a: int) -> Any:
        run = contextvars.copy_context().run
        return repr(Crowd(lambda: run(again, a), 1).join()[0])

    assert "it would wait for itself for ever" in again(1)


def test_who_awaits_the_same_shares_one_computation():
    calls: list[int] = []

    @st.cache_data
    async def slow(a: int) -> list[int]:
        calls.append(a)
        await asyncio.sleep(0.01)
        return [a]

    async def main() -> list[Any]:
        return list(await asyncio.gather(*(slow(1) for _ in range(5))))

    got = asyncio.run(main())

    assert calls == [1]
    assert got == [[1]] * 5
    assert len(set(map(id, got))) == 5


def test_event_loops_of_several_threads_share_one_computation():
    calls: list[int] = []
    open_ = threading.Event()

    @st.cache_data
    async def slow(a: int) -> int:
        calls.append(a)
        # A thread lets it go on, no task of this loop.
        while not open_.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        return a

    crowd = Crowd(lambda: asyncio.run(slow(1)), 4)
    wait_until(lambda: misses() == 4)
    open_.set()

    assert crowd.join() == [1] * 4
    assert calls == [1]


def test_who_awaits_shares_a_failure():
    calls: list[int] = []

    @st.cache_data
    async def fail(a: int) -> int:
        calls.append(a)
        await asyncio.sleep(0.01)
        raise KeyError(a)

    async def main() -> list[Any]:
        return list(await asyncio.gather(*(fail(1) for _ in range(3)), return_exceptions=True))

    got = asyncio.run(main())

    assert calls == [1]
    assert list(map(repr, got)) == ["KeyError(1)"] * 3


def test_a_task_that_is_cancelled_lets_another_one_compute():
    calls: list[int] = []

    @st.cache_data
    async def slow(a: int) -> int:
        calls.append(a)
        await asyncio.sleep(0 if len(calls) > 1 else 1000)
        return a

    async def main() -> tuple[Any, Any]:
        first, second = asyncio.create_task(slow(1)), asyncio.create_task(slow(1))
        await asyncio.sleep(0)
        first.cancel()
        return await asyncio.gather(first, second, return_exceptions=True)

    first, second = asyncio.run(main())

    assert isinstance(first, asyncio.CancelledError)
    assert second == 1
    assert calls == [1, 1]


def test_who_awaits_takes_over_from_an_event_loop_that_has_stopped():
    calls: list[int] = []

    @st.cache_data
    async def f() -> int:
        calls.append(1)
        if len(calls) == 1:
            await asyncio.Event().wait()
        return len(calls)

    async def begin() -> asyncio.Task[int]:
        task = asyncio.ensure_future(f())
        await asyncio.sleep(0)
        return task

    loop = asyncio.new_event_loop()
    task = loop.run_until_complete(begin())
    value = asyncio.run(asyncio.wait_for(f(), 10))
    task.cancel()
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()

    assert value == 2


def test_a_coroutine_that_awaits_itself_raises():
    @st.cache_data
    async def again(a: int) -> Any:
        return await again(a)

    with pytest.raises(StreamlitAPIException, match="wait for itself for ever"):
        asyncio.run(again(1))


def test_a_failure_that_nobody_waited_for_is_held_by_nobody():
    class Mark:
        pass

    @st.cache_data
    def fail(_mark: Mark) -> None:
        raise ValueError("no")

    mark = Mark()
    told = weakref.ref(mark)
    with pytest.raises(ValueError, match="no"):
        fail(mark)
    del mark
    gc.collect()

    assert told() is None
