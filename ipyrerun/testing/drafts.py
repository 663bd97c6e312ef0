"""What a browser does with the values of forms, for a test that has no browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..events import Event
from ..patch import walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..tree import Node


class Drafts:
    """Keeps in mind which forms show their first values again since they were submitted."""

    def __init__(self) -> None:
        self._cleared: set[str] = set()

    def events(self, chosen: Iterable[tuple[Node, Any]], shown: Node) -> list[Event]:
        """Return what a browser sends of the values and clicks that a test has chosen.

        Values of a form go with the click of its button, and nowhere without it. They come in the
        order of the page, and clicks behind them.
        """
        places = {node.id: place for place, node in enumerate(walk(shown))}
        chosen = sorted(chosen, key=lambda one: (_is_click(one[0]), places.get(one[0].id, 0)))
        values = {node.id: value for node, value in chosen}
        events = []
        for node, value in chosen:
            form = _form_of(node)
            if form is None:
                events.append(_event(node, value))
            elif _is_click(node):
                events.append(_event(node, value, self._submit(form, values, shown)))
        return events

    def _submit(self, form: Node, values: dict[str, Any], shown: Node) -> tuple[Event, ...]:
        """Return what the form's button brings along, and clear the form if it wants that."""
        is_cleared, clears = form.id in self._cleared, bool(form.params["clear_on_submit"])
        brings = []
        for node in walk(shown):
            field = node.input
            if field is None or field.group is None or field.group.id != form.id or _is_click(node):
                continue
            if node.id in values:
                brings.append(_event(node, values[node.id]))
            elif is_cleared and clears and not field.disabled:
                brings.append(_event(node, field.control.default))
        (self._cleared.add if clears else self._cleared.discard)(form.id)
        return tuple(brings)


def _form_of(node: Node) -> Node | None:
    assert node.input is not None
    return node.input.group


def _is_click(node: Node) -> bool:
    assert node.input is not None
    return node.input.control.once


def _event(node: Node, value: Any, brings: tuple[Event, ...] = ()) -> Event:
    assert node.input is not None
    control = node.input.control
    return Event(node.id, control.to_view(value), once=control.once, brings=brings)
