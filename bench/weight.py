"""The JavaScript that a page of text has a browser load, and what charts, tables, formulas add.

Counted are the scripts of our own that the browser asks the server for; each weighs what gzip makes
of it. Lab's and ipywidgets' are there without us. Streamlit's figure is all that its page loads: it
stands in no shell of somebody else's.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bench.chromium import open_stand
from bench.rows import Result, row
from bench.timer import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Response

    from bench.chromium import Stand

IMPORT = "import ipyrerun as st"
TEXT = "st.text('only text')"
SHOWN = "only text"
OURS = "extensions/ipyrerun/"
# What uses a library, and what is on the page when it has drawn.
LIBRARIES = {
    "a chart": ("st.line_chart([1, 2, 3])", "canvas"),
    "a table": ("st.dataframe({'a': [1, 2]})", ".ag-cell"),
    "a formula": ("st.latex('x^2')", ".katex"),
}
BAR = 150


class Scale:
    """Weighs the scripts that the pages of a stand load."""

    def __init__(self, stand: Stand) -> None:
        self._loaded: list[Response] = []
        stand.watch(self._note)

    def _note(self, response: Response) -> None:
        if urlsplit(response.url).path.endswith(".js"):
            self._loaded.append(response)

    def weigh(self, part: str = "", *, may_be_none: bool = False) -> Estimate:
        """Return the kB of what came since the last call and has this in its address.

        Raises
        ------
        RuntimeError
            Nothing came, which weighs too little to be true.
        """
        scripts = [one for one in self._loaded if part in one.url]
        if not (scripts or may_be_none):
            raise RuntimeError(f"none of {len(self._loaded)} scripts has {part!r} in its address")
        weights = [len(gzip.compress(script.body(), mtime=0)) for script in scripts]
        self._loaded.clear()
        kilobytes = sum(weights) / 1e3
        return Estimate(kilobytes, kilobytes, kilobytes)


@row("weight", shows=("9",))
def weight() -> Iterator[Result]:
    """Load the page of text in Lab, in Voila and from Streamlit; in Lab use the libraries, too."""
    with open_stand() as stand:
        scale = Scale(stand)
        yield from _in_lab(stand, scale)
        nb = stand.host("voila").open([IMPORT, f"%%rerun\n{TEXT}"])
        nb.app.get_by_text(SHOWN).wait_for()
        yield Result("our JavaScript for a page of text, Voila", scale.weigh(OURS), "kB", BAR)
        page = stand.streamlit(f"import streamlit as st\n{TEXT}", is_tuned=False)
        page.get_by_text(SHOWN).wait_for()
        yield Result("all JavaScript for a page of text, Streamlit", scale.weigh(), "kB")


def _in_lab(stand: Stand, scale: Scale) -> Iterator[Result]:
    nb = stand.host("lab").open([IMPORT, f"%%rerun\n{TEXT}"])
    nb.run_all()
    nb.app.get_by_text(SHOWN).wait_for()
    yield Result("our JavaScript for a page of text, Lab", scale.weigh(OURS), "kB", BAR, "gzipped")
    early = 0
    for name, (line, drawn) in LIBRARIES.items():
        nb.add_cell(f"%%rerun\n{line}")
        nb.app.locator(drawn).first.wait_for()
        added = scale.weigh(OURS, may_be_none=True)
        early += added.value == 0
        yield Result(f"what {name} adds to it", added, "kB")
    what = "libraries for charts, tables and formulas loaded before they were used"
    yield Result(what, Estimate(early, early, early), "", 0, f"of {len(LIBRARIES)}")
