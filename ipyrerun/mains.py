"""What a run's code finds beside itself: its `__main__`, and its threads in its context."""

from __future__ import annotations

import functools
import sys
import threading
from contextlib import contextmanager
from contextvars import copy_context
from types import ModuleType
from typing import TYPE_CHECKING, Any

from .errors import ScriptControlException
from .run import current, on_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_start_thread = threading.Thread.start


def _start_inside(thread: threading.Thread) -> None:
    """Start a thread.

    One that a script starts inherits the script's context, as every thread does from Python 3.14
    on.
    """
    if current.get() is not None:
        thread.run = functools.partial(copy_context().run, _run_quietly, thread.run)  # type: ignore[method-assign]
    _start_thread(thread)


def _run_quietly(target: Callable[[], None]) -> None:
    """Run a thread's body; the end of its run ends it without a traceback."""
    on_thread()
    try:
        target()
    except ScriptControlException:
        # The run that started this thread has been stopped or has become obsolete; its next `st.*`
        # call said so.
        return


class _Main(ModuleType):
    """`sys.modules["__main__"]`: answers for the run of the current context, else for the notebook.

    So pickle and `typing.get_type_hints` find the classes and functions of a run, also while two
    apps overlap. A name that neither has is sought in the apps' last runs: a process pool unpickles
    outside of any context.
    """

    def __init__(self, notebook: ModuleType) -> None:
        super().__init__("__main__")
        object.__getattribute__(self, "__dict__")["_notebook"] = notebook

    def __getattribute__(self, name: str) -> Any:
        if name == "__class__":
            return ModuleType
        run = current.get()
        own = object.__getattribute__(self, "__dict__")
        notebook = own["_notebook"]
        if name == "__dict__":
            return run.space if run is not None else notebook.__dict__
        if run is not None and name in run.space and not (name == "__file__" and _is_spawning()):
            return run.space[name]
        if hasattr(notebook, name):
            return getattr(notebook, name)
        for space in last_spaces.values():
            if name in space and not name.startswith("__"):
                return space[name]
        raise AttributeError(f"module '__main__' has no attribute {name!r}")

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(object.__getattribute__(self, "__dict__")["_notebook"], name, value)


last_spaces: dict[str, dict[str, Any]] = {}


def _is_spawning() -> bool:
    """Return whether a new process is asked for: it would execute the file that `__main__` names.

    A script is no file; in a notebook `__main__` has none either (multiprocessing and loky).
    """
    asks: str = sys._getframe(2).f_globals.get("__name__", "")  # noqa: SLF001 - nothing else tells
    return asks.endswith(".spawn")


@contextmanager
def installed() -> Iterator[None]:
    """Have it installed for a while, unless it is."""
    was = type(sys.modules["__main__"]) is _Main
    install()
    try:
        yield
    finally:
        if not was:
            uninstall()


def install() -> None:
    """Let threads inherit a run's context, and `__main__` answer for it. Once per process."""
    if threading.Thread.start is not _start_inside:
        threading.Thread.start = _start_inside  # type: ignore[method-assign,assignment]
    main = sys.modules["__main__"]
    if type(main) is not _Main:
        sys.modules["__main__"] = _Main(main)


def uninstall() -> None:
    """Take back what `install` changed."""
    threading.Thread.start = _start_thread  # type: ignore[method-assign]
    main = sys.modules["__main__"]
    if type(main) is _Main:
        sys.modules["__main__"] = object.__getattribute__(main, "__dict__")["_notebook"]
