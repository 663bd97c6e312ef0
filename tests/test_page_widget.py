"""The root widget of a page: what it sends before and after a browser has said hello."""

from __future__ import annotations

from typing import Any

import pytest

from ipyrerun.widgets import Page
from tests.comms import say


def page() -> tuple[Page, list[dict[str, Any]]]:
    heard: list[dict[str, Any]] = []
    return Page(lambda _: {"id": "root"}, heard.append, options={"name": ""}), heard


def test_before_a_browser_says_hello_commits_are_state_that_a_notebook_saves(sent):
    shown, _ = page()
    assert sent[0].data["state"]["tree"] == {"id": "root"}
    sent.clear()

    shown.publish([["remove", "x"]], {})

    assert [m.content for m in sent] == [{"tree": {"id": "root"}, "seq": 1}]


def test_after_a_hello_commits_are_patches_that_follow_one_another(sent):
    shown, _ = page()
    say(shown, {"type": "hello", "epoch": shown.epoch, "seq": 0})
    sent.clear()

    shown.publish([["remove", "x"]], {})
    shown.publish([], {"main": [(0, 1)]})

    first, second = (m.content for m in sent)
    assert (first["base"], first["seq"], second["base"], second["seq"]) == (0, 1, 1, 2)
    assert first["ops"] == [["remove", "x"]]
    assert "stale" not in first
    assert second["stale"] == {"main": [(0, 1)]}


@pytest.mark.parametrize("behind", [{"seq": 9}, {"epoch": "another"}])
def test_a_hello_out_of_step_is_answered_by_the_whole_page(sent, behind):
    shown, heard = page()
    sent.clear()

    hello = {"type": "hello", "epoch": shown.epoch, "seq": 0}
    say(shown, hello)
    say(shown, hello | behind)

    ack, state = (m.content for m in sent)
    assert ack == {"type": "ack", "epoch": shown.epoch, "seq": 0}
    assert state["type"] == "state"
    assert state["tree"] == {"id": "root"}
    assert heard == [hello, hello | behind]


def test_a_status_is_told_once_and_says_which_patch_came_before_it(sent):
    shown, _ = page()
    shown.publish([], {})
    sent.clear()

    shown.tell({"running": False})
    shown.tell({"running": True})
    say(shown, {"type": "hello", "epoch": shown.epoch, "seq": 1})
    shown.tell({"running": True})
    shown.tell({"running": False})

    contents = [m.content for m in sent]
    assert contents[0] == {"status": {"running": True}}
    assert contents[2:] == [{"type": "status", "status": {"running": False}, "seq": 1}]


def test_a_page_that_ends_says_so_before_its_comm_closes_and_only_once(sent):
    shown, _ = page()
    sent.clear()

    shown.call_roll()
    shown.end()
    shown.end()

    assert [m.content for m in sent[:-1]] == [{"type": "roll-call"}, {"type": "closed"}]
    assert [m.kind for m in sent] == ["comm_msg", "comm_msg", "comm_close"]
