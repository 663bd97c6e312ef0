"""IPython in a run: magics see its variables, its page is the pager, `%autoreload` serves it."""

from __future__ import annotations

import re
import sys
import threading
import traceback
from contextlib import contextmanager, suppress
from types import MethodType
from typing import TYPE_CHECKING, Any

from IPython.core.error import TryNext
from IPython.core.interactiveshell import InteractiveShell

from .capture import show_bundle
from .confidential import masked, masked_error
from .run import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COLOURS = re.compile(r"\x1b\[[\d;]*m")
_PAGER = "show_in_pager"


class _UserNamespace:
    """`shell.user_ns`: the variables of the current run, else the notebook's.

    So `%timeit f(x)`, `x?` and `!echo {x}` find what the script has made, and what a magic assigns
    stays in the script.
    """

    def __init__(self, before: Any) -> None:
        self.before = before

    def __get__(self, shell: Any, owner: type | None = None) -> Any:
        if shell is None:
            return self
        run = current.get()
        if run is not None and run.space:
            return run.space
        if self.before is not None:
            return self.before.__get__(shell, owner)
        try:
            return shell.__dict__["user_ns"]
        except KeyError:
            raise AttributeError("user_ns") from None

    def __set__(self, shell: Any, value: dict[str, Any]) -> None:
        if self.before is not None:
            self.before.__set__(shell, value)
        else:
            shell.__dict__["user_ns"] = value


def _page(_: Any, data: str | dict[str, Any], *__: Any, **___: Any) -> None:
    """Show what the pager is given (`obj?`) on the page of the current run."""
    run = current.get()
    if run is None or run.is_ended:
        raise TryNext
    bundle = data if isinstance(data, dict) else {"text/plain": data}
    show_bundle(run, {"text/plain": _COLOURS.sub("", bundle.get("text/plain", ""))})


class _Discreet:
    """Shows tracebacks without secrets; IPython's may show the values of variables."""

    def __init__(self, show: Callable[..., None]) -> None:
        self.show = show

    def __call__(self, kind: type, error: BaseException, lines: list[str] | str) -> None:
        safe = masked(lines) if isinstance(lines, str) else [masked(line) for line in lines]
        # Front ends show the lines; programs read the error's text.
        self.show(kind, masked_error(error) if isinstance(error, BaseException) else error, safe)


class _DiscreetThreads:
    """Shows what ended a thread without secrets: its traceback becomes part of a cell's output."""

    def __init__(self, show: Callable[[Any], object]) -> None:
        self.show = show

    def __call__(self, args: Any) -> None:
        is_told = not issubclass(args.exc_type, SystemExit) and sys.stderr is not None
        text = "".join(traceback.format_exception(args.exc_value)) if is_told else ""
        safe = masked(text)
        if safe == text:
            self.show(args)
        else:
            name = getattr(args.thread, "name", "of unknown name")
            sys.stderr.write(f"Exception in thread {name}:\n{safe}")
            sys.stderr.flush()


def install(shell: Any) -> None:
    """Let magics, pager and help of this shell serve runs; keep secrets out of its tracebacks."""
    if not isinstance(shell._showtraceback, _Discreet):  # noqa: SLF001 - all ways lead through it
        shell._showtraceback = _Discreet(shell._showtraceback)  # noqa: SLF001
    if not isinstance(threading.excepthook, _DiscreetThreads):
        threading.excepthook = _DiscreetThreads(threading.excepthook)
    shells: Any = InteractiveShell
    before = vars(shells).get("user_ns")
    if not isinstance(before, _UserNamespace):
        shells.user_ns = _UserNamespace(before)
    if not any(getattr(hook, "__func__", None) is _page for _, hook in shell.hooks[_PAGER]):
        shell.set_hook(_PAGER, _page, 0)


def uninstall(shell: Any) -> None:
    """Take back what `install` changed."""
    if isinstance(shell._showtraceback, _Discreet):  # noqa: SLF001 - see `install`
        shell._showtraceback = shell._showtraceback.show  # noqa: SLF001
    if isinstance(threading.excepthook, _DiscreetThreads):
        threading.excepthook = threading.excepthook.show
    shells: Any = InteractiveShell
    before = vars(shells).get("user_ns")
    if isinstance(before, _UserNamespace):
        if before.before is None:
            del shells.user_ns
        else:
            shells.user_ns = before.before
    with suppress(ValueError):
        shell.hooks[_PAGER].chain.remove((0, MethodType(_page, shell)))


@contextmanager
def fresh_modules() -> Iterator[None]:
    """Reload edited modules before a run, as `%autoreload` does before a cell, if it is loaded.

    A run that an input has set off is no cell, so IPython's own events do not tell it.
    """
    autoreload = _autoreload()
    if autoreload is None:
        yield
        return
    reloader = autoreload._reloader  # noqa: SLF001 - its hook's signature differs between versions
    if reloader.enabled:
        with suppress(Exception):
            reloader.check()
    try:
        yield
    finally:
        # It takes down the age of what the run has imported.
        autoreload.post_execute_hook()


def _autoreload() -> Any:
    if "IPython.extensions.autoreload" not in sys.modules or not InteractiveShell.initialized():
        return None
    return InteractiveShell.instance().magics_manager.registry.get("AutoreloadMagics")
