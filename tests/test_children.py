"""Children that a browser has not heard of: it asks, and is told again what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ipywidgets import IntSlider

from tests.comms import Message, edit, say
from tests.test_page import Cell

if TYPE_CHECKING:
    from ipywidgets import Widget


def told_again(sent: list[Message], page: Widget, *models: str) -> list[Any]:
    """Return what a browser is told of children that it lacks."""
    sent.clear()
    say(page, {"type": "missing", "models": list(models)})
    return [one for m in sent for one in m.content["models"]]


def test_a_browser_is_told_again_in_one_message_what_the_children_it_lacks_were_opened_with(sent):
    cell = Cell("st.slider('a', 0, 9)\nst.text_input('b')\nst.dataframe({'c': [1]})").run()
    *lost, _ = [m for m in sent if m.kind == "comm_open" and m.data["state"].get("props")]

    told = told_again(sent, cell.sink.page, *(m.comm_id for m in lost))

    assert [(one["id"], one["state"], one["paths"], one["buffers"]) for one in told] == [
        (m.comm_id, m.data["state"], m.data["buffer_paths"], len(m.buffers)) for m in lost
    ]
    (message,) = sent
    assert message.buffers == [buffer for m in lost for buffer in m.buffers] != []


def test_a_browser_is_told_what_a_child_it_lacks_shows_now_and_no_password(sent):
    text = "st.slider('a', 0, 9, key='a')\nst.text_input('b', 'secret', type='password', key='b')"
    cell = Cell(text).run()
    slider, password = (cell.sink.widget(key) for key in "ab")
    edit(slider, 5)

    told = told_again(sent, cell.sink.page, slider.model_id, password.model_id)

    values = {one["id"]: one["state"]["value"] for one in told}
    assert values == {slider.model_id: 5, password.model_id: ""}


def test_a_browser_is_told_of_no_child_that_is_not_the_pages_own_or_closed_or_gone(sent):
    own = IntSlider()
    cell = Cell("st.slider('a', key='a')\nst.slider('b', key='b')\nst.write(own)", own=own).run()
    closed, other = (cell.sink.widget(key) for key in "ab")
    models = [closed.model_id, other.model_id, own.model_id, "gone"]
    closed.close()

    told = told_again(sent, cell.sink.page, *models)

    assert [one["id"] for one in told] == [other.model_id]
    assert told_again(sent, cell.sink.page, own.model_id, "gone") == sent == []
