"""From a key press to the text on the page, in Lab, beside a bare observer of ipywidgets.

Both sliders stand in one notebook, one kernel, one browser, and are pressed by turns. The clock is
the browser's own: from its `keydown` event to the change of the document that brings the new text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.lab import open_lab
from bench.rows import Result, row, scaled
from bench.timer import median

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator

    from tests.browser.hosts import NotebookPage

IMPORT = "import ipyrerun as st, ipywidgets as w"
OURS = """%%rerun
n = st.slider("N", 0, 1000, key="n")
for i in range(18):
    st.text(f"line {i} of {n}" if i % 5 == 0 else f"line {i}")
st.text(f"ours {n} end")
"""
BARE = """slider, label = w.IntSlider(0, 0, 1000), w.Label("bare 0 end")
slider.observe(lambda change: setattr(label, "value", f"bare {change.new} end"), "value")
w.VBox([slider, label])
"""
PRESSES = 220
WARM_UP = 10
QUIET = 60

# Resolves to the milliseconds between the next key press and the text in the document.
ARM = """([selector, text]) => {
    window.benchmark = new Promise(resolve => {
        let begun;
        document.addEventListener('keydown', () => { begun = performance.now(); },
            {capture: true, once: true});
        const place = document.querySelector(selector);
        const observer = new MutationObserver(() => {
            if (begun === undefined || !place.textContent.includes(text)) return;
            observer.disconnect();
            resolve(performance.now() - begun);
        });
        observer.observe(place, {subtree: true, childList: true, characterData: true});
    });
}"""
ANSWER = "() => window.benchmark"


@row("keys-lab", shows=("5",))
def keys() -> Iterator[Result]:
    """Press the arrow key on both sliders by turns."""
    presses = scaled(PRESSES, 30)
    with open_lab() as lab:
        nb = lab.open([IMPORT, OURS, BARE])
        nb.run_all()
        ours = (nb.app.get_by_role("slider"), ".rr-page", "ours {} end")
        bare = (nb.locator(".widget-slider .noUi-handle"), ".widget-vbox", "bare {} end")
        mine: list[float] = []
        theirs: list[float] = []
        for n in range(1, WARM_UP + presses + 1):
            turns = ((ours, mine), (bare, theirs))
            for (handle, place, text), times in turns if n % 2 else reversed(turns):
                times.append(_press(nb, handle, place, text.format(n)))
        del mine[:WARM_UP], theirs[:WARM_UP]
    ratios = [a / b for a, b in zip(mine, theirs, strict=True)]
    note = f"{presses} pairs of presses in one browser"
    yield Result("key to text, 20 elements over a bare observer", median(ratios), "x", 1.3, note)
    yield Result("key to text, 20 elements", median(mine), "ms")
    yield Result("key to text, bare observer", median(theirs), "ms")


def _press(nb: NotebookPage, handle: Locator, place: str, text: str) -> float:
    """Press the right arrow, let the page come to rest; return the ms until the text was there."""
    handle.focus()
    nb.page.evaluate(ARM, [place, text])
    nb.page.keyboard.press("ArrowRight")
    taken = float(nb.page.evaluate(ANSWER))
    nb.page.wait_for_timeout(QUIET)
    return taken
