"""Blocks that open and close: what they tell their view, what `with` binds, what they refuse."""

from __future__ import annotations

import pytest

from ipyrerun.saved import still
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage, around, raised


def test_tabs_tell_their_view_their_labels_and_which_is_open_at_first():
    stage = Stage("st.tabs(['*a*', 'b'], default='b', width=300, height=200, key='my tabs')")

    assert [(n.id, n.kind, n.props) for n in stage.nodes()] == [
        (
            "tabs:my tabs",
            "tabs",
            {"width": 300, "height": 200, "start": 1, "css": "st-key-my-tabs"},
        ),
        ("tabs:my tabs.tab0", "tab", {"label": "<em>a</em>"}),
        ("tabs:my tabs.tab1", "tab", {"label": "b"}),
    ]


def test_every_tab_is_filled_and_with_binds_it():
    stage = Stage(
        "a, b = st.tabs(['a', 'b'])\nwith a as bound: st.text('one')\nb.text('two')\n"
        "st.text(f'{bound is a} {a.open}')"
    )

    assert [(around(n).id, n.value) for n in stage.nodes("text")] == [
        ("main.tabs0.tab0", "one"),
        ("main.tabs0.tab1", "two"),
        ("main", "True None"),
    ]


def test_an_expander_tells_its_view_what_differs_from_its_default():
    stage = Stage(
        "st.expander('plain')\n"
        "st.expander('`x`', True, icon='\N{ROCKET}', type='step', width=300, key='e')"
    )

    assert [(n.kind, n.props) for n in stage.nodes()] == [
        ("fold", {"label": "plain"}),
        (
            "fold",
            {
                "label": "<code>x</code>",
                "expanded": True,
                "look": "step",
                "width": 300,
                "icon": "\N{ROCKET}",
                "css": "st-key-e",
            },
        ),
    ]


def test_a_popover_tells_its_view_what_differs_from_its_default():
    stage = Stage(
        "st.popover('plain')\nst.popover('p', type='primary', help='h', icon='\N{ROCKET}',"
        " disabled=True, use_container_width=True, wrap=False, key='k')"
    )

    assert [(n.kind, n.props) for n in stage.nodes()] == [
        ("popover", {"label": "plain"}),
        (
            "popover",
            {
                "label": "p",
                "type": "primary",
                "disabled": True,
                "wrap": False,
                "help": "<p>h</p>\n",
                "icon": "\N{ROCKET}",
                "css": "st-key-k",
                "width": "stretch",
            },
        ),
    ]


def test_a_status_is_complete_at_the_end_of_its_block_unless_it_was_told_otherwise():
    stage = Stage(
        "with st.status('a') as s: st.text('in')\n"
        "with st.status('b') as s: s.update(label='c', state='error', expanded=True)\n"
        "st.status('d')"
    )

    assert [n.props for n in stage.nodes("status")] == [
        {"label": "a", "state": "complete"},
        {"label": "c", "state": "error", "expanded": True},
        {"label": "d", "state": "running"},
    ]


@pytest.mark.parametrize("end", ["1 / 0", "st.stop()"])
def test_a_status_whose_block_did_not_get_to_its_end_has_failed(end: str):
    stage = Stage(f"with st.status('a'):\n    {end}")

    assert stage.one("status").props["state"] == "error"


def test_a_status_can_be_updated_from_outside_of_its_block():
    stage = Stage("s = st.status('a')\ns.text('in')\ns.update(label='**b**', state='complete')")

    assert stage.one("status").props == {"label": "<strong>b</strong>", "state": "complete"}
    assert around(stage.one("text")).name == "status"


def test_a_test_reads_labels_states_and_what_is_inside():
    at = AppTest.from_string(
        "import ipyrerun as st\n"
        "st.tabs(['a', 'b'])[1].text('in b')\n"
        "st.expander('more', icon='\N{ROCKET}').text('in more')\n"
        "with st.status('task') as s: s.update(label='done')"
    ).run()

    assert [tab.label for tab in at.tabs] == ["a", "b"]
    assert at.tabs[1].text[0].value == "in b"
    assert (at.expander[0].label, at.expander[0].icon) == ("more", "\N{ROCKET}")
    status = at.status[0]
    assert (status.label, status.state, status.icon) == ("done", "complete", ":material/check:")


def test_what_a_block_returns_is_a_common_container():
    stage = Stage(
        "inner = st.expander('e').container()\n"
        "with inner as bound: st.text('x')\nst.text(f'{bound} {type(inner).__name__}')"
    )

    assert stage.said() == "None Container"


