"""The layers of docs/architecture.md hold, and importing the package is cheap."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ipyrerun"
HEAVY = ("pandas", "numpy", "pyarrow", "altair", "sqlalchemy", "matplotlib", "streamlit")


def layers() -> dict[str, int]:
    """Return the layer of each module or package, as the document's table says."""
    rows = re.findall(
        r"^\| (\d) \| ([^|]+) \|", (ROOT / "docs/architecture.md").read_text(), re.MULTILINE
    )
    return {name: int(layer) for layer, names in rows for name in re.findall(r"`(\w+)`", names)}


def module_of(path: Path) -> str:
    """Return the module or package, one level below ipyrerun, that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the modules of ours that a file imports, inside functions too."""
    depth = len(path.relative_to(PACKAGE).parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            if node.module:
                found.add(node.module.split(".")[0])
            else:
                found.update(alias.name for alias in node.names)
    return found


def edges() -> list[tuple[str, str]]:
    """Return who imports whom."""
    modules = layers()
    return [
        (module_of(path), target)
        for path in sorted(PACKAGE.rglob("*.py"))
        for target in imports(path)
        if target in modules
    ]


def test_every_module_has_a_layer_and_every_layer_its_modules():
    modules = {module_of(path) for path in PACKAGE.rglob("*.py")}

    assert modules == set(layers())


def test_no_file_imports_from_a_higher_layer():
    layer = layers()

    assert [(a, b) for a, b in edges() if a != b and layer[a] < layer[b]] == []


def test_inside_a_layer_imports_form_no_cycle():
    graph: dict[str, set[str]] = {}
    for a, b in edges():
        if a != b:
            graph.setdefault(a, set()).add(b)

    # Raises CycleError, which names the files.
    assert len(list(TopologicalSorter(graph).static_order())) == len(layers())


def test_importing_the_package_pulls_in_no_heavy_library():
    code = f"import sys, ipyrerun; print([m for m in {HEAVY} if m in sys.modules])"

    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )

    assert done.stdout.strip() == "[]"
