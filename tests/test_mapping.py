"""`st.session_state` as a script has it: what it touches, what it tells others, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from ipyrerun import config
from ipyrerun import session as sessions
from ipyrerun.elements import lasting
from ipyrerun.errors import Preempted, StreamlitAPIException, UnserializableSessionStateError
from ipyrerun.events import Batch, Job
from ipyrerun.mapping import SessionStateProxy
from ipyrerun.run import Run, current
from ipyrerun.session import Session
from ipyrerun.state import EVERY, SessionState
from ipyrerun.testing.v1 import AppTest
from tests.elements.stage import Stage, raised


class Untouched(dict[str, Any]):
    """Values that nobody may walk through."""

    def walk(self, *_: Any) -> Any:
        raise AssertionError("all keys were looked at")

    __iter__ = keys = items = values = copy = __eq__ = walk
    __hash__ = None


@pytest.fixture
def state(monkeypatch) -> SessionStateProxy:
    monkeypatch.setattr(sessions, "kernel", Session())
    return SessionStateProxy()


@pytest.mark.parametrize("is_inside", [False, True])
def test_get_set_in_and_len_look_at_one_key_only(state, is_inside: bool):
    session = Session()
    (session if is_inside else sessions.kernel).state.values = Untouched(a=1, b=2)
    token = current.set(Run("app", session, None) if is_inside else None)

    try:
        state["a"] = state.a + state["b"] + state.get("c", 0)
        assert ("a" in state, "x" in state, len(state), state.a) == (True, False, 2, 3)
    finally:
        current.reset(token)


def test_setting_a_key_takes_no_lock(state):
    session = Session()
    session.state.lock = None  # type: ignore[assignment]
    token = current.set(Run("app", session, None))

    try:
        state["a"] = 1
    finally:
        current.reset(token)

    assert session.state.values == {"a": 1}


@pytest.mark.parametrize("look", [len, list, dict, repr, SessionStateProxy.to_dict])
def test_looking_at_all_keys_is_reading_every_one(state, look: Any):
    run = Run("app", Session(), None)
    token = current.set(run)

    try:
        look(state)
    finally:
        current.reset(token)

    assert EVERY in run.reads


def test_pop_items_and_clear_are_linear_and_take_the_oldest_first(state):
    state.update({str(i): i for i in range(2000)})

    assert state.popitem() == ("0", 0)
    state.clear()

    assert len(state) == 0
    with pytest.raises(KeyError, match="the state is empty"):
        state.popitem()


def test_keys_can_be_completed(state):
    state.volume = 1
    state["no name"] = 2

    assert "volume" in dir(state)
    assert "no name" not in dir(state)


@pytest.mark.parametrize("deed", ["s['$$ID-x']", "s.__setitem__('$$ID-x', 1)", "'$$ID-x' in s"])
def test_reserved_keys_are_refused(deed: str):
    error = raised(f"s = st.session_state\nx = {deed}")

    assert type(error) is StreamlitAPIException
    assert str(error) == (
        "st.session_state['$$ID-x']: keys that begin with $$ID are reserved, choose another"
    )


def test_what_an_ordinary_cell_sets_outlives_the_input_that_once_had_the_key(state):
    session = sessions.kernel
    stage = Stage("if st.checkbox('c', True, key='c'):\n    st.text_input('t', key='t')", session)
    stage.set(stage.one("checkbox"), False)

    state.t = "notebook"
    stage.run().run()

    assert state.t == "notebook"


def test_a_value_that_cannot_be_pickled_is_named_where_that_is_asked_for(monkeypatch):
    script = "st.session_state.good = [1]\nst.session_state.bad = lambda: 1\nst.text('drawn')"
    assert Stage(script).error is None

    monkeypatch.setitem(config._said, "runner.enforceSerializableSessionState", True)
    stage = Stage(script)

    assert type(stage.error) is UnserializableSessionStateError
    assert str(stage.error).startswith(
        "st.session_state['bad'] is of type function, which cannot be pickled: "
    )
    assert [node.name for node in stage.nodes("text", "exception")] == ["text", "exception"]


@pytest.mark.parametrize("is_parallel", [False, True])
def test_what_a_fragment_keeps_must_be_pickled_too_where_that_is_asked_for(
    monkeypatch, is_parallel: bool
):
    monkeypatch.setitem(config._said, "runner.enforceSerializableSessionState", True)
    at = AppTest.from_string(
        f"import ipyrerun as st\n@st.fragment(parallel={is_parallel})\ndef part():\n"
        "    if st.checkbox('c', key='c'):\n        st.session_state.bad = lambda: 1\n"
        "    st.text('drawn')\npart()"
    ).run()
    assert at.raised is None

    at.checkbox("c").check().run(fragments=True)

    assert at.exception[0].value.startswith(
        "st.session_state['bad'] is of type function, which cannot be pickled: "
    )
    assert at.text.values == ["drawn"]


def test_what_a_parallel_fragment_keeps_in_the_first_run_must_be_pickled_too(monkeypatch):
    monkeypatch.setitem(config._said, "runner.enforceSerializableSessionState", True)

    error = raised(
        "import threading\n@st.fragment(parallel=True)\ndef part():\n"
        "    threading.Event().wait(0.05)\n    st.session_state.bad = lambda: 1\npart()"
    )

    assert type(error) is UnserializableSessionStateError


def test_the_value_of_an_input_without_a_key_is_named_by_its_call(monkeypatch):
    monkeypatch.setitem(config._said, "runner.enforceSerializableSessionState", True)
    error = raised("st.selectbox('x', [lambda: 1], format_func=lambda _: 'x')")

    assert str(error).startswith("the value of an st.selectbox is of type function, which cannot")


def test_a_value_given_twice_is_told_of_once(caplog, monkeypatch):
    monkeypatch.setattr(lasting, "_told", set())
    script = (
        "st.session_state.a = st.session_state.b = 5\n"
        "st.slider('a', 0, 9, key='a')\nst.slider('b', 0, 9, 3, key='b')\n"
    )

    Stage(script).run()

    assert [record.getMessage() for record in caplog.records] == [
        (
            "st.slider: `value` is given, but st.session_state['b'] was assigned as well, and "
            "counts; leave one of them out"
        )
    ]


def test_that_a_value_was_given_twice_can_be_kept_quiet(caplog, monkeypatch):
    monkeypatch.setattr(lasting, "_told", set())
    monkeypatch.setitem(config._said, "global.disableWidgetStateDuplicationWarning", True)

    Stage("st.session_state.b = 5\nst.slider('b', 0, 9, 3, key='b')")

    assert not caplog.records


def test_a_key_is_stranded_only_while_it_has_a_value():
    state = SessionState()
    state.put("t", 1)

    state.leave({"t"}, "app", "")

    assert (state.values, state.stranded("app")) == ({}, set())
    state.assign("t", 2)
    assert (state.stranded("app"), state.stranded("other")) == ({"t"}, set())


@pytest.mark.parametrize("mode", ["off", "nameOnly", "nameAndValue"])
def test_a_member_of_an_enum_is_found_in_the_class_that_a_rerun_made_anew(monkeypatch, mode: str):
    monkeypatch.setitem(config._said, "runner.enumCoercion", mode)
    stage = Stage(
        "from enum import Enum\nn = st.session_state.get('n', 0)\nst.session_state.n = n + 1\n"
        "class C(Enum):\n    A = 1\n    B = 2 if n < 2 else 3\n"
        "one = st.selectbox('c', C, 1, key='c')\nst.text(one is C.B)"
    )

    told = [stage.said(), *(stage.run().said() for _ in range(2))]

    assert (
        told
        == {
            "off": ["True", "False", "False"],
            "nameOnly": ["True", "True", "True"],
            "nameAndValue": ["True", "True", "False"],
        }[mode]
    )


def test_an_option_of_the_users_class_is_itself_and_a_list_is_a_copy():
    class Model:
        """A user's own."""

    model, rows = Model(), [1]
    stage = Stage(
        "one = st.selectbox('a', [model], format_func=lambda _: 'm', key='a')\n"
        "two = st.radio('b', [rows], key='b')\nst.text([one is model, two is rows, two == rows])",
        model=model,
        rows=rows,
    )

    assert stage.said() == "[True, False, True]"


