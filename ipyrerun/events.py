"""What a loop takes, cuts into batches, and has handled."""

from __future__ import annotations

import contextvars
import logging
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .errors import StopException

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger("ipyrerun")

# Between two attempts to cancel what a stopped run waits for, at first and at most [s].
CANCEL_AGAIN, CANCEL_SLOWLY = 0.1, 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something that asks for a run.

    `id` names the input, `value` is what its view sent. A trigger (`once`) is never merged with
    another. An event with an empty id only asks for a run; its `causes` are the ids of the batches
    that led to it, so that no ring of apps runs for ever. `fragments` are the ids of those that are
    asked for, if it is not the whole script.
    A `quiet` event asks for no run: it waits for the next that does. `brings` are the values that a
    form's button brings along. `stamp` is that of the value which the view showed before.
    """

    id: str = ""
    value: Any = None
    once: bool = False
    causes: frozenset[int] = frozenset()
    origin: Any = None
    fragments: tuple[str, ...] = ()
    quiet: bool = False
    brings: tuple[Event, ...] = ()
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """Events to be handled by one run.

    Values by input in the order of their last event, and at most one trigger.
    """

    values: tuple[Event, ...] = ()
    trigger: Event | None = None
    armed: Event | None = None
    causes: frozenset[int] = frozenset()
    is_forced: bool = False
    fragments: tuple[str, ...] = ()
    context: contextvars.Context = field(default_factory=contextvars.copy_context)

    @property
    def is_own(self) -> bool:
        """Whether there is more in it than the wish of other apps."""
        asked = self.is_forced or self.fragments
        return bool(self.values or self.trigger or self.armed or asked)

    @property
    def asks_more(self) -> bool:
        """Whether there is more in it than the wish for certain fragments."""
        others = self.values or self.trigger or self.armed or self.is_forced or self.causes
        return bool(others or not self.fragments)


class Job:
    """One batch being handled: what may end it early.

    `look` raises what ends it now, if anything does; a checkpoint calls it while `alarm` is true.
    `started` is when it began, `busy_since` when the loop last had nothing to do; [s] of the
    monotonic clock. `goes_on` is true once another run will carry on where it ends. `alarm` is true
    when there is something to look at; reading it is all that a checkpoint costs otherwise. `run`
    is whatever the handler wants to find again in `pulse` and `abandoned`. `fragments` are the ids
    of those that are executed, None while it is the whole script.
    """

    def __init__(self, look: Callable[[Job], None], batch: Batch, busy_since: float) -> None:
        self.batch = batch
        self.busy_since = busy_since
        self.alarm = False
        self.is_stopped = False
        self.is_abandoned = False
        self.unconsumed = batch.trigger or batch.armed
        self.started = time.monotonic()
        self.stopped_at = 0.0
        self.goes_on = False
        self.run: Any = None
        self.fragments: frozenset[str] | None = None
        self._look = look
        self._protected = 0
        self._cancels: list[Callable[[], object]] = []
        # Held while a cancel is under way: who takes it back waits for that, as does the job's end.
        self._cancelling = threading.Lock()
        self._canceller: threading.Thread | None = None

    def checkpoint(self) -> None:
        """End the run here if it was stopped, or if a newer event made it obsolete."""
        if self.alarm:
            self._look(self)

    @property
    def is_protected(self) -> bool:
        """Whether newer events must wait for the end of the run."""
        return self._protected > 0

    @contextmanager
    def protect(self) -> Iterator[None]:
        """Let no newer event end the run while the body executes."""
        self._protected += 1
        try:
            yield
        finally:
            self._protected -= 1

    def stop(self) -> None:
        """End the run at its next checkpoint."""
        self.is_stopped = self.alarm = True
        self.stopped_at = self.stopped_at or time.monotonic()
        if self._cancels and self._canceller is None:
            self._canceller = threading.Thread(
                target=self._cancel, name="ipyrerun cancelling", daemon=True
            )
            self._canceller.start()

    def on_stop(self, cancel: Callable[[], object]) -> Callable[[], None]:
        """Have something called once the job is stopped, for what no exception can get into.

        It is called on a thread of its own, and again until it is taken back: the first call may
        have come before there was anything to cancel. Nothing is called any more once it is.

        Parameters
        ----------
        cancel
            Cancels the call under way.

        Returns
        -------
        Takes it back.

        Raises
        ------
        StopException
            The job is stopped already.
        """
        self._cancels.append(cancel)

        def release() -> None:
            with self._cancelling:
                if cancel in self._cancels:
                    self._cancels.remove(cancel)

        # In this order: either `stop` finds the new entry, or this finds that it was called.
        if self.is_stopped:
            release()
            raise StopException
        return release

    def end(self) -> None:
        """Note that nothing of the job is executed any more."""
        # What was never taken back may be used by the next job: no cancel may be under way.
        with self._cancelling:
            self._cancels.clear()

    def _cancel(self) -> None:
        pause = CANCEL_AGAIN
        while self._cancels:
            with self._cancelling:
                for cancel in list(self._cancels):
                    try:
                        cancel()
                    except Exception:  # noqa: BLE001 - Stop goes on without it
                        _log.debug("a call could not be cancelled", exc_info=True)
            time.sleep(pause)
            pause = min(2 * pause, CANCEL_SLOWLY)

    def consume(self) -> None:
        """Note that the script has been told of the trigger: from here the run goes to its end."""
        self.unconsumed = None
        self._protected += 1
