"""JupyterLab in Chromium, as the browser tests have it."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM_ARGS, SIZE
from tests.browser.hosts import Lab
from tests.browser.servers import Server

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def open_lab() -> Iterator[Lab]:
    """Start a server and a browser; end both with the block."""
    chromium = shutil.which("chromium")
    assert chromium, "this row needs chromium: apt-get install chromium"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        server = Server("lab", home / "lab", home / "attempts.txt")
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
            lab = Lab(server, lambda: browser.new_context(viewport=SIZE))
            yield lab
            lab.close()
            browser.close()
        finally:
            server.stop()
