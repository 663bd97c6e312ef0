"""Random scripts and random users: Streamlit and ipyrerun agree after every step."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, seed, settings

from tests.parity.generator import CALLS, Story, disagreement, stories


def test_there_are_enough_kinds():
    assert len(CALLS) >= 15


# Each beginning leads to other scripts: hypothesis varies what it began with.
@pytest.mark.parametrize("beginning", range(20))
def test_random_stories_go_as_in_streamlit(beginning: int):
    @seed(beginning)
    @settings(
        max_examples=10, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(stories())
    def go(story: Story):
        assert disagreement(story) == ""

    go()
