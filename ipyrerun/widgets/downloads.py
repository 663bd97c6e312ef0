"""A button that hands over a file: its view asks for it at a click, and fetches it in pieces."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import OrderedDict
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import traitlets

from .base import LOCK, Trigger

if TYPE_CHECKING:
    from ..offers import File
    from .base import Submit

# So large that few are needed, so small that the page's own messages fit between them [bytes].
PIECE = 4_000_000
# Browsers that may fetch from one button at once; a file that none comes back for makes room.
_MOST_FETCHED = 2
# How long a button that has gone from the page waits for a browser that says nothing [s].
PATIENCE = 60.0

_log = logging.getLogger("ipyrerun")


class Download(Trigger):
    """A button that hands over a file. `serve` makes it; None while nobody may have it.

    The run that a click has caused may remove the button; its comm stays until the file is handed
    over.
    """

    _model_name = traitlets.Unicode("DownloadModel").tag(sync=True)
    _view_name = traitlets.Unicode("DownloadView").tag(sync=True)

    def __init__(self, submit: Submit, **traits: Any) -> None:
        self._fetched: OrderedDict[str, File] = OrderedDict()
        # When each browser that waits for a file was last heard of; never while that is made.
        self._asks: dict[str, float] = {}
        self._is_ending = False
        super().__init__(submit, **traits)

    def close(self) -> None:
        """Close the comm, once those who wait for a file have it."""
        with LOCK:
            if not self._asks:
                super().close()
            elif not self._is_ending:
                self._is_ending = True
                self._watch()

    def _watch(self) -> None:
        timer = threading.Timer(PATIENCE, self._look)
        timer.daemon = True
        timer.start()

    def _look(self) -> None:
        """Give up browsers that have gone silent."""
        with LOCK:
            since = time.monotonic() - PATIENCE
            for ask in [ask for ask, heard in self._asks.items() if heard <= since]:
                self._leave(ask)
            if self._asks:
                self._watch()

    def _leave(self, ask: str) -> None:
        """Be done with a browser, which has its file or will not come for it."""
        with LOCK:
            self._fetched.pop(ask, None)
            if self._asks.pop(ask, None) is not None and self._is_ending and not self._asks:
                super().close()

    def _answer(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        if self._is_ending and content.get("type") != "more":
            return
        super()._answer(content, buffers)
        if content.get("type") == "fetch":
            self._asks[content["ask"]] = math.inf
            # It may take long, and whatever else the browser says must not wait for it.
            threading.Thread(
                target=copy_context().run, args=(self._begin, self.serve, content), daemon=True
            ).start()
        elif content.get("type") == "more":
            self._go_on(content["ask"], content["start"])

    def _begin(self, serve: Any, content: dict[str, Any]) -> None:
        """Make the file and send its beginning; nothing of what the browser still has."""
        ask = content["ask"]
        try:
            file = self._made(serve, content)
            if file is not None:
                self._send_first(file, content)
        finally:
            if ask not in self._fetched:
                self._leave(ask)

    def _made(self, serve: Any, content: dict[str, Any]) -> File | None:
        """Return the file, or tell why there is none."""
        ask = content["ask"]
        if serve is None:
            self._fail(ask, "The button is disabled.")
            return None
        try:
            file: File = serve(content)
        except Exception as error:  # noqa: BLE001 - a fault of the user's own function
            # Told where it was clicked, and in whole in the log.
            _log.exception("the data of a download could not be made")
            self._fail(ask, f"{type(error).__name__}: {error}")
            return None
        return file

    def _send_first(self, file: File, content: dict[str, Any]) -> None:
        ask = content["ask"]
        facts: dict[str, Any] = {"name": file.name, "mime": file.mime, "digest": file.digest}
        facts |= {"type": "file", "ask": ask, "size": len(file.body)}
        if content.get("have") == facts["digest"]:
            self.send(facts)
            return
        if len(file.body) > PIECE:
            with LOCK:
                self._asks[ask] = time.monotonic()
                self._fetched[ask] = file
                while len(self._fetched) > _MOST_FETCHED:
                    self._leave(next(iter(self._fetched)))
        self.send(facts, [file.body[:PIECE]])

    def _go_on(self, ask: str, start: int) -> None:
        file = self._fetched.get(ask)
        if file is None:
            self._fail(ask, "The download was interrupted; click again.")
            return
        self._asks[ask] = time.monotonic()
        end = start + PIECE
        piece = memoryview(file.body)[start:end]
        self.send({"type": "piece", "ask": ask, "start": start}, [piece])
        if end >= len(file.body):
            self._leave(ask)

    def _fail(self, ask: str, words: str) -> None:
        self.send({"type": "failed", "ask": ask, "words": words})
