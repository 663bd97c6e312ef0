"""One `%%rerun` cell: its script, its loop, its sink.

`handle` turns a batch of events into a page.
"""

from __future__ import annotations

import contextvars
import os
import threading
import time
from typing import TYPE_CHECKING, Any

from . import capture
from .causes import Causes
from .errors import Error, Preempted, RerunException, StopException
from .events import Batch, Event, Job
from .execution import NO_OPTIONS, Execution, Options, Outcome, Outcomes
from .intake import Intake, News
from .loop import FIRST_PULSE, Loop
from .memory import Memory
from .pages import Pages
from .patch import freeze, merge
from .run import Run, enter, last_spaces, on_thread
from .runner import GIVEN_UP
from .sink import RollCall, Sink
from .widgets import tell_observers

if TYPE_CHECKING:
    from collections.abc import Callable

    from .patch import Ranges
    from .script import Script
    from .session import Session
    from .tree import Node

_PULSE_SHARE = 10


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
        self.loop = Loop(
            self._handle, self._pulse, self._abandoned, f"ipyrerun {name}", is_threaded=is_threaded
        )
        self._execution = Execution(script, variables, show, options)
        self._options = options
        self._sink: Sink | None = None
        self._reads: set[str] = set()
        self._drawn: set[str] = set()
        self._memory = Memory()
        self._intake = Intake(session.state)
        self.pages = Pages(None if script.path is None else script.path.parent)
        self._causes = Causes(self, session)
        self._is_incomplete = True
        self._run: Run | None = None
        self._committing = threading.RLock()
        self._next_pulse = 0.0
        # Toasts of a run that ended in another run: they are shown with the next page.
        self._untold: list[Node] = []
        self._outcomes = Outcomes()
        self._roll_call = RollCall()
        self.cell_id: str | None = None
        self._note = ""
        self._looked: frozenset[int] = frozenset()
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

    def start(self) -> Outcome:
        """Ask for a run; the outcome is done when a run has come to its end."""
        with self._committing:
            outcome = self._outcomes.expect()
            if self._is_retired:
                self._outcomes.resolve(None)
        self.loop.submit(Event())
        return outcome

    def let_go(self, note: str) -> None:
        """Show a note for as long as the run under way lasts.

        The cell does not wait for it any more.
        """
        with self._committing:
            if self._run is not None and not self._run.is_ended:
                self._note = note

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
        page = getattr(self.sink, "page", None)
        if page is not None:
            page.mark(
                outdated=list(self._execution.watch.changed), caches=bool(self.session.caches)
            )

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
        elif kind == "set":
            # The value of a block, which has no comm of its own.
            self._intake.note_edit(content["id"], *content["edit"])
            event = Event(content["id"], content.get("value"))
            self.loop.submit(event, contextvars.copy_context())
        elif kind == "clear-caches":
            self.session.clear_caches()
        elif kind == "clear-state":
            self.session.clear_state()
        elif kind == "client":
            self._meet(content)
        elif kind in {"hello", "here"}:
            self._meet(content)
            is_first = self._roll_call.answer()
            self.loop.adopt(contextvars.copy_context())
            if is_first and os.environ.get("VOILA_PREHEAT") == "True":
                # The page was drawn before its visitor came: clocks and files have moved on.
                self.rerun()
        elif kind == "gone" and (page := getattr(self.sink, "page", None)) is not None:
            self._roll_call.begin(page.call_roll, self.close)

    def _meet(self, content: dict[str, Any]) -> None:
        """Take note of what a browser says of itself, and of the address that it shows."""
        if "client" in content:
            self.session.meet(content["client"])
        address = self.session.address
        if address is None or "query" not in content:
            return
        if address.version:
            # The script has changed it before anybody looked.
            address.told = -1
            self._tell_address()
        elif address.adopt(content["query"]):
            self.session.begin_with(address)

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
            if job.is_abandoned or self._is_retired:
                return
            if job.run is not None:
                job.run.is_ended = True
            self._is_incomplete = True
            self._note = ""
            self._outcomes.resolve(bug)
            note = f"The page could not be shown: {type(bug).__name__}: {bug}"
            self.sink.tell({"running": False, "note": note})

    def _handle_batch(self, job: Job) -> None:
        causes = self._causes.of(job.batch)
        with self._committing:
            if self.pages.is_left:
                self.pages.is_left = False
                self.session.leave_page(self, self.pages.wanted or "", entirely=True)
            news = self._intake.take(job.batch)
            seen = self._intake.seen()
            if job.unconsumed is not None and not self._intake.is_wanted(job.unconsumed):
                job.unconsumed = None
        self._is_incomplete |= news.is_refused
        if not self._is_due(job, news):
            return
        run = Run(self.name, self.session, job, memory=self._memory)
        run.seen, run.pages = seen, self.pages
        run.hand_on(self._untold)
        job.run = self._run = run
        self._causes.note(causes)
        self._is_incomplete = True
        enter(run)
        on_thread()

        def on_called() -> None:
            told = news.keys | run.changed
            run.changed.clear()
            self.session.wake(told, causes, self)

        error = self._execution.perform(run, job, news.calls, on_called)
        self._end(run, job, error, causes)

    def _is_due(self, job: Job, news: News) -> bool:
        batch = job.batch
        is_woken = self._causes.are_new(batch.causes)
        is_asked = bool(news.calls or batch.armed) or batch.is_forced
        return is_asked or is_woken or self._is_incomplete

    # -- its end

    def _end(self, run: Run, job: Job, error: BaseException | None, causes: frozenset[int]) -> None:
        if job.is_abandoned:
            return
        if isinstance(error, Preempted) and not job.is_stopped:
            self._give_way(run, job, causes)
            raise error
        self._intake.reset(job.batch)
        if isinstance(error, RerunException) and self.loop.again(job):
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
        with self._committing:
            run.is_ended = True
            self._drawn |= run.drawn
        self._untold = run.event.children or []
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
        run.finish(self.sink.shown)
        with self._committing:
            if self._is_retired or job.is_abandoned:
                return
            run.is_ended = run.is_finished = True
            is_whole = error is None
            gone = self._gone(run) if is_whole else set[str]()
            self._drawn = set(run.drawn) if is_whole else self.drawn
            self._reads = set(run.reads) if is_whole else self.reads
            if is_whole:
                self._memory.end_turn()
            self._is_incomplete = False
            self._note = ""
            self._commit(run.root, {})
            self._untold = []
            self.sink.settle()
            self.session.state.stand(run.drawn, self.name, run.page)
            self.session.forget(self, gone, run.page)
            self._tell_address()
            self.sink.tell(
                {"running": False, "note": "Stopped."} if job.is_stopped else {"running": False}
            )
            self._execution.settle(run, is_whole=is_whole, is_stopped=job.is_stopped)
            self._mark()
        tell_observers()
        with self._committing:
            self._outcomes.resolve(None if isinstance(error, StopException) else error)

    def _gone(self, run: Run) -> set[str]:
        """Return the slots whose inputs a whole run has left out."""
        stranded = self.session.state.stranded(self.name)
        return (self._drawn | stranded) - run.drawn - run.written

    def _tell_address(self) -> None:
        """Let the browser show the query of the page, where it is the address of the dashboard."""
        page = getattr(self.sink, "page", None)
        if page is not None and self.session.address is not None:
            page.address(self.session.address)

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
                # It has come to its end just now, or hangs in an observer after it.
                self._outcomes.resolve(None)
                return
            run.is_ended = True
            self._note = ""
            self._intake.reset(job.batch)
            self.sink.tell({"running": False, "note": GIVEN_UP})
            self._is_incomplete = False
            self._outcomes.resolve(Error(GIVEN_UP))
            self._commit(freeze(run.root), {})
