"""What holds for every key: one for equal values, another for others."""

from __future__ import annotations

import copy
import datetime as dt
import decimal
import math
import pickle
import struct
import uuid
import zoneinfo
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ipyrerun.cache.encoder import Unhashable
from tests.cache.keyed import key


def exact(value: Any) -> Any:
    """Return what two values have in common exactly if they are equal: types and bits."""
    kind = type(value)
    if kind in (list, tuple):
        return kind, tuple(map(exact, value))
    if kind is dict:
        return kind, tuple((exact(k), exact(v)) for k, v in value.items())
    if kind in (set, frozenset):
        return kind, frozenset(map(exact, value))
    if kind is float:
        return kind, struct.pack("<d", value)
    if kind is complex:
        return kind, struct.pack("<dd", value.real, value.imag)
    if kind is decimal.Decimal:
        return kind, str(value)
    if kind in (dt.datetime, dt.time):
        return kind, repr(value)
    return kind, value


few: list[Any] = [0, 1, -1, True, False, None, 0.0, -0.0, 1.0, math.nan, "", "1", "a", b"", b"1"]
few += ["ab", b"ab", 1j, bytearray(), ..., 2**40, "\ud800", "ä", decimal.Decimal("1.0")]
few += [decimal.Decimal("1.00"), dt.date(2020, 1, 1), dt.timedelta(1), uuid.UUID(int=1)]
leaves = some.sampled_from(few) | some.integers() | some.floats() | some.text() | some.binary()
leaves |= some.datetimes(timezones=some.sampled_from([None, dt.UTC, zoneinfo.ZoneInfo("CET")]))
fixed = some.recursive(
    leaves.filter(lambda value: not isinstance(value, bytearray)),
    lambda inner: some.tuples(inner, inner) | some.frozensets(inner, max_size=4),
    max_leaves=5,
)
values = some.recursive(
    leaves | fixed,
    lambda inner: (
        some.lists(inner, max_size=4)
        | some.lists(inner, max_size=4).map(tuple)
        | some.dictionaries(fixed, inner, max_size=4)
        | some.sets(fixed, max_size=5)
    ),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(values, values)
def test_two_values_have_one_key_exactly_if_they_are_equal(one, other):
    assert (key(one) == key(other)) == (exact(one) == exact(other))


@settings(max_examples=200, deadline=None)
@given(values)
def test_a_copy_has_the_same_key(value):
    assert key(copy.deepcopy(value)) == key(value)
    assert key(pickle.loads(pickle.dumps(value))) == key(value)


def is_odd(value: Any) -> bool:
    """Return whether a set may hold a value more than once."""
    return value != copy.deepcopy(value)


@settings(max_examples=100, deadline=None)
@given(some.lists(fixed, max_size=30), some.randoms())
def test_the_order_in_which_a_set_was_filled_does_not_count(items, chance):
    other = list(items)
    chance.shuffle(other)

    assert key(set(items)) == key(set(other) | set(items)) or any(map(is_odd, items))


@settings(max_examples=200, deadline=None)
@given(some.lists(some.sampled_from(["a", "b", "astr:b", ("a",), ["a", "b"], "ab"]), max_size=4))
def test_neighbours_do_not_run_together(items):
    assert (key(items) == key(["a", "b"])) == (items == ["a", "b"])


def test_neighbours_do_not_run_together_beside_what_is_written_one_by_one():
    odd = uuid.UUID(int=1)

    assert key([odd, "a", "b"]) != key([odd, "aSb"])
    assert key([odd, b"a", b"b"]) != key([odd, b"aBb"])
    assert key([odd, [odd], []]) != key([odd, [odd, []]])


# ---- identity is no part of a value -------------------------------------------------------------


def test_what_is_the_same_object_twice_is_as_two_equal_ones():
    one = ["x" * 100]

    assert key([one, one]) == key([["x" * 100], ["x" * 100]])
    assert key([one, one, {1}]) == key([["x" * 100], ["".join(["x"] * 100)], {1}])


def test_a_value_that_holds_itself_has_a_key():
    def ring(length: int) -> list[Any]:
        first: list[Any] = []
        last = first
        for _ in range(length - 1):
            last.append([])
            last = last[0]
        last.append(first)
        return first

    assert key(ring(1)) == key(ring(1))
    assert key(ring(2)) == key(ring(2)) != key(ring(3))


def test_parts_that_are_shared_over_many_levels_are_written_once():
    value: Any = {1, 2}
    for _ in range(60):
        value = [value, value]

    assert key(value) == key(copy.deepcopy(value))


def test_what_is_nested_too_deeply_has_no_key():
    value: Any = {1}
    for _ in range(100_000):
        value = [value]

    with pytest.raises(Unhashable):
        key(value)


def test_the_order_of_a_dict_counts():
    assert key({"a": 1, "b": 2}) != key({"b": 2, "a": 1})
