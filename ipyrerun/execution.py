"""Callbacks, then the script: what one run executes, with which variables, and how it ended."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import capture
from .config import option
from .errors import RerunException
from .imports import builtins_of_script
from .outdated import Watch
from .questions import remember
from .runner import seal, stoppable
from .script import trim
from .shell import fresh_modules
from .spaces import execute

if TYPE_CHECKING:
    from collections.abc import Callable

    from .events import Job
    from .run import Run
    from .script import Script
    from .tree import Input


@dataclass(slots=True)
class Outcome:
    """How the first run that was not preempted ended; `error` is what the script raised."""

    done: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None


class Outcomes:
    """Those that somebody waits for."""

    def __init__(self) -> None:
        self._awaited: list[Outcome] = []

    def expect(self) -> Outcome:
        """Return one that the next end of a run will resolve."""
        outcome = Outcome()
        self._awaited.append(outcome)
        return outcome

    def resolve(self, error: BaseException | None) -> None:
        """Let all who wait go on."""
        awaited, self._awaited = self._awaited, []
        for outcome in awaited:
            outcome.error = error
            outcome.done.set()


@dataclass(frozen=True, slots=True)
class Options:
    """What `%%rerun` was told."""

    exports: tuple[str, ...] = ()
    everything: bool = False
    watch: bool = False
    as_streamlit: bool = False


NO_OPTIONS = Options()


class Execution:
    """Executes a cell, as often as it runs.

    Parameters
    ----------
    script
        The compiled cell.
    variables
        The notebook's namespace, which seeds each run's and gets the exported names.
    show
        Writes values (`st.write`): what bare expressions call.
    """

    def __init__(
        self,
        script: Script,
        variables: dict[str, Any],
        show: Callable[..., object],
        options: Options,
    ) -> None:
        self.watch = Watch(script, variables)
        self._script = script
        self._variables = variables
        self._show = show
        self._options = options

    def perform(
        self, run: Run, job: Job, calls: list[Input], on_called: Callable[[], None]
    ) -> BaseException | None:
        """Call back, then execute the script; return what ended it, if not its last line.

        `on_called` is called between the two, however the callbacks ended.
        """
        try:
            with stoppable(), capture.figures(run), fresh_modules():
                try:
                    must_rerun = _call_back(run, job, calls)
                finally:
                    on_called()
                if must_rerun:
                    return RerunException()
                self._execute(run)
        except BaseException as error:  # noqa: BLE001 - whatever a script raises ends its run only
            return error
        finally:
            seal()
        return None

    def _execute(self, run: Run) -> None:
        script = self._script
        space = script.seed(self._variables, everything=self._options.everything)
        run.given = self.watch.given(space)
        own = builtins_of_script(is_asked=self._options.as_streamlit)
        if own is not None:
            space["__builtins__"] = own
        run.show = self._show
        execute(run, script, space)
        if option("runner.enforceSerializableSessionState"):
            run.session.state.check_pickles()

    def show_error(self, run: Run, error: BaseException) -> None:
        """Draw what ended a run, whatever else would end it again."""
        remember(trim(error))
        run.job = run.ending = None
        run.failure = error
        self._show(error)

    def settle(self, run: Run, *, is_whole: bool, is_stopped: bool) -> None:
        """Hand a whole run's exports to the notebook; remember what a run has read of it."""
        exports = self._options.exports if is_whole else ()
        for name in exports:
            if name in run.space:
                self._variables[name] = run.space[name]
        if run.given and not is_stopped:
            self.watch.settle(run.given, exports)


def _call_back(run: Run, job: Job, calls: list[Input]) -> bool:
    """Call the callbacks in the order of the events.

    Return whether one of them asked for a rerun.
    """
    must_rerun = False
    with job.protect():
        run.is_calling_back = True
        try:
            for call in calls:
                if call.callback is not None:
                    try:
                        call.callback(*call.args, **call.kwargs)
                    except RerunException:
                        must_rerun = True
        finally:
            run.is_calling_back = False
    return must_rerun
