"""Real notebook servers, each a process of its own with a home of its own."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

GUARD = Path(__file__).parent / "guard"
START_TIMEOUT = 120.0
STOP_TIMEOUT = 20.0

COMMON = (
    "--no-browser",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.allow_root=True",
    "--ServerApp.terminals_enabled=False",
    "--ServerApp.port_retries=0",
    "--LanguageServerManager.autodetect=False",
    "--KernelManager.shutdown_wait_time=2",
)
# Its commands and its widgets are then reachable from a test, as the option's own help says.
LAB = (*COMMON, "--LabApp.expose_app_in_browser=True")
NOTEBOOK = (*COMMON, "--JupyterNotebookApp.expose_app_in_browser=True")
VOILA = (
    "--no-browser",
    "--template=ipyrerun",
    "--Voila.ip=127.0.0.1",
    "--Voila.port_retries=0",
    "--KernelManager.shutdown_wait_time=2",
)
COMMANDS = {
    "lab": ("jupyterlab", LAB),
    "notebook": ("notebook", NOTEBOOK),
    "voila": ("voila", VOILA),
}
# Lab asks on its first start whether it may fetch news; here the answer is given.
NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """One running server of a kind, with `extra` options, serving the notebooks of `folder`."""

    kind: str
    home: Path
    network_record: Path
    extra: tuple[str, ...] = ()
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.folder = self.home / "notebooks"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log = self.home / "server.log"
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = self._start()
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        module, options = COMMANDS[self.kind]
        app = "Voila" if self.kind == "voila" else "ServerApp"
        token = "--Voila.token" if self.kind == "voila" else "--IdentityProvider.token"
        where = (
            [str(self.folder)] if self.kind == "voila" else [f"--ServerApp.root_dir={self.folder}"]
        )
        command = [sys.executable, "-m", module, *where, *options, *self.extra]
        command += [f"--{app}.port={self.port}", f"{token}={self.token}"]
        with self.log.open("wb") as log:
            return subprocess.Popen(
                command, env=self._environment(), cwd=self.folder, stdout=log, stderr=log
            )

    def _environment(self) -> dict[str, str]:
        """Return this process's environment with nothing of the user's Jupyter in it."""
        kept = {
            name: value
            for name, value in os.environ.items()
            # Coverage would slow the kernels that the browser tests measure.
            if not name.startswith(("JUPYTER", "IPYTHON", "COVERAGE_", "PYTEST_", "VOILA"))
        }
        settings = self.home / "settings"
        news = settings / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
        news.parent.mkdir(parents=True)
        news.write_text(json.dumps(NO_NEWS))
        folders = {
            "HOME": self.home,
            "JUPYTER_CONFIG_DIR": self.home / "config",
            "JUPYTER_DATA_DIR": self.home / "data",
            "JUPYTER_RUNTIME_DIR": self.home / "runtime",
            "JUPYTERLAB_SETTINGS_DIR": settings,
            "JUPYTERLAB_WORKSPACES_DIR": self.home / "workspaces",
            "IPYTHONDIR": self.home / "ipython",
            "MPLCONFIGDIR": self.home / "matplotlib",
            "PYTHONPATH": GUARD,
            "RERUN_NETWORK_RECORD": self.network_record,
        }
        return kept | {name: str(folder) for name, folder in folders.items()}

    def _wait_until_ready(self) -> None:
        give_up = time.monotonic() + START_TIMEOUT
        while time.monotonic() < give_up:
            if self.process.poll() is not None:
                break
            try:
                self.ask("/voila/static/" if self.kind == "voila" else "/api/status")
            except urllib.error.HTTPError:
                return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"{self.kind} did not start:\n{self.log.read_text()[-4000:]}")

    def ask(self, path: str, method: str = "GET") -> Any:
        """Return the server's JSON answer to a request, None if it says nothing."""
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", f"token {self.token}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
        return json.loads(body) if body.startswith((b"{", b"[")) else None

    def kernel_process(self, kernel_id: str) -> psutil.Process:
        """Return the process behind a kernel's id."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            try:
                words = process.cmdline()
            except (psutil.NoSuchProcess, psutil.ZombieProcess):
                continue
            if any(kernel_id in word for word in words):
                return process
        raise LookupError(f"no process of the {self.kind} server has the kernel {kernel_id}")

    def end_kernel(self, kernel_id: str) -> None:
        """Shut a kernel down; one that is gone already is as good."""
        try:
            self.ask(f"/api/kernels/{kernel_id}", "DELETE")
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise

    def stop(self) -> None:
        """End the server and whatever it started."""
        end_family(self.process)


def end_family(process: subprocess.Popen[bytes]) -> None:
    """End a process that this one started, and whatever that started."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in family:
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue
