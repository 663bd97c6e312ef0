"""One `%%rerun` cell: its script, its loop, its sink.

`handle` turns a batch of events into a page.
"""

from __future__ import annotations

import contextvars
import os
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from . import capture
from .errors import Error, Preempted, RerunException, StopException
from .events import Batch, Event, Job
from .intake import Intake, News
from .loop import FIRST_PULSE, Loop
from .outdated import Watch
from .patch import Ranges, freeze, merge
from .questions import remember
from .run import Run, enter, last_spaces, on_thread
from .runner import GRACE, run_coroutine, seal, stoppable
from .script import LAST, MARK, SHOW, Script, trim
from .shell import fresh_modules
from .widgets import tell_observers

if TYPE_CHECKING:
    from collections.abc import Callable

    from .session import Session
    from .tree import Input, Node

ROLL_CALL = 2.0
_PREHEAT = "VOILA_PREHEAT"
_PULSE_SHARE = 10


class Sink(Protocol):
    """Where the trees of an app go: a page, or a test's recorder."""

    shown: Node

    def commit(self, root: Node, stale: Ranges) -> None:
        """Show this tree."""

    def settle(self) -> None:
        """Take note that the first complete tree is shown."""

    def tell(self, status: dict[str, Any]) -> None:
        """Show whether a run is under way."""

    def widget(self, slot: str) -> Any:
        """Return the live widget of a slot, or None."""

    def close(self) -> None:
        """Show nothing any more."""


