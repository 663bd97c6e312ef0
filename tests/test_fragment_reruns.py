"""Fragments that are begun again, by callbacks, several of them, or side by side."""

from __future__ import annotations

import sys

import pytest

import ipyrerun as st
from ipyrerun.testing.v1 import AppTest
from tests.counts import COUNTS, app, types

RERUNS = """
@st.fragment
def part():
    if st.button("script", key="script"):
        st.rerun()
    if st.button("again", key="again"):
        st.session_state.n = 1
        st.rerun(scope="fragment")
    if st.button("stop", key="stop"):
        st.stop()
    st.text(f"part {count('part')} {st.session_state.get('n')}")
part()
st.text(f"script {count('#script')}")
"""


def test_a_fragment_begins_the_script_or_itself_again_or_stops():
    at = app(RERUNS)

    at.button("again").click().run(fragments=True)
    assert at.text.values == ["part 2 1", "script 1"]
    at.button("stop").click().run(fragments=True)
    assert at.text.values == ["script 1"]
    at.button("script").click().run(fragments=True)
    assert at.text.values == ["part 3 1", "script 2"]


def test_a_fragment_cannot_begin_itself_again_while_the_script_runs():
    at = app(RERUNS)

    at.button("again").click().run()

    assert str(at.raised) == (
        'st.rerun: `scope` is "fragment", but the whole script is running; only while a fragment '
        "runs by itself can it be run again. Call it after an input of the fragment was moved, or "
        "leave `scope` out"
    )


NAMED = """
@st.fragment(key="a")
def first():
    st.text(f"first {count('#first')}")
@st.fragment(key=2)
def second():
    st.text(f"second {count('#second')}")
first(); second(); second()
st.text(f"script {count('#script')}")
st.button("one", key="one", on_click=st.rerun, args=("a",))
st.button("two", key="two", on_click=st.rerun, args=(2,))
st.button("all", key="all", on_click=st.rerun, args=(["a", 2],))
st.button("none", key="none", on_click=st.rerun, args=("zz",))
st.checkbox("plain", key="plain", on_change=lambda: None)
st.checkbox("quiet", key="quiet", on_change=st.rerun, args=("a",))
"""


def test_a_callback_runs_fragments_by_their_keys():
    at = app(NAMED)

    def click(name: str) -> list[str]:
        at.button(name).click().run(fragments=True)
        return at.text.values

    assert click("one") == ["first 2", "second 1", "second 2", "script 1"]
    assert click("two") == ["first 2", "second 3", "second 4", "script 1"]
    assert click("all") == ["first 3", "second 5", "second 6", "script 1"]


def test_where_callbacks_ask_for_other_fragments_what_was_due_is_not_made_up_for():
    at = app(
        "@st.fragment(key='a')\ndef a():\n"
        "    st.checkbox('a', key='in a', on_change=st.rerun, args=('b',))\n"
        "    st.text(f\"a {count('#a')}\")\n"
        "@st.fragment(key='b')\ndef b():\n"
        "    st.checkbox('b', key='in b')\n"
        "    st.text(f\"b {count('#b')}\")\n"
        "a(); b()\nst.checkbox('out', key='out', on_change=st.rerun, args=('b',))\n"
        "st.text(f\"script {count('#script')}\")"
    )

    for key, seen in [("out", "b 2"), ("in b", "b 3"), ("in a", "b 4"), ("in b", "b 5")]:
        at.checkbox(key).set_value(not at.checkbox(key).value).run(fragments=True)
        assert at.text.values == ["a 1", seen, "script 1"]


def test_a_key_that_no_fragment_has_is_refused():
    at = app(NAMED)

    at.button("none").click().run(fragments=True)

    assert str(at.raised) == (
        "st.rerun: `scope` is 'zz', which is no level and no key of a fragment on this page; its "
        "fragments have the keys '2', 'a'. Give the key of `@st.fragment(key=...)`"
    )


def test_a_callback_that_returns_lets_the_script_run_too():
    at = app(NAMED)

    at.checkbox("quiet").check()
    at.checkbox("plain").check().run(fragments=True)

    assert at.text.values == ["first 2", "second 3", "second 4", "script 2"]


def test_a_key_is_for_callbacks_only():
    at = AppTest.from_string("import ipyrerun as st\nst.rerun('a')").run()

    assert str(at.raised) == (
        "st.rerun: `scope` is 'a', the key of a fragment; that is for callbacks (`on_change=`, "
        '`on_click=`). Here, give "app" or "fragment"'
    )


PARALLEL = """
import threading
meet = threading.Barrier(2, timeout=20)
@st.fragment(parallel=True)
def slow(name):
    {body}
    st.checkbox(name, key=name)
    st.text(f"{{name}} {{threading.current_thread() is threading.main_thread()}}")
with st.container():
    st.text(f"{{slow('a')}} {{slow('b')}}")
st.text("end")
"""


def test_parallel_fragments_run_at_the_same_time_and_are_waited_for():
    at = app(PARALLEL.format(body="meet.wait()"))

    assert sorted(at.text.values) == ["None None", "a False", "b False", "end"]
    assert types(at.main.children[0]) == ["fragment", "fragment", "text"]


