"""What the benchmarks over sockets take for a run's end, and for the cost of one side's turns."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zmq
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench import mix
from bench.kernel import Kernel, Message
from bench.rounds import Received, Turns, take_turns
from bench.streamlit_client import Tally


def new_session(run: str) -> bytes:
    message = ForwardMsg()
    message.metadata.run.script_run_id = run
    message.new_session.name = "app"
    return message.SerializeToString()


def finished(run: str, status: Any = ForwardMsg.FINISHED_SUCCESSFULLY) -> bytes:
    message = ForwardMsg()
    message.metadata.run.script_run_id = run
    message.script_finished = status
    return message.SerializeToString()


def delta(**element: dict[str, str]) -> bytes:
    message = ForwardMsg()
    for kind, fields in element.items():
        for name, value in fields.items():
            setattr(getattr(message.delta.new_element, kind), name, value)
    return message.SerializeToString()


def test_the_end_of_the_run_before_is_not_the_end_of_this_one():
    tally = Tally()
    tally.take(finished("one"))
    assert not tally.is_finished
    tally.take(new_session("two"))
    tally.take(finished("one"))
    assert not tally.is_finished
    tally.take(finished("two"))
    assert tally.is_finished


def test_a_run_is_all_messages_and_their_bytes():
    tally = Tally()
    sent = [
        new_session("one"),
        delta(slider={"id": "s"}),
        delta(text={"body": "t"}),
        finished("one"),
    ]
    for payload in sent:
        tally.take(payload)

    assert (tally.messages, tally.deltas, tally.slider) == (4, 2, "s")
    assert tally.bytes == sum(len(payload) for payload in sent)
    tally.begin()
    assert (tally.messages, tally.bytes, tally.deltas, tally.is_finished) == (0, 0, 0, False)
    assert tally.slider == "s"


def test_a_run_that_failed_is_no_measurement():
    tally = Tally()
    tally.take(new_session("one"))
    with pytest.raises(RuntimeError, match="FINISHED_EARLY_FOR_RERUN"):
        tally.take(finished("one", ForwardMsg.FINISHED_EARLY_FOR_RERUN))
    with pytest.raises(RuntimeError, match="ValueError: bad"):
        tally.take(delta(exception={"type": "ValueError", "message": "bad"}))


def wire(kind: str, content: dict[str, object], parent: str = "asked") -> Message:
    parts: list[object] = [{"msg_type": kind}, {"msg_id": parent}, {}, content]
    frames = [b"topic", b"<IDS|MSG>", b"signature", *(json.dumps(one).encode() for one in parts)]
    return Message.of([*frames, b"buffer"])


def test_a_kernel_s_message_says_what_it_is():
    echo = wire("comm_msg", {"data": {"method": "echo_update"}})
    patch = wire("comm_msg", {"data": {"method": "custom"}})
    idle = wire("status", {"execution_state": "idle"})

    assert (echo.is_comm, echo.is_echo) == (True, True)
    assert (patch.is_comm, patch.is_echo) == (True, False)
    assert (idle.is_comm, idle.is_echo) == (False, False)
    assert idle.ends("asked")
    assert not idle.ends("another")
    assert not wire("status", {"execution_state": "busy"}).ends("asked")
    assert echo.size == patch.size + len("echo_update") - len("custom")


class Clock:
    """A process whose every move takes a tenth of a second."""

    user, system = 5.0, 1.0
    # Nobody's, who never does anything.
    pid = 0

    def cpu_times(self):
        return self


class Page:
    def __init__(self, name, journal):
        self.name, self.journal, self.process = name, journal, Clock()

    def move(self, value):
        self.journal.append((self.name, value))
        self.process.user += 0.1
        return Received(float(value), 1, 1)


def test_sides_go_once_a_round_in_an_order_of_chance_and_pay_for_their_own_rounds_only():
    journal: list[tuple[str, int]] = []

    sides: dict[str, Any] = {name: Page(name, journal) for name in "ab"}

    turns = take_turns(sides, 8)

    rounds = [journal[i : i + 2] for i in range(6, 22, 2)]
    assert [sorted(one) for one in rounds] == [[("a", n), ("b", n)] for n in range(4, 12)]
    assert {one[0][0] for one in rounds} == {"a", "b"}
    assert turns["a"].cpu == pytest.approx(0.1)
    assert [one.seconds for one in turns["a"].received] == [*range(4, 12)]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="rest is looked up in /proc")
@pytest.mark.parametrize("late", [0.0, 0.03])
def test_a_side_is_not_asked_while_another_one_is_still_at_work(late: float, monkeypatch):
    sleep = time.sleep
    # As when the machine is too busy to wake the bench up in time.
    monkeypatch.setattr(time, "sleep", lambda seconds: sleep(seconds + late))
    at_work: list[subprocess.Popen[bytes]] = []
    overlaps: list[subprocess.Popen[bytes]] = []

    class Busy(Page):
        def move(self, value):
            overlaps.extend(one for one in at_work if one.poll() is None)
            at_work.append(subprocess.Popen([sys.executable, "-c", "sum(range(4_000_000))"]))
            self.process.pid = at_work[-1].pid
            return super().move(value)

    take_turns(dict[str, Any]({name: Busy(name, []) for name in "ab"}), 2)

    assert [one.wait() for one in at_work] == [0] * 10
    assert overlaps == []


def test_who_is_far_behind_gets_everything_that_a_kernel_has_published():
    count = 4_000
    publish = "publish_display_data({'text/plain': '.' * 2_500})"
    with closing(Kernel()) as kernel, kernel._context.socket(zmq.SUB) as behind:
        # More lies with the kernel than a socket keeps by default.
        behind.rcvhwm, behind.rcvbuf = 1, 4096
        behind.connect(kernel._iopub.get_string(zmq.LAST_ENDPOINT))
        behind.subscribe(b"")
        while not behind.poll(100):
            kernel.execute("from IPython.display import publish_display_data")

        kernel.execute(f"for _ in range({count}): {publish}")

        got = 0
        while got < count and behind.poll(5_000):
            got += Message.of(behind.recv_multipart()).kind == "display_data"
        assert got == count


def test_sides_are_compared_round_by_round():
    slow = Turns([Received(seconds, 1, 1) for seconds in (1.0, 20.0, 300.0)], 0.0)
    fast = Turns([Received(seconds, 1, 1) for seconds in (0.5, 10.0, 100.0)], 0.0)

    assert slow.over(fast).value == 2
    assert fast.over(slow).value == 0.5


@pytest.mark.parametrize("count", [10, 100, 1000, 5000])
def test_a_fifth_of_the_page_follows_the_slider_and_the_last_output_does(count: int):
    shown: list[str] = []
    stub = {name: lambda *text: shown.append(" ".join(map(str, text))) for name in mix.OUTPUTS}
    for n in (0, 7):
        page = type(
            "st",
            (),
            {**{k: staticmethod(v) for k, v in stub.items()}, "slider": lambda *_, n=n, **__: n},
        )
        exec(mix.script(count), {"st": page})

    before, after = shown[: count - 1], shown[count - 1 :]
    changed = [i for i in range(count - 1) if before[i] != after[i]]
    assert changed == list(mix.followers(count))
    assert len(changed) == count // 5
    assert after[-1] == mix.last(count)(7)
