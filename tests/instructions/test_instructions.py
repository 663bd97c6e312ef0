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
# So much above what is allowed, in so many layouts: that is no chance, others would say the same.
HOPELESS, TRIED = 0.1, 3
# A page's last elements may cost so much more than its first; a rerun beside a full cache.
LONG_PAGE, FULL_CACHE = 1.15, 1.2
# What an int for a small dict may take.
SMALL_HIT = 60_000
WANTED: dict[str, Any] = json.loads(figures.FILE.read_text())
COUNTED = sorted(WANTED["instructions"].keys() - {"reference"})


@pytest.fixture(scope="module")
def layouts() -> list[Counts]:
    if not is_known():
        pytest.skip("instructions are counted on Linux on x86-64")
    if not has_valgrind():
        reason = "valgrind is not installed (Debian: valgrind)"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return figures.measure(is_settled)


def is_settled(layouts: list[Counts]) -> bool:
    """Return whether each claim holds in some layout, or one is not going to hold in any."""
    most = 1 + figures.tolerance(WANTED["build"])
    above = max(relative(layouts, name) for name in COUNTED)
    if len(layouts) >= TRIED and above > most + HOPELESS:
        return True
    is_even = all(growth(layouts, kind) <= LONG_PAGE for kind in GROWING)
    return above <= most and is_even and burden(layouts) <= FULL_CACHE


def relative(layouts: list[Counts], name: str) -> float:
    """Return a figure over the committed one."""
    return figures.relative(layouts, WANTED["instructions"], name)


def growth(layouts: list[Counts], kind: str) -> float:
    """Return what an element costs on a long page over what it costs on a short one."""
    return min(
        figures.one(counts, kind, MANY, MOST) / figures.one(counts, kind, FEW, SOME)
        for counts in layouts
    )


def burden(layouts: list[Counts]) -> float:
    """Return what short reruns cost beside many cached dicts over what they cost beside one."""
    return min(counts.of[f"cached {DICTS}"] / counts.of["cached 1"] for counts in layouts)


@pytest.mark.parametrize("name", COUNTED)
def test_no_figure_is_above_the_committed_one(layouts, name):
    more = relative(layouts, name) - 1
    most = figures.tolerance(WANTED["build"])

    assert more <= most, (
        f"{name}: {more:+.1%} instructions, at most {most:+.0%} are allowed; if there is a reason, "
        f"{figures.AGAIN}"
    )


@pytest.mark.parametrize("name", COUNTED)
def test_no_committed_figure_is_far_above_what_is_counted(layouts, name):
    if WANTED["build"] != figures.BUILD:
        pytest.skip("the figures are those of another interpreter: they are written anew there")

    less = f"{name} has become cheaper: {figures.AGAIN}"
    assert relative(layouts, name) >= 1 - LOOSE, less


@pytest.mark.parametrize("kind", GROWING)
def test_an_element_costs_the_same_on_a_long_page(layouts, kind):
    assert growth(layouts, kind) <= LONG_PAGE


def test_a_short_rerun_costs_the_same_beside_many_cached_dicts(layouts):
    assert burden(layouts) <= FULL_CACHE


def test_a_small_hit_takes_no_more_than_sixty_thousand_instructions(layouts):
    # Streamlit 1.67: 232,000.
    assert figures.least_of(layouts)[figures.HIT] <= SMALL_HIT


def test_the_import_loads_no_more_modules_than_committed(layouts):
    loaded = figures.beyond_python(layouts[0].modules)

    assert {name.split(".")[0] for name in loaded} & HEAVY == set()
    assert len(loaded) <= WANTED["modules"], f"{', '.join(loaded)}: {figures.AGAIN}"
