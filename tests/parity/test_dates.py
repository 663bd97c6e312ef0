"""Dates, times, colours and sliders over them are the same in Streamlit and here."""

from __future__ import annotations

import pytest

from tests.parity.sides import Ours, Step, Theirs, history

HEAD = (
    "from datetime import date as D, datetime as DT, time as T, timedelta as TD, timezone\n"
    "UTC = timezone.utc\n"
)
CALLS = [
    "st.date_input('x')",
    "st.date_input('x', None)",
    "st.date_input('x', D(2020,1,2))",
    "st.date_input('x', DT(2020,1,2,3,4))",
    "st.date_input('x', '2020-01-02')",
    "st.date_input('x', '2020-01-02 03:04:05')",
    "st.date_input('x', 'foo')",
    "st.date_input('x', 5)",
    "st.date_input('x', ())",
    "st.date_input('x', [])",
    "st.date_input('x', (D(2020,1,2),))",
    "st.date_input('x', [D(2020,1,2), '2020-02-01'])",
    "st.date_input('x', ['today', D(2030,1,1)])",
    "st.date_input('x', [D(2020,1,2)]*3)",
    "st.date_input('x', (None, None))",
    "st.date_input('x', D(2020,1,2), D(2021,1,1))",
    "st.date_input('x', D(2020,1,2), None, D(2019,1,1))",
    "st.date_input('x', D(2020,1,2), D(2021,1,1), D(2019,1,1))",
    "st.date_input('x', 'today', D(2050,1,1))",
    "st.date_input('x', 'today', None, D(2000,1,1))",
    "st.date_input('x', 'today', '2000-01-01', D(2000,2,1))",
    "st.date_input('x', D(2020,1,2), 5)",
    "st.date_input('x', D(2020,1,2), 'today')",
    "st.date_input('x', D(2020,1,2), format='YYYY')",
    "st.date_input('x', D(2020,1,2), format=5)",
    "st.date_input('x', D(2020,1,2), format='DD.MM.YYYY')",
    "st.date_input('x', D(1,1,1))",
    "st.date_input('x', D(9999,12,31))",
    "st.date_input('x', D(2020,2,29))",
    "st.date_input('x', __import__('pandas').Timestamp('2020-01-02 03:00'))",
    "st.date_input('x', __import__('numpy').datetime64('2020-01-02'))",
    "st.time_input('x', T(8,45))",
    "st.time_input('x', T(8,45,30))",
    "st.time_input('x', T(8,45,30,123), step=30)",
    "st.time_input('x', T(8,45,30), step=1)",
    "st.time_input('x', T(8,45), step=0)",
    "st.time_input('x', T(8,45), step=82800)",
    "st.time_input('x', T(8,45), step=82801)",
    "st.time_input('x', T(8,45), step=1.5)",
    "st.time_input('x', T(8,45), step=True)",
    "st.time_input('x', T(8,45), step=TD(minutes=7))",
    "st.time_input('x', T(8,45, tzinfo=UTC))",
    "st.time_input('x', DT(2020,1,1,8,45,12, tzinfo=UTC))",
    "st.time_input('x', '08:45')",
    "st.time_input('x', '8:45')",
    "st.time_input('x', '2020-01-01 08:45:30')",
    "st.time_input('x', 'foo')",
    "st.time_input('x', 5)",
    "st.time_input('x', None)",
    "type(st.time_input('x')).__name__",
    "st.time_input('x', T(8,45), format='13h')",
    "st.datetime_input('x', DT(2020,1,2,3,4,5))",
    "st.datetime_input('x', DT(2020,1,2,3,4,5,tzinfo=UTC))",
    "st.datetime_input('x', D(2020,1,2))",
    "st.datetime_input('x', T(3,4)).time()",
    "st.datetime_input('x', '2020-01-02 03:04')",
    "st.datetime_input('x', '2020/01/02 03:04:05')",
    "st.datetime_input('x', '2020-01-02')",
    "st.datetime_input('x', '2020/01/02')",
    "st.datetime_input('x', '2020/1/2 3:04')",
    "st.datetime_input('x', '2020-1-2 3:04')",
    "st.datetime_input('x', '03:04').time()",
    "st.datetime_input('x', 'foo')",
    "st.datetime_input('x', 5)",
    "st.datetime_input('x', None)",
    "st.datetime_input('x', DT(2020,1,2,3,4), D(2020,1,2), D(2020,1,2))",
    "st.datetime_input('x', DT(2020,1,2,3,4), T(2), T(4))",
    "st.datetime_input('x', DT(2020,1,2,3,4), T(4), None)",
    "st.datetime_input('x', DT(2020,1,2,3,4), None, T(2))",
    "st.datetime_input('x', DT(2020,1,2,3,4), D(2021,1,1), D(2019,1,1))",
    "st.datetime_input('x', DT(2020,1,2,3,4), 5)",
    "st.datetime_input('x', DT(2020,1,2,3,4), step=30)",
    "st.datetime_input('x', DT(2020,1,2,3,4), step=60)",
    "st.datetime_input('x', DT(2020,1,2,3,4), format='X')",
    "st.color_picker('x')",
    "st.color_picker('x', None)",
    "st.color_picker('x', '#fff')",
    "st.color_picker('x', '#FFaa00')",
    "st.color_picker('x', 'red')",
    "st.color_picker('x', '#ffff')",
    "st.color_picker('x', 5)",
    "st.color_picker('x', width=10)",
    "st.color_picker('x', width='x')",
    "st.date_input('x', width='content')",
    "st.date_input('x', label_visibility='x')",
    "st.date_input('x', on_change='x')",
    "st.slider('x', value=D(2020,1,15))",
    "st.slider('x', value=(D(2020,1,15),D(2020,1,20)))",
    "st.slider('x', value=[D(2020,1,20),D(2020,1,15)])",
    "st.slider('x', D(2020,1,1), D(2020,2,1))",
    "st.slider('x', D(2020,2,1), D(2020,1,1))",
    "st.slider('x', D(2020,1,1), D(2020,1,1))",
    "st.slider('x', D(2020,1,1))",
    "st.slider('x', None, D(2020,1,1))",
    "st.slider('x', D(2020,1,1), D(2020,2,1), D(2021,1,1))",
    "st.slider('x', D(2020,1,1), D(2020,2,1), step=1)",
    "st.slider('x', D(2020,1,1), D(2020,2,1), step=TD(0))",
    "st.slider('x', D(2020,1,1), D(2020,2,1), step=TD(7))",
    "st.slider('x', D(1500,1,1), D(2020,2,1))",
    "st.slider('x', D(2000,1,1), D(2300,2,1))",
    "st.slider('x', value=D(1684,7,29))",
    "st.slider('x', value=D(2255,6,4))",
    "st.slider('x', value=D(1684,7,28))",
    "st.slider('x', value=T(8,45))",
    "st.slider('x', value=(T(8,45), T(12)))",
    "st.slider('x', T(8), T(10))",
    "st.slider('x', T(8), T(10), T(9), TD(minutes=1))",
    "st.slider('x', value=T(8,45, tzinfo=UTC))",
    "st.slider('x', value=DT(2020,1,15,9,30))",
    "st.slider('x', value=DT(2020,1,15,9,30,tzinfo=UTC))",
    "st.slider('x', value=(DT(2020,1,15,9,30), DT(2020,1,16)))",
    "st.slider('x', DT(2020,1,15), DT(2020,1,15,6))",
    "st.slider('x', value=DT(2020,1,15,9,30,15,123456))",
    "st.slider('x', value=(DT(2020,1,15),)*3)",
    "st.slider('x', value=(DT(2020,1,15),5))",
    "st.slider('x', value=(5,DT(2020,1,15)))",
    "st.slider('x', 0, 10, step=TD(1))",
    "st.slider('x', 0, 10, step=0)",
    "st.slider('x', 0.0, 1.0, step=0.0)",
    "st.slider('x', value=D(2020,1,15), format='D')",
    "st.slider('x', value=DT.max)",
    "st.slider('x', value=D.max)",
    "st.slider('x', 0, 10, ())",
    "st.slider('x', 0, 10, [])",
]
ASSIGNED = [
    ("D(2020,1,16)", "st.slider('x', value=D(2020,1,15), key='k')"),
    ("D(2021,1,16)", "st.slider('x', value=D(2020,1,15), key='k')"),
    ("D(2011,1,16)", "st.slider('x', value=D(2020,1,15), key='k')"),
    ("(D(2020,1,12),D(2020,1,16))", "st.slider('x', D(2020,1,1), D(2020,2,1), key='k')"),
    ("T(3)", "st.slider('x', value=T(4), key='k')"),
    ("D(2020,1,1)", "st.date_input('x', D(2021,1,1), key='k')"),
    ("D(2020,1,1)", "st.date_input('x', D(2021,1,1), D(2020,6,1), key='k')"),
    ("D(1990,1,1)", "st.date_input('x', D(2021,1,1), key='k')"),
    ("D(1990,1,1)", "st.date_input('x', key='k')"),
    ("None", "st.date_input('x', key='k')"),
    ("()", "st.date_input('x', key='k')"),
    ("(D(2020,1,1),)", "st.date_input('x', key='k')"),
    ("(D(2020,1,1),D(2020,1,2))", "st.date_input('x', key='k')"),
    ("(D(2020,1,1),D(2020,1,2))", "st.date_input('x', (), key='k')"),
    ("(D(2020,1,1),D(2020,1,2))", "st.date_input('x', (), D(2021,1,1), key='k')"),
    ("T(3)", "st.time_input('x', key='k')"),
    ("None", "st.time_input('x', key='k')"),
    ("T(3,0,5)", "st.time_input('x', key='k', step=5)"),
    ("DT(2020,1,1,3)", "st.datetime_input('x', DT(2020,1,1), key='k')"),
    ("DT(1999,1,1,3)", "st.datetime_input('x', DT(2020,1,1), key='k')"),
    ("DT(1999,1,1,3)", "st.datetime_input('x', DT(2020,1,1), D(2019,1,1), key='k')"),
    ("None", "st.datetime_input('x', DT(2020,1,1), key='k')"),
    ("'#123456'", "st.color_picker('x', key='k')"),
]
BIG = "big = st.checkbox('big', key='big')\n"
STORIES: dict[str, tuple[str, list[Step]]] = {
    "a chosen date stays while the bounds widen": (
        (
            "value = st.date_input('d', D(2025, 1,1), D(2025, 1,1), "
            "D(2026 if big else 2025,2,1), key='d')"
        ),
        [("date_input", "d", "D(2025, 1,20)"), ("checkbox", "big", True)],
    ),
    "a chosen date resets where the bounds shut it out": (
        "value = st.date_input('d', D(2025, 1,1), None, D(2025, 1,10 if big else 31), key='d')",
        [("date_input", "d", "D(2025, 1,20)"), ("checkbox", "big", True)],
    ),
    "a chosen date resets with a new format": (
        (
            "value = st.date_input('d', D(2025, 1,1), key='d', "
            "format='DD.MM.YYYY' if big else 'YYYY/MM/DD')"
        ),
        [("date_input", "d", "D(2025, 1,20)"), ("checkbox", "big", True)],
    ),
    "a chosen date survives a new label and default": (
        "value = st.date_input(f'd{big}', D(2025, 1,2 if big else 1), key='d')",
        [("date_input", "d", "D(2025, 1,20)"), ("checkbox", "big", True)],
    ),
    "a date that is out of reach is the default": (
        "value = st.date_input('d', D(2025, 1,1), key='d')",
        [("date_input", "d", "D(2050,1,20)")],
    ),
    "a range grows date by date": (
        "value = st.date_input('d', (), key='d')",
        [
            ("date_input", "d", ["D(2025, 1,20)"]),
            ("date_input", "d", ["D(2025, 1,20)", "D(2025, 1,25)"]),
        ],
    ),
    "a date is emptied": (
        "value = st.date_input('d', None, key='d')",
        [("date_input", "d", "D(2025, 1,20)"), ("date_input", "d", None)],
    ),
    "a time resets with a new step": (
        "value = st.time_input('t', T(9), key='t', step=60 if big else 900)",
        [("time_input", "t", "T(10)"), ("checkbox", "big", True)],
    ),
    "a time loses its seconds where the step has none": (
        "value = st.time_input('t', T(9), key='t')",
        [("time_input", "t", "T(10, 7, 5)")],
    ),
    "a time keeps its seconds where the step has some": (
        "value = st.time_input('t', T(9), key='t', step=5)",
        [("time_input", "t", "T(10, 7, 5)")],
    ),
    "a datetime resets with a new step": (
        "value = st.datetime_input('t', DT(2025, 1,1), key='t', step=60 if big else 900)",
        [("datetime_input", "t", "DT(2025, 1,1,10)"), ("checkbox", "big", True)],
    ),
    "a datetime resets where the bounds shut it out": (
        (
            "value = st.datetime_input('t', DT(2025, 1,1), None, DT(2025, "
            "1,10 if big else 31), key='t')"
        ),
        [("datetime_input", "t", "DT(2025, 1,20,10)"), ("checkbox", "big", True)],
    ),
    "a slider over dates resets with a new end": (
        "value = st.slider('s', D(2025, 1,1), D(2025, 2,2 if big else 1), key='s')",
        [("slider", "s", "D(2025, 1,20)"), ("checkbox", "big", True)],
    ),
    "a slider over dates keeps its value under a new label": (
        "value = st.slider(f's{big}', D(2025, 1,1), D(2025, 2,1), key='s')",
        [("slider", "s", "D(2025, 1,20)"), ("checkbox", "big", True)],
    ),
    "a slider keeps the time zone": (
        "value = st.slider('s', value=DT(2025, 1,1,tzinfo=UTC), key='s')",
        [("slider", "s", "DT(2025, 1,3,tzinfo=UTC)")],
    ),
    "a slider gives a pair of times": (
        "value = st.slider('s', value=(T(9), T(17)), key='s')",
        [("slider", "s", ["T(10)", "T(12)"])],
    ),
    "a colour survives a new label and default": (
        "value = st.color_picker(f'c{big}', '#111111' if big else '#222222', key='c')",
        [("color_picker", "c", "'#abcdef'"), ("checkbox", "big", True)],
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_call_returns_what_it_returns_in_streamlit(call: str):
    script = f"{HEAD}value = {call}\nst.session_state.seen = (type(value).__name__, repr(value))"

    ours, theirs = Ours(script), Theirs(script)

    assert (ours.seen, ours.error) == (theirs.seen, theirs.error)


@pytest.mark.parametrize(("assigned", "call"), ASSIGNED)
def test_an_assigned_value_is_what_it_is_in_streamlit(assigned: str, call: str):
    script = (
        f"{HEAD}st.session_state.k = {assigned}\n"
        f"st.session_state.seen = repr(({call}, st.session_state.k))"
    )

    ours, theirs = Ours(script), Theirs(script)

    assert (ours.seen, ours.error) == (theirs.seen, theirs.error)


@pytest.mark.parametrize("story", STORIES)
def test_a_story_goes_as_in_streamlit(story: str):
    script, told = STORIES[story]
    steps = [(element, key, _value(value)) for element, key, value in told]
    text = f"{HEAD}{BIG}{script}\nst.session_state.seen = value"

    ours = history(Ours(text), steps)

    assert ours == history(Theirs(text), steps)


def _value(text: object) -> object:
    """Return what a text of the table stands for."""
    if isinstance(text, list):
        return tuple(_value(part) for part in text)
    names: dict[str, object] = {}
    exec(HEAD, names)
    return eval(text, names) if isinstance(text, str) else text
