"""Toasts and what flies: shown once per call, wherever the run ends. And what stands in."""

from __future__ import annotations

import pytest

from ipyrerun.page import PageSink
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage, around, raised


def test_a_toast_belongs_to_the_page_wherever_it_is_called():
    stage = Stage(
        "with st.sidebar: st.toast('**a**', icon='\N{ROCKET}', duration='long')\n"
        "st.container().toast('b', duration='infinite')\nst.toast('c', duration=3)\nst.toast('d')"
    )

    toasts = stage.nodes("toast")

    assert {around(n).id for n in toasts} == {"event"}
    assert [n.props for n in toasts] == [
        {"html": "<p><strong>a</strong></p>\n", "icon": "\N{ROCKET}", "duration": 10},
        {"html": "<p>b</p>\n", "duration": 0},
        {"html": "<p>c</p>\n", "duration": 3},
        {"html": "<p>d</p>\n"},
    ]


@pytest.mark.parametrize("name", ["toast('a')", "balloons()", "snow()"])
def test_each_call_of_each_run_is_a_new_event(name: str):
    stage = Stage(f"st.{name}; st.{name}")
    kind = name.partition("(")[0]

    first = {n.id for n in stage.nodes(kind)}
    second = {n.id for n in stage.run().nodes(kind)}

    assert len(first) == len(second) == 2
    assert not first & second


def test_what_a_toast_returned_changes_it_in_place():
    stage = Stage("t = st.toast('a')\nt = t.toast('b')\nt.toast('c')")

    assert [n.value for n in stage.nodes("toast")] == ["c"]


def test_a_toast_before_a_rerun_is_shown_with_the_next_page():
    stage = Stage(
        "if st.button('go', key='go'):\n    st.toast('saved')\n    st.rerun()\nst.text('page')"
    )

    stage.send(stage.one("button"))
    assert [n.value for n in stage.nodes("toast")] == ["saved"]
    stage.run()

    assert stage.nodes("toast") == []


def test_a_page_that_is_shown_again_has_its_events_behind_it():
    stage = Stage("st.toast('a')")
    sink = PageSink(lambda *_: None, lambda _: None, {"name": ""})
    sink.commit(next(iter(stage)), {})
    event = {"kind": "event", "id": "event"}

    first, again = sink.snapshot(), sink.snapshot(is_again=True)

    assert first["children"][1].items() >= event.items()
    assert "past" not in first["children"][1]["children"][0]["props"]
    assert again["children"][1]["children"][0]["props"]["past"] is True
    sink.close()


def test_a_test_reads_toasts():
    at = AppTest.from_string(
        "import ipyrerun as st\nst.toast('  saved', icon='\N{ROCKET}'); st.balloons()"
    ).run()

    assert [(t.value, t.icon) for t in at.toast] == [("saved", "\N{ROCKET}")]
    assert len(at.balloons) == 1


def test_an_element_takes_the_place_of_a_skeleton():
    stage = Stage("s = st.skeleton(80, width=200)\nst.text('below')\ns.text('there')")

    assert [n.value for n in stage.nodes()] == ["there", "below"]
    assert [n.props for n in Stage("st.skeleton(80, width=200); st.skeleton()").nodes()] == [
        {"height": 80, "width": 200},
        {},
    ]


def test_a_skeleton_is_there_while_its_block_is_executed():
    stage = Stage("with st.skeleton() as s:\n    st.text('in')\ns.text('late')")

    assert [(n.name, n.value) for n in stage.nodes("text")] == [("text", "late"), ("text", "in")]
    assert Stage("with st.skeleton(): st.text('in')").nodes("skeleton") == []


WORDS = 'give "short", "long", "infinite" or a positive number of seconds'
WRONG = {
    "st.toast('')": "st.toast: `body` is ''; give a text",
    "st.toast('a', duration='x')": f"st.toast: `duration` is 'x'; {WORDS}",
    "st.toast('a', duration=0)": f"st.toast: `duration` is 0; {WORDS}",
    "st.skeleton('content')": (
        "st.skeleton: `height` is 'content'; give a positive number of pixels or \"stretch\""
    ),
    "st.skeleton(width='content')": (
        "st.skeleton: `width` is 'content'; give a positive number of pixels or \"stretch\""
    ),
}


@pytest.mark.parametrize("call", WRONG)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str):
    assert str(raised(call)) == WRONG[call]
