"""The kernel's one state: who is woken by whom, and `st.session_state` outside a run."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ipyrerun import session as sessions
from ipyrerun.mapping import SessionStateProxy
from ipyrerun.session import Session
from ipyrerun.state import is_same


class Member:
    """An app as the session knows it."""

    def __init__(self, name: str, reads: str = "", drawn: str = "") -> None:
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
        ([1], [1], False),
        (None, None, True),
    ],
)
def test_plain_values_are_compared_and_large_ones_only_by_identity(old, new, same: bool):
    assert is_same(old, new) is same


def test_an_object_that_was_changed_in_place_and_assigned_again_is_the_same():
    rows = [1]

    assert is_same(rows, rows)


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
