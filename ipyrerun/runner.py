"""The thread that executes scripts, and how Stop gets into it.

An asynchronous exception may be raised only while the user's code is executed, and none may be on
its way when that ends: `Runner` keeps a gate for it.
"""

from __future__ import annotations

import contextvars
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .errors import StopException

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Coroutine, Iterator

    from .events import Job

RAISE_EVERY = 0.1
GRACE = 3.0
GIVEN_UP = (
    f"The run did not stop within {GRACE:g} s and was given up; its thread may still be busy in a "
    "call that cannot be interrupted. What it draws or writes from now on is discarded."
)


class _Local(threading.local):
    runner: Runner


_local = _Local()


class Runner:
    """One runner thread and its asyncio loop; knows when an asynchronous exception may hit it.

    Parameters
    ----------
    work
        Handles one job after the other on the thread; sets `job`.
    name
        The thread's name.
    is_inline
        The runner stands for the thread that makes it, whose owner does the work.
    """

    def __init__(
        self, work: Callable[[Runner], None], name: str, *, is_inline: bool = False
    ) -> None:
        self.job: Job | None = None
        self.is_inline = is_inline
        self._work = work
        self._gate = threading.Lock()
        self._is_open = False
        self._raised_at = 0.0
        # The processor time of the thread when it was last looked at [s].
        self._spent: float | None = None
        self._asyncio: asyncio.Runner | None = None
        self._thread_id = threading.get_ident()
        if not is_inline:
            threading.Thread(target=self._run, name=name, daemon=True).start()

    @property
    def asyncio(self) -> asyncio.Runner:
        """The event loop of this thread, for top-level await; made when first needed."""
        if self._asyncio is None:
            import asyncio

            self._asyncio = asyncio.Runner()
        return self._asyncio

    def _run(self) -> None:
        self._thread_id = threading.get_ident()
        try:
            self._work(self)
        finally:
            self.close()

    def close(self) -> None:
        """Close the event loop, on its own thread."""
        if self._asyncio is not None:
            self._asyncio.close()

    def guard(self, handle: Callable[[Job], None], job: Job) -> None:
        """Handle the job, known to `stoppable` and `run_coroutine` as this thread's runner."""
        _local.runner = self
        handle(job)

    def open(self) -> None:
        """Let Stop raise in this thread from here on."""
        with self._gate:
            self._is_open = True

    def shut(self) -> None:
        """Let nothing be raised in this thread any more, and await what is on its way."""
        while True:
            try:
                with self._gate:
                    self._is_open = False
                # What was raised before the gate closed arrives at a jump back. Taking it back
                # instead (PyThreadState_SetAsyncExc with NULL) leaves CPython's eval breaker set:
                # every call is slower from then on, and a traced thread does not get on at all.
                for _ in range(3):
                    pass
            except StopException:
                # It arrived after the user's code had ended: there is nothing left to stop.
                continue
            return

    def interrupt(self, job: Job, now: float) -> None:
        """Raise `StopException` in the thread if user code is running there.

        At most every `RAISE_EVERY` seconds.
        """
        with self._gate:
            is_due = self._is_open and self.job is job and now - self._raised_at >= RAISE_EVERY
            if is_due and not (_is_held_up() and self._is_asleep()):
                self._raised_at = now
                _set_async(self._thread_id, StopException)

    def _is_asleep(self) -> bool:
        """Whether the thread, which must be alive, has done nothing since it was last asked for."""
        if not hasattr(time, "pthread_getcpuclockid"):
            return False
        before = self._spent
        self._spent = time.clock_gettime(time.pthread_getcpuclockid(self._thread_id))
        return before is None or self._spent == before

    def haunt(self, job: Job) -> None:
        """Go on raising in an abandoned thread, in the hope that one gets through.

        Ends when the thread does, and where all others would stand still meanwhile: it may never
        take the exception, if it waits for one of those.
        """

        def insist() -> None:
            while self._is_open and self.job is job and not _is_held_up():
                self.interrupt(job, time.monotonic())
                time.sleep(GRACE)

        threading.Thread(target=insist, name="ipyrerun abandoned", daemon=True).start()


def _is_held_up() -> bool:
    """Whether this thread stands still while an exception is on its way to another one.

    So does each thread under a debugger or a coverage tool in CPython 3.11, at its next call, and
    a thread that sleeps takes no exception: it may be waiting for one of those.
    """
    return sys.version_info < (3, 12) and sys.gettrace() is not None


def _set_async(thread_id: int, error: type[BaseException]) -> None:
    import ctypes

    target = ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread_id), target)


@contextmanager
def stoppable() -> Iterator[None]:
    """Mark the user's code: only here may Stop raise asynchronously."""
    runner = _local.runner
    runner.open()
    try:
        yield
    finally:
        runner.shut()


def seal() -> None:
    """Make sure that nothing is raised in this thread any more.

    An asynchronous exception may arrive in the very `finally` of `stoppable`; whoever catches it
    calls this.
    """
    _local.runner.shut()


def run_coroutine(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Await a coroutine to its end on the event loop of this runner thread."""
    return _local.runner.asyncio.run(coroutine, context=contextvars.copy_context())
