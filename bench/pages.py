"""The sides of a comparison over sockets: each a page with one slider, in a process of its own."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from bench.kernel import Kernel, KernelPage
from bench.mix import FIFTH, last, script
from bench.streamlit_client import StreamlitSession
from bench.streamlit_server import open_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    import psutil

    from bench.kernel import Message
    from bench.rounds import Received

OURS = "import ipyrerun as st"
THEIRS = "import streamlit as st"


class StreamlitPage:
    """A tab of a Streamlit server's app."""

    def __init__(self, session: StreamlitSession, process: psutil.Process) -> None:
        self.process = process
        self.session = session

    def move(self, value: int) -> Received:
        """Move the slider; return when the run has ended."""
        return self.session.move(value)


@contextmanager
def streamlit(count: int, *, is_tuned: bool) -> Iterator[StreamlitPage]:
    """Open the page in a server and in a session of its own."""
    with (
        open_server(f"{THEIRS}\n{script(count)}", is_tuned=is_tuned) as server,
        closing(StreamlitSession(server.stream)) as session,
    ):
        assert session.tally.deltas == count
        yield StreamlitPage(session, server.process)


@contextmanager
def ipyrerun(
    count: int, *, every: int = FIFTH, more: str = "", has_subshell: bool = False
) -> Iterator[KernelPage]:
    """Open the page in a kernel of its own, with a view that is in step with it."""
    with closing(Kernel()) as kernel:
        kernel.execute(OURS)
        opened = _opened(kernel.execute(f"%%rerun\n{script(count, every)}{more}"))
        slider = _find(opened, _view_name="SliderView")
        page = _find(opened, _model_name="PageModel")
        subshell = kernel.open_subshell() if has_subshell else None
        greeting = {"type": "hello", "epoch": opened[page]["epoch"], "seq": opened[page]["seq"]}
        data = {"method": "custom", "content": greeting}
        kernel.send("comm_msg", {"comm_id": page, "data": data}, subshell)

        def update(value: int) -> dict[str, Any]:
            return {"value": value, "edit": ["bench", value]}

        yield KernelPage(kernel, slider, update, last(count), subshell)


def bare_exec(count: int) -> AbstractContextManager[KernelPage]:
    """Open the floor: a comm whose handler executes the script with functions that do nothing."""
    return _peer("bare_exec", count, "Echo")


def bare_widgets(count: int) -> AbstractContextManager[KernelPage]:
    """Open a page of bare ipywidgets."""
    return _peer("bare_widgets", count, "IntSliderModel")


def reacton(count: int) -> AbstractContextManager[KernelPage]:
    """Open a page that Reacton renders."""
    return _peer("reacton_page", count, "IntSliderModel")


@contextmanager
def _peer(name: str, count: int, model: str) -> Iterator[KernelPage]:
    with closing(Kernel()) as kernel:
        opened = _opened(kernel.execute(f"from bench import mix\nkept = mix.{name}({count})"))
        slider = _find(opened, _model_name=model)
        yield KernelPage(kernel, slider, lambda value: {"value": value}, last(count))


def _opened(messages: list[Message]) -> dict[str, dict[str, Any]]:
    """Return the states of the comms that these messages open."""
    contents = [message.content for message in messages if message.kind == "comm_open"]
    return {content["comm_id"]: content["data"]["state"] for content in contents}


def _find(opened: dict[str, dict[str, Any]], **state: str) -> str:
    (found,) = (
        id_ for id_, has in opened.items() if all(has.get(k) == v for k, v in state.items())
    )
    return found
