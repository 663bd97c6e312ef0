"""The state that outlives a run: what is in it, who may set it, and when it is forgotten."""

from __future__ import annotations

from tests.parity.case import Case

_HIDE = "show = st.checkbox('show', True, key='show')\n"
_SEEN = "st.text(repr(st.session_state.get('t', 'gone')))\n"
_TYPED = ("text_input", "t", "set_value", "typed")
_OFF = ("checkbox", "show", "uncheck")
_ON = ("checkbox", "show", "check")
_RUN = ("run",)


def _caught(*lines: str) -> str:
    """Return a script that shows what each expression gives or raises."""
    tried = [
        f"try:\n    st.text(repr({line}))\nexcept Exception as e:\n    st.text(type(e).__name__)"
        for line in lines
    ]
    return "s = st.session_state\n" + "\n".join(tried)


CASES = [
    Case(
        "an assigned value goes before what was typed, that before the default",
        "S3.1",
        "if st.button('set', key='set'):\n    st.session_state.t = 'assigned'\n"
        "st.text(st.text_input('t', 'default', key='t'))",
        [_TYPED, [("text_input", "t", "set_value", "other"), ("button", "set", "click")], _RUN],
    ),
    Case(
        "a list that a call returns is a copy, that in the state is not",
        "S3.1",
        "got = st.multiselect('m', ['a', 'b', 'c'], ['a'], key='m')\n"
        "got.append('b')\nst.text(st.session_state.m)\n"
        "st.text(got is st.session_state.m)\nst.text(st.session_state.m is st.session_state.m)",
        [_RUN],
    ),
    Case(
        "an option that is a list is copied",
        "S3.1",
        "options = [['a'], ['b']]\ngot = st.selectbox('x', options, key='x')\n"
        "st.text(got is options[0])\ngot.append('c')\nst.text(options[0])",
    ),
    Case(
        "an input that is hidden can be read in that run, and is gone in the next",
        "S3.2",
        _HIDE + "if show:\n    st.text_input('t', 'd', key='t')\n" + _SEEN,
        [_TYPED, _OFF, _RUN, _RUN, _ON],
    ),
    Case(
        "an input without a key begins anew",
        "S3.2",
        _HIDE + "if show:\n    st.text(st.text_input('t', 'd'))",
        [("text_input", 0, "set_value", "typed"), _OFF, _ON],
    ),
    Case(
        "what a hidden input held is kept on a page",
        "S3.2",
        _HIDE + "if show:\n    st.text_input('t', 'd', key='t', persist_state='page')\n" + _SEEN,
        [_TYPED, _OFF, _RUN, _RUN, _ON, _RUN],
    ),
    Case(
        "what a hidden input held is kept in the session",
        "S3.2",
        _HIDE
        + "if show:\n    st.number_input('t', 0, 9, key='t', persist_state='session')\n"
        + _SEEN,
        [("number_input", "t", "set_value", 4), _OFF, _RUN, _RUN, _ON, _RUN],
    ),
    Case(
        "every kind of input can be kept",
        "S3.2",
        _HIDE + "if show:\n"
        "    st.slider('a', 0, 9, 1, key='a', persist_state='page')\n"
        "    st.selectbox('b', 'xyz', key='b', persist_state='page')\n"
        "    st.radio('c', ['x', 'y'], key='c', persist_state='session')\n"
        "    st.multiselect('d', ['x', 'y'], key='d', persist_state='page')\n"
        "    st.toggle('e', key='e', persist_state='session')\n"
        "    st.text_area('f', key='f', persist_state='page')\n"
        "    st.select_slider('g', ['x', 'y'], key='g', persist_state='page')\n"
        "    st.color_picker('h', key='h', persist_state='page')\n"
        "st.text(sorted(st.session_state))",
        [
            [
                ("slider", "a", "set_value", 5),
                ("radio", "c", "set_value", "y"),
                ("multiselect", "d", "select", "y"),
                ("toggle", "e", "set_value", True),
                ("text_area", "f", "set_value", "long"),
                ("select_slider", "g", "set_value", "y"),
                ("color_picker", "h", "set_value", "#123456"),
            ],
            _OFF,
            _RUN,
            _ON,
            _RUN,
        ],
    ),
    Case(
        "an input that is kept no more is forgotten",
        "S3.2",
        "mode = st.radio('mode', ['kept', 'hidden', 'not'], key='mode')\n"
        "if mode != 'hidden':\n"
        "    st.text_input('t', 'd', key='t', persist_state='page' if mode == 'kept' else None)\n"
        + _SEEN,
        [
            _TYPED,
            ("radio", "mode", "set_value", "hidden"),
            _RUN,
            ("radio", "mode", "set_value", "kept"),
        ],
    ),
    Case(
        "what the program assigns to a hidden key is shown later",
        "S3.2",
        _HIDE + "if show:\n    st.text_input('t', 'd', key='t', persist_state='session')\n"
        "elif 'once' not in st.session_state:\n"
        "    st.session_state.t, st.session_state.once = 'program', 1\n" + _SEEN,
        [_TYPED, _OFF, _RUN, _ON],
    ),
    Case("keeping needs a key", "S3.2", "st.text_input('t', persist_state='page')"),
    Case("keeping has two ways", "S3.2", "st.text_input('t', key='t', persist_state='always')"),
    Case(
        "assigning a key to itself in each run keeps it",
        "S3.2",
        _HIDE + "if show:\n    st.text_input('t', 'd', key='t')\n"
        "else:\n    st.session_state.t = st.session_state.t\n" + _SEEN,
        [_TYPED, _OFF, _RUN, _RUN, _ON],
    ),
    Case(
        "assigning a key to itself once keeps it for one more run",
        "S3.2",
        _HIDE + "if show:\n    st.text_input('t', 'd', key='t')\n"
        "elif 'once' not in st.session_state:\n"
        "    st.session_state.t, st.session_state.once = st.session_state.t, 1\n" + _SEEN,
        [_TYPED, _OFF, _RUN, _RUN, _RUN],
    ),
    Case(
        "what a callback assigns to a key that is hidden then is kept as long",
        "S3.2",
        "def change():\n    st.session_state.t = 'called'\n"
        "show = st.checkbox('show', True, key='show', on_change=change)\n"
        "if show:\n    st.text_input('t', 'd', key='t')\n" + _SEEN,
        [_TYPED, _OFF, _RUN, _RUN, _RUN],
    ),
    Case(
        "a test's own value for a key that an input has left lasts one run",
        "S3.2",
        _HIDE + "if show:\n    st.text_input('t', 'd', key='t')\n" + _SEEN,
        [_TYPED, _OFF, _RUN, ("state", "t", "test"), _RUN, _RUN],
    ),
    Case(
        "an input that only an interrupted run drew is forgotten as well",
        "S3.2 S3.4",
        "if 'n' not in st.session_state:\n    st.session_state.n = 1\n"
        "    st.text_input('t', 'd', key='t')\n    st.rerun()\n" + _SEEN,
        [_RUN, _RUN],
    ),
    Case(
        "a value that no input ever had stays",
        "S3.2",
        "if 't' not in st.session_state:\n    st.session_state.t = 1\n" + _SEEN,
        [_RUN, _RUN],
    ),
    Case(
        "a value set in an earlier run comes back when its input does",
        "S3.3",
        "n = st.session_state.get('n', 0)\nst.session_state.n = n + 1\n"
        "if n == 0:\n    st.session_state.t = 'first'\n"
        + _HIDE
        + "if show and n:\n    st.text_input('t', 'd', key='t')\n"
        + _SEEN,
        [_RUN, _TYPED, _OFF, _RUN, _ON],
        differs="value set in an earlier run before its input existed (quirk)",
    ),
    Case(
        "a stop keeps the inputs below it",
        "S3.4",
        "if st.checkbox('stop', key='stop'):\n    st.stop()\n"
        "st.text(st.text_input('t', 'd', key='t'))",
        [_TYPED, ("checkbox", "stop", "check"), _RUN, ("checkbox", "stop", "uncheck")],
    ),
    Case(
        "an error keeps the inputs below it",
        "S3.4",
        "if st.checkbox('fail', key='fail'):\n    1 / 0\nst.text(st.text_input('t', 'd', key='t'))",
        [_TYPED, ("checkbox", "fail", "check"), _RUN, ("checkbox", "fail", "uncheck")],
    ),
    Case(
        "a rerun keeps the inputs below it",
        "S3.4",
        "if st.button('again', key='again'):\n    st.rerun()\n"
        "st.text(st.text_input('t', 'd', key='t'))",
        [_TYPED, ("button", "again", "click"), _RUN],
    ),
    Case(
        "a key cannot be assigned after its input",
        "S3.5",
        "st.text_input('t', key='t')\nst.session_state.t = 'x'",
    ),
    Case(
        "a key can be set by item, update or setdefault before its input only",
        "S3.5",
        "st.session_state.update(t='x')\nst.text_input('t', key='t')\n"
        "st.session_state.setdefault('t', 'y')\nst.session_state.update({'u': 1})\n"
        "st.session_state.update(t='z')",
    ),
    Case(
        "a key deleted after its input is free again",
        "S3.5",
        "n = st.empty()\nwith n:\n    st.number_input('n', 0, 9, 3, key='n')\n"
        "del st.session_state.n\nn.empty()\n"
        "st.text('n' in st.session_state)\nst.session_state.setdefault('n', 5)\n"
        "st.text(st.session_state.n)\nst.session_state.n = 6\nst.text(st.session_state.n)",
    ),
    Case(
        "an assigned value goes before value=, index= and default=",
        "S3.6",
        "s = st.session_state\ns.a, s.b, s.c, s.d = 7, 'y', ['z'], True\n"
        "st.text(st.slider('a', 0, 9, 1, key='a'))\nst.text(st.selectbox('b', 'xyz', 2, key='b'))\n"
        "st.text(st.multiselect('c', ['x', 'z'], ['x'], key='c'))\n"
        "st.text(st.checkbox('d', False, key='d'))",
        [_RUN],
    ),
    Case(
        "a button's key assigned in the same run raises",
        "S3.7",
        "st.session_state.b = True\nst.button('b', key='b')",
    ),
    Case(
        "a test's own value of a button is dropped",
        "S3.7",
        "st.text(st.button('b', key='b'))\nst.text(st.session_state.b)",
        [("state", "b", 5), _RUN],
    ),
    Case(
        "None empties what can be empty",
        "S3.8",
        "s = st.session_state\ns.a = s.b = s.c = s.d = None\n"
        "st.text([st.selectbox('a', 'xy', key='a'), st.radio('b', 'xy', key='b'),"
        " st.text_input('c', 'd', key='c'), st.number_input('d', 0, 9, key='d')])",
        [_RUN],
    ),
    Case(
        "a pair makes a range of a slider without a value",
        "S3.8",
        "st.session_state.a = (2, 5)\nst.text(st.slider('a', 0, 9, key='a'))",
    ),
    Case(
        "a trigger is true in its own run and callback",
        "S3.9",
        "def called():\n    st.session_state.told = st.session_state.b\n"
        "st.text(st.button('b', key='b', on_click=called))\nst.text(st.session_state.b)\n"
        "st.text(st.session_state.get('told'))",
        [("button", "b", "click"), _RUN],
    ),
    Case(
        "the state is a whole mapping",
        "S3.11",
        "s = st.session_state\ns.a = 1\ns['b'] = 2\n"
        "st.text([s.pop('a'), s.pop('zz', 5), s.setdefault('c', 9), s.setdefault('c', 10)])\n"
        "s.update({'d': 1}, e=2)\ns.update([('f', 3)])\n"
        "st.text(sorted(s.items()))\nst.text(sorted(s.keys()))\n"
        "st.text(sorted(map(str, s.values())))\n"
        "st.text(['b' in s, 3 in s, len(s), s == dict(s), s == {'a': 1}, bool(s)])\n"
        "st.text([sorted(s.to_dict()), sorted(s), isinstance(s.to_dict(), dict)])\n"
        "st.text(hasattr(s, 'copy'))\nfor key in s:\n    del s[key]\n"
        "st.text([len(s), s == {}, bool(s)])",
    ),
    Case(
        "what is missing raises, by item and by attribute",
        "S3.12 S3.11",
        _caught("s['x']", "s.x", "s.pop('x')", "s.__delitem__('x')", "s.__delattr__('x')")
        + "\n"
        + _caught("s.popitem()", "s.get('x')", "s.get('x', 5)", "getattr(s, 'x', 6)"),
    ),
    Case(
        "keys become text",
        "S3.11",
        "s = st.session_state\ns[1] = 'one'\ns[(1, 2)] = 'pair'\ns[None] = 0\n"
        "st.text([s['1'], s[1], s['(1, 2)'], s['None'], 1 in s, sorted(s)])\n"
        "s.items = 3\nst.text([callable(s.items), s['items']])\ndel s.items\nst.text('items' in s)",
    ),
    Case(
        "some keys are reserved",
        "S3.11",
        "s = st.session_state\ns['$$x'] = 1\n"
        + _caught("s['$$ID-x']", "'$$ID-x' in s")
        + "\n"
        + _caught("s.__setitem__('$$ID-x', 1)", "s.get('$$ID-x', 1)", "sorted(s)"),
    ),
    Case(
        "clear takes the inputs along",
        "S3.11",
        "st.text(st.number_input('n', 0, 9, 3, key='n'))\n"
        "def empty():\n    st.session_state.clear()\n"
        "st.checkbox('clear', key='b', on_change=empty)\n"
        "n = st.session_state.setdefault('other', 1)",
        [("number_input", "n", "set_value", 7), ("checkbox", "b", "check")],
    ),
    Case(
        "inputs without a key are not listed, those with one at once",
        "S3.12",
        "st.slider('a', 0, 9)\nst.text(list(st.session_state))\nst.slider('b', 0, 9, key='b')\n"
        "st.text(list(st.session_state))",
    ),
    Case(
        "an option of an Enum is this run's member",
        "S3.14",
        "from enum import Enum\nn = st.session_state.get('n', 0)\nst.session_state.n = n + 1\n"
        "class Colour(Enum):\n    RED = 1\n    BLUE = 2\n"
        "one = st.selectbox('c', Colour, format_func=lambda c: c.name, key='c')\n"
        "st.text([one is Colour.RED, one is Colour.BLUE])\n"
        "two = st.multiselect('m', list(Colour), [Colour.BLUE], lambda c: c.name, key='m')\n"
        "st.text([isinstance(m, Colour) for m in two])\n"
        "ends = Colour.RED, Colour.BLUE\n"
        "low, high = st.select_slider('s', list(Colour), ends, lambda c: c.name, key='s')\n"
        "st.text([low is Colour.RED, high is Colour.BLUE])",
        [("selectbox", "c", "select_index", 1), _RUN, _RUN],
    ),
    Case(
        "one text is one option; keys of a dict, sets and ranges are options",
        "S3.15",
        "st.text(st.selectbox('a', 'abc'))\nst.text(st.radio('b', {'x': 1, 'y': 2}))\n"
        "st.text(st.select_slider('c', range(3, 6)))\nst.text(st.multiselect('d', {'z'}))",
    ),
    *(
        Case(
            f"a button whose key goes before it is drawn, {how}, reads False: {deed}",
            "S3.9 S3.11",
            f"def empty():\n    {deed}\n{script}",
            [("button", "b", "click"), ("run",)],
        )
        for deed in ("st.session_state.clear()", "del st.session_state['b']")
        for how, script in (
            ("by its callback", "st.text(st.button('b', key='b', on_click=empty))"),
            (
                "by the script",
                "if st.session_state.get('b'):\n    empty()\nst.text(st.button('b', key='b'))",
            ),
        )
    ),
]
