"""What stands on the pages of an IPython shell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipyrerun.app import App
from ipyrerun.patch import walk
from ipyrerun.session import kernel

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

WAIT = 20.0


def run(shell: InteractiveShell, text: str) -> BaseException | None:
    """Execute a cell to the end of all that it woke; return what it raised."""
    error = shell.run_cell(text).error_in_exec
    for app in apps():
        assert app.loop.wait_idle(WAIT)
    return error


def apps() -> list[App]:
    return [app for app in kernel.apps.values() if isinstance(app, App)]


def shown(name: str) -> list[Any]:
    """Return the values of the outputs on a page."""
    (app,) = [app for app in apps() if app.name == name]
    return [n.value for n in walk(app.sink.shown) if n.value is not None and n.input is None]
