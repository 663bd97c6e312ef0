"""What holds for all tests."""

from __future__ import annotations

import filecmp
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipyrerun import confidential, config
from ipyrerun.loop import Loop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipyrerun.events import Job

PACKAGE = Path(__file__).parent.parent / "ipyrerun"


@pytest.fixture(autouse=True)
def unset_options() -> Iterator[None]:
    """Forget what a test says to `st.set_option`."""
    yield
    config._said.clear()


@pytest.fixture(autouse=True)
def forget_secrets() -> Iterator[None]:
    """Let no other test miss a word because it was the secret of one."""
    yield
    confidential.forget()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last: Playwright keeps an event loop running, others need their own."""
    items.sort(key=lambda item: item.nodeid.startswith("tests/browser/"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell of an old wheel: kernels and servers import that, the tests themselves the tree."""
    installed = Path(str(distribution("ipyrerun").locate_file("ipyrerun")))
    files = [path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py")]
    _, differ, missing = filecmp.cmpfiles(PACKAGE, installed, files, shallow=False)
    stale = ", ".join(str(file) for file in differ + missing)
    if stale:
        terminalreporter.write_line(f"the installed wheel is old ({stale}); run `make install`")


@pytest.fixture
def make_loop() -> Iterator[Callable[..., Loop]]:
    """Make loops and close them after the test."""
    made: list[Loop] = []

    def new(
        handle: Callable[[Job], None], abandoned: Callable[[Job], None] = lambda _: None
    ) -> Loop:
        made.append(Loop(handle, lambda _: None, abandoned, "test"))
        return made[-1]

    yield new
    for one in made:
        one.close()
