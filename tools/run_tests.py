"""Run the tests in two processes side by side, then report the coverage of both.

Those in a browser mostly wait, for pages and for kernels; beside the others they cost little time.
Their output is kept and printed when the others have ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BROWSER = "tests/browser"


def start(folder: Path, selected: str, output: int | None = None) -> subprocess.Popen[bytes]:
    """Start pytest on some of the tests; what it measures of coverage goes to a folder."""
    folder.mkdir()
    return subprocess.Popen(
        # Half of the tests cover less than all of them have to.
        [sys.executable, "-m", "pytest", selected, "--cov", "--cov-report=", "--cov-fail-under=0"],
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


def main() -> int:
    """Run everything; return 0 if every test passed and enough is covered."""
    with tempfile.TemporaryDirectory() as home:
        folders = [Path(home, "browser"), Path(home, "others")]
        log = Path(home, "browser.log")
        with log.open("wb") as output:
            browser = start(folders[0], BROWSER, output.fileno())
            others = start(folders[1], f"--ignore={BROWSER}")
            try:
                codes = [others.wait(), browser.wait()]
            except BaseException:
                for one in (others, browser):
                    one.terminate()
                    one.wait()
                raise
        print(f"\n\nThe tests in a browser:\n\n{log.read_text(errors='replace')}", flush=True)
        return max(*map(abs, codes), report(folders))


if __name__ == "__main__":
    sys.exit(main())
