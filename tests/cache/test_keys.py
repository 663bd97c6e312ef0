"""A call is found by its arguments, exactly, whether by place, by name or by default."""

from __future__ import annotations

import functools
import threading
from typing import Any

import pytest

from ipyrerun.cache.keys import Binder, encode_call
from ipyrerun.errors import UnhashableParamError

RATE = 2
CALLS = 0
LIMITS = (1, 2)


def plain(x, y=2, *, z=3):
    return x, y, z


def test_by_place_by_name_and_by_default_are_one_call():
    digest = Binder(plain)

    keys = {
        digest((1,), {}),
        digest((1, 2), {}),
        digest((), {"x": 1}),
        digest((), {"y": 2, "x": 1}),
        digest((), {"z": 3, "x": 1, "y": 2}),
        digest((1,), {"z": 3}),
    }

    assert len(keys) == 1


def test_which_parameter_a_value_is_for_counts():
    digest = Binder(plain)

    assert len({digest((1, 2), {}), digest((2, 1), {}), digest((1,), {"z": 2})}) == 3


def test_types_count():
    digest = Binder(lambda x: x)
    values: list[Any] = [
        1,
        True,
        1.0,
        "1",
        b"1",
        0,
        False,
        None,
        (),
        [],
        {},
        "",
        b"",
        0.0,
        -0.0,
        0j,
    ]

    assert len({digest((value,), {}) for value in values}) == len(values)


def test_what_begins_with_an_underscore_is_left_out():
    def f(x, _conn, *_args, **_kwargs):
        return x

    digest = Binder(f)

    assert digest((1, threading.Lock()), {}) == digest((1, object(), 3), {"a": 1})
    assert digest((1, None), {}) != digest((2, None), {})


def test_of_other_named_arguments_the_order_does_not_count_and_an_underscore_leaves_out():
    def f(**more):
        return more

    digest = Binder(f)

    assert digest((), {"a": 1, "b": 2}) == digest((), {"b": 2, "a": 1, "_c": object()})
    assert digest((), {"a": 1, "b": 2}) != digest((), {"a": 2, "b": 1})


def test_further_arguments_are_not_those_with_names():
    def f(x, *rest, **more):
        return x, rest, more

    digest = Binder(f)

    assert len({digest((1, 2), {}), digest((1,), {"y": 2}), digest(((1, 2),), {})}) == 3


def test_what_neighbours_hold_does_not_run_together():
    digest = Binder(lambda x, y=None: x)

    assert digest((["a", "b"],), {}) != digest((["astr:b"],), {})
    assert digest(("ab", "c"), {}) != digest(("a", "bc"), {})
    assert digest(([1], [2, 3]), {}) != digest(([1, 2], [3]), {})


def test_a_default_that_has_changed_is_another_argument():
    def f(x, seen=[]):  # noqa: B006 - it is what is tested
        return x, seen

    digest = Binder(f)
    before = digest((1,), {})
    assert before == digest((1, []), {})

    (f.__defaults__ or ())[0].append(1)

    assert digest((1,), {}) != before
    assert digest((1,), {}) == digest((1, [1]), {})


def test_a_default_that_has_no_key_does_not_keep_a_function_from_being_cached():
    lock = threading.Lock()

    def f(x, lock=lock):
        return x, lock

    digest = Binder(f)

    assert digest((1,), {}) == digest((1,), {}) != digest((2,), {})
    with pytest.raises(UnhashableParamError):
        digest((1, lock), {})


def test_methods_and_partials_are_called_with_what_they_hold():
    class Model:
        def __init__(self, rate: int) -> None:
            self.rate = rate

        def fit(self, x):
            return x * self.rate

    assert Binder(Model(1).fit)((1,), {}) == Binder(Model(1).fit)((1,), {})
    assert Binder(Model(1).fit)((1,), {}) != Binder(Model(2).fit)((1,), {})
    assert Binder(functools.partial(plain, 1))((), {}) == Binder(plain)((1,), {})
    assert Binder(functools.partial(plain, z=4))((1,), {}) == Binder(plain)((1,), {"z": 4})


def test_a_wrapper_is_called_as_what_it_wraps():
    @functools.wraps(plain)
    def wrapper(*args, **kwargs):
        return plain(*args, **kwargs)

    assert Binder(wrapper)((1,), {"y": 2}) == Binder(wrapper)((), {"x": 1})


