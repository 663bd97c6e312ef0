"""Executes the workloads under callgrind, and reads what it has counted."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_COMMAND = [sys.executable, "-m", "tests.instructions.workloads"]
_NAME = re.compile(r"^desc: Trigger: Client Request: (.+)$", re.MULTILINE)
_TOTAL = re.compile(r"^totals: (\d+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Counts:
    """What one layout took: each workload's instructions by its name, the modules of the import."""

    of: dict[str, int]
    modules: list[str]


def is_known() -> bool:
    """Return whether this is a processor whose client requests we know."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


def has_valgrind() -> bool:
    """Return whether there is a valgrind."""
    return shutil.which("valgrind") is not None


def compile_modules(folder: Path) -> None:
    """Execute all workloads uncounted: an import compiles what has changed, once, not each time."""
    subprocess.run(
        [*_COMMAND, "0"], check=True, capture_output=True, cwd=folder, env=_environ(folder)
    )


def count(folder: Path, layout: int) -> Counts:
    """Execute all workloads and return what they took; their modules are to be compiled before.

    Parameters
    ----------
    folder
        An empty folder, for what callgrind writes down.
    layout
        How the process lays out its memory (`workloads.lay_out`).
    """
    dumps = folder / "callgrind.out"
    tool = ["--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={dumps}"]
    done = subprocess.run(
        ["valgrind", "--quiet", *tool, *_COMMAND, str(layout)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=_environ(folder),
    )
    texts = [path.read_text() for path in folder.glob("callgrind.out.*")]
    found = {name[1]: _TOTAL.findall(text) for text in texts if (name := _NAME.search(text))}
    return Counts({name: int(total) for name, (total,) in found.items()}, json.loads(done.stdout))


def _environ(folder: Path) -> dict[str, str]:
    # A measured process is nobody's: no coverage, no options of the user's, the same hashes.
    return {
        **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
        "HOME": str(folder),
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(ROOT),
    }
