"""The root widget of an app: the model of its page in the browser, and its manners on the comm."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import traitlets

from .base import LOCK, Lean

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..query import Query


class Page(Lean):
    """The page of one app.

    `tree`, `seq` and `status` are not kept as trait values: `get_state` asks `snapshot` for them,
    so that a browser which opens or reloads the notebook gets the page as of the last commit, and a
    commit need not build the whole tree.

    Parameters
    ----------
    snapshot
        Returns the whole tree as JSON; it is told whether a browser has had this page before.
    listen
        Takes the content of the browser's messages; a hello has been answered by then.
    """

    _model_name = traitlets.Unicode("PageModel").tag(sync=True)
    _view_name = traitlets.Unicode("PageView").tag(sync=True)
    epoch = traitlets.Unicode().tag(sync=True)
    seq = traitlets.Int(0).tag(sync=True)
    tree = traitlets.Any().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        snapshot: Callable[[bool], Any],
        listen: Callable[[dict[str, Any]], None],
        **traits: Any,
    ) -> None:
        self._snapshot = snapshot
        self._listen = listen
        self.is_attached = False
        self._seq = 0
        self._now: dict[str, Any] = {"running": False}
        self._marks: dict[str, Any] = {}
        super().__init__(epoch=uuid.uuid4().hex[:12], **traits)

    @property
    def is_running(self) -> bool:
        """Whether the page says that a run is under way."""
        return bool(self._status.get("running"))

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the synced state, with the page as of the last commit."""
        with LOCK:
            state = super().get_state(key, drop_defaults)
            if "tree" in state:
                state["tree"] = self._snapshot(self.is_attached)
            if "seq" in state:
                state["seq"] = self._seq
            if "status" in state:
                state["status"] = self._status
            return state

    def publish(self, ops: list[Any], stale: dict[str, Any]) -> None:
        """Send one commit.

        As a patch where a view is attached, else as state, which nbclient and a saved notebook
        keep.
        """
        with LOCK:
            base, self._seq = self._seq, self._seq + 1
            if not self.is_attached:
                self.send_state(("tree", "seq"))
                return
            patch: dict[str, Any] = {
                "type": "patch",
                "epoch": self.epoch,
                "base": base,
                "seq": self._seq,
                "ops": ops,
            }
            if stale:
                patch["stale"] = stale
            self.send(patch)

    def tell(self, status: dict[str, Any]) -> None:
        """Show whether a run is under way, and a note."""
        with LOCK:
            if status == self._now:
                return
            self._now = status
            self._send_status()

    def mark(self, **marks: Any) -> None:
        """Show what holds also between runs: `outdated`, the names that have changed, and `caches`.

        What is false or empty is not shown.
        """
        with LOCK:
            marks = {name: value for name, value in (self._marks | marks).items() if value}
            if marks == self._marks:
                return
            self._marks = marks
            self._send_status()

    @property
    def _status(self) -> dict[str, Any]:
        return self._now | self._marks

    def _send_status(self) -> None:
        if self.is_attached:
            self.send({"type": "status", "status": self._status, "seq": self._seq})
        else:
            self.send_state("status")

    def address(self, query: Query) -> None:
        """Show the query in the browser's address, if it has changed since this page last did."""
        with LOCK:
            if self.is_attached and query.version != query.told:
                query.told = query.version
                answer = {"returns": True} if query.is_return else {}
                query.is_return = False
                self.send({"type": "address", "query": query.text, **answer})

    def call_roll(self) -> None:
        """Ask who still shows the page; models with a view answer `here`."""
        self.send({"type": "roll-call"})

    def end(self) -> None:
        """Say that the app has ended, and close the comm."""
        with LOCK:
            if self.comm is not None:
                self.send({"type": "closed"})
                self.close()

    def _answer(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        del buffers
        if content.get("type") == "hello":
            self._greet(content)
        self._listen(content)

    def _greet(self, hello: dict[str, Any]) -> None:
        with LOCK:
            in_step = hello.get("epoch") == self.epoch and hello.get("seq") == self._seq
            answer: dict[str, Any] = {"type": "ack", "epoch": self.epoch, "seq": self._seq}
            if not in_step:
                tree = self._snapshot(self.is_attached)
                answer |= {"type": "state", "tree": tree, "status": self._status}
            self.is_attached = True
            self.send(answer)
