"""Servers of tests that were killed do not stay."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.connections.sweeper import is_alive

ROOT = Path(__file__).parents[2]
WAIT = 30.0

TESTS = """
import os, pathlib, signal, subprocess, sys
from tests.connections.sweeper import Sweeper
sweeper = Sweeper(pathlib.Path(sys.argv[1]))
server, ended = (subprocess.Popen(["sleep", "60"], stdout=2) for _ in "ab")
for one in (server, ended):
    sweeper.watch(one.pid)
sweeper.leave(ended.pid)
print(server.pid, ended.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_server_ends_and_its_folder_goes_with_tests_that_are_killed(tmp_path: Path):
    folder = tmp_path / "servers"
    (folder / "tables").mkdir(parents=True)

    tests = subprocess.run(
        [sys.executable, "-c", TESTS, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        check=False,
    )

    server, ended = map(int, tests.stdout.split())
    until = time.monotonic() + WAIT
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert tests.returncode == -signal.SIGKILL
    assert not folder.exists()
    assert not is_alive(server)
    assert is_alive(ended)
    os.kill(ended, signal.SIGTERM)
