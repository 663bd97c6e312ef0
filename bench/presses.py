"""From a key press to the text on the page: ours beside a bare observer and Streamlit.

The same page of 20 elements everywhere but for its import; the bare one is a slider of ipywidgets
and a label that follows it, in a kernel that has not imported ipyrerun. All pages are open in one
Chromium and are pressed by turns.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.chromium import open_stand, press
from bench.rows import Result, row, scaled
from bench.timer import median

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

    from bench.chromium import Stand
    from tests.browser.hosts import Host

SCRIPT = """
n = st.slider("N", 0, 1000, key="n")
for i in range(18):
    st.text(f"line {i} of {n}" if i % 5 == 0 else f"line {i}")
st.text(f"value {n} end")
"""
OURS = ["import ipyrerun as st", f"%%rerun{SCRIPT}"]
BARE = [
    """import ipywidgets as w
slider, label = w.IntSlider(0, 0, 1000), w.Label("value 0 end")
slider.observe(lambda change: setattr(label, "value", f"value {change.new} end"), "value")
w.VBox([slider, label])
"""
]
PRESSES = 210
WARM_UP = scaled(5, 2)
SEED = 20
# Until what a press set off has come to rest, in every process [ms].
QUIET = 60
AGAINST_ECHO = 1.3
AGAINST_STREAMLIT = 1 / 3


@dataclass(slots=True)
class Side:
    """One page with a slider and a text that tells its value."""

    name: str
    handle: Locator
    place: str
    times: list[float] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page that the slider is on."""
        return self.handle.page

    def press(self, value: int) -> None:
        """Press the right arrow, which makes the slider's value this one."""
        self.page.bring_to_front()
        self.handle.focus()
        self.times.append(press(self.page, "ArrowRight", self.place, [f"value {value} end"]))
        self.page.wait_for_timeout(QUIET)


@row("presses", shows=("5",))
def presses() -> Iterator[Result]:
    """Press the arrow key on the five pages by turns."""
    count = scaled(PRESSES, 10)
    with open_stand() as stand:
        jupyter = stand.host("lab")
        lab = _ours("ipyrerun in Lab", jupyter)
        echo = _echo(jupyter)
        voila = _ours("ipyrerun in Voila", stand.host("voila"))
        default = _streamlit(stand, "Streamlit", is_tuned=False)
        tuned = _streamlit(stand, "tuned Streamlit", is_tuned=True)
        sides = [lab, echo, default, voila, tuned]
        _by_turns(sides, count)
    note = f"{count} rounds over five pages in one browser, none of them throttled"
    yield _over(lab, echo, AGAINST_ECHO, note)
    yield _over(lab, default, AGAINST_STREAMLIT, note)
    yield _over(lab, tuned)
    yield _over(voila, echo)
    yield _over(voila, default)
    for side in sides:
        yield Result(f"key to text, {side.name}", median(side.times), "ms")


def _ours(name: str, host: Host) -> Side:
    nb = host.open(OURS)
    nb.run_all()
    return Side(name, nb.app.get_by_role("slider"), ".rr-page")


def _echo(host: Host) -> Side:
    nb = host.open(BARE)
    nb.run_all()
    return Side("bare ipywidgets", nb.locator(".widget-slider .noUi-handle"), ".widget-vbox")


def _streamlit(stand: Stand, name: str, *, is_tuned: bool) -> Side:
    page = stand.streamlit(f"import streamlit as st{SCRIPT}", is_tuned=is_tuned)
    page.get_by_text("value 0 end").wait_for()
    return Side(name, page.get_by_role("slider"), ".stMain")


def _by_turns(sides: list[Side], count: int) -> None:
    """Press each side once in every round, in an order of chance: none is always behind another."""
    chance = random.Random(SEED)
    for n in range(1, WARM_UP + count + 1):
        for side in chance.sample(sides, len(sides)):
            side.press(n)
    for side in sides:
        del side.times[:WARM_UP]


def _over(side: Side, other: Side, bar: float | None = None, note: str = "") -> Result:
    ratios = [a / b for a, b in zip(side.times, other.times, strict=True)]
    return Result(f"key to text, {side.name} over {other.name}", median(ratios), "x", bar, note)
