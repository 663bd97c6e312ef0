"""Events, Stop and reruns in any order: everyone who waits is told, and the app comes to rest."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Event
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing.rig import Recorder

if TYPE_CHECKING:
    from ipyrerun.execution import Outcome

WAIT = 20.0
SCRIPT = """
import ipyrerun as st
n = st.slider("n", 0, 99, key="n")
for i in range(3):
    st.text(pause())
if st.button("go", key="go"):
    st.text("clicked")
if reruns:
    reruns.pop()
    st.rerun()
st.text(n)
"""


class Play:
    """An app on which several threads act at once."""

    def __init__(self, reruns: int) -> None:
        variables: dict[str, Any] = {"reruns": [1] * reruns, "pause": lambda: time.sleep(0.0002)}
        session = Session()
        script = compile_script(SCRIPT, "a")
        self.app = App(session, "a", "a", script, variables, main.write)
        self.sink = Recorder()
        self.app.attach(self.sink)
        self.outcomes: list[Outcome] = [self.app.start()]

    def act(self, acts: list[str]) -> None:
        for n, act in enumerate(acts):
            if act == "start":
                self.outcomes.append(self.app.start())
            elif act == "stop":
                self.app.stop()
            elif act == "edit":
                self.app.loop.submit(Event("slider:n", n))
            elif act == "wrong":
                self.app.loop.submit(Event("slider:n", "x"))
            elif act == "click":
                self.app.loop.submit(Event("button:go", value=True, once=True))
            elif act == "wait":
                time.sleep(0.001)
            elif act == "pulse" and self.app.loop.job is not None:
                self.app._pulses.pulse(self.app.loop.job)


acts = some.lists(
    some.sampled_from(["start", "stop", "edit", "wrong", "click", "wait", "pulse"]), max_size=12
)


@given(some.lists(acts, min_size=2, max_size=3), some.integers(0, 4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_start_is_answered_and_the_app_comes_to_rest(threads: list[list[str]], reruns: int):
    play = Play(reruns)
    actors = [threading.Thread(target=play.act, args=(each,)) for each in threads]
    for actor in actors:
        actor.start()
    for actor in actors:
        actor.join(WAIT)

    assert play.app.loop.wait_idle(WAIT)
    assert [outcome.error for outcome in play.outcomes if outcome.done.wait(WAIT)] == [None] * len(
        play.outcomes
    )
    assert not play.sink.status.get("running")
    assert play.app.session.state.values.get("go") in {None, False}
    play.app.close()
