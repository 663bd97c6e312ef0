"""Names of classes, as annotations use them."""

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import (
    Block,
    Button,
    ButtonGroup,
    Column,
    DateTimeInput,
    Element,
    Markdown,
    Slider,
    Widget,
)


def click(button: Button) -> AppTest:
    return button.click().run()


def test_elements_are_of_their_class():
    at = AppTest.from_string(
        "import streamlit as st\nst.button('b')\nst.slider('s')\nst.markdown('m')\n"
        "st.columns(2)\nst.datetime_input('d')\nst.pills('p', ['a'])"
    ).run()

    assert isinstance(at.button[0], Button)
    assert isinstance(at.button[0], Widget)
    assert isinstance(at.slider[0], Slider)
    assert isinstance(at.markdown[0], Markdown)
    assert isinstance(at.markdown[0], Element)
    assert not isinstance(at.markdown[0], Widget)
    assert isinstance(at.columns[0], Column)
    assert isinstance(at.columns[0], Block)
    assert isinstance(at.datetime_input[0], DateTimeInput)
    assert isinstance(at.pills[0], ButtonGroup)
    assert type(at.slider[0]).__name__ == "Slider"
    assert not isinstance(at.slider[0], Button)
    assert click(at.button[0]).button[0].value
