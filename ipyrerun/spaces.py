"""Executes code in a namespace of a run: the script itself, and the pages that it shows."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .mains import last_spaces
from .run import on_page
from .runner import run_coroutine
from .script import LAST, MARK, SHOW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .run import Run
    from .script import Script


def execute(run: Run, script: Script, space: dict[str, Any]) -> None:
    """Execute a script in this namespace, which stands for `__main__` meanwhile."""

    def show_last(placed_before: int, value: Any) -> None:
        if value is not None and run.placed == placed_before:
            run.show(value)

    if "__builtins__" in run.space:
        # A page imports as the script does that shows it.
        space["__builtins__"] = run.space["__builtins__"]
    run.space = space
    last_spaces[run.app] = space
    space[SHOW] = run.show
    space[MARK] = lambda: run.placed
    space[LAST] = show_last
    result = eval(script.code, space)  # noqa: S307 - to execute a cell is what this is for
    if script.is_async:
        run_coroutine(result)


@contextmanager
def turned_to(run: Run, path: str) -> Iterator[None]:
    """Let what the body draws belong to a page."""
    outer, before = run.space, on_page.get()
    on_page.set(f"{path}/")
    try:
        yield
    finally:
        on_page.set(before)
        if run.space is not outer:
            # Who asks after the run looks for the names of both.
            last_spaces[run.app] = {**outer, **run.space}
            run.space = outer
