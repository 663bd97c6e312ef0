"""Who tried to leave the machine: the browser, the notebook server, its kernels."""

from __future__ import annotations

import ipaddress
import socketserver
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

NETWORK_SCHEMES = {"http", "https", "ws", "wss", "ftp"}
# Chromium asks these for itself, whatever it shows. If a page asks, its request event tells.
CHROMIUM_OWN = {
    "accounts.google.com",
    "android.clients.google.com",
    "clients2.google.com",
    "content-autofill.googleapis.com",
    "mtalk.google.com",
    "optimizationguide-pa.googleapis.com",
    "redirector.gvt1.com",
    "safebrowsing.googleapis.com",
    "update.googleapis.com",
}


def is_local(url: str) -> bool:
    """Tell whether a browser needs no other machine to follow this address."""
    parts = urlsplit(url)
    if parts.scheme not in NETWORK_SCHEMES or parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False


class _Refuse(socketserver.StreamRequestHandler):
    """A proxy that writes down what it was asked for and grants nothing."""

    def handle(self) -> None:
        verb, target, *_ = [*self.rfile.readline(4096).decode(errors="replace").split(), "", ""]
        host = urlsplit(target if "://" in target else f"//{target}").hostname
        assert isinstance(self.server, _Proxy)
        if host not in CHROMIUM_OWN:
            self.server.asked.append(f"{verb} {target}")
        self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n")


class _Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Refuse)
        self.asked: list[str] = []


@dataclass
class Network:
    """Every attempt to reach another machine since the last `take`.

    The browser's are seen twice. Its own events name each request of a page. The proxy is asked for
    all but loopback, so it also meets what has no event (preconnect, workers); it lets nothing out.
    """

    kernel_record: Path
    asked_by_pages: list[str] = field(default_factory=list)
    proxy: _Proxy = field(default_factory=_Proxy)
    _read: int = 0

    def start(self) -> None:
        """Serve the proxy until `stop`."""
        self.kernel_record.touch()
        threading.Thread(target=self.proxy.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """End the proxy."""
        self.proxy.shutdown()
        self.proxy.server_close()

    @property
    def browser_args(self) -> list[str]:
        """What Chromium needs so that all but loopback goes to the proxy."""
        return [f"--proxy-server=http://127.0.0.1:{self.proxy.server_address[1]}"]

    def watch(self, context: BrowserContext) -> None:
        """Record the requests and websockets of every page of a browser context."""
        context.on("request", lambda request: self._note("request", request.url))
        context.on("page", self._watch_page)

    def take(self) -> list[str]:
        """Return the attempts since the last call, and forget them."""
        text = self.kernel_record.read_text()
        attempts = [*self.asked_by_pages, *(f"proxy {asked}" for asked in self.proxy.asked)]
        attempts += text[self._read :].splitlines()
        self.asked_by_pages.clear()
        self.proxy.asked.clear()
        self._read = len(text)
        return attempts

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self._note("websocket", socket.url))

    def _note(self, what: str, url: str) -> None:
        if not is_local(url):
            self.asked_by_pages.append(f"{what} {url}")
