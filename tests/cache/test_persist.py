"""Values and drawings that outlive the kernel, with `persist="disk"`."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import ipyrerun as st
from ipyrerun.cache import stores
from ipyrerun.cache.disk import Disk
from ipyrerun.session import Session
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ipyrerun.tree import Node


def new_kernel() -> None:
    """Forget what is in memory, as a kernel does that is started anew."""
    stores._global.clear()


def define(body: str, **given: Any) -> Any:
    """Return a function with this body, as a kernel defines it that executes the same text."""
    space: dict[str, Any] = {"st": st, "pd": pd, **given}
    exec(f"@st.cache_data(persist='disk')\ndef f(a=1):\n    {body}", space)
    return space.pop("f")


def test_another_kernel_finds_the_value():
    calls: list[int] = []
    body = "calls.append(a); return pd.DataFrame({'a': range(a)})"
    define(body, calls=calls)(50_000)
    new_kernel()
    f = define(body, calls=calls)
    first = f(50_000)
    first["a"] = 0

    assert f(50_000)["a"].tolist() == list(range(50_000))
    assert calls == [50_000]
    (told,) = st.cache_stats()
    assert (told["hits"], told["misses"], told["entries"]) == (1, 1, 1)


CLEARS = pytest.mark.parametrize("clear", ["f.clear()", "f.clear(1)", "st.cache_data.clear()"])


@CLEARS
def test_clear_deletes_files_too(clear: str):
    calls: list[int] = []
    body = "calls.append(a); return a"
    f = define(body, calls=calls)
    f(1)
    new_kernel()
    f = define(body, calls=calls)
    eval(clear, {"f": f, "st": st})
    f(1)

    assert calls == [1, 1]


def beside(method: str, monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Have another thread do something just before the files are used in a way, once."""
    use = getattr(Disk, method)

    def used(*args: Any) -> Any:
        monkeypatch.setattr(Disk, method, use)
        thread = threading.Thread(target=act)
        thread.start()
        thread.join()
        return use(*args)

    monkeypatch.setattr(Disk, method, used)


@CLEARS
def test_what_is_cleared_while_it_is_being_written_does_not_come_back(
    clear: str, monkeypatch: pytest.MonkeyPatch
):
    calls: list[int] = []
    f = define("calls.append(a); return len(calls)", calls=calls)
    beside("save", monkeypatch, lambda: eval(clear, {"f": f, "st": st}))
    f(1)

    assert f(1) == 2


@CLEARS
def test_what_is_read_while_it_is_being_cleared_does_not_come_back(
    clear: str, monkeypatch: pytest.MonkeyPatch
):
    calls: list[int] = []
    f = define("calls.append(a); return len(calls)", calls=calls)
    f(1)
    beside("clear", monkeypatch, lambda: f(1))
    eval(clear, {"f": f, "st": st})

    assert f(1) == 2


def test_a_file_whose_class_refuses_is_no_hit_and_the_log_says_why(caplog):
    body = "return type('Refuses', (), {'__reduce__': lambda _: (int, ('x',))})()"
    define(body)()
    new_kernel()
    define(body)()

    (told,) = st.cache_stats()
    assert (told["hits"], told["misses"], told["entries"]) == (0, 1, 1)
    (line,) = caplog.messages
    assert line == (
        "st.cache_data: the value of f() cannot be made again from its pickle (ValueError: "
        "invalid literal for int() with base 10: 'x'); it is computed anew"
    )


def test_what_another_kernel_has_drawn_is_drawn_again():
    calls: list[int] = []
    script = """
import pandas as pd
@st.cache_data(persist="disk")
def f():
    calls.append(1)
    st.markdown("**drawn**")
    st.dataframe(pd.DataFrame({"a": range(5000)}))
    st.line_chart({"a": [1, 2, 3]})
    with st.container(border=True, key="box"):
        st.metric("m", 3)
    st.sidebar.slider("x", 0, 9, 2)
f()
"""
    first = Stage(script, calls=calls).run().nodes()
    new_kernel()
    stage = Stage(script, calls=calls)

    assert stage.error is None
    assert calls == [1]
    assert [shown(node) for node in stage.nodes()] == [shown(node) for node in first]
    (grid,) = stage.nodes("dataframe")
    assert grid.view is not None
    assert grid.view.serve is not None
    content, *_ = grid.view.serve({"type": "rows", "ask": 1, "start": 4000, "stop": 4010})
    assert (content["start"], content["rows"]) == (4000, 10)


def shown(node: Node) -> Any:
    """Return what a browser has of an element."""
    view = node.view
    if view is None:
        return node.id, node.kind, node.props
    data = {} if view.data is None else view.data()
    return node.id, node.kind, view.widget, view.props, data.keys()


def test_what_cannot_be_drawn_again_from_a_file_is_kept_in_memory_only(caplog):
    calls: list[int] = []
    script = """
import ipywidgets
@st.cache_data(persist="disk")
def f():
    calls.append(1)
    st.write(ipywidgets.IntSlider())
f()
"""
    Stage(script, calls=calls).run()
    assert (
        "f() is not saved, because of what it draws: IntSlider is a widget of this kernel"
        in caplog.text
    )
    new_kernel()
    Stage(script, calls=calls)

    assert calls == [1, 1]


def test_a_damaged_file_is_computed_anew(tmp_path: Path, caplog):
    calls: list[int] = []
    define("calls.append(a); return a", calls=calls)(1)
    new_kernel()
    (entry,) = [p for p in (tmp_path / "caches").rglob("*") if p.is_file() and p.name != "key"]
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    f = define("calls.append(a); return a", calls=calls)

    assert (f(1), f(1), calls) == (1, 1, [1, 1])
    assert "the value is computed anew" in caplog.text


def test_a_coroutine_function_is_kept_in_files_as_well():
    calls: list[int] = []
    text = "@st.cache_data(persist=True)\nasync def f(a):\n    calls.append(a)\n    return [a]\n"
    for _ in range(2):
        space: dict[str, Any] = {"st": st, "calls": calls}
        exec(text, space)
        assert asyncio.run(space["f"](1)) == [1]
        new_kernel()

    assert calls == [1]


def test_a_session_does_not_read_what_another_has_computed(caplog):
    calls: list[int] = []
    script = """
@st.cache_data(scope="session", persist="disk")
def f():
    calls.append(1)
    return len(calls)
st.text(f())
"""
    pages = [Stage(script, session=Session(), calls=calls) for _ in range(2)]

    assert [page.said() for page in pages] == ["1", "2"]
    assert "`persist` is 'disk', which has no effect together with `scope" in caplog.text
