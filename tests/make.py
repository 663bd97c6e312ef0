"""A make command that serves, as a user would start it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
# Make's own variables would tie the inner make to the one that runs the tests.
LEFT_OUT = ("MAKE", "MFLAGS", "COVERAGE_", "JUPYTER", "DISPLAY", "WAYLAND_DISPLAY")
START_TIMEOUT = 200.0
STOP_TIMEOUT = 60.0


@dataclass(frozen=True)
class Command:
    """A command that runs, and the file of what it prints."""

    process: subprocess.Popen[bytes]
    printed: Path

    def wait_for(self, pattern: str) -> str:
        """Return the first text that matches in what the command prints."""
        give_up = time.monotonic() + START_TIMEOUT
        while time.monotonic() < give_up:
            ended = self.process.poll() is not None
            found = re.search(pattern, self.printed.read_text())
            if found:
                return found[0]
            if ended:
                break
            time.sleep(0.2)
        raise AssertionError(f"it printed no {pattern}:\n{self.printed.read_text()[-3000:]}")


@contextmanager
def make(target: str, home: Path) -> Iterator[Command]:
    """Run `make <target>` with a home of its own; end all that it started."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    folders = ("HOME", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR")
    env = kept | dict.fromkeys(folders, str(home)) | {"NO_BROWSER": "1"}
    printed = home / "printed.txt"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            ["make", target], cwd=ROOT, env=env, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield Command(process, printed)
    finally:
        # The session is the command's own: the signal reaches nothing that it did not start.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(STOP_TIMEOUT)
