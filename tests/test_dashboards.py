"""Several cells, one dashboard: whatever they write to one another, they settle."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from ipyrerun.errors import StreamlitAPIException
from ipyrerun.events import Event
from ipyrerun.session import Session
from tests.test_apps import app_of, edit, text_of

if TYPE_CHECKING:
    from ipyrerun.app import App

KEYS = ["a", "b", "c"]
ACTS = [
    "s.{x} = s.get('{y}', 0) + 1",
    "s.{x} = s.get('{x}', 0) + 1",
    "s.{x} = min(s.get('{y}', 0), 3)",
    "s.{x} = -s.get('{y}', 0)",
    "s.{x} = [s.get('{y}', 0)]",
    "s.pop('{x}', None)",
    "st.number_input('{x}', 0, 5, key='{x}')",
    "st.slider('{y}', 0, 3, key='{y}')",
    "st.text(sorted(s))",
    "st.text(s.get('{x}'))",
]
acts = some.builds(
    lambda act, x, y: act.format(x=x, y=y),
    some.sampled_from(ACTS),
    some.sampled_from(KEYS),
    some.sampled_from(KEYS),
)
scripts = some.lists(acts, min_size=1, max_size=4).map("\n".join)
MOST = 200


def settle(apps: list[App]) -> int:
    """Let every app run until none wants to; return how many runs that took."""
    runs = 0
    while waiting := [app for app in apps if app.loop._queue]:
        for app in waiting:
            app.loop.drain()
            runs += 1
        assert runs < MOST, "the cells never come to rest"
    return runs


def cells(*texts: str, **variables: Any) -> list[App]:
    session = Session()
    head = "s = st.session_state\nran.append(me)\n"
    apps = [
        app_of(session, f"cell{i}", head + text, me=i, **{"ran": [], **variables})
        for i, text in enumerate(texts)
    ]
    settle(apps)
    return apps


@settings(max_examples=40, deadline=None)
@given(some.lists(scripts, min_size=2, max_size=4), some.data())
def test_cells_that_write_each_others_keys_come_to_rest(texts: list[str], data):
    ran: list[int] = []
    apps = cells(*texts, ran=ran)
    ran.clear()

    moved = data.draw(some.sampled_from(apps))
    moved.rerun()
    settle(apps)

    # One run for the wish, and for each cell one per batch of changes: its own and those of others.
    assert max(ran.count(i) for i in range(len(apps))) <= 2 * len(apps)


@settings(max_examples=20, deadline=None)
@given(some.lists(some.sampled_from(KEYS), min_size=2, max_size=5), some.integers(0, 9))
def test_a_value_reaches_all_who_read_it_however_long_the_chain(keys: list[str], value: int):
    chain = [f"k{i}" for i in range(len(keys))]
    texts = ["st.number_input('n', 0, 9, key='k0')"]
    texts += [f"s.{new} = s.get('{old}', 0)" for old, new in itertools.pairwise(chain)]
    apps = cells(*texts)

    edit(apps[0], "number_input:k0", value)
    settle(apps)

    state = apps[0].session.state.values
    assert [state[key] for key in chain] == [value] * len(chain)


def test_two_counters_of_one_key_count_and_stop():
    ran: list[int] = []
    apps = cells("s.n = s.get('n', 0) + 1", "s.n = s.get('n', 0) + 1", ran=ran)
    ran.clear()

    apps[0].rerun()
    settle(apps)

    assert ran == [0, 1]


def test_a_cell_never_wakes_itself():
    ran: list[int] = []
    apps = cells("st.text(s.get('n'))\ns.n = s.get('n', 0) + 1\nst.text(sorted(s))", ran=ran)
    ran.clear()

    apps[0].rerun()

    assert settle(apps) == 1


def test_a_batch_runs_a_cell_once_whoever_hands_it_on():
    ran: list[int] = []
    apps = cells(
        "n = st.slider('n', 0, 9, key='n')",
        "s.twice = 2 * s.get('n', 0)",
        "st.text([s.get('n'), s.get('twice')])",
        ran=ran,
    )
    ran.clear()

    edit(apps[0], "slider:n", 4)
    settle(apps)

    assert ran.count(0) == ran.count(1) == 1
    assert text_of(apps[2]) == ["[4, 8]"]


def test_who_lists_the_keys_hears_of_a_new_one():
    apps = cells("st.text(len(s))", "if s.get('go'):\n    s.new = 1")
    session = apps[0].session

    session.state.assign("go", True)
    apps[1].rerun()
    settle(apps)

    assert text_of(apps[0]) == ["2"]


def test_an_input_that_one_cell_hides_and_another_draws_keeps_its_value():
    hides = "if s.get('show', True):\n    st.slider('n', 0, 9, key='n')"
    apps = cells(hides, "st.slider('n', 0, 9, key='n')")
    edit(apps[1], "slider:n", 7)
    settle(apps)

    apps[0].session.state.assign("show", False)
    apps[0].rerun()
    settle(apps)

    assert apps[0].session.state.values["n"] == 7


def test_only_the_callback_of_the_input_that_was_moved_is_called():
    called: list[int] = []
    text = "st.slider('n', 0, 9, key='n', on_change=called.append, args=[me])"
    apps = cells(text, text, called=called)

    edit(apps[1], "slider:n", 7)
    settle(apps)

    assert called == [1]
    assert apps[0].sink.shown.children[0].children[0].value == 7  # type: ignore[index]


@pytest.mark.parametrize("other", ["checkbox('n', key='n')", "slider('n', 0, 5, key='n')"])
def test_another_input_under_the_key_of_a_cell_names_both_and_resets_nothing(other: str):
    apps = cells("st.slider('n', 0, 9, key='n')")
    edit(apps[0], "slider:n", 7)

    with pytest.raises(StreamlitAPIException) as told:
        raise app_error(apps[0].session, f"st.{other}")

    assert "'cell0'" in str(told.value)
    assert "'wrong'" in str(told.value)
    assert apps[0].session.state.values["n"] == 7


def app_error(session: Session, text: str) -> BaseException:
    wrong = app_of(session, "wrong", "1")
    wrong.close()
    wrong = app_of(session, "wrong", text)
    outcome = wrong.start()
    wrong.loop.drain()
    assert outcome.error is not None
    return outcome.error


def test_isolated_cells_share_nothing_with_the_others():
    session = Session()
    ran: list[str] = []
    text = "ran.append('x')\nst.text(st.session_state.get('n'))\nst.slider('n', 0, 9, key='n')"
    shared = app_of(session, "shared", text, ran=[])
    alone = app_of(session.isolate("alone"), "alone", text, ran=ran)
    ran.clear()

    edit(shared, "slider:n", 5)
    alone.loop.submit(Event("slider:n", 3))
    settle([shared, alone])

    assert session.isolate("alone") is alone.session
    assert (text_of(shared), text_of(alone), ran) == (["5"], ["3"], ["x"])
    assert (set(session.apps), set(session.every_app())) == ({"shared"}, {"shared", "alone"})
    session.clear_state()
    settle([shared, alone])
    assert (text_of(shared), text_of(alone)) == (["None"], ["3"])
