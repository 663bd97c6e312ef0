"""What a cached function draws: a hit draws the same page, with the same ids."""

from __future__ import annotations

import contextvars
import threading
from typing import Any

import pytest

import ipyrerun as st
from ipyrerun.cache import replay
from ipyrerun.cache.replay import Capture
from ipyrerun.errors import CacheReplayClosureError, UnserializableReturnValueError
from ipyrerun.patch import walk
from ipyrerun.run import Run
from ipyrerun.session import kernel
from ipyrerun.tree import Node
from tests.cache.drawings import HEAD, page, script
from tests.elements.stage import Stage

# What a cached function may draw; each is drawn, drawn again, and must then be the same page.
BODIES = {
    "texts": 'st.write("a", 1, {"b": 2})\nst.title("t")\nst.markdown("m")\nst.code("c")',
    "containers": 'c = st.container(border=True)\nc.text("a")\nwith c:\n    st.text("b")\n'
    'st.text("after")\nc.text("late")',
    "columns": 'a, b = st.columns(2)\na.text("a")\nwith b:\n    st.metric("m", 1)',
    "tabs": 'a, b = st.tabs(["a", "b"])\nb.text("b")\na.text("a")',
    "a grid": 'g = st.grid(2)\ng.text("a")\ng.text("b")\nwith g.cell(row_span=2):\n    st.text(2)',
    "a slot": 's = st.empty()\ns.text("one")\ns.info("two")\nst.text("after")',
    "a slot with several": 's = st.empty()\nwith s.container():\n    st.text("a")\n    st.text(2)',
    "what is replaced": 'h = st.text("one")\nst.text("between")\nh.info("two")',
    "progress": "p = st.progress(0)\nfor i in range(5):\n    p.progress(20 * i)\np.empty()",
    "a spinner": 'with st.spinner("wait"):\n    st.text("in it")\nst.text("after")',
    "status": 'with st.status("doing", expanded=True) as s:\n    st.text("step")\n'
    '    s.update(label="done", state="complete")',
    "the sidebar": 'st.sidebar.text("a")\nwith st.sidebar:\n    st.text("b")\nst.text("c")',
    "the foot": 'st.bottom.text("a")',
    "a table": 'st.dataframe({"a": range(3)})\nst.table({"a": [1]})',
    "a chart": 'st.line_chart({"a": [1, 2, 3]})',
    "an expander": 'with st.expander("more"):\n    st.text("a")\n    with st.popover("p"):\n'
    '        st.text("b")',
    "with a key": 'with st.container(key="box"):\n    st.text("a")',
    "a chat": 'with st.chat_message("user"):\n    st.write("hello")',
    "exceptions": 'st.exception(ValueError("no"))\nst.help(len)',
    "nothing": "pass",
}


@pytest.mark.parametrize("name", BODIES)
def test_a_hit_draws_the_page_that_the_function_has_drawn(name: str):
    calls: list[int] = []
    stage = Stage(script(BODIES[name]), calls=calls)
    assert stage.error is None
    first = page(stage)

    assert page(stage.run()) == first
    assert page(stage.run()) == first
    assert stage.error is None
    assert calls == [1]


@pytest.mark.parametrize("name", BODIES)
def test_two_hits_in_one_run_are_two_drawings_with_ids_of_their_own(name: str):
    calls: list[int] = []
    stage = Stage(script(BODIES[name], "f(); f()"), calls=calls)
    ids = [node.id for node in walk(stage._rig.shown)]

    assert stage.error is None
    assert len(ids) == len(set(ids))
    twice = [node.name for node in stage.nodes()]
    alone = [n.name for n in Stage(script(BODIES[name]), calls=calls, name="b").nodes()]
    assert len(twice) <= 2 * len(alone)
    assert [node.name for node in stage.run().nodes()] == twice


def test_what_is_drawn_again_costs_no_message_and_no_node():
    stage = Stage(script(BODIES["containers"]), calls=[])
    before = {node.id for node in stage}

    assert {node.id for node in stage.run()} == before


