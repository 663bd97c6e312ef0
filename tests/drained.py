"""Cells that a test drains."""

from __future__ import annotations

from typing import Any

from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Event
from ipyrerun.execution import Options
from ipyrerun.patch import walk
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing.rig import Recorder


class Cell:
    """A cell drained by the test; its script can send events to its own app with `push`."""

    def __init__(
        self,
        text: str,
        session: Session | None = None,
        name: str = "cell",
        exports: tuple[str, ...] = (),
        **variables: Any,
    ) -> None:
        self.variables = {"push": self.push, "app": self, **variables}
        script = compile_script("import ipyrerun as st\n" + text, name)
        self.session = session or Session()
        self.app = App(
            self.session,
            name,
            name,
            script,
            self.variables,
            main.write,
            Options(exports),
            is_threaded=False,
        )
        self.app.attach(Recorder())
        self.run()

    def run(self) -> None:
        self.app.start()
        self.app.loop.drain()

    def push(self, id_: str, value: Any = True, *, once: bool = False) -> None:
        self.app.loop.submit(Event(id_, value, once=once))

    def edit(self, id_: str, value: Any = True, *, once: bool = False) -> None:
        self.push(id_, value, once=once)
        self.app.loop.drain()

    @property
    def texts(self) -> list[str]:
        return [n.value for n in walk(self.app.sink.shown) if n.name == "text"]
