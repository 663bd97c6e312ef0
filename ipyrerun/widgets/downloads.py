"""A button that hands over a file: its view asks for it at a click, and fetches it in pieces."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import traitlets

from .base import Trigger

if TYPE_CHECKING:
    from ipywidgets import Widget

    from ..offers import File
    from .base import Submit

# So large that few are needed, so small that the page's own messages fit between them [bytes].
PIECE = 4_000_000
# Browsers that may fetch from one button at once; a file that none comes back for makes room.
_MOST_FETCHED = 2

_log = logging.getLogger("ipyrerun")


class Download(Trigger):
    """A button that hands over a file. `serve` makes it; None while nobody may have it."""

    _view_name = traitlets.Unicode("DownloadView").tag(sync=True)

    def __init__(self, submit: Submit, **traits: Any) -> None:
        self._fetched: OrderedDict[str, File] = OrderedDict()
        super().__init__(submit, **traits)

    def _answer(self, widget: Widget, content: dict[str, Any], buffers: list[bytes]) -> None:
        super()._answer(widget, content, buffers)
        if content.get("type") == "fetch":
            # It may take long, and whatever else the browser says must not wait for it.
            threading.Thread(
                target=copy_context().run, args=(self._begin, self.serve, content), daemon=True
            ).start()
        elif content.get("type") == "more":
            self._go_on(content["ask"], content["start"])

    def _begin(self, serve: Any, content: dict[str, Any]) -> None:
        """Make the file and send its beginning; nothing of what the browser still has."""
        ask = content["ask"]
        if serve is None:
            self._fail(ask, "The button is disabled.")
            return
        try:
            file: File = serve(content)
        except Exception as error:  # noqa: BLE001 - a fault of the user's own function
            # Told where it was clicked, and in whole in the log.
            _log.exception("the data of a download could not be made")
            self._fail(ask, f"{type(error).__name__}: {error}")
            return
        facts: dict[str, Any] = {"name": file.name, "mime": file.mime, "digest": file.digest}
        facts |= {"type": "file", "ask": ask, "size": len(file.body)}
        if content.get("have") == facts["digest"]:
            self.send(facts)
            return
        if len(file.body) > PIECE:
            self._fetched[ask] = file
            while len(self._fetched) > _MOST_FETCHED:
                self._fetched.popitem(last=False)
        self.send(facts, [file.body[:PIECE]])

    def _go_on(self, ask: str, start: int) -> None:
        file = self._fetched.get(ask)
        if file is None:
            self._fail(ask, "The download was interrupted; click again.")
            return
        end = start + PIECE
        if end >= len(file.body):
            del self._fetched[ask]
        piece = memoryview(file.body)[start:end]
        self.send({"type": "piece", "ask": ask, "start": start}, [piece])

    def _fail(self, ask: str, words: str) -> None:
        self.send({"type": "failed", "ask": ask, "words": words})