def test_a_hit_draws_where_it_is_called():
    body = 'st.text("drawn")'
    call = "box = st.container(); st.text('x')\nwith box:\n    f()\nwith st.sidebar:\n    f()"
    stage = Stage(script(body, call), calls=[])
    places = [node.parent.name for node in stage.nodes("text") if node.value == "drawn"]  # type: ignore[union-attr]

    assert sorted(places) == ["container", "sidebar"]
    again = stage.run().nodes("text")
    assert sorted(n.parent.name for n in again if n.value == "drawn") == sorted(places)  # type: ignore[union-attr]


def test_nested_functions_draw_for_one_another():
    text = """
@st.cache_data
def inner(a):
    calls.append(("inner", a))
    st.text(f"inner {a}")
@st.cache_data
def outer(a):
    calls.append(("outer", a))
    with st.container():
        inner(a)
    inner(a)
    return a
outer(1);
outer(1);
inner(1);
"""
    calls: list[Any] = []
    stage = Stage(text, calls=calls)
    shown = [(n.name, n.value) for n in stage.nodes()]

    assert calls == [("outer", 1), ("inner", 1)]
    assert [value for name, value in shown if name == "text"] == ["inner 1"] * 5
    assert [(n.name, n.value) for n in stage.run().nodes()] == shown


def test_a_container_from_outside_raises_on_the_hit():
    stage = Stage(f"outer = st.container()\n{script('outer.text(1)')}", calls=[])
    assert stage.error is None
    error = stage.run().error

    assert isinstance(error, CacheReplayClosureError)
    assert str(error) == (
        "f() has written into a container that was created outside of it. Its value came from the "
        "cache now, and which container that was cannot be known: create the container inside of "
        "f(), or write to it outside, or take the decorator `@st.cache_data` away"
    )


@pytest.mark.parametrize(
    ("before", "body"),
    [
        ("slot = st.empty()", "slot.text(1)"),
        ("slot = st.text('a')", "slot.text(1)"),
        ("a, b = st.columns(2)", "b.container().text(1)"),
        ("box = st.sidebar.container()", "box.text(1)"),
    ],
)
def test_so_does_every_place_from_outside(before: str, body: str):
    stage = Stage(f"{before}\n{script(body)}", calls=[])

    assert stage.error is None
    assert isinstance(stage.run().error, CacheReplayClosureError)


def test_a_dialog_in_a_cached_function_raises_on_the_hit():
    dialog = "@st.dialog('d')\ndef d():\n    st.text('in it')\n"
    stage = Stage(dialog + script("d()"), calls=[])
    assert stage.error is None
    error = stage.run().error

    assert isinstance(error, CacheReplayClosureError)
    assert str(error) == (
        "f() has opened a dialog. Its value came from the cache now, which opens none: open the "
        "dialog outside of f(), or take the decorator `@st.cache_data` away"
    )
    assert [node.value for node in stage.nodes("text")] == ["before"]


def test_a_function_is_drawn_again_in_a_dialog():
    dialog = f"{HEAD}    st.text('in it')\n@st.dialog('d')\ndef d():\n    f(); f()\nd()"
    stage = Stage(dialog, calls=[])
    first = page(stage)

    assert stage.error is None
    assert [node.value for node in stage.nodes("text")] == ["in it", "in it"]
    assert stage.run().error is None
    assert str(page(stage)).count("in it") == str(first).count("in it")


def test_a_container_cannot_be_kept_and_the_message_says_so():
    error = Stage(f"{HEAD}    return st.text(a)\nf()", calls=[]).error

    assert isinstance(error, UnserializableReturnValueError)


def test_a_container_of_an_old_run_is_told_apart_from_a_thread():
    script = f"{HEAD.replace('cache_data', 'cache_resource')}    return st.container()\nf().text(1)"
    stage = Stage(script, calls=[])
    assert stage.error is None

    assert str(stage.run().error) == (
        "st.* was called for a run that has ended: by a thread of it, or on a container that was "
        "kept from it, in the state or by a cached function; let the script wait for its threads "
        "(`thread.join()`), and make containers in each run"
    )


