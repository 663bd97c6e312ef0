"""A cached function in ordinary Python: as a function, as a method."""

from __future__ import annotations

import asyncio
import copy
import functools
import gc
import inspect
import pickle
import sys
from contextlib import suppress
from typing import Any

import pandas as pd
import pytest

import ipyrerun as st
from ipyrerun.errors import (
    StreamlitInvalidParameterTypeError,
)
from tests.elements.stage import Stage


def module_level(a: int) -> list[int]:
    """Return a list."""
    return [a]


cached = st.cache_data(module_level)


def test_name_docstring_and_signature_are_the_functions():
    assert cached.__name__ == "module_level"
    assert cached.__doc__ == "Return a list."
    assert cached.__wrapped__ is module_level
    assert inspect.signature(cached) == inspect.signature(module_level)
    assert repr(cached) == "<cached function module_level>"


def test_a_cached_function_is_pickled_by_its_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.modules[__name__], "module_level", cached)

    assert pickle.loads(pickle.dumps(cached)) is cached
    assert copy.deepcopy(cached) is cached


def test_the_key_can_be_looked_at():
    told = cached.cache_key(3)

    assert told["function"]["qualname"] == "module_level"
    assert told["arguments"] == {"a": "3"}


def test_clear_with_arguments_forgets_one_call():
    calls: list[int] = []

    @st.cache_data
    def f(a: int, b: int = 0) -> int:
        calls.append(a)
        return a

    f(1)
    f(2)
    f.clear(a=1)
    f(1)
    f(2)

    assert calls == [1, 2, 1]


def box_class() -> Any:
    """Return a new class with cached methods of every kind."""

    class Box:
        """Something with cached methods."""

        def __init__(self, n: int) -> None:
            self.n = n

        @st.cache_data
        def own(_self, a: int) -> list[int]:  # noqa: N805
            """Return a list."""
            return [_self.n + a]

        @classmethod
        @st.cache_data
        def shared(_cls, a: int) -> list[int]:  # noqa: N804
            return [a]

        @st.cache_data
        @classmethod
        def turned(_cls, a: int) -> list[int]:  # noqa: N804
            return [a]

        @st.cache_data
        @staticmethod
        def free(a: int) -> list[int]:
            return [a]

    return Box


@pytest.mark.parametrize("name", ["own", "shared", "turned", "free"])
def test_methods_of_every_kind_are_cached(name: str):
    Box = box_class()  # noqa: N806
    one = getattr(Box(0), name)
    one(3).append("changed")

    assert one(3) == getattr(Box(5), name)(3) == [3]
    (told,) = st.cache_stats()
    assert (told["hits"], told["misses"]) == (2, 1)


def test_a_method_is_cleared_inspected_and_asked_for_its_key():
    Box = box_class()  # noqa: N806
    box = Box(0)
    box.own(3)
    assert list(inspect.signature(box.own).parameters) == ["a"]
    assert box.own.__doc__ == "Return a list."
    assert box.own.cache_key(3)["arguments"] == {"a": "3"}
    assert repr(box.own).startswith("<bound <cached function box_class.<locals>.Box.own> of <")

    box.own.clear(4)
    assert st.cache_stats()[0]["entries"] == 1
    box.own.clear(3)
    assert st.cache_stats()[0]["entries"] == 0
    box.own(3)
    Box.own.clear()
    assert st.cache_stats()[0]["entries"] == 0


def test_other_parameters_of_the_decorator_are_another_cache():
    def f() -> object:
        return object()

    one, other = st.cache_resource(f), st.cache_resource(ttl=60)(f)

    assert one() is not other()
    assert one() is one()
    assert [told["entries"] for told in st.cache_stats()] == [1, 1]


def test_what_an_edited_function_had_goes_when_nobody_has_the_old_one():
    gone: list[str] = []

    def define(text: str) -> Any:
        space: dict[str, Any] = {"st": st, "gone": gone}
        exec(f"@st.cache_resource(on_release=gone.append)\ndef f():\n    return {text!r}", space)
        return space.pop("f")

    old = define("one")
    old()
    new = define("two")
    new()
    assert gone == []
    del old
    gc.collect()
    define("three")()

    assert gone == ["one"]
    assert new() == "two"


