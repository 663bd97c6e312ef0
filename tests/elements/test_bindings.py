"""`st.widget`: any ipywidget is an input, and `st.write` shows one."""

from __future__ import annotations

import pickle
from typing import Any

import ipywidgets
import plotly.graph_objects as go
import pytest
import traitlets
from ipyleaflet import Map, Marker
from ipywidgets import Dropdown, FloatSlider, IntRangeSlider, IntSlider, Tab, Text, VBox

from ipyrerun.app import App
from ipyrerun.bound import Traits
from ipyrerun.elements import main
from ipyrerun.errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ipyrerun.page import PageSink
from ipyrerun.saved import still
from ipyrerun.script import compile_script
from ipyrerun.session import Session
from ipyrerun.testing import AppTest
from tests.comms import receive
from tests.elements.stage import Stage, raised


class Chart(go.FigureWidget):  # type: ignore[misc]
    """A figure that tells what is selected, as a trait."""

    selected: traitlets.List[int] = traitlets.List()

    def __init__(self) -> None:
        super().__init__([go.Scatter(x=[1, 2, 3], y=[4, 5, 6], mode="markers")])
        self.data[0].on_selection(self._note)

    def _note(self, trace: Any, points: Any, selector: Any) -> None:
        self.selected = list(points.point_inds)


VARIABLES: dict[str, Any] = {"w": ipywidgets, "Map": Map, "Chart": Chart}


class Cell:
    """An app on a page of its own."""

    def __init__(
        self, text: str, session: Session | None = None, name: str = "cell", **variables: Any
    ) -> None:
        self.keep: list[Any] = []
        script = compile_script(f"import ipyrerun as st\n{text}", name)
        self.session = session or Session()
        self.app = App(
            self.session,
            name,
            name,
            script,
            {**VARIABLES, "keep": self.keep, **variables},
            main.write,
            is_threaded=False,
        )
        self.sink = PageSink(self.app.loop.submit, self.app.listen, {"name": name})
        self.app.attach(self.sink)
        self.run()

    def run(self) -> BaseException | None:
        outcome = self.app.start()
        self.app.loop.drain()
        return outcome.error

    def drain(self) -> int:
        """Handle what waits; return how often the script ran for it."""
        before = len(self.keep)
        self.app.loop.drain()
        return len(self.keep) - before

    def widget(self, key: str) -> Any:
        return self.app.widget(key)


def moves(widget: Any, **state: Any) -> None:
    """Set traits as a browser does."""
    receive(widget, {"method": "update", "state": state, "buffer_paths": []})


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


# -- callbacks


def test_a_callback_comes_first_and_sees_the_new_value(sent):
    cell = Cell(
        "def moved(*said):\n    keep.append((said, st.session_state.k))\n"
        "st.widget(w.IntSlider, key='k', on_change=moved, args=('x',))"
    )

    moves(cell.widget("k"), value=3)
    cell.drain()

    assert cell.keep == [(("x",), 3)]


def test_an_ignored_change_waits_for_the_next_run(sent):
    cell = Cell("keep.append(st.widget(w.IntSlider, key='k', on_change='ignore'))")

    moves(cell.widget("k"), value=3)

    assert cell.drain() == 0
    cell.run()
    assert cell.keep == [0, 3]


def test_a_callback_may_set_the_widget(sent):
    cell = Cell(
        "def clamp():\n    st.session_state.k = min(st.session_state.k, 5)\n"
        "keep.append(st.widget(w.IntSlider, key='k', on_change=clamp))"
    )

    moves(cell.widget("k"), value=9)

    assert cell.drain() == 1
    assert cell.keep == [0, 5]
    assert cell.widget("k").value == 5


# -- two cells


def test_two_cells_draw_one_widget_twice(sent):
    text = "keep.append(st.widget(w.IntSlider, key='k'))"
    one = Cell(text, name="one")
    two = Cell(text, one.session, name="two")

    moves(one.widget("k"), value=3)

    assert one.widget("k") is two.widget("k")
    assert (one.drain(), two.drain()) == (1, 1)
    assert (one.keep[-1], two.keep[-1]) == (3, 3)


def test_the_second_cell_hears_once_the_first_is_gone(sent):
    text = "keep.append(st.widget(w.IntSlider, key='k'))"
    one = Cell(text, name="one")
    two = Cell(text, one.session, name="two")

    one.app.close()
    moves(two.widget("k"), value=3)

    assert two.drain() == 1
    assert two.keep[-1] == 3
    two.app.close()
    assert one.session.state.held == {}


def test_another_factory_in_another_cell_is_refused_and_closes_nothing(sent):
    one = Cell("st.widget(w.IntSlider, key='k')", name="one")
    two = Cell("st.widget(w.IntText, key='k')", one.session, name="two")

    error = two.run()

    assert isinstance(error, StreamlitAPIException)
    assert "drawn by st.widget in the cell 'one'" in str(error)
    assert one.widget("k").comm is not None


