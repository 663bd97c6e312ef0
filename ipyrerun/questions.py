"""Nobody can be asked during a run: `input()`, `getpass()` and debuggers say what to do instead.

An error leaves its frames to `%debug` in an ordinary cell.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn

from IPython.core.interactiveshell import InteractiveShell

from .errors import StreamlitAPIException
from .run import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DEBUG = (
    "was called in a run, and a run cannot wait for answers. Let the script raise and execute "
    "%debug in an ordinary cell: it opens the script's frame"
)
_INPUT = (
    "input() was called in a run, and a run cannot wait for answers. Use "
    "st.text_input('Label') and read what it returns"
)
_HIDDEN = (
    "getpass() was called in a run, and a run cannot wait for answers. Use "
    "st.text_input('Label', type='password') and read what it returns"
)


def _refuse(words: str) -> NoReturn:
    raise StreamlitAPIException(f"The debugger {_DEBUG}" if _is_debugging() else words)


def _is_debugging() -> bool:
    frame = sys._getframe()  # noqa: SLF001 - the only way to learn who asks
    while frame := frame.f_back:  # type: ignore[assignment]
        if frame.f_globals.get("__name__") == "bdb":
            return True
    return False


class _Input:
    """`sys.stdin`, which nobody answers during a run."""

    def __init__(self, original: Any) -> None:
        self.original = original

    def _read(self, name: str) -> Any:
        if current.get() is not None:
            _refuse(_HIDDEN if _is_secret() else _INPUT)
        return getattr(self.original, name)

    def read(self, *size: int) -> Any:
        """Read characters."""
        return self._read("read")(*size)

    def readline(self, *size: int) -> Any:
        """Read one line; `input()` calls it."""
        return self._read("readline")(*size)

    def readlines(self, *size: int) -> Any:
        """Read all lines."""
        return self._read("readlines")(*size)

    def __iter__(self) -> Iterator[str]:
        lines: Iterator[str] = iter(self._read("__iter__")())
        return lines

    def __getattr__(self, name: str) -> Any:
        return getattr(self.original, name)


def _is_secret() -> bool:
    frame = sys._getframe(2).f_back  # noqa: SLF001 - the only way to learn who asks
    return frame is not None and frame.f_globals.get("__name__") == "getpass"


def _guarded(original: Callable[..., Any], words: str) -> Callable[..., Any]:
    def ask(*args: Any, **kwargs: Any) -> Any:
        if current.get() is not None:
            _refuse(words)
        return original(*args, **kwargs)

    ask.original = original  # type: ignore[attr-defined]
    return ask


def _break(*args: Any, **kwargs: Any) -> Any:
    if current.get() is not None:
        raise StreamlitAPIException(f"breakpoint() {_DEBUG}")
    return _breaks[-1](*args, **kwargs)


_breaks: list[Callable[..., Any]] = []
_ASKED = {"raw_input": _INPUT, "getpass": _HIDDEN}


def install(shell: Any) -> None:
    """Refuse questions that a run asks; those of ordinary cells pass."""
    if sys.stdin is not None and not isinstance(sys.stdin, _Input):
        sys.stdin = _Input(sys.stdin)
    if sys.breakpointhook is not _break:
        _breaks.append(sys.breakpointhook)
        sys.breakpointhook = _break
    # While a cell is executed, ipykernel puts these two in the place of `input` and `getpass`.
    kernel = getattr(shell, "kernel", None)
    for name, words in _ASKED.items():
        original = getattr(kernel, name, None)
        if original is not None and not hasattr(original, "original"):
            setattr(kernel, name, _guarded(original, words))


def uninstall(shell: Any) -> None:
    """Take back what `install` changed."""
    if isinstance(sys.stdin, _Input):
        sys.stdin = sys.stdin.original
    if sys.breakpointhook is _break:
        sys.breakpointhook = _breaks.pop()
    kernel = getattr(shell, "kernel", None)
    for name in _ASKED:
        if kernel is not None and name in vars(kernel):
            delattr(kernel, name)


def remember(error: BaseException) -> None:
    """Leave an error's frames to `%debug`; only a shell's own errors come there by themselves."""
    if not InteractiveShell.initialized():
        return
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__
    if sys.version_info >= (3, 12):
        sys.last_exc = error
    InteractiveShell.instance().InteractiveTB.tb = error.__traceback__
