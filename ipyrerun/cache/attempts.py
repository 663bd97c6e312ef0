"""One computation for all who ask for the same thing at the same time.

Whoever comes first computes; the others wait for this attempt and share what it comes to, a failure
as well as a value. Nobody waits for ever: a waiter obeys Stop and newer events, an attempt that was
given up is taken over, and calls that would wait for themselves raise.
"""

from __future__ import annotations

import asyncio
import contextlib
import copy
import threading
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import StreamlitAPIException
from ..run import current

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from ..run import Run

# How often a waiter looks whether it is wanted elsewhere [s].
LOOK_EVERY = 0.1

# Those that the code under way computes, the outermost first.
computing: ContextVar[tuple[Attempt, ...]] = ContextVar("ipyrerun_computing", default=())
# Who waits for whom changes only under it.
_graph = threading.Lock()


class Attempt:
    """One computation under way.

    Parameters
    ----------
    name
        What messages call the function.
    """

    __slots__ = (
        "_gate",
        "_is_done",
        "_is_given_up",
        "_listeners",
        "_lock",
        "_loop",
        "_run",
        "_thread",
        "_trace",
        "entry",
        "error",
        "is_awaited",
        "name",
        "waits",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        # What came of it: an entry, an error to share, or neither (it was stopped).
        self.entry: Any = None
        self.error: Exception | None = None
        # Somebody else wants to know what comes of it.
        self.is_awaited = False
        # Those for which its code waits.
        self.waits: list[Attempt] = []
        run = current.get()
        self._run: Run | None = None if run is None or run.is_ended else run
        self._is_given_up = False
        self._thread = threading.current_thread()
        # The event loop that goes on with it, if it is a coroutine's.
        self._loop = asyncio._get_running_loop()  # noqa: SLF001 - documented, and None without one
        self._trace: TracebackType | None = None
        self._is_done = False
        # Open once it is done. No Event: a Stop can arrive inside of one, which then stays shut.
        self._gate = threading.Lock()
        self._gate.acquire()
        self._lock = threading.Lock()
        self._listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    @property
    def is_lost(self) -> bool:
        """Whether nothing will come of it: its run, loop or thread has ended or was given up.

        A Stop can arrive at any place, also where an attempt has begun and nobody has it yet.
        """
        if self._is_done:
            return False
        run = self._run
        is_over = run is not None and (
            run.is_ended or (run.job is not None and run.job.is_abandoned)
        )
        is_stuck = self._loop is not None and not self._loop.is_running()
        return is_over or is_stuck or self._is_given_up or not self._thread.is_alive()

    def move_here(self) -> None:
        """Note that this thread computes it, for no run."""
        self._thread = threading.current_thread()
        self._run = self._loop = None

    def finish(self, entry: Any = None, error: BaseException | None = None) -> None:
        """Let all who wait go on."""
        # Whoever computes has both already.
        if self.is_awaited:
            self.entry = entry
        # What ends a run or a thread ends that of whoever computes, not those of the others.
        if self.is_awaited and isinstance(error, Exception):
            self.error, self._trace = error, error.__traceback__
        with self._lock:
            self._is_done = True
            listeners, self._listeners = self._listeners, []
        with contextlib.suppress(RuntimeError):
            self._gate.release()
        for loop, future in listeners:
            # A closed loop has no one left who waits.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(_resolve, future)

    def wait(self) -> None:
        """Wait until it is done or lost.

        Raises
        ------
        StreamlitAPIException
            It waits for the caller.
        """
        with _waiting(self):
            if self._thread is threading.current_thread():
                # It would be at it, not here.
                self._is_given_up = True
            while not self._is_done and not self.is_lost:
                if self._gate.acquire(timeout=LOOK_EVERY):
                    self._gate.release()
                look()

    async def wait_async(self) -> None:
        """Wait as `wait` does, while the event loop goes on."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        with self._lock:
            if self._is_done:
                return
            self._listeners.append((loop, future))
        with _waiting(self):
            while not self._is_done and not self.is_lost:
                await asyncio.wait((future,), timeout=LOOK_EVERY)
                look()

    def outcome(self) -> Any:
        """Return what it came to, or raise what it has raised; None if it was stopped."""
        if self.error is not None:
            # With the traceback of whoever waited.
            raise _twin(self.error).with_traceback(self._trace)
        return self.entry


def look() -> None:
    """End the run under way here, if it is to end."""
    run = current.get()
    if run is not None and not run.is_finished:
        run.checkpoint()


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


@contextmanager
def _waiting(attempt: Attempt) -> Iterator[None]:
    """Note that the code under way waits for an attempt, unless that waits for it."""
    mine = computing.get()
    if not mine:
        yield
        return
    with _graph:
        if _reaches(attempt, mine):
            _refuse(attempt)
        for one in mine:
            one.waits.append(attempt)
    try:
        yield
    finally:
        with _graph:
            for one in mine:
                one.waits.remove(attempt)


def _reaches(attempt: Attempt, goals: tuple[Attempt, ...]) -> bool:
    """Return whether an attempt is one of these, or waits for one of them."""
    todo, seen = [attempt], set()
    while todo:
        one = todo.pop()
        if one in goals:
            return True
        if id(one) not in seen:
            seen.add(id(one))
            todo += one.waits
    return False


def _refuse(attempt: Attempt) -> NoReturn:
    raise StreamlitAPIException(
        f"{attempt.name}() was called with the arguments for which it is being computed, by that "
        "computation itself: it would wait for itself for ever. Give the inner call other "
        f"arguments, or let it call the function that is not cached, {attempt.name}.__wrapped__"
    )


def _twin(error: Exception) -> Exception:
    """Return an exception like this one, so that each thread raises its own; else this one."""
    for make in (copy.copy, _made_anew):
        try:
            twin = make(error)
            is_like = type(twin) is type(error) and (twin.args, str(twin)) == (
                error.args,
                str(error),
            )
        except Exception:  # noqa: BLE001, S112 - a user's own class; the exception itself is left
            continue
        if is_like and twin is not error:
            twin.__cause__, twin.__context__ = error.__cause__, error.__context__
            twin.__suppress_context__ = error.__suppress_context__
            return twin
    return error


def _made_anew(error: Exception) -> Exception:
    """Return a copy that is made without calling `__init__`, which may take other arguments."""
    twin = type(error).__new__(type(error), *error.args)
    twin.__dict__.update(error.__dict__)
    return twin
