"""Sides that take turns (`bench.sides`), and what each turn cost."""

from __future__ import annotations

import json
import subprocess
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

from bench.child import PYTHON, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# So long a process may take to end by itself [s].
PATIENCE = 20.0


class Turn:
    """A side in a process of its own.

    Parameters
    ----------
    side
        Its name in `bench.sides`.
    page, count
        What it shows: a script of `bench.scripts`, and of how many elements.
    """

    def __init__(self, side: str, page: str, count: int) -> None:
        command = [*PYTHON, "-m", "bench.sides", side, page, str(count)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.side = side
        self._answer()

    def move(self, times: int = 1) -> list[float]:
        """Move the slider so often; return the CPU time of each [s]."""
        assert self._process.stdin
        self._process.stdin.write(f"{times}\n")
        self._process.stdin.flush()
        costs: list[float] = json.loads(self._answer())
        return costs

    def close(self) -> None:
        """End the process, also one that does not listen."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _answer(self) -> str:
        assert self._process.stdout
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.side} has ended; what it said is above")
        return answer


@contextmanager
def turns(sides: Sequence[str], page: str, count: int) -> Iterator[list[Turn]]:
    """Start sides on one page; end them with the block."""
    with ExitStack() as stack:
        yield [stack.enter_context(closing(Turn(side, page, count))) for side in sides]
