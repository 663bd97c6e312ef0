"""Calls of inputs of dates and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.elements.stage import Stage

if TYPE_CHECKING:
    from ipyrerun.tree import Node


HEAD = "import datetime as dt\nD, T, DT, TD = dt.date, dt.time, dt.datetime, dt.timedelta\n"


def drawn(call: str, before: str = "") -> Node:
    """Return the only input that a call draws; what it returns is the node's value."""
    stage = Stage(f"{HEAD}{before}\n{call}")
    assert stage.error is None
    (node,) = stage.nodes()
    return node