def test_with_a_container_from_outside_it_is_drawn_at_the_call():
    body = "with outer:\n    st.text('drawn')"
    stage = Stage(f"outer = st.container()\n{script(body)}", calls=[])
    assert [n.value for n in stage.nodes("text")] == ["drawn", "before", "behind"]

    assert [n.value for n in stage.run().nodes("text")] == ["before", "drawn", "behind"]


def test_a_sidebar_in_the_function_is_the_sidebar_on_a_hit():
    stage = Stage(script("with st.sidebar:\n    st.text('drawn')"), calls=[])
    stage.run()

    assert [n.value for n in stage.one("sidebar").children or ()] == ["drawn"]


def test_what_was_printed_and_displayed_is_not_drawn_again():
    stage = Stage(script("print('x')\nwith st.container():\n    print('y')"), calls=[])
    assert [n.name for n in stage.nodes("stream")] == ["stream", "stream"]

    assert stage.run().nodes("stream") == []
    assert stage.nodes("container")


def test_the_state_is_not_written_again():
    stage = Stage(script("st.session_state.x = 1"), calls=[])
    stage.session.state.values["x"] = 2
    stage.run()

    assert stage.state["x"] == 2


def test_a_function_is_drawn_again_in_a_fragment():
    text = """
@st.cache_data
def f():
    st.text("drawn")
    st.sidebar.text("aside")
@st.fragment
def part():
    f()
    st.button("again", key="again")
part()
"""
    stage = Stage(text)
    first = page(stage)
    stage.send(stage.one("button"))

    assert stage.error is None
    assert page(stage) == first


def test_what_a_thread_of_the_function_draws_is_drawn_again_what_it_draws_later_is_not():
    first, late, done = (threading.Event() for _ in range(3))
    text = """
@st.cache_data
def f():
    def work():
        st.text("in time")
        first.set()
        late.wait(20)
        st.text("late")
        done.set()
    threading.Thread(target=work).start()
    first.wait(20)
f()
late.set()
done.wait(20)
"""
    given: dict[str, Any] = {"threading": threading, "first": first, "late": late, "done": done}
    stage = Stage(text, **given)
    assert [n.value for n in stage.nodes("text")] == ["in time", "late"]

    assert [n.value for n in stage.run().nodes("text")] == ["in time"]


def test_what_comes_after_the_end_is_noted_nowhere():
    run = Run("", kernel, None)
    with Capture() as capture:
        pass
    capture.place(run, Node("main.text0", "text", "text", {}), run.main)

    assert capture.drawing() is None


def test_a_toast_flies_again():
    stage = Stage(script("st.toast('hello')"), calls=[])
    (first,) = stage.nodes("toast")
    (second,) = stage.run().nodes("toast")

    assert first.id != second.id


def test_a_drawing_does_not_change_when_the_page_goes_on():
    text = """
@st.cache_resource
def f():
    box = st.container()
    box.text("inside")
    return box
f().text(next(numbers))
"""
    numbers = iter(range(9))
    stage = Stage(text, numbers=numbers)
    assert [n.value for n in stage.nodes("text")] == ["inside", "0"]

    assert next(n.value for n in stage.run().nodes("text")) == "inside"


def test_in_an_ordinary_cell_a_hit_draws_below_the_cell(monkeypatch: pytest.MonkeyPatch):
    run = Run("", kernel, None)
    monkeypatch.setattr(replay, "outside", lambda _: run)

    @st.cache_data
    def f() -> int:
        with st.container():
            st.text("drawn")
        return 1

    contextvars.Context().run(f)
    contextvars.Context().run(f)

    assert [node.name for node in contents(run.main)] == ["container", "text"]


def contents(node: Node) -> list[Node]:
    return [one for child in node.children or () for one in walk(child)]
