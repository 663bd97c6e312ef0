"""A Streamlit session over its websocket: what a browser tab asks, and what comes back.

It reads messages on the thread that asks, so that a rerun is timed without a change of threads.
"""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

from bench.rounds import Received

if TYPE_CHECKING:
    from collections.abc import Iterator

TIMEOUT = 120.0
AT_ONCE = 1 << 18


class Tally:
    """Counts a session's messages, and knows when a run has come to its end.

    A run begins with its `new_session` and ends with the `script_finished` that names the same run:
    the end of the run before may still be on its way when the next is asked for.
    """

    def __init__(self) -> None:
        self.slider = ""
        self._run: str | None = None
        self.begin()

    def begin(self) -> None:
        """Count anew, for a run that is asked for now."""
        self._run = None
        self.is_finished = False
        self.messages = self.bytes = self.deltas = 0

    def take(self, payload: bytes) -> None:
        """Count one message."""
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        self.messages += 1
        self.bytes += len(payload)
        run = message.metadata.run.script_run_id
        if kind == "delta":
            self.deltas += 1
            self._look_at(message)
        elif kind == "new_session":
            self._run = run
        elif kind == "script_finished" and run == self._run:
            if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                status = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
                raise RuntimeError(f"a run of Streamlit's ended with {status}")
            self.is_finished = True

    def _look_at(self, message: ForwardMsg) -> None:
        kind = message.delta.new_element.WhichOneof("type")
        if kind == "slider":
            self.slider = message.delta.new_element.slider.id
        elif kind == "exception":
            raised = message.delta.new_element.exception
            raise RuntimeError(f"Streamlit's script raised {raised.type}: {raised.message}")


class StreamlitSession:
    """One tab: connects, has the app run once, and moves the app's only slider.

    Parameters
    ----------
    stream
        The websocket's address (`StreamlitServer.stream`).
    """

    def __init__(self, stream: str) -> None:
        place = urlsplit(stream)
        assert place.hostname
        assert place.port
        self.tally = Tally()
        self._ended = False
        self._socket = socket.create_connection((place.hostname, place.port), TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # Without the compression that a browser's handshake offers: the server leaves it off, too.
        self._protocol = ClientProtocol(parse_uri(stream), max_size=None)
        self._protocol.send_request(self._protocol.connect())
        self._flush()
        while self._protocol.state is State.CONNECTING:
            self._receive()
        self.first = self._run(BackMsg())

    def move(self, value: float) -> Received:
        """Move the slider; return when its run has ended."""
        asked = BackMsg()
        states = asked.rerun_script.widget_states
        states.widgets.add(id=self.tally.slider).double_array_value.data.append(value)
        return self._run(asked)

    def _run(self, asked: BackMsg) -> Received:
        tally = self.tally
        self.settle()
        tally.begin()
        asked.rerun_script.query_string = ""
        text = asked.SerializeToString()
        begun = time.perf_counter()
        self._protocol.send_binary(text)
        self._flush()
        while not tally.is_finished:
            for payload in self._receive():
                tally.take(payload)
        seconds = time.perf_counter() - begun
        return Received(seconds, tally.messages, tally.bytes)

    def settle(self) -> None:
        """Take what has come since the last run ended."""
        self._socket.setblocking(False)
        try:
            while True:
                for payload in self._receive():
                    self.tally.take(payload)
        except BlockingIOError:
            pass
        finally:
            self._socket.settimeout(TIMEOUT)

    def _receive(self) -> Iterator[bytes]:
        """Wait for bytes; return the messages that they complete."""
        data = self._socket.recv(AT_ONCE)
        if not data:
            raise ConnectionError("Streamlit's server has ended the connection")
        self._protocol.receive_data(data)
        self._flush()
        if self._protocol.handshake_exc is not None:
            raise self._protocol.handshake_exc
        return self._payloads()

    def _payloads(self) -> Iterator[bytes]:
        for event in self._protocol.events_received():
            if isinstance(event, Frame) and event.opcode is Opcode.BINARY:
                assert event.fin, "Streamlit's server sends each message in one frame"
                yield bytes(event.data)

    def _flush(self) -> None:
        """Send what the protocol has to say: what was asked, and answers to pings."""
        for data in self._protocol.data_to_send():
            if data:
                self._socket.sendall(data)

    def close(self) -> None:
        """Close the tab."""
        self._socket.close()
