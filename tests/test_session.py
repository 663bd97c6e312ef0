"""The kernel's one state: who is woken by whom, and `st.session_state` outside a run."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from ipyrerun import session as sessions
from ipyrerun.mapping import SessionStateProxy
from ipyrerun.session import Session
from ipyrerun.state import is_same
from tests.elements.stage import Stage
from tests.test_apps import app_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable


NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)


class Colour(Enum):
    """A user's own."""

    RED = 1
    BLUE = 2


class Member:
    """An app as the session knows it."""

    def __init__(self, name: str, reads: Iterable[str] = "", drawn: Iterable[str] = "") -> None:
        self.name = self.title = name
        self.reads, self.drawn = set(reads), set(drawn)
        self.woken: list[frozenset[int]] = []

    def has_read(self, keys: set[str]) -> bool:
        return not keys.isdisjoint(self.reads)

    def wake(self, causes: frozenset[int]) -> None:
        self.woken.append(causes)

    def look(self, causes: frozenset[int]) -> None:
        """Read no variables."""

    def widget(self, slot: str) -> Any:
        """No widget is live."""


@pytest.fixture
def session(monkeypatch) -> Session:
    """Return a session that is the kernel's."""
    new = Session()
    monkeypatch.setattr(sessions, "kernel", new)
    return new


def join(session: Session, *members: Member) -> None:
    session.apps.update((m.name, m) for m in members)


def test_a_change_wakes_those_that_read_the_key_but_not_its_author(session):
    reader, author, other = Member("r", "a"), Member("w", "a"), Member("o", "b")
    join(session, reader, author, other)

    session.wake({"a"}, frozenset({1}), author)

    assert (reader.woken, author.woken, other.woken) == ([frozenset({1})], [], [])


def test_outside_a_cell_each_write_that_changes_something_wakes_at_once(session):
    reader = Member("r", "a")
    join(session, reader)
    state = SessionStateProxy()

    state["a"] = 1
    state["a"] = 1
    state["b"] = 1
    del state["a"]

    assert len(reader.woken) == 2


def test_in_a_cell_all_writes_are_one_batch(session):
    reader = Member("r", "ab")
    join(session, reader)
    session.is_batching = True
    state = SessionStateProxy()

    state["a"] = 1
    state.b = 2
    assert reader.woken == []
    session.is_batching = False
    session.flush_outside()
    session.flush_outside()

    assert len(reader.woken) == 1


def test_what_one_app_leaves_is_dropped_only_if_no_other_draws_it(session):
    leaving, other = Member("l", drawn="ab"), Member("o", drawn="b")
    join(session, leaving, other)
    for key in "ab":
        session.state.put(key, 1)

    session.forget(leaving, {"a", "b"})

    assert set(session.state.values) == {"b"}


def test_an_app_is_called_by_its_title_and_one_that_has_gone_by_its_name(session):
    member = Member("r")
    member.title = "cell r"
    join(session, member)

    assert (session.title("r"), session.title("gone")) == ("cell r", "gone")


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, True, False),
        ("a", "a", True),
        (date(2020, 1, 1), date(2020, 1, 1), True),
        ((date(2020, 1, 1), 2), (date(2020, 1, 1), 2), True),
        (0.0, -0.0, False),
        (-0.0, -0.0, True),
        (np.float64(0), np.float64(-0.0), False),
        (np.float64(-0.0), np.float64(-0.0), True),
        (0j, complex(0, -0.0), False),
        (0j, complex(-0.0, 0), False),
        (1j, 1j, True),
        ((1, 2), (1, 3), False),
        ((1, 2), (1, 2, 3), False),
        ((1, [2]), (1, [2]), False),
        ([1], [1], False),
        (NOON, datetime(2020, 1, 1, 12, tzinfo=UTC), True),
        (NOON, NOON.astimezone(timezone(timedelta(hours=2))), False),
        (NOON, datetime(2020, 1, 1, 12, tzinfo=ZoneInfo("UTC")), False),
        (NOON, NOON.replace(fold=1), False),
        (time(12, tzinfo=UTC), time(12, tzinfo=UTC), True),
        (time(12, tzinfo=UTC), time(14, tzinfo=timezone(timedelta(hours=2))), False),
        (time(12), time(12, fold=1), False),
        (Colour.RED, Colour.RED, True),
        (Colour.RED, Colour.BLUE, False),
        (None, None, True),
    ],
)
def test_plain_values_are_compared(old, new, same: bool):
    assert is_same(old, new) is same


