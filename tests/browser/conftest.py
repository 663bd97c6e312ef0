"""One Chromium and one server of each kind per session; one browser context per test and visit.

`host` runs a test in the three hosts; `lab`, `notebook` and `voila` in one. For some of them:
`@pytest.mark.parametrize("host", ["lab", "voila"], indirect=True)`. When the test ends, any attempt
of the browser, the server or a kernel to reach another machine fails it.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.hosts import HOSTS, PATIENCE, SHOTS, write_book
from tests.browser.network import Network
from tests.browser.servers import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ViewportSize

    from tests.browser.hosts import Host

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A picture and a sound that it makes itself, where a test allows a camera or a microphone.
    "--use-fake-device-for-media-stream",
]
SIZE: ViewportSize = {"width": 1280, "height": 900}

expect.set_options(timeout=PATIENCE / 4)


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """Record the attempts of all processes to reach another machine."""
    network = Network(tmp_path_factory.mktemp("network") / "attempts.txt")
    network.start()
    yield network
    network.stop()


@pytest.fixture(scope="session")
def chromium(recorder: Network) -> Iterator[Browser]:
    """Start the session's one browser."""
    path = shutil.which("chromium")
    assert path, "the browser tests need chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*CHROMIUM_ARGS, *recorder.browser_args]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def servers(
    recorder: Network, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Server]]:
    """Start a server of a kind the first time it is asked for."""
    running: dict[str, Server] = {}

    def serve(kind: str) -> Server:
        if kind not in running:
            home = tmp_path_factory.mktemp(kind)
            running[kind] = Server(kind, home, recorder.kernel_record)
        return running[kind]

    yield serve
    for server in running.values():
        server.stop()


@pytest.fixture
def new_context(chromium: Browser, recorder: Network) -> Callable[[], BrowserContext]:
    """Open browser contexts whose every request is recorded."""

    def open_context() -> BrowserContext:
        context = chromium.new_context(viewport=SIZE)
        recorder.watch(context)
        return context

    return open_context


@pytest.fixture
def network(recorder: Network) -> Iterator[Network]:
    """Fail the test if anything tried to reach another machine; `take` forgives what it returns."""
    recorder.take()
    yield recorder
    attempts = recorder.take()
    assert not attempts, f"something reached for the network: {attempts}"


@pytest.fixture
def open_host(
    request: pytest.FixtureRequest,
    servers: Callable[[str], Server],
    new_context: Callable[[], BrowserContext],
    network: Network,
) -> Iterator[Callable[[str], Host]]:
    """Open hosts by name for one test; of a test that failed, keep a picture of every page."""
    opened: list[Host] = []

    def open_by_name(name: str) -> Host:
        opened.append(HOSTS[name](servers(name), new_context))
        return opened[-1]

    yield open_by_name
    report = request.node.stash.get(REPORT, None)
    for host in opened:
        if report is not None and report.failed:
            _keep_pictures(request.node.name, host)
        host.close()


@pytest.fixture(params=list(HOSTS))
def host(request: pytest.FixtureRequest, open_host: Callable[[str], Host]) -> Host:
    """Return each of the three hosts in turn."""
    return open_host(request.param)


@pytest.fixture
def lab(open_host: Callable[[str], Host]) -> Host:
    """Return JupyterLab."""
    return open_host("lab")


@pytest.fixture
def notebook(open_host: Callable[[str], Host]) -> Host:
    """Return Notebook 7."""
    return open_host("notebook")


@pytest.fixture
def voila(open_host: Callable[[str], Host]) -> Host:
    """Return Voila."""
    return open_host("voila")


@pytest.fixture
def voila_with(
    request: pytest.FixtureRequest,
    new_context: Callable[[], BrowserContext],
    network: Network,
    tmp_path: Path,
) -> Iterator[Callable[..., Host]]:
    """Start a Voila of the test's own, with options and with notebooks by name."""
    opened: list[Host] = []

    def start(*options: str, **books: list[str]) -> Host:
        home = tmp_path / f"voila-{len(opened)}"
        # Only a notebook that is there when Voila starts is preheated.
        (home / "notebooks").mkdir(parents=True)
        for name, cells in books.items():
            write_book(home / "notebooks" / f"{name}.ipynb", cells)
        server = Server("voila", home, network.kernel_record, options)
        opened.append(HOSTS["voila"](server, new_context))
        return opened[-1]

    yield start
    for host in opened:
        host.server.stop()
        for nb in host.visits:
            nb.close()


REPORT = pytest.StashKey[pytest.TestReport]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let the fixtures know whether the test has failed."""
    report = yield
    if report.when == "call":
        item.stash[REPORT] = report
    return report


def _keep_pictures(test: str, host: Host) -> None:
    SHOTS.mkdir(exist_ok=True)
    for number, nb in enumerate(host.visits):
        path = SHOTS / f"failed-{test}-{number}.png"
        nb.page.screenshot(path=path)
        print(f"{path}\n" + "\n".join([*nb.errors, *nb.console[-30:]]))
