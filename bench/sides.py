"""Who is compared, each in a process of its own: `python -m bench.sides SIDE PAGE COUNT`.

A side shows a page, then moves its slider as often as a line on stdin says, and prints what that
cost. Nobody pays for what another has imported; the parent (`bench.beside`) lets them take turns.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Protocol

from bench import mix
from bench.scripts import PAGES

if TYPE_CHECKING:
    from collections.abc import Callable


class Side(Protocol):
    """A page that is shown."""

    def move(self) -> None:
        """Move its slider on, and bring the page up to date."""


class Ipyrerun:
    """A cell and its page, without a kernel around it."""

    def __init__(self, page: str, count: int) -> None:
        from bench.stage import Stage

        self._stage = Stage(PAGES[page](count))
        self._value = 0

    def move(self) -> None:
        """Hand the app what a browser sends."""
        self._value += 1
        self._stage.send("slider:n", self._value)


class Ipywidgets:
    """Widgets that are kept, and all given their values again, as one writes it by hand."""

    def __init__(self, page: str, count: int) -> None:
        import comm
        import ipywidgets

        from bench.wire import Wire

        comm.create_comm = Wire
        self._slider = ipywidgets.IntSlider(0, 0, mix.HIGHEST)
        self._changing = mix.followers(count) if page == "mix" else None
        make: Callable[[], Any] = ipywidgets.HTML if page == "mix" else ipywidgets.IntSlider
        self._others = [make() for _ in range(count - 1)]
        self._box = ipywidgets.VBox([self._slider, *self._others])
        self._draw(0)

    def _draw(self, n: int) -> None:
        changing = self._changing
        for i, one in enumerate(self._others):
            one.value = 3 if changing is None else mix.text(i, n if i in changing else 0)

    def move(self) -> None:
        """Do what an observer does."""
        self._slider.value += 1
        self._draw(self._slider.value)


class Reacton:
    """A component that draws the page, rendered again."""

    def __init__(self, page: str, count: int) -> None:
        import comm
        import reacton
        import reacton.ipywidgets as w

        from bench.wire import Wire

        comm.create_comm = Wire

        changing = mix.followers(count)

        def shown() -> None:
            n, self._set = reacton.use_state(0)
            with w.VBox():
                w.IntSlider(value=n, max=mix.HIGHEST)
                for i in range(count - 1):
                    if page == "mix":
                        w.HTML(value=mix.text(i, n if i in changing else 0))
                    else:
                        w.IntSlider(value=3)

        self._value = 0
        self._shown = reacton.render(reacton.component(shown)(), handle_error=False)

    def move(self) -> None:
        """Set the state that the slider has."""
        self._value += 1
        self._set(self._value)


class Exec:
    """The same script with functions that do nothing: what Python itself costs."""

    def __init__(self, page: str, count: int) -> None:
        self._code = compile(PAGES[page](count), "<floor>", "exec")
        names = ("slider", *mix.OUTPUTS)
        self._names = {"st": SimpleNamespace(**dict.fromkeys(names, _nothing))}

    def move(self) -> None:
        """Execute the script."""
        exec(self._code, dict(self._names))


def _nothing(*_: object, **__: object) -> int:
    return 0


def _streamlit(page: str, count: int, *, is_tuned: bool) -> Side:
    from bench.streamlit_runs import StreamlitRuns

    return StreamlitRuns(PAGES[page](count), is_tuned=is_tuned)


SIDES: dict[str, Callable[[str, int], Side]] = {
    "ipyrerun": Ipyrerun,
    "Streamlit": partial(_streamlit, is_tuned=False),
    "Streamlit tuned": partial(_streamlit, is_tuned=True),
    "ipywidgets": Ipywidgets,
    "Reacton": Reacton,
    "exec": Exec,
}


def main(name: str, page: str, count: int) -> None:
    """Serve the parent until it closes stdin."""
    # What a script or a library prints is no answer.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    side = SIDES[name](page, count)
    print("ready", file=answers)
    for order in sys.stdin:
        print(json.dumps([_cost(side) for _ in range(int(order))]), file=answers)


def _cost(side: Side) -> float:
    begun = time.process_time()
    side.move()
    return time.process_time() - begun


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
