"""What a script's inputs were made of is remembered; nobody can tell but by the time it takes."""

from __future__ import annotations

import gc
import sys
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun.elements import clocks, dates, moments
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from ipyrerun.tree import Control

ALL = 200
# By kind: a call, and how many Python functions it may call where nothing changed.
KINDS = {
    "text_input": ("st.text_input('X', key=f'x{i}')", 32),
    "selectbox": ("st.selectbox('X', ['a', 'b', 'c'], key=f'x{i}')", 42),
    "slider": ("st.slider('X', 0, 9, key=f'x{i}')", 37),
    "number_input": ("st.number_input('X', 0, 9, key=f'x{i}')", 33),
    "checkbox": ("st.checkbox('X', key=f'x{i}')", 32),
    "radio": ("st.radio('X', ['a', 'b'], key=f'x{i}')", 42),
    "multiselect": ("st.multiselect('X', ['a', 'b'], 'a', key=f'x{i}')", 46),
    "select_slider": ("st.select_slider('X', ['a', 'b'], key=f'x{i}')", 46),
    "date_input": ("st.date_input('X', key=f'x{i}')", 46),
    "time_input": ("st.time_input('X', '09:00', key=f'x{i}')", 46),
    "datetime_input": ("st.datetime_input('X', '2020-01-01', key=f'x{i}')", 46),
    "file_uploader": ("st.file_uploader('X', key=f'x{i}')", 33),
    "camera_input": ("st.camera_input('X', key=f'x{i}')", 33),
    "audio_input": ("st.audio_input('X', key=f'x{i}')", 33),
    "chat_input": ("st.chat_input('X', key=f'x{i}')", 35),
    "download_button": ("st.download_button('X', 'some text', key=f'x{i}')", 31),
    "link_button": ("st.link_button('X', 'https://a.b', on_click='rerun', key=f'x{i}')", 30),
    "widget": ("st.widget(IntSlider, key=f'x{i}')", 45),
    "form_submit_button": ("form.form_submit_button('X', key=f'x{i}')", 31),
}
# The same for what is a new node in each run, as its children are; and how many objects it leaves.
BLOCKS = {
    "expander": ("st.expander('X', on_change='rerun', key=f'x{i}')", 30, 5),
    "popover": ("st.popover('X', on_change='rerun', key=f'x{i}')", 29, 5),
    "tabs": ("st.tabs(['a', 'b'], on_change='rerun', key=f'x{i}')", 41, 10),
}


def control(stage: Stage, name: str) -> Control[Any]:
    """Return the record of the only input of this name."""
    field = stage.one(name).input
    assert field is not None
    return field.control


# -- what it saves


