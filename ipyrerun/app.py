"""One `%%rerun` cell: its script, its loop, its sink.

`handle` turns a batch of events into a page.
"""

from __future__ import annotations

import contextvars
import os
from typing import TYPE_CHECKING, Any

from . import capture
from .board import Board
from .causes import Causes
from .errors import Error, Preempted, RerunException, StopException
from .events import Batch, Event, Job
from .execution import NO_OPTIONS, Execution, Options, Outcome, Outcomes, Wishes
from .loop import Loop
from .mains import last_spaces
from .pages import Pages
from .pulses import Pulses
from .run import Run, enter, on_thread
from .runner import GIVEN_UP
from .sink import RollCall, Sink
from .ticks import Ticks
from .widgets import tell_observers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .fragments import Fragment
    from .script import Script
    from .session import Session


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
    script, variables, show, options
        What its `Execution` is made of.
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
        options: Options = NO_OPTIONS,
        *,
        is_threaded: bool = True,
    ) -> None:
        capture.install()
        self.name = name
        self.title = title
        self.session = session
        self._board = board = Board(session, name)
        self._pulses = Pulses(board)
        self._committing = board.lock
        self.loop = Loop(
            self._handle,
            self._pulses.pulse,
            self._abandoned,
            f"ipyrerun {name}",
            is_threaded=is_threaded,
            scope=board.scope,
        )
        self._execution = Execution(script, variables, show, options)
        self._options = options
        self.pages = Pages(None if script.path is None else script.path.parent)
        self._causes = Causes(self, session)
        self._outcomes = Outcomes()
        self._roll_call = RollCall()
        self._ticks = Ticks(self.loop.submit, self._roll_call)
        self.cell_id: str | None = None
        self._looked: frozenset[int] = frozenset()
        self._on_close: Callable[[App], None] | None = None

    # -- from outside

    def attach(self, sink: Sink, on_close: Callable[[App], None] | None = None) -> None:
        """Give the app its page and make it a member of the session."""
        self._board.sink = sink
        self._on_close = on_close
        self.session.apps[self.name] = self

    @property
    def sink(self) -> Sink:
        """The page, or a test's recorder."""
        return self._board.sink

    def has_read(self, keys: set[str]) -> bool:
        """Return whether the last run read one of these keys, or the one under way so far."""
        return self._board.has_read(keys)

    @property
    def drawn(self) -> set[str]:
        """The slots that the last run drew, and the one under way so far."""
        return self._board.drawn

    def start(self) -> Outcome:
        """Ask for a run; the outcome is done when a run has come to its end."""
        with self._committing:
            outcome = self._outcomes.expect()
            if self._board.is_closed:
                self._outcomes.resolve(None)
        self.loop.submit(Event())
        return outcome

    def expect(self) -> Outcome:
        """Return an outcome that is done when any run has ended, also one of fragments only."""
        with self._committing:
            return self._outcomes.expect(of_fragments=True)

    def let_go(self, note: str) -> None:
        """Show a note for as long as the run under way lasts.

        The cell does not wait for it any more.
        """
        with self._committing:
            run = self._board.run
            if run is not None and not run.is_ended:
                self._pulses.note = note

    def rerun(self) -> None:
        """Ask for a run."""
        self.loop.submit(Event())

    def wake(self, causes: frozenset[int]) -> None:
        """Ask for a run because of somebody else's change.

        Unless the app has run for it already.
        """
        if self._causes.are_new(causes):
            self.loop.submit(Event(causes=causes))

    def look(self, causes: frozenset[int]) -> None:
        """Mark the page if variables that its last run has read are others now; or run again."""
        with self._committing:
            is_news = self._execution.watch.look()
            if self.loop.job is not None:
                # The run under way may have begun before the change: it looks again at its end.
                self._looked |= causes
        if is_news and self._options.watch and self._causes.are_new(causes):
            self.wake(causes)
        else:
            self._mark()

    def _mark(self) -> None:
        self._board.mark(list(self._execution.watch.changed))

    def stop(self) -> bool:
        """Stop the run under way; return whether there was one."""
        return self.loop.stop()

    def widget(self, slot: str) -> Any:
        """Return the live widget of a slot, or None.

        An input that the run has just drawn becomes live by that.
        """
        run = self._board.run
        if run is not None and not run.is_ended and slot in run.drawn:
            self._board.show_partly(run)
        return self.sink.widget(slot)

    def listen(self, content: dict[str, Any]) -> None:
        """Take a message of the page; called on a comm's thread."""
        kind = content.get("type")
        if kind == "stop":
            self.stop()
        elif kind == "rerun":
            self.rerun()
        elif kind == "set":
            self.loop.submit(self._board.event_of(content), contextvars.copy_context())
        elif kind == "clear-caches":
            self.session.clear_caches()
        elif kind == "clear-state":
            self.session.clear_state()
        elif kind == "client":
            self._board.meet(content)
        elif kind in {"hello", "here"}:
            self._board.meet(content)
            is_first = self._roll_call.answer()
            self.loop.adopt(contextvars.copy_context())
            if is_first and os.environ.get("VOILA_PREHEAT") == "True":
                # The page was drawn before its visitor came: clocks and files have moved on.
                self.rerun()
        elif kind == "gone" and (page := self._board.page) is not None:
            self._roll_call.begin(page.call_roll, self.close)

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
        self.pages.wanted = old.pages.wanted
        self._board.take_over(old._board)
        return inputs

    def replace(self) -> dict[str, Any]:
        """End the app because its cell is executed again.

        What its user has done last is in the state. Return the live inputs, for the new page to
        adopt.
        """
        edits = [event for event in self.loop.close() if not event.once]
        with self._committing:
            news = self._board.intake.take(Batch(tuple(edits)))
        self.session.wake(news.keys, self.session.next_cause(), self)
        self.retire()
        with self._committing:
            release: Callable[[], dict[str, Any]] = getattr(self.sink, "release", dict)
            return release()

    def retire(self) -> None:
        """End the loop, and leave the session if no other app has taken this one's name."""
        self.loop.close()
        self._ticks.stop()
        with self._committing:
            self._board.close()
            self._outcomes.resolve(None)
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
            if job.is_abandoned or self._board.is_closed:
                return
            if job.run is not None:
                job.run.is_ended = True
            self._board.is_incomplete = True
            self._ticks.stop()
            self._pulses.note = ""
            self._outcomes.resolve(bug)
            note = f"The page could not be shown: {type(bug).__name__}: {bug}"
            self.sink.tell({"running": False, "note": note})

    def _handle_batch(self, job: Job) -> None:
        board = self._board
        causes = self._causes.of(job.batch)
        with self._committing:
            if self.pages.is_left:
                self.pages.is_left = False
                self.session.leave_page(self, self.pages.wanted or "", entirely=True)
            news = board.intake.take(job.batch)
            if job.unconsumed is not None and not board.intake.is_wanted(job.unconsumed):
                job.unconsumed = None
            board.note(news)
            is_woken = self._causes.are_new(job.batch.causes)
            due = board.due(job.batch, news, is_woken=is_woken)
        if due is False:
            board.intake.reset(job.batch)
            return
        run = self._begin(job, None if due is True else due)
        self._causes.note(causes)

        def on_called() -> None:
            told = news.keys | run.changed
            run.changed.clear()
            self.session.wake(told, causes, self)

        def divert(wishes: Wishes) -> Run:
            return self._divert(job, run, due, wishes)

        error = self._execution.perform(run, job, news.calls, on_called, divert)
        self._end(job.run, job, error, causes)

    def _begin(self, job: Job, fragments: Iterable[Fragment] | None) -> Run:
        """Return a run that draws the page, or only these fragments."""
        run = Run(self.name, self.session, job, memory=self._board.memory)
        run.pages, run.page = self.pages, self.pages.shown
        enter(run)
        self._board.begin(run, fragments)
        job.fragments = None if run.redraw is None else run.redraw.ids
        job.run = run
        on_thread()
        return run

    def _divert(self, job: Job, run: Run, due: list[Fragment] | bool, wishes: Wishes) -> Run:
        """Return the run to go on with where callbacks have asked for certain fragments."""
        asked = self._board.diverted(due, wishes)
        if asked is None:
            return run
        self._board.give_way(run)
        self._board.waive()
        return self._begin(job, asked).carry_on(run)

    # -- its end

    def _end(self, run: Run, job: Job, error: BaseException | None, causes: frozenset[int]) -> None:
        if job.is_abandoned:
            return
        if isinstance(error, Preempted) and not job.is_stopped:
            self._give_way(run, job, causes)
            raise error
        self._board.intake.reset(job.batch)
        if isinstance(error, RerunException) and self.loop.again(job, error.fragments):
            self._give_way(run, job, causes)
            return
        if isinstance(error, Preempted | RerunException):
            error = StopException()
        if error is not None and not isinstance(error, StopException):
            self._execution.show_error(run, error)
        self._finish(run, job, error)
        self._causes.tell(run.changed, job, causes)
        self._look_around(job, causes)

    def _give_way(self, run: Run, job: Job, causes: frozenset[int]) -> None:
        """End a run in whose place another one goes on."""
        self._board.give_way(run)
        self._causes.tell(run.changed, job, causes)

    def _look_around(self, job: Job, causes: frozenset[int]) -> None:
        """Let apps see what this run has handed to the notebook; the end of a cell does it too."""
        with self._committing:
            causes |= self._looked
            self._looked = frozenset()
        if self.session.is_batching:
            return
        if self._options.exports:
            self._causes.look(job, causes)
        else:
            self.look(causes)

    def _finish(self, run: Run, job: Job, error: BaseException | None) -> None:
        """Show the complete page, and forget what it does not draw any more."""
        board = self._board
        if run.redraw is None:
            run.finish(self.sink.shown)
        with self._committing:
            if board.is_closed or job.is_abandoned:
                return
            run.is_ended = run.is_finished = True
            is_whole = error is None
            gone = board.finish(run, is_whole=is_whole)
            self._pulses.note = ""
            self.sink.settle()
            self.session.state.stand(run.drawn, self.name, run.page)
            if gone or run.redraw is None:
                self.session.forget(self, gone, run.page)
            board.tell_address()
            self.sink.tell(
                {"running": False, "note": "Stopped."} if job.is_stopped else {"running": False}
            )
            self._execution.settle(run, is_whole=is_whole, is_stopped=job.is_stopped)
            self._mark()
            self._ticks.keep(board)
        tell_observers()
        aside = run.crew.error if run.crew is not None else None
        with self._committing:
            raised = None if isinstance(error, StopException) else error
            self._outcomes.resolve(raised or aside, is_of_script=run.redraw is None)

    def _abandoned(self, job: Job) -> None:
        """Go on without a run that does not stop.

        What its thread still draws or writes is discarded.
        """
        run = job.run
        with self._committing:
            if run is None or run.is_ended:
                # It has come to its end just now, or hangs in an observer after it.
                self._outcomes.resolve(None)
                return
            run.is_ended = True
            self._ticks.stop()
            self._pulses.note = ""
            self._board.intake.reset(job.batch)
            self.sink.tell({"running": False, "note": GIVEN_UP})
            self._outcomes.resolve(Error(GIVEN_UP))
            self._board.give_up(run)
