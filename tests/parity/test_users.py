"""Test files as users write them pass with Streamlit's AppTest and, under another import, ours."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

USERS = Path(__file__).parent / "users"
FILES = sorted(path.stem for path in USERS.glob("*.py"))


def load(stem: str, package: str, folder: Path) -> dict[str, object]:
    """Return the tests of a file that imports `package`; what it tests is beside it."""
    shutil.copytree(USERS / "apps", folder / "apps")
    text = (USERS / f"{stem}.py").read_text()
    path = folder / f"users_{stem}_{package}.py"
    path.write_text(text.replace("from streamlit.testing", f"from {package}.testing"))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {name: it for name, it in vars(module).items() if name.startswith("test_")}


@pytest.mark.parametrize("package", ["streamlit", "ipyrerun"])
@pytest.mark.parametrize("stem", FILES)
def test_a_users_file_passes(stem: str, package: str, tmp_path: Path):
    before = set(sys.modules)
    try:
        for test in load(stem, package, tmp_path).values():
            assert callable(test)
            test()
    finally:
        for name in {name for name in set(sys.modules) - before if name.endswith("prices")}:
            del sys.modules[name]


def test_there_are_enough_files():
    assert len(FILES) >= 13
