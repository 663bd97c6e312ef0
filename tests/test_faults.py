"""What goes wrong outside of the script costs one run, not the app; and no Stop is lost."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from traitlets import TraitError

from ipyrerun import runner as runners
from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Batch, Event, Job
from ipyrerun.loop import Loop
from ipyrerun.page import PageSink
from ipyrerun.patch import walk
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing import AppTest
from ipyrerun.testing.rig import Recorder
from tests.comms import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ipyrerun.patch import Ranges
    from ipyrerun.tree import Node

WAIT = 20.0


class Failing(Recorder):
    """A page that cannot show its next tree."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, Any]] = []
        self.fails = 0

    def commit(self, root: Node, stale: Ranges) -> None:
        if self.fails:
            self.fails -= 1
            raise ValueError("no bytes")
        super().commit(root, stale)

    def tell(self, status: dict[str, Any]) -> None:
        super().tell(status)
        self.told.append(status)


@pytest.fixture
def make() -> Iterator[Callable[..., tuple[App, Failing]]]:
    """Make apps and close them after the test."""
    made: list[App] = []

    def new(
        text: str, session: Session | None = None, *, is_threaded: bool = False, **variables: Any
    ) -> tuple[App, Failing]:
        name = f"cell{len(made)}"
        script = compile_script(f"import ipyrerun as st\n{text}", name)
        app = App(
            session or Session(),
            name,
            name,
            script,
            variables,
            main.write,
            is_threaded=is_threaded,
        )
        sink = Failing()
        app.attach(sink)
        made.append(app)
        return app, sink

    yield new
    for app in made:
        app.close()


def texts(sink: Recorder) -> list[Any]:
    return [n.value for n in walk(sink.shown) if n.name == "text"]


# -- a fault that is not the script's


def test_a_page_that_cannot_be_shown_ends_its_run_says_so_and_is_drawn_by_the_next(make):
    app, sink = make("st.text('x')")
    sink.fails = 1
    outcome = app.start()

    with pytest.raises(ValueError, match="no bytes"):
        app.loop.drain()
    assert outcome.done.is_set()
    assert str(outcome.error) == "no bytes"
    assert sink.status == {
        "running": False,
        "note": "The page could not be shown: ValueError: no bytes",
    }
    app.wake(frozenset({99}))
    app.loop.drain()

    assert texts(sink) == ["x"]
    assert sink.status == {"running": False}


def test_events_that_wait_when_a_runner_dies_are_handled_by_another(monkeypatch):
    said: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", said.append)
    begun, go_on = threading.Event(), threading.Event()
    handled: list[Any] = []

    def handle(job: Job) -> None:
        handled.append([e.value for e in job.batch.values])
        if not job.batch.values:
            begun.set()
            go_on.wait(WAIT)
            raise ValueError("ours")

    loop = Loop(handle, lambda _: None, lambda _: None, "test")
    loop.submit(Event())
    assert begun.wait(WAIT)
    loop.submit(Event("x", 1))
    go_on.set()

    assert loop.wait_idle(WAIT)
    assert handled == [[], [1]]
    assert len(said) == 1
    loop.close()


def test_a_value_from_outside_that_no_input_can_take_is_written_over(make):
    app, sink = make("st.text(st.slider('n', 0, 9, 2, key='n'))")
    app.start()
    app.loop.drain()
    before = app.session.state.stamps.get("n", 0)

    app.loop.submit(Event("slider:n", "abc"))
    app.loop.drain()

    assert texts(sink) == ["2"]
    assert app.session.state.stamps.get("n", 0) > before


def test_a_disabled_inputs_own_value_is_written_over_what_was_sent(make):
    app, _ = make("st.slider('n', 0, 9, 2, key='n', disabled=True)")
    app.start()
    app.loop.drain()
    before = app.session.state.stamps.get("n", 0)

    app.loop.submit(Event("slider:n", 5))
    app.loop.drain()

    assert app.session.state.values["n"] == 2
    assert app.session.state.stamps.get("n", 0) > before


@pytest.mark.parametrize("wrong", ["abc", 50])
def test_a_program_is_told_where_it_assigns_a_value_that_cannot_be(wrong: object, monkeypatch):
    record(monkeypatch)
    script = compile_script("import ipyrerun as st\nst.slider('n', 0, 9, 2, key='n')", "x")
    app = App(Session(), "x", "x", script, {}, main.write, is_threaded=False)
    app.attach(PageSink(app.loop.submit, app.listen, {"name": ""}))
    app.start()
    app.loop.drain()
    widget = app.widget("n")

    with pytest.raises(TraitError) as raised:
        widget.value = wrong

    assert str(raised.value) == (
        f"st.widget_of('n').value: {wrong!r} is no value of this input, which shows 2; "
        "assign what its view in the browser could send"
    )
    assert widget.value == 2
    assert app.loop.wait_idle(0)
    app.close()


