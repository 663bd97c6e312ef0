"""Links, menus, pills, segments, ratings and pages: what they return, tell and save."""

from __future__ import annotations

from typing import Any

import pytest

from ipyrerun.saved import still
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage


def told(call: str) -> dict[str, Any]:
    """Return what the view of the only element is told, without its label."""
    (node,) = Stage(f"st.{call}").nodes()
    props = node.props if node.view is None else node.view.props
    return {name: value for name, value in props.items() if name != "label"}


# -- what the views are told


@pytest.mark.parametrize(
    ("call", "props"),
    [
        ("button('x', shortcut='Command+Option+esc')", {"shortcut": "cmd+alt+escape"}),
        ("button('x', shortcut='Shift+Alt+Meta+Ctrl+K')", {"shortcut": "ctrl+cmd+alt+shift+k"}),
        ("button('x', width=80, use_container_width=True)", {"width": "stretch"}),
        ("button('x', width='stretch', use_container_width=False)", {}),
        ("download_button('x', 'y')", {}),
        ("download_button('x', 'y', on_click='ignore')", {"quiet": True}),
        (
            "link_button('x', '/tree', type='tertiary', disabled=True, shortcut='K', wrap=True)",
            {
                "url": "/tree",
                "type": "tertiary",
                "disabled": True,
                "shortcut": "k",
                "wrap": True,
            },
        ),
        ("link_button('x', 'https://a.org', on_click='rerun')", {"url": "https://a.org"}),
        (
            "menu_button('x', ['*a*', '[b](c)'], icon='🚀', width=90)",
            {
                "options": ["*a*", "[b](c)"],
                "html": ["<em>a</em>", "b"],
                "icon": "🚀",
                "width": 90,
            },
        ),
        ("pills('x', ['a'])", {"options": ["a"], "html": ["a"]}),
        (
            "segmented_control('x', [1, 2], required=True, width='stretch', wrap=False)",
            {
                "options": ["1", "2"],
                "html": ["1", "2"],
                "segments": True,
                "required": True,
                "width": "stretch",
                "wrap": False,
            },
        ),
        (
            "pills('x', [], selection_mode='multi', disabled=True, label_visibility='hidden')",
            {
                "options": [],
                "html": [],
                "multi": True,
                "disabled": True,
                "label_visibility": "hidden",
            },
        ),
        ("feedback()", {"look": "thumbs"}),
        (
            "feedback('stars', disabled=True, width=300)",
            {"look": "stars", "disabled": True, "width": 300},
        ),
        ("pagination(9)", {"pages": 9}),
        (
            "pagination(9, max_visible_pages=None, width='stretch', disabled=True)",
            {"pages": 9, "visible": None, "width": "stretch", "disabled": True},
        ),
    ],
)
def test_the_view_is_told_what_differs_from_its_default(call: str, props: dict[str, Any]):
    assert told(call) == props


# -- what comes back


def test_a_menu_choice_that_has_gone_counts_as_none():
    script = (
        "few = st.session_state.setdefault('few', [])\n"
        "few.append(0)\n"
        "one = st.menu_button('m', ['a'] if len(few) > 1 else ['a', 'b'], key='m')\n"
        "st.text(repr(one))"
    )
    at = AppTest.from_string(f"import ipyrerun as st\n{script}").run()

    at.menu_button(key="m").click("b").run()

    assert at.text[0].value == "None"


def test_a_choice_is_the_scripts_own_object():
    script = (
        "class One:\n    def __str__(self): return 'one'\n"
        "options = [One()]\n"
        "a = st.pills('p', options, default=options[0], key='p')\n"
        "b = st.pills('q', options, selection_mode='multi', key='q')\n"
        "st.text(a is options[0])\nst.text([x is options[0] for x in b])"
    )
    at = AppTest.from_string(f"import ipyrerun as st\n{script}").run()

    at.pills(key="q").set_value([at.pills(key="p").value]).run()

    assert [text.value for text in at.text] == ["True", "[True]"]


def test_a_test_reads_what_follows_from_a_choice():
    script = (
        "st.pills('p', [1, 2, 3], selection_mode='multi', default=[3, 1],\n"
        "    format_func='n{}'.format)\n"
        "st.segmented_control('s', 'ab', default=None)"
    )
    at = AppTest.from_string(f"import ipyrerun as st\n{script}").run()
    several, one = at.button_group

    assert (several.indices, several.formatted_values) == ([2, 0], ["n3", "n1"])
    assert (one.indices, one.formatted_values, one.type) == ([], [], "button_group")


@pytest.mark.parametrize("value", [-1, 5, 1.5, "3", True, [1]])
def test_a_view_cannot_send_what_is_no_step_and_no_page(value: Any):
    stage = Stage("st.feedback('stars', default=2, key='f')\nst.pagination(4, key='g')")

    for name in ("feedback", "pagination"):
        stage.send(stage.one(name), value)

    assert (stage.state["f"], stage.state["g"]) == (2, 1)


def test_disabled_is_enforced_in_the_kernel():
    stage = Stage(
        "st.pills('p', 'ab', key='p', disabled=True)\nst.feedback(key='f', disabled=True)\n"
        "st.pagination(4, key='g', disabled=True)\n"
        "st.text(st.menu_button('m', 'ab', key='m', disabled=True))"
    )

    stage.send(stage.one("pills"), "ab").send(stage.one("feedback"), 1)
    stage.send(stage.one("pagination"), 3).set(stage.one("menu_button"), "ab")

    assert (stage.state["p"], stage.state["f"], stage.state["g"]) == (None, None, 1)
    assert stage.said() == "None"


# -- the saved page


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            "link_button('x', 'https://a.org?a=1&b=2')",
            'href="https://a.org?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">x</a>',
        ),
        ("link_button('x', 'https://a.org', disabled=True)", '<span class="rrs-button">x</span>'),
        ("download_button('x', 'y')", '<span class="rrs-button">x</span>'),
        ("menu_button('x', ['y'])", '<span class="rrs-button">x</span>'),
        ("pills('x', ['<a>', 'b'], default='<a>')", "&lt;a&gt;"),
        ("segmented_control('x', 'ab', selection_mode='multi')", "—"),
        ("feedback('stars', default=2)", "★★★☆☆"),
        ("feedback('faces', default=4)", "😊"),
        ("feedback()", "—"),
        ("pagination(9, default=3)", "Page 3 of 9"),
    ],
)
def test_a_saved_page_tells_what_was_chosen(call: str, words: str):
    (node,) = Stage(f"st.{call}").nodes()

    assert words in still(node)
