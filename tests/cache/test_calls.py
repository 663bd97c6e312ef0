"""A cached function in use: in scripts, in modules, as a method; what is computed when."""

from __future__ import annotations

import asyncio
import copy
import gc
import inspect
import logging
import pickle
import sys
import threading
import weakref
from contextlib import suppress
from typing import Any

import pytest

import ipyrerun as st
from ipyrerun import commands
from ipyrerun.cache import refresh, stores
from ipyrerun.cache.store import Store
from ipyrerun.errors import (
    CachedFunctionReturnedAwaitableError,
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
)
from ipyrerun.run import running
from ipyrerun.session import Session, kernel
from tests.cache.clock import Clock
from tests.cache.crowd import WAIT, wait_until
from tests.elements.stage import Stage


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock of all stores."""
    made = Clock()
    monkeypatch.setattr(Store, "clock", made)
    return made


def module_level(a: int) -> list[int]:
    """Return a list."""
    return [a]


cached = st.cache_data(module_level)

# -- in scripts

COUNTED = """
@st.cache_data
def f(a):
    calls.append(a)
    return {"a": a}
f(a)["b"] = 2
value = f(a)
st.text(value)
"""


def test_a_cache_outlives_the_run_although_the_function_is_defined_anew():
    calls: list[int] = []
    stage = Stage(COUNTED, a=1, calls=calls)
    stage.run()

    assert calls == [1]
    assert stage.said() == "{'a': 1}"


def test_apps_with_the_same_function_share_its_cache_another_text_is_another_function():
    calls: list[int] = []
    Stage(COUNTED, a=1, calls=calls)
    Stage(COUNTED, a=1, calls=calls, session=Session(), name="other")
    Stage(COUNTED.replace("return {", "return None or {"), a=1, calls=calls)

    assert calls == [1, 1]


def test_no_namespace_of_an_old_run_is_kept_alive():
    class Mark:
        pass

    marks: list[weakref.ref[Mark]] = []

    def mark() -> Mark:
        made = Mark()
        marks.append(weakref.ref(made))
        return made

    stage = Stage(
        """
here = mark()
@st.cache_data(hash_funcs={set: lambda s: here and len(s)})
def f(a):
    st.text("drawn")
    st.button("b", on_click=lambda: here)
    return [a, bool(here)]
@st.cache_resource(validate=lambda _: bool(here), on_release=lambda _: here)
def g():
    return object()
f({1})
g()
""",
        mark=mark,
    )
    stage.run()
    stage.run()
    stage.run()
    gc.collect()

    assert stage.error is None
    assert [ref() is None for ref in marks[:-1]] == [True, True, True]


def test_a_session_of_its_own_has_its_own_values_and_lets_them_go_with_it():
    gone: list[str] = []
    names = iter("abcd")
    script = """
@st.cache_resource(scope="session", on_release=gone.append)
def f():
    return next(names)
st.text(f())
"""
    stages = [Stage(script, session=Session(), gone=gone, names=names) for _ in range(2)]
    for stage in stages:
        stage.run()
    assert [stage.said() for stage in stages] == ["a", "b"]
    del stage, stages[0]
    gc.collect()

    assert gone == ["a"]


def test_outside_a_run_a_sessions_values_are_those_of_the_kernel():
    @st.cache_data(scope="session")
    def f() -> int:
        calls.append(1)
        return 1

    calls: list[int] = []
    f()
    Stage("st.text(f())", session=kernel, f=f)

    assert calls == [1]


def test_a_miss_shows_a_spinner_and_takes_it_away():
    seen: list[Any] = []
    stage = Stage(
        """
@st.cache_data
def f(a=None):
    seen.append([n.value for n in nodes()])
    return g(1)
@st.cache_data(show_spinner="Wait **here**", show_time=True)
def g(a):
    seen.append([n.value for n in nodes()])
    return 1
@st.cache_data(show_spinner=False)
def h():
    seen.append([n.value for n in nodes()])
f()
g(2)
h()
f(2)
st.text(f(3))
""",
        seen=seen,
        nodes=spinners,
    )

    assert stage.error is None
    assert seen == [
        *(["Running `f()`."], ["Running `f()`."]),
        *(["Wait **here**"], []),
        *(["Running `f(...)`."], ["Running `f(...)`."]),
    ]
    assert stage.nodes("spinner") == []


def spinners() -> list[Any]:
    """Return the spinners that the run under way shows."""
    return [node for node in running().main.children or () if node.kind == "spinner"]


def test_a_spinner_is_nothing_that_a_bare_expression_has_drawn():
    stage = Stage("@st.cache_data\ndef f(a):\n    return a\nf(7)")
    first = [node.value for node in stage.nodes()]

    assert first == [node.value for node in stage.run().nodes()] == ["`7`"]


def test_a_slot_keeps_what_it_holds_while_something_is_computed():
    stage = Stage(
        """
