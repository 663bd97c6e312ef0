"""The plain SessionState: values, stamps, and what an input finds when it is drawn."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipyrerun import session as sessions
from ipyrerun.mapping import SessionStateProxy
from ipyrerun.session import Session
from ipyrerun.state import HIDDEN, Owner, SessionState
from ipyrerun.tree import Control, View
from tests.elements.stage import Stage

OWNER = Owner("slider", (0, 9), "app")


def control(default: Any = 0, **how: Any) -> Control[Any]:
    return Control(default, View(None, {}), **how)


def test_an_input_drawn_first_begins_with_its_default_and_a_new_stamp():
    state = SessionState()

    value, stamp = state.claim("n", OWNER, control(7))

    assert (value, stamp, state.values) == (7, state.stamps.get("n", 0), {"n": 7})
    assert stamp > 0


def test_an_input_drawn_again_keeps_value_and_stamp():
    state = SessionState()
    state.claim("n", OWNER, control(7))
    stamp = state.put("n", 5)

    assert state.claim("n", OWNER, control(7)) == (5, stamp)


def test_a_value_that_no_longer_fits_goes_back_to_the_default_with_a_new_stamp():
    state = SessionState()
    state.claim("n", OWNER, control(7))
    stamp = state.put("n", 5)

    value, later = state.claim("n", OWNER, control(1, accepts=lambda v: v < 3))

    assert value == 1
    assert later > stamp


@pytest.mark.parametrize("other", [Owner("checkbox", (0, 9), "app"), Owner("slider", (1,), "app")])
def test_a_value_of_another_kind_of_input_goes_back_to_the_default(other: Owner):
    state = SessionState()
    state.claim("n", OWNER, control(7))
    state.put("n", 5)

    assert state.claim("n", other, control(1))[0] == 1


def test_an_assigned_value_outlives_a_change_of_kind_and_is_checked_once():
    state = SessionState()
    state.claim("n", OWNER, control(7))
    state.assign("n", 5)
    checked: list[Any] = []

    def check(value: Any) -> Any:
        checked.append(value)
        return value

    other = Owner("checkbox", (), "app")
    kept = state.claim("n", other, control(1, check=check))
    state.claim("n", other, control(1, check=check))

    assert kept == (5, state.stamps.get("n", 0))
    assert checked == [5]


def test_a_check_may_replace_an_assigned_value():
    state = SessionState()
    state.assign("n", 5)
    before = state.stamps.get("n", 0)

    value, stamp = state.claim("n", OWNER, control(check=float))

    assert isinstance(value, float)
    assert stamp > before


def test_hidden_slots_are_no_keys_of_the_user():
    state = SessionState()

    state.put(f"{HIDDEN}app/slider", 1)
    state.put("n", 2)

    assert list(state) == ["n"]
    assert state.table(f"{HIDDEN}x") is state.hidden


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["put", "assign", "drop"]))))
def test_a_later_value_has_a_higher_stamp_also_after_a_drop(steps: list[tuple[str, str]]):
    state = SessionState()
    stamps: list[int] = []
    for slot, step in steps:
        if step == "drop":
            state.drop([slot])
            assert slot not in state.values
            assert state.stamps.get(slot, 0) == 0
        else:
            getattr(state, step)(slot, 1)
            stamps.append(state.stamps.get(slot, 0))

    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize("forget", [lambda s: s.drop(["n"]), lambda s: s.clear()])
def test_what_is_forgotten_leaves_nothing_behind(forget):
    state = SessionState()
    state.claim("n", OWNER, control())
    state.assign("n", 1)

    forget(state)

    tables = (state.values, state.hidden, state.stamps, state.owners, state.assigned)
    assert not any(tables)


class Watched(dict[str, Any]):
    """A table that other threads walk through: it may change only under the lock."""

    lock: Any = None

    def __setitem__(self, key: str, value: Any) -> None:
        assert self.lock._is_owned()
        super().__setitem__(key, value)

    def __delitem__(self, key: str) -> None:
        assert self.lock._is_owned()
        super().__delitem__(key)

    def pop(self, key: str, *default: Any) -> Any:
        assert self.lock._is_owned()
        return super().pop(key, *default)


def test_what_other_threads_walk_through_changes_only_under_the_lock(monkeypatch):
    session = Session()
    state = session.state
    state.kept, state.orphans = Watched(), Watched()
    state.kept.lock = state.orphans.lock = state.lock
    monkeypatch.setattr(sessions, "kernel", session)
    stage = Stage(
        "st.text_input('a', key='a', persist_state='session' if st.checkbox('k') else None)\n"
        "st.text_input('b', key='b', persist_state='page')\n"
        "if not st.checkbox('hide', key='hide'):\n    st.text_input('c', key='c')",
        session,
    )
    assert state.kept == {"b": ("cell", "")}

    for is_kept in (True, False):
        stage.set(stage.nodes("checkbox")[0], is_kept)
        assert stage.error is None
        assert ("a" in state.kept) is is_kept
    stage.set(stage.nodes("checkbox")[1], True)
    assert state.orphans == {"c": "cell"}
    SessionStateProxy()["c"] = 1

    assert state.orphans == {}


def test_the_end_of_a_run_looks_only_at_what_is_kept_of_what_it_has_drawn():
    state = SessionState()
    state.kept = Unwalked({"a": ("app", ""), "b": ("other", ""), "c": None, "d": ("app", "")})

    state.stand({"a", "b", "c", "x"}, "app", "two/")

    assert state.kept == {"a": ("app", "two/"), "b": ("other", ""), "c": None, "d": ("app", "")}


class Unwalked(dict[str, Any]):
    """A table that is too long to be walked through for each event of a fragment."""

    def walk(self) -> Any:
        raise AssertionError("all of it was looked at")

    __iter__ = keys = items = values = walk
