"""Events in any order, at any moment of a run: no click is lost or repeated, last values win."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ipyrerun.events import Event, Job
from ipyrerun.loop import Loop
from ipyrerun.testing import AppTest

# What a user does: sets an input, or clicks (None).
Deeds = list[str | None]

deeds = st.lists(st.sampled_from(["a", "b", None]), max_size=14)
pauses = st.lists(st.integers(0, 3), max_size=40)


@dataclass
class Desk:
    """A script of four checkpoints with a button at one of them, and a user who does not wait.

    Before each checkpoint the user does as many deeds as `pauses` says; the n-th deed sets its
    input to n, or is the click n.
    """

    deeds: Deeds
    pauses: list[int]
    button: int
    values: dict[str, int] = field(default_factory=dict)
    seen: list[tuple[int, dict[str, int]]] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    done: int = 0

    def __post_init__(self) -> None:
        self.loop = Loop(self.run, _ignore, _ignore, "test", is_threaded=False)

    def act(self) -> None:
        """Do the next deed, if one is left."""
        if self.done == len(self.deeds):
            return
        deed = self.deeds[self.done]
        self.done += 1
        if deed is None:
            self.loop.submit(Event("go", self.done, once=True))
        else:
            self.loop.submit(Event(deed, self.done))

    def run(self, job: Job) -> None:
        """Be the script."""
        self.values.update((e.id, e.value) for e in job.batch.values)
        for place in range(4):
            for _ in range(self.pauses.pop() if self.pauses else 0):
                self.act()
            job.checkpoint()
            if place == self.button and job.unconsumed is not None:
                clicked = job.unconsumed.value
                job.consume()
                self.seen.append((clicked, dict(self.values)))
        self.ended += [n for n, _ in self.seen[len(self.ended) :]]

    def work(self) -> None:
        """Let the user do everything, and the loop answer it."""
        while self.done < len(self.deeds):
            self.act()
            self.loop.drain()

    def last(self, until: int) -> dict[str, int]:
        """Return the last value of each input among the first deeds."""
        return {deed: n for n, deed in enumerate(self.deeds[:until], 1) if deed is not None}


def _ignore(_: Job) -> None:
    """Do nothing while a run lasts."""


@settings(max_examples=300, deadline=None)
@given(deeds, pauses, st.integers(0, 3))
def test_each_click_is_seen_once_in_its_order_by_a_run_that_ends(did, waits, button):
    desk = Desk(did, waits, button)

    desk.work()

    clicks = [n for n, deed in enumerate(did, 1) if deed is None]
    assert [n for n, _ in desk.seen] == clicks
    assert desk.ended == clicks
    assert desk.values == desk.last(len(did))
    assert desk.loop.wait_idle(0)


@settings(max_examples=300, deadline=None)
@given(deeds, pauses, st.integers(0, 3))
def test_a_click_sees_what_was_set_before_it(did, waits, button):
    desk = Desk(did, waits, button)

    desk.work()

    for clicked, values in desk.seen:
        before = desk.last(clicked)
        assert all(values[name] >= n for name, n in before.items())


PAGE = """
import ipyrerun as st
log = st.session_state.setdefault("log", [])
def note(name):
    log.append((name, st.session_state.get(name)))
st.slider("a", 0, 99, key="a", on_change=note, args=("a",))
st.slider("b", 0, 99, key="b", on_change=note, args=("b",))
if st.button("go", key="go", on_click=note, args=("go",)):
    log.append(("body", st.session_state.a + st.session_state.b))
"""


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "go"]), st.integers(0, 3)), max_size=12))
def test_an_app_remembers_what_a_list_of_deeds_says(did: list[tuple[str, int]]):
    at = AppTest.from_string(PAGE).run()
    values: dict[str, Any] = {"a": 0, "b": 0}
    log: list[tuple[str, Any]] = []
    for name, value in did:
        if name == "go":
            log += [("go", True), ("body", values["a"] + values["b"])]
            at.button("go").click().run()
        else:
            log += [(name, value)] if value != values[name] else []
            values[name] = value
            at.slider(name).set_value(value).run()

    assert at.raised is None
    assert at.session_state.log == log
    assert {name: at.slider(name).value for name in "ab"} == values