@st.cache_data
def f():
    return 1
slot = st.empty()
with slot:
    st.text("kept")
    f()
"""
    )

    assert stage.said() == "kept"


def test_the_page_menu_and_the_magic_empty_every_cache(capsys):
    calls: list[Any] = []

    @st.cache_data
    def f() -> int:
        calls.append("f")
        return 1

    @st.cache_resource
    def g() -> int:
        calls.append("g")
        return 1

    assert kernel.caches == []
    for clear in (
        lambda: Stage("", session=kernel).listen({"type": "clear-caches"}),
        lambda: commands._clear([]),
    ):
        f()
        g()
        clear()

    assert calls == ["f", "g", "f", "g"]


def test_the_magic_tells_what_the_caches_have_done(capsys):
    commands.VERBS["caches"]([])
    assert capsys.readouterr().out == "Nothing is cached; put @st.cache_data above a function.\n"

    @st.cache_data
    def f() -> str:
        return "x" * 5000

    f()
    f()
    commands.VERBS["caches"]([])
    head, line = capsys.readouterr().out.splitlines()

    assert head.split() == ["hits", "misses", "entries", "memory", "saved", "function"]
    assert line.split()[:5] == ["1", "1", "1", "4.93", "KB"]
    assert line.endswith(f"{__name__}.{f.__qualname__}")


# -- in ordinary Python


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


def test_an_async_generator_is_refused():
    async def numbers() -> Any:
        yield 1

    with pytest.raises(StreamlitAPIException) as caught:
        st.cache_resource(numbers)

    assert str(caught.value) == (
        f"st.cache_resource: {numbers.__qualname__}() is an async generator, whose values go by "
        "once and cannot be kept; collect them in a list and return it"
    )


def test_a_plain_function_must_return_no_coroutine():
    async def later() -> int:
        return 1

    @st.cache_data
    def f() -> Any:
        return later()

    with pytest.raises(CachedFunctionReturnedAwaitableError) as caught:
        f()

    assert str(caught.value) == (
        f"st.cache_data: {f.__qualname__}() is no `async def`, but has returned something to be "
        "awaited, of type coroutine, which is of no use a second time; define it with `async def` "
        "and return what was awaited"
    )


@pytest.mark.parametrize("name", ["validate", "on_release"])
def test_what_nobody_would_await_is_refused(name: str):
    async def later(_: Any) -> bool:
        return True

    class Asked:
        async def __call__(self, _: Any) -> bool:
            return True

    for function in (later, Asked()):
        with pytest.raises(StreamlitAPIException) as caught:
            st.cache_resource(**{name: function})
        assert str(caught.value) == (
            f"st.cache_resource: `{name}` is `async`, and nobody would await it; give a plain "
            "function"
        )


def test_a_coroutine_function_is_computed_once_and_awaited_each_time():
    calls: list[int] = []

    @st.cache_data
    async def f(a: int) -> list[int]:
        calls.append(a)
        return [a]

    async def main() -> list[int]:
        (await f(1)).append(2)
        return await f(1)

    assert asyncio.run(main()) == [1]
    assert asyncio.run(main()) == [1]
    assert calls == [1]


def test_a_coroutine_function_is_not_refreshed_in_the_background():
    async def f() -> int:
        return 1

    with pytest.raises(StreamlitValueError) as caught:
        st.cache_data(ttl=1, refresh_mode="background")(f)

    assert str(caught.value) == (
        f'st.cache_data: `refresh_mode` is "background", but {f.__qualname__}() is `async`, and a '
        'thread of its own cannot await it; use "foreground"'
    )


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


# -- in the background


class Refreshed:
    """A function that is refreshed in the background, and what it returns next."""

    def __init__(self, decorate: Any, **parameters: Any) -> None:
        self.values = iter(range(100))
        self.open = threading.Event()
        self.open.set()
        self.calls = 0

        @decorate(ttl=10, refresh_mode="background", **parameters)
        def f() -> Any:
            self.calls += 1
            assert self.open.wait(WAIT)
            value = next(self.values)
            if self.fails:
                raise ValueError("no")
            return [value]

        self.fails = False
        self.f = f


def rest() -> None:
    """Wait until nothing is refreshed."""
    wait_until(lambda: refresh.refreshers._busy == 0, "the end of all refreshes")


def test_a_stale_value_is_served_and_computed_anew_by_a_thread(clock: Clock):
    one = Refreshed(st.cache_data)
    assert one.f() == [0]
    clock.pass_(9)
    assert one.f() == [0]
    clock.pass_(2)
    one.open.clear()

    assert one.f() == one.f() == [0]
    one.open.set()
    rest()
    assert one.calls == 2
    assert one.f() == [1]


def test_a_value_that_is_too_old_is_waited_for(clock: Clock):
    one = Refreshed(st.cache_data)
    one.f()
    clock.pass_(20)

    assert one.f() == [1]


def test_a_refresh_that_fails_is_told_and_not_tried_at_once(clock: Clock, caplog):
    one = Refreshed(st.cache_data)
    one.f()
    clock.pass_(11)
    one.fails = True
    assert one.f() == [0]
    rest()
    one.fails = False
    assert one.f() == [0]
    rest()

    assert one.calls == 2
    assert "Refreshed.__init__.<locals>.f() could not be refreshed: ValueError('no')" in caplog.text


def test_what_was_cleared_meanwhile_is_not_brought_back(clock: Clock):
    gone: list[Any] = []
    one = Refreshed(st.cache_resource, on_release=gone.append)
    one.f()
    clock.pass_(11)
    one.open.clear()
    one.f()
    wait_until(lambda: one.calls == 2)
    one.f.clear()
    one.open.set()
    rest()

    assert st.cache_stats()[0]["entries"] == 0
    assert gone == [[0], [1]]


def test_a_resource_that_was_replaced_is_released(clock: Clock):
    gone: list[Any] = []
    one = Refreshed(st.cache_resource, on_release=gone.append)
    one.f()
    clock.pass_(11)
    one.f()
    rest()

    assert gone == [[0]]
    assert one.f() == [1]


def test_a_resource_that_stays_the_same_is_not_released(clock: Clock):
    gone: list[Any] = []
    only: list[int] = [1]
    calls: list[int] = []

    @st.cache_resource(ttl=10, refresh_mode="background", on_release=gone.append)
    def f() -> Any:
        calls.append(1)
        return only

    f()
    clock.pass_(11)
    f()
    rest()

    assert calls == [1, 1]
    assert gone == []


def test_as_many_are_refreshed_at_once_as_the_configuration_says(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ipyrerun.cache.refresh.option", lambda _: 0)
    one = Refreshed(st.cache_data)
    one.f()
    clock.pass_(11)

    assert one.f() == [0]
    rest()
    assert one.calls == 1
    clock.pass_(10)
    assert one.f() == [1]


def test_what_is_drawn_in_the_background_is_drawn_for_nobody(clock: Clock):
    @st.cache_data(ttl=10, refresh_mode="background")
    def f() -> int:
        st.text("seen by nobody")
        calls.append(1)
        return len(calls)

    calls: list[int] = []
    stage = Stage("st.text(f())", f=f)
    assert [n.name for n in stage.nodes()] == ["text", "exception", "text"]
    assert "draw outside of it" in stage.one("exception").props["message"]
    clock.pass_(11)
    stage.run()
    rest()

    assert [n.name for n in stage.nodes()] == ["text"]
    assert stage.run().said() == "2"


def test_without_a_page_the_background_warns_in_the_log(caplog):
    @st.cache_data(ttl=10, refresh_mode="background")
    def f() -> int:
        st.text("drawn")
        return 1

    with caplog.at_level(logging.WARNING):
        f()

    assert 'has `refresh_mode="background"` and draws' in caplog.text


def test_a_module_that_is_imported_shares_its_cache(tmp_path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "cachedlib.py").write_text(
        "import ipyrerun as st\ncalls = []\n@st.cache_data\ndef f(a):\n"
        "    calls.append(a)\n    return [a]\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    import cachedlib  # type: ignore[import-not-found]

    Stage("import cachedlib\nst.text(cachedlib.f(1))")
    cachedlib.f(1)

    assert cachedlib.calls == [1]


def test_caches_are_offered_in_the_menu_once_there_is_one():
    assert kernel.caches == []
    st.cache_data(lambda: 1)()

    assert kernel.caches == [stores.clear_all]
