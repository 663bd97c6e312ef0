"""Fragments, dialogs, and what ends a run."""

from __future__ import annotations

from tests.parity.case import Case

_COUNT = """
def count(name):
    st.session_state[name] = st.session_state.get(name, 0) + 1
    return st.session_state[name]
"""
_NAMED = (
    _COUNT
    + """
@st.fragment(key="a")
def first():
    st.text(f"first {count('#first')} {st.session_state.get('x')}")
@st.fragment(key="b")
def second():
    st.text(f"second {count('#second')}")
first()
second()
second()
st.text(f"script {count('#script')}")
"""
)

CASES = [
    Case(
        "a run that is begun again skips the rest and keeps what inputs hold",
        "S6.1",
        "n = st.slider('n', 0, 9, key='n')\n"
        "if st.button('go', key='go'):\n"
        "    st.session_state.seen = n\n"
        "    st.rerun()\n"
        "    st.text('never')\n"
        "st.text(f\"{n} {st.session_state.get('seen')}\")",
        [("slider", "n", "set_value", 4), ("button", "go", "click"), ("run",)],
    ),
    Case(
        "a run that stops keeps what inputs below held",
        "S6.1 S3.4",
        "if st.checkbox('stop', key='stop'):\n    st.stop()\nst.slider('n', 0, 9, key='n')",
        [
            ("slider", "n", "set_value", 4),
            ("checkbox", "stop", "check"),
            ("checkbox", "stop", "uncheck"),
        ],
    ),
    Case(
        "a fragment cannot be begun again while the script runs",
        "S6.1 S8.1",
        "@st.fragment\ndef part():\n    if st.button('go', key='go'):\n"
        "        st.rerun(scope='fragment')\n    st.text('part')\npart()\nst.text('end')",
        [("button", "go", "click"), ("run",)],
    ),
    Case(
        "no fragment is begun again outside of one",
        "S6.1",
        "if st.button('go', key='go'):\n    st.rerun('fragment')\nst.text('end')",
        [("button", "go", "click")],
    ),
    Case(
        "a callback runs a fragment by its key",
        "S6.2 S8.5",
        _NAMED + "st.button('one', key='one', on_click=st.rerun, args=('a',))\n"
        "st.button('two', key='two', on_click=st.rerun, args=('b',))\n"
        "st.button('all', key='all', on_click=st.rerun, args=(['a', 'b'],))",
        [("button", "one", "click")],
        differs="what a test sees after `st.rerun(key)`",
    ),
    Case(
        "values that come with a callback for a fragment are in the state",
        "S6.2",
        _NAMED + "st.slider('x', 0, 9, key='x')\n"
        "st.button('one', key='one', on_click=st.rerun, args=('a',))",
        [[("slider", "x", "set_value", 3), ("button", "one", "click")]],
        differs="what a test sees after `st.rerun(key)`",
    ),
    Case(
        "a callback that returns lets the script run although another names a fragment",
        "S6.2",
        _NAMED + "st.checkbox('p', key='p', on_change=lambda: None)\n"
        "st.checkbox('q', key='q', on_change=st.rerun, args=('a',))",
        [[("checkbox", "p", "check"), ("checkbox", "q", "check")]],
    ),
    Case(
        "a callback that begins the script again outdoes one that names a fragment",
        "S6.2",
        _NAMED + "st.checkbox('p', key='p', on_change=st.rerun)\n"
        "st.checkbox('q', key='q', on_change=st.rerun, args=('a',))",
        [[("checkbox", "p", "check"), ("checkbox", "q", "check")]],
    ),
    Case(
        "a key of a fragment is for callbacks, and must be one",
        "S6.2",
        _NAMED + "if st.button('body', key='body'):\n    st.rerun('a')\n"
        "st.button('none', key='none', on_click=st.rerun, args=('zz',))",
        [("button", "body", "click")],
    ),
    *(
        Case(
            f"the scope {scope} is refused",
            "S6.2",
            f"if st.button('go', key='go'):\n    st.rerun({scope})\nst.text('end')",
            [("button", "go", "click")],
        )
        for scope in ("''", "[]", "['app']", "1.5", "None", "[None]", "b'a'")
    ),
    Case(
        "a fragment runs in its place and returns what its function does",
        "S8.1",
        _COUNT + "@st.fragment\ndef part(word):\n    n = st.slider('n', 0, 9, key='n')\n"
        "    st.text(f'{word} {n}')\n    return n\n"
        "st.text('above')\nst.text(f'returned {part(\"now\")}')",
        [("slider", "n", "set_value", 4), ("run",)],
    ),
    Case(
        "two calls are two fragments, one in another too",
        "S8.2",
        "@st.fragment\ndef inner(name):\n    st.checkbox(name, key=name)\n"
        "@st.fragment\ndef outer(name):\n    inner(name + '1')\n    inner(name + '2')\n"
        "outer('a')\nouter('b')",
        [("checkbox", "a2", "check"), ("checkbox", "b1", "check")],
    ),
    Case(
        "a fragment that another one calls runs with it",
        "S8.2 S6.2",
        _COUNT + "@st.fragment(key='in')\ndef inner():\n    st.text(f\"inner {count('#i')}\")\n"
        "@st.fragment(key='out')\ndef outer():\n    st.text(f\"outer {count('#o')}\")\n"
        "    inner()\nouter()\n"
        "st.button('out', key='out', on_click=st.rerun, args=('out',))\n"
        "st.button('in', key='in', on_click=st.rerun, args=('in',))\n"
        "st.button('both', key='both', on_click=st.rerun, args=(['in', 'out'],))",
        [("button", "both", "click")],
        differs="what a test sees after `st.rerun(key)`",
    ),
    Case(
        "the fault of a fragment is shown in its place and ends the run",
        "S8.4",
        "@st.fragment\ndef part():\n    st.text('part')\n    if st.checkbox('bad', key='bad'):\n"
        "        1 / 0\npart()\nst.text('end')\nst.slider('n', 0, 9, key='n')",
        [
            ("slider", "n", "set_value", 4),
            ("checkbox", "bad", "check"),
            ("checkbox", "bad", "uncheck"),
        ],
    ),
    Case(
        "a fragment that stops ends the run",
        "S8.4",
        "@st.fragment\ndef part():\n    if st.checkbox('stop', key='stop'):\n        st.stop()\n"
        "    st.text('part')\npart()\nst.text('end')",
        [("checkbox", "stop", "check"), ("checkbox", "stop", "uncheck")],
    ),
    *(
        Case(
            f"a fragment every {every} is one, or is refused",
            "S8.5",
            f"import datetime\nst.fragment(lambda: st.text('a'), run_every={every})()\n"
            "st.text('end')",
        )
        for every in ("2", "0", "'2s'", "'soon'", "''", "datetime.timedelta(1)", "None", "False")
    ),
    *(
        Case(
            f"the key {key} of a fragment",
            "S8.5",
            f"st.fragment(lambda: st.text('a'), key={key})()\nst.text('end')",
        )
        for key in ("'a'", "1", "'app'", "'fragment'", "''", "None")
    ),
    Case(
        "two functions cannot have one key, two calls and an input can",
        "S8.5",
        "def a():\n    st.text('a')\ndef b():\n    st.text('b')\n"
        "one = st.fragment(a, key='k')\none()\none()\nst.checkbox('k', key='k')\n"
        "if st.checkbox('more', key='more'):\n    st.fragment(b, key='k')()\nst.text('end')",
        [("checkbox", "more", "check")],
    ),
    Case(
        "parallel fragments return nothing and are waited for",
        "S8.6",
        "@st.fragment(parallel=True)\ndef part(name):\n    st.checkbox(name, key=name)\n"
        "    return name\nst.text(f\"{part('a')}\")\nst.text(f\"{part('b')}\")",
        [("checkbox", "b", "check")],
    ),
    Case(
        "the fault of a parallel fragment ends nothing else",
        "S8.6",
        "@st.fragment(parallel=True)\ndef part(name):\n    if name == 'a':\n        1 / 0\n"
        "    st.text(name)\npart('a')\npart('b')\nst.text('end')",
    ),
    Case(
        "a parallel fragment opens no dialog",
        "S8.6 S9.2",
        "@st.dialog('T')\ndef ask():\n    st.text('ask')\n"
        "st.fragment(ask, parallel=True)()\nst.text('end')",
    ),
    Case(
        "a dialog opens, runs by itself, and closes with a run that does not call it",
        "S9.1",
        "@st.dialog('Title')\ndef ask(n):\n    st.text(f\"{n} {st.text_input('x', key='x')}\")\n"
        "if st.button('go', key='go'):\n    st.text(f'returned {ask(1)}')\nst.text('end')",
        [("button", "go", "click"), ("run",), ("button", "go", "click")],
    ),
    *(
        Case(
            f"a dialog with {what}",
            "S9.1 S9.2",
            f"@st.dialog({what})\ndef ask():\n    st.text('ask')\nask()\nst.text('end')",
        )
        for what in (
            "''",
            "None",
            "'T', width='huge'",
            "'T', width=300",
            "'T', width=True",
            "'T', position='top'",
            "'T', position='left', dismissible=False",
            "'T', icon='nope'",
            "'T', icon=':material/home:'",
            "'T', on_dismiss=None",
            "'T', on_dismiss='rerun'",
            "'T', on_dismiss=print",
        )
    ),
    Case(
        "a run opens one dialog",
        "S9.2",
        "st.dialog('A')(lambda: st.text('a'))()\nst.dialog('B')(lambda: st.text('b'))()\n"
        "st.text('end')",
        differs="a dialog that is refused",
    ),
    Case(
        "a run does not open one dialog twice",
        "S9.2",
        "ask = st.dialog('A')(lambda: st.text('a'))\nask()\nask()\nst.text('end')",
    ),
    Case(
        "a dialog opens none",
        "S9.2",
        "b = st.dialog('B')(lambda: st.text('b'))\n@st.dialog('A')\ndef a():\n"
        "    st.text('a')\n    b()\n    st.text('after')\na()\nst.text('end')",
    ),
]