def test_a_commit_that_fails_leaves_no_widget_behind(monkeypatch):
    sent = record(monkeypatch)
    text = "st.line_chart([1, 2])\nst.slider('a', 0, 9)"
    script = compile_script(f"import ipyrerun as st\n{text}", "x")
    app = App(Session(), "x", "x", script, {}, main.write, is_threaded=False)
    sink = PageSink(app.loop.submit, app.listen, {"name": ""})
    app.attach(sink)
    with monkeypatch.context() as patch:
        patch.setattr("ipyrerun.elements.charts.to_arrow", lambda _: 1 / 0)
        app.start()
        with pytest.raises(ZeroDivisionError):
            app.loop.drain()
    assert sink.live == {}

    app.rerun()
    app.loop.drain()
    app.close()

    kinds = [m.kind for m in sent]
    assert kinds.count("comm_open") == kinds.count("comm_close") == 4


# -- Stop


@pytest.mark.parametrize("is_early", [True, False])
def test_stop_resolves_the_first_run_of_a_script_that_reruns_itself(make, is_early: bool):
    stops: list[Callable[[], bool]] = []
    text = "st.text('x')\ntry:\n    st.rerun()\nfinally:\n    stops[0]()"
    app, sink = make(text, stops=stops)
    stops.append(app.stop)
    outcome = app.start()
    if is_early:
        assert app.stop()

    app.loop.drain()

    assert outcome.done.is_set()
    assert outcome.error is None
    assert sink.status == {"running": False, "note": "Stopped."}


def test_an_app_that_has_ended_resolves_whoever_starts_it(make):
    app, _ = make("st.text('x')")
    app.close()

    assert app.start().done.is_set()


# -- what the page says


def test_an_event_that_asks_for_no_run_shows_none(make, monkeypatch):
    app, sink = make("st.slider('n', 0, 9, 2, key='n')")
    app.start()
    app.loop.drain()
    sink.told.clear()
    take = app._board.intake.take

    def pulsing(batch: Batch) -> Any:
        assert app.loop.job is not None
        app._pulses.pulse(app.loop.job)
        return take(batch)

    monkeypatch.setattr(app._board.intake, "take", pulsing)

    app.loop.submit(Event("slider:n", 2))
    app.loop.drain()

    assert sink.told == []


def test_a_key_changed_while_the_first_run_lasts_wakes_the_app(make):
    session = Session()
    once: list[int] = []

    def change() -> None:
        if not once:
            once.append(1)
            session.state.put("n", 5)
            session.wake({"n"}, session.next_cause())

    app, sink = make("n = st.session_state.get('n')\nchange()\nst.text(n)", session, change=change)
    app.start()

    app.loop.drain()

    assert texts(sink) == ["5"]


def test_an_input_that_another_app_is_just_drawing_keeps_its_value(make):
    session = Session()
    shows, sink = make(
        "if st.checkbox('on', True, key='on'): st.slider('n', 0, 9, key='n')", session
    )
    shows.start()
    shows.loop.drain()
    shows.loop.submit(Event("slider:n", 7))
    shows.loop.drain()

    def leave() -> None:
        shows.loop.submit(Event("checkbox:on", value=False))
        shows.loop.drain()

    other, sink = make(
        "n = st.slider('n', 0, 9, key='n')\nleave()\nst.text(n)", session, leave=leave
    )
    other.start()
    other.loop.drain()

    assert texts(sink) == ["7"]
    assert session.state.values["n"] == 7


def test_a_run_that_is_given_up_is_resolved_although_its_page_cannot_be_shown(make, monkeypatch):
    monkeypatch.setattr(runners, "GRACE", 0.2)
    begun, go_on = threading.Event(), threading.Event()
    text = """
begun.set()
while not go_on.is_set():
    try:
        go_on.wait(0.05)
    except BaseException:
        pass
"""
    app, sink = make(text, is_threaded=True, begun=begun, go_on=go_on)
    sink.fails = 1
    outcome = app.start()
    assert begun.wait(WAIT)
    monkeypatch.setattr("ipyrerun.pulses.FIRST_PULSE", WAIT)
    app.stop()

    assert outcome.done.wait(WAIT)
    assert "was given up" in str(outcome.error)
    go_on.set()
    # The thread that carries out Stop is still there.
    go_on.clear()
    begun.clear()
    second = app.start()
    assert begun.wait(WAIT)
    app.stop()
    assert second.done.wait(WAIT)
    go_on.set()


# -- a cell that is executed again


def test_edits_that_wait_when_a_cell_is_executed_again_are_kept(make):
    session = Session()
    app, _ = make("st.slider('n', 0, 9, key='n')\nst.button('go', key='go')", session)
    app.start()
    app.loop.drain()
    app.loop.submit(Event("slider:n", 5))
    app.loop.submit(Event("button:go", value=True, once=True))
    app.loop.submit(Event("slider:n", "abc"))

    app.replace()

    assert session.state.values == {"n": 5, "go": False}


def test_options_whose_comparison_fails_can_be_chosen():
    test = AppTest.from_string("""
        import ipyrerun as st

        class Odd:
            def __init__(self, name):
                self.name = name
            def __eq__(self, other):
                if self is other:
                    return True
                raise ValueError("there is no one answer")
            __hash__ = object.__hash__

        odd = st.session_state.setdefault("odd", [Odd("a"), Odd("b")])
        st.text(st.selectbox("o", odd, format_func=lambda one: one.name).name)
    """).run()

    test.selectbox[0].select_index(1).run()

    assert test.text[0].value == "b"
