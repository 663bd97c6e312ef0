"""An element that did not change is the one of the run before; what changed is not."""

from __future__ import annotations

import gc
from contextvars import copy_context
from threading import Barrier, Thread
from typing import TYPE_CHECKING, Any, cast

import pytest

import ipyrerun as st
from ipyrerun.events import Event
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MANY, RUNS = 2000, 5
KINDS = {
    "text": "st.text(f'line {i}')",
    "markdown": "st.markdown(f'line *{i}*')",
    "metric": "st.metric('X', i)",
    "button": "st.button('X', key=f'x{i}')",
    "checkbox": "st.checkbox('X', key=f'x{i}')",
    "selectbox": "st.selectbox('X', ['a', 'b'], key=f'x{i}')",
    "slider": "st.slider('X', 0, 9, key=f'x{i}')",
    "text_input": "st.text_input(f'X {i}')",
    "date_input": "st.date_input('X', key=f'x{i}')",
    "file_uploader": "st.file_uploader('X', key=f'x{i}')",
    "text_input in a form": "form.text_input('X', key=f'x{i}')",
}


def page(kind: str) -> Stage:
    """Return a page of many elements, which has been drawn often enough to be what it will be."""
    stage = Stage(f"form = st.form('f')\nfor i in range({MANY}):\n    {KINDS[kind]}")
    stage.run().run()
    assert stage.error is None
    assert len(stage.nodes()) > MANY
    return stage


# -- what the collector finds


def collections_in(work: Callable[[], object]) -> list[int]:
    """Return how often the collector looked at each generation, from a clean slate."""
    counts = [0, 0, 0]

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            counts[info["generation"]] += 1

    gc.collect()
    gc.callbacks.append(note)
    try:
        work()
    finally:
        gc.callbacks.remove(note)
    return counts


@pytest.mark.parametrize("kind", KINDS)
def test_reruns_of_an_unchanged_page_hardly_call_the_collector(kind: str):
    stage = page(kind)

    young, middle, full = collections_in(lambda: [stage.run() for _ in range(RUNS)])

    # Each element's parameters come and those of the run before go: the count stays level.
    assert young <= 2 * RUNS, f"{young} collections in {RUNS} runs"
    assert middle <= 1
    assert full == 0


@pytest.mark.parametrize("kind", KINDS)
def test_of_an_unchanged_element_a_rerun_leaves_one_new_object(kind: str):
    stage = page(kind)
    gc.collect()
    gc.disable()
    try:
        before = gc.get_objects()
        known = set(map(id, before))
        stage.run()
        new = [one for one in gc.get_objects() if id(one) not in known]
    finally:
        gc.enable()

    # `before` is kept, so that no new object has an old one's id.
    assert len(before) > MANY
    assert len(new) / MANY <= 1.1


# -- what is the same, and what is not


def test_an_unchanged_element_is_the_one_of_the_run_before():
    stage = Stage("st.text('a')\nst.checkbox('b')\nst.text(n[0])", n=(n := [0]))
    text, box, other = stage.nodes()

    n[0] = 1
    stage.run()

    assert stage.nodes()[:2] == [text, box]
    assert stage.nodes()[2] is not other


def test_an_element_in_the_tree_of_two_runs_stands_where_the_newer_has_put_it():
    stage = Stage("with st.container(): st.text('a')")
    stage.run()

    text = stage.one("text")

    assert text.parent is stage.one("container")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("st.text('a')", "st.text('b')"),
        ("st.text('a')", "st.text('a', width=100)"),
        ("st.checkbox('X', key='k')", "st.checkbox('X', key='k', disabled=True)"),
        ("st.button('X', key='k')", "st.button('X', key='k', on_click=print)"),
        ("st.button('X', key='k', on_click=print)", "st.button('X', key='k', on_click=repr)"),
        (
            "st.button('X', key='k', on_click=print, args=[1])",
            "st.button('X', key='k', on_click=print, args=[2])",
        ),
        (
            "st.button('X', key='k', on_click=print, kwargs={'sep': 1})",
            "st.button('X', key='k', on_click=print, kwargs={'sep': 2})",
        ),
        ("st.checkbox('X', key='k')", "st.checkbox('X', key='k', on_change='ignore')"),
        ("st.checkbox('X', key='k')", "with st.form('f'): st.checkbox('X', key='k')"),
        (
            "with st.form('f'): st.checkbox('X', key='k')",
            "with st.form('f', clear_on_submit=True): st.checkbox('X', key='k')",
        ),
        ("st.checkbox('X', key='k')", "st.fragment(st.checkbox)('X', key='k')"),
        (
            "st.session_state.k = False\nst.checkbox('X', key='k')",
            "st.session_state.k = True\nst.checkbox('X', key='k')",
        ),
    ],
)
def test_a_call_that_differs_in_anything_that_counts_makes_a_node_of_its_own(one: str, other: str):
    def declared(stage: Stage) -> list[Any]:
        (node,) = stage.nodes("text", "checkbox", "button")
        field = node.input
        if field is None:
            return [node.props]
        view = node.view
        assert view is not None
        call = (field.callback, field.args, dict(field.kwargs), field.ignore, field.fragment)
        return [node.value, view.props, call, field.disabled, field.group and field.group.id]

    stage = Stage(f"if flip:\n  {_indented(other)}\nelse:\n  {_indented(one)}", flip=(flip := []))

    flip.append(1)
    stage.run()

    assert declared(stage) == declared(Stage(f"if 1:\n  {_indented(other)}"))


