"""What blocks tell their view, and what they refuse."""

from __future__ import annotations

import pytest
import streamlit

from ipyrerun.names import _REMOVED
from tests.elements.stage import Stage, raised


def test_a_container_tells_its_view_what_differs_from_its_default():
    stage = Stage(
        "st.container()\n"
        "st.container(border=False, key='a b', width=300, height=200, horizontal=True, wrap=False,"
        " horizontal_alignment='distribute', vertical_alignment='center', gap=None,"
        " autoscroll=True)\nst.container(height=100)"
    )

    assert [node.props for node in stage.nodes()] == [
        {},
        {
            "horizontal": True,
            "wrap": False,
            "halign": "distribute",
            "valign": "center",
            "autoscroll": True,
            "css": "st-key-a-b",
            "gap": None,
            "width": 300,
            "height": 200,
        },
        {"border": True, "height": 100},
    ]


def test_a_row_tells_its_view_what_differs_from_its_default():
    stage = Stage("st.columns([1, 3], gap=8, vertical_alignment='bottom', border=True, wrap=False)")

    assert [(node.kind, node.props) for node in stage.nodes()] == [
        ("columns", {"gap": 8, "valign": "bottom", "wrap": False}),
        ("column", {"weight": 0.25, "border": True}),
        ("column", {"weight": 0.75, "border": True}),
    ]


SIZES = 'give a positive number of pixels, "stretch" or "content"'
WRONG = {
    "st.columns(0)": (
        "st.columns: `spec` is 0; give a positive number of columns or a list of positive widths"
    ),
    "st.columns([1, 0])": (
        "st.columns: `spec` is [1, 0]; give a positive number of columns or a list of positive "
        "widths"
    ),
    "st.columns('ab')": (
        "st.columns: `spec` is 'ab', of type str; give a number of columns or a list of widths"
    ),
    "st.columns(True)": (
        "st.columns: `spec` is True, of type bool; give a number of columns or a list of widths"
    ),
    "st.columns(2, gap=-1)": (
        "st.columns: `gap` is -1; give None, a number of pixels, or one of 'xxsmall', 'xsmall', "
        "'small', 'medium', 'large', 'xlarge', 'xxlarge'"
    ),
    "st.columns(2, vertical_alignment='no')": (
        "st.columns: `vertical_alignment` is 'no'; the supported values are 'top', 'center', "
        "'bottom'"
    ),
    "st.columns(2, width='content')": (
        "st.columns: `width` is 'content'; give a positive number of pixels or \"stretch\""
    ),
    "st.container(horizontal_alignment='no')": (
        "st.container: `horizontal_alignment` is 'no'; the supported values are 'left', 'center', "
        "'right', 'distribute'"
    ),
    "st.container(vertical_alignment=3)": (
        "st.container: `vertical_alignment` is 3; the supported values are 'top', 'center', "
        "'bottom', 'distribute'"
    ),
    "st.container(height=0)": f"st.container: `height` is 0; {SIZES}",
    "st.container(width='wide')": f"st.container: `width` is 'wide'; {SIZES}",
    "st.container(key='a'); st.checkbox('c', key='a')": (
        "st.checkbox: the key 'a' is used twice in this run, before by st.container; give each "
        "its own `key`"
    ),
}


@pytest.mark.parametrize("call", WRONG)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str):
    assert str(raised(call)) == WRONG[call]


NAMES = {
    "st.wirte": "module 'ipyrerun' has no attribute 'wirte'; did you mean st.write?",
    "st.qqq": "module 'ipyrerun' has no attribute 'qqq'",
    "st.experimental_rerun()": (
        "module 'ipyrerun' has no attribute 'experimental_rerun'; Streamlit has removed it, use "
        "st.rerun instead"
    ),
    "st.sidebar.qqq()": "st.sidebar has no `qqq()`; see dir(st) for what there is",
    "st.container().wirte('x')": "a container has no `wirte()`; did you mean `write()`?",
    "st.sidebar.echo()": (
        "st.sidebar has no `echo()`, which belongs to the whole app; call st.echo()"
    ),
}


@pytest.mark.parametrize("call", NAMES)
def test_a_name_that_is_not_there_says_what_was_meant(call: str):
    assert str(raised(call)) == NAMES[call]


def test_every_name_that_streamlit_has_removed_has_a_hint():
    for name in _REMOVED.keys() - {"_bottom"}:
        with pytest.raises(AttributeError, match="has been removed"):
            getattr(streamlit, name)
