"""Whether a process does anything: a kernel that is starved is as silent as one at rest."""

from __future__ import annotations

from pathlib import Path

# Running or waiting for a processor, and waiting for a disk.
_AT_WORK = {"R", "D"}


def is_at_rest(pid: int) -> bool:
    """Whether every thread of a process waits for something; taken for granted without /proc."""
    return not any(_state(task) in _AT_WORK for task in Path(f"/proc/{pid}/task").glob("*/stat"))


def _state(task: Path) -> str:
    try:
        # The name before it may hold anything, brackets and spaces too.
        return task.read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "ended"
