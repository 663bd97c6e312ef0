"""What a store keeps, and for how long; what it lets go, and who hears of it."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest

from ipyrerun.cache.policy import Policy, policy_of
from ipyrerun.cache.store import Entry, Same, Store
from ipyrerun.cache.values import keep
from tests.cache.clock import Clock


class Shelf:
    """A store with a clock that stands still, which is filled by key."""

    def __init__(self, **policy: Any) -> None:
        self.clock = Clock()
        self.store = Store("f", Policy(**policy))
        self.store.clock = self.clock
        self.gone: list[Any] = []
        self.store.on_release = self.gone.append

    def put(self, key: str, value: Any, cost: float = 1.0) -> bool:
        """Compute a value and keep it."""
        digest = key.encode()
        kept = Same(value) if self.store.policy.is_resource else keep(value)
        _, attempt, is_own = self.store.begin(digest, "f")
        assert attempt is not None
        assert is_own
        done = self.store.put(digest, attempt, Entry(kept, None, cost))
        self.store.end(digest, attempt)
        return done

    def has(self, key: str) -> bool:
        """Ask for a value."""
        return self.store.find(key.encode()) is not None


def test_an_entry_is_served_until_its_time_is_over():
    shelf = Shelf(served=10, fresh=10)
    shelf.put("a", 1)

    shelf.clock.pass_(9.9)
    assert shelf.has("a")
    shelf.clock.pass_(0.1)
    assert not shelf.has("a")


def test_a_hit_does_not_make_an_entry_younger():
    shelf = Shelf(served=10, fresh=10, max_entries=5)
    shelf.put("a", 1)
    shelf.clock.pass_(6)
    shelf.has("a")
    shelf.clock.pass_(6)

    assert not shelf.has("a")


def test_what_has_expired_goes_when_something_comes():
    shelf = Shelf(served=10, fresh=10, is_resource=True)
    shelf.put("a", 1)
    shelf.clock.pass_(5)
    shelf.put("b", 2)
    shelf.clock.pass_(6)
    shelf.put("c", 3)

    assert shelf.gone == [1]
    assert shelf.store.figures().entries == 2


def test_the_least_recently_used_entry_goes_first():
    shelf = Shelf(max_entries=2, is_resource=True)
    shelf.put("a", 1)
    shelf.put("b", 2)
    shelf.has("a")
    shelf.put("c", 3)

    assert shelf.gone == [2]
    assert [shelf.has(key) for key in "abc"] == [True, False, True]


def test_entries_go_until_a_new_one_fits_into_the_memory():
    shelf = Shelf(max_size=3000)
    for key in "abc":
        shelf.put(key, [key * 900])
    assert shelf.store.figures().entries == 3
    shelf.put("d", ["d" * 1500])

    assert [shelf.has(key) for key in "abcd"] == [False, False, True, True]
    assert shelf.store.figures().bytes <= 3000


def test_a_value_that_is_too_large_is_kept_alone_and_told(caplog):
    shelf = Shelf(max_size=1000)
    shelf.put("a", [1])
    with caplog.at_level(logging.WARNING):
        shelf.put("b", ["b" * 2000])

    assert not shelf.has("a")
    assert shelf.has("b")
    assert "more than `max_size`; it is kept alone" in caplog.text
    shelf.put("c", [1])
    assert not shelf.has("b")


def test_what_was_cleared_while_it_was_computed_is_not_kept():
    shelf = Shelf()
    _, attempt, _ = shelf.store.begin(b"a", "f")
    shelf.store.clear()

    assert attempt is not None
    assert not shelf.store.put(b"a", attempt, Entry(keep(1), None, 0.0))
    assert not shelf.has("a")


def test_after_a_clear_a_new_caller_computes_anew():
    shelf = Shelf()
    _, first, _ = shelf.store.begin(b"a", "f")
    shelf.store.clear(b"a")
    _, second, is_own = shelf.store.begin(b"a", "f")

    assert is_own
    assert second is not first


def test_clear_of_one_key_leaves_the_others():
    shelf = Shelf(is_resource=True)
    shelf.put("a", 1)
    shelf.put("b", 2)
    shelf.store.clear(b"a")

    assert shelf.gone == [1]
    assert shelf.has("b")


def test_what_is_discarded_is_not_released_and_no_hit():
    shelf = Shelf(is_resource=True)
    shelf.put("a", 1)
    entry = shelf.store.find(b"a")
    assert entry is not None
    shelf.store.discard(b"a", entry)
    shelf.store.unhit(entry)

    assert shelf.gone == []
    assert (shelf.store.figures().hits, shelf.store.figures().entries) == (0, 0)


def test_an_attempt_that_has_got_lost_is_in_nobodys_way():
    shelf = Shelf(served=20, fresh=10, is_background=True)
    shelf.put("a", 1)
    thread = threading.Thread(target=shelf.store.begin_refresh, args=(b"a", "f"))
    thread.start()
    thread.join()

    assert shelf.store.begin_refresh(b"a", "f") is not None
    assert shelf.store.begin_refresh(b"a", "f") is None


def test_what_has_failed_is_forgotten_with_its_entry():
    shelf = Shelf(served=20, fresh=10, is_background=True)
    shelf.put("a", 1)
    shelf.store.cool(b"a")
    assert shelf.store.begin_refresh(b"a", "f") is None
    shelf.store.clear(b"a")
    shelf.store.cool(b"a")

    assert shelf.store.begin_refresh(b"a", "f") is not None


def test_on_release_that_raises_is_told_and_the_others_are_called(caplog):
    shelf = Shelf(is_resource=True)
    shelf.put("a", 0)
    shelf.put("b", 2)
    shelf.store.on_release = lambda value: shelf.gone.append(1 / value)
    shelf.store.clear()

    assert shelf.gone == [0.5]
    assert "f: `on_release` raised" in caplog.text


def test_figures_tell_hits_misses_and_the_time_that_was_saved():
    shelf = Shelf()
    shelf.store.note_miss()
    shelf.put("a", 1, cost=2.0)
    shelf.has("a")
    shelf.has("a")
    told = shelf.store.figures()

    assert (told.hits, told.misses, told.entries, told.seconds_saved) == (2, 1, 1, 4.0)


@pytest.mark.parametrize(
    ("given", "size"),
    [(10, 10), ("10b", 10), ("1.1KB", 1126), ("2 MiB", 2 * 1024**2), (".5gb", 1024**3 // 2)],
)
def test_a_size_is_a_number_or_a_text_with_a_unit(given: Any, size: int):
    assert told(max_size=given).max_size == size


def told(**parameters: Any) -> Policy:
    """Return what parameters of `st.cache_data` come to."""
    usual = {"ttl": None, "max_entries": None, "scope": "global", "refresh_mode": "foreground"}
    return policy_of("st.cache_data", **{**usual, **parameters})


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        (
            {"max_size": "10 apples"},
            (
                "st.cache_data: `max_size` is '10 apples'; give a number of bytes above 0, or a "
                'text like "500MB" or "1.5GiB"'
            ),
        ),
        (
            {"max_size": [1]},
            (
                "st.cache_data: `max_size` is [1], of type list; give a number of bytes, or a text "
                'like "500MB"'
            ),
        ),
        (
            {"max_entries": 0},
            (
                "st.cache_data: `max_entries` is 0, so no value could be kept; give at least 1, "
                "or None for no limit"
            ),
        ),
        (
            {"max_entries": "3"},
            (
                "st.cache_data: `max_entries` is '3', of type str; give a whole number, or None "
                "for no limit"
            ),
        ),
        (
            {"ttl": "soon"},
            (
                "st.cache_data: `ttl` is 'soon', which is no duration; write it like "
                '"2s", "1.5 days" or "1h30m"'
            ),
        ),
        (
            {"ttl": [1]},
            (
                "st.cache_data: `ttl` is [1], of type list; give seconds, a text like "
                '"1h30m", or a `timedelta`'
            ),
        ),
        ({"scope": "page"}, 'st.cache_data: `scope` is \'page\'; give "global" or "session"'),
        ({"persist": "tape"}, "st.cache_data: `persist` is 'tape'; give \"disk\", or None"),
        (
            {"refresh_mode": "later"},
            'st.cache_data: `refresh_mode` is \'later\'; give "foreground" or "background"',
        ),
        (
            {"refresh_mode": "background"},
            (
                'st.cache_data: `refresh_mode` is "background", which needs a `ttl`: the time '
                'after which an entry is computed anew, for instance ttl="1h"'
            ),
        ),
        (
            {"refresh_mode": "background", "ttl": 0},
            'st.cache_data: `ttl` is 0; `refresh_mode="background"` needs one above 0',
        ),
        (
            {"refresh_mode": "background", "ttl": 5, "persist": True},
            (
                'st.cache_data: `refresh_mode` is "background" and `persist` is True, but what is '
                "kept on disk does not expire; leave one of them out"
            ),
        ),
    ],
)
def test_a_parameter_that_cannot_be_is_named_with_its_value(parameters: dict[str, Any], words: str):
    with pytest.raises(Exception, match=r"^st\.cache_data: ") as caught:
        told(**parameters)

    assert str(caught.value) == words


def test_in_the_background_an_entry_is_served_for_twice_its_time():
    policy = told(ttl="1m", refresh_mode="background")

    assert (policy.fresh, policy.served) == (60.0, 120.0)


@pytest.mark.parametrize(
    ("given", "times"), [(3, 3.0), (1, 2.0), ("x", 2.0), (10**400, 2.0), (float("inf"), 2.0)]
)
def test_how_long_it_is_served_is_configured(
    monkeypatch: pytest.MonkeyPatch, given: Any, times: float
):
    name = "runner.cacheBackgroundRefreshTTLMultiplier"
    monkeypatch.setattr("ipyrerun.cache.policy.option", {name: given}.__getitem__)

    assert told(ttl=10, refresh_mode="background").served == 10 * times


def test_a_time_to_live_on_disk_has_no_effect_and_that_is_told(caplog):
    policy = told(ttl=5, persist="disk")

    assert policy.served == float("inf")
    assert "`ttl` is 5, which has no effect together with `persist`" in caplog.text
