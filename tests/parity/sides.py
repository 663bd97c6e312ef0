"""One script, run by Streamlit and by ipyrerun; both sides are asked the same questions.

A script leaves what it wants to be compared in `st.session_state["seen"]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit.testing.v1 import AppTest

from tests.elements.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ipyrerun.tree import Node

# (element, key, value): a click where the value is None and the element is a button.
Step = tuple[str, str, Any]


class Theirs:
    """The script in Streamlit."""

    def __init__(self, script: str) -> None:
        self._test = AppTest.from_string(
            f"import streamlit as st\n{script}", default_timeout=20
        ).run()

    def act(self, element: str, key: str, value: Any) -> None:
        """Do what a user does to one input."""
        widget = getattr(self._test, element)(key=key)
        if element == "button":
            widget.click().run()
        else:
            widget.set_value(value).run()

    @property
    def seen(self) -> Any:
        """What the script left."""
        state = self._test.session_state
        return state["seen"] if "seen" in state else None  # noqa: SIM401 - it has no get

    @property
    def error(self) -> str | None:
        """The name of the class of what the script raised."""
        shown = self._test.exception
        return shown[0].proto.type.rpartition(".")[2] if shown else None


class Ours:
    """The script in ipyrerun."""

    def __init__(self, script: str) -> None:
        self._stage = Stage(script)

    def act(self, element: str, key: str, value: Any) -> None:
        """Do what a user does to one input."""
        self._stage.set(self._node(element, key), value)

    def _node(self, element: str, key: str) -> Node:
        (node,) = (n for n in self._stage.nodes(element) if n.params.get("key") == key)
        return node

    @property
    def seen(self) -> Any:
        """What the script left."""
        return self._stage.state.get("seen")

    @property
    def error(self) -> str | None:
        """The name of the class of what the script raised."""
        return type(self._stage.error).__name__ if self._stage.error is not None else None


def history(side: Theirs | Ours, steps: Iterable[Step]) -> list[tuple[Any, str | None]]:
    """Return what was seen and raised after the first run and after each step."""
    told = [(side.seen, side.error)]
    for step in steps:
        side.act(*step)
        told.append((side.seen, side.error))
    return told


__all__ = ["Ours", "Step", "Theirs", "history"]
