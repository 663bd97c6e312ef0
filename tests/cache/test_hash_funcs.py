"""`hash_funcs` say what stands for a value in a key; what has none is named."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from ipyrerun.cache.keys import Binder
from ipyrerun.errors import UnhashableParamError, UserHashError


class Connection:
    def __init__(self, url: str) -> None:
        self.url = url
        self.lock = threading.Lock()


@pytest.mark.parametrize("kind", [Connection, f"{__name__}.Connection"])
def test_hash_funcs_say_what_stands_for_a_value(kind):
    digest = Binder(lambda x: x, {kind: lambda one: one.url})

    assert digest((Connection("a"),), {}) == digest((Connection("a"),), {})
    assert digest((Connection("a"),), {}) != digest((Connection("b"),), {})
    assert digest(([Connection("a")],), {}) != digest((Connection("a"),), {})


def test_hash_funcs_may_be_for_pythons_own_types_and_give_the_same_type():
    digest = Binder(lambda x: x, {float: lambda x: round(x, 1)})

    assert digest((1.01,), {}) == digest((1.04,), {}) != digest((1.06,), {})
    assert digest(([1, {"a": 1.01}],), {}) == digest(([1, {"a": 1.02}],), {})


def test_hash_funcs_for_one_type_leave_the_others():
    digest = Binder(lambda x: x, {list: lambda _: 0})

    assert digest(([1],), {}) == digest(([2],), {})
    assert digest(((1,),), {}) != digest(((2,),), {})


def test_another_hash_func_makes_another_key():
    def by_url(one):
        return one.url

    def by_port(one):
        return one.port

    a, b = Connection("x"), Connection("y")
    a.port, b.port = "y", "x"  # type: ignore[attr-defined]

    def f(x):
        return x

    assert Binder(f, {Connection: by_url})((a,), {}) == Binder(f, {Connection: by_url})((a,), {})
    assert Binder(f, {Connection: by_url})((a,), {}) != Binder(f, {Connection: by_port})((b,), {})
    assert Binder(f, {list: len})(([1],), {}) != Binder(f, {list: sum})(([1],), {})


def load(conn, *rest):
    return conn, rest


def test_what_has_no_key_is_named_with_the_remedy():
    with pytest.raises(UnhashableParamError) as found:
        Binder(load)((threading.Lock(),), {})

    assert str(found.value) == (
        "st.cache_data: cannot hash the argument `conn` of `load()`, of type `_thread.lock`; name "
        "the parameter `_conn` to leave it out of the key, or say what stands for it: "
        '`hash_funcs={"_thread.lock": ...}`'
    )


def test_what_has_no_key_inside_an_argument_is_named_too():
    with pytest.raises(UnhashableParamError) as found:
        Binder(load, call="st.cache_resource")((1, {"a": (n for n in "ab")}), {})

    assert str(found.value) == (
        "st.cache_resource: cannot hash the argument `*rest` of `load()`, of type "
        "`builtins.tuple`, which holds a `builtins.generator`; name the parameter `*_rest` to "
        "leave it out of the key, or say what stands for it: "
        '`hash_funcs={"builtins.generator": ...}`'
    )


def test_what_is_nested_too_deeply_is_called_so():
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]

    with pytest.raises(UnhashableParamError) as found:
        Binder(load)((deep,), {})

    assert str(found.value) == (
        "st.cache_data: cannot hash the argument `conn` of `load()`, of type `builtins.list`, "
        "which is nested too deeply; name the parameter `_conn` to leave it out of the key, or "
        'say what stands for it: `hash_funcs={"builtins.list": ...}`'
    )


def test_a_hash_func_that_fails_is_named():
    def by_url(one):
        return one.address

    with pytest.raises(UserHashError) as found:
        Binder(load, {Connection: by_url})((Connection("a"),), {})

    assert str(found.value) == (
        "st.cache_data: `hash_funcs` of `load()` failed on the argument `conn`: `by_url()` was "
        f"given a `{__name__}.Connection` and raised AttributeError: 'Connection' object has no "
        "attribute 'address'"
    )
    assert isinstance(found.value.__cause__, AttributeError)
