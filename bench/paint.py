"""The first page of 100 elements: from the key that asks for the run to the last one painted.

Both shells are loaded. In Lab a notebook is open whose kernel has run a small page, and Ctrl+Enter
runs a new cell; Streamlit's app is open and has drawn nothing but its buttons, and Enter presses
the one that draws. The clock of both is the same: from the browser's `keydown` through the change
of the document that brings the last of the hundred labels to the end of the next frame.
"""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Protocol

from bench.chromium import open_stand, press
from bench.rows import Result, row, scaled
from bench.timer import median

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator

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
ROUNDS = 16
WARM_UP = scaled(1, 0)
SEED = 6
# Between two sides: what one does after it has cleared its page is not the next one's [s].
AFTER = 0.5
# A page that was taken away is given up after 2 s in the browser and another 2 s in the kernel [s].
FORGOTTEN = 4.3
BAR = 1.0


class Side(Protocol):
    """A shell that is loaded; pages can be drawn in it for the first time again and again."""

    def draw(self, what: str) -> float:
        """Draw a page of outputs or inputs; return the milliseconds it took."""

    def clear(self) -> None:
        """Take the page away, so that nothing of it is left when everything has come to rest."""


class InLab:
    """A notebook whose last cell is the page's."""

    def __init__(self, stand: Stand) -> None:
        self._nb = stand.host("lab").open(["import ipyrerun as st", SMALL])
        self._nb.run_all()
        self._nb.app.get_by_text("a small page").wait_for()
        self._index = 0

    def draw(self, what: str) -> float:
        """Run a new cell."""
        self._nb.page.bring_to_front()
        self._index = self._nb.add_cell(f"%%rerun\n{LOOP}{LINES[what]}", run=False)
        self._nb.page.evaluate(COMMAND_MODE)
        return press(self._nb.page, "Control+Enter", ACTIVE_PAGE, LABELS, painted=True)

    def clear(self) -> None:
        """Delete the cell: its app ends when the kernel has found that nobody looks at it."""
        self._nb.delete_cell(self._index)


# Lab then takes keys for commands, not for text.
COMMAND_MODE = """() => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.mode = 'command';
    notebook.activate();
}"""
ACTIVE_PAGE = ".jp-Cell.jp-mod-active .rr-page"


class InStreamlit:
    """An app that draws a page while it handles the press of the button that asks for it."""

    def __init__(self, stand: Stand, *, is_tuned: bool) -> None:
        lines = ["import streamlit as st", "st.button('clear')"]
        for what, line in LINES.items():
            loop = f"    {LOOP}    {line}"
            lines += [f"if st.button({what!r}):", loop]
        self._page = stand.streamlit("\n".join(lines), is_tuned=is_tuned)

    def draw(self, what: str) -> float:
        """Press a button with the Enter key."""
        self._page.bring_to_front()
        self._button(what).focus()
        return press(self._page, "Enter", ".stMain", LABELS, painted=True)

    def clear(self) -> None:
        """Have the app run without drawing."""
        self._button("clear").click()
        self._page.get_by_text(LABELS[-1]).wait_for(state="detached")

    def _button(self, name: str) -> Locator:
        return self._page.get_by_role("button", name=name, exact=True)


@row("paint", shows=("7",))
def first_page() -> Iterator[Result]:
    """Draw both pages everywhere by turns, each time anew."""
    rounds = scaled(ROUNDS, 1)
    with open_stand() as stand:
        ours = InLab(stand)
        theirs = {
            "Streamlit": InStreamlit(stand, is_tuned=False),
            "tuned Streamlit": InStreamlit(stand, is_tuned=True),
        }
        for what in LINES:
            mine, *others = _by_turns(what, [ours, *theirs.values()], rounds)
            title = f"first page of {N} {what} to paint"
            for name, times in zip(theirs, others, strict=True):
                ratios = [a / b for a, b in zip(mine, times, strict=True)]
                note = f"{rounds} pairs in one browser; {name}: {median(times).value:.0f} ms"
                yield Result(f"{title}, over {name}", median(ratios), "x", BAR, note)
            yield Result(title, median(mine), "ms")


def _by_turns(what: str, sides: list[Side], rounds: int) -> list[list[float]]:
    """Let each side draw once in every round, in an order of chance."""
    times: list[list[float]] = [[] for _ in sides]
    turns = list(zip(sides, times, strict=True))
    chance = random.Random(SEED)
    for _ in range(WARM_UP + rounds):
        for side, taken in chance.sample(turns, len(turns)):
            taken.append(side.draw(what))
            side.clear()
            time.sleep(AFTER)
        time.sleep(FORGOTTEN)
    return [taken[WARM_UP:] for taken in times]
