"""`%%rerun` and `%rerun`: what a cell's first line says, and who looks after its app."""

from __future__ import annotations

import hashlib
import sys
import time
from contextlib import suppress
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from . import capture, questions
from . import mains as _mains
from . import shell as _shell
from .app import App
from .cache import notes
from .commands import VERBS, apps_called
from .confidential import masked_error
from .config import Rerun, option
from .elements import main
from .errors import StreamlitAPIException
from .execution import Options, Outcome
from .imports import forget_verdicts
from .page import PageSink
from .run import current
from .script import Script, compile_script
from .session import Cell, kernel, session

_SLICE = 0.05


@magics_class
class RerunMagics(Magics):
    """The magics of ipyrerun."""

    @magic_arguments()
    @argument("name", nargs="?", help="name of the app; by default the cell's id")
    @argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="VAR",
        help="hand this variable to the notebook after each completed run",
    )
    @argument(
        "--wait",
        type=float,
        default=10.0,
        metavar="S",
        help="let go of the cell after S seconds of the first run, where a person is there [s]",
    )
    @argument(
        "--all",
        action="store_true",
        help="give the script every variable of the notebook, not only those that its text names",
    )
    @argument(
        "--watch",
        action="store_true",
        help="run again when an ordinary cell binds a variable anew that the script reads; without "
        "it the page says that it is outdated",
    )
    @argument(
        "--as",
        dest="alias",
        choices=["streamlit"],
        metavar="streamlit",
        help="let `import streamlit` give ipyrerun in the script and in what it imports",
    )
    @argument(
        "--isolated",
        action="store_true",
        help="give the cell a st.session_state and st.query_params of its own, which no other cell "
        "and no ordinary cell sees; they last for as long as the kernel",
    )
    @argument("--no-magic", action="store_true", help="do not show bare expressions")
    @argument("--wide", action="store_true", help="use the whole width of a Voila dashboard")
    @argument(
        "--page",
        action="store_true",
        help="only make the cell a page, which another cell shows: st.Page('%%name')",
    )
    @argument("--hide-code", action="store_true", help="hide the cell's code")
    @cell_magic
    def rerun(self, line: str, cell: str) -> None:
        """Make this cell a script that runs from the top on every interaction with its inputs."""
        _refuse_nested()
        arguments = parse_argstring(self.rerun, line)
        shell: Any = self.shell
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

    @line_magic("rerun")  # type: ignore[arg-type]
    def rerun_line(self, line: str) -> None:
        """List the apps, run or stop them, look after caches and state.

        `%rerun list | run | stop | clear | caches | reset [name]`.

        `run` runs an app again, `stop` ends the run under way, `clear` empties the caches, `caches`
        tells what they have saved, `reset` empties `st.session_state` (an isolated app's own) and
        runs again. Without a name all apps are meant.
        """
        verb, _, name = line.strip().partition(" ")
        if verb not in VERBS:
            raise UsageError(
                f"%rerun {line}: unknown command {verb!r}; use one of {', '.join(VERBS)}"
            )
        VERBS[verb](apps_called(name.strip()))


def _complete(shell: Any, event: Any) -> list[str]:
    """Complete the options of `%%rerun`, the commands of `%rerun` and the names of apps."""
    del shell
    words = [*VERBS] if event.line.lstrip().startswith("%rerun") else _FLAGS
    return [w for w in (*words, *kernel.every_app()) if w.startswith(event.symbol)]


_FLAGS = [
    flag
    for one in RerunMagics.rerun.parser._actions  # noqa: SLF001 - argparse has no public list
    for flag in one.option_strings
]


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


def _refuse_nested() -> None:
    if current.get() is not None:
        raise StreamlitAPIException(
            "%%rerun was used inside a run; a script cannot contain another one. Put it in a cell "
            "of its own"
        )


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


def load_ipython_extension(shell: InteractiveShell | None = None) -> None:
    """Register the magics with IPython, if there is one; importing ipyrerun does it."""
    if shell is None:
        if "IPython" not in sys.modules or not InteractiveShell.initialized():
            return
        shell = InteractiveShell.instance()
    capture.install()
    _mains.install()
    _shell.install(shell)
    questions.install(shell)
    notes.install(shell)
    shell.register_magics(RerunMagics)
    if not any(isinstance(one, Rerun) for one in shell.configurables):
        configurables: list[Any] = shell.configurables
        configurables.append(Rerun(parent=shell))
    # The import is as good as `%load_ext`: `%unload_ext` takes back only what is in this set.
    extensions: Any = shell.extension_manager
    extensions.loaded.add("ipyrerun")
    for magic in ("%%rerun", "%rerun"):
        shell.set_hook("complete_command", _complete, str_key=magic)
    if _cell_begins not in shell.events.callbacks["pre_run_cell"]:
        shell.events.register("pre_run_cell", _cell_begins)
        shell.events.register("post_run_cell", _cell_ends)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """End every app and take the magics back."""
    for app in kernel.every_app().values():
        if isinstance(app, App):
            app.close()
    for table in shell.magics_manager.magics.values():
        table.pop("rerun", None)
    for event, function in (("pre_run_cell", _cell_begins), ("post_run_cell", _cell_ends)):
        with suppress(ValueError):
            shell.events.unregister(event, function)
    shell.configurables[:] = [one for one in shell.configurables if not isinstance(one, Rerun)]
    capture.uninstall()
    notes.uninstall(shell)
    questions.uninstall(shell)
    _shell.uninstall(shell)
    _mains.uninstall()


def _cell_begins(*_: Any) -> None:
    kernel.is_batching = True


def _cell_ends(result: Any = None) -> None:
    for name in ("error_before_exec", "error_in_exec"):
        error = getattr(result, name, None)
        if isinstance(error, BaseException):
            # The kernel's answer to whoever executed the cell quotes it.
            setattr(result, name, masked_error(error))
    kernel.is_batching = False
    kernel.flush_outside()
    kernel.look(kernel.next_cause())
