"""The committed figures, and those of this process's machine in their terms.

`python -m tests.instructions.figures` writes them anew.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.instructions.callgrind import Counts, count
from tests.instructions.workloads import FEW, KINDS, SOME, name_of

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = Path(__file__).with_name("figures.json")
# The same interpreter counts the same to some thousandths. Another build of it differs by more,
# although figures are taken in terms of what the reference costs there; another version by much.
EXACT, OTHER_BUILD, OTHER_VERSION = 0.05, 0.15, 0.4
BUILD = sys.version
# In every third layout of the memory some figure is above what it is in the others.
LAYOUTS = 6


def one(counts: Counts, kind: str, few: int = FEW, many: int = SOME) -> float:
    """Return the instructions of one element more, of a page that is rerun."""
    least, most = (counts.of[name_of(kind, size)] for size in (few, many))
    return (most - least) / (many - few)


def figures_of(counts: Counts) -> dict[str, int]:
    """Return what is committed of counts."""
    return {
        "reference": counts.of["reference"],
        "import": counts.of["import"],
        "first page": counts.of["first page"],
        **{kind: round(one(counts, kind)) for kind in KINDS},
    }


def relative(counts: Counts, wanted: dict[str, int], name: str) -> float:
    """Return a figure over the committed one, each in terms of what the reference costs there."""
    now = figures_of(counts)
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


def measure(is_enough: Callable[[Counts], bool]) -> Counts:
    """Return the least of some layouts: as many as it takes to be enough, or all."""
    found: Counts | None = None
    for layout in range(LAYOUTS):
        with tempfile.TemporaryDirectory() as folder:
            counts = count(Path(folder), layout)
        found = counts if found is None else found.least(counts)
        if is_enough(found):
            break
    assert found is not None
    return found


def write() -> None:
    """Measure, and write the figures down."""
    counts = measure(lambda _: False)
    wanted = {
        "build": BUILD,
        "modules": len(beyond_python(counts.modules)),
        "instructions": figures_of(counts),
    }
    FILE.write_text(json.dumps(wanted, indent=2) + "\n")


if __name__ == "__main__":
    write()
