"""What `st.line_chart` costs a script, beside Streamlit's, and what it imports."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import streamlit

import ipyrerun
from bench.both import in_both
from bench.child import said
from bench.rows import Result, row, scaled
from bench.timer import Pairs, alternate, exactly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = 5
# In a process of its own: here somebody has imported altair by now.
IMPORTED = """
import json, sys
from bench.stage import Stage
stage = Stage(
    "import numpy as np, pandas as pd; "
    "st.line_chart(pd.DataFrame(np.random.default_rng(0).random((100, 2)), columns=['a', 'b']))"
)
print(json.dumps([name for name in ("altair", "jsonschema") if name in sys.modules]))
"""


@row("charts", shows=("T15",))
def line_chart() -> Iterator[Result]:
    """Call `line_chart` with another hundred rows and two columns each time."""
    pairs: Pairs = in_both(lambda: alternate(_calls(ipyrerun), _calls(streamlit), scaled(40, 3)))
    ours = pairs.least_of_a().times(1e3 / CALLS)
    theirs = pairs.least_of_b().times(1e3 / CALLS)
    note = f"least of {len(pairs.a)} times {CALLS} calls; Streamlit {theirs.value:.3g} ms"
    yield Result("CPU of a call of line_chart with 100 x 2 numbers", ours, "ms", 1.5, note)
    found = json.loads(said("-c", IMPORTED))
    what = "heavy modules that line_chart imports"
    yield Result(what, exactly(len(found)), "", 0, f"of altair, jsonschema: {found or 'none'}")


def _calls(library: Any) -> Callable[[], None]:
    chance = np.random.default_rng(0)

    def call() -> None:
        for _ in range(CALLS):
            library.line_chart(pd.DataFrame(chance.random((100, 2)), columns=["a", "b"]))

    return call
