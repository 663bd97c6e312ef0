"""A real kernel, and a client that reads its sockets on the thread that asks.

`tests/kernel/harness.py` models a browser; this one does as little as a client can, so that what is
timed is the kernel: it sends a comm message and reads until the run has come to its end.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import DELIM, Session

from bench import unlimited
from bench.rounds import Received
from tests.browser.servers import end_family
from tests.kernel.harness import launch

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the kernel; its content is read when it is asked for."""

    kind: str
    parent: str
    text: bytes
    size: int

    @classmethod
    def of(cls, frames: list[bytes]) -> Message:
        """Read the headers of what a socket received."""
        _, header, parent, _, content = frames[frames.index(DELIM) + 1 :][:5]
        size = sum(len(frame) for frame in frames)
        kind = json.loads(header)["msg_type"]
        return cls(kind, json.loads(parent).get("msg_id", ""), content, size)

    @property
    def content(self) -> dict[str, Any]:
        """What it says."""
        content: dict[str, Any] = json.loads(self.text)
        return content

    @property
    def is_comm(self) -> bool:
        """Whether it opens, uses or closes a comm."""
        return self.kind.startswith("comm_")

    @property
    def is_echo(self) -> bool:
        """Whether it tells other browsers what one has set."""
        return self.is_comm and self.content["data"].get("method") == "echo_update"

    def ends(self, msg_id: str) -> bool:
        """Whether it says that the kernel has done with a message."""
        return self.parent == msg_id and self.kind == "status" and b'"idle"' in self.text


class Kernel:
    """A kernel process with a client's shell and iopub."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        home = Path(self._folder.name)
        self._log = home / "stderr"
        key = uuid.uuid4().hex.encode()
        file, ports = write_connection_file(str(home / "kernel.json"), ip="127.0.0.1", key=key)
        self._session = Session(key=key)
        self._started = launch(Path(sys.executable), file, self._log, unlimited.__name__)
        self._context = zmq.Context()
        try:
            self.process = psutil.Process(self._started.pid)
            self._control = self._connect(zmq.DEALER, ports["control_port"])
            self._shell = self._connect(zmq.DEALER, ports["shell_port"])
            self._iopub = self._connect(zmq.SUB, ports["iopub_port"])
            self._iopub.subscribe(b"")
            self._wait_until_ready()
        except BaseException:
            self.close()
            raise

    def _connect(self, kind: int, port: int | str) -> zmq.Socket[bytes]:
        socket = self._context.socket(kind)
        # Without a limit: ZeroMQ would drop what a run of 5000 messages has beyond it.
        socket.rcvhwm = 0
        socket.connect(f"tcp://127.0.0.1:{port}")
        return socket

    def _wait_until_ready(self) -> None:
        """Ask until an answer comes also by iopub, whose subscription takes a moment."""
        give_up = time.monotonic() + TIMEOUT
        while time.monotonic() < give_up and self._started.poll() is None:
            asked = self.send("kernel_info_request", {})
            if self._shell.poll(1000) and self._comes_to_end(asked, 1000):
                return
        raise RuntimeError(f"the kernel did not start:\n{self._log.read_text()[-4000:]}")

    def _comes_to_end(self, msg_id: str, patience: int) -> bool:
        while self._iopub.poll(patience):
            if Message.of(self._iopub.recv_multipart()).ends(msg_id):
                return True
        return False

    def send(self, kind: str, content: dict[str, Any], subshell: str | None = None) -> str:
        """Send a message on shell; return its id."""
        message = self._session.msg(kind, content)
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        self._session.send(self._shell, message)
        return str(message["header"]["msg_id"])

    def read(self, timeout: float = TIMEOUT) -> Message:
        """Return the next message of iopub.

        Raises
        ------
        TimeoutError
            None came in this time.
        """
        if not self._iopub.poll(int(timeout * 1e3)):
            raise TimeoutError(
                f"nothing within {timeout} s; stderr: {self._log.read_text()[-2000:]}"
            )
        return Message.of(self._iopub.recv_multipart())

    def settle(self, quiet: float) -> list[Message]:
        """Return what comes until nothing has come for this time [s]."""
        found = []
        while self._iopub.poll(int(quiet * 1e3)):
            found.append(Message.of(self._iopub.recv_multipart()))
        return found

    def execute(self, code: str) -> list[Message]:
        """Execute a cell; return what came on iopub.

        Raises
        ------
        RuntimeError
            The cell raised.
        """
        asked = self.send("execute_request", {"code": code, "silent": False})
        found = [self.read()]
        while not found[-1].ends(asked):
            found.append(self.read())
            if found[-1].kind == "error":
                raise RuntimeError("\n".join(found[-1].content["traceback"]))
        return found

    def open_subshell(self) -> str:
        """Return a new subshell, where JupyterLab has comm messages handled."""
        message = self._session.msg("create_subshell_request", {})
        self._session.send(self._control, message)
        if not self._control.poll(int(TIMEOUT * 1e3)):
            raise TimeoutError("the kernel did not open a subshell")
        return str(Message.of(self._control.recv_multipart()).content["subshell_id"])

    def close(self) -> None:
        """End the kernel and forget what it wrote."""
        end_family(self._started)
        self._context.destroy(linger=0)
        self._folder.cleanup()


class KernelPage:
    """A page in a kernel of its own, with one slider whose comm is known.

    Parameters
    ----------
    kernel
        The kernel; the page has it for itself, and closes it.
    slider
        The id of the slider's comm.
    update
        Returns the state that its view sends for a value.
    last
        Returns the text that the last message of a run brings, by the value.
    subshell
        Where the messages are to be handled.
    """

    def __init__(
        self,
        kernel: Kernel,
        slider: str,
        update: Callable[[int], dict[str, Any]],
        last: Callable[[int], str],
        subshell: str | None = None,
    ) -> None:
        self.kernel = kernel
        self.process = kernel.process
        self._slider = slider
        self._update = update
        self._last = last
        self._subshell = subshell

    def set(self, value: int) -> str:
        """Send the slider's value; return the message's id."""
        data = {"method": "update", "state": self._update(value), "buffer_paths": []}
        content = {"comm_id": self._slider, "data": data}
        return self.kernel.send("comm_msg", content, self._subshell)

    def move(self, value: int) -> Received:
        """Send the value; return when its text has come and the message is dealt with."""
        self.kernel.settle(0)
        last = self._last(value).encode()
        messages = size = 0
        is_shown = is_done = False
        begun = time.perf_counter()
        asked = self.set(value)
        while not (is_shown and is_done):
            try:
                message = self.kernel.read()
            except TimeoutError as error:
                missing = "the end of the message" if is_shown else f"the text {last!r}"
                error.add_note(f"{missing} did not come; slider {self._slider}, value {value}")
                raise
            if message.is_comm:
                messages += 1
                size += message.size
                is_shown = is_shown or last in message.text
            is_done = is_done or message.ends(asked)
        return Received(time.perf_counter() - begun, messages, size)
