"""Buttons of all kinds, options to press, ratings and pages."""

from __future__ import annotations

from tests.parity.case import Case

CASES = [
    Case(
        "a download is a trigger",
        "S3.9 S5.1",
        "def got(n): st.session_state.got = n\n"
        "st.text(st.download_button('d', 'text', 'a.txt', key='d', on_click=got, args=[3]))\n"
        "st.checkbox('c', key='c')",
        [("download_button", "d", "click"), ("checkbox", "c", "check")],
    ),
    Case(
        "a download's data does not tell it from another",
        "S2.2 S2.5",
        "st.download_button('d', 'one')\nst.download_button('d', 'two')",
    ),
    Case(
        "a download's name and type do",
        "S2.2",
        "st.download_button('d', 'x', 'a.txt')\nst.download_button('d', 'x', 'b.txt')\n"
        "st.download_button('d', 'x', 'a.txt', 'text/csv')\nst.text('end')",
    ),
    Case(
        "what can be downloaded",
        "S16.1",
        "import io\n"
        "st.download_button('a', b'x')\n"
        "st.download_button('b', io.BytesIO(b'x'))\n"
        "st.download_button('c', io.StringIO('x'))\n"
        "st.download_button('e', lambda: 'x')\n"
        "st.download_button('f', 5)",
    ),
    Case(
        "what a click on a download may do",
        "S5.6",
        "st.download_button('a', 'x', on_click='ignore')\n"
        "st.download_button('b', 'x', on_click=None)\n"
        "try:\n    st.download_button('c', 'x', on_click=5)\n"
        "except Exception as e:\n    st.text(type(e).__name__)",
    ),
    Case(
        "no button can be assigned",
        "S3.7",
        "calls = {\n"
        "    'a': lambda: st.button('a', key='a'),\n"
        "    'b': lambda: st.download_button('b', 'x', key='b'),\n"
        "    'c': lambda: st.link_button('c', 'https://a.org', key='c'),\n"
        "    'd': lambda: st.link_button('d', 'https://a.org', key='d', on_click='rerun'),\n"
        "    'e': lambda: st.menu_button('e', ['x'], key='e'),\n"
        "}\n"
        "for key, call in calls.items():\n"
        "    st.session_state[key] = True\n"
        "    try:\n        call()\n"
        "    except Exception as e:\n        st.text(type(e).__name__)\n"
        "    st.session_state.pop(key, None)",
    ),
    Case(
        "a link that is only a link has no value and no place in the state",
        "S2.6 S3.12",
        "st.link_button('c', 'https://a.org')\nst.link_button('c', 'https://a.org')\n"
        "st.link_button('c', 'https://a.org', key='c')",
    ),
    Case(
        "a link with on_click is an input",
        "S2.5 S3.9",
        "st.text(st.link_button('c', 'https://a.org', key='c', on_click='rerun'))\n"
        "st.link_button('c', 'https://a.org', on_click='rerun')\n"
        "st.link_button('c', 'https://a.org', on_click='rerun')",
    ),
    Case(
        "a link with a key or a shortcut is one",
        "S2.5",
        "st.link_button('c', 'https://a.org', shortcut='K')\n"
        "try:\n    st.link_button('c', 'https://a.org', shortcut='k')\n"
        "except Exception as e:\n    st.text(type(e).__name__)\n"
        "st.link_button('c', 'https://a.org', key='c')\n"
        "st.button('c', key='c')",
    ),
    Case(
        "a menu gives its option for one run",
        "S3.9 S5.1",
        "def got(): st.session_state.got = st.session_state.m\n"
        "one = st.menu_button('m', [1, 2.5, None], key='m', on_click=got)\n"
        "st.text(repr(one))\nst.checkbox('c', key='c')",
        [
            ("menu_button", "m", "click", 2.5),
            ("checkbox", "c", "check"),
            ("menu_button", "m", "click_index", 0),
            ("run",),
        ],
    ),
    Case(
        "a menu formats its options",
        "S3.15",
        "one = st.menu_button('m', {'a': 1, 'b': 2}, key='m', format_func=str.upper)\n"
        "st.text(repr(one))",
        [("menu_button", "m", "click", "b")],
    ),
    Case(
        "a menu needs options, with labels of their own",
        "S16.1 S3.15",
        "for options in ([], ['a', 'a'], [1, '1'], 'ab'):\n"
        "    try:\n        st.menu_button(str(options), options)\n"
        "    except Exception as e:\n        st.text(type(e).__name__)",
    ),
    Case(
        "a disabled button takes no click",
        "S3.10",
        "st.text(st.download_button('d', 'x', key='d', disabled=True))\n"
        "st.text(st.menu_button('m', 'x', key='m', disabled=True))",
        [("download_button", "d", "click"), ("menu_button", "m", "click", "x")],
    ),
    Case(
        "a button's shortcut tells it from another, however it is written",
        "S2.2 S16.1",
        "st.button('b', shortcut='Ctrl+K')\nst.button('b', shortcut='Ctrl+J')\n"
        "for keys in ('Ctrl', 'Ctrl+A+B', '', 'R', '.', 5):\n"
        "    try:\n        st.button('c', shortcut=keys)\n"
        "    except Exception as e:\n        st.text(type(e).__name__)\n"
        "st.button('b', shortcut='control + k')",
    ),
    Case(
        "what a button looks like tells it from another",
        "S2.2",
        "for options in ({}, {'type': 'primary'}, {'icon': '🚀'}, {'help': 'h'}, {'width': 99},\n"
        "        {'icon': '🚀', 'icon_position': 'right'}, {'use_container_width': True}):\n"
        "    st.button('b', **options)\n"
        "st.button('b', disabled=True, wrap=False)",
    ),
    Case(
        "pills choose one",
        "S3.1 S5.1",
        "def changed(): st.session_state.n = st.session_state.get('n', 0) + 1\n"
        "one = st.pills('p', ['a', 'b', 'c'], default='b', key='p', on_change=changed)\n"
        "st.text(repr(one))",
        [
            ("pills", "p", "select", "c"),
            ("pills", "p", "unselect", "a"),
            ("pills", "p", "unselect", "c"),
            ("pills", "p", "set_value", "a"),
            ("button_group", "p", "set_value", None),
        ],
    ),
    Case(
        "pills choose several, in the order of choosing",
        "S3.1",
        "st.text(st.pills('p', 'a b c'.split(), selection_mode='multi', default=['b'], key='p'))",
        [
            ("pills", "p", "select", "a"),
            ("pills", "p", "select", "a"),
            ("pills", "p", "unselect", "b"),
            ("pills", "p", "set_value", ["c", "a"]),
            ("pills", "p", "set_value", []),
        ],
    ),
    Case(
        "segments choose as pills do",
        "S3.1 S3.15",
        "one = st.segmented_control('s', range(3), format_func=lambda n: f'n{n}', key='s')\n"
        "two = st.segmented_control('t', (1, 2), selection_mode='multi', default=2, key='t')\n"
        "st.text(f'{one!r} {two!r}')",
        [
            ("segmented_control", "s", "select", 2),
            [("segmented_control", "t", "select", 1), ("segmented_control", "s", "unselect", 2)],
        ],
    ),
    Case(
        "what pills refuse",
        "S16.1",
        "for args in ({'default': 'z'}, {'default': ['a', 'b']}, {'selection_mode': 'many'},\n"
        "        {'selection_mode': 'multi', 'required': True}, {'label_visibility': 'no'},\n"
        "        {'width': 'wide'}, {'on_change': 5}, {'key': ''}, {'format_func': 5}):\n"
        "    for call in (st.pills, st.segmented_control):\n"
        "        try:\n            call('p', ['a', 'b'], **args)\n"
        "        except Exception as e:\n            st.text(f'{args} {type(e).__name__}')",
    ),
    Case(
        "a choice that has gone is the default again, also in the state",
        "S2.4",
        "few = st.checkbox('few', key='few')\n"
        "options = ['b', 'd'] if few else ['a', 'b', 'c']\n"
        "one = st.pills('p', options, default='b', key='p')\n"
        "two = st.segmented_control('s', options, selection_mode='multi', key='s')\n"
        "st.text(f'{one} {two} {st.session_state.p} {st.session_state.s}')",
        [
            [("pills", "p", "select", "c"), ("segmented_control", "s", "set_value", ["c", "b"])],
            ("checkbox", "few", "check"),
            ("checkbox", "few", "uncheck"),
        ],
    ),
    Case(
        "the mode of a choice is in its identity, what it requires is not",
        "S2.3",
        "many = st.checkbox('many', key='many')\nmust = st.checkbox('must', key='must')\n"
        "mode = 'multi' if many else 'single'\n"
        "st.text(st.pills('p', ['a', 'b'], selection_mode=mode, key='p'))\n"
        "st.text(st.segmented_control('s', ['a', 'b'], required=must))",
        [
            [("pills", "p", "select", "a"), ("segmented_control", 0, "select", "b")],
            ("checkbox", "must", "check"),
            ("checkbox", "many", "check"),
        ],
    ),
    Case(
        "a key keeps a choice whatever else changes",
        "S2.3",
        "n = st.number_input('n', 0, 9, key='n')\n"
        "st.text(st.pills(f'p{n}', ['a', 'b', n], help=str(n), width=100 + n, key='p'))\n"
        "st.text(st.feedback('stars', width=200 + n, default=min(n, 4) or None, key='f'))\n"
        "st.text(st.pagination(9 + n, default=n + 1, max_visible_pages=n, key='g'))",
        [
            [("pills", "p", "select", "b"), ("feedback", "f", "set_value", 3)],
            ("pagination", "g", "set_value", 5),
            ("number_input", "n", "set_value", 4),
        ],
    ),
    Case(
        "values that are assigned to a choice",
        "S3.6 S3.8",
        "v = st.session_state.get('v', 'b')\n"
        "if v != 'keep': st.session_state.p = v\n"
        "st.text(repr(st.pills('p', ['a', 'b'], default='a', key='p')))\n"
        "st.text(repr(st.session_state.p))",
        [("state", "v", "z"), ("state", "v", None), ("state", "v", 5), ("state", "v", "keep")],
    ),
    Case(
        "values that are assigned to a choice of several",
        "S3.8",
        "st.session_state.p = st.session_state.get('v', ['b', 'a'])\n"
        "st.text(repr(st.pills('p', ['a', 'b'], selection_mode='multi', key='p')))",
        [("state", "v", ["z", "a"]), ("state", "v", []), ("state", "v", ["b"])],
    ),
    Case(
        "feedback is a number or nothing",
        "S3.1 S5.5",
        "def changed(): st.session_state.n = st.session_state.get('n', 0) + 1\n"
        "a = st.feedback(key='a', on_change=changed)\n"
        "b = st.feedback('faces', key='b', default=2)\n"
        "st.text(f'{a} {b}')",
        [
            ("feedback", "a", "set_value", 1),
            ("feedback", "a", "set_value", 1),
            ("feedback", "b", "set_value", 4),
            ("feedback", "b", "set_value", None),
        ],
    ),
    Case(
        "what feedback refuses, and its options are in its identity",
        "S2.3 S16.1",
        "look = st.selectbox('look', ['stars', 'faces', 'thumbs'], key='look')\n"
        "st.text(st.feedback(look, key='f'))\n"
        "for args in (['hearts'], ['thumbs', 2], ['stars', -1]):\n"
        "    try:\n        st.feedback(args[0], default=args[-1] if args[1:] else None)\n"
        "    except Exception as e:\n        st.text(type(e).__name__)",
        [("feedback", "f", "set_value", 4), ("selectbox", "look", "select", "faces")],
    ),
    Case(
        "values that are assigned to feedback and pages",
        "S3.8",
        "import numpy as np\n"
        "st.session_state.f = st.session_state.get('v', 3)\n"
        "st.session_state.g = st.session_state.get('v', 3)\n"
        "st.text(st.feedback('stars', default=1, key='f'))\n"
        "st.text(st.pagination(4, default=2, key='g'))\n"
        "st.text(f'{st.session_state.f} {st.session_state.g}')",
        [("state", "v", value) for value in (9, -1, True, "a", 2.0, 4)],
    ),
    Case(
        "pages count from one",
        "S3.1",
        "def turned(): st.session_state.n = st.session_state.get('n', 0) + 1\n"
        "st.text(st.pagination(12, key='g', on_change=turned))\n"
        "st.text(st.pagination(3, default=3))",
        [
            ("pagination", "g", "select", 7),
            ("pagination", "g", "set_value", 7),
            ("pagination", 1, "set_value", 1),
        ],
    ),
    Case(
        "a page that has gone is the default again",
        "S2.4",
        "n = st.number_input('n', 1, 20, 9, key='n')\n"
        "st.text(st.pagination(n, default=1, key='g'))\nst.text(st.session_state.g)",
        [("pagination", "g", "select", 8), ("number_input", "n", "set_value", 5), ("run",)],
    ),
    Case(
        "what pages refuse",
        "S16.1",
        "for args in ({'num_pages': 0}, {'num_pages': 2.0}, {'num_pages': True},\n"
        "        {'num_pages': 3, 'default': 4}, {'num_pages': 3, 'default': '1'},\n"
        "        {'num_pages': 3, 'max_visible_pages': -1}, {'num_pages': 3, 'width': 0}):\n"
        "    try:\n        st.pagination(**args)\n"
        "    except Exception as e:\n        st.text(f'{args} {type(e).__name__}')",
    ),
    Case(
        "two without a key are one",
        "S2.5",
        "for call in (lambda: st.feedback('stars'), lambda: st.pagination(3),\n"
        "        lambda: st.pills('p', 'a'), lambda: st.menu_button('m', 'a')):\n"
        "    call()\n"
        "    with st.sidebar:\n        call()\n"
        "    try:\n        call()\n"
        "    except Exception as e:\n        st.text(type(e).__name__)",
    ),
    Case(
        "what is ignored comes with the next run",
        "S5.7",
        "a = st.pills('p', ['a', 'b'], key='p', on_change='ignore')\n"
        "b = st.feedback(key='f', on_change='ignore')\n"
        "c = st.pagination(5, key='g', on_change='ignore')\n"
        "st.text(f'{a} {b} {c}')",
        [
            [
                ("pills", "p", "select", "b"),
                ("feedback", "f", "set_value", 0),
                ("pagination", "g", "select", 2),
            ],
            ("run",),
        ],
    ),
    Case(
        "choices, ratings and pages persist while they are hidden",
        "S3.2",
        "if st.checkbox('show', True, key='show'):\n"
        "    st.pills('p', ['a', 'b'], key='p', persist_state='session')\n"
        "    st.feedback(key='f', persist_state='page')\n"
        "    st.pagination(9, key='g')\n"
        "st.text([st.session_state.get(key) for key in 'pfg'])",
        [
            [
                ("pills", "p", "select", "b"),
                ("feedback", "f", "set_value", 1),
                ("pagination", "g", "select", 4),
            ],
            ("checkbox", "show", "uncheck"),
            ("run",),
            ("checkbox", "show", "check"),
        ],
    ),
    Case(
        "a form holds choices, ratings and pages",
        "S7.1",
        "with st.form('f'):\n"
        "    a = st.pills('p', ['a', 'b'], key='p')\n"
        "    b = st.feedback(key='r')\n"
        "    c = st.pagination(5, key='g')\n"
        "    st.form_submit_button('Go', key='go')\n"
        "st.text(f'{a} {b} {c}')",
        [
            [
                ("pills", "p", "select", "b"),
                ("feedback", "r", "set_value", 0),
                ("pagination", "g", "select", 2),
                ("button", "go", "click"),
            ],
        ],
    ),
    Case(
        "what may not stand in a form",
        "S7.4",
        "with st.form('f'):\n"
        "    for call in (lambda: st.download_button('a', 'x'), lambda: st.menu_button('b', 'x'),\n"
        "            lambda: st.link_button('c', 'https://a.org'),\n"
        "            lambda: st.pills('d', 'x', on_change=print),\n"
        "            lambda: st.feedback(on_change='ignore'),\n"
        "            lambda: st.pagination(3, on_change=print)):\n"
        "        try:\n            call()\n"
        "        except Exception as e:\n            st.text(type(e).__name__)\n"
        "    st.form_submit_button()",
    ),
]
