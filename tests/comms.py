"""A comm that leads nowhere and keeps what was sent on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import comm
from comm.base_comm import BaseComm

if TYPE_CHECKING:
    import pytest
    from ipywidgets import Widget


@dataclass(frozen=True, slots=True)
class Message:
    """What a browser would have got: "comm_open", "comm_msg" or "comm_close"."""

    kind: str
    comm_id: str
    data: dict[str, Any]
    buffers: list[Any] = field(default_factory=list)

    @property
    def content(self) -> Any:
        """The content of a custom message, or the state of an update."""
        return self.data.get("content", self.data.get("state"))


def record(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """Let every widget opened from now on talk to the list that is returned."""
    sent: list[Message] = []

    class Recorder(BaseComm):
        def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
            sent.append(Message(msg_type, self.comm_id, data or {}, list(buffers or [])))

    monkeypatch.setattr(comm, "create_comm", Recorder)
    return sent


def say(widget: Widget, content: dict[str, Any]) -> None:
    """Send a widget a custom message, as a browser does."""
    receive(widget, {"method": "custom", "content": content})


def edit(widget: Widget, value: Any, client: str = "c", number: int = 1) -> None:
    """Set a widget's value, as a browser does."""
    state = {"value": value, "edit": [client, number]}
    receive(widget, {"method": "update", "state": state, "buffer_paths": []})


def receive(widget: Widget, data: dict[str, Any]) -> None:
    """Hand a widget a browser's message."""
    widget._handle_msg({"content": {"data": data}, "buffers": []})
