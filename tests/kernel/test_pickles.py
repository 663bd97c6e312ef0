"""Classes and functions of a script in other processes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kernel.harness import Kernel

# Both apps wait for each other in the middle of their runs, so that these overlap.
OVERLAP = """%%rerun {name} --wait 0
import pickle, typing
class Point:
    '''Of {name}.'''
class Pair:
    one: 'Point'
both.wait(60)
copy = pickle.loads(pickle.dumps(Point()))
mine = type(copy) is Point and typing.get_type_hints(Pair) == {{'one': Point}}
both.wait(60)
st.text(f'own {{mine}} {{copy.__doc__}}')
"""
POOL = """%%rerun page
import math, multiprocessing
from concurrent.futures import ProcessPoolExecutor
class Point:
    def __init__(self, x): self.x = x
def double(point): return Point(2 * point.x)
context = multiprocessing.get_context({method!r})
with ProcessPoolExecutor(2, mp_context=context) as pool:
    st.text(f'answers {{{call}}}')
"""


def shows(kernel: Kernel, name: str, words: str) -> bool:
    """Return whether a page says this."""
    return words in str(kernel.browser.page(name).tree)


def test_two_overlapping_apps_each_find_their_own_classes(kernel: Kernel):
    kernel.execute("import ipyrerun as st, threading\nboth = threading.Barrier(2)")

    for name in ("left", "right"):
        kernel.execute(OVERLAP.format(name=name), cell_id=name, allow_stdin=True)

    for name in ("left", "right"):
        kernel.wait_for(partial(shows, kernel, name, f"own True Of {name}."))


@pytest.mark.parametrize(
    ("method", "call", "answers"),
    [
        ("fork", "[p.x for p in pool.map(double, [Point(1), Point(2)])]", "[2, 4]"),
        ("spawn", "list(pool.map(math.isqrt, [4, 9]))", "[2, 3]"),
    ],
)
def test_a_script_uses_a_pool_of_processes(kernel: Kernel, method: str, call: str, answers: str):
    kernel.execute("import ipyrerun as st")

    kernel.execute(POOL.format(method=method, call=call), cell_id="cell", timeout=60)

    assert f"answers {answers}" in str(kernel.browser.page().tree)
