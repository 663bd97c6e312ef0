"""Where the trees of an app go, and whether anybody still looks at them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from .patch import Ranges
    from .tree import Node

ROLL_CALL = 2.0

# A block that is shown, and what it holds from now on.
Part = tuple["Node", list["Node"]]
# A node as it was shown, without what it holds, and as it is.
Touched = tuple["Node", "Node"]


class Sink(Protocol):
    """Where the trees of an app go: a page, or a test's recorder."""

    shown: Node

    def commit(self, root: Node, stale: Ranges) -> None:
        """Show this tree."""

    def amend(self, parts: list[Part], stale: Ranges, touched: list[Touched]) -> None:
        """Show other contents of some blocks of the tree that is shown, and what was touched."""

    def settle(self) -> None:
        """Take note that the first complete tree is shown."""

    def tell(self, status: dict[str, Any]) -> None:
        """Show whether a run is under way."""

    def widget(self, slot: str) -> Any:
        """Return the live widget of a slot, or None."""

    def close(self) -> None:
        """Show nothing any more."""


def put(parts: list[Part]) -> None:
    """Let blocks hold something else."""
    for block, children in parts:
        block.children = children


class RollCall:
    """Finds out whether a page is still shown somewhere."""

    def __init__(self) -> None:
        self.last_answer = 0.0

    def answer(self) -> bool:
        """Take note of a view; return whether it is the first."""
        is_first = not self.last_answer
        self.last_answer = time.monotonic()
        return is_first

    def begin(self, ask: Callable[[], None], on_silence: Callable[[], None]) -> None:
        """Ask the views, and do something if none has answered after `ROLL_CALL` seconds."""
        asked = time.monotonic()
        ask()

        def conclude() -> None:
            if self.last_answer < asked:
                on_silence()

        timer = threading.Timer(ROLL_CALL, conclude)
        timer.daemon = True
        timer.start()
