"""Elements of an ordinary cell: drawn below it, each as soon as it is there."""

from __future__ import annotations

import sys
import threading
from typing import Any

from .errors import NoSessionContext
from .page import PageSink
from .patch import freeze
from .run import Run
from .session import kernel
from .sink import RollCall


def not_here(name: str) -> str:
    """Return what to say where only a script may draw."""
    return f"st.{name} was called outside a %%rerun cell; put %%rerun on the first line of the cell"


def outside(name: str) -> Run:
    """Return a run whose elements are drawn below an ordinary cell, each as soon as it is there."""
    shell = _shell()
    if shell is not None and threading.current_thread() is not threading.main_thread():
        raise NoSessionContext(
            f"st.{name} was called in a thread that belongs to no run; start it from the script, "
            "or with "
            "threading.Thread(target=contextvars.copy_context().run, args=(function,))"
        )
    if shell is None:
        return Run("", kernel, None)
    roll = RollCall()

    def listen(content: dict[str, Any]) -> None:
        if content.get("type") in {"hello", "here"}:
            roll.answer()
        elif content.get("type") == "gone":
            # The cell's output was cleared: nothing else would let go of what it showed.
            roll.begin(sink.page.call_roll, sink.close)

    sink = PageSink(lambda *_: None, listen, {"name": ""}, is_app=False)

    def show(run: Run) -> None:
        sink.commit(freeze(run.root), {})
        sink.output.show()

    return Run("", kernel, None, show)


def _shell() -> Any:
    interactive = sys.modules.get("IPython.core.interactiveshell")
    if interactive is None or not interactive.InteractiveShell.initialized():
        return None
    return interactive.InteractiveShell.instance()


class Nowhere(Run):
    """A run that nobody sees: what it prints goes to the kernel's log."""

    def print(self, name: str, text: str) -> None:
        """Write to where the kernel itself was started."""
        stream = sys.__stderr__ if name == "stderr" else sys.__stdout__
        if stream is not None:
            stream.write(text)
