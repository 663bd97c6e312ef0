"""What a button that saves a file is remembered by, and what answers a click on it."""

from __future__ import annotations

from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from ..outside import Nowhere
from ..run import enter

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..offers import File
    from ..run import Run

# To find an equal call of a longer text is slower than to make its button anew.
_LONGEST = 10_000


def told_by(data: Any, on_click: Any) -> tuple[Any, ...] | None:
    """Return on what a download depends besides its parameters; None if on too much."""
    kind = type(data)
    is_plain = kind in (str, bytes) and len(data) <= _LONGEST
    return (kind, data, on_click == "ignore") if is_plain else None


def server_of(run: Run, offer: Callable[[], File]) -> Callable[[dict[str, Any]], File]:
    """Return what answers a click; the run is over by then, and is not kept for it."""
    app, session = run.app, run.session
    return lambda _: copy_context().run(_made, Nowhere(app, session, None), offer)


def _made(nowhere: Nowhere, offer: Callable[[], File]) -> File:
    """Return what a download holds; what its function draws is shown nowhere."""
    enter(nowhere)
    return offer()
