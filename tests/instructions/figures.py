"""The committed figures, and those of this process's machine in their terms.

`python -m tests.instructions.figures` writes them anew.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.instructions.callgrind import Counts, compile_modules, count
from tests.instructions.weight import weigh
from tests.instructions.workloads import FEW, HITS, KINDS, SOME, name_of

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = Path(__file__).with_name("figures.json")
# The same interpreter counts the same to some thousandths. Another build of it differs by more,
# although figures are taken in terms of what the reference costs there; another version by much.
EXACT, OTHER_BUILD, OTHER_VERSION = 0.05, 0.15, 0.4
BUILD = sys.version
HIT = "small hit"
# In every third layout of the memory some figure is above what it is in the others.
LAYOUTS = 6
AGAIN = "`python -m tests.instructions.figures` writes the figures anew"


def one(counts: Counts, kind: str, few: int = FEW, many: int = SOME) -> float:
    """Return the instructions of one element more, of a page that is rerun."""
    least, most = (counts.of[name_of(kind, size)] for size in (few, many))
    return (most - least) / (many - few)


def figures_of(counts: Counts) -> dict[str, int]:
    """Return the figures of one layout."""
    return {
        "reference": counts.of["reference"],
        "import": counts.of["import"],
        "first page": counts.of["first page"],
        HIT: round(counts.of["hits"] / HITS),
        **{kind: round(one(counts, kind)) for kind in KINDS},
    }


def least_of(layouts: list[Counts]) -> dict[str, int]:
    """Return the least of each figure, which is a difference: one layout's, not that of two."""
    found = [figures_of(counts) for counts in layouts]
    return {name: min(figures[name] for figures in found) for name in found[0]}


def relative(layouts: list[Counts], wanted: dict[str, int], name: str) -> float:
    """Return a figure over the committed one, each in terms of what the reference costs there."""
    now = least_of(layouts)
    return (now[name] / now["reference"]) / (wanted[name] / wanted["reference"])


def tolerance(build: str) -> float:
    """Return by which part a figure may be above that of an interpreter."""
    if build == BUILD:
        return EXACT
    return OTHER_BUILD if build.split(".")[:2] == BUILD.split(".")[:2] else OTHER_VERSION


def beyond_python(modules: list[str]) -> list[str]:
    """Return what is no module of Python's own: some are there before, or not, as a machine has it.

    One of those that costs something shows in the instructions of the import.
    """
    return [name for name in modules if name.partition(".")[0] not in sys.stdlib_module_names]


def measure(is_enough: Callable[[list[Counts]], bool]) -> list[Counts]:
    """Return what some layouts took: as many as it takes to be enough, or all."""
    with tempfile.TemporaryDirectory() as folder:
        compile_modules(Path(folder))
    found: list[Counts] = []
    while len(found) < LAYOUTS and not (found and is_enough(found)):
        with tempfile.TemporaryDirectory() as folder:
            found.append(count(Path(folder), len(found)))
    return found


def write() -> None:
    """Measure, and write the figures down."""
    # What is missing is to show before callgrind's minutes.
    weight = weigh()
    layouts = measure(lambda _: False)
    wanted = {
        "build": BUILD,
        "modules": len(beyond_python(layouts[0].modules)),
        "javascript": weight,
        "instructions": least_of(layouts),
    }
    FILE.write_text(json.dumps(wanted, indent=2) + "\n")


if __name__ == "__main__":
    write()
