"""A cell with ipywidgets for elements, on a page of its own."""

from __future__ import annotations

from typing import Any

import ipywidgets
import plotly.graph_objects as go
import traitlets
from ipyleaflet import Map

from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.page import PageSink
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from tests.comms import receive


class Chart(go.FigureWidget):  # type: ignore[misc]
    """A figure that tells what is selected, as a trait."""

    selected: traitlets.List[int] = traitlets.List()

    def __init__(self) -> None:
        super().__init__([go.Scatter(x=[1, 2, 3], y=[4, 5, 6], mode="markers")])
        self.data[0].on_selection(self._note)

    def _note(self, trace: Any, points: Any, selector: Any) -> None:
        self.selected = list(points.point_inds)


VARIABLES: dict[str, Any] = {"w": ipywidgets, "Map": Map, "Chart": Chart}


class Cell:
    """An app on a page of its own."""

    def __init__(
        self, text: str, session: Session | None = None, name: str = "cell", **variables: Any
    ) -> None:
        self.keep: list[Any] = []
        script = compile_script(f"import ipyrerun as st\n{text}", name)
        self.session = session or Session()
        self.app = App(
            self.session,
            name,
            name,
            script,
            {**VARIABLES, "keep": self.keep, **variables},
            main.write,
            is_threaded=False,
        )
        self.sink = PageSink(self.app.loop.submit, self.app.listen, {"name": name})
        self.app.attach(self.sink)
        self.run()

    def run(self) -> BaseException | None:
        outcome = self.app.start()
        self.app.loop.drain()
        return outcome.error

    def drain(self) -> int:
        """Handle what waits; return how often the script ran for it."""
        before = len(self.keep)
        self.app.loop.drain()
        return len(self.keep) - before

    def widget(self, key: str) -> Any:
        return self.app.widget(key)


def moves(widget: Any, **state: Any) -> None:
    """Set traits as a browser does."""
    receive(widget, {"method": "update", "state": state, "buffer_paths": []})
