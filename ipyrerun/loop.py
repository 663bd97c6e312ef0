"""Events → batches → one handler at a time: coalescing, preemption, Stop.

The loop knows a `handle` and no app. `submit` may be called on any thread and only locks, appends
and notifies. One runner thread takes batches and handles each inside the context of its newest
event; a pulse thread looks after runs that last: it calls `pulse` so that the page shows what there
is, and it carries out Stop.

Rules
-----
- Of several values of one input the last wins. A quiet one asks for no run and ends none; it is
  taken with the next event that does. Triggers (clicks) are never merged, and a batch
  holds at most one: two clicks are two runs.
- A newer event ends a run at its next `checkpoint`, except while the job is protected (callbacks,
  or once a trigger has been handed to the script).
- An event that only asks for a fragment ends no run but one of that fragment: it waits, and a run
  of the whole script that comes first does its work.
- A trigger that its run did not hand out before it was preempted is carried into the next batch.
- Stop ends a run at its next `checkpoint`; if none comes within `RAISE_EVERY` seconds, it raises
  `StopException` in the runner thread again and again; after `GRACE` seconds the thread is
  abandoned.
"""

from __future__ import annotations

import contextvars
import logging
import threading
import time
from collections.abc import Callable

from . import runner as runners
from .errors import Preempted, StopException
from .events import Batch, Event, Job
from .runner import Runner

_log = logging.getLogger("ipyrerun")

FIRST_PULSE = 0.2
PULSE = 0.05
IDLE = 1.0

Handle = Callable[[Job], None]
Scope = Callable[[Event], str | None]


