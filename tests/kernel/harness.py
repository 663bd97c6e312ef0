"""A real kernel, and a model of the browser in front of it.

`Kernel` starts ipykernel with a chosen interpreter. One thread owns all sockets, so that nothing is
lost and nothing is read twice; it feeds `Browser`, which keeps the widget models as JupyterLab's
widget manager does, and `Page`, which applies ipyrerun's patches (docs/architecture.md, section 3;
written from the document, not from `ipyrerun.patch`).
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import zmq
from jupyter_client.connect import write_connection_file
from jupyter_client.session import Session

from tests.kernel.browser_model import Browser
from tests.kernel.execution import Execution, Message
from tests.kernel.rest import is_at_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
INTERPRETERS = {
    "6.29": ROOT / ".venvs/ipykernel-6.29/bin/python",
    "7.3": ROOT / ".venvs/ipykernel-7.3/bin/python",
    "main": Path(sys.executable),
}
TIMEOUT = 60.0
_CHANNELS = {"shell": zmq.DEALER, "iopub": zmq.SUB, "control": zmq.DEALER, "stdin": zmq.DEALER}


def launch(
    python: Path, file: str, log: Path, module: str = "ipykernel_launcher"
) -> subprocess.Popen[bytes]:
    """Start ipykernel on the ports of a connection file, with settings of its own beside that."""
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "JPY_PARENT_PID": str(os.getpid()),
        "IPYTHONDIR": str(Path(file).with_name("ipython")),
        "PYTHONWARNINGS": "default",
        # debugpy otherwise prints a note of its own into some cell.
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    with log.open("wb") as errors:
        return subprocess.Popen(
            [str(python), "-m", module, "-f", file],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            start_new_session=True,
        )


class Kernel:
    """A running kernel, a client's sockets, and the browser's models.

    Parameters
    ----------
    python
        The interpreter that runs ipykernel.
    """

    def __init__(self, python: Path) -> None:
        if not python.exists():
            raise FileNotFoundError(
                f"{python} is missing; `make test` creates the test environments"
            )
        self.changed = threading.Condition()
        self.log: list[Message] = []
        self.browser = Browser(self)
        self.answer_input: Callable[[str], str] | None = None
        self.subshell: str | None = None
        self._replies: dict[str, Message] = {}
        self._executions: dict[str, Execution] = {}
        # Comm messages and questions of ours that the kernel has not done with.
        self._unhandled: set[str] = set()
        self._questions: set[str] = set()
        # How many messages came that answer no question.
        self._heard = 0
        self._outbox: queue.SimpleQueue[tuple[str, Message]] = queue.SimpleQueue()
        self._is_closing = False
        # A kernel asks nobody for input whose stdin socket it does not know yet.
        self._can_be_asked = False
        # Nobody has a kernel yet to close whose start fails: what it holds is given up here.
        with contextlib.ExitStack() as held:
            self._start(python, held)
            self._await_start()
            self._held = held.pop_all()

    def _start(self, python: Path, held: contextlib.ExitStack) -> None:
        """Start the process and the thread; say what has to be given up in the end."""
        folder = held.enter_context(tempfile.TemporaryDirectory())
        file = str(Path(folder, "kernel.json"))
        self._errors = Path(folder, "stderr")
        key = uuid.uuid4().hex.encode()
        _, info = write_connection_file(file, ip="127.0.0.1", key=key)
        self._ports: dict[str, Any] = dict(info)
        self.session = Session(key=key)
        self.process = launch(python, file, self._errors)
        held.callback(self._end_process)
        self._read_end, self._write_end = os.pipe()
        for end in (self._read_end, self._write_end):
            held.callback(os.close, end)
        self._thread = threading.Thread(target=self._serve, name="kernel sockets", daemon=True)
        self._thread.start()
        held.callback(self._end_thread)

    def _await_start(self) -> None:
        """Ask until the kernel answers, its iopub is subscribed, and it knows our stdin."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"the kernel ended: {self.errors}")
            with contextlib.suppress(TimeoutError):
                self._ask("shell", 1.0)
                self.wait_for(lambda: self._can_be_asked)
                return
        raise TimeoutError(f"the kernel did not start: {self.errors}")

    def _ask(self, channel: str, seconds: float) -> None:
        """Ask the kernel who it is, and wait for all of the answer."""
        with self.changed:
            asked = self.send(channel, "kernel_info_request", {})
            self._questions.add(asked)
            self._unhandled.add(asked)
        try:
            self.wait_for(lambda: self._is_answered(asked), seconds)
        finally:
            self._unhandled.discard(asked)

    def _is_answered(self, msg_id: str) -> bool:
        return msg_id in self._replies and msg_id not in self._unhandled

    @property
    def errors(self) -> str:
        """What the kernel process itself wrote to its stdout and stderr."""
        return self._errors.read_text(errors="replace")

    # -- sockets -----------------------------------------------------------------------------------

    def _serve(self) -> None:
        context = zmq.Context()
        sockets = {name: self._connect(context, name) for name in _CHANNELS}
        names = {socket: name for name, socket in sockets.items()}
        greeted = sockets["stdin"].get_monitor_socket(zmq.Event.HANDSHAKE_SUCCEEDED)
        poller = zmq.Poller()
        for socket in [*names, greeted, self._read_end]:
            poller.register(socket, zmq.POLLIN)
        while not self._is_closing:
            for socket, _ in poller.poll():
                if socket == self._read_end:
                    os.read(self._read_end, 4096)
                elif socket == greeted:
                    socket.recv_multipart()
                    with self.changed:
                        self._can_be_asked = True
                        self.changed.notify_all()
                else:
                    self._receive(names[socket], socket)
            while not self._outbox.empty():
                channel, message = self._outbox.get()
                # Not afterwards: the kernel may have begun by then, and would seem faster.
                sent = time.time()
                self.session.send(sockets[channel], message)
                # Under the lock: whoever sent it holds that until it is known what was sent.
                with self.changed:
                    execution = self._executions.get(message["header"]["msg_id"])
                    if execution is not None:
                        execution.sent = sent
        sockets["stdin"].disable_monitor()
        context.destroy(linger=500)

    def _connect(self, context: zmq.Context[zmq.Socket[bytes]], name: str) -> zmq.Socket[bytes]:
        socket = context.socket(_CHANNELS[name])
        # ZeroMQ drops what exceeds its default of 1000 waiting messages.
        socket.rcvhwm = 0
        if name == "iopub":
            socket.subscribe(b"")
        else:
            # The kernel asks for input on stdin under the name that it knows from shell.
            socket.identity = self.session.bsession
        socket.connect(f"tcp://127.0.0.1:{self._ports[f'{name}_port']}")
        return socket

    def _receive(self, channel: str, socket: zmq.Socket[bytes]) -> None:
        frames = socket.recv_multipart()
        _, parts = self.session.feed_identities(frames)
        message = self.session.deserialize(parts)
        message["channel"] = channel
        message["bytes"] = sum(len(part) for part in parts)
        message["received"] = time.monotonic()
        with self.changed:
            self.log.append(message)
            self._take(channel, message)
            self.changed.notify_all()

    def _take(self, channel: str, message: Message) -> None:
        parent = message["parent_header"].get("msg_id", "")
        execution = self._executions.get(parent)
        self._heard += parent not in self._questions
        if channel == "iopub":
            kind = message["msg_type"]
            if kind == "status" and message["content"]["execution_state"] == "idle":
                self._unhandled.discard(parent)
            if kind.startswith("comm_"):
                self.browser.take(message)
            elif execution is not None and kind == "status":
                execution.is_idle = message["content"]["execution_state"] == "idle"
            elif execution is not None:
                execution.outputs.append(message)
        elif channel == "stdin":
            if self.answer_input is not None:
                self.send(
                    "stdin",
                    "input_reply",
                    {"value": self.answer_input(message["content"]["prompt"])},
                )
        else:
            self._replies[parent] = message
            if execution is not None:
                execution.reply = message

    def send(
        self,
        channel: str,
        kind: str,
        content: dict[str, Any],
        *,
        metadata: dict[str, Any] | None = None,
        subshell: str | None = None,
    ) -> str:
        """Send a message; return its id."""
        with self.changed:
            message = self.session.msg(kind, content, metadata=metadata)
        if subshell is not None:
            message["header"]["subshell_id"] = subshell
        if kind.startswith("comm_"):
            self._unhandled.add(message["header"]["msg_id"])
        self._outbox.put((channel, message))
        os.write(self._write_end, b"x")
        return message["header"]["msg_id"]

    # -- what a notebook does ----------------------------------------------------------------------

    def execute_async(
        self, code: str, *, cell_id: str | None = None, allow_stdin: bool = False
    ) -> Execution:
        """Execute a cell without waiting for it."""
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": allow_stdin,
            "stop_on_error": True,
        }
        metadata = {"cellId": cell_id} if cell_id is not None else {}
        # Under the lock, so that the answer cannot arrive before it is known what it answers.
        with self.changed:
            msg_id = self.send("shell", "execute_request", content, metadata=metadata)
            execution = self._executions[msg_id] = Execution(msg_id)
        return execution

    def execute(
        self,
        code: str,
        *,
        cell_id: str | None = None,
        allow_stdin: bool = False,
        timeout: float = TIMEOUT,
    ) -> Execution:
        """Execute a cell, wait for its end; raise what it raised."""
        execution = self.finish(
            self.execute_async(code, cell_id=cell_id, allow_stdin=allow_stdin), timeout
        )
        if execution.error is not None:
            assert execution.reply is not None
            raise RuntimeError("\n".join(execution.reply["content"]["traceback"]))
        return execution

    def finish(self, execution: Execution, timeout: float = TIMEOUT) -> Execution:
        """Wait for the end of a cell, however it ends."""
        self.wait_for(lambda: execution.is_done, timeout)
        return execution

    def interrupt(self) -> None:
        """Interrupt the kernel as the toolbar's button does."""
        self.process.send_signal(signal.SIGINT)

    def open_subshell(self) -> str:
        """Send the browser's comm messages to a subshell from now on, as JupyterLab 4.6 does."""
        asked = self.send("control", "create_subshell_request", {})
        self.wait_for(lambda: asked in self._replies)
        self.subshell = self._replies[asked]["content"]["subshell_id"]
        return self.subshell

    def wait_for(self, condition: Callable[[], Any], timeout: float = TIMEOUT) -> Any:
        """Wait until the condition holds; return what it returned."""
        deadline = time.monotonic() + timeout
        with self.changed:
            while not (found := condition()):
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError(
                        f"not within {timeout} s; the kernel wrote: {self.errors[-2000:]!r}"
                    )
                self.changed.wait(left)
            return found

    def settle(self, quiet: float = 0.3, timeout: float = TIMEOUT) -> None:
        """Wait until all that was sent is done, and `quiet` seconds passed without anything.

        A kernel that a loaded machine gives no processor is silent too, and so is one whose
        messages lie unread at our own sockets; neither has settled.
        """
        deadline = time.monotonic() + timeout
        while self.process.poll() is None:
            heard = self._await_rest(quiet, deadline)
            # What was published before this answer arrives before it.
            self._ask("control", deadline - time.monotonic())
            if self._heard == heard:
                return

    def _await_rest(self, quiet: float, deadline: float) -> int:
        """Wait for silence and sleep; return how much had been heard by then."""
        with self.changed:
            since, heard = time.monotonic(), self._heard
            while time.monotonic() - since < quiet:
                if time.monotonic() > deadline:
                    raise TimeoutError("the kernel did not come to rest, or went on sending")
                self.changed.wait(quiet / 10)
                is_busy = self._unhandled or not is_at_rest(self.process.pid)
                if is_busy or heard != self._heard:
                    since, heard = time.monotonic(), self._heard
        return heard

    @contextlib.contextmanager
    def traffic(self, quiet: float = 0.3) -> Iterator[list[Message]]:
        """Collect the kernel's comm messages of the body and of what follows from it."""
        collected: list[Message] = []
        start = len(self.log)
        yield collected
        self.settle(quiet)
        with self.changed:
            collected += [
                m
                for m in self.log[start:]
                if m["channel"] == "iopub" and m["msg_type"].startswith("comm_")
            ]

    def close(self) -> None:
        """End the kernel and the sockets."""
        self.send("control", "shutdown_request", {"restart": False})
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        self._held.close()

    def _end_thread(self) -> None:
        self._is_closing = True
        os.write(self._write_end, b"x")
        self._thread.join(5)

    def _end_process(self) -> None:
        self.process.kill()
        self.process.wait(10)
