"""What a browser knows of a kernel's widgets: the models, and the page that patches have made."""

from __future__ import annotations

import copy
import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.kernel.page_model import Page

Message = dict[str, Any]


class Sender(Protocol):
    """The part of `harness.Kernel` that a browser needs."""

    subshell: str | None

    def send(
        self,
        channel: str,
        kind: str,
        content: dict[str, Any],
        *,
        metadata: dict[str, Any] | None = None,
        subshell: str | None = None,
    ) -> str:
        """Send a message; return its id."""


@dataclass
class Model:
    """One widget as the browser knows it."""

    id: str
    state: dict[str, Any]
    buffers: dict[str, bytes] = field(default_factory=dict)
    customs: list[dict[str, Any]] = field(default_factory=list)
    is_closed: bool = False
    messages: int = 0
    bytes: int = 0
    edits: int = 0

    @property
    def view(self) -> str:
        """The name of its view."""
        return str(self.state.get("_view_name"))


class Browser:
    """The widget manager of one browser.

    `models` holds the live models by id, `closed` those whose comm was closed. Its methods may be
    called on any thread.
    """

    def __init__(self, kernel: Sender) -> None:
        self.client = uuid.uuid4().hex[:8]
        self.models: dict[str, Model] = {}
        self.closed: dict[str, Model] = {}
        self.pages: dict[str, Page] = {}
        self.opened = 0
        self.is_greeting = True
        self._kernel = kernel

    # -- from the kernel --------------------------------------------------------------------------

    def take(self, message: Message) -> None:
        """Follow one comm message of the kernel."""
        content = message["content"]
        id_ = content["comm_id"]
        if message["msg_type"] == "comm_open":
            if content["target_name"] != "jupyter.widget":
                return
            self.opened += 1
            self.models[id_] = Model(id_, copy.deepcopy(content["data"]["state"]))
        model = self.models.get(id_)
        if model is None:
            return
        model.messages += 1
        model.bytes += message["bytes"]
        if message["msg_type"] == "comm_open":
            self._keep_buffers(model, content["data"], message["buffers"])
            self._open_page(model)
        elif message["msg_type"] == "comm_close":
            model.is_closed = True
            self.closed[id_] = self.models.pop(id_)
        else:
            self._follow(model, content["data"], message["buffers"])

    def _open_page(self, model: Model) -> None:
        if model.state.get("_model_name") != "PageModel":
            return
        page = self.pages[model.id] = Page(model.state)
        if self.is_greeting:
            self.custom(model.id, page.hello())

    def _follow(self, model: Model, data: dict[str, Any], buffers: list[bytes]) -> None:
        method = data.get("method")
        if method == "custom":
            model.customs.append(data["content"])
            page = self.pages.get(model.id)
            if page is not None:
                answer = page.take(data["content"])
                if answer is not None:
                    self.custom(model.id, answer)
        elif method in {"update", "echo_update"}:
            state = dict(data["state"])
            seen = state.get("seen", {})
            # An older echo or write must not undo what the user has done since.
            if "value" in state and seen.get(self.client, model.edits) < model.edits:
                del state["value"]
            model.state.update(state)
            self._keep_buffers(model, data, buffers)
            page = self.pages.get(model.id)
            if page is not None:
                page.replace(state)

    @staticmethod
    def _keep_buffers(model: Model, data: dict[str, Any], buffers: list[bytes]) -> None:
        for path, buffer in zip(data.get("buffer_paths", ()), buffers, strict=False):
            model.buffers[".".join(str(step) for step in path)] = bytes(buffer)

    # -- what a user does -------------------------------------------------------------------------

    def _send(self, id_: str, data: dict[str, Any]) -> str:
        content = {"comm_id": id_, "data": data}
        return self._kernel.send("shell", "comm_msg", content, subshell=self._kernel.subshell)

    def custom(self, id_: str, content: dict[str, Any]) -> str:
        """Send a custom message to a widget."""
        return self._send(id_, {"method": "custom", "content": content})

    def update(self, id_: str, **state: Any) -> str:
        """Set traits of any widget, as its view does."""
        if id_ in self.models:
            self.models[id_].state.update(state)
        return self._send(id_, {"method": "update", "state": state, "buffer_paths": []})

    def set_value(self, id_: str, value: Any) -> str:
        """Edit an input of ours: the value, and which edit of this browser it is."""
        model = self.models[id_]
        model.edits += 1
        return self.update(id_, value=value, edit=[self.client, model.edits])

    def click(self, id_: str) -> str:
        """Click a button of ours."""
        return self.custom(id_, {"type": "click"})

    def hello(self, id_: str) -> str:
        """Greet a widget, as a first view may do; a page's greeting says what it shows."""
        page = self.pages.get(id_)
        return self.custom(id_, {"type": "hello"} if page is None else page.hello())

    def request_states(self) -> str:
        """Ask for all states, as a reloaded page does; the answer is in the kernel's log."""
        comm_id = uuid.uuid4().hex
        self._kernel.send(
            "shell",
            "comm_open",
            {"comm_id": comm_id, "target_name": "jupyter.widget.control", "data": {}},
            metadata={"version": "1.0.0"},
            subshell=self._kernel.subshell,
        )
        self._send(comm_id, {"method": "request_states"})
        return comm_id

    # -- what a user sees -------------------------------------------------------------------------

    def page(self, name: str | None = None) -> Page:
        """Return the live page of the app with this name; without one, the only page."""
        found = [
            page
            for id_, page in self.pages.items()
            if id_ in self.models and (name is None or page.options.get("name") == name)
        ]
        if len(found) != 1:
            raise LookupError(f"{len(found)} live pages named {name!r}")
        return found[0]

    def find(self, view: str | None = None, **props: Any) -> Model:
        """Return the only live model with this view and these props (or traits)."""
        found = [m for m in list(self.models.values()) if self._fits(m, view, props)]
        if len(found) != 1:
            raise LookupError(f"{len(found)} live models with view {view!r} and {props!r}")
        return found[0]

    @staticmethod
    def _fits(model: Model, view: str | None, props: dict[str, Any]) -> bool:
        shown = {**model.state, **(model.state.get("props") or {})}
        return (view is None or model.view == view) and all(
            shown.get(k) == v for k, v in props.items()
        )
