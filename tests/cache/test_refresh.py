"""Values that are served while a thread computes them anew."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest

import ipyrerun as st
from ipyrerun.cache import refresh
from ipyrerun.cache.store import Store
from tests.cache.clock import Clock
from tests.cache.crowd import WAIT, wait_until
from tests.elements.stage import Stage


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return the clock of all stores."""
    made = Clock()
    monkeypatch.setattr(Store, "clock", made)
    return made


class Refreshed:
    """A function that is refreshed in the background, and what it returns next."""

    def __init__(self, decorate: Any, **parameters: Any) -> None:
        self.values = iter(range(100))
        self.open = threading.Event()
        self.open.set()
        self.calls = 0

        @decorate(ttl=10, refresh_mode="background", **parameters)
        def f() -> Any:
            self.calls += 1
            assert self.open.wait(WAIT)
            value = next(self.values)
            if self.fails:
                raise ValueError("no")
            return [value]

        self.fails = False
        self.f = f


def rest() -> None:
    """Wait until nothing is refreshed."""
    wait_until(lambda: refresh.refreshers._busy == 0, "the end of all refreshes")


def test_a_stale_value_is_served_and_computed_anew_by_a_thread(clock: Clock):
    one = Refreshed(st.cache_data)
    assert one.f() == [0]
    clock.pass_(9)
    assert one.f() == [0]
    clock.pass_(2)
    one.open.clear()

    assert one.f() == one.f() == [0]
    one.open.set()
    rest()
    assert one.calls == 2
    assert one.f() == [1]


def test_a_value_that_is_too_old_is_waited_for(clock: Clock):
    one = Refreshed(st.cache_data)
    one.f()
    clock.pass_(20)

    assert one.f() == [1]


def test_a_refresh_that_fails_is_told_and_not_tried_at_once(clock: Clock, caplog):
    one = Refreshed(st.cache_data)
    one.f()
    clock.pass_(11)
    one.fails = True
    assert one.f() == [0]
    rest()
    one.fails = False
    assert one.f() == [0]
    rest()

    assert one.calls == 2
    assert "Refreshed.__init__.<locals>.f() could not be refreshed: ValueError('no')" in caplog.text


def test_what_was_cleared_meanwhile_is_not_brought_back(clock: Clock):
    gone: list[Any] = []
    one = Refreshed(st.cache_resource, on_release=gone.append)
    one.f()
    clock.pass_(11)
    one.open.clear()
    one.f()
    wait_until(lambda: one.calls == 2)
    one.f.clear()
    one.open.set()
    rest()

    assert st.cache_stats()[0]["entries"] == 0
    assert gone == [[0], [1]]


def test_a_resource_that_was_replaced_is_released(clock: Clock):
    gone: list[Any] = []
    one = Refreshed(st.cache_resource, on_release=gone.append)
    one.f()
    clock.pass_(11)
    one.f()
    rest()

    assert gone == [[0]]
    assert one.f() == [1]


def test_a_resource_that_stays_the_same_is_not_released(clock: Clock):
    gone: list[Any] = []
    only: list[int] = [1]
    calls: list[int] = []

    @st.cache_resource(ttl=10, refresh_mode="background", on_release=gone.append)
    def f() -> Any:
        calls.append(1)
        return only

    f()
    clock.pass_(11)
    f()
    rest()

    assert calls == [1, 1]
    assert gone == []


def test_as_many_are_refreshed_at_once_as_the_configuration_says(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("ipyrerun.cache.refresh.option", lambda _: 0)
    one = Refreshed(st.cache_data)
    one.f()
    clock.pass_(11)

    assert one.f() == [0]
    rest()
    assert one.calls == 1
    clock.pass_(10)
    assert one.f() == [1]


def test_what_is_drawn_in_the_background_is_drawn_for_nobody(clock: Clock):
    @st.cache_data(ttl=10, refresh_mode="background")
    def f() -> int:
        st.text("seen by nobody")
        calls.append(1)
        return len(calls)

    calls: list[int] = []
    stage = Stage("st.text(f())", f=f)
    assert [n.name for n in stage.nodes()] == ["text", "exception", "text"]
    assert "draw outside of it" in stage.one("exception").props["message"]
    clock.pass_(11)
    stage.run()
    rest()

    assert [n.name for n in stage.nodes()] == ["text"]
    assert stage.run().said() == "2"


def test_without_a_page_the_background_warns_in_the_log(caplog):
    @st.cache_data(ttl=10, refresh_mode="background")
    def f() -> int:
        st.text("drawn")
        return 1

    with caplog.at_level(logging.WARNING):
        f()

    assert 'has `refresh_mode="background"` and draws' in caplog.text
