"""The first page of 100 elements: from the key that asks for the run to the last one painted.

Both shells are loaded. In Lab a notebook is open whose kernel has run a small page, and Ctrl+Enter
runs a new cell; Streamlit's app is open and has drawn nothing but its buttons, and Enter presses
the one that draws. The clock of both is the same: from the browser's `keydown` through the change
of the document that brings the last of the hundred labels to the end of the next frame.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from bench.chromium import open_stand, press
from bench.rows import Result, row, scaled
from bench.timer import median

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.chromium import Stand

N = 100
LABELS = [f"line {i} end" for i in range(N)]
LINES = {
    "outputs": "(st.text, st.markdown, st.caption)[i % 3](f'line {i} end')",
    "inputs": "(st.slider, st.number_input, st.text_input, st.checkbox)[i % 4]"
    "(f'line {i} end', key=f'k{i}')",
}
LOOP = f"for i in range({N}):\n    "
SMALL = """%%rerun
st.slider("N")
st.text("a small page")
"""
ROUNDS = 20
WARM_UP = 2
# A page that was taken away is given up after 2 s in the browser and another 2 s in the kernel [s].
FORGOTTEN = 4.5
BAR = 1.0


class Side(Protocol):
    """A shell that is loaded; a page can be drawn in it for the first time again and again."""

    def draw(self) -> float:
        """Draw the page; return the milliseconds it took."""

    def clear(self) -> None:
        """Take the page away."""


class InLab:
    """A notebook whose last cell is the page's."""

    def __init__(self, stand: Stand, line: str) -> None:
        self._nb = stand.host("lab").open(["import ipyrerun as st", SMALL])
        self._nb.run_all()
        self._nb.app.get_by_text("a small page").wait_for()
        self._cell = f"%%rerun\n{LOOP}{line}"
        self._index = 0

    def draw(self) -> float:
        """Run a new cell."""
        self._nb.page.bring_to_front()
        self._index = self._nb.add_cell(self._cell, run=False)
        self._nb.page.evaluate(ACTIVATE)
        return press(self._nb.page, "Control+Enter", ACTIVE_PAGE, LABELS, painted=True)

    def clear(self) -> None:
        """Delete the cell: the app of its page ends."""
        self._nb.delete_cell(self._index)


# Lab then takes keys for commands, not for text.
ACTIVATE = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.mode = 'command';
    notebook.activate();
}"""
ACTIVE_PAGE = ".jp-Cell.jp-mod-active .rr-page"


class InStreamlit:
    """An app that draws the page while it handles the press of a button."""

    def __init__(self, stand: Stand, line: str, *, is_tuned: bool) -> None:
        script = (
            "import streamlit as st\n"
            "st.button('Clear')\n"
            "if st.button('Draw'):\n"
            f"    {LOOP}    {line}\n"
        )
        self._page = stand.streamlit(script, is_tuned=is_tuned)

    def draw(self) -> float:
        """Press the button that draws."""
        self._page.bring_to_front()
        self._page.get_by_role("button", name="Draw").focus()
        return press(self._page, "Enter", ".stMain", LABELS, painted=True)

    def clear(self) -> None:
        """Have the app run without drawing."""
        self._page.get_by_role("button", name="Clear").click()
        self._page.get_by_text(LABELS[-1]).wait_for(state="detached")


@row("paint", shows=("7",))
def first_page() -> Iterator[Result]:
    """Draw both pages everywhere by turns, each time anew."""
    rounds = scaled(ROUNDS, 3)
    for what, line in LINES.items():
        with open_stand() as stand:
            sides: dict[str, Side] = {
                "ipyrerun in Lab": InLab(stand, line),
                "Streamlit": InStreamlit(stand, line, is_tuned=False),
                "tuned Streamlit": InStreamlit(stand, line, is_tuned=True),
            }
            times = _by_turns(sides, rounds)
        ours = times.pop("ipyrerun in Lab")
        title = f"first page of {N} {what} to paint"
        for name, theirs in times.items():
            ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
            note = f"{rounds} pairs in one browser: {median(theirs).value:.0f} ms"
            yield Result(f"{title}, over {name}", median(ratios), "x", BAR, note)
        yield Result(title, median(ours), "ms")


def _by_turns(sides: dict[str, Side], rounds: int) -> dict[str, list[float]]:
    """Let each side draw once in every round; who begins changes."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    names = list(sides)
    for number in range(WARM_UP + rounds):
        begin = number % len(names)
        turns = names[begin:] + names[:begin]
        for name in turns if number % 2 else reversed(turns):
            times[name].append(sides[name].draw())
        for side in sides.values():
            side.clear()
        time.sleep(FORGOTTEN)
    return {name: taken[WARM_UP:] for name, taken in times.items()}
