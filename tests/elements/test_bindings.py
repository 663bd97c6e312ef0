"""`st.widget`: any ipywidget is an input, which has a value, a life, and follows the state."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from ipyleaflet import Map, Marker
from ipywidgets import IntSlider

from ipyrerun.bound import Traits
from ipyrerun.errors import (
    StreamlitValueError,
)
from tests.elements.bindings import Cell, moves
from tests.elements.stage import raised

# -- values


@pytest.mark.parametrize(
    ("factory", "first", "move", "then"),
    [
        ("w.IntSlider", 0, {"value": 7}, 7),
        ("lambda: w.Text('a')", "a", {"value": "b"}, "b"),
        ("lambda: w.Dropdown(options=['x', 'y'])", "x", {"index": 1}, "y"),
        ("lambda: w.IntRangeSlider(value=(2, 4))", (2, 4), {"value": [1, 9]}, (1, 9)),
        ("lambda: w.Checkbox()", False, {"value": True}, True),
        ("lambda: w.SelectMultiple(options='abc')", (), {"index": [0, 2]}, ("a", "c")),
    ],
)
def test_a_control_of_ipywidgets_is_an_input(sent, factory, first, move, then):
    cell = Cell(f"keep.append(st.widget({factory}, key='k'))")

    moves(cell.widget("k"), **move)

    assert cell.drain() == 1
    assert cell.keep == [first, then]
    assert cell.session.state.values == {"k": then}


def test_several_traits_are_a_dict_with_attributes(sent):
    cell = Cell("keep.append(st.widget(Map, key='m', traits=('center', 'zoom')))")

    moves(cell.widget("m"), zoom=5.5, center=[48.0, 11.0])

    assert cell.drain() == 1
    value = cell.keep[-1]
    assert value == {"center": [48.0, 11.0], "zoom": 5.5}
    assert (value.zoom, value["center"]) == (5.5, [48.0, 11.0])
    assert pickle.loads(pickle.dumps(value)) == value
    assert repr(value) == "{'center': [48.0, 11.0], 'zoom': 5.5}"


def test_the_dict_of_traits_cannot_be_changed_and_names_what_there_is():
    value: Any = Traits(zoom=1, center=[0, 0])

    with pytest.raises(TypeError) as written:
        value["zoom"] = 2
    with pytest.raises(TypeError):
        value.zoom = 2
    with pytest.raises(TypeError):
        value.update(zoom=2)
    with pytest.raises(AttributeError) as missing:
        _ = value.zom

    assert str(written.value) == (
        "Traits: what an input has returned is read only: a change of it would change nothing on "
        "the page. Where the input takes values, assign a new dict to its key in st.session_state"
    )
    assert str(missing.value) == "Traits has no attribute 'zom'; it has zoom, center"


def test_what_the_script_does_to_a_list_it_got_changes_nothing(sent):
    cell = Cell("keep.append(st.widget(Map, key='m', traits='center'))\nkeep[-1].append(1)")

    cell.run()

    assert cell.keep[1] == [0.0, 0.0, 1]
    assert cell.widget("m").center == [0.0, 0.0]


def test_a_tab_tells_which_page_is_open(sent):
    cell = Cell(
        "tab = lambda: w.Tab([w.Text(), w.Text()], selected_index=0)\n"
        "keep.append(st.widget(tab, key='t', traits='selected_index'))"
    )

    moves(cell.widget("t"), selected_index=1)
    cell.drain()

    assert cell.keep == [0, 1]


def test_the_selection_in_a_plotly_figure_is_a_value(sent):
    cell = Cell("keep.append(st.widget(Chart, key='c', traits='selected'))")
    points = {"trace_indexes": [0, 0], "point_indexes": [0, 2], "xs": [1, 3], "ys": [4, 6]}
    told = {"event_type": "plotly_selected", "points": points, "device_state": {}, "selector": None}

    moves(cell.widget("c"), _js2py_pointsCallback=told)

    assert cell.drain() == 1
    assert cell.keep == [[], [0, 2]]


def test_an_empty_list_of_traits_binds_none(sent):
    cell = Cell("keep.append(st.widget(Map, key='m', traits=[]))")

    moves(cell.widget("m"), zoom=5)

    assert cell.drain() == 0
    assert cell.keep == [{}]


# -- one widget per key


def test_a_factory_is_called_once_although_each_run_defines_it_anew(sent):
    made: list[int] = []
    cell = Cell(
        "n = len(keep)\n"
        "def make():\n    made.append(n)\n    return w.IntSlider()\n"
        "keep.append(st.widget(make, key='a') + st.widget(lambda: made.append(n) or w.IntText(1), "
        "key='b'))",
        made=made,
    )

    cell.run()
    cell.run()

    assert made == [0, 0]


def test_a_factory_with_another_text_makes_another_widget(sent):
    cell = Cell(
        "most = lambda: w.IntSlider(1, max=10)\nif keep: most = lambda: w.IntSlider(3, max=20)\n"
        "keep.append(st.widget(most, key='k'))"
    )
    old = cell.widget("k")

    cell.run()

    assert cell.widget("k").max == 20
    assert old.comm is None
    assert cell.keep == [1, 3]
    assert cell.sink.shown.children is not None
    assert f"IPY_MODEL_{cell.widget('k').model_id}" in str(cell.sink.snapshot())


def test_a_widget_that_its_user_closed_is_made_again_with_its_value(sent):
    cell = Cell("keep.append(st.widget(w.IntSlider, key='k'))")
    moves(cell.widget("k"), value=4)
    cell.drain()

    cell.widget("k").close()
    cell.run()

    assert cell.widget("k").comm is not None
    assert cell.widget("k").value == 4
    assert cell.keep == [0, 4, 4]


def test_a_widget_that_is_not_drawn_any_more_is_closed_with_all_that_was_made_for_it(sent):
    def make() -> Map:
        return Map(layers=(Marker(location=(0, 0)),))

    cell = Cell("if not keep: st.widget(make, key='m', traits='zoom')", make=make)
    widget = cell.widget("m")
    parts = [widget, widget.layout, *widget.layers]

    cell.keep.append(1)
    cell.run()

    assert [part.comm for part in parts] == [None] * len(parts)
    assert cell.session.state.values == {}
    assert cell.session.state.held == {}


def test_a_widget_that_the_factory_only_returned_is_not_closed(sent):
    own = IntSlider()
    cell = Cell("if not keep: st.widget(lambda: own, key='k')", own=own)

    cell.keep.append(1)
    cell.run()
    own.value = 4

    assert own.comm is not None
    assert cell.drain() == 0


def test_a_run_that_stops_before_a_widget_keeps_it(sent):
    cell = Cell("if keep: st.stop()\nst.widget(w.IntSlider, key='k')")
    widget = cell.widget("k")

    cell.keep.append(1)
    cell.run()

    assert widget.comm is not None
    assert cell.session.state.values == {"k": 0}


def test_a_deleted_key_begins_anew(sent):
    cell = Cell("keep.append(st.widget(w.IntSlider, key='k'))")
    old = cell.widget("k")
    moves(old, value=4)
    cell.drain()

    cell.session.state.drop(["k"])
    cell.run()

    assert old.comm is None
    assert cell.keep == [0, 4, 0]


def test_a_cell_that_is_executed_again_keeps_the_widget(sent):
    text = "keep.append(st.widget(w.IntSlider, key='k'))"
    old = Cell(text)
    widget = old.widget("k")
    moves(widget, value=4)

    new = Cell(text, old.session)
    new.sink.adopt(new.app.succeed(old.app))
    new.run()
    moves(widget, value=5)
    new.drain()

    assert widget.comm is not None
    assert new.keep[-1] == 5


# -- state → widget


def test_an_assigned_value_is_shown_and_causes_no_run(sent):
    cell = Cell(
        "if keep: st.session_state.k = 8\nkeep.append(st.widget(w.IntSlider, key='k'))\n"
        "keep.append(st.widget_of('k').value)"
    )

    cell.run()

    assert cell.keep == [0, 0, 8, 8]
    assert cell.drain() == 0


def test_a_dict_sets_some_of_the_traits(sent):
    cell = Cell(
        "if keep: st.session_state.m = {'zoom': 3}\n"
        "keep.append(st.widget(Map, key='m', traits=['center', 'zoom']))"
    )
    moves(cell.widget("m"), center=[1.0, 2.0])

    cell.drain()

    assert cell.keep[-1] == {"center": [1.0, 2.0], "zoom": 3}
    assert cell.widget("m").zoom == 3


def test_traits_that_hang_on_one_another_are_set_together(sent):
    cell = Cell(
        "if keep: st.session_state.k = {'value': 150, 'max': 200, 'min': 120}\n"
        "keep.append(st.widget(w.IntSlider, key='k', traits=['value', 'min', 'max']))"
    )

    cell.run()

    assert cell.keep[-1] == {"value": 150, "min": 120, "max": 200}


def test_what_a_widget_makes_of_an_assigned_value_is_the_value(sent):
    cell = Cell("if keep: st.session_state.k = 120\nkeep.append(st.widget(w.IntSlider, key='k'))")

    cell.run()

    assert cell.keep == [0, 100]
    assert cell.session.state.values == {"k": 100}


def test_a_value_from_before_the_widget_is_its_first(sent):
    cell = Cell("st.session_state.setdefault('k', 6)\nkeep.append(st.widget(w.IntText, key='k'))")

    assert cell.keep == [6]
    assert cell.widget("k").value == 6


def test_a_value_that_the_widget_cannot_take_is_refused_once(sent):
    cell = Cell(
        "if len(keep) == 1: keep.append(0); st.session_state.k = 'x'\n"
        "keep.append(st.widget(w.IntSlider, key='k'))"
    )

    error = cell.run()
    after = cell.run()

    assert type(error) is StreamlitValueError
    assert str(error) == (
        "st.widget: st.session_state['k'] is 'x', which IntSlider cannot take: The 'value' trait "
        "of an IntSlider instance expected an int, not the str 'x'."
    )
    assert after is None
    assert cell.keep == [0, 0, 0]


def test_a_dict_of_unknown_traits_is_refused(sent):
    error = raised(
        "st.session_state.m = {'zom': 3}\nst.widget(Map, key='m', traits=['zoom'])", Map=Map
    )

    assert str(error) == (
        "st.widget: st.session_state['m'] is {'zom': 3}, which Map cannot take: {'zom': 3} is no "
        "dict of zoom"
    )


def test_what_the_script_sets_on_the_widget_is_the_next_value_and_causes_no_run(sent):
    cell = Cell(
        "keep.append(st.widget(w.IntSlider, key='k'))\nst.widget_of('k').value = len(keep) * 10"
    )

    assert cell.drain() == 0
    assert cell.session.state.values == {"k": 10}
    cell.run()

    assert cell.keep == [0, 10]


def test_what_the_notebook_sets_on_the_widget_is_an_event(sent):
    cell = Cell("keep.append(st.widget(w.IntSlider, key='k'))")

    cell.widget("k").value = 4
    cell.widget("k").value = 5

    assert cell.drain() == 1
    assert cell.keep == [0, 5]


def test_linked_widgets_do_not_chase_each_other(sent):
    cell = Cell(
        "keep.append((st.widget(w.IntSlider, key='a'), st.widget(w.IntText, key='b')))\n"
        "if len(keep) == 1:\n"
        "    import traitlets\n"
        "    traitlets.link((st.widget_of('a'), 'value'), (st.widget_of('b'), 'value'))"
    )

    moves(cell.widget("a"), value=4)

    assert cell.drain() <= 2
    assert cell.keep[-1] == (4, 4)
    assert cell.drain() == 0


def test_an_edit_that_the_program_wrote_over_wins_in_widget_and_state(sent):
    cell = Cell("keep.append(st.widget(w.IntSlider, key='k'))")
    slider = cell.widget("k")

    slider.value = 7
    held: Any = cell.session.state.held["k"]
    held.write(50)
    cell.drain()

    assert (slider.value, cell.session.state.values["k"], cell.keep[-1]) == (7, 7, 7)