def test_the_fault_of_a_parallel_fragment_does_not_stop_the_script():
    at = AppTest.from_string(COUNTS + PARALLEL.format(body="name == 'a' and 1 / 0")).run()

    assert sorted(at.text.values) == ["None None", "b False", "end"]
    assert types(at.main.children[0].children[0]) == ["exception"]
    assert isinstance(at.raised, ZeroDivisionError)


@pytest.mark.parametrize("call", ["st.sidebar.text('x')", "box.text('x')"])
def test_a_parallel_fragment_does_not_draw_outside(call: str):
    at = AppTest.from_string(COUNTS + "box = st.container()\n" + PARALLEL.format(body=call)).run()

    assert type(at.raised).__name__ == "StreamlitInvalidLayoutContextError"
    assert len(at.exception) == 2


@pytest.mark.parametrize("how", ["st.stop()", "st.session_state.n == 1 and st.rerun()"])
def test_a_parallel_fragment_can_end_the_run(how: str):
    at = AppTest.from_string(
        f"""
import ipyrerun as st
st.session_state.n = st.session_state.get("n", 0) + 1
@st.fragment(parallel=True)
def part():
    {how}
    st.text("part")
part()
st.session_state.ended = st.session_state.n
"""
    ).run()

    assert at.raised is None
    assert at.text.values == ([] if "stop" in how else ["part"])


# -- several of one batch, of which one ends the run

QUEUED = """
@st.fragment
def part(name):
    go = st.checkbox(name, key=name)
    st.text(f"{name} {go}")
    st.sidebar.text(f"{name} beside")
    @st.fragment
    def inner():
        st.text(f"in {name}")
    inner()
    if name == "a" and go and not st.session_state.get("quiet"):
        {end}
    if name == "a":
        st.text("a ends")
part("a")
part("b")
"""


@pytest.mark.parametrize("end", ["st.stop()", "stopped()"])
def test_a_fragment_that_ends_its_run_leaves_those_behind_it_as_they_were_and_owed(end: str):
    at = AppTest.from_string(COUNTS + QUEUED.replace("{end}", end))
    at._variables["stopped"] = lambda: (at._rig.app.stop(), st.text("never"))
    at.run()
    assert at.raised is None, at.raised

    at.checkbox("a").check()
    at.checkbox("b").check().run(fragments=True)

    assert at.main.text.values == ["a True", "in a", "b False", "in b"]
    assert at.sidebar.text.values == ["a beside", "b beside"]
    at.session_state.quiet = True
    at.checkbox("a").uncheck().run(fragments=True)
    assert at.main.text.values == ["a False", "in a", "a ends", "b True", "in b"]
    assert at.sidebar.text.values == ["a beside", "b beside"]


def test_a_callback_that_stops_leaves_its_fragment_as_it_was():
    at = app(
        "@st.fragment\ndef part():\n"
        "    st.checkbox('x', key='x', on_change=lambda: st.session_state.x and st.stop())\n"
        "    st.text(f'part {count(\"part\")}')\npart()"
    )

    at.checkbox("x").check().run(fragments=True)
    assert at.text.values == ["part 1"]

    at.checkbox("x").uncheck().run(fragments=True)
    assert at.text.values == ["part 2"]


def test_the_fault_of_a_callback_is_shown_in_place_of_its_fragment():
    at = app(
        "def fail():\n    st.text('before the fault')\n    1 / 0\n"
        "@st.fragment\ndef part():\n    st.checkbox('x', key='x', on_change=fail)\n"
        "part()\nst.text('outside')"
    )

    at.checkbox("x").check().run(fragments=True)

    assert at.exception.values == ["division by zero"]
    assert at.text.values == ["before the fault", "outside"]


# -- forms beside a fragment


def test_a_form_that_is_on_the_page_beside_a_fragment_is_refused():
    at = app(
        "with st.form('f'): st.form_submit_button('Go', key='go')\n"
        "@st.fragment\ndef part():\n"
        "    with st.form('g'): st.form_submit_button('Send', key='send')\n"
        "    if st.checkbox('x', key='x'): st.form('f')\n"
        "part()"
    )

    at.checkbox("x").check().run(fragments=True)

    assert str(at.raised) == (
        "st.form: the key 'f' is used twice in this run; give each form its own `key`"
    )
    at.checkbox("x").uncheck().run(fragments=True)
    assert at.raised is None, at.raised


def test_a_form_may_have_the_key_of_a_container_that_a_fragment_draws_anew():
    at = app(
        "@st.fragment\ndef part():\n"
        "    with st.form('f'): st.form_submit_button('Go', key='go')\n"
        "    st.checkbox('x', key='x')\n"
        "with st.container(key='f'): st.text('in f')\n"
        "part()\n"
    )

    for _ in range(2):
        at.checkbox("x").set_value(not at.checkbox("x").value).run(fragments=True)
        assert at.raised is None, at.raised

    base = at._rig.app._board.base
    assert base is not None
    assert base.ids["f"].name == "container"


def test_parallel_fragments_may_call_others_with_keys_at_the_same_time():
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        at = app(
            "@st.fragment(parallel=True)\ndef part(n):\n"
            "    for i in range(150): st.fragment(lambda: None, key=f'{n}-{i}')()\n"
            "for n in range(4): part(n)"
        )
    finally:
        sys.setswitchinterval(before)

    assert [one.value for one in at.exception] == []
