"""The layers of docs/architecture.md hold, and importing the package is cheap."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ipyrerun"
HEAVY = (
    *("PIL", "altair", "emoji", "matplotlib", "numpy", "pandas", "pyarrow", "pygments"),
    *("sqlalchemy", "streamlit"),
)


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


def loaded_by(code: str) -> set[str]:
    """Return the modules that code loads in a fresh interpreter, beyond what ipywidgets has."""
    whole = f"""
import json, sys
import ipywidgets
before = set(sys.modules)
{code}
print(json.dumps(sorted(set(sys.modules) - before)))
"""
    done = subprocess.run(
        [sys.executable, "-c", whole], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return set(json.loads(done.stdout))


def of_others(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0] != "ipyrerun"}


def test_importing_the_package_loads_nothing_of_others_but_what_magics_need():
    # A magic's parser writes its help at once. Python's compiler reads names of characters.
    magics = loaded_by(
        "import argparse, bisect, contextvars, unicodedata, IPython.core.magic_arguments\n"
        "argparse.ArgumentParser('rerun').format_help()"
    )

    assert of_others(loaded_by("import ipyrerun")) <= magics


def test_importing_the_package_loads_no_element_page_or_cache():
    ours = {name.split(".")[1] for name in loaded_by("import ipyrerun") if "ipyrerun." in name}

    assert ours & {"app", "connections", "contents", "elements", "page", "widgets"} == set()
    assert "ipyrerun.cache.store" not in loaded_by("import ipyrerun")


def test_the_public_names_pull_in_no_heavy_library():
    modules = loaded_by("import ipyrerun as st; st.slider, st.cache_data, st.connection")

    assert {name.split(".")[0] for name in modules} & set(HEAVY) == set()
    assert "ipyrerun.cache.store" not in modules


def test_text_alone_draws_no_heavy_library_in():
    page = """
from ipyrerun.testing.v1 import AppTest
AppTest.from_string("import ipyrerun as st; st.title('a'); st.text('b'); st.markdown('c')").run()
"""

    assert {name.split(".")[0] for name in loaded_by(page)} & set(HEAVY) == set()


def test_no_module_hides_a_public_name():
    # Once a module is imported it stands in its package by its name.
    code = """
import pkgutil, types, importlib, ipyrerun as st
for one in pkgutil.walk_packages(st.__path__, "ipyrerun."):
    importlib.import_module(one.name)
print([n for n in st.__all__ if isinstance(getattr(st, n), types.ModuleType)])
"""

    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )

    assert done.stdout.strip() == str(["connections", "errors", "typing"])


def test_a_star_import_brings_every_public_name():
    code = """
from ipyrerun import *
import ipyrerun
assert set(ipyrerun.__all__) <= set(globals())
assert slider is ipyrerun.slider
"""

    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
