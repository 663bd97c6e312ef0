"""A function in several threads at the same time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

WAIT = 60.0
T = TypeVar("T")


def at_once(call: Callable[[T], object], given: Iterable[T]) -> None:
    """Call a function with each of these, in a thread each; wait for all of them."""
    threads = [threading.Thread(target=call, args=(one,)) for one in given]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT)
        assert not thread.is_alive()