def test_a_member_is_found_by_its_name_though_its_class_has_others_now():
    stage = Stage(
        "from enum import Enum\nn = st.session_state.get('n', 0)\nst.session_state.n = n + 1\n"
        "C = Enum('C', 'A B' if n == 0 else 'A B D')\n"
        "one = st.selectbox('c', C, 1, key='c')\nst.text(one is C.B)"
    )

    assert (stage.said(), stage.run().said()) == ("True", "True")


@pytest.mark.parametrize(
    "read",
    [
        lambda s: s["k"],
        lambda s: s.k,
        lambda s: s.get("k"),
        lambda s: s.get("x"),
        lambda s: "k" in s,
        len,
        list,
        SessionStateProxy.to_dict,
    ],
)
def test_a_script_that_only_reads_the_state_gives_way_to_a_newer_event(state, read: Any):
    def look(_: Job) -> None:
        raise Preempted

    job = Job(look, Batch(), 0.0)
    session = Session()
    session.state.put("k", 1)
    token = current.set(Run("app", session, job))

    try:
        read(state)
        job.alarm = True
        with pytest.raises(Preempted):
            read(state)
    finally:
        current.reset(token)


def test_a_script_that_swallows_its_end_meets_it_again_where_it_reads_the_state():
    later: list[int] = []
    stage = Stage(
        "st.session_state.k = 1\ntry:\n    st.stop()\nexcept BaseException:\n    pass\n"
        "if st.session_state.k:\n    later.append(1)",
        later=later,
    )

    assert (later, stage.nodes("exception")) == ([], [])
