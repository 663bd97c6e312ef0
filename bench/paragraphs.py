"""One paragraph of very many changes: what the others cost, and how many messages go out."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from bench.rows import QUICK, Result, row, scaled
from bench.stage import Stage
from bench.timer import Estimate, alternate, exactly, median
from bench.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

PARAGRAPHS = 200 if QUICK else 10_000


@row("paragraphs", shows=("T3",))
def one_of_ten_thousand() -> Iterator[Result]:
    """Change one paragraph of many; the average has the collector's share, the median may not."""
    stage = Stage(
        "n = st.slider('N', 0, 10_000, key='n')\n"
        f"for i in range({PARAGRAPHS}):\n    st.markdown(f'paragraph {{n if i == 7 else i}}')\n"
    )
    values = iter(range(1, 10_000))
    try:
        spent = alternate(lambda: stage.send("slider:n", next(values)), lambda: None, scaled(25, 3))
        before = Wire.sent
        stage.send("slider:n", next(values))
        sent = Wire.sent - before
    finally:
        stage.close()
    per = [cost.cpu / PARAGRAPHS for cost in spent.a]
    average = Estimate(fmean(per), min(per), max(per))
    what = f"of {PARAGRAPHS} paragraphs one changes"
    yield Result(f"CPU of an unchanged one, {what}", median(per).times(1e6), "µs", 8)
    yield Result(f"CPU of an unchanged one on average, {what}", average.times(1e6), "µs")
    # One for the page, one for the slider, which no browser has moved here.
    yield Result(f"messages, {what}", exactly(sent), "", 2)
