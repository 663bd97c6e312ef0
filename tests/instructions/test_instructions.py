"""No commit makes reruns or the import slower: instructions are counted, not time.

The figures are in `figures.json`; `python -m tests.instructions.figures` writes them anew.
"""

from __future__ import annotations

import json
import os
from typing import Any

import pytest

from tests.instructions import figures
from tests.instructions.callgrind import Counts, has_valgrind, is_known
from tests.instructions.workloads import DICTS, FEW, GROWING, MANY, MOST, SOME

# Callgrind takes a minute, on a busy machine several, and is asked again where it says too much.
pytestmark = pytest.mark.timeout(1800)

HEAVY = {"altair", "numpy", "pandas", "pyarrow", "sqlalchemy"}
# So much below the committed figure, and the figure is to be written anew: it guards nothing.
LOOSE = 0.15
AGAIN = "`python -m tests.instructions.figures` writes the figures anew"
WANTED: dict[str, Any] = json.loads(figures.FILE.read_text())
COUNTED = sorted(WANTED["instructions"].keys() - {"reference"})


@pytest.fixture(scope="module")
def counts() -> Counts:
    if not is_known():
        pytest.skip("instructions are counted on Linux on x86-64")
    if not has_valgrind():
        reason = "valgrind is not installed (Debian: valgrind)"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    most = 1 + figures.tolerance(WANTED["build"])
    return figures.measure(lambda found: all(relative(found, name) <= most for name in COUNTED))


def relative(counts: Counts, name: str) -> float:
    """Return a figure over the committed one."""
    return figures.relative(counts, WANTED["instructions"], name)


@pytest.mark.parametrize("name", COUNTED)
def test_no_figure_is_above_the_committed_one(counts, name):
    more = relative(counts, name) - 1
    most = figures.tolerance(WANTED["build"])

    assert more <= most, (
        f"{name}: {more:+.1%} instructions, at most {most:+.0%} are allowed; if there is a reason, "
        f"{AGAIN}"
    )


@pytest.mark.parametrize("name", COUNTED)
def test_no_committed_figure_is_far_above_what_is_counted(counts, name):
    if WANTED["build"] != figures.BUILD:
        pytest.skip("the figures are those of another interpreter: they are written anew there")

    assert relative(counts, name) >= 1 - LOOSE, f"{name} has become cheaper: {AGAIN}"


@pytest.mark.parametrize("kind", GROWING)
def test_an_element_costs_the_same_on_a_long_page(counts, kind):
    short = figures.one(counts, kind, FEW, SOME)
    long = figures.one(counts, kind, MANY, MOST)

    assert long <= 1.15 * short


def test_a_short_rerun_costs_the_same_beside_many_cached_dicts(counts):
    assert counts.of[f"cached {DICTS}"] <= 1.2 * counts.of["cached 1"]


def test_the_import_loads_no_more_modules_than_committed(counts):
    loaded = figures.beyond_python(counts.modules)

    assert {name.split(".")[0] for name in loaded} & HEAVY == set()
    assert len(loaded) <= WANTED["modules"], f"{', '.join(loaded)}: {AGAIN}"
