"""What it costs to import the package, over what every notebook with widgets imports."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING

from bench.child import PYTHON, ROOT, said
from bench.rows import Result, row, scaled
from bench.timer import exactly, median

if TYPE_CHECKING:
    from collections.abc import Iterator

# What a kernel without tables, charts and databases never needs.
HEAVY = ("pandas", "numpy", "pyarrow", "altair", "sqlalchemy")
MODULES = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def _cpu(code: str) -> float:
    """Return the CPU time of a fresh interpreter that executes this [s]."""
    child = subprocess.Popen([*PYTHON, "-c", code], cwd=ROOT)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{code!r} ended with {child.returncode}")
    return used.ru_utime + used.ru_stime


def _modules(code: str) -> set[str]:
    return set(json.loads(said("-c", f"{code}\n{MODULES}")))


@row("import", shows=("6", "T13"))
def fresh() -> Iterator[Result]:
    """Import in fresh processes by turns."""
    codes = {name: f"import {name}" for name in ("ipywidgets", "ipyrerun", "streamlit")}
    codes["nothing"] = "pass"
    # The first page imports ipywidgets, if a notebook has not: ours comes on top of it either way.
    codes["both"] = "import ipywidgets, ipyrerun"
    spent: dict[str, list[float]] = {name: [] for name in codes}
    for turn in range(scaled(25, 3) + 1):
        for name in codes if turn % 2 else reversed(codes):
            spent[name].append(_cpu(codes[name]))
    for costs in spent.values():
        # The first of each reads its files from the disk, and may write bytecode.
        del costs[0]
    for name, base, bar in (
        ("both", "ipywidgets", 60.0),
        ("ipyrerun", "nothing", None),
        ("ipywidgets", "nothing", None),
        ("streamlit", "nothing", None),
    ):
        over = median([a - b for a, b in zip(spent[name], spent[base], strict=True)])
        what = f"CPU of `{codes[name]}` over that of `{codes[base]}`"
        yield Result(what, over.times(1e3), "ms", bar, f"{len(spent[name])} pairs")
    pulled = {name: _modules(code) for name, code in codes.items()}
    heavy = [name for name in HEAVY if name in pulled["both"]]
    yield Result(
        "heavy modules that the import pulls in",
        exactly(len(heavy)),
        "",
        0,
        f"of {', '.join(HEAVY)}: {', '.join(heavy) or 'none'}",
    )
    for name, base in (("both", "ipywidgets"), ("streamlit", "nothing")):
        more = len(pulled[name] - pulled[base])
        yield Result(
            f"modules of `{codes[name]}` beyond those of `{codes[base]}`", exactly(more), ""
        )
