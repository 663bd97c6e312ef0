"""Callbacks, then the script: what one run executes, with which variables, and how it ended."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import capture
from .config import option
from .errors import RerunException
from .flow import execute as execute_fragment
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
        self._awaited: list[tuple[Outcome, bool]] = []

    def expect(self, *, of_fragments: bool = False) -> Outcome:
        """Return one that the next end of a run will resolve; by default a run of the script."""
        outcome = Outcome()
        self._awaited.append((outcome, of_fragments))
        return outcome

    def resolve(self, error: BaseException | None, *, is_of_script: bool = True) -> None:
        """Let all who wait for such a run go on."""
        awaited, self._awaited = self._awaited, []
        for outcome, of_fragments in awaited:
            if is_of_script or of_fragments:
                outcome.error = error
                outcome.done.set()
            else:
                self._awaited.append((outcome, of_fragments))


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
        self,
        run: Run,
        job: Job,
        calls: list[Input],
        on_called: Callable[[], None],
        divert: Callable[[Wishes], Run],
    ) -> BaseException | None:
        """Call back, then execute the script; return what ended it, if not its last line.

        `on_called` is called between the two, however the callbacks ended. `divert` returns the run
        to go on with, if a callback asked for certain fragments.
        """
        try:
            with stoppable(), capture.figures(run), fresh_modules():
                try:
                    wishes = _call_back(run, job, calls)
                finally:
                    on_called()
                if wishes.script:
                    return RerunException()
                self._execute(divert(wishes) if wishes.fragments else run)
        except BaseException as error:  # noqa: BLE001 - whatever a script raises ends its run only
            return error
        finally:
            seal()
        return None

    def _execute(self, run: Run) -> None:
        if run.redraw is not None:
            _execute_fragments(run)
        else:
            self._execute_all(run)
        if option("runner.enforceSerializableSessionState"):
            run.session.state.check_pickles()

    def _execute_all(self, run: Run) -> None:
        """Execute the script, and the parallel fragments beside it."""
        try:
            self._execute_script(run)
            if run.crew is not None:
                run.crew.join()
        except BaseException:
            if run.crew is not None:
                run.crew.dismiss()
            raise

    def _execute_script(self, run: Run) -> None:
        script = self._script
        space = script.seed(self._variables, everything=self._options.everything)
        run.given = self.watch.given(space)
        own = builtins_of_script(is_asked=self._options.as_streamlit)
        if own is not None:
            space["__builtins__"] = own
        run.show = self._show
        execute(run, script, space)

    def show_error(self, run: Run, error: BaseException) -> None:
        """Draw what ended a run, whatever else would end it again."""
        if any(error is one for one in run.told):
            run.failure = error
            return
        remember(trim(error))
        run.job = run.ending = None
        run.failure = error
        self._show(error)

    def settle(self, run: Run, *, is_whole: bool, is_stopped: bool) -> None:
        """Hand a whole run's exports to the notebook; remember what a run has read of it."""
        if run.redraw is not None:
            return
        exports = self._options.exports if is_whole else ()
        for name in exports:
            if name in run.space:
                self._variables[name] = run.space[name]
        if run.given and not is_stopped:
            self.watch.settle(run.given, exports)


@dataclass(slots=True)
class Wishes:
    """What the callbacks of a batch have asked for.

    `script` is true for `st.rerun()`; `fragments` are the ids that others have named; `usual` is
    true if one has asked for nothing in particular.
    """

    script: bool = False
    usual: bool = False
    fragments: dict[str, None] = field(default_factory=dict)


def _call_back(run: Run, job: Job, calls: list[Input]) -> Wishes:
    """Call the callbacks in the order of the events; return what they asked for."""
    wishes = Wishes()
    with job.protect():
        run.is_calling_back = True
        try:
            for call in calls:
                if call.callback is not None:
                    run.calling = call.fragment
                    try:
                        call.callback(*call.args, **call.kwargs)
                        wishes.usual = True
                    except RerunException as asked:
                        wishes.script |= not asked.fragments
                        wishes.fragments.update(dict.fromkeys(asked.fragments))
        finally:
            run.is_calling_back = False
            run.calling = ""
    return wishes


def _execute_fragments(run: Run) -> None:
    """Execute fragments one after the other; the fault of one is no other's."""
    failed: Exception | None = None
    for one in run.redraw.fragments:
        run.redraw.begin(one)
        run.memory = one.memory
        try:
            execute_fragment(run, one, run.redraw.draft_of(one.block))
        except Exception as error:  # noqa: BLE001 - whatever a script raises
            failed = failed or error
        one.memory.end_turn()
    run.notice(run.redraw.first)
    if failed is not None:
        raise failed
