"""Begins the app of a `%%rerun` cell, and waits for its first run."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError

from .app import App
from .config import option
from .elements import main
from .errors import StreamlitAPIException
from .execution import Options
from .imports import forget_verdicts
from .page import PageSink
from .script import compile_script
from .session import Cell, kernel, session

if TYPE_CHECKING:
    from argparse import Namespace

    from .execution import Outcome
    from .script import Script

_SLICE = 0.05


def begin(shell: Any, line: str, cell: str, arguments: Namespace) -> None:
    """Make a cell an app, or a page of other apps, as the line with the magic says.

    Parameters
    ----------
    shell
        IPython's.
    line, cell
        What stands behind the magic, and below it.
    arguments
        What the line asks for.
    """
    cell_id = _cell_id(shell)
    digest = hashlib.blake2b(cell.encode(), digest_size=5).hexdigest()
    name = arguments.name or cell_id or digest
    _refuse_taken(arguments.name, cell_id)
    script = _compile(
        shell,
        cell,
        arguments.name or "cell",
        head=f"%%rerun {line}".rstrip(),
        magic=option("runner.magicEnabled") and not arguments.no_magic,
        last=option("magic.displayLastExprIfNoSemicolon"),
        docstring=option("magic.displayRootDocString"),
        rules=shell.input_transformer_manager,
    )
    if arguments.name:
        _register(arguments.name, Cell(script, shell.user_ns, arguments.all))
    if arguments.page:
        _need_name(arguments.name)
        return
    old = kernel.every_app().get(name)
    options = Options(
        tuple(arguments.output),
        arguments.all,
        arguments.watch,
        as_streamlit=arguments.alias is not None,
    )
    forget_verdicts()
    app = App(
        kernel.isolate(name) if arguments.isolated else kernel,
        name,
        arguments.name or f"cell {name}",
        script,
        shell.user_ns,
        main.write,
        options,
    )
    app.cell_id = cell_id
    sink = PageSink(
        app.loop.submit,
        app.listen,
        {
            "name": arguments.name or "",
            "hide_code": arguments.hide_code,
            "wide": arguments.wide,
        },
    )
    if isinstance(old, App):
        if old.session is app.session:
            sink.adopt(app.succeed(old))
        else:
            # `--isolated` came or went: nothing of what it was is known to the other state.
            old.close()
    app.attach(sink)
    sink.output.show()
    outcome = app.start()
    if _is_someone_there(shell):
        _wait(app, outcome, arguments.wait)
        sink.output.refresh_soon()
    else:
        _wait(app, outcome, None)
        sink.output.refresh()
    if outcome.error is not None:
        raise _rendered(shell, outcome.error)


class _CellSyntaxError(Exception):
    """Stands for a SyntaxError in a script.

    IPython shows the stack of a SyntaxError that comes out of a call, and only of those; this shows
    as one in any cell does.
    """


_CellSyntaxError.__name__ = _CellSyntaxError.__qualname__ = "SyntaxError"


def _compile(shell: Any, text: str, name: str, **how: Any) -> Script:
    """Compile the cell; a syntax error looks as in any other cell."""
    try:
        return compile_script(text, name, **how)
    except SyntaxError as error:
        shown = _CellSyntaxError(str(error))
        lines = shell.SyntaxTB.structured_traceback(SyntaxError, error, [])
        shown._render_traceback_ = lambda: lines  # type: ignore[attr-defined]
        raise shown from None


def _rendered(shell: Any, error: BaseException) -> BaseException:
    """Return the error with its traceback drawn now.

    Raising it adds frames that are not the script's.
    """
    lines = shell.InteractiveTB.structured_traceback(type(error), error, error.__traceback__)
    error._render_traceback_ = lambda: lines  # type: ignore[attr-defined]
    return error


def _need_name(name: str | None) -> None:
    if not name:
        raise UsageError("%%rerun --page: give the page a name, by which st.Page('%name') finds it")


def _register(name: str, cell: Cell) -> None:
    """Make a cell a page, and run again the apps that show it."""
    is_new = kernel.cells.get(name) != cell
    kernel.cells[name] = cell
    for app in kernel.every_app().values():
        if is_new and isinstance(app, App) and f"%{name}" in app.pages.sources.values():
            app.rerun()


def _refuse_taken(name: str | None, cell_id: str | None) -> None:
    other = kernel.every_app().get(name) if name else None
    if isinstance(other, App) and cell_id and other.cell_id and other.cell_id != cell_id:
        raise StreamlitAPIException(
            f"%%rerun {name}: the name is used by two cells, {other.cell_id} and {cell_id}; give "
            "one of them another name, or "
            f"end the other app by deleting its cell"
        )


def _cell_id(shell: Any) -> str | None:
    parent = _parent(shell)
    cell_id = parent.get("metadata", {}).get("cellId")
    return str(cell_id) if cell_id else None


def _parent(shell: Any) -> dict[str, Any]:
    kernel_app = getattr(shell, "kernel", None)
    if kernel_app is None:
        return {}
    parent: dict[str, Any] = kernel_app.get_parent("shell")
    return parent


def _is_someone_there(shell: Any) -> bool:
    """Return whether a person executes the cell: a batch execution does not allow questions."""
    return bool(_parent(shell).get("content", {}).get("allow_stdin"))


def _wait(app: App, outcome: Outcome, seconds: float | None) -> None:
    """Wait for the first run; an interrupt of the cell stops it."""
    until = None if seconds is None else time.monotonic() + seconds
    try:
        while not outcome.done.wait(_SLICE):
            if until is not None and time.monotonic() > until:
                app.let_go(
                    f"The first run goes on. The cell is free again after {seconds:g} s (--wait)."
                )
                return
    except KeyboardInterrupt:
        app.stop()
        outcome.done.wait(4.0)
        raise


def widget_of(key: str) -> Any:
    """Return the ipywidget of an input, to observe, link or set it.

    Parameters
    ----------
    key
        The input's `key`.

    Raises
    ------
    StreamlitAPIException
        No page draws an input with this key.
    """
    for app in list(session().apps.values()):
        widget = app.widget(str(key))
        if widget is not None:
            return widget
    raise StreamlitAPIException(
        f"st.widget_of: no page draws an input with the key {key!r}; draw it in a %%rerun cell "
        "first"
    )
