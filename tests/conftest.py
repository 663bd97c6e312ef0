"""What holds for all tests."""

from __future__ import annotations

import filecmp
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ipyrerun"
# These run the installed wheel in other processes; the other tests import the tree.
ON_THE_WHEEL = ("tests/browser/", "tests/kernel/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last: Playwright keeps an event loop running, which others could not nest."""
    items.sort(key=lambda item: item.nodeid.startswith("tests/browser/"))


@pytest.fixture(scope="session")
def installed_wheel() -> None:
    """Fail if what is installed is not what the tree holds."""
    installed = Path(str(distribution("ipyrerun").locate_file("ipyrerun")))
    files = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py")]
    _, differ, missing = filecmp.cmpfiles(PACKAGE, installed, files, shallow=False)
    assert not differ + missing, (
        f"the installed wheel is not the tree's ({[str(f) for f in differ + missing]}); run `make install`"
    )


@pytest.fixture(autouse=True)
def _on_the_wheel(request: pytest.FixtureRequest) -> None:
    if request.node.nodeid.startswith(ON_THE_WHEEL):
        request.getfixturevalue("installed_wheel")