class Loop:
    """Takes events on any thread and has them handled, one batch at a time.

    Parameters
    ----------
    handle
        Handles one batch. `Preempted` and `StopException` that leave it are expected.
    pulse
        Called on the pulse thread, in a copy of the batch's context, while a job lasts.
    abandoned
        Called when a job did not end within `GRACE` seconds of Stop.
    name
        For the threads' names.
    is_threaded
        False for a loop that its owner drains.
    scope
        Says what an event asks for: "" is the whole script, else the id of a fragment; None is
        nothing that an execution under way would have to end for.
    """

    def __init__(
        self,
        handle: Handle,
        pulse: Handle,
        abandoned: Handle,
        name: str,
        *,
        is_threaded: bool = True,
        scope: Scope = lambda _: "",
    ) -> None:
        self._scope = scope
        self._handle = handle
        self._pulse = pulse
        self._abandoned = abandoned
        self._name = name
        self._is_threaded = is_threaded
        # Entered itself, not through a condition: Stop may raise in between, and only a lock made
        # in C is sure to be let go of.
        self._lock = lock = threading.RLock()
        self._changed = threading.Condition(lock)
        # The pulse thread waits on a condition of its own: an event must not wake two threads.
        self._due = threading.Condition(lock)
        self._queue: list[Event] = []
        # Quiet events that nothing else has come after.
        self._quiet: list[Event] = []
        self._context = contextvars.copy_context()
        self._carried: Event | None = None
        self._runner: Runner | None = None
        self._pulsing: threading.Thread | None = None
        self._is_dormant = False
        self._is_closed = False
        self._must_stop = False
        self._busy_since = 0.0
        self.job: Job | None = None

    def submit(self, event: Event, context: contextvars.Context | None = None) -> None:
        """Queue an event.

        Runs execute in `context`, that of the newest browser message: what they publish keeps the
        comms on the shell that the browser asked for. An event that comes from elsewhere has none,
        and leaves the one before in place.
        """
        with self._lock:
            if self._is_closed or (event.fragments and event in self._queue):
                return
            if context is not None:
                self._context = context
            self._quiet = [e for e in self._quiet if e.id != event.id]
            if event.quiet:
                self._quiet.append(event)
                return
            self._queue += self._quiet
            self._quiet = []
            if not event.once and event.id:
                self._forget_older(event.id)
            self._queue.append(event)
            if self.job is not None:
                self.job.alarm = True
            if self._is_threaded and self._runner is None:
                self._runner = Runner(self._work, self._name)
            self._changed.notify_all()

    def _forget_older(self, id_: str) -> None:
        """Drop the waiting value of an input, unless a click waits behind it: that must see it."""
        clicks = [i for i, e in enumerate(self._queue) if e.once]
        since = clicks[-1] + 1 if clicks else 0
        fresh = [e for e in self._queue[since:] if e.id != id_]
        self._queue = self._queue[:since] + fresh

    def again(self, job: Job, fragments: tuple[str, ...] = ()) -> bool:
        """Queue another run, of these fragments if there are any; return whether it may go on."""
        with self._lock:
            if not job.is_stopped:
                job.goes_on = True
                self.submit(Event(fragments=fragments))
            return job.goes_on

    def adopt(self, context: contextvars.Context) -> None:
        """Let later runs execute in this context."""
        with self._lock:
            self._context = context

    def look(self, job: Job) -> None:
        """Raise what ends this job now, if anything does."""
        with self._lock:
            if job.is_stopped or job.is_abandoned:
                raise StopException
            job.alarm = any(self._outdates(event, job) for event in self._queue)
            if self._is_newer_waiting(job):
                raise Preempted

    def _outdates(self, event: Event, job: Job) -> bool:
        """Return whether what the job executes will have to be executed again for this event."""
        if event.fragments:
            return False
        scope = self._scope(event)
        return scope == "" or (job.fragments is not None and scope in job.fragments)

    def _is_newer_waiting(self, job: Job) -> bool:
        """Return whether a run begun now would know more than this job.

        A click behind a click that the script has not seen yet does not: it must wait its turn in
        any case.
        """
        if job.is_protected or not job.alarm:
            return False
        return job.unconsumed is None or not self._queue[0].once

    def stop(self) -> bool:
        """Stop the job under way; return whether there was one."""
        with self._lock:
            if self.job is not None:
                self.job.stop()
                self._wake_pulse()
                return True
            # Between two runs: the next one is as good as under way.
            self._must_stop = bool(self._queue) or self._carried is not None
            return self._must_stop

    def close(self) -> list[Event]:
        """Stop what runs, end the threads; return what waited."""
        with self._lock:
            self._is_closed = True
            waiting = [*self._queue, *self._quiet]
            self._queue, self._quiet, self._carried = [], [], None
            self._changed.notify_all()
            self.stop()
            self._due.notify_all()
            return waiting

    def wait_idle(self, timeout: float | None = None) -> bool:
        """Wait until nothing runs and nothing waits.

        Return whether that came within `timeout` seconds.
        """
        with self._lock:
            return self._changed.wait_for(
                lambda: self.job is None and not self._queue and self._carried is None, timeout
            )

    def drain(self) -> None:
        """Handle batches on this thread until none is left (loops without threads)."""
        runner = self._runner = Runner(self._work, self._name, is_inline=True)
        try:
            while (job := self.take(runner)) is not None:
                self.execute(job, runner)
        finally:
            self._runner = None
            runner.close()

    def _work(self, runner: Runner) -> None:
        """Handle batches on a thread of the loop's own, until it has to end."""
        try:
            while (job := self.take(runner)) is not None:
                self.execute(job, runner)
        finally:
            self.left(runner)

    def take(self, runner: Runner) -> Job | None:
        """Return a job for the next batch, or None when this runner has to end."""
        with self._lock:
            while self._runner is runner and not self._queue and self._carried is None:
                if self._is_closed or runner.is_inline:
                    return None
                self._changed.wait()
            if self._runner is not runner:
                return None
            self._busy_since = self._busy_since or time.monotonic()
            job = self.job = runner.job = Job(self.look, self._cut(), self._busy_since)
            job.alarm = bool(self._queue)
            if self._must_stop:
                self._must_stop = False
                job.stop()
            if self._is_threaded:
                self._wake_pulse()
            return job

    def _cut(self) -> Batch:
        """Take what waits up to the first trigger, which sees what was set before it.

        A trigger that is carried over goes first; the next one waits for a batch of its own.
        """
        armed, self._carried = self._carried, None
        trigger: Event | None = None
        taken: list[Event] = []
        while self._queue and trigger is None:
            if not self._queue[0].once:
                taken.append(self._queue.pop(0))
            elif armed is None:
                trigger = self._queue.pop(0)
            else:
                break
        # Whoever only asks for a run is content with this one.
        while self._queue and not self._queue[0].id:
            taken.append(self._queue.pop(0))
        return Batch(
            values=tuple(e for e in taken if e.id),
            trigger=trigger,
            armed=armed,
            causes=frozenset[int]().union(*(e.causes for e in taken)),
            is_forced=any(not (e.id or e.causes or e.fragments) for e in taken),
            fragments=tuple(id_ for e in taken for id_ in e.fragments),
            context=self._context,
        )

    def execute(self, job: Job, runner: Runner) -> None:
        """Handle one batch that this runner took."""
        carried: Event | None = None
        try:
            job.batch.context.copy().run(runner.guard, self._handle, job)
        except Preempted:
            carried = job.unconsumed
            job.goes_on = True
        except StopException:
            pass
        finally:
            job.end()
            with self._lock:
                if self.job is job:
                    self._carried = None if self._is_closed else carried
                    # A Stop that came too late for this run is meant for what it goes on as.
                    self._must_stop = job.goes_on and job.is_stopped
                    self.job = None
                    if not self._queue and carried is None:
                        self._busy_since = 0.0
                    self._changed.notify_all()

    def left(self, runner: Runner) -> None:
        """Note that a runner thread has ended; what waits, or the next event, begins another."""
        with self._lock:
            if self._runner is not runner:
                return
            is_waiting = bool(self._queue) or self._carried is not None
            self._runner = Runner(self._work, self._name) if is_waiting else None

    def _wake_pulse(self) -> None:
        if self._pulsing is None:
            self._pulsing = threading.Thread(
                target=self._keep_pulsing, name=f"{self._name} pulse", daemon=True
            )
            self._pulsing.start()
        elif self._is_dormant or (self.job is not None and self.job.is_stopped):
            self._is_dormant = False
            self._due.notify_all()

    def _keep_pulsing(self) -> None:
        """Look after lasting jobs; sleep while there are none."""
        idle_since = time.monotonic()
        while True:
            with self._lock:
                job, now = self.job, time.monotonic()
                if job is None:
                    if self._is_closed:
                        return
                    self._is_dormant = now - idle_since > IDLE
                    self._due.wait(None if self._is_dormant else PULSE)
                    continue
                idle_since = now
                due = job.busy_since + FIRST_PULSE - now
                if due > 0 and not job.is_stopped:
                    self._due.wait(min(due, PULSE))
                    continue
            try:
                if job.is_stopped:
                    self._press(job, now)
                job.batch.context.copy().run(self._pulse, job)
            except Exception:  # noqa: BLE001 - without this thread nobody could stop a run
                _log.exception("a page could not be shown while its run lasts")
            with self._lock:
                if self.job is job:
                    self._due.wait(PULSE)

    def _press(self, job: Job, now: float) -> None:
        """Raise in a stopped job's thread; give it up when it has had its time."""
        runner = self._runner
        if runner is None or runner.job is not job:
            return
        if now - job.stopped_at < runners.GRACE or runner.is_inline:
            # A script that calls `st.*` often ends there, between statements of its own. Raised
            # anywhere, the exception may land in a destructor, where Python drops it.
            if now - job.stopped_at >= runners.RAISE_EVERY:
                runner.interrupt(job, now)
            return
        with self._lock:
            if self.job is not job:
                return
            job.is_abandoned = True
            self.job = None
            self._busy_since = 0.0
            self._runner = None if self._is_closed else Runner(self._work, self._name)
            self._changed.notify_all()
        runner.haunt(job)
        self._abandoned(job)
