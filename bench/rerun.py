"""A rerun through the sockets: from sending the slider's value to the run's last message.

Every side is a real server or kernel of its own, which the same thread asks by turns. Ours is asked
as JupyterLab asks: on a subshell.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import TYPE_CHECKING

from bench import pages
from bench.rounds import take_turns
from bench.rows import QUICK, Result, row, scaled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from bench.rounds import Side, Turns

# How many times the time of each Streamlit ours may take, by the size of the page.
OVER_TUNED = {10: 1.0, 100: 1 / 3, 1000: 1 / 8, 5000: 1 / 12}
OVER_DEFAULT = {100: 1 / 10, 1000: 1 / 15, 5000: 1 / 15}
SIZES = tuple(OVER_TUNED)[: 2 if QUICK else None]
ROUNDS = {10: 60, 100: 60, 1000: 30, 5000: 15}
# Beyond it Reacton takes seconds for a run, and grows faster than the page.
REACTON = 1000
OURS, TUNED, DEFAULT = "ipyrerun", "Streamlit, tuned", "Streamlit, default"

Opens = dict[str, "Callable[[int], AbstractContextManager[Side]]"]
SIDES: Opens = {
    OURS: lambda count: pages.ipyrerun(count, has_subshell=True),
    TUNED: lambda count: pages.streamlit(count, is_tuned=True),
    DEFAULT: lambda count: pages.streamlit(count, is_tuned=False),
    "bare ipywidgets": pages.bare_widgets,
    "Reacton": pages.reacton,
    "bare exec": pages.bare_exec,
}


@row("rerun", shows=("1", "T1"), axes=("elements", "time of a rerun"))
def through_sockets() -> Iterator[Result]:
    """Move the slider of pages of growing size, of which a fifth follows it."""
    for count in SIZES:
        with ExitStack() as stack:
            sides = _open(count, stack)
            turns = take_turns(sides, scaled(ROUNDS[count], 8))
        yield from _compare(count, turns)


def _open(count: int, stack: ExitStack) -> dict[str, Side]:
    """Start all sides at once: most of it is waiting for imports."""
    names = [name for name in SIDES if name != "Reacton" or count <= REACTON]

    def enter(name: str) -> Side:
        return stack.enter_context(SIDES[name](count))

    with ThreadPoolExecutor() as pool:
        return dict(zip(names, pool.map(enter, names), strict=True))


def _compare(count: int, turns: dict[str, Turns]) -> Iterator[Result]:
    ours = turns[OURS]
    for name, bars in ((TUNED, OVER_TUNED), (DEFAULT, OVER_DEFAULT)):
        ratio = ours.over(turns[name])
        note = f"{len(ours.received)} rounds; 1/{1 / ratio.value:.3g}"
        yield Result(f"rerun of {count} elements over {name}", ratio, "x", bars.get(count), note)
    for name, side in turns.items():
        last = side.received[-1]
        note = (
            f"least {min(one.seconds for one in side.received) * 1e3:.3g} ms; CPU of the process "
            f"{side.cpu * 1e3:.3g} ms a run; {last.messages:,} messages, {last.bytes / 1e3:,.3g} kB"
        )
        if side is not ours:
            note = f"{side.over(ours).value:.3g} times ours; {note}"
        what = f"rerun of {count} elements: {name}"
        yield Result(what, side.seconds.times(1e3), "ms", None, note, series=name, n=count)
