"""What is counted. `python -m tests.instructions.workloads` executes it, under callgrind or not.

Each block is named by what it does and how much of it; the figures are differences of such blocks.
"""

from __future__ import annotations

import gc
import itertools
import json
import math
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import ipywidgets  # noqa: F401 - what a notebook has anyway; the import of ours is counted

from tests.instructions.requests import counted, watched

if TYPE_CHECKING:
    from collections.abc import Callable

# An element by its kind; `i` numbers them, `n` is the value of the page's slider.
UNCHANGED = {
    "text": "st.text(f'line {i}')",
    "markdown": "st.markdown(f'line {i}')",
    "metric": "st.metric('X', i)",
    "slider": "st.slider('X', 0, 9, key=f'x{i}')",
    "selectbox": "st.selectbox('X', ['a', 'b', 'c'], key=f'x{i}')",
    "checkbox": "st.checkbox('X', key=f'x{i}')",
    "text_input": "st.text_input('X', key=f'x{i}')",
    "number_input": "st.number_input('X', 0, 9, key=f'x{i}')",
    "button": "st.button('X', key=f'x{i}')",
    "select_slider": "st.select_slider('X', ['a', 'b', 'c'], key=f'x{i}')",
    "form_submit_button": "form.form_submit_button('X', key=f'x{i}')",
    "expander": "st.expander('X', on_change='rerun', key=f'x{i}')",
    "tabs": "st.tabs(['a', 'b'], on_change='rerun', key=f'x{i}')",
}
CHANGED = {"changed text": "st.text(f'line {i} of {n}')", "changed metric": "st.metric('X', i + n)"}
KINDS = UNCHANGED | CHANGED
# How many elements: two for the cost of one, and two more for whether it grows.
FEW, SOME = 20, 120
GROWING = ("text", "slider", "changed text")
MANY, MOST = 200, 300
# So many elements are drawn before a rerun is counted: until then Python has made what it executes
# often as fast as it can.
WARM = 180
# Dicts in a cache, beside which a short script is rerun so often. It shows there if a rerun does
# something for each of them, or has Python look through all objects for garbage. On its own Python
# looks only through the youngest in so few reruns.
DICTS = 20_000
RERUNS = 40
# A small hit is read so often, after as many that are not counted.
HITS = 200
# The first run fills the cache: the slider stands at 0.
_READING = """
@st.cache_data
def entry(number):
    return {{"number": number, "name": str(number), "parts": {{"a": number, "b": [number]}}}}
n = st.slider("N", 0, 10_000, key="n")
for number in range({count} if n == 0 else 1):
    entry(number)
for i in range(9):
    st.text(f"line {{i}} of {{n}}")
"""


def name_of(kind: str, count: int) -> str:
    """Return what the rerun of a page with so many elements of a kind is called."""
    return f"{kind} x {count}"


_kept: list[object] = []


def lay_out(number: int) -> None:
    """Have what is allocated from now on lie elsewhere in memory than with another number.

    By their addresses CPython keeps what it finds of a name in a type, and where two names that
    are always asked for share a place, an element takes up to a third more instructions. That is
    chance: another one with each commit, each machine, and each number.
    """
    for index in range(number * 23):
        _kept.extend(bytes(size) for size in range(0, 512, 16))
        _kept.append(type(f"Kept{index}", (), {"name": index})().name)


def reference() -> None:
    """Do what no change of ours makes faster or slower, to tell one Python from another."""
    from traitlets import HasTraits, Int

    class Holder(HasTraits):
        value = Int()

    one, rows = Holder(), [{"id": str(i), "props": {"text": f"line {i}"}} for i in range(50)]
    one.observe(lambda change: rows.append({"id": str(change["new"])}), "value")
    with watched(), counted("reference"):
        for turn in range(1, 50):
            one.value = turn
            json.loads(json.dumps(rows))


def _import() -> None:
    before = set(sys.modules)
    with watched(), counted("import"):
        import ipyrerun  # noqa: F401
    print(json.dumps(sorted(set(sys.modules) - before)))


def _first_page() -> None:
    with watched(), counted("first page"):
        from bench.stage import Stage

        stage = Stage("st.title('a')\nst.text('b')\nst.markdown('*c*')")
    stage.close()


def _rerun(line: str, count: int, name: str) -> None:
    from bench.stage import Stage

    start = "n = st.slider('N', 0, 10_000, key='n')\nform = st.form('form')\n"
    stage = Stage(f"{start}for i in range({count}):\n    {line}\n")
    # A changed page is another one each time.
    values = itertools.count(1)
    gc.collect()
    gc.disable()
    for _ in range(math.ceil(WARM / count)):
        stage.send("slider:n", next(values))
    with watched(), counted(name):
        stage.send("slider:n", next(values))
    gc.enable()
    stage.close()


def _elements() -> None:
    for kind, line in KINDS.items():
        sizes = (FEW, SOME, MANY, MOST) if kind in GROWING else (FEW, SOME)
        for count in sizes:
            _rerun(line, count, name_of(kind, count))


def _cached(count: int) -> None:
    import ipyrerun as st
    from bench.stage import Stage

    st.cache_data.clear()
    stage = Stage(_READING.format(count=count))
    stage.send("slider:n", 1)
    gc.collect()
    with watched(), counted(f"cached {count}"):
        for value in range(RERUNS):
            stage.send("slider:n", value + 2)
    stage.close()


def _hits() -> None:
    import ipyrerun as st

    @st.cache_data
    def entry(number: int) -> dict[str, Any]:
        return {"number": number, "name": str(number)}

    for _ in range(HITS):
        entry(1)
    with watched(), counted("hits"):
        for _ in range(HITS):
            entry(1)


def run(parts: list[Callable[[], None]]) -> None:
    """Execute the parts one after the other."""
    for part in parts:
        part()


if __name__ == "__main__":
    lay_out(int(sys.argv[1]))
    few, many = (partial(_cached, count) for count in (1, DICTS))
    run([reference, _import, _first_page, _elements, _hits, few, many])
