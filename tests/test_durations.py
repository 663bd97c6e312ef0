"""Durations as users say them, wherever one is asked for."""

from __future__ import annotations

import math
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

import ipyrerun as st
from ipyrerun.durations import seconds_of
from ipyrerun.errors import StreamlitValueError

REMEDY = 'give seconds, a text like "1h30m", or a `timedelta`'


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        (60, 60.0),
        (Fraction(1, 2), 0.5),
        (timedelta(minutes=1), 60.0),
        ("1h30m", 5400.0),
        (-2, -2.0),
        ("-2s", -2.0),
        (math.inf, math.inf),
        (10**308, 1e308),
    ],
    ids=repr,
)
def test_a_duration_is_a_number_a_text_or_a_timedelta(given: Any, seconds: float):
    assert seconds_of("st.cache_data", "ttl", given) == seconds


@pytest.mark.parametrize(
    "given",
    [10**400, -(10**400), 10**5000, Fraction(10**400)],
    ids=["long", "negative", "too long to be written", "a fraction"],
)
def test_a_number_that_no_float_can_hold_is_no_duration(given: Any):
    with pytest.raises(StreamlitValueError) as caught:
        seconds_of("st.cache_data", "ttl", given)

    assert str(caught.value) == (
        f"st.cache_data: `ttl` is a number of more than 308 digits, which is no duration; {REMEDY}"
    )


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda ttl: st.cache_data(ttl=ttl), "st.cache_data: `ttl`"),
        (lambda ttl: st.cache_resource(ttl=ttl), "st.cache_resource: `ttl`"),
        (lambda ttl: st.connection("sql", ttl=ttl, url="sqlite://"), "st.connection: `ttl`"),
        (
            lambda ttl: st.connection("sql", url="sqlite://").query("SELECT 1", ttl=ttl),
            "query: `ttl`",
        ),
    ],
    ids=["cache_data", "cache_resource", "connection", "query"],
)
@pytest.mark.parametrize(
    ("given", "seen"),
    [
        (math.nan, "is nan, which is no duration"),
        (10**400, "is a number of more than 308 digits, which is no duration"),
        ([1], "is [1], of type list"),
    ],
    ids=["not a number", "too large", "a list"],
)
def test_whoever_asks_for_one_is_named(call: Any, said: str, given: Any, seen: str):
    with pytest.raises(StreamlitValueError if given != [1] else TypeError) as caught:
        call(given)

    assert str(caught.value) == f"{said} {seen}; {REMEDY}"
