"""What is said when a value of a cache refuses to be written to.

The libraries only say "read-only". A note on the exception says whose memory it is and what to do.
It is added where an exception is shown: on a page, and below an ordinary cell.
"""

from __future__ import annotations

import dis
import functools
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType, TracebackType

_REFUSALS = re.compile(
    r"read-?only|set WRITEABLE flag|set flag to mutable|does not own its (own )?data"
)
_SHOW = "showtraceback"


def explain(error: BaseException) -> None:
    """Add a note to an exception that a value of a cache has caused by refusing to be changed."""
    if not isinstance(error, ValueError | TypeError | BufferError):
        return
    if not _REFUSALS.search(str(error)) or hasattr(error, "__notes__"):
        return
    name = next(_shared_names(error), None)
    if name is not None:
        error.add_note(
            f"`{name}` comes from a function with st.cache_data. Its memory is shared with other "
            f"callers, so it cannot be changed from below. Write to a copy: "
            f"`{name} = {name}.copy()`; of an array inside a frame, copy the array: "
            f"`{name}[...].to_numpy().copy()`."
        )


def _shared_names(error: BaseException) -> Iterator[str]:
    """Return what the lines of the traceback name and a cache shares, the innermost first."""
    from .frames import is_shared

    trace = error.__traceback__
    steps: list[TracebackType] = []
    while trace is not None:
        steps.append(trace)
        trace = trace.tb_next
    for step in reversed(steps):
        frame = step.tb_frame
        if _is_of_library(frame):
            continue
        for name in _names(step):
            if is_shared(frame.f_locals.get(name, frame.f_globals.get(name))):
                yield name


def _names(step: TracebackType) -> list[str]:
    """Return the names in the expression that raised."""
    made = list(dis.get_instructions(step.tb_frame.f_code))
    # A call is counted as under way somewhat behind the offset where it stands.
    where = next((one.positions for one in reversed(made) if one.offset <= step.tb_lasti), None)
    if where is None or where.lineno is None or where.end_lineno is None:
        return []
    lines = range(where.lineno, where.end_lineno + 1)
    return [
        one.argval
        for one in made
        if isinstance(one.argval, str) and one.positions and one.positions.lineno in lines
    ]


def _is_of_library(frame: FrameType) -> bool:
    """Return whether the code is of pandas or numpy, whose names mean nothing to its user."""
    return str(frame.f_globals.get("__name__", "")).split(".")[0] in {"pandas", "numpy"}


def install(shell: Any) -> None:
    """Let this shell say it below ordinary cells."""
    before = getattr(shell, _SHOW)
    if hasattr(before, "explains"):
        return

    @functools.wraps(before)
    def show(exc_tuple: Any = None, *args: Any, **kwargs: Any) -> Any:
        error = exc_tuple[1] if exc_tuple else sys.exception()
        if error is not None:
            explain(error)
        return before(exc_tuple, *args, **kwargs)

    show.explains = True  # type: ignore[attr-defined]
    setattr(shell, _SHOW, show)


def uninstall(shell: Any) -> None:
    """Take back what `install` changed."""
    now = getattr(shell, _SHOW)
    if hasattr(now, "explains"):
        setattr(shell, _SHOW, now.__wrapped__)
