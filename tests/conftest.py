"""What holds for all tests."""

from __future__ import annotations

import atexit
import builtins
import contextlib
import filecmp
import gc
import threading
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

import ipyrerun
from ipyrerun import confidential, config
from ipyrerun.cache import stores
from ipyrerun.loop import Loop
from ipyrerun.session import kernel
from tests.comms import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipyrerun.events import Job
    from tests.comms import Message

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


@pytest.fixture(autouse=True)
def files_of_caches(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Let no test write or delete what its user has cached in files."""
    folder = tmp_path_factory.getbasetemp() / "caches"
    monkeypatch.setattr(stores, "folder_of_user", lambda: folder)


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
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Message]:
    """Return what is sent to browsers, as a list that grows."""
    return record(monkeypatch)


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """Return an IPython shell in this process, with the extension loaded."""
    record(monkeypatch)
    quiet = Config()
    quiet.HistoryManager.enabled = False
    one = InteractiveShell.instance(config=quiet)
    ipyrerun.load_ipython_extension(one)
    one.user_ns["st"] = ipyrerun
    yield one
    ipyrerun.unload_ipython_extension(one)
    kernel.state.clear()
    InteractiveShell.clear_instance()
    # It would empty its namespace, with two full collections, when the tests have ended.
    atexit.unregister(one.atexit_operations)
    for name in ("get_ipython", "display"):
        with contextlib.suppress(AttributeError):
            delattr(builtins, name)


@pytest.fixture
def unwatched() -> Iterator[None]:
    """Keep out of new threads what looks on in Python, where a Stop would be lost: our tools.

    Coverage's tracer, which would also leave its lock held, and hypothesis, which the collector
    calls.
    """
    hook = threading.gettrace()
    threading.settrace(None)
    gc.disable()
    yield
    gc.enable()
    threading.settrace(hook)


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
