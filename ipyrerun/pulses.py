"""What a page shows and says while its run lasts."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from .loop import FIRST_PULSE

if TYPE_CHECKING:
    from .board import Board
    from .events import Job

# A large page must not keep its own script from running: showing it takes this part of the time.
_SHARE = 10


class Pulses:
    """Shows from time to time what a run has drawn so far.

    Parameters
    ----------
    board
        Where it is shown.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        self._next = 0.0
        # What is said beside "running", while this run lasts.
        self.note = ""

    def pulse(self, job: Job) -> None:
        """Show what there is, if it is time; called again and again while a job lasts."""
        run = job.run
        if run is None or time.monotonic() < self._next:
            return
        begun = time.monotonic()
        if begun - job.started >= FIRST_PULSE:
            self._board.show_partly(run)
        status: dict[str, Any] = {"running": True}
        if job.is_stopped:
            status["stopping"] = True
        if self.note:
            status["note"] = self.note
        with self._board.lock:
            if not run.is_ended:
                self._board.sink.tell(status)
        self._next = begun + _SHARE * (time.monotonic() - begun)
