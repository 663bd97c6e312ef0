"""Two things timed in turn, A B B A, so that both meet the same load of the machine.

A single figure of a busy machine says little; the ratio of two neighbours says more. The centre is
the median of the pairs' ratios, its uncertainty a 95 % bootstrap interval of that median.
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DRAWS = 2_000
_SEED = 20


@dataclass(frozen=True, slots=True)
class Estimate:
    """A median and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def times(self, factor: float) -> Estimate:
        """Return the estimate in another unit."""
        return Estimate(self.value * factor, self.low * factor, self.high * factor)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one call took [s]: `cpu` of the whole process, `wall` by the clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """The costs of A and B, neighbours in time at the same place of both lists."""

    a: list[Cost]
    b: list[Cost]

    def cpu_ratio(self) -> Estimate:
        """Return by what A's CPU time exceeds B's."""
        return median([x.cpu / y.cpu for x, y in zip(self.a, self.b, strict=True)])

    def cpu_of_a(self) -> Estimate:
        """Return A's CPU time [s]."""
        return median([cost.cpu for cost in self.a])

    def cpu_of_b(self) -> Estimate:
        """Return B's CPU time [s]."""
        return median([cost.cpu for cost in self.b])

    def least_of_a(self) -> Estimate:
        """Return A's least CPU time [s]: whatever else the machine does only adds."""
        return exactly(min(cost.cpu for cost in self.a))

    def least_of_b(self) -> Estimate:
        """Return B's least CPU time [s]."""
        return exactly(min(cost.cpu for cost in self.b))


def alternate(
    a: Callable[[], object], b: Callable[[], object], pairs: int, warm_up: int = 2
) -> Pairs:
    """Time both by turns; who goes first changes from pair to pair."""
    for _ in range(warm_up):
        a()
        b()
    done = Pairs([], [])
    for number in range(pairs):
        turns = ((a, done.a), (b, done.b))
        for call, costs in turns if number % 2 == 0 else reversed(turns):
            costs.append(_cost(call))
    return done


def _cost(call: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    return Cost(time.process_time() - cpu, time.perf_counter() - wall)


def exactly(value: float) -> Estimate:
    """Return what is counted, or is the least of many, and has no interval."""
    return Estimate(value, value, value)


def median(values: Sequence[float]) -> Estimate:
    """Return the median with its 95 % bootstrap interval, the same one for the same values."""
    chance = random.Random(_SEED)
    draws = sorted(statistics.median(chance.choices(values, k=len(values))) for _ in range(DRAWS))
    return Estimate(
        statistics.median(values), draws[int(0.025 * DRAWS)], draws[int(0.975 * DRAWS) - 1]
    )
