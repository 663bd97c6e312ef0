"""Plays a case in Streamlit and here, and tells what each shows in the same words.

A *shot* is what there is after a run: rows of elements in the order of the page, the state, what
the interaction raised. Both sides name elements by their `st.*` call.
"""

from __future__ import annotations

import difflib
import importlib
import json
import logging
import re
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest as TheirTest
from streamlit.testing.v1 import AppTestError as TheirError
from streamlit.testing.v1.element_tree import Block, Column, UnknownElement

from ipyrerun.testing import AppTest as OurTest
from ipyrerun.testing import AppTestError as OurError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ipyrerun.tree import Node
    from tests.parity.case import Case, Step

Row = tuple[Any, ...]
Shot = dict[str, Any]

_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
# Streamlit's names of messages, where they are not those of the calls; several calls may be one.
_THEIR_NAMES = {
    "arrow_vega_lite_chart": "vega_lite_chart",
    "date_time_input": "datetime_input",
    "expandable": "expander",
    "flex_container": "container",
    "grid_container": "grid",
    "help_info": "help",
    "imgs": "image",
    "tab_container": "tabs",
}
_OUR_NAMES = {
    "altair_chart": "vega_lite_chart",
    "area_chart": "vega_lite_chart",
    "badge": "markdown",
    "bar_chart": "vega_lite_chart",
    "cell": "container",
    "data_editor": "dataframe",
    "form_submit_button": "button",
    "fragment": "container",
    "line_chart": "vega_lite_chart",
    "part": "transparent",
    "pills": "button_group",
    "pyplot": "image",
    "scatter_chart": "vega_lite_chart",
    "segmented_control": "button_group",
}
# Blocks that one call makes several of.
_OUR_KINDS = {"columns", "column", "tabs", "tab"}
# What the other side does not draw at all: it prints to a terminal, it shows a spinner in passing.
_OURS_ALONE = {"stream", "rich", "notice", "spinner", "navigation"}
# They fly over the page: in Streamlit they are in the main block, here with the toasts.
_IN_PASSING = {"balloons", "snow"}
# What is drawn by another kind of record on each side, and compared elsewhere.
_WITHOUT_VALUE = {"button_group", "container", "help", "image", "space", "vega_lite_chart"}
# Their values are in the rows.
_TRIGGERS = {"button", "download_button", "menu_button", "chat_input"}
_ROOTS = ("main", "sidebar", "event", "bottom")
_SIDES: dict[str, Any] = {"streamlit": TheirTest, "ipyrerun": OurTest}


@contextmanager
def hush() -> Iterator[None]:
    """Let Streamlit log nothing, and let it not look through all that is installed.

    It logs every exception of a script, at some length. Each of its tests seeks components in the
    metadata of every package, which takes a hundred times as long as a run.
    """
    manager: Any = BidiComponentManager
    find = manager.discover_and_register_components
    manager.discover_and_register_components = lambda *_, **__: None
    before = logging.root.manager.disable
    logging.disable()
    try:
        yield
    finally:
        manager.discover_and_register_components = find
        logging.disable(before)


def play(case: Case, side: str) -> list[Shot]:
    """Return what a side shows after the first run and after each step."""
    script = f"import {side} as st\n{case.script}"
    # Caches are the process's: no case finds what another one has left.
    module = importlib.import_module(side)
    module.cache_data.clear()
    module.cache_resource.clear()
    at: Any = _SIDES[side].from_string(script, default_timeout=20)
    shots = [shot(at.run())]
    for step in case.steps:
        refused = act(at, step)
        at.run()
        shots.append({**shot(at), "refused": refused})
    return shots


def act(at: Any, step: Step) -> str:
    """Do what a user does before the next run; return the name of what refused it."""
    for name, *rest in step if isinstance(step, list) else [step]:
        match name, rest:
            case "run", []:
                pass
            case "state", [key, value]:
                at.session_state[key] = value
            case "forget", [key]:
                del at.session_state[key]
            case "query", [key, value]:
                at.query_params[key] = value
            case "secret", [key, value]:
                at.secrets[key] = value
            case "switch_page", [path]:
                at.switch_page(path)
            case _, [key, verb, *args]:
                found = getattr(at, name)
                element = found[key] if isinstance(key, int) else found(key=key)
                try:
                    getattr(element, verb)(*args)
                except (TheirError, OurError, ValueError) as error:
                    return type(error).__name__
    return ""


def shot(at: Any) -> Shot:
    """Return what there is after a run."""
    is_theirs = isinstance(at, TheirTest)
    rows = list(_their_rows(at)) if is_theirs else list(_our_rows(at))
    # A click is over after a run; if that has failed, Streamlit forgets it before the next one.
    clicks = {row[2] for row in rows if len(row) > 2 and row[1] in _TRIGGERS}
    state = {key: plain(at.session_state[key]) for key in at.session_state if key not in clicks}
    return {"rows": rows, "state": dict(sorted(state.items())), "refused": ""}


# -- rows: depth, name, key, label, value, options, whether it is disabled


def _their_rows(at: TheirTest) -> Iterator[Row]:
    roots = at._tree.children
    for place, root in sorted(roots.items()):
        if root.children:
            yield (0, _ROOTS[place])
            for child in root.children.values():
                yield from _their_row(child, 1)


