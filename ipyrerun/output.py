"""The output of a cell that has a page: what its notebook shows, and keeps.

It is a mime type of our own, which names the page's model, beside the page as HTML. Where our
renderer is (JupyterLab, Notebook, Voila) it shows the live page; elsewhere, and without a kernel,
the HTML is shown (docs/prototypes/mime.md).
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import uuid
from contextvars import Context
from typing import TYPE_CHECKING, Any

from .widgets import LOCK

if TYPE_CHECKING:
    from collections.abc import Callable

    from .tree import Node
    from .widgets import Page

_log = logging.getLogger("ipyrerun")

MIME = "application/vnd.ipyrerun.page+json"
# After this time without a change the saved page is brought in line with the live one [s].
IDLE = 2.0
# The name of the threads that do it.
_SAVING = "ipyrerun saving"


class Output:
    """Displays a page, and keeps its HTML in the notebook up to date.

    Parameters
    ----------
    page
        The root widget.
    tree
        Returns the tree that the page shows.
    hint
        Whether the HTML says that the page comes to life when its cell is executed.
    """

    def __init__(self, page: Page, tree: Callable[[], Node], *, hint: bool) -> None:
        self._page = page
        self._tree = tree
        self._hint = hint
        self._display_id = uuid.uuid4().hex
        self._html: str | None = None
        # A browser that opens the notebook anew has missed what was sent before.
        self._is_told = False
        self._is_kept = False
        self._changed_at = 0.0
        self._watcher: threading.Thread | None = None
        self._closed = threading.Event()
        self._refreshing = threading.Lock()
        page.on_msg(self._hear)

    def show(self) -> None:
        """Display the page in the cell under way, or bring what it displays up to date."""
        if self._html is not None:
            self.refresh()
            return
        tree = self._tree()
        is_empty = all(not block.children for block in tree.children or ())
        self._html = "" if is_empty else self._render()
        self._publish(self._html, update=False)

    def refresh(self) -> None:
        """Bring the HTML in the notebook up to date, if it is not.

        A page that cannot be drawn as HTML is logged: the live page is all right.
        """
        if _is_voila():
            return
        with self._refreshing:
            html = self._render()
            if self._closed.is_set() or (html == self._html and self._is_told):
                return
            is_news, self._html, self._is_told = html != self._html, html, True
            with LOCK:
                if self._page.is_attached and (self._is_kept or not _lacks_our_renderer()):
                    # The renderer puts it into the notebook: unlike an update by the kernel, this
                    # also works once the browser has been reloaded. A host without our renderer
                    # keeps the first page: each update would make it draw the widget anew.
                    self._page.send({"type": "still", "html": html})
                    return
            if is_news:
                self._publish(html, update=True)

    def _hear(self, _: Any, content: dict[str, Any], __: list[bytes]) -> None:
        if content.get("type") == "hello":
            self._is_told = False
            self.note_change()

    def note_change(self) -> None:
        """Take note that the page shows something else; the HTML follows when it rests."""
        self._changed_at = time.monotonic()
        if self._html is not None and self._watcher is None and not self._closed.is_set():
            self._watcher = _start(self._wait_for_rest)

    def refresh_soon(self) -> None:
        """Refresh on another thread."""
        _start(self.refresh)

    def close(self) -> None:
        """Leave the notebook's HTML as it is."""
        self._closed.set()

    def _wait_for_rest(self) -> None:
        while (rest := self._changed_at + IDLE - time.monotonic()) > 0 or self._page.is_running:
            if self._closed.wait(max(rest, IDLE / 10)):
                return
        # First: a change from here on has to be waited for anew.
        self._watcher = None
        self.refresh()

    def _render(self) -> str:
        from .saved import render

        try:
            return render(self._tree(), hint=self._hint)
        except Exception:  # noqa: BLE001 - see `refresh`
            _log.exception("a page could not be saved into its notebook")
            return self._html or ""

    def _publish(self, html: str, *, update: bool) -> None:
        from IPython.display import publish_display_data

        data: dict[str, Any] = {
            MIME: {"model_id": self._page.model_id},
            "text/html": html,
            "text/plain": "A page of ipyrerun",
        }
        if _lacks_our_renderer():
            data["application/vnd.jupyter.widget-view+json"] = {
                "version_major": 2,
                "version_minor": 0,
                "model_id": self._page.model_id,
            }
        publish_display_data(data, transient={"display_id": self._display_id}, update=update)
        self._is_kept = bool(html)


def await_saving(seconds: float = 60.0) -> None:
    """Wait, for so long at most, until all changes of pages have reached their HTML."""
    for thread in threading.enumerate():
        if thread.name == _SAVING:
            thread.join(seconds)


def _start(target: Callable[[], None]) -> threading.Thread:
    """Start a thread, not in the context of a run: what is published there is not the run's."""
    thread = threading.Thread(target=target, name=_SAVING, daemon=True)
    Context().run(thread.start)
    return thread


def _lacks_our_renderer() -> bool:
    """Return whether the host is known to show widgets but not our mime type: VS Code, Colab."""
    main = sys.modules["__main__"]
    return hasattr(main, "__vsc_ipynb_file__") or "google.colab" in sys.modules


def _is_voila() -> bool:
    """Return whether the page is a dashboard, which no notebook keeps."""
    return os.environ.get("SERVER_SOFTWARE", "").startswith("voila")