@dataclass(slots=True)
class Outcome:
    """How the first run that was not preempted ended; `error` is what the script raised."""

    done: threading.Event = field(default_factory=threading.Event)
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What `%%rerun` was told."""

    exports: tuple[str, ...] = ()
    everything: bool = False
    watch: bool = False


class App:
    """One `%%rerun` cell.

    Parameters
    ----------
    session
        The session whose state the app shares.
    name
        Key of the app in the session.
    title
        What messages call it.
    script
        The compiled cell.
    variables
        The notebook's namespace, which seeds each run's and gets the exported names.
    show
        Writes values (`st.write`): what bare expressions call.
    is_threaded
        False if the owner drains the loop itself.
    """

    def __init__(
        self,
        session: Session,
        name: str,
        title: str,
        script: Script,
        variables: dict[str, Any],
        show: Callable[..., object],
        options: Options = Options(),
        *,
        is_threaded: bool = True,
    ) -> None:
        capture.install()
        self.name = name
        self.title = title
        self.session = session
        self.script = script
        self.errors: list[BaseException] = []
        self.loop = Loop(
            self._handle, self._pulse, self._abandoned, f"ipyrerun {name}", is_threaded=is_threaded
        )
        self._variables = variables
        self._watch = Watch(script, variables)
        self._show = show
        self._options = options
        self._sink: Sink | None = None
        self._reads: set[str] = set()
        self._drawn: set[str] = set()
        self._intake = Intake(session.state)
        self._seen: frozenset[int] = frozenset()
        self._is_incomplete = True
        self._run: Run | None = None
        self._committing = threading.RLock()
        self._next_pulse = 0.0
        # Toasts of a run that ended in another run: they are shown with the next page.
        self._untold: list[Node] = []
        self._outcomes: list[Outcome] = []
        self._last_view = 0.0
        self.cell_id: str | None = None
        self._note = ""
        self._is_retired = False
        self._on_close: Callable[[App], None] | None = None

    # -- from outside

    def attach(self, sink: Sink, on_close: Callable[[App], None] | None = None) -> None:
        """Give the app its page and make it a member of the session."""
        self._sink = sink
        self._on_close = on_close
        self.session.apps[self.name] = self

    @property
    def sink(self) -> Sink:
        """The page, or a test's recorder."""
        assert self._sink is not None
        return self._sink

    @property
    def reads(self) -> set[str]:
        """The keys that the last run read, and the one under way so far."""
        return self._reads if self._run is None else self._reads | self._run.reads

    @property
    def drawn(self) -> set[str]:
        """The slots that the last run drew, and the one under way so far."""
        return self._drawn if self._run is None else self._drawn | self._run.drawn

    def seed(self, variables: dict[str, Any]) -> None:
        """Add variables to those that the script is given."""
        self._variables.update(variables)

    def start(self) -> Outcome:
        """Ask for a run; the outcome is done when a run has come to its end."""
        outcome = Outcome()
        with self._committing:
            if self._is_retired:
                outcome.done.set()
            self._outcomes.append(outcome)
        self.loop.submit(Event())
        return outcome

    def let_go(self, note: str) -> None:
        """Show a note for as long as the run under way lasts.

        The cell does not wait for it any more.
        """
        self._note = note

    def rerun(self) -> None:
        """Ask for a run."""
        self.loop.submit(Event())

    def wake(self, causes: frozenset[int]) -> None:
        """Ask for a run because of somebody else's change.

        Unless the app has run for it already.
        """
        if not causes <= self._seen:
            self.loop.submit(Event(causes=causes))

    def look(self, causes: frozenset[int]) -> None:
        """Mark the page if variables that its last run has read are others now; or run again."""
        with self._committing:
            is_news = self._watch.look()
        if is_news and self._options.watch and not causes <= self._seen:
            self.wake(causes)
        else:
            self._mark()

    def _mark(self) -> None:
        page = getattr(self.sink, "page", None)
        if page is not None:
            page.mark(outdated=list(self._watch.changed), caches=bool(self.session.caches))

    def stop(self) -> bool:
        """Stop the run under way; return whether there was one."""
        return self.loop.stop()

    def widget(self, slot: str) -> Any:
        """Return the live widget of a slot, or None.

        An input that the run has just drawn becomes live by that.
        """
        run = self._run
        if run is not None and not run.is_ended and slot in run.drawn:
            self._commit_partly(run)
        return self.sink.widget(slot)

    def listen(self, content: dict[str, Any]) -> None:
        """Take a message of the page; called on a comm's thread."""
        kind = content.get("type")
        if kind == "stop":
            self.stop()
        elif kind == "rerun":
            self.rerun()
        elif kind == "clear-caches":
            self.session.clear_caches()
        elif kind == "clear-state":
            self.session.clear_state()
        elif kind in {"hello", "here"}:
            is_first, self._last_view = not self._last_view, time.monotonic()
            self.loop.adopt(contextvars.copy_context())
            if is_first and os.environ.get(_PREHEAT) == "True":
                # The page was drawn before its visitor came: clocks and files have moved on.
                self.rerun()
        elif kind == "gone":
            self._call_roll()

    def _call_roll(self) -> None:
        """End the app if nobody answers that the page is still shown somewhere."""
        asked = time.monotonic()
        page = getattr(self.sink, "page", None)
        if page is None:
            return
        page.call_roll()

        def conclude() -> None:
            if self._last_view < asked:
                self.close()

        timer = threading.Timer(ROLL_CALL, conclude)
        timer.daemon = True
        timer.start()

    def close(self) -> None:
        """End the app: stop its run, close its page and its threads. The state stays."""
        if self._on_close is not None:
            self._on_close(self)
        self.retire()
        self.sink.close()
        self.session.forget(self, self.drawn)

    def succeed(self, old: App) -> dict[str, Any]:
        """Take the place of an app whose cell is executed again; return its live inputs."""
        inputs = old.replace()
        self._drawn = old.drawn
        return inputs

    def replace(self) -> dict[str, Any]:
        """End the app because its cell is executed again.

        What its user has done last is in the state. Return the live inputs, for the new page to
        adopt.
        """
        edits = [event for event in self.loop.close() if not event.once]
        with self._committing:
            news = self._intake.take(Batch(tuple(edits)))
        self.session.wake(news.keys, self.session.next_cause(), self)
        self.retire()
        with self._committing:
            release: Callable[[], dict[str, Any]] = getattr(self.sink, "release", dict)
            return release()

    def retire(self) -> None:
        """End the loop, and leave the session if no other app has taken this one's name."""
        self.loop.close()
        with self._committing:
            self._is_retired = True
            if self._run is not None:
                self._run.is_ended = True
            self._resolve(None)
        if self.session.apps.get(self.name) is self:
            del self.session.apps[self.name]
        last_spaces.pop(self.name, None)

    # -- one batch

    def _handle(self, job: Job) -> None:
        try:
            self._handle_batch(job)
        except Exception as bug:
            self._fail(job, bug)
            raise

    def _fail(self, job: Job, bug: Exception) -> None:
        """End a run by a fault that is not the script's: nobody must wait for it for ever."""
        with self._committing:
            if job.is_abandoned or self._is_retired:
                return
            if job.run is not None:
                job.run.is_ended = True
            self._is_incomplete = True
            self._resolve(bug)
            note = f"The page could not be shown: {type(bug).__name__}: {bug}"
            self.sink.tell({"running": False, "note": note})

    def _handle_batch(self, job: Job) -> None:
        causes = job.batch.causes
        if job.batch.is_own or not causes:
            causes |= self.session.next_cause()
        with self._committing:
            news = self._intake.take(job.batch)
            if job.unconsumed is not None and not self._intake.is_wanted(job.unconsumed):
                job.unconsumed = None
        self._is_incomplete |= news.is_refused
        if not self._is_due(job, news):
            return
        run = Run(self.name, self.session, job)
        run.hand_on(self._untold)
        job.run = self._run = run
        self._seen = frozenset(sorted(self._seen | causes)[-1000:])
        self._is_incomplete = True
        enter(run)
        on_thread()
        error = self._perform(run, job, news, causes)
        self._end(run, job, error, causes)

    def _is_due(self, job: Job, news: News) -> bool:
        batch = job.batch
        is_woken = bool(batch.causes) and not batch.causes <= self._seen
        is_asked = bool(news.calls or batch.armed) or batch.is_forced
        return is_asked or is_woken or self._is_incomplete

    def _perform(
        self, run: Run, job: Job, news: News, causes: frozenset[int]
    ) -> BaseException | None:
        """Call back, then execute the script; return what ended it, if not its last line."""
        try:
            with stoppable(), capture.figures(run), fresh_modules():
                try:
                    must_rerun = _call_back(run, job, news.calls)
                finally:
                    told = news.keys | run.changed
                    run.changed.clear()
                    self.session.wake(told, causes, self)
                if must_rerun:
                    return RerunException()
                self._execute(run)
        except BaseException as error:  # noqa: BLE001 - whatever a script raises ends its run only
            return error
        finally:
            seal()
        return None

    def _execute(self, run: Run) -> None:
        script = self.script
        run.space = space = script.seed(self._variables, everything=self._options.everything)
        run.given = self._watch.given(space)
        last_spaces[self.name] = space
        space[SHOW] = self._show
        space[MARK] = lambda: run.placed
        space[LAST] = self._show_last(run)
        result = eval(script.code, space)  # noqa: S307 - to execute a cell is what this is for
        if script.is_async:
            run_coroutine(result)

    def _show_last(self, run: Run) -> Callable[[int, Any], None]:
        def show_last(placed_before: int, value: Any) -> None:
            if value is not None and run.placed == placed_before:
                self._show(value)

        return show_last

    # -- its end

    def _end(
        self,
        run: Run,
        job: Job,
        error: BaseException | None,
        causes: frozenset[int],
    ) -> None:
        if job.is_abandoned:
            return
        if isinstance(error, Preempted) and not job.is_stopped:
            with self._committing:
                run.is_ended = True
            self._untold = run.event.children or []
            self._tell_others(run, job, causes)
            raise error
        self._intake.reset(job.batch)
        if isinstance(error, RerunException) and self.loop.again(job):
            with self._committing:
                run.is_ended = True
            self._untold = run.event.children or []
            self._tell_others(run, job, causes)
            return
        if isinstance(error, Preempted | RerunException):
            error = StopException()
        if error is not None and not isinstance(error, StopException):
            remember(trim(error))
            self._draw_error(run, error)
        self._finish(run, job, error)
        self._tell_others(run, job, causes)
        self._look_around(job, causes)

    def _tell_others(self, run: Run, job: Job, causes: frozenset[int]) -> None:
        """Wake the apps that read what the script itself has changed.

        They may have run already for what set off this run, hence an id of its own; a run that was
        only woken by others gets none, so that no ring of apps runs for ever.
        """
        if not run.changed:
            return
        fresh = self.session.next_cause() if job.batch.is_own else frozenset[int]()
        self._seen |= fresh
        self.session.wake(run.changed, causes | fresh, self)

    def _look_around(self, job: Job, causes: frozenset[int]) -> None:
        """Let apps see what this run has handed to the notebook; the end of a cell does it too."""
        if self.session.is_batching:
            return
        if self._options.exports:
            fresh = self.session.next_cause() if job.batch.is_own else frozenset[int]()
            self._seen |= fresh
            self.session.look(causes | fresh)
        else:
            self.look(causes)

    def _draw_error(self, run: Run, error: BaseException) -> None:
        run.job = run.ending = None
        self._show(error)

    def _finish(self, run: Run, job: Job, error: BaseException | None) -> None:
        """Show the complete page, and forget what it does not draw any more."""
        run.finish()
        with self._committing:
            if self._is_retired or job.is_abandoned:
                return
            run.is_ended = run.is_finished = True
            is_whole = error is None
            gone = self._drawn - run.drawn - run.written if is_whole else set[str]()
            self._drawn = set(run.drawn) if is_whole else self.drawn
            self._reads = set(run.reads) if is_whole else self.reads
            self._is_incomplete = False
            self._note = ""
            self._commit(run.root, {})
            self._untold = []
            self.sink.settle()
            self.session.forget(self, gone)
            self.sink.tell(
                {"running": False, "note": "Stopped."} if job.is_stopped else {"running": False}
            )
            if is_whole:
                self._export(run)
            if not job.is_stopped:
                self._watch.settle(run.given, self._options.exports if is_whole else ())
            self._mark()
        tell_observers()
        with self._committing:
            self._resolve(None if isinstance(error, StopException) else error)

    def _resolve(self, error: BaseException | None) -> None:
        outcomes, self._outcomes = self._outcomes, []
        for outcome in outcomes:
            outcome.error = error
            outcome.done.set()

    def _export(self, run: Run) -> None:
        for name in self._options.exports:
            if name in run.space:
                self._variables[name] = run.space[name]

    def _commit(self, root: Node, stale: Ranges) -> None:
        """Show a tree; its inputs are from now on the declarations by which events are read."""
        if self._is_retired:
            return
        self.sink.commit(root, stale)
        self._intake.declare(root)

    # -- while it lasts

    def _pulse(self, job: Job) -> None:
        run = job.run
        if run is None or time.monotonic() < self._next_pulse:
            return
        begun = time.monotonic()
        if begun - job.started >= FIRST_PULSE:
            self._commit_partly(run)
        status: dict[str, Any] = {"running": True}
        if job.is_stopped:
            status["stopping"] = True
        if self._note:
            status["note"] = self._note
        with self._committing:
            if not run.is_ended:
                self.sink.tell(status)
        # A large page must not keep its own script from running.
        self._next_pulse = begun + _PULSE_SHARE * (time.monotonic() - begun)

    def _commit_partly(self, run: Run) -> None:
        """Show what the run has drawn, between what it has not reached yet."""
        with self._committing:
            if not run.is_ended and run is self._run and self._sink is not None:
                root, stale = merge(self.sink.shown, run.root)
                self._commit(root, stale)
        tell_observers()

    def _abandoned(self, job: Job) -> None:
        """Go on without a run that does not stop.

        What its thread still draws or writes is discarded.
        """
        run = job.run
        with self._committing:
            if run is None or run.is_ended:
                # It has come to its end just now.
                return
            run.is_ended = True
            self._intake.reset(job.batch)
            note = (
                f"The run did not stop within {GRACE:g} s and was given up; its thread may still "
                "be busy in a call that "
                "cannot be interrupted. What it draws or writes from now on is discarded."
            )
            self.sink.tell({"running": False, "note": note})
            self._is_incomplete = False
            self._resolve(Error(note))
            self._commit(freeze(run.root), {})


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