def test_what_is_no_function_is_refused():
    with pytest.raises(StreamlitInvalidParameterTypeError) as caught:
        st.cache_data(60)  # type: ignore[call-overload]

    assert str(caught.value) == (
        "st.cache_data: `func` is 60, of type int; decorate a function, and give the decorator's "
        "arguments by name: @st.cache_data(ttl=60)"
    )


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        (
            "hash_funcs",
            5,
            (
                "`hash_funcs` is 5, of type int; give a dict with a function by type, for instance "
                "{Connection: lambda c: c.url}"
            ),
        ),
        (
            "hash_funcs",
            {None: len},
            (
                "`hash_funcs` has the key None, of type NoneType; its keys are types, or their "
                'full names, like "sqlite3.Connection"'
            ),
        ),
        (
            "hash_funcs",
            {"a.B": None},
            "`hash_funcs['a.B']` is None, of type NoneType; give a function",
        ),
        ("validate", 5, "`validate` is 5, of type int; give a function"),
        ("on_release", "f", "`on_release` is 'f', of type str; give a function"),
    ],
)
def test_what_would_be_called_must_be_a_function(name: str, given: Any, message: str):
    with pytest.raises(StreamlitInvalidParameterTypeError) as caught:
        st.cache_resource(**{name: given})(lambda: 1)

    assert str(caught.value) == f"st.cache_resource: {message}"


def test_the_attributes_of_an_object_that_can_be_called_are_its_own():
    class Called:
        def __init__(self) -> None:
            self.clear = "its own"

        def __call__(self, a: int) -> int:
            return a

    f = st.cache_data(Called())
    assert f(1) == 1
    f.clear()

    assert st.cache_stats()[0]["entries"] == 0


def test_a_partial_has_the_name_of_what_it_calls():
    f = st.cache_data(functools.partial(module_level, 1))
    f()

    assert repr(f) == "<cached function module_level>"
    assert [told["function"] for told in st.cache_stats()] == [f"{__name__}.module_level"]


def test_a_resource_that_is_no_good_any_more_is_made_anew():
    good = [True]
    gone: list[Any] = []

    @st.cache_resource(validate=lambda _: good[0], on_release=gone.append)
    def f() -> object:
        return object()

    first = f()
    assert f() is first
    good[0] = False

    assert f() is not first
    assert gone == []
    (told,) = st.cache_stats()
    assert (told["hits"], told["misses"], told["entries"]) == (1, 2, 1)


def test_a_value_that_cannot_be_made_again_is_computed_anew():
    class Passing:
        pass

    globals()["Passing"] = Passing
    Passing.__qualname__ = "Passing"
    calls: list[int] = []

    @st.cache_data
    def f() -> Any:
        calls.append(1)
        return Passing()

    f()
    f()
    assert calls == [1]
    del globals()["Passing"]
    with suppress(Exception):
        # It cannot be pickled anew.
        f()

    assert calls == [1, 1]


@pytest.mark.parametrize(
    "decorate",
    [st.cache_data, st.cache_data(ttl=60, refresh_mode="background")],
    ids=["drawn", "background"],
)
def test_a_value_that_cannot_be_made_again_is_computed_anew_whatever_else_it_has(
    decorate: Any, caplog: pytest.LogCaptureFixture
):
    @decorate
    def f() -> Any:
        st.text("drawn")
        calls.append(1)
        return Refusing()

    calls: list[int] = []
    seen = Stage("f()\nf()", f=f)

    assert seen.error is None
    assert calls == [1, 1]
    assert [(one["hits"], one["misses"]) for one in st.cache_stats()] == [(0, 2)]
    assert "the value of " in caplog.text


def test_a_coroutines_value_that_cannot_be_made_again_is_computed_anew():
    calls: list[int] = []

    @st.cache_data
    async def f() -> Any:
        calls.append(1)
        return Refusing()

    for _ in range(2):
        asyncio.run(f())

    assert calls == [1, 1]
    assert [(one["hits"], one["misses"]) for one in st.cache_stats()] == [(0, 2)]


class Refusing:
    """Something that pickle writes and cannot read."""

    def __reduce__(self) -> Any:
        return int, ("x",)


def test_the_call_that_computes_a_table_gets_one_of_its_own_as_every_hit_does():
    frame = pd.DataFrame({"a": [1.0, 2.0]})

    @st.cache_data
    def f(_frame: pd.DataFrame) -> pd.DataFrame:
        return _frame

    first = f(frame)
    frame.loc[0, "a"] = 0.0
    first.loc[1, "a"] = 0.0

    assert first is not frame
    assert f(frame)["a"].tolist() == [1.0, 2.0]