def test_a_wrapper_may_take_other_arguments_than_it_says():
    @functools.wraps(plain)
    def wrapper(*args):
        return plain(0, *args)

    assert Binder(wrapper)((), {}) != Binder(wrapper)((1, 2, 3, 4), {})


def test_what_is_built_in_has_keys_too():
    assert Binder(max)((1, 2), {}) == Binder(max)((1, 2), {}) != Binder(max)((2, 1), {})
    assert Binder(dict)((), {"a": 1}) != Binder(dict)((), {"a": 2})


@pytest.mark.parametrize(
    ("args", "kwargs", "message"),
    [
        ((), {}, "plain() missing 1 required positional argument: 'x'"),
        ((1, 2, 3), {}, "plain() takes from 1 to 2 positional arguments but 3 were given"),
        ((1,), {"x": 1}, "plain() got multiple values for argument 'x'"),
        ((1,), {"w": 1}, "plain() got an unexpected keyword argument 'w'"),
    ],
)
def test_arguments_that_do_not_fit_raise_pythons_own_error(args, kwargs, message: str):
    with pytest.raises(TypeError) as found:
        Binder(plain)(args, kwargs)

    assert str(found.value) == message


def test_a_call_that_does_not_fit_the_signature_is_no_call_that_does():
    @functools.wraps(lambda a, b: None)
    def f(*args, **kwargs):
        return args, kwargs

    assert Binder(f)((1,), {}) != Binder(f)(((1,), ()), {})


# ---- what a function reads besides its arguments ------------------------------------------------


def test_a_constant_of_the_module_counts_as_it_is_at_the_call(monkeypatch):
    def f(x):
        return x * RATE

    digest = Binder(f)
    before = digest((1,), {})
    monkeypatch.setitem(f.__globals__, "RATE", 3)

    assert digest((1,), {}) != before
    monkeypatch.undo()
    assert digest((1,), {}) == before


def test_a_constant_that_a_function_inside_reads_counts(monkeypatch):
    def f(xs):
        return [x for x in xs if x in LIMITS]

    digest = Binder(f)
    before = digest((1,), {})
    monkeypatch.setitem(f.__globals__, "LIMITS", (1, 3))

    assert digest((1,), {}) != before


def test_two_functions_of_one_text_differ_by_what_they_have_from_around():
    def make(n):
        def f(x):
            return x + n

        return f

    assert Binder(make(1))((1,), {}) == Binder(make(1))((1,), {}) != Binder(make(2))((1,), {})


def test_a_function_from_around_counts_by_its_code_and_by_what_it_reads():
    def make(g):
        def f(x):
            return g(x)

        return f

    def adder(n):
        return lambda x: x + n

    keys = {Binder(make(g))((1,), {}) for g in (adder(1), adder(2), lambda x: -x)}

    assert len(keys) == 3
    assert Binder(make(adder(1)))((1,), {}) in keys


def test_what_the_function_assigns_itself_is_no_input():
    count = 0

    def f(x):
        global CALLS  # noqa: PLW0603 - it is what is tested
        nonlocal count
        CALLS += 1
        count += 1
        return x

    digest = Binder(f)
    before = digest((1,), {})
    f(1)

    assert digest((1,), {}) == before


def test_what_is_not_simple_does_not_count():
    data = [1]

    def f(x):
        return x, data

    digest = Binder(f)
    before = digest((1,), {})
    data.append(2)

    assert digest((1,), {}) == before


def test_a_variable_that_is_not_set_yet_is_none():
    def f(x):
        return x + later

    digest = Binder(f)
    before = digest((1,), {})
    later = 1

    assert digest((1,), {}) != before
    assert f(1) == 1 + later


# ---- to be looked at ----------------------------------------------------------------------------


def test_a_key_shows_its_parts():
    def f(x, y=2, *rest, _secret=0, **more):
        return x * RATE, y, rest, more

    key = encode_call(f, ("a",), {"z": [1]})

    assert key.digest == Binder(f)(("a",), {"z": [1]})
    assert key.parts == {
        "x": "'a'",
        "y": "2",
        "*rest": "()",
        "**more": "(('z', [1]),)",
        "global: RATE": "2",
    }


def test_a_key_shows_a_long_value_by_its_digest():
    parts = encode_call(lambda x: x, ("a" * 1000,), {}).parts

    kind, digest = parts["x"].split()
    assert kind == "builtins.str"
    assert len(bytes.fromhex(digest)) >= 16
