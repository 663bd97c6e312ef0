"""numpy's arrays have the key of what they hold: every bit that counts, wherever it lies."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.extra import numpy as arrays

from tests.cache.keyed import key

KINDS = ["f8", "f4", "f2", "i8", "i1", "u2", "?", "c16", "M8[ns]", "m8[s]", "U3", "S3", "g"]
KINDS += [">i4", ">f8", ">U2", "i4,f8"]
shapes = arrays.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=5)
anything = some.sampled_from(KINDS).flatmap(lambda kind: arrays.arrays(kind, shapes))


@settings(max_examples=200, deadline=None)
@given(anything)
def test_where_the_elements_lie_does_not_count(array):
    wide = np.zeros((*array.shape, 2), array.dtype)
    wide[..., 1] = array
    frozen = array.copy()
    frozen.flags.writeable = False

    alike = [array.copy(), np.asfortranarray(array), wide[..., 1], frozen]
    if array.ndim:
        alike += [np.ascontiguousarray(array[::-1])[::-1], array.T.copy().T]

    assert {key(one) for one in alike if one.shape == array.shape} == {key(array)}


@settings(max_examples=200, deadline=None)
@given(anything.filter(lambda array: array.size > 0), some.data())
def test_each_element_counts(array, data):
    place = data.draw(some.integers(0, array.size - 1))
    raw = np.frombuffer(array.tobytes(), "u1").copy()
    raw[place * array.itemsize] ^= 1
    other = raw.view(array.dtype).reshape(array.shape)

    assert key(other) != key(array)


DIFFERENT: list[Any] = [
    np.zeros(4),
    np.zeros((2, 2)),
    np.zeros((4, 1)),
    np.zeros(4, "f4"),
    np.zeros(8, "f4"),
    np.zeros(4, "i8"),
    np.zeros(4, "M8[ns]"),
    np.zeros(4, "M8[s]"),
    np.zeros(4, ">f8"),
    np.zeros(4, "c8"),
    np.zeros(32, "u1"),
    np.zeros(32, "?"),
    -np.zeros(4),
    np.zeros(0),
    np.zeros((0, 2)),
    np.zeros(()),
    np.float64(0),
    0.0,
    np.float32(0),
    np.int64(0),
    np.int32(0),
    np.bool_(0),
    False,
    0,
    np.str_("a"),
    "a",
    np.bytes_(b"a"),
    b"a",
    np.datetime64("2020-01-01"),
    np.datetime64("2020-01-01", "ns"),
    np.array(["a", "b"]),
    np.array(["a", "b"], object),
    np.array(["a", 1], object),
    np.array(["a", "1"], object),
    np.array([["a", "b"]], object),
    np.zeros(2, [("a", "i4"), ("b", "f8")]),
    np.zeros(2, [("a", "i4"), ("c", "f8")]),
    np.zeros(2, [("a", "i4"), ("b", "i8")]),
    np.zeros(2, np.dtype([("a", "i4"), ("b", "f8")], align=True)),
    np.zeros(2, [("a", "i4", 2), ("b", "f8")]),
    np.zeros(2, [("a", "O"), ("b", "f8")]),
    np.zeros(1, [("a", "i4"), ("b", "f8")])[0],
    np.zeros((2, 2)).view(np.matrix),
    np.rec.array(np.zeros(2, [("a", "i4"), ("b", "f8")])),
    np.ma.array([0.0, 0.0], mask=[True, False]),
    np.ma.array([0.0, 0.0], mask=[False, True]),
    np.ma.array([0.0, 0.0]),
    np.ma.array([0.0, 0.0], fill_value=7),
    np.dtype("f8"),
    np.dtype("f4"),
    np.sin,
    np.cos,
    np.random.default_rng(1),
    np.random.default_rng(2),
]


if hasattr(np.dtypes, "StringDType"):
    # Newer than the oldest numpy that will do.
    texts: Any = np.dtypes.StringDType
    DIFFERENT += [np.array(["a", "b"], texts()), np.array(["a", None], texts(na_object=None))]


def test_arrays_of_different_types_and_shapes_differ():
    keys = [key(one) for one in DIFFERENT]

    assert [i for i, one in enumerate(keys) if one in keys[:i]] == []


def test_what_lies_between_the_fields_of_a_record_does_not_count():
    kind = np.dtype([("a", "u1"), ("b", "f8")], align=True)
    one = np.zeros(3, "V16").view(kind)
    other = np.frombuffer(b"\xff" * 48, kind).copy()
    other["a"], other["b"] = 0, 0

    assert key(one) == key(other)


def test_what_pads_a_long_float_does_not_count():
    one = np.frombuffer(b"\0" * 64, np.longdouble).copy()
    other = np.frombuffer((b"\0" * 10 + b"\xff" * 6) * 4, np.longdouble).copy()
    if np.finfo(np.longdouble).nmant != 63:
        pytest.skip("no long floats with padding on this machine")

    assert key(one) == key(other)


def test_numbers_that_are_not_differ_by_their_bits():
    one, other = np.array([np.nan]), np.array([np.nan])
    other.view("u1")[0] ^= 1

    assert key(one) == key(np.array([np.nan])) != key(other)


def test_attributes_of_an_array_of_a_users_class_count():
    class Quantity(np.ndarray):
        unit = ""

    def metres(unit: str) -> Any:
        made = np.zeros(2).view(Quantity)
        made.unit = unit
        return made

    assert key(metres("m")) == key(metres("m")) != key(metres("s"))


@pytest.mark.parametrize("order", ["C", "F"])
def test_a_large_array_is_read_to_its_last_element(order):
    array = np.zeros((1000, 601), order=order)
    before = key(array)

    array[-1, -1] = 1
    assert key(array) != before
    assert key(np.ascontiguousarray(array)) == key(array)
    assert key(array[:, ::2]) == key(array[:, ::2].copy())