def _indented(lines: str) -> str:
    return lines.replace("\n", "\n  ")


def test_a_callback_that_each_run_defines_anew_is_the_one_of_the_last_run():
    told: list[int] = []
    stage = Stage(
        "n = turn[0]\nst.checkbox('X', key='k', on_change=lambda: told.append(n))",
        turn=(turn := [1]),
        told=told,
    )

    turn[0] = 2
    stage.run()
    turn[0] = 3
    stage.send(stage.one("checkbox"), True)

    assert told == [2]


def test_what_a_button_was_in_the_run_of_its_click_it_is_not_in_the_next():
    stage = Stage("st.text(st.button('X', key='k'))")
    for _ in range(2):
        stage.send(stage.one("button"))
        assert (stage.said(), stage.one("button").value) == ("True", True)
        stage.run()
        assert (stage.said(), stage.one("button").value) == ("False", False)


def test_an_element_of_a_run_that_was_cut_short_is_drawn_again_as_it_was():
    stage = Stage("st.text('a')\nif n: st.stop()\nst.checkbox('X', key='k')", n=(n := []))
    stage.send(stage.one("checkbox"), True)

    n.append(1)
    stage.run()
    n.clear()
    stage.run(Event())

    assert [node.name for node in stage.nodes()] == ["text", "checkbox"]
    assert stage.one("text").parent is stage.one("checkbox").parent


def test_the_outline_of_what_takes_long_is_late_also_where_it_was_not_in_the_run_before():
    stage = Stage("place = st.skeleton()\nif late: place.__enter__()", late=(late := []))
    early = stage.one("skeleton")

    late.append(1)
    stage.run()

    assert early.props == {}
    assert stage.one("skeleton").props == {"late": True}


def test_a_list_in_the_parameters_is_the_one_of_the_last_call():
    stage = Stage(
        "ends = [1, 2]\nst.slider('X', 0, 9, ends, key='k')\nif n: ends.clear()", n=(n := [1])
    )
    before = stage.one("slider")
    n.clear()

    stage.run()

    assert stage.one("slider") is before
    assert before.params["value"] == [1, 2]


def test_a_value_that_the_program_assigns_again_is_written_over_what_its_user_chose():
    stage = Stage("st.session_state.k = False\nst.checkbox('X', key='k')")

    stage.send(stage.one("checkbox"), True)

    field = stage.one("checkbox").input
    assert field is not None
    assert field.stamp == stage.session.state.stamps["k"]


def test_of_two_threads_that_draw_the_same_unchanged_input_at_once_one_is_refused():
    class Both:
        """No arguments, of which each thread hears when the other has come as far."""

        def __iter__(self) -> Iterator[Any]:
            together.wait(5)
            return iter(())

    def draw() -> None:
        try:
            st.text_input("X", key="k", args=cast("Sequence[Any]", Both()))
        except st.errors.StreamlitDuplicateElementKey as error:
            refused.append(error)

    together, refused = Barrier(1), list[Exception]()
    stage = Stage(
        "many = [Thread(target=copy_context().run, args=[draw]) for _ in range(n[0])]\n"
        "for one in many: one.start()\n"
        "for one in many: one.join()",
        Thread=Thread,
        copy_context=copy_context,
        draw=draw,
        n=(n := [1]),
    )

    together, n[0] = Barrier(2), 2
    stage.run()

    assert stage.error is None
    assert len(stage.nodes("text_input")) == len(refused) == 1
