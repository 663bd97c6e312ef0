"""Ten thousand events from eight threads: nothing is lost or counted twice, one run at a time."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from ipywidgets import IntSlider

from ipyrerun.app import App
from ipyrerun.elements import main
from ipyrerun.events import Event
from ipyrerun.page import PageSink
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from tests.comms import edit, record, say
from tests.threads import at_once

if TYPE_CHECKING:
    from collections.abc import Iterator

THREADS, EVENTS, WAIT = 8, 10_000, 60.0
SLIDERS, FOREIGN, BUTTONS = 35, 5, 10
# Each click is a run of its own.
CLICKS = 0.05
SCRIPT = f"""
import ipyrerun as st

def count(i):
    with alone():
        counted[i] += 1

with alone():
    for i in range({SLIDERS}):
        seen[i] = st.slider(str(i), 0, {EVENTS}, key=f"s{{i}}")
    for i in range({FOREIGN}):
        seen[{SLIDERS} + i] = st.widget(lambda: Wide(), key=f"w{{i}}")
    for i in range({BUTTONS}):
        if st.button(str(i), key=f"b{{i}}", on_click=count, args=(i,)):
            shown[i] += 1
"""


class Wide(IntSlider):  # type: ignore[misc]
    """A slider with room for every event."""

    def __init__(self) -> None:
        super().__init__(max=EVENTS)


class Alone:
    """Counts how many runs are at work at once; they take a moment now and then."""

    def __init__(self) -> None:
        self.now = self.most = self.runs = 0
        self._lock = threading.Lock()

    @contextmanager
    def __call__(self) -> Iterator[None]:
        with self._lock:
            self.now += 1
            self.runs += 1
            self.most = max(self.most, self.now)
        try:
            time.sleep(0.0001)
            yield
        finally:
            with self._lock:
                self.now -= 1


class Storm:
    """Threads that act on the widgets of one page.

    What is done to one widget is done in an order; `last` is what was done last.
    """

    def __init__(self, seed: int) -> None:
        self.alone = Alone()
        self.counted: Counter[int] = Counter()
        self.shown: Counter[int] = Counter()
        self.seen: dict[int, int] = {}
        variables = {n: getattr(self, n) for n in ("alone", "counted", "shown", "seen")}
        self.app = App(
            Session(),
            "a",
            "a",
            compile_script(SCRIPT, "a"),
            {**variables, "Wide": Wide},
            main.write,
        )
        self.sink = PageSink(self.app.loop.submit, self.app.listen, {"name": "a"})
        self.app.attach(self.sink)
        assert self.app.start().done.wait(WAIT)
        self.clicked: Counter[int] = Counter()
        self.last: dict[int, int] = dict(self.seen)
        self._seed = seed
        self._locks = [threading.Lock() for _ in range(SLIDERS + FOREIGN + BUTTONS)]
        keys = [f"s{i}" for i in range(SLIDERS)] + [f"w{i}" for i in range(FOREIGN)]
        keys += [f"b{i}" for i in range(BUTTONS)]
        self._widgets = [self.sink.widget(key) for key in keys]

    def blow(self) -> None:
        """Let all threads act, and wait until the app has come to rest."""
        at_once(self._act, range(THREADS))
        assert self.app.loop.wait_idle(WAIT)

    def _act(self, number: int) -> None:
        chance = random.Random(self._seed * THREADS + number)
        for n in range(number, EVENTS, THREADS):
            if chance.random() < CLICKS:
                i = chance.randrange(BUTTONS)
                with self._locks[SLIDERS + FOREIGN + i]:
                    self.clicked[i] += 1
                    say(self._widgets[SLIDERS + FOREIGN + i], {"type": "click"})
            else:
                i = chance.randrange(SLIDERS + FOREIGN)
                with self._locks[i]:
                    self.last[i] = n
                    self._set(i, n)
            if chance.random() < 0.02:
                time.sleep(0.001)

    def _set(self, i: int, value: int) -> None:
        if i < SLIDERS:
            edit(self._widgets[i], value, number=value)
        else:
            self._widgets[i].value = value


@pytest.mark.parametrize("seed", [1])
def test_after_a_storm_each_input_has_its_last_value_and_each_click_counted_once(monkeypatch, seed):
    record(monkeypatch)
    storm = Storm(seed)

    storm.blow()

    state = storm.app.session.state.values
    values = [state[f"s{i}"] for i in range(SLIDERS)] + [state[f"w{i}"] for i in range(FOREIGN)]
    assert values == [storm.last[i] for i in range(SLIDERS + FOREIGN)]
    assert storm.seen == storm.last
    assert [widget.value for widget in storm._widgets[: SLIDERS + FOREIGN]] == values
    assert storm.counted == storm.shown == storm.clicked
    assert not any(state[f"b{i}"] for i in range(BUTTONS))
    assert storm.alone.most == 1
    # A click is a run; of the rest, what waits together is one.
    assert storm.clicked.total() <= storm.alone.runs / 2 <= EVENTS / 2
    storm.app.close()


def test_events_straight_to_the_loop_are_as_safe_as_those_of_widgets():
    storm = Storm(3)

    def pour(number: int) -> None:
        for n in range(number, EVENTS, THREADS):
            i = n % SLIDERS
            with storm._locks[i]:
                storm.last[i] = n
                storm.app.loop.submit(Event(f"slider:s{i}", n))

    at_once(pour, range(THREADS))

    assert storm.app.loop.wait_idle(WAIT)
    assert storm.seen == storm.last
    assert storm.alone.most == 1
    storm.app.close()
