"""`st.widget` and `st.write` in cells: callbacks, two of them, errors, saved pages."""

from __future__ import annotations

from typing import Any

import ipywidgets
import pytest
from ipyleaflet import Map
from ipywidgets import Dropdown, FloatSlider, IntRangeSlider, IntSlider, Tab, Text, VBox

from ipyrerun.errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)
from ipyrerun.saved import still
from ipyrerun.testing import AppTest
from tests.elements.bindings import Cell, Chart, moves
from tests.elements.stage import Stage, raised

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
