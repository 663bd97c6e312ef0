"""What a page shows while a cached function is executed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..markup import dedent, render
from ..run import current
from ..tree import Node
from .attempts import computing

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def spinner(words: bool | str, name: str, *, has_arguments: bool, time: bool) -> Iterator[None]:
    """Show that something is computed, in these words or by the function's name.

    Inside of another cached function that is shown already; a slot would lose what it holds.
    """
    run = current.get()
    if not words or run is None or run.job is None or run.is_finished or computing.get():
        yield
        return
    parent = run.block()
    if parent.kind == "empty":
        yield
        return
    text = f"Running `{name}({'...' if has_arguments else ''})`."
    text = dedent(words) if isinstance(words, str) else text
    props = {"html": render(text), **({"time": True} if time else {})}
    node = Node(parent.next_id("spinner"), "spinner", "spinner", props, value=text)
    # It is nothing that a bare expression would show instead of its value.
    placed = run.placed
    run.place(node, parent)
    run.placed = placed
    try:
        yield
    finally:
        placed = run.placed
        run.remove(node)
        run.placed = placed
