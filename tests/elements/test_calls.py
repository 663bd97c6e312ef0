"""The calls that benchmarks make of every input: they are of all inputs, and draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.elements.calls import PRELUDE, call, inputs
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from ipyrerun.tree import Node


def asked(stage: Stage) -> list[Node]:
    return [node for node in stage if node.input is not None]


@pytest.mark.parametrize("name", inputs())
def test_every_public_input_is_called_and_keeps_its_value_in_the_next_run(name: str):
    stage = Stage(f"{PRELUDE}for i in range(2): " + call(name, "f'x{i}'"))
    assert stage.error is None
    first = [node.id for node in asked(stage)]

    stage.run()

    assert stage.error is None
    assert len(first) == 2
    assert [node.id for node in asked(stage)] == first


def test_an_input_is_whatever_takes_a_callback():
    assert {"slider", "button", "chat_input", "link_button", "widget"} <= inputs().keys()
    assert inputs().keys().isdisjoint({"text", "markdown", "container", "line_chart"})
