"""Several threads that call something at the same time."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import ipyrerun as st

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT = 20.0


class Crowd:
    """Threads that call a function, and what each of them got: a value, or what was raised."""

    def __init__(self, call: Callable[[], Any], count: int = 8) -> None:
        self.got: list[Any] = []
        self._call = call
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def _work(self) -> None:
        try:
            self.got.append(self._call())
        except BaseException as error:  # noqa: BLE001 - it is what a test looks at
            self.got.append(error)

    def join(self) -> list[Any]:
        """Wait for all; return what they got."""
        for thread in self._threads:
            thread.join(WAIT)
            assert not thread.is_alive()
        return self.got


def wait_until(is_so: Callable[[], object], what: str = "it") -> None:
    """Wait for a condition."""
    give_up = time.monotonic() + WAIT
    while not is_so():
        assert time.monotonic() < give_up, f"{what} has not come"
        time.sleep(0.002)


class Gate:
    """A cached function that is slow: it counts its calls, and ends when it is let."""

    def __init__(self, ends: Any = 7, decorate: Any = st.cache_data) -> None:
        self.calls: list[Any] = []
        self.begun = threading.Semaphore(0)
        self.open = threading.Event()
        calls, begun, wait = self.calls, self.begun, self.open

        @decorate
        def slow(a: Any) -> Any:
            calls.append(a)
            begun.release()
            assert wait.wait(WAIT)
            if isinstance(ends, BaseException):
                raise ends
            return ends

        self.cached = slow

    def crowd(self, count: int = 8) -> list[Any]:
        """Let a crowd ask for one value, and the function end when all of them wait."""
        crowd = Crowd(lambda: self.cached(1), count)
        assert self.begun.acquire(timeout=WAIT)
        wait_until(lambda: misses() == count, "all callers")
        self.open.set()
        return crowd.join()


def misses() -> int:
    """Return how many calls have found nothing."""
    return sum(one["misses"] for one in st.cache_stats())
