"""Run the tests in two processes side by side, then report the coverage of both.

Those in a browser mostly wait, for pages and for kernels; beside the others they cost little time.
Their output is kept and printed when the others have ended.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
# With them what starts the same servers: two that look for a port at once may find the same one.
BROWSER = ["tests/browser", "tests/test_packaging.py"]
# Half of the tests cover less than all of them have to.
COVERAGE = ["--cov", "--cov-report=", "--cov-fail-under=0"]
# So long pytest may take to end the servers and kernels that its tests have started [s].
PATIENCE = 60.0


def start(folder: Path, selected: list[str], output: int | None = None) -> subprocess.Popen[bytes]:
    """Start pytest on some of the tests; what it measures of coverage goes to a folder."""
    folder.mkdir()
    return subprocess.Popen(
        [sys.executable, "-m", "pytest", *selected, *COVERAGE],
        cwd=ROOT,
        env={**os.environ, "COVERAGE_FILE": str(data_of(folder))},
        stdout=output,
        stderr=output and subprocess.STDOUT,
    )


def data_of(folder: Path) -> Path:
    """Return where a run leaves what it measured."""
    return folder / ".coverage"


def report(folders: list[Path]) -> int:
    """Print the coverage of all runs together; return 0 if it is enough."""
    coverage = [sys.executable, "-m", "coverage"]
    measured = [str(data_of(folder)) for folder in folders]
    combined = subprocess.run([*coverage, "combine", "-q", *measured], cwd=ROOT, check=False)
    return (
        combined.returncode
        or subprocess.run([*coverage, "report"], cwd=ROOT, check=False).returncode
    )


def end(started: list[subprocess.Popen[bytes]], *, is_told: bool) -> None:
    """Have runs end by themselves, so that nothing that their tests have started stays behind.

    Parameters
    ----------
    is_told
        Whether they know: Ctrl+C reaches whatever a terminal has in front, and a second time would
        interrupt their cleaning up.
    """
    if not is_told:
        for one in started:
            one.send_signal(signal.SIGINT)
    for one in started:
        with suppress(subprocess.TimeoutExpired):
            one.wait(PATIENCE)
        one.kill()
        one.wait()


def run(home: Path) -> list[int]:
    """Run both halves, with their files in a folder; return how they ended."""
    log = home / "browser.log"
    started = []
    with log.open("wb") as output:
        try:
            started.append(start(home / "browser", BROWSER, output.fileno()))
            started.append(start(home / "others", [f"--ignore={path}" for path in BROWSER]))
            codes = [one.wait() for one in started]
        except BaseException as error:
            end(started, is_told=isinstance(error, KeyboardInterrupt))
            raise
        finally:
            text = log.read_text(errors="replace")
            print(f"\n\nThe tests in a browser:\n\n{text}", flush=True)
    return codes


def main() -> int:
    """Run everything; return 0 if every test passed and enough is covered."""
    # As they are, they would end this process and leave the others to themselves.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        codes = run(home)
        return max(*map(abs, codes), report([home / "browser", home / "others"]))


def _leave(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