def calls_of(stage: Stage) -> int:
    """Return how many Python functions a run calls."""
    count = 0

    def note(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        stage.run()
    finally:
        sys.setprofile(before)
    return count


def containers_of(stage: Stage) -> int:
    """Return how many objects a run leaves behind that the collector has to walk."""
    gc.collect()
    gc.disable()
    try:
        stage.run()
        before = gc.get_count()[0]
        stage.run()
        return gc.get_count()[0] - before
    finally:
        gc.enable()


def costs(call: str) -> tuple[Stage, float]:
    """Return a page of one call again and again, and how many functions each calls in a rerun."""
    start = "from ipywidgets import IntSlider\nform = st.form('form')\n"
    empty, stage = Stage(start), Stage(f"{start}for i in range({ALL}):\n    {call}")
    stage.run()
    return stage, (calls_of(stage) - calls_of(empty)) / ALL


@pytest.mark.parametrize("kind", KINDS)
def test_an_unchanged_input_costs_few_calls_and_leaves_few_objects_to_collect(kind: str):
    call, most = KINDS[kind]
    stage, calls = costs(call)
    left = containers_of(stage) / ALL

    # Its parameters; what is left of the run itself.
    assert stage.error is None
    assert calls <= most, f"{calls} calls for one {kind}"
    assert left <= 2, f"{left} objects for one {kind}"


@pytest.mark.parametrize("kind", BLOCKS)
def test_an_unchanged_block_whose_being_open_is_told_costs_few_calls_and_objects(kind: str):
    call, most_calls, most_left = BLOCKS[kind]
    stage, calls = costs(call)
    left = containers_of(stage) / ALL

    # Each of its nodes and the list of what that holds, its parameters, the script's own list.
    assert stage.error is None
    assert calls <= most_calls, f"{calls} calls for one {kind}"
    assert left <= most_left, f"{left} objects for one {kind}"


def test_an_unchanged_block_is_a_new_one_that_shares_what_it_shows_with_the_one_before():
    stage = Stage("st.expander('X', on_change='rerun', key='k').text(n[0])", n=(n := [1]))
    before = stage.one("expander")

    n[0] = 2
    stage.run()

    now = stage.one("expander")
    assert now is not before
    assert now.props is before.props
    assert [child.value for block in (before, now) for child in block.children or ()] == ["1", "2"]


def test_an_equal_call_comes_to_the_same_record():
    stage = Stage("st.selectbox('X', ['a', 'b'], key='x')")
    before = control(stage, "selectbox")

    stage.run()

    assert control(stage, "selectbox") is before


# -- what must not be mixed up


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("st.slider('X', 0, 1, key='x')", "st.slider('X', 0.0, 1.0, key='x')"),
        ("st.slider('X', 0, 9, (1, 2), key='x')", "st.slider('X', 0., 9., (1., 2.), key='x')"),
        ("st.selectbox('X', [1, 0], key='x')", "st.selectbox('X', [True, False], key='x')"),
        ("st.selectbox('X', [1, True], key='x')", "st.selectbox('X', [True, 1], key='x')"),
        ("st.selectbox('X', (1, 2), key='x')", "st.selectbox('X', [1.0, 2.0], key='x')"),
        ("st.text_input('X', 1, key='x')", "st.text_input('X', True, key='x')"),
        ("st.selectbox('X', [1], 0, str, key='x')", "st.selectbox('X', [1], 0, float, key='x')"),
        ("st.checkbox('X', 1, key='x')", "st.checkbox('X', 0, key='x')"),
        ("st.number_input('X', value=0.0, key='x')", "st.number_input('X', value=-0.0, key='x')"),
        ("st.number_input('X', value=-0.0, key='x')", "st.number_input('X', value=0.0, key='x')"),
        ("st.selectbox('X', [0.0, 1], key='x')", "st.selectbox('X', [-0.0, 1], key='x')"),
        ("st.selectbox('X', [-0.0, 1], key='x')", "st.selectbox('X', [0.0, 1], key='x')"),
        (
            "st.time_input('X', dt.time(9, tzinfo=dt.UTC), key='x')",
            "st.time_input('X', dt.time(10, tzinfo=dt.timezone(dt.timedelta(hours=1))), key='x')",
        ),
        (
            "st.time_input('X', dt.time(9), key='x')",
            "st.time_input('X', dt.time(9, fold=1), key='x')",
        ),
    ],
)
def test_calls_with_values_that_are_only_equal_are_told_apart(one: str, other: str):
    flip: list[int] = []
    start = "import datetime as dt\n"
    stage = Stage(f"{start}if flip:\n    {other}\nelse:\n    {one}", flip=flip)
    flip.append(1)
    stage.session.state.clear()
    stage.run()

    names = ("slider", "selectbox", "text_input", "checkbox", "time_input", "number_input")
    (node,) = stage.nodes(*names)
    (alone,) = Stage(start + other).nodes(node.name)
    assert node.view is not None
    assert alone.view is not None
    assert (repr(node.value), node.view.props) == (repr(alone.value), alone.view.props)


def test_what_today_and_now_mean_is_known_for_no_longer_than_it_is_true(
    monkeypatch: pytest.MonkeyPatch,
):
    script = (
        "import datetime\n"
        "for i in range(n[0]):\n"
        "    st.date_input('D', key=f'd{i}')\n"
        "    st.time_input('T', key=f't{i}')\n"
        "    st.datetime_input('M', datetime.time(9), key=f'm{i}')"
    )
    stage = Stage(script, n=(n := [1]))

    n[0] = 2
    tomorrow = moments.now() + timedelta(days=1, hours=1, minutes=1)
    _set_clock(monkeypatch, tomorrow)
    stage.run()

    assert stage.state["d1"] == tomorrow.date() != stage.state["d0"]
    assert stage.state["t1"] == tomorrow.time().replace(second=0, microsecond=0)
    assert stage.state["m1"].date() == tomorrow.date() != stage.state["m0"].date()


def _set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    for module in (moments, clocks, dates):
        if hasattr(module, "now"):
            monkeypatch.setattr(module, "now", lambda: moment.replace(microsecond=0))
        if hasattr(module, "today"):
            monkeypatch.setattr(module, "today", moment.date)


def test_a_pair_in_the_state_makes_a_range_of_dates_and_of_options():
    stage = Stage(
        "from datetime import date\n"
        "if pairs:\n"
        "    st.session_state.d = (date(2020, 1, 1), date(2020, 1, 2))\n"
        "    st.session_state.o = ('a', 'b')\n"
        "st.date_input('X', key='d')\nst.select_slider('X', ['a', 'b', 'c'], key='o')",
        pairs=(pairs := []),
    )

    pairs.append(1)
    stage.run()

    assert [node.value for node in stage.nodes("date_input", "select_slider")] == [
        (date(2020, 1, 1), date(2020, 1, 2)),
        ("a", "b"),
    ]


