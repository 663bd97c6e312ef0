"""The garbage collector, paused while many objects come to life at once.

What is being unpickled is alive by construction, so looking through it again and again, as the
collector does every few hundred new objects, finds nothing and takes most of the time.
"""

from __future__ import annotations

import gc
import os
import threading


class _Pause:
    """Counts who is inside, in all threads: the first stops the collector, the last starts it."""

    def __init__(self) -> None:
        self._begin_anew()
        if hasattr(os, "register_at_fork"):
            # The threads that were inside do not exist in the child.
            os.register_at_fork(after_in_child=self._end_in_child)

    def _begin_anew(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._was_on = False

    def _end_in_child(self) -> None:
        was_on = self._inside > 0 and self._was_on
        self._begin_anew()
        if was_on:
            gc.enable()

    def __enter__(self) -> None:
        with self._lock:
            if self._inside == 0:
                self._was_on = gc.isenabled()
                gc.disable()
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0 and self._was_on:
                gc.enable()


paused = _Pause()
