"""Sides that answer over sockets, asked by turns: what came back, and by what they differ."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bench.timer import Estimate, median
from tests.kernel.rest import is_at_rest

if TYPE_CHECKING:
    from collections.abc import Mapping

    import psutil

WARM_UP = 3
# Any, but the same one each time.
SEED = 6
# So often in a row a process must be found doing nothing before the next one is asked, so long
# apart [s]. Looks are counted, for a bench that is starved itself sleeps longer than it means to.
LOOKS = 10
APART = 0.002


@dataclass(frozen=True, slots=True)
class Received:
    """What arrived for one run: `seconds` from asking to its last message."""

    seconds: float
    messages: int
    bytes: int


class Side(Protocol):
    """A page with one slider behind sockets, and the process that has it."""

    process: psutil.Process

    def move(self, value: int) -> Received:
        """Move the slider; return when the last message of its run has arrived."""


@dataclass(frozen=True, slots=True)
class Turns:
    """What one side's runs took, and the CPU time of its process per run [s]."""

    received: list[Received]
    cpu: float

    @property
    def seconds(self) -> Estimate:
        """The median of the runs' times."""
        return median([one.seconds for one in self.received])

    def over(self, other: Turns) -> Estimate:
        """Return by what this side's runs exceed the other's of the same round."""
        pairs = zip(self.received, other.received, strict=True)
        return median([mine.seconds / theirs.seconds for mine, theirs in pairs])


def take_turns(sides: Mapping[str, Side], rounds: int) -> dict[str, Turns]:
    """Move every side's slider once a round, in an order of chance: none is always behind another.

    A side's process does nothing but its runs, and what follows from them, so that what it used
    meanwhile is theirs. The next side is not asked before that is over: a server says that a run
    has ended, and then collects its garbage.
    """
    chance = random.Random(SEED)
    for value in range(1, 1 + WARM_UP):
        for side in sides.values():
            side.move(value)
            _await_rest(side)
    received: dict[str, list[Received]] = {name: [] for name in sides}
    before = {name: _cpu(side) for name, side in sides.items()}
    for number in range(rounds):
        for name in chance.sample(list(sides), len(sides)):
            received[name].append(sides[name].move(1 + WARM_UP + number))
            _await_rest(sides[name])
    return {
        name: Turns(received[name], (_cpu(side) - before[name]) / rounds)
        for name, side in sides.items()
    }


def _await_rest(side: Side) -> None:
    """Wait until the side's process has come to rest."""
    at_rest = 0
    while at_rest < LOOKS:
        time.sleep(APART)
        at_rest = at_rest + 1 if is_at_rest(side.process.pid) else 0


def _cpu(side: Side) -> float:
    times = side.process.cpu_times()
    return float(times.user + times.system)
