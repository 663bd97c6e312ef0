"""What holds of the memory of calls whatever a script does: nobody can tell; it stays small."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from ipyrerun.session import Session
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage, shown_of

NUMBERS = some.sampled_from([0, 1, 2, 9, 0.0, 1.0, 9.0, True, None])
TEXTS = some.sampled_from(["", "a", "b", None, 1])
OPTIONS = some.lists(some.sampled_from(["a", "b", 1, 1.0, True, None]), max_size=3)
EARLIEST = some.sampled_from([None, "2019-12-31"])
DAYS = some.sampled_from(["date(2020, 1, 1)", "datetime(2020, 1, 1)", "datetime(2020, 1, 1, 9)"])
CLOCKS = some.sampled_from(
    ["time(9)", "time(9, fold=1)", "time(9, tzinfo=dt.UTC)", "datetime(2020, 1, 1, 9)"]
)
CONTENTS = some.sampled_from(["a", b"a", 1, None])
CLICKS = some.sampled_from(["rerun", "ignore", "no"])
KEYS = some.sampled_from(["k", "l", "1", 1])
MOMENTS = some.one_of(DAYS, CLOCKS)
CALLS = some.one_of(
    some.builds("st.slider('S', {!r}, {!r}, {!r}, key='k')".format, NUMBERS, NUMBERS, NUMBERS),
    some.builds("st.slider('S', 0, 9, {!r}, key='k')".format, some.tuples(NUMBERS, NUMBERS)),
    some.builds("st.number_input('N', {!r}, {!r}, {!r})".format, NUMBERS, NUMBERS, NUMBERS),
    some.builds("st.text_input('T', {!r}, help={!r}, key='k')".format, TEXTS, TEXTS),
    some.builds("st.text_area({!r}, {!r})".format, TEXTS, TEXTS),
    some.builds("st.selectbox('B', {!r}, key='k')".format, OPTIONS),
    some.builds("st.radio('B', {!r}, disabled={!r})".format, OPTIONS, some.booleans()),
    some.builds("st.multiselect('M', {!r}, {!r}, key='k')".format, OPTIONS, OPTIONS),
    some.builds("st.checkbox({!r}, {!r}, key='k')".format, TEXTS, some.booleans()),
    some.builds("st.date_input({!r}, dt.{}, {!r}, key='k')".format, TEXTS, DAYS, EARLIEST),
    some.builds("st.date_input('D', (dt.{}, '2021-01-01'), key='k')".format, DAYS),
    some.builds("st.time_input('T', dt.{}, step={!r}, key='k')".format, CLOCKS, some.just(60)),
    some.builds("st.datetime_input('M', dt.{}, {!r}, key='k')".format, MOMENTS, EARLIEST),
    some.builds("st.slider('S', value=dt.{}, key='k')".format, MOMENTS),
    some.builds("st.select_slider('L', {!r}, key='k')".format, OPTIONS),
    some.builds("st.chat_input({!r}, max_chars={!r}, key='k')".format, TEXTS, NUMBERS),
    some.builds("st.download_button('D', {!r}, {!r}, key='k')".format, CONTENTS, TEXTS),
    some.builds("st.link_button({!r}, 'https://a.b', on_click={!r})".format, TEXTS, CLICKS),
    some.builds("st.expander({!r}, {!r}, on_change={!r})".format, TEXTS, NUMBERS, CLICKS),
    some.builds("st.popover('P', disabled={!r}, on_change={!r})".format, NUMBERS, CLICKS),
    some.builds("st.tabs({!r}, on_change={!r}, key='k')".format, OPTIONS, CLICKS),
    some.builds("st.tabs({!r}, on_change='rerun', key={!r})".format, OPTIONS, KEYS),
    some.builds("st.expander('E', on_change='rerun', key={!r})".format, KEYS),
    some.builds(
        "st.form({!r}).form_submit_button({!r}, disabled={!r})".format, KEYS, TEXTS, NUMBERS
    ),
)


def shown(stage: Stage) -> list[Any]:
    """Return everything that a run came to."""
    return [
        (n.id, n.name, repr(n.value), shown_of(n), repr({**n.params, "key": 0}))
        for n in stage.nodes()
        if n.kind != "exception"
    ]


@given(some.lists(some.lists(CALLS, max_size=3), min_size=2, max_size=5))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_run_comes_to_what_it_would_come_to_without_memory(runs: list[list[str]]):
    now: list[str] = []
    script = "import datetime as dt\nfor line in now: exec(line)"
    old = Stage(script, now=now)
    for lines in runs:
        now[:] = lines
        old.session.state.clear()
        old.run()

        new = Stage(script, Session(), now=lines)

        assert (repr(old.error), shown(old)) == (repr(new.error), shown(new))


def test_a_script_that_always_ends_early_remembers_no_more_than_its_last_run():
    at = AppTest.from_string(
        "import ipyrerun as st\n"
        "st.session_state.n = st.session_state.get('n', 0) + 1\n"
        "st.checkbox(f'no. {st.session_state.n}')\nst.stop()"
    ).run()
    known = at._rig.app._board.memory._known

    for _ in range(45):
        at.run()

    assert len(known) <= 20
