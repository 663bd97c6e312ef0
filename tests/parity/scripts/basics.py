"""The run itself: what is executed, what is shown, what ends it."""

from __future__ import annotations

from tests.parity.case import Case

CASES = [
    Case(
        "an error ends the run where it is",
        "S1.2",
        "st.text('a')\nwith st.sidebar:\n    1 / 0\nst.text('b')",
    ),
    Case(
        "except Exception lets a stop pass",
        "S1.3",
        "try:\n    st.stop()\nexcept Exception:\n    st.text('caught')\nst.text('after')",
    ),
    Case(
        "a bare except catches a stop, and the next call stops again",
        "S1.3",
        "try:\n    st.stop()\nexcept BaseException:\n    x = 1\nst.text('after')",
    ),
    Case(
        "a slider moves a text",
        "S1.1 S17.1",
        "n = st.slider('n', 0, 10, 3, key='n')\nst.text(n)\nst.write('n', n)",
        [("slider", "n", "set_value", 7), ("run",), ("slider", 0, "set_value", 2)],
    ),
    Case(
        "blocks nest",
        "S10.1 S10.2",
        "with st.container():\n"
        "    a, b = st.columns(2)\n"
        "    a.text('a')\n"
        "    with b, st.expander('e'):\n"
        "        st.text('b')\n"
        "one, two = st.tabs(['one', 'two'])\n"
        "two.text('in two')\n"
        "st.sidebar.text('side')\n"
        "st.empty()\n"
        "slot = st.empty()\n"
        "slot.text('x')\n"
        "slot.text('y')\n"
        "st.empty().container().text('z')\n"
        "st.bottom.text('foot')\n",
    ),
    Case(
        "a click is true for one run",
        "S3.9",
        "st.text(st.button('b', key='b'))\nst.checkbox('c', key='c')",
        [("button", "b", "click"), ("checkbox", "c", "check"), ("button", "b", "click"), ("run",)],
    ),
    Case(
        "a test writes the state",
        "S17.2",
        "st.text(st.session_state.get('n'))\nst.number_input('n', 0, 10, key='n')",
        [("state", "n", 4), ("state", "m", [1, (2.0, None)]), ("forget", "m"), ("run",)],
    ),
    Case(
        "every kind of input has a row",
        "S2.1",
        "st.slider('a', 0.0, 1.0)\n"
        "st.slider('b', 0, 9, (1, 2), key='b')\n"
        "st.number_input('c', key='c')\n"
        "st.text_input('d', 'x', key='d', disabled=True)\n"
        "st.text_area('e', key='e')\n"
        "st.selectbox('f', ['a', 1], key='f')\n"
        "st.radio('g', 'abc', None, key='g', format_func=str.upper)\n"
        "st.multiselect('h', ['a', 'b'], ['b'], key='h')\n"
        "st.select_slider('i', [1, 2, 3], (1, 2), key='i')\n"
        "st.date_input('j', '2020-01-02', key='j')\n"
        "st.time_input('k', '08:45', key='k')\n"
        "st.datetime_input('l', '2020-01-02 03:04', key='l')\n"
        "st.color_picker('m', key='m')\n"
        "st.toggle('n', True, key='n')\n",
    ),
    Case(
        "every kind of text has a row",
        "S2.6",
        "st.title('a', help='h')\nst.header('b')\nst.subheader('c')\nst.markdown('d  \\n  e')\n"
        "st.caption('f')\nst.text(5)\nst.code('x = 1')\nst.latex('x^2')\nst.divider()\n"
        "st.badge('b')\nst.html('<b>x</b>')\nst.info('i')\nst.warning('w')\nst.error('e')\n"
        "st.success('s')\nst.metric('m', 5, 1)\nst.json({'a': 1})\nst.table({'a': [1]})\n"
        "st.dataframe({'a': [1]})\nst.progress(50)\nst.toast('t')\nst.line_chart([1, 2])\n"
        "st.exception(ValueError('x'))\nst.balloons()\n",
    ),
    Case(
        "what disables an input undoes no edit of it",
        "S3.10",
        "off = st.checkbox('off', key='off')\nst.text_input('t', key='t', disabled=off)",
        [[("checkbox", "off", "check"), ("text_input", "t", "set_value", "x")]],
        differs="an input that is disabled by what is touched in the same moment",
    ),
    Case(
        "a disabled input keeps its value and refuses another",
        "S3.10 S17.3",
        "off = st.checkbox('off', key='off')\nst.text_input('t', key='t', disabled=off)\n"
        "st.button('b', key='b', disabled=off)\nst.selectbox('s', ['a', 'b'], disabled=True)",
        [
            ("text_input", "t", "input", "x"),
            ("checkbox", "off", "check"),
            ("text_input", "t", "input", "y"),
            ("button", "b", "click"),
            ("selectbox", 0, "select", "b"),
        ],
    ),
    Case(
        "changes of one moment call back in the order of the page",
        "S5.1",
        "log = st.session_state.setdefault('log', [])\n"
        "for key in 'abc':\n"
        "    st.checkbox(key, key=key, on_change=log.append, args=(key,))\n",
        [[("checkbox", "c", "check"), ("checkbox", "a", "check")], ("checkbox", "b", "check")],
    ),
    Case(
        "a fragment writes into a block outside of it, in a part of its own",
        "S8.3",
        "box = st.container()\n"
        "@st.fragment\n"
        "def f():\n"
        "    box.text(st.checkbox('c', key='c'))\n"
        "    st.text('in')\n"
        "f()\n"
        "st.text('after')\n",
        [("checkbox", "c", "check"), ("run",)],
    ),
    Case(
        "a fragment writes into the sidebar, inputs too",
        "S8.3",
        "@st.fragment\n"
        "def f():\n"
        "    with st.sidebar:\n"
        "        st.text('aside')\n"
        "    st.sidebar.checkbox('c', key='c')\n"
        "f()\n",
        [("checkbox", "c", "check")],
    ),
    Case(
        "an identity that comes back after stopped runs begins anew",
        "S3.4 S2.4",
        "big = st.checkbox('big', key='big')\n"
        "st.text_input('t', 'old', max_chars=4 if big else 8, key='t')\n"
        "st.stop()\n",
        [
            ("text_input", "t", "input", "mine"),
            ("checkbox", "big", "check"),
            ("checkbox", "big", "uncheck"),
        ],
        differs="an input under a key whose identity changes and changes back, while every run is "
        "stopped or fails (leak)",
    ),
]