LOOKS = "the supported values are 'default', 'compact', 'step'"
STATES = "the supported values are 'running', 'complete', 'error'"
WRONG = {
    "st.tabs([])": "st.tabs: `tabs` is []; give at least one label",
    "st.tabs(['a'], default='b')": "st.tabs: `default` is 'b', which is none of the labels 'a'",
    "st.tabs(['a', 1])": "st.tabs: the label 1 is of type int; give a text",
    "st.tabs(['a'], width='content')": (
        "st.tabs: `width` is 'content'; give a positive number of pixels or \"stretch\""
    ),
    "st.tabs(['a'], on_change=None)": (
        'st.tabs: `on_change` is None; give "rerun", "ignore" or a function'
    ),
    "st.tabs(['a'], bind='url')": (
        "st.tabs: `bind` is 'url'; the supported values are None and \"query-params\""
    ),
    "st.tabs(['a', 'b', 'a'], key='k', bind='query-params')": (
        "st.tabs: the label 'a' is used twice; with `bind` each tab needs its own, for the page's "
        "address"
    ),
    "st.tabs(['a', ''], key='k', bind='query-params')": (
        "st.tabs: a label is empty; with `bind` each tab needs one, for the page's address"
    ),
    "st.expander(None)": "st.expander: `label` is None; give a text",
    "st.expander('a', type='no')": f"st.expander: `type` is 'no'; {LOOKS}",
    "st.expander('a', on_change='no')": (
        'st.expander: `on_change` is \'no\'; give "rerun", "ignore" or a function'
    ),
    "st.popover(None)": "st.popover: `label` is None; give a text",
    "st.popover('a', type='no')": (
        "st.popover: `type` is 'no'; the supported values are 'primary', 'secondary', 'tertiary'"
    ),
    "st.popover('a', on_change=5)": (
        'st.popover: `on_change` is 5; give "rerun", "ignore" or a function'
    ),
    "st.popover('a', on_change='rerun'); st.popover('a', on_change='rerun')": (
        "st.popover: two inputs have the same parameters, so ipyrerun cannot tell them apart; give "
        "each its own `key=`"
    ),
    "st.status('a', state='no')": f"st.status: `state` is 'no'; {STATES}",
    "st.status('a').update(state='no')": f"st.status: `state` is 'no'; {STATES}",
    "st.status('a', type='no')": f"st.status: `type` is 'no'; {LOOKS}",
    "st.chat_message(None)": "st.chat_message: `name` is None; give the name of who speaks",
    "st.expander('a', key='k'); st.tabs(['a'], key='k')": (
        "st.tabs: the key 'k' is used twice in this run, before by st.expander; give each its own "
        "`key`"
    ),
}


@pytest.mark.parametrize("call", WRONG)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str):
    assert str(raised(call)) == WRONG[call]


def test_a_message_tells_its_view_who_speaks():
    stage = Stage(
        "for name in ['user', 'human', 'Assistant', 'ai', 'Bo', '\N{ROCKET}']:\n"
        "    st.chat_message(name)\n"
        "st.chat_message('Bo', avatar='assistant', width=300)\n"
        "st.chat_message('Bo', avatar='\N{ROCKET}', width='content')\n"
        "st.chat_message('Bo', avatar='data:image/png;base64,xx')"
    )

    assert [(n.kind, n.props) for n in stage.nodes()] == [
        ("chat", props)
        for props in [
            {"name": "user", "drawn": "user"},
            {"name": "human", "drawn": "user"},
            {"name": "Assistant", "drawn": "assistant"},
            {"name": "ai", "drawn": "assistant"},
            {"name": "Bo"},
            {"name": "\N{ROCKET}", "icon": "\N{ROCKET}"},
            {"name": "Bo", "drawn": "assistant", "width": 300},
            {"name": "Bo", "icon": "\N{ROCKET}", "width": "content"},
            {"name": "Bo", "image": "data:image/png;base64,xx"},
        ]
    ]


def test_an_avatar_is_any_picture():
    stage = Stage(
        "import numpy as np\nst.chat_message('Bo', avatar=np.zeros((300, 300, 3), np.uint8))"
    )

    assert stage.one("chat_message").props["image"].startswith("data:image/")
    assert len(stage.one("chat_message").props["image"]) < 2000


def test_a_saved_page_reads_well():
    stage = Stage(
        "a, = st.tabs(['<a>'])\na.text('in a')\nst.expander('e', True).text('in e')\n"
        "with st.status('s'): st.text('in s')\nst.status('t')\nst.popover('p').text('in p')\n"
        "st.chat_message('<bo>').text('in chat')\nst.grid().text('in g')\n"
        "st.toast('gone')\nst.space()\nst.skeleton()"
    )

    blocks = [still(node) for node in stage.nodes() if around(node).id in {"main", "root"}]

    assert blocks == [
        '<div class="rrs-block"><section><strong>&lt;a&gt;</strong><pre>in a</pre></section></div>',
        "<details open><summary>e</summary><pre>in e</pre></details>",
        "<details><summary>\N{CHECK MARK} s</summary><pre>in s</pre></details>",
        "<div>\N{HORIZONTAL ELLIPSIS} t</div>",
        "<details><summary>p</summary><pre>in p</pre></details>",
        '<div class="rrs-chat"><strong>&lt;bo&gt;</strong><pre>in chat</pre></div>',
        '<div class="rrs-columns"><div class="rrs-block"><pre>in g</pre></div></div>',
        "",
        "",
        "",
    ]
