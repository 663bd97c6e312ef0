"""One Chromium, the servers whose pages are open in it, and the clock of its own events.

Playwright starts it so that no page is throttled for being out of sight
(`--disable-background-timer-throttling`, `--disable-backgrounding-occluded-windows`,
`--disable-renderer-backgrounding`); a page is brought to the front before it is pressed all the
same, and must then say that it is visible.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from bench.streamlit_server import open_server
from tests.browser.conftest import CHROMIUM_ARGS, SIZE
from tests.browser.hosts import HOSTS, PATIENCE
from tests.browser.servers import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Response

    from tests.browser.hosts import Host

IS_VISIBLE = "() => document.visibilityState === 'visible'"

# Beyond it a text will not come any more, and the row fails [ms].
LIMIT = 60_000
# Resolves to the milliseconds between the next press of a key and every text being there: in the
# document, and painted if that is asked for.
ARM = """([key, selector, texts, painted, limit]) => {
    window.benchmark = new Promise((resolve, reject) => {
        let begun;
        const what = `${texts} in ${selector} after ${key}`;
        setTimeout(() => reject(new Error(`not within ${limit} ms: ${what}`)), limit);
        const end = () => resolve(performance.now() - begun);
        const onKey = event => {
            if (event.key !== key) return;
            begun = performance.now();
            document.removeEventListener('keydown', onKey, {capture: true});
        };
        document.addEventListener('keydown', onKey, {capture: true});
        const observer = new MutationObserver(() => {
            if (begun === undefined) return;
            const shown = document.querySelector(selector)?.textContent ?? '';
            if (!texts.every(text => shown.includes(text))) return;
            observer.disconnect();
            if (painted) requestAnimationFrame(() => setTimeout(end));
            else end();
        });
        // The place itself may have to come first.
        const root = document.querySelector(selector) ?? document.body;
        observer.observe(root, {subtree: true, childList: true, characterData: true});
    });
}"""
ANSWER = "() => window.benchmark"


class Stand:
    """One browser and what is served to it.

    Parameters
    ----------
    browser
        Every page is opened in a context of its own.
    home
        A folder for the servers' files.
    ends
        What ends the servers, in the order opposite to that in which they began.
    """

    def __init__(self, browser: Browser, home: Path, ends: ExitStack) -> None:
        self._browser = browser
        self._home = home
        self._ends = ends
        self._watchers: list[Callable[[Response], None]] = []

    def host(self, kind: str) -> Host:
        """Start JupyterLab, Notebook or Voila, as the browser tests have them."""
        server = Server(kind, self._home / kind, self._home / "attempts.txt")
        self._ends.callback(server.stop)
        host = HOSTS[kind](server, self.new_context)
        self._ends.callback(host.close)
        return host

    def streamlit(self, script: str, *, is_tuned: bool) -> Page:
        """Start a Streamlit server and open its app."""
        server = self._ends.enter_context(open_server(script, is_tuned=is_tuned))
        page = self.new_context().new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(server.url, wait_until="commit")
        return page

    def watch(self, note: Callable[[Response], None]) -> None:
        """Tell what is loaded into any page that is opened from now on."""
        self._watchers.append(note)

    def new_context(self) -> BrowserContext:
        """Open a browser context that is watched."""
        context = self._browser.new_context(viewport=SIZE)
        for note in self._watchers:
            context.on("response", note)
        return context


@contextmanager
def open_stand() -> Iterator[Stand]:
    """Start a browser; it ends with the block, and so does every server of its stand."""
    chromium = shutil.which("chromium")
    assert chromium, "this row needs chromium: apt-get install chromium"
    with ExitStack() as ends:
        home = Path(ends.enter_context(tempfile.TemporaryDirectory()))
        playwright = ends.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        ends.callback(browser.close)
        yield Stand(browser, home, ends)


def press(page: Page, keys: str, place: str, texts: list[str], *, painted: bool = False) -> float:
    """Press keys where the focus is; return the milliseconds until the texts were there.

    Parameters
    ----------
    keys
        As Playwright names them; the clock begins with the last of them going down.
    place
        A selector of what the texts appear in.
    painted
        Whether to wait for the frame, too.

    Raises
    ------
    playwright.sync_api.Error
        The texts did not come within a minute.
    """
    assert page.evaluate(IS_VISIBLE), "a page out of sight is throttled: bring it to the front"
    page.evaluate(ARM, [keys.rpartition("+")[2], place, texts, painted, LIMIT])
    page.keyboard.press(keys)
    return float(page.evaluate(ANSWER))
