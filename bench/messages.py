"""What a rerun sends on our comms, counted on a real kernel, beside what Streamlit's server sends.

The run is shorter than 200 ms: one that lasts shows what it has in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import pages
from bench.mix import FIFTH
from bench.rows import QUICK, Result, row
from bench.timer import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from bench.kernel import KernelPage, Message

SIZES = (10, 100) if QUICK else (10, 100, 1000, 5000)
# So many outputs change on a small page and on a large one.
CHANGED = 20
SMALL, LARGE = 100, 1000 if QUICK else 5000
# What says that the script has come to its end, whatever it has changed; nobody else reads it.
DONE = 'st.session_state["done"]'
# After a run, nothing more of it comes in this time; the saved page follows after 2 s of rest [s].
QUIET = 0.5


def _open(count: int, every: int = FIFTH) -> AbstractContextManager[KernelPage]:
    return pages.ipyrerun(count, every=every, more=f"{DONE} = n")


def _run(page: KernelPage) -> list[Message]:
    """Move the slider; return the kernel's comm messages, ipywidgets' echo among them."""
    page.kernel.settle(QUIET)
    page.set(1)
    sent = page.kernel.execute(f"import time\nwhile {DONE} != 1:\n    time.sleep(0.01)")
    return [one for one in [*sent, *page.kernel.settle(QUIET)] if one.is_comm]


def _size(messages: list[Message]) -> int:
    return sum(one.size for one in messages if not one.is_echo)


@row("messages", shows=("3", "T3"), axes=("elements", "messages of a rerun"))
def of_a_rerun() -> Iterator[Result]:
    """Move the slider once a page has come to rest, and count what its run sends."""
    for count in SIZES:
        with _open(count) as page:
            sent = _run(page)
        echoes = sum(one.is_echo for one in sent)
        if echoes == len(sent):
            raise RuntimeError(f"a rerun of {count} elements was not seen: nothing of it came")
        note = f"{echoes} of them ipywidgets' echo; {_size(sent) / 1e3:,.3g} kB without it"
        what = f"messages on our comms, {count} elements, a fifth changed"
        yield Result(what, exactly(len(sent)), "", 2, note, series="ipyrerun", n=count)
        with pages.streamlit(count, is_tuned=True) as tab:
            theirs = tab.move(1)
        what = f"messages of Streamlit, {count} elements"
        found, note = exactly(theirs.messages), f"{theirs.bytes / 1e3:,.3g} kB"
        yield Result(what, found, "", None, note, series="Streamlit", n=count)
    yield from _nothing_changed()
    yield from _in_proportion()


def _nothing_changed() -> Iterator[Result]:
    with _open(SIZES[-1], every=0) as page:
        sent = [one for one in _run(page) if not one.is_echo]
    what = f"messages on our comms, {SIZES[-1]} elements, none changed"
    yield Result(what, exactly(len(sent)), "", 0, "besides ipywidgets' echo of the slider")


def _in_proportion() -> Iterator[Result]:
    sizes = {}
    for count in (SMALL, LARGE):
        with _open(count, every=count // CHANGED) as page:
            sizes[count] = _size(_run(page))
    what = f"bytes of {CHANGED} changed outputs: on a page of {LARGE} over a page of {SMALL}"
    note = f"{sizes[LARGE]:,} and {sizes[SMALL]:,} bytes"
    yield Result(what, exactly(sizes[LARGE] / sizes[SMALL]), "x", 1.2, note)
    with _open(LARGE) as page:
        fifth = _size(_run(page))
    each = sizes[LARGE] / CHANGED, fifth / (LARGE / FIFTH)
    what = f"bytes per changed output, of {LARGE} elements: a fifth changed over {CHANGED} changed"
    note = f"{each[1]:.0f} and {each[0]:.0f} bytes"
    yield Result(what, exactly(each[1] / each[0]), "x", 1.2, note)
