"""`%%rerun` and `%rerun`: what a cell's first line says, and who looks after its app."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.magic import Magics, cell_magic, line_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring

from . import capture, questions
from . import mains as _mains
from . import shell as _shell
from .cache import notes
from .commands import VERBS, apps_called
from .confidential import masked_error
from .config import Rerun
from .errors import StreamlitAPIException
from .run import current
from .session import kernel


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
        # The first cell of a kernel loads what a page needs; an import alone does not.
        from .cells import begin

        begin(self.shell, line, cell, parse_argstring(self.rerun, line))

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


def _refuse_nested() -> None:
    if current.get() is not None:
        raise StreamlitAPIException(
            "%%rerun was used inside a run; a script cannot contain another one. Put it in a cell "
            "of its own"
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
    from .app import App
    from .output import await_saving

    for app in kernel.every_app().values():
        if isinstance(app, App):
            app.close()
    # A terminal prints a page that is saved, and CPython 3.11 crashes where `print` writes to what
    # another thread takes out of `sys.stdout` meanwhile.
    await_saving()
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