def test_equal_blocks_of_different_keys_have_each_the_css_class_of_their_own():
    stage = Stage("for k in keys: st.popover('X', on_change='rerun', key=k)", keys=(keys := ["a"]))

    keys.append("b")
    stage.run()

    assert [node.props["css"] for node in stage.nodes("popover")] == ["st-key-a", "st-key-b"]


def test_a_tab_has_the_label_that_it_was_given_also_if_another_one_is_equal():
    stage = Stage(
        "from enum import StrEnum\n"
        "class City(StrEnum):\n    ROME = 'Rome'\n"
        "st.tabs([City.ROME])\nst.session_state.city = City"
    )

    stage.run()

    assert stage.one("tabs").params["label"] is stage.state["city"].ROME


def test_equal_buttons_of_two_forms_have_each_the_name_of_their_form():
    stage = Stage(
        "for name in forms: st.form(name).form_submit_button('X')", forms=(forms := ["a"])
    )

    forms.append("b")
    stage.run()

    buttons = stage.nodes("form_submit_button")
    assert [node.params["key"] for node in buttons] == ["FormSubmitter:a-X", "FormSubmitter:b-X"]
    assert [
        node.input.group.params["key"] for node in buttons if node.input and node.input.group
    ] == [
        "a",
        "b",
    ]


def test_a_button_is_another_one_where_its_form_has_become_one_that_enter_does_not_submit():
    stage = Stage("st.form('f', enter_to_submit=n[0]).form_submit_button('X')", n=(n := [True]))

    n[0] = False
    stage.run()

    view = stage.one("form_submit_button").view
    assert view is not None
    assert view.props["enter"] is False


def test_a_list_that_changed_in_place_is_another():
    stage = Stage("st.selectbox('X', names, key='x')", names=(names := ["a"]))

    names.append("b")
    stage.run()

    view = stage.one("selectbox").view
    assert view is not None
    assert view.props["options"] == ["a", "b"]
    assert stage.one("selectbox").params["options"] == ["a", "b"]


def test_a_format_func_that_is_defined_anew_is_called_anew():
    stage = Stage("st.selectbox('X', ['a'], format_func=lambda x: f'{x}{n[0]}')", n=(n := [1]))

    n[0] = 2
    stage.run()

    assert stage.one("selectbox").params["options"] == ["a2"]


def test_what_is_in_the_state_is_nobody_elses():
    stage = Stage(
        "first = st.multiselect('X', ['a', 'b'], ['a'], key='x')\n"
        "st.multiselect('X', ['a', 'b'], ['a'], key='y')"
    )

    stage.state["x"].append("b")

    assert stage.state["y"] == ["a"]
    assert control(Stage("st.multiselect('X', ['a', 'b'], ['a'])"), "multiselect").default == ["a"]
    assert stage.nodes("multiselect")[1].value == ["a"]


def test_a_call_that_failed_fails_again():
    stage = Stage("st.slider('X', 5, 5)")
    first = stage.error

    stage.run()

    assert first is not None
    assert str(stage.error) == str(first)


def test_callbacks_and_keys_are_those_of_this_run():
    stage = Stage(
        "for k in keys: st.text_input('X', key=k, on_change=print, args=(k, len(keys)))",
        keys=(keys := ["a", "b"]),
    )

    keys.append("c")
    stage.run()

    fields = [node.input for node in stage.nodes("text_input")]
    assert [field.args for field in fields if field] == [("a", 3), ("b", 3), ("c", 3)]
    assert [node.params["key"] for node in stage.nodes("text_input")] == ["a", "b", "c"]


def test_a_pair_in_the_state_makes_a_slider_a_range_and_its_neighbour_not():
    stage = Stage(
        "st.session_state.setdefault('r', (1, 2))\n"
        "st.slider('X', 0, 9, key='n')\nst.slider('X', 0, 9, key='r')"
    )

    stage.run()

    assert [node.value for node in stage.nodes("slider")] == [0, (1, 2)]


def test_what_the_last_whole_run_did_not_call_is_forgotten():
    stage = Stage("for i in range(50): st.text_input(f'{n[0]} {i}', key=str(i))", n=(n := [0]))

    for turn in range(1, 6):
        n[0] = turn
        stage.run()

    assert len(stage._rig.app._board.memory._known) <= 100


def test_a_run_that_stops_early_forgets_nothing():
    stage = Stage("if n[0]: st.stop()\nst.text_input('X', key='x')", n=(n := [0]))
    before = control(stage, "text_input")

    n[0] = 1
    stage.run()
    n[0] = 0
    stage.run()

    assert control(stage, "text_input") is before


def test_classes_that_each_run_defines_anew_are_not_kept():
    stage = Stage(
        "class A:\n    pass\nst.selectbox('X', [A()], key='x')\n"
        "st.selectbox('X', ['a'], placeholder=A(), key='y')"
    )
    for _ in range(5):
        stage.run()
    gc.collect()

    assert sum(1 for one in gc.get_objects() if type(one) is type and one.__name__ == "A") <= 2
