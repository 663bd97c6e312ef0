"""The records that a run draws with."""

from __future__ import annotations

from typing import Any

from ipyrerun.patch import walk
from ipyrerun.tree import Control, Node, View, block, empty_page


def test_a_page_begins_with_an_empty_main_block():
    page = empty_page()

    assert [(node.kind, node.children == []) for node in walk(page)] == [
        ("root", False),
        ("main", True),
    ]
    assert page.children is not None
    assert page.children[0].parent is page


def test_nodes_are_numbered_by_kind_and_block_so_that_an_insertion_elsewhere_moves_none():
    outer, inner = block("main", "main", "main", {}), block("main.container0", "container", "c", {})

    ids = [outer.next_id("text"), outer.next_id("markdown"), outer.next_id("text")]

    assert ids == ["main.text0", "main.markdown0", "main.text1"]
    assert inner.next_id("text") == "main.container0.text0"


def test_two_pages_share_nothing():
    first, second = empty_page(), empty_page()
    assert first.children is not None
    first.children[0].next_id("text")

    assert second.children is not None
    assert second.children[0].next_id("text") == "main.text0"


def test_nodes_are_told_apart_by_what_they_are_not_by_what_they_say():
    assert Node("a", "text", "text", {}) != Node("a", "text", "text", {})


def test_a_control_without_further_word_takes_and_gives_every_value_as_it_is():
    control: Control[Any] = Control(0, View(None, {}))
    value = object()

    ways = (control.to_view, control.from_view, control.check, control.copy)
    assert all(way(value) is value for way in ways)
    assert control.accepts(value)
    assert not control.once
    assert dict(control.verbs) == {}