def _their_row(node: Any, depth: int) -> Iterator[Row]:
    name = _THEIR_NAMES.get(node.type, node.type)
    if name in _IN_PASSING:
        return
    if isinstance(node, Block):
        if any(isinstance(child, Column) for child in node.children.values()):
            name = "columns"
        yield (depth, name, node.key, _text(_of(node, "label")))
        for child in node.children.values():
            yield from _their_row(child, depth + 1)
        return
    if name == "exception":
        yield (depth, name, node.proto.type.rpartition(".")[2])
        return
    if isinstance(node, UnknownElement):
        yield (depth, name)
        return
    value = None if name in _WITHOUT_VALUE else _shown(name, node.value)
    yield (
        depth,
        name,
        node.key or None,
        _text(_of(node.proto, "label")),
        value,
        list(_of(node, "options") or ()),
        bool(_of(node.proto, "disabled")),
    )


def _our_rows(at: OurTest) -> Iterator[Row]:
    roots = {node.kind: node for node in at._rig.shown.children or ()}
    for name in _ROOTS:
        rows = [row for child in _inside(roots.get(name)) for row in _our_row(at, child, 1)]
        if rows:
            yield (0, name)
            yield from rows


def _inside(node: Node | None) -> Sequence[Node]:
    return () if node is None else node.children or ()


# What Streamlit's AppTest has a class for; of the rest a row is the name alone.
_READ_BY_THEIRS = {
    _THEIR_NAMES.get(name, name)
    for name in [*vars(TheirTest), "button_group"]
    if isinstance(vars(TheirTest).get(name, property()), property)
}


def _our_block(at: OurTest, node: Node, name: str, depth: int) -> Iterator[Row]:
    children = node.children or []
    if name == "empty":
        # A slot is what it holds.
        if not children:
            yield (depth, name)
        for child in children:
            yield from _our_row(at, child, depth)
        return
    key = node.params.get("key")
    # Their tree has no label of a popover or dialog; a dialog holds the container of its fragment.
    label = "" if name in {"popover", "dialog"} else _text(node.params.get("label"))
    yield (depth, name, None if key is None else str(key), label)
    if name == "dialog":
        depth += 1
        yield (depth, "container", None, "")
    for child in children:
        yield from _our_row(at, child, depth + 1)


def _our_row(at: OurTest, node: Node, depth: int) -> Iterator[Row]:
    name = node.kind if node.kind in _OUR_KINDS else _OUR_NAMES.get(node.name, node.name)
    element = at._tree.node(node)
    if name in _OURS_ALONE | _IN_PASSING:
        return
    if node.children is not None:
        yield from _our_block(at, node, name, depth)
        return
    if name == "exception":
        yield (depth, name, node.props["type"].rpartition(".")[2])
        return
    if name not in _READ_BY_THEIRS:
        yield (depth, name)
        return
    yield (
        depth,
        name,
        element.key,
        "" if name == "markdown" else _text(_of(element, "label")),
        None if name in _WITHOUT_VALUE else _shown(name, element.value),
        _listed(_of(element, "options")) if node.input is not None else [],
        bool(node.params.get("disabled")),
    )


def _of(thing: Any, name: str) -> Any:
    try:
        return getattr(thing, name)
    except (AttributeError, NotImplementedError):
        return None


def _listed(options: Any) -> list[Any]:
    # The options of feedback are one word for all of them.
    return list(options) if isinstance(options, list | tuple) else []


def _text(label: Any) -> str:
    return "" if label is None else str(label)


def _shown(name: str, value: Any) -> Any:
    if name == "json":
        return json.loads(value) if isinstance(value, str) else plain(value)
    return plain(value)


def plain(value: Any) -> Any:
    """Return a value as something to be compared and printed, with its type where that matters."""
    if isinstance(value, str | None):
        return value
    if isinstance(value, pd.DataFrame):
        return value.to_csv()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(plain(one) for one in value) if type(value) in (list, tuple) else value
    if hasattr(value, "file_id"):
        return (value.name, value.type, value.size, value.getvalue())
    if type(value).__module__ == "__main__" or callable(value):
        # A class of the script is another one in each run, and where an object lies is chance.
        return _ADDRESS.sub("", repr(getattr(value, "__name__", value)))
    return f"{type(value).__name__} {value!r}"


def difference(theirs: list[Shot], ours: list[Shot], steps: Sequence[Step]) -> str:
    """Return the first difference as something to read; '' if there is none."""
    for place, (one, other) in enumerate(zip(theirs, ours, strict=True)):
        if one == other:
            continue
        after = f"after {steps[place - 1]}" if place else "in the first run"
        lines = [f"{after}:"]
        for what in one:
            if one[what] != other[what]:
                lines += _compared(what, one[what], other[what])
        return "\n".join(lines)
    return ""


def _compared(what: str, one: Any, other: Any) -> list[str]:
    diff = difflib.ndiff(_lines(what, one), _lines(what, other))
    return [what, *(line for line in diff if not line.startswith("?"))]


def _lines(what: str, seen: Any) -> list[str]:
    if what == "rows":
        return _told(seen)
    return [f"{k}={v!r}" for k, v in seen.items()] if what == "state" else [repr(seen)]


def _told(rows: list[Row]) -> list[str]:
    return ["  " * depth + " ".join(map(repr, rest)) for depth, *rest in rows]
