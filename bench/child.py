"""Processes of their own, for what must not meet what this one has imported and made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = (sys.executable, "-W", "ignore")


def said(*arguments: str) -> str:
    """Return what a fresh interpreter with these arguments prints; raise if it fails."""
    command = [*PYTHON, *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return done.stdout.strip()
