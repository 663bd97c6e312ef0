"""The threads that execute parallel fragments while their script goes on."""

from __future__ import annotations

import contextvars
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

from .errors import ScriptControlException, StopException
from .run import on_thread
from .runner import RAISE_EVERY, Runner, seal

if TYPE_CHECKING:
    from collections.abc import Callable

    from .run import Run

# A script that waits for its fragments looks so often whether it has to end [s].
_LOOK = 0.05


class Crew:
    """Executes parts of one run beside its script.

    Parameters
    ----------
    run
        The run; what ends it ends the crew's work at its next `st.*` call, too.
    size
        How many threads there are at most; by default as many as the machine can keep busy.
    """

    def __init__(self, run: Run, size: int | None) -> None:
        self._run = run
        self._pool = ThreadPoolExecutor(size, thread_name_prefix=f"ipyrerun {run.app} parallel")
        self._work: list[Future[None]] = []
        # One for each part that is executed: how Stop gets into its thread.
        self._runners: list[Runner] = []
        # What a part has raised, and has shown itself.
        self.error: Exception | None = None
        # Whether a part has ended early, for the run's end or a newer event.
        self._is_cut = False

    def submit(self, part: Callable[[], object]) -> None:
        """Execute a part on a thread of the crew, in the context of the caller."""
        context = contextvars.copy_context()
        self._work.append(self._pool.submit(context.run, self._execute, part))

    def _execute(self, part: Callable[[], object]) -> None:
        on_thread()
        runner = Runner(lambda _: None, "", is_inline=True)
        runner.job = self._run.job
        self._runners.append(runner)
        try:
            self._carry_out(runner, part)
        finally:
            runner.shut()
            self._runners.remove(runner)

    def _carry_out(self, runner: Runner, part: Callable[[], object]) -> None:
        try:
            try:
                runner.open()
                part()
            finally:
                runner.shut()
        except ScriptControlException:
            # The script's own thread meets it, too: at its next call, or in `join`.
            self._is_cut = True
        except Exception as error:  # noqa: BLE001 - it is on the page, and must not end the script
            self.error = self.error or error

    def join(self) -> None:
        """Wait for all parts, also those that parts have begun; or end with the run."""
        while any(not one.done() for one in self._work):
            wait(list(self._work), timeout=_LOOK)
            self._run.checkpoint()
        if self._run.ending is not None or self._is_cut:
            # The script may have made no call since.
            self._run.checkpoint()
            raise StopException
        self._pool.shutdown(wait=False)

    def dismiss(self) -> None:
        """End what is under way at its next call: the run has ended early.

        What does not come to one is ended by Stop alone, as the script itself is.
        """
        # From here Stop is raised in the crew's threads, not in this one.
        seal()
        job = self._run.job
        self._run.ending = self._run.ending or StopException()
        self._pool.shutdown(wait=False, cancel_futures=True)
        while any(not one.done() for one in self._work):
            wait(list(self._work), timeout=RAISE_EVERY)
            if job is None or not job.is_stopped:
                continue
            for runner in list(self._runners):
                runner.interrupt(job, time.monotonic())
            if job.is_abandoned:
                for runner in list(self._runners):
                    runner.haunt(job)
                return
