"""Cached functions in scripts, and what a page and the notebook offer for them."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, Any

import ipyrerun as st
from ipyrerun import commands
from ipyrerun.cache import stores
from ipyrerun.run import running
from ipyrerun.session import Session, kernel
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

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


LOAD = """
@st.cache_data
def load():
    calls.append({0!r})
load()
"""


def test_pages_may_each_have_a_function_of_one_name(tmp_path: Path):
    for name in "abc":
        (tmp_path / f"{name}.py").write_text(
            "import ipyrerun as st\ncalls = st.session_state.setdefault('calls', [])"
            + LOAD.format(name)
        )
    (tmp_path / "main.py").write_text(
        "import ipyrerun as st\nst.navigation(['a.py', 'b.py', 'c.py']).run()\n"
    )
    test = AppTest.from_file(tmp_path / "main.py").run()
    for name in "bcabc":
        gc.collect()
        test.switch_page(f"{name}.py").run()

    assert test.session_state["calls"] == ["a", "b", "c"]


def test_a_name_that_a_script_gives_to_two_functions_is_a_cache_for_each():
    calls: list[str] = []
    both = "".join(
        f"@st.cache_data\ndef load():\n    calls.append({name!r})\nload()\n" for name in "ab"
    )
    stage = Stage(both, calls=calls)
    for _ in range(2):
        gc.collect()
        stage.run()

    assert calls == ["a", "b"]


def test_validate_and_on_release_are_those_of_the_newest_run():
    told: list[str] = []
    stage = Stage(
        """
run = next(numbers)
@st.cache_resource(
    validate=lambda value: not told.append(f"asked in run {run} for {value}"),
    on_release=lambda value: told.append(f"told in run {run} of {value}"),
)
def f():
    return "it"
f()
""",
        told=told,
        numbers=iter(range(9)),
    )
    stage.run()
    st.cache_resource.clear()

    assert stage.error is None
    assert told == ["asked in run 1 for it", "told in run 1 of it"]


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
