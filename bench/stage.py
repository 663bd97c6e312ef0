"""An app without a kernel: its real page, whose comms drop their messages at the socket."""

from __future__ import annotations

from typing import Any

import comm

from bench.wire import Wire
from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Event
from ipyrerun.page import PageSink
from ipyrerun.script import compile_script
from ipyrerun.session import Session


class Stage:
    """One cell and its page.

    Parameters
    ----------
    script
        The cell's text; `st` is there.
    is_threaded
        Whether the runs have a thread of their own, as in a kernel.
    """

    def __init__(self, script: str, *, is_threaded: bool = False) -> None:
        comm.create_comm = Wire
        self._is_threaded = is_threaded
        compiled = compile_script(f"import ipyrerun as st\n{script}", "bench")
        session = Session()
        self.app = App(session, "bench", "bench", compiled, {}, main.write, is_threaded=is_threaded)
        self.sink = PageSink(self.app.loop.submit, self.app.listen, {"name": "bench"})
        self.app.attach(self.sink)
        # As with a view in a browser: a commit is one patch, not the whole page.
        self.sink.page.is_attached = True
        self.run()

    def settle(self) -> None:
        """Handle what is queued."""
        if self._is_threaded:
            self.app.loop.wait_idle()
        else:
            self.app.loop.drain()

    def run(self) -> None:
        """Run the script; a script that fails is nothing to measure."""
        outcome = self.app.start()
        self.settle()
        if outcome.error is not None:
            raise outcome.error

    def send(self, id_: str, value: Any) -> None:
        """Have a user move an input."""
        self.app.loop.submit(Event(id_, value))
        self.run()

    def close(self) -> None:
        """End the app and its comms."""
        self.app.close()
