"""Ends servers and takes their folder away once the tests are gone, also if they were killed.

Executed as a program it listens to its input, which ends with whoever has started it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

_PATIENCE = 10.0


class Sweeper:
    """Looks after the servers of a folder.

    Parameters
    ----------
    folder
        What is deleted at the end.
    """

    def __init__(self, folder: Path) -> None:
        # Not of our session: whoever kills the tests with all they have started spares it.
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )

    def watch(self, pid: int) -> None:
        """Look after a process, too."""
        self._say(f"+{pid}")

    def leave(self, pid: int) -> None:
        """Forget a process, which has ended: its number may be another's soon."""
        self._say(f"-{pid}")

    def close(self) -> None:
        """Sweep."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        print(line, file=self._process.stdin, flush=True)


def is_alive(pid: int) -> bool:
    """Return whether there is such a process; one that nobody has waited for is none."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] != "Z"


def _sweep(folder: Path) -> None:
    left: set[int] = set()
    for line in sys.stdin:
        pid = int(line[1:])
        if line[0] == "+":
            left.add(pid)
        else:
            left.discard(pid)
    # PostgreSQL takes SIGQUIT for the order to leave everything as it is; what was started in the
    # background of a shell ignores it.
    for order in (signal.SIGQUIT, signal.SIGKILL):
        for pid in left:
            with suppress(ProcessLookupError):
                os.kill(pid, order)
        until = time.monotonic() + _PATIENCE
        while any(map(is_alive, left)) and time.monotonic() < until:
            time.sleep(0.1)
        left = {pid for pid in left if is_alive(pid)}
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _sweep(Path(sys.argv[1]))
