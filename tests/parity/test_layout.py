"""Blocks and what comes and goes: the same scripts in Streamlit and here."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest as Theirs

from ipyrerun.testing import AppTest as Ours
from tests.parity.sides import Ours as OurSide
from tests.parity.sides import Theirs as TheirSide

CALLS = [
    "st.tabs([])",
    "st.tabs(['a'], default='b')",
    "st.tabs(['a', 1])",
    "st.tabs(['a'], width='content')",
    "st.tabs(['a'], height='tall')",
    "st.tabs(['a'], on_change='no')",
    "st.expander(None)",
    "st.expander('a', type='no')",
    "st.expander('a', icon='no')",
    "st.expander('a', width='content')",
    "st.expander('a', on_change='no')",
    "st.expander('a', key='k'); st.expander('b', key='k')",
    "st.popover(None)",
    "st.popover('a', type='no')",
    "st.popover('a', icon='no')",
    "st.popover('a', width='wide')",
    "st.status('a', state='no')",
    "st.status('a', type='no')",
    "st.status('a', width='content')",
    "st.status('a').update(state='no')",
    "st.chat_message(None)",
    "st.chat_message('a', avatar='no such thing')",
    "st.chat_message('a', width='wide')",
    "st.toast('')",
    "st.toast('a', icon='no')",
    "st.toast('a', duration='x')",
    "st.toast('a', duration=0)",
    "st.toast('a', duration=-1)",
    "st.toast('a', duration=1.5)",
    "st.skeleton('content')",
    "st.skeleton(0)",
    "st.skeleton(width='content')",
    "st.space('huge')",
    "st.space(0)",
    "st.space(None)",
    "st.grid(0)",
    "st.grid(25)",
    "st.grid('x')",
    "st.grid(2.5)",
    "st.grid(True)",
    "st.grid(wrap=False)",
    "st.grid(wrap=1)",
    "st.grid(border=1)",
    "st.grid(dense='x')",
    "st.grid(min_column_width=0)",
    "st.grid(min_column_width='x')",
    "st.grid(min_column_width=1.5)",
    "st.grid(row_height=0)",
    "st.grid(row_height=None)",
    "st.grid(gap='huge')",
    "st.grid(gap=(1, 2, 3))",
    "st.grid(gap=('small', 'huge'))",
    "st.grid(vertical_alignment='no')",
    "st.grid(width='content')",
    "st.grid(2).cell(column_span=3)",
    "st.grid(2).cell(column_span='x')",
    "st.grid(2).cell(column_span=0)",
    "st.grid(2).cell(column_span=1.5)",
    "st.grid(2).cell(row_span=0)",
    "st.grid(2).cell(row_span='all')",
    "st.container(wrap=False)",
    "with st.sidebar: st.bottom.text('x')",
]


# One script for all: to start Streamlit takes longer than to run it.
EACH = """
st.session_state.seen = {}
for call in %r:
    try:
        exec(call)
    except Exception as error:
        st.session_state.seen[call] = type(error).__name__
"""


def test_a_wrong_call_raises_streamlits_error():
    theirs = TheirSide(EACH % CALLS).seen

    assert OurSide(EACH % CALLS).seen == theirs
    assert set(theirs) == set(CALLS)


TAKEN = [
    "st.tabs('ab')",
    "st.tabs(['a', 'a'], default='a')",
    "st.tabs(['a'], default='')",
    "st.expander('')",
    "st.popover('')",
    "st.popover('a', wrap=True, use_container_width=True)",
    "st.status(None)",
    "st.status('a', type='step')",
    "st.chat_message('')",
    "st.grid('auto', gap=[None, 4], dense=True)",
    "st.grid(24, wrap=False).cell(column_span='all')",
    "st.toast(5, duration=3)",
    "st.expander('a').tabs(['a'])[0].expander('b').popover('c').status('d').chat_message('user')",
    "st.empty().expander('a').text('b')",
    "with st.sidebar: st.toast('a')",
    "st.sidebar.tabs(['a'])",
    "st.bottom.columns(2)[0].text('a')",
]


def test_what_streamlit_takes_is_taken():
    assert TheirSide(EACH % TAKEN).seen == {}
    assert OurSide(EACH % TAKEN).seen == {}


BOUND = """
seen = []
for make in [
    lambda: st.container(), lambda: st.columns(1)[0], lambda: st.empty(), lambda: st.sidebar,
    lambda: st.bottom, lambda: st.chat_message("user"), lambda: st.grid().cell(),
    lambda: st.tabs(["a"])[0], lambda: st.expander("a"), lambda: st.popover("a"),
    lambda: st.status("a"), lambda: st.grid(), lambda: st.skeleton(),
]:
    made = make()
    with made as bound:
        seen.append(None if bound is None else bound is made)
seen.append((st.tabs(["a"])[0].open, st.expander("a", True).open, st.popover("a").open))
seen.append((type(st.tabs(["a", "b"])).__name__, type(st.columns(2)).__name__))
seen += [type(x).__name__ for x in
    (st.tabs(["a"])[0], st.expander("a"), st.popover("a"), st.status("a"), st.grid())]
st.session_state.seen = seen
"""
INSIDE = """
a, b = st.tabs(["a", "*b*"])
b.text("in b")
with st.expander("e", icon="\N{ROCKET}"):
    st.text("in e")
with st.status("s") as s:
    st.text("in s")
    s.update(label="done")
try:
    with st.status("t"):
        1 / 0
except ZeroDivisionError:
    pass
st.status("u").text("in u")
with st.chat_message("human"):
    st.text("in chat")
st.chat_message("Bo", avatar="\N{ROCKET}")
with st.skeleton() as skeleton:
    st.text("beside the skeleton")
st.skeleton().text("in its place")
st.popover("p").text("in p")
st.toast("  one")
st.toast("two", icon="\N{ROCKET}").toast("three")
st.bottom.text("at the foot")
"""


def test_with_binds_what_streamlit_binds():
    ours, theirs = OurSide(BOUND), TheirSide(BOUND)

    assert ours.error is None
    assert theirs.error is None
    assert ours.seen == theirs.seen


def looks(test: Any) -> list[Any]:
    """Return what a test reads of the blocks."""
    return [
        [(tab.label, [text.value for text in tab.text]) for tab in test.tabs],
        [(one.label, one.icon, [text.value for text in one.text]) for one in test.expander],
        [
            (one.label, one.icon, one.state, [text.value for text in one.text])
            for one in test.status
        ],
        [(one.name, one.avatar, [text.value for text in one.text]) for one in test.chat_message],
        [one.value for one in test.toast],
        sorted(text.value for text in test.text),
    ]


def test_a_test_reads_what_it_reads_in_streamlit():
    theirs = Theirs.from_string(f"import streamlit as st\n{INSIDE}", default_timeout=20).run()
    ours = Ours.from_string(f"import ipyrerun as st\n{INSIDE}").run()

    assert not theirs.exception
    assert looks(ours) == looks(theirs)
