"""A script on a stage: what an `AppTest` drives, moved by what a browser would send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipyrerun.events import Event
from ipyrerun.patch import walk
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing.rig import Rig

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ipyrerun.tree import Node


class Stage:
    """One cell, run as often as a test likes.

    Parameters
    ----------
    script
        The cell's text; `st` is imported.
    variables
        What the notebook holds.
    session
        The session; a new one unless the test shares one between stages.
    """

    def __init__(
        self, script: str, session: Session | None = None, name: str = "cell", **variables: Any
    ) -> None:
        text = f"import ipyrerun as st\n{script}"
        self.session = session or Session()
        self._rig = Rig(self.session, name, compile_script(text, name), variables)
        self.error: BaseException | None = None
        self.run()

    def run(self, *events: Event) -> Stage:
        """Run the script, with these events; `error` is what it raised."""
        self.error = self._rig.run(events).error
        return self

    def send(self, node: Node, value: Any = None) -> Stage:
        """Do what a browser does: send a view value, or a click."""
        assert node.input is not None
        once = node.input.control.once
        return self.run(Event(node.id, True if once else value, once=once))

    def listen(self, message: dict[str, Any]) -> Stage:
        """Do what the page in a browser does: say something on its own comm."""
        self._rig.app.listen(message)
        self._rig.app.loop.drain()
        return self

    def drain(self) -> Stage:
        """Run the script if somebody has asked for that."""
        self._rig.app.loop.drain()
        return self

    def set(self, node: Node, value: Any) -> Stage:
        """Have the user choose a script's value."""
        assert node.input is not None
        return self.send(node, node.input.control.to_view(value))

    def nodes(self, *names: str) -> list[Node]:
        """Return the elements of these names, all without one, in the order of the page."""
        return [
            n for n in self if n.name not in {"root", "main"} and (not names or n.name in names)
        ]

    def one(self, name: str) -> Node:
        """Return the only element of this name."""
        (node,) = self.nodes(name)
        return node

    def said(self) -> str:
        """Return what `st.text` said last."""
        return str(self.nodes("text")[-1].value)

    @property
    def state(self) -> dict[str, Any]:
        """The values under the user's keys."""
        return self.session.state.values

    def __iter__(self) -> Iterator[Node]:
        return walk(self._rig.shown)


def raised(script: str, **variables: Any) -> BaseException:
    """Return what a script raises."""
    error = Stage(script, **variables).error
    assert error is not None
    return error


def props(call: str, **variables: Any) -> dict[str, Any]:
    """Return the props of the only element that a script draws."""
    stage = Stage(call, **variables)
    assert stage.error is None
    (node,) = stage.nodes()
    return node.props


def shown_of(node: Node) -> dict[str, Any]:
    """Return what a browser shows of a node."""
    return node.props if node.view is None else node.view.props


def inside(node: Node) -> list[Node]:
    """Return what a block holds."""
    assert node.children is not None
    return node.children


def around(node: Node) -> Node:
    """Return the block that an element stands in."""
    assert node.parent is not None
    return node.parent
