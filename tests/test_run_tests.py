"""`make test` ends whatever it has started, however it is ended itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools import run_tests

ROOT = Path(__file__).parent.parent
# Stands for pytest: cleans up when it is interrupted, unless it is interrupted in that, too.
RUN = """
import pathlib, sys, time
place = pathlib.Path(sys.argv[1])
try:
    place.write_text("begun")
    time.sleep(60)
finally:
    time.sleep(0.5)
    place.write_text("cleaned up")
"""
# The command, with such runs instead of those of pytest; says when both have begun.
COMMAND = f"""
import pathlib, subprocess, sys, threading, time
from tools import run_tests
home = pathlib.Path(sys.argv[1])
places = [home / "browser", home / "others"]

def start(folder, selected, output=None):
    return subprocess.Popen([sys.executable, "-c", {RUN!r}, home / folder.name], stderr=output)

def tell():
    while not all(place.exists() and place.read_text() for place in places):
        time.sleep(0.01)
    print("begun", flush=True)

run_tests.start = start
threading.Thread(target=tell).start()
sys.exit(run_tests.main())
"""


@pytest.mark.parametrize(
    ("number", "is_for_all"),
    [(signal.SIGINT, True), (signal.SIGTERM, False), (signal.SIGHUP, False)],
)
def test_what_ends_the_command_lets_both_runs_clean_up(tmp_path: Path, number: int, is_for_all):
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        process_group=0,
    ) as command:
        assert command.stdout
        assert command.stdout.readline() == b"begun\n"
        (os.killpg if is_for_all else os.kill)(command.pid, number)
        said = command.communicate()[0]

    assert command.returncode != 0
    assert b"The tests in a browser:" in said
    assert [(tmp_path / one).read_text() for one in ("browser", "others")] == ["cleaned up"] * 2


def test_a_run_does_not_stay_behind_when_the_other_cannot_start(tmp_path, monkeypatch):
    started: list[subprocess.Popen[bytes]] = []

    def start(folder: Path, selected: str, output: int | None = None) -> subprocess.Popen[bytes]:
        del selected
        if started:
            raise OSError("too many processes")
        command = [sys.executable, "-c", RUN, str(folder)]
        started.append(subprocess.Popen(command, stderr=output))
        return started[0]

    monkeypatch.setattr(run_tests, "start", start)

    with pytest.raises(OSError, match="too many processes"):
        run_tests.run(tmp_path)

    assert started[0].returncode is not None
