"""The garbage collector, paused while many objects come to life at once.

What is being unpickled is alive by construction, so looking through it again and again, as the
collector does every few hundred new objects, finds nothing and takes most of the time.
"""

from __future__ import annotations

import gc
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Pause:
    """Knows who is inside, in all threads: the first stops the collector, the last starts it."""

    def __init__(self) -> None:
        self._begin_anew()
        if hasattr(os, "register_at_fork"):
            # The threads that were inside do not exist in the child.
            os.register_at_fork(after_in_child=self._end_in_child)

    def _begin_anew(self) -> None:
        self._lock = threading.Lock()
        self._inside: set[object] = set()
        self._was_on = False

    def _end_in_child(self) -> None:
        was_on = bool(self._inside) and self._was_on
        self._begin_anew()
        if was_on:
            gc.enable()

    def begin(self, one: object) -> None:
        """Let somebody in."""
        with self._lock:
            if not self._inside:
                self._was_on = gc.isenabled()
            self._inside.add(one)
            gc.disable()

    def end(self, one: object) -> None:
        """Let somebody out, who may be out already."""
        with self._lock:
            self._inside.discard(one)
            if not self._inside and self._was_on:
                gc.enable()
                self._was_on = False


_pause = _Pause()


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector from running; a Stop or an interrupt at any place here leaves it on."""
    one = object()
    try:
        _pause.begin(one)
        yield
    finally:
        try:
            _pause.end(one)
        except BaseException:
            _pause.end(one)
            raise
