"""What `st.set_page_config` gives the page."""

from __future__ import annotations

import base64

import pytest

from ipyrerun.errors import (
    StreamlitInvalidParameterTypeError,
    StreamlitInvalidURLError,
    StreamlitValueError,
)
from ipyrerun.patch import merge
from tests.elements.stage import Stage, raised


def looks(script: str) -> dict[str, object]:
    stage = Stage(script)
    assert stage.error is None
    (root,) = (node for node in stage if node.kind == "root")
    return root.props


def svg(address: object) -> str:
    head, _, body = str(address).partition(",")
    assert head == "data:image/svg+xml;base64"
    return base64.b64decode(body).decode()


def test_each_call_adds_to_those_before():
    assert looks(
        "st.set_page_config('A', layout='wide')\nst.set_page_config(page_title='B')\n"
        "st.set_page_config(menu_items={'Get help': 'https://x.y', 'About': '**me**'})\n"
        "st.set_page_config(menu_items={'get HELP': None})"
    ) == {"title": "B", "wide": True, "about": "<p><strong>me</strong></p>\n"}


@pytest.mark.parametrize(
    ("icon", "part"),
    [("'\N{SHARK}'", "\N{SHARK}"), ("':shark:'", "\N{SHARK}"), ("':material/home:'", "<path")],
)
def test_an_icon_is_a_picture_of_its_sign(icon: str, part: str):
    assert part in svg(looks(f"st.set_page_config(page_icon={icon})")["icon"])


def test_a_random_icon_is_the_same_in_every_run():
    assert looks("st.set_page_config(page_icon='random')") == looks(
        "st.set_page_config(page_icon='random')"
    )


def test_an_icon_can_be_a_picture_and_a_text_that_is_none_is_left_out():
    script = "import numpy as np\nst.set_page_config(page_icon=np.zeros((4, 4, 3), 'uint8'))"

    assert str(looks(script)["icon"]).startswith("data:image/png;base64,")
    assert looks("st.set_page_config(page_icon='x')") == {}


def test_the_sidebar_is_told_how_to_begin():
    stage = Stage("st.set_page_config(initial_sidebar_state=300)\nst.sidebar.text('x')")
    (sidebar,) = (node for node in stage if node.kind == "sidebar")

    assert sidebar.props == {"start": "auto", "width": 300}


def test_a_page_keeps_its_looks_until_a_run_says_them_anew():
    before = Stage("st.set_page_config('A')\nst.text('x')")
    after = Stage("st.text('x')")
    (old,) = (node for node in before if node.kind == "root")
    (new,) = (node for node in after if node.kind == "root")

    assert merge(old, new)[0].props == {"title": "A"}


@pytest.mark.parametrize(
    ("call", "kind", "text"),
    [
        (
            "layout='x'",
            StreamlitValueError,
            "`layout` is 'x'; the supported values are 'centered', 'wide'",
        ),
        (
            "initial_sidebar_state=0",
            StreamlitValueError,
            (
                "`initial_sidebar_state` is 0; the supported values are 'auto', 'expanded', "
                "'collapsed', 'locked' and a positive number of pixels"
            ),
        ),
        (
            "menu_items={'x': 1}",
            StreamlitValueError,
            "`menu_items` has 'x'; the supported names are 'Get help', 'Report a bug', 'About'",
        ),
        (
            "menu_items={'Get help': 'javascript:go()'}",
            StreamlitInvalidURLError,
            (
                "`menu_items['Get help']` is 'javascript:go()'; give an address that begins with "
                "http://, https:// or mailto:"
            ),
        ),
        (
            "menu_items='x'",
            StreamlitInvalidParameterTypeError,
            "`menu_items` is 'x', of type str; give a dict",
        ),
        (
            "page_icon=':material/nope_at_all:'",
            StreamlitValueError,
            (
                "`page_icon` is ':material/nope_at_all:', which names no Material icon; give "
                "another name, or an emoji"
            ),
        ),
    ],
)
def test_what_cannot_be_is_refused(call: str, kind: type[Exception], text: str):
    error = raised(f"st.set_page_config({call})")

    assert isinstance(error, kind)
    assert str(error) == f"st.set_page_config: {text}"