# -- errors


def test_a_key_is_needed():
    error = raised("st.widget(w.IntSlider)", w=ipywidgets)

    assert type(error) is StreamlitMissingRequiredParameterError
    assert str(error) == (
        "st.widget: `key` is missing; give the widget a name by which the runs find it"
    )


def test_an_unknown_trait_is_refused_with_those_there_are():
    error = raised("st.widget(w.IntText, key='k', traits=['value', 'vlaue'])", w=ipywidgets)

    assert type(error) is StreamlitValueError
    assert str(error) == (
        "st.widget: IntText has no trait 'vlaue'; choose `traits` from continuous_update, "
        "description, description_allow_html, disabled, step, value"
    )


def test_a_widget_without_a_value_asks_for_traits():
    error = raised("st.widget(w.Output, key='k')", w=ipywidgets)

    assert str(error) == (
        "st.widget: Output has no trait 'value'; choose `traits` from msg_id, outputs"
    )


@pytest.mark.parametrize(("made", "kind"), [("5", "int"), ("None", "NoneType")])
def test_what_is_no_widget_is_refused(made: str, kind: str):
    error = raised(f"st.widget(lambda: {made}, key='k')")

    assert type(error) is StreamlitInvalidParameterTypeError
    assert str(error) == (
        f"st.widget: `factory` returned {made}, of type {kind}; let it return an ipywidget that "
        "can be shown"
    )


def test_a_widget_without_a_view_is_refused():
    error = raised("st.widget(w.Layout, key='k', traits='width')", w=ipywidgets)

    assert "`factory` returned Layout(), of type Layout; let it" in str(error)


def test_a_widget_in_the_place_of_its_factory_is_refused():
    error = raised("st.widget(w.IntSlider(), key='k')", w=ipywidgets)

    assert str(error) == (
        "st.widget: `factory` is of type IntSlider, which cannot be called; give the widget's "
        "class, or a function that makes it: `lambda: IntSlider(max=5)`"
    )


def test_a_key_used_twice_is_refused():
    error = raised("st.widget(w.IntText, key='k')\nst.widget(w.IntText, key='k')", w=ipywidgets)

    assert str(error) == (
        "st.widget: the key 'k' is used twice in this run, before by st.widget; give each its own "
        "`key`"
    )


# -- tests and saved pages


def test_a_test_sets_the_traits():
    at = AppTest.from_string("""
        import ipyrerun as st
        from ipyleaflet import Map
        view = st.widget(Map, key="m", traits=("zoom", "center"))
        st.text(int(view.zoom))
    """).run()

    at.widget("m").set_value({"zoom": 7}).run()
    assert at.text[0].value == "7"
    assert at.widget("m").widget.zoom == 7

    at.widget("m").set_trait("zoom", 9).run()
    assert at.text[0].value == "9"

    at.widget("m").widget.zoom = 2
    at.run()
    assert at.text[0].value == "2"
    assert at.session_state["m"]["zoom"] == 2


def test_a_saved_page_says_the_values():
    stage = Stage("st.widget(w.IntText, key='k', traits=['value', 'step'])", w=ipywidgets)

    assert still(stage.one("widget")) == (
        '<div class="rrs-faint">This widget is shown while the kernel runs.</div>'
        '<div class="rrs-widget">value: 0<br>step: 1</div>'
    )


# -- st.write


def test_write_shows_any_widget(sent):
    shown = [IntSlider(), VBox([Text()]), Map(), Chart(), Dropdown(), FloatSlider(), Tab()]

    stage = Stage("for one in shown: st.write(one)", shown=shown)

    assert stage.error is None
    assert [node.value for node in stage.nodes("widget")] == shown
    assert IntRangeSlider().comm is not None


def test_write_shows_what_displays_itself_as_a_widget(sent):
    class Lazy:
        def __init__(self) -> None:
            self.inner = IntSlider()

        def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
            view = {"version_major": 2, "version_minor": 0, "model_id": self.inner.model_id}
            return {"text/plain": "x", "application/vnd.jupyter.widget-view+json": view}

    lazy = Lazy()

    stage = Stage("st.write(lazy)", lazy=lazy)

    assert stage.one("widget").value is lazy.inner


def test_write_shows_a_model_that_is_no_widget():
    class Raw:
        def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
            return {"application/vnd.jupyter.widget-view+json": {"model_id": "abc"}}

    stage = Stage("st.write(raw)", raw=Raw())

    view = stage.one("widget").view
    assert view is not None
    assert view.instance.model_id == "abc"


def test_write_lets_an_object_display_itself():
    class Own:
        def _ipython_display_(self) -> None:
            print("I draw myself")

    stage = Stage("st.write(own)", own=Own())

    assert [node.kind for node in stage.nodes()] == ["stream"]
    assert stage.one("stream").value == "I draw myself\n"
