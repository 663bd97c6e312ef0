"""An input in a cached function: asked while that is executed, greyed out on a hit."""

from __future__ import annotations

import pytest

from ipyrerun.events import Event
from ipyrerun.testing import AppTest
from tests.cache.drawings import script
from tests.elements.stage import Stage


def test_an_input_in_a_cached_function_is_warned_of_and_dead_on_a_hit():
    calls: list[int] = []
    stage = Stage(script("return st.slider('a', 0, 9, 3, key='k')", "st.text(f())"), calls=calls)
    slider = stage.one("slider")
    assert [n.name for n in stage.nodes("exception", "slider")] == ["exception", "slider"]
    assert stage.one("exception").props["type"].endswith("CachedWidgetWarning")
    assert stage.one("exception").props["message"] == (
        "st.slider is called in a cached function. It is asked only while the function is "
        "executed; where the function's value comes from the cache, the input is greyed out. "
        "Call it outside, and give its value to the function"
    )
    stage.set(slider, 5)

    dead = stage.one("slider")
    assert [n.name for n in stage.nodes("exception", "slider")] == ["exception", "slider"]
    assert dead.view is not None
    assert dead.view.props["disabled"] is True
    assert (dead.value, dead.params["label"]) == (3, "a")
    assert "k" not in stage.state
    stage.run(Event(dead.id, 7))
    assert [n.value for n in stage.nodes("text")] == ["before", "3", "behind"]
    assert (stage.one("slider").value, calls) == (3, [1])


@pytest.mark.parametrize(
    "body",
    [
        "st.button('b')",
        "st.text_input('t', 'x')",
        "st.selectbox('s', ['a', 'b'])",
        "st.file_uploader('f')",
        "st.download_button('d', 'text')",
        "st.tabs(['a', 'b'], on_change='rerun')",
        "with st.form('form'):\n    st.text_input('t')\n    st.form_submit_button('go')",
    ],
)
def test_inputs_of_every_kind_are_drawn_on_a_hit_and_do_nothing(body: str):
    calls: list[int] = []
    stage = Stage(script(body), calls=calls)
    names = [n.name for n in stage.nodes()]
    stage.run()

    assert stage.error is None
    assert [n.name for n in stage.nodes()] == names
    for node in stage.nodes():
        if node.input is not None:
            stage.send(node, None)
    assert (stage.error, calls) == (None, [1])


def test_a_test_finds_a_dead_input_by_label_and_value():
    at = AppTest.from_string(
        "import ipyrerun as st\n@st.cache_data\ndef f():\n    return st.slider('a', 0, 9, 3)\nf()\n"
    )
    at.run().run()

    assert (at.slider[0].label, at.slider[0].value, at.slider[0].max) == ("a", 3, 9)
