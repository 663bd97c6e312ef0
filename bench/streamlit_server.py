"""A real Streamlit server on loopback, in a home of its own, that ends with its block.

`open_server(script)` is all that a row needs: `url` for a browser, `stream` for a client of the
websocket (`bench.streamlit_client`), `process` for what it costs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from tests.browser.servers import end_family, free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a user who cares for speed sets; everything else stays as Streamlit comes.
TUNED = ("--runner.postScriptGC=false", "--browser.gatherUsageStats=false")
# Opens no browser. An address of its own keeps the server from asking the network for one.
COMMON = ("--server.headless=true", "--server.address=127.0.0.1")
START_TIMEOUT = 120.0


class StreamlitServer:
    """`streamlit run` on one script.

    Parameters
    ----------
    script
        The app's text; it imports Streamlit itself.
    home
        An empty folder, where the server may write.
    is_tuned
        Whether it runs without the collector after each run and without usage statistics.
    """

    def __init__(self, script: str, home: Path, *, is_tuned: bool) -> None:
        self.script = home / "app.py"
        self.script.write_text(script)
        self.log = home / "server.log"
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.stream = f"ws://127.0.0.1:{port}/_stcore/stream"
        options = [*COMMON, f"--server.port={port}", *(TUNED if is_tuned else ())]
        command = [sys.executable, "-m", "streamlit", "run", str(self.script), *options]
        with self.log.open("wb") as log:
            self._started = subprocess.Popen(
                command,
                cwd=home,
                env=_environment(home),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        self.process = psutil.Process(self._started.pid)

    def wait_until_ready(self) -> None:
        """Return when the server answers; a server that ended says why."""
        give_up = time.monotonic() + START_TIMEOUT
        while time.monotonic() < give_up and self._started.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=30):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise RuntimeError(f"streamlit run did not start:\n{self.log.read_text()[-4000:]}")

    def close(self) -> None:
        """End the server and whatever it started."""
        end_family(self._started)


def _environment(home: Path) -> dict[str, str]:
    """Return this process's environment without the user's Streamlit."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("STREAMLIT_", "COVERAGE_", "PYTEST_"))
    }
    return kept | {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}


@contextmanager
def open_server(script: str, *, is_tuned: bool) -> Iterator[StreamlitServer]:
    """Start a server; end it and forget what it wrote with the block."""
    with tempfile.TemporaryDirectory() as folder:
        server = StreamlitServer(script, Path(folder), is_tuned=is_tuned)
        try:
            server.wait_until_ready()
            yield server
        finally:
            server.close()
