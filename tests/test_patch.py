"""Old tree + new tree → ops: applied one by one they make the one into the other."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ipyrerun.patch import diff, freeze, merge, to_json, walk, wire
from ipyrerun.tree import Node, View, block
from tests.kernel.page_model import Page

LEAVES = [f"leaf{i}" for i in range(8)]
BLOCKS = [f"block{i}" for i in range(4)]


@st.composite
def trees(draw: st.DrawFn) -> Node:
    """Draw a page whose leaves and blocks stand anywhere, each at most once."""
    root = block("root", "root", "root", {})
    places = [root]
    for id_ in draw(st.permutations(BLOCKS))[: draw(st.integers(0, len(BLOCKS)))]:
        parent = draw(st.sampled_from(places))
        node = block(id_, "container", "container", draw(props()), parent)
        children(parent).insert(draw(st.integers(0, len(children(parent)))), node)
        places.append(node)
    for id_ in draw(st.permutations(LEAVES))[: draw(st.integers(0, len(LEAVES)))]:
        parent = draw(st.sampled_from(places))
        node = Node(id_, "text", "text", draw(props()), parent=parent)
        children(parent).insert(draw(st.integers(0, len(children(parent)))), node)
    return root


def props() -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from("ab"), st.integers(0, 2), max_size=2)


def children(node: Node) -> list[Node]:
    assert node.children is not None
    return node.children


def page_of(tree: Node) -> Page:
    """Return a browser's page that shows a tree."""
    state = {"epoch": "e", "seq": 0, "status": {}, "options": {}, "tree": to_json(tree, {})}
    return Page(state)


def patched(old: Node, new: Node) -> Any:
    """Return what a browser that showed `old` shows after the patch to `new`."""
    page = page_of(old)
    ops = wire(diff(old, new).ops, {})
    page.take({"type": "patch", "epoch": "e", "base": 0, "seq": 1, "ops": ops})
    return page.tree


@settings(max_examples=400, deadline=None)
@given(trees(), trees())
def test_the_ops_make_the_old_page_the_new_one(old: Node, new: Node):
    assert patched(old, new) == to_json(new, {})


@given(trees())
def test_a_page_that_is_the_same_costs_no_op(tree: Node):
    assert diff(tree, freeze(tree)).ops == []


@settings(max_examples=200, deadline=None)
@given(trees(), trees())
def test_live_widgets_come_stay_and_go_with_their_nodes_wherever_those_move(old: Node, new: Node):
    olds, news = ([n for n in walk(tree) if n.children is None] for tree in (old, new))
    for node in (*olds, *news):
        node.view = View(None, {})

    patch = diff(old, new)

    was, now = {n.id for n in olds}, {n.id for n in news}
    assert sorted(n.id for n in patch.came) == sorted(now - was)
    assert sorted(n.id for n in patch.gone) == sorted(was - now)
    assert sorted(n.id for n in patch.kept) == sorted(was & now)
    assert all(any(n is node for node in news) for n in patch.kept)


@settings(deadline=None)
@given(trees(), trees())
def test_while_a_run_is_under_way_nothing_that_it_has_not_reached_is_lost(old: Node, new: Node):
    merged, stale = merge(old, new)

    ids = [node.id for node in walk(merged)]
    assert len(ids) == len(set(ids))
    assert set(ids) == {n.id for n in walk(old)} | {n.id for n in walk(new)}
    reached = {node.id for node in walk(new)}
    marked = {
        child.id
        for node in walk(merged)
        for start, stop in stale.get(node.id, [])
        for child in children(node)[start:stop]
    }
    topmost = {c.id for n in walk(merged) if n.id in reached for c in n.children or ()} - reached
    assert marked == topmost
    assert patched(old, merged) == to_json(merged, {})


@settings(deadline=None)
@given(st.permutations(LEAVES), st.permutations(LEAVES), st.integers(0, 8), st.integers(0, 8))
def test_what_a_run_has_not_reached_keeps_its_place(was, now, most, least):
    """Both among itself and before what followed it."""
    old, new = (block("root", "root", "root", {}) for _ in range(2))
    old.children = [Node(id_, "text", "text", {}) for id_ in was[:most]]
    new.children = [Node(id_, "text", "text", {}) for id_ in now[:least]]

    shown = [n.id for n in children(merge(old, new)[0])]

    waiting = [id_ for id_ in was[:most] if id_ not in now[:least]]
    assert [id_ for id_ in shown if id_ in waiting] == waiting
    assert [id_ for id_ in shown if id_ in now[:least]] == now[:least]
    for reached in set(was[:most]) & set(now[:least]):
        before = was[: was.index(reached)]
        assert all(shown.index(w) < shown.index(reached) for w in waiting if w in before)


def test_an_element_inserted_before_a_thousand_others_is_one_op():
    old, new = (block("root", "root", "root", {}) for _ in range(2))
    old.children = [Node(f"n{i}", "text", "text", {}) for i in range(1000)]
    new.children = [Node("first", "text", "text", {}), *old.children]

    assert [op[:3] for op in diff(old, new).ops] == [["insert", "root", "n0"]]


def test_one_element_that_changed_place_is_one_move():
    old, new = (block("root", "root", "root", {}) for _ in range(2))
    nodes = [Node(f"n{i}", "text", "text", {}) for i in range(10)]
    old.children, new.children = nodes, [nodes[9], *nodes[:9]]

    assert diff(old, new).ops == [["move", "n9", "root", "n0"]]


def test_printed_text_that_grew_sends_only_what_is_new():
    old, new = (block("root", "root", "root", {}) for _ in range(2))
    old.children = [Node("s", "stream", "stream", {"name": "stdout", "text": "abc"})]
    new.children = [Node("s", "stream", "stream", {"name": "stdout", "text": "abcdef"})]

    assert diff(old, new).ops == [["append", "s", "text", "def"]]


def test_printed_text_that_is_another_is_sent_whole():
    old, new = (block("root", "root", "root", {}) for _ in range(2))
    old.children = [Node("s", "stream", "stream", {"name": "stdout", "text": "abc"})]
    new.children = [Node("s", "stream", "stream", {"name": "stdout", "text": "xyz12"})]

    assert diff(old, new).ops == [["props", "s", {"text": "xyz12"}, []]]


def test_a_frozen_tree_does_not_follow_the_run_that_made_it():
    tree = block("root", "root", "root", {})
    inner = block("inner", "container", "container", {}, tree)
    children(tree).append(inner)

    frozen = freeze(tree)
    children(inner).append(Node("late", "text", "text", {}))

    assert [node.id for node in walk(frozen)] == ["root", "inner"]