@pytest.mark.parametrize("value", [[1], {"a": 1}, {1}, bytearray(1), ([1],), Colour], ids=repr)
def test_an_object_that_can_be_changed_in_place_is_never_the_same(value):
    assert not is_same(value, value)


@pytest.mark.parametrize(
    ("first", "deed"),
    [
        ("[]", "st.session_state.rows += [1]"),
        ("{}", "st.session_state.rows |= {len(st.session_state.rows): 1}"),
        ("()", "st.session_state.rows += (1,)"),
    ],
)
def test_apps_hear_of_what_is_added_in_place(first: str, deed: str):
    session = Session()
    reader = app_of(session, "reader", "st.text(len(st.session_state.get('rows', [])))")
    writer = app_of(session, "writer", f"st.session_state.setdefault('rows', {first})\n{deed}")
    reader.loop.drain()
    assert text_of(reader) == ["1"]

    writer.rerun()
    writer.loop.drain()
    reader.loop.drain()

    assert text_of(reader) == ["2"]


def test_apps_hear_of_what_an_ordinary_cell_adds_in_place(session):
    reader = Member("r", {"rows"})
    join(session, reader)
    state = SessionStateProxy()

    state.rows = []
    state.rows += [1]

    assert len(reader.woken) == 2


def test_two_apps_that_both_add_in_place_to_what_both_read_come_to_rest():
    session = Session()
    script = "st.session_state.setdefault('rows', [])\nst.session_state.rows += [1]"
    one, two = (app_of(session, name, script) for name in ("one", "two"))
    for _ in range(9):
        one.loop.drain()
        two.loop.drain()
    assert not one.loop._queue
    assert not two.loop._queue
    count = len(session.state.values["rows"])

    one.rerun()
    for _ in range(9):
        one.loop.drain()
        two.loop.drain()

    assert len(session.state.values["rows"]) == count + 2


def test_a_moment_that_is_assigned_in_another_time_zone_is_told_in_that():
    stage = Stage(
        "from datetime import *\n"
        "st.session_state.setdefault('t', datetime(2020, 1, 1, 12, tzinfo=timezone.utc))\n"
        "there = st.session_state.t.astimezone(timezone(timedelta(hours=2)))\n"
        "st.session_state.t = there\n"
        "st.text(st.session_state.t)"
    )

    assert stage.said() == "2020-01-01 14:00:00+02:00"


def test_an_input_shows_what_the_script_has_added_to_its_value_in_place():
    stage = Stage(
        "if st.button('b'):\n    st.session_state.m.append('y')\n"
        "    st.session_state.m = st.session_state.m\n"
        "st.text(st.multiselect('m', ['x', 'y'], key='m'))"
    )
    before = stage.session.state.stamps["m"]

    stage.send(stage.one("button"))

    assert stage.said() == "['y']"
    assert stage.session.state.stamps["m"] > before


def test_the_state_outside_a_run_is_a_mapping_with_attributes(session):
    state = SessionStateProxy()
    state[1] = "x"  # type: ignore[index]
    state.a = 2

    assert (state["1"], state[1], state.a, len(state), list(state)) == ("x", "x", 2, 2, ["1", "a"])  # type: ignore[index]
    assert 1 in state  # type: ignore[comparison-overlap]
    assert repr(state) == repr(state.to_dict()) == "{'1': 'x', 'a': 2}"
    del state.a
    assert "a" not in state
    with pytest.raises(AttributeError, match="nothing to delete"):
        del state.a
    with pytest.raises(AttributeError, match="has no attribute 'a'"):
        _ = state.a
    with pytest.raises(KeyError, match="has no key 'a'"):
        _ = state["a"]
