"""What sets off the runs of an app, and whom they set off: no ring of apps runs for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .events import Batch, Job
    from .session import Member, Session

_MOST = 1000


class Causes:
    """The ids of the changes that an app has run for."""

    def __init__(self, app: Member, session: Session) -> None:
        self._app = app
        self._session = session
        self._seen: frozenset[int] = frozenset()

    def are_new(self, causes: frozenset[int]) -> bool:
        """Return whether the app has not run for all of these."""
        return not causes <= self._seen

    def of(self, batch: Batch) -> frozenset[int]:
        """Return what a run for this batch passes on."""
        causes = batch.causes
        return causes | self._session.next_cause() if batch.is_own or not causes else causes

    def note(self, causes: frozenset[int]) -> None:
        """Take note that the app runs for these."""
        self._seen = frozenset(sorted(self._seen | causes)[-_MOST:])

    def tell(self, keys: set[str], job: Job, causes: frozenset[int]) -> None:
        """Wake the apps that read what the script itself has changed."""
        if keys:
            self._session.wake(keys, causes | self._fresh(job), self._app)

    def look(self, job: Job, causes: frozenset[int]) -> None:
        """Let every app see what a run has handed to the notebook."""
        self._session.look(causes | self._fresh(job))

    def _fresh(self, job: Job) -> frozenset[int]:
        """Return an id for what a run has changed.

        Other apps may have run already for what set it off, hence an id of its own; a run that was
        only woken by others gets none.
        """
        fresh = self._session.next_cause() if job.batch.is_own else frozenset[int]()
        self._seen |= fresh
        return fresh
