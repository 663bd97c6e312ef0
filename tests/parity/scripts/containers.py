"""Containers, slots and what they refuse; blocks that tell whether they are open."""

from __future__ import annotations

from tests.parity.case import Case

# Draws whatever is tried, and what it raises.
TRY = """
def attempt(name, call):
    try:
        call()
    except Exception as error:
        st.text(f"{name}: {type(error).__name__}")
    else:
        st.text(f"{name}: fine")
"""


def tries(name: str, labels: str, *calls: str) -> Case:
    """Return a case that says of each call what it raises."""
    lines = [f"attempt({call!r}, lambda: {call})" for call in calls]
    return Case(name, labels, TRY + "\n".join(lines))


CASES = [
    Case(
        "most containers bind nothing, those with a state themselves",
        "S10.1",
        "def name(x): return None if x is None else type(x).__name__\n"
        "with st.container() as a, st.columns(2)[0] as b, st.sidebar as c: pass\n"
        "with st.empty() as d: pass\n"
        "with st.chat_message('user') as e: pass\n"
        "with st.expander('x') as f, st.popover('y') as g, st.tabs(['z'])[0] as h: pass\n"
        "with st.status('s') as i, st.grid(2) as j: pass\n"
        "st.text([name(x) for x in (a, b, c, d, e, f, g, h, i, j)])",
    ),
    Case(
        "a method of a container ignores the with statement around it",
        "S10.1",
        "left, right = st.columns(2)\n"
        "with left:\n"
        "    st.text('left')\n"
        "    right.text('right')\n"
        "    st.sidebar.text('side')\n"
        "    with st.container():\n"
        "        left.text('left again')\n"
        "        st.text('innermost')",
    ),
    Case(
        "the with statement ends where an error is caught",
        "S10.1",
        "try:\n    with st.sidebar:\n        with st.container():\n            1 / 0\n"
        "except ZeroDivisionError:\n    pass\nst.text('in main')",
    ),
    Case(
        "columns are a list and tabs a tuple",
        "S10.2",
        "st.text(type(st.columns(3)).__name__)\nst.text(len(st.columns([1, 2])))\n"
        "st.text(type(st.tabs(['a'])).__name__)\nst.text(len(st.tabs('abc')))\n"
        "st.text(len(st.tabs(['a', 'a'])))",
    ),
    Case(
        "blocks nest to any depth",
        "S10.2",
        "place = st\n"
        "for i in range(3):\n"
        "    place = place.columns(2)[1].expander(f'e{i}').tabs(['a', 'b'])[1]\n"
        "    place = place.popover(f'p{i}').chat_message('user')\n"
        "place.text('at the bottom')",
    ),
    Case(
        "a slot holds what was written last",
        "S10.3",
        "slot = st.empty()\nslot.text('a')\nslot.markdown('b')\n"
        "other = st.empty()\n"
        "with other:\n    st.text('c')\n    st.text('d')\n"
        "third = st.empty()\n"
        "with third.container():\n    st.text('e')\n    st.text('f')\n"
        "st.empty().text('g').empty()",
    ),
    Case(
        "a slot is emptied, and filled again by a later step",
        "S10.3",
        "slot = st.empty()\nslot.text('a')\n"
        "if st.checkbox('empty', key='empty'):\n    slot.empty()\n"
        "if st.checkbox('more', key='more'):\n    slot.container().text('b')",
        [("checkbox", "empty", "check"), ("checkbox", "more", "check")],
    ),
    Case(
        "several things cannot take the place of one",
        "S10.3",
        TRY + "slot = st.empty()\nattempt('slot', lambda: slot.write('a', st, 'b'))\n"
        "line = st.text('x')\nattempt('element', lambda: line.write([1], 'b'))",
    ),
    Case(
        "empty of a container is one more slot",
        "S10.3",
        "box = st.container()\nbox.text('stays')\nslot = box.empty()\nslot.text('in the slot')",
    ),
    Case(
        "a handle replaces its element",
        "S10.3",
        "line = st.text('a')\nst.text('b')\nline.markdown('**c**')\nline.info('d')",
    ),
    Case(
        "a handle replaces its element by a block",
        "S10.3",
        "line = st.text('a')\nst.text('b')\nwith line.container():\n    st.text('c')\n",
    ),
    tries(
        "specs of columns",
        "S10.4",
        "st.columns(0)",
        "st.columns(-1)",
        "st.columns([])",
        "st.columns([1, 0])",
        "st.columns([1, -2])",
        "st.columns('abc')",
        "st.columns(1.5)",
        "st.columns(None)",
        "st.columns((1, 2.5))",
        "st.columns(2, vertical_alignment='middle')",
    ),
    tries(
        "labels of tabs",
        "S10.4",
        "st.tabs([])",
        "st.tabs([1])",
        "st.tabs(['a', None])",
        "st.tabs(['a'], default='b')",
        "st.tabs(['a'], default='')",
        "st.tabs('ab', default='b')",
    ),
    tries(
        "widths",
        "S10.4 S16.7",
        "st.container(width='zz')",
        "st.container(width=0)",
        "st.container(width=-3)",
        "st.container(width=1.5)",
        "st.container(width='content')",
        "st.columns(2, width='content')",
        "st.expander('a', width='content')",
        "st.tabs(['a'], width='zz')",
        "st.popover('a', width='zz')",
        "st.text('a', width='content')",
        "st.text('a', width=None)",
    ),
    tries(
        "heights",
        "S10.4 S16.7",
        "st.container(height='zz')",
        "st.container(height=0)",
        "st.container(height=-3)",
        "st.container(height='stretch')",
        "st.container(height=100)",
        "st.tabs(['a'], height='zz')",
    ),
    tries(
        "gaps and alignments",
        "S10.4 S16.7",
        *(f"st.container(gap={gap!r})" for gap in ("xxsmall", "xxlarge", None, 7, 0, -1, "zz")),
        "st.columns(2, gap='zz')",
        "st.columns(2, gap=None)",
        "st.container(horizontal_alignment='middle')",
        "st.container(vertical_alignment='middle')",
        "st.container(wrap=False)",
        "st.container(wrap=False, horizontal=True)",
    ),
    tries(
        "icons",
        "S10.5",
        "st.info('a', icon='\N{ROCKET}')",
        "st.info('a', icon=':material/check:')",
        "st.info('a', icon=':material/no_such_icon_at_all:')",
        "st.info('a', icon=':rocket:')",
        "st.info('a', icon='ab')",
        "st.info('a', icon='\N{ROCKET}\N{ROCKET}')",
        "st.expander('a', icon='spinner')",
        "st.expander('a', icon='x')",
        "st.popover('a', icon='x')",
        "st.button('a', icon='x')",
    ),
    tries(
        "words that are not among the possible ones",
        "S16.7 S16.8",
        "st.expander('a', type='zz')",
        "st.popover('a', type='zz')",
        "st.expander(None)",
        "st.popover(None)",
        "st.expander('')",
        "st.popover('')",
        "st.expander('a', on_change=None)",
        "st.expander('a', on_change='zz')",
        "st.popover('a', on_change=5)",
        "st.tabs(['a'], on_change=None)",
        "st.tabs(['a'], bind='zz')",
        "st.expander('a', bind='query-params')",
        "st.tabs(['a', 'a'], key='t', bind='query-params')",
    ),
    Case(
        "the first tab is open, until the state says another one",
        "S10.2 S3.1",
        "one, two = st.tabs(['One', 'Two'], key='k', on_change='rerun')\n"
        "st.text([one.open, two.open])\n"
        "if two.open:\n    two.text('only now')",
        [("state", "k", "Two"), ("run",), ("state", "k", "Three"), ("run",)],
    ),
    Case(
        "a tab that is the default",
        "S10.2",
        "one, two = st.tabs(['One', 'Two'], default='Two', key='k', on_change='rerun')\n"
        "st.text([one.open, two.open, st.session_state.k])",
        [("state", "k", "One")],
    ),
    Case(
        "expanders and popovers are opened by the state",
        "S10.2 S3.1",
        "e = st.expander('e', key='e', on_change='rerun')\n"
        "f = st.expander('f', True, key='f', on_change='rerun')\n"
        "p = st.popover('p', key='p', on_change='rerun')\n"
        "st.text([e.open, f.open, p.open])",
        [
            [("state", "e", True), ("state", "p", True)],
            [("state", "e", False), ("state", "f", False)],
            ("run",),
        ],
    ),
    Case(
        "blocks that are not asked have no state",
        "S10.2 S2.6",
        "e = st.expander('e', key='e')\np = st.popover('p', key='p')\n"
        "(t,) = st.tabs(['t'], key='t')\n"
        "st.expander('e')\nst.expander('e')\n"
        "st.text([e.open, p.open, t.open])\nst.text(sorted(st.session_state))",
    ),
    Case(
        "no key excuses another label of a block with a state",
        "S2.3",
        "n = st.number_input('n', 0, 9, key='n')\n"
        "e = st.expander(f'e{n}', key='e', on_change='rerun')\n"
        "a, b = st.tabs(['a', f'b{n // 2}'], key='t', on_change='rerun')\n"
        "p = st.popover('p', disabled=n > 2, key='p', on_change='rerun')\n"
        "st.text([e.open, a.open, b.open, p.open])",
        [
            [("state", "e", True), ("state", "t", "b0"), ("state", "p", True)],
            ("number_input", "n", "set_value", 1),
            ("number_input", "n", "set_value", 2),
            ("number_input", "n", "set_value", 3),
        ],
    ),
    Case(
        "blocks with a state have ids, and share the keys",
        "S2.5 S2.6",
        TRY + "st.expander('e', on_change='rerun')\n"
        "attempt('again', lambda: st.expander('e', on_change='rerun'))\n"
        "attempt('aside', lambda: st.sidebar.expander('e', on_change='rerun'))\n"
        "st.tabs(['a'], on_change='rerun')\n"
        "attempt('tabs', lambda: st.tabs(['a'], on_change='rerun'))\n"
        "st.text_input('x', key='k')\n"
        "attempt('key', lambda: st.popover('p', key='k', on_change='rerun'))",
    ),
    Case(
        "an expander that is drawn again begins as it did",
        "S3.2",
        "if st.checkbox('show', True, key='show'):\n"
        "    e = st.expander('e', key='e', on_change='rerun')\n    st.text(e.open)",
        [
            ("state", "e", True),
            ("checkbox", "show", "uncheck"),
            ("run",),
            ("checkbox", "show", "check"),
        ],
    ),
    Case(
        "what is open cannot be assigned once it is drawn",
        "S3.5",
        TRY + "st.expander('e', key='e', on_change='rerun')\n"
        "attempt('late', lambda: st.session_state.update(e=True))",
    ),
    Case(
        "a block with a callback may not stand in a form",
        "S7.4",
        TRY + "with st.form('f'):\n"
        "    attempt('callback', lambda: st.expander('e', on_change=print))\n"
        "    attempt('rerun', lambda: st.expander('e', on_change='rerun'))\n"
        "    st.form_submit_button()",
    ),
    Case(
        "attributes of a container are there until they are called",
        "S1.5",
        TRY + "st.text([hasattr(st.sidebar, 'nope'), hasattr(st.container(), 'wirte')])\n"
        "attempt('nope', lambda: st.sidebar.nope())\n"
        "attempt('echo', lambda: st.sidebar.echo())\n"
        "attempt('rerun', lambda: st.container().rerun())\n"
        "attempt('module', lambda: st.wirte)\n"
        "attempt('removed', lambda: st.experimental_rerun)\n"
        "st.text([hasattr(st, 'wirte'), hasattr(st, 'write')])",
    ),
]
