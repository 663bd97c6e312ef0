"""Random scripts and users: in how many stories ipyrerun and Streamlit disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, given, seed, settings

from bench.rows import Result, row, scaled
from bench.timer import Estimate
from tests.parity.generator import Story, disagreement, stories
from tests.parity.players import hush

if TYPE_CHECKING:
    from collections.abc import Iterator

STEPS = 6
# Each beginning leads to other scripts: hypothesis varies what it began with.
EACH = 20


@row("parity")
def disagreements() -> Iterator[Result]:
    """Play stories on both sides, and print those that they play differently."""
    beginnings = scaled(100, 1)
    told: list[str] = []
    with hush():
        for beginning in range(beginnings):
            _play(beginning, told)
    for difference in told:
        print(difference)
    count = float(len(told))
    yield Result(
        "random stories that do not go as in Streamlit",
        Estimate(count, count, count),
        "stories",
        0.0,
        f"{beginnings * EACH} scripts, {STEPS} steps each",
    )


def _play(beginning: int, told: list[str]) -> None:
    @seed(beginning)
    @settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(stories(least=STEPS, most=STEPS))
    def go(story: Story) -> None:
        difference = disagreement(story)
        if difference:
            told.append(difference)

    go()
