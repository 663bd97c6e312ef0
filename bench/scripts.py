"""The pages that are compared, as text: the same script for everyone who takes `st`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bench import mix
from bench.rows import QUICK

if TYPE_CHECKING:
    from collections.abc import Callable


def widgets(count: int) -> str:
    """Return a slider that moves and others that do not, `count` in all.

    With a value: without one, a keyed slider of Streamlit's looks through the whole state.
    """
    return f"""
n = st.slider("N", 0, 1_000_000, key="n")
for i in range({count - 1}):
    st.slider("X", 0, 9, 3, key=f"x{{i}}")
"""


def cached(count: int, held: int) -> str:
    """Return the mixed page beside so many dicts that a cache holds.

    Each holds a list: the collector does not look into a dict of mere numbers.
    """
    return f"""
@st.cache_resource(show_spinner=False)
def load():
    return [{{"number": i, "tags": []}} for i in range({held})]
load()
{mix.script(count)}"""


HELD = 100_000 if QUICK else 1_000_000
PAGES: dict[str, Callable[[int], str]] = {
    "mix": mix.script,
    "widgets": widgets,
    "none cached": partial(cached, held=0),
    "many cached": partial(cached, held=HELD),
}
