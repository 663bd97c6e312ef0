"""Threads that compute entries anew while the old ones are still served."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from typing import TYPE_CHECKING, Any

from ..config import option
from ..outside import Nowhere
from ..run import enter
from ..session import session

if TYPE_CHECKING:
    from collections.abc import Callable

_WORKERS = 4


class Refreshers:
    """At most so many threads as the configuration says; when all are busy, a wish is dropped.

    It will be uttered again: the next hit on a stale entry does so.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._busy = 0

    def submit(self, task: Callable[[], Any]) -> bool:
        """Execute a task on a thread, outside of any run; return whether there was room."""
        most = _most()
        with self._lock:
            if self._busy >= most:
                return False
            if self._pool is None:
                self._pool = ThreadPoolExecutor(most, thread_name_prefix="ipyrerun refresh")
            self._busy += 1
            pool = self._pool
        # What the task draws is seen by nobody; its state is that of who asked.
        run = Nowhere("", session(), None)

        def work() -> None:
            enter(run)
            try:
                task()
            finally:
                with self._lock:
                    self._busy -= 1

        try:
            pool.submit(Context().run, work)
        except RuntimeError:
            # The kernel ends.
            with self._lock:
                self._busy -= 1
            return False
        return True


def _most() -> int:
    try:
        return int(option("runner.cacheBackgroundRefreshMaxWorkers"))
    except (TypeError, ValueError):
        return _WORKERS


refreshers = Refreshers()
