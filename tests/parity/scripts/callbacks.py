"""Callbacks: when they are called, with what, and what they may do."""

from __future__ import annotations

from tests.parity.case import Case

LOG = """
def log(*args, **kwargs):
    st.session_state.setdefault('log', []).append((args, kwargs))
"""

CASES = [
    Case(
        "callbacks come before the body, which sees what they did",
        "S5.1",
        """
def up(by=1, *, times=1):
    st.session_state.n += by * times
st.session_state.setdefault('n', 0)
st.text(st.session_state.n)
st.button('one', on_click=up, key='one')
st.button('two', on_click=up, args=[2], kwargs={'times': 3}, key='two')
st.text(st.session_state.n)
""",
        [("button", "one", "click"), ("button", "two", "click"), ("run",)],
    ),
    Case(
        "a callback has the arguments of the last draw",
        "S5.1",
        LOG + "n = st.slider('n', 0, 9, key='n')\nst.button('b', on_click=log, args=(n,), key='b')",
        [[("slider", "n", "set_value", 4), ("button", "b", "click")], ("button", "b", "click")],
    ),
    Case(
        "arguments may be any sequence",
        "S5.1",
        LOG + "st.checkbox('a', on_change=log, args='xy', key='a')\n"
        "st.checkbox('b', on_change=log, args=[1, 2], key='b')\n"
        "st.checkbox('c', on_change=log, args=(3,), kwargs={'d': 4}, key='c')\n"
        "st.checkbox('e', on_change=log, args=range(2), key='e')",
        [("checkbox", key, "check") for key in "abce"],
    ),
    Case(
        "several callbacks of one run all see all values",
        "S5.1",
        """
def seen(name):
    st.session_state.setdefault('log', []).append((name, st.session_state.a, st.session_state.b))
st.slider('a', 0, 9, key='a', on_change=seen, args='a')
st.slider('b', 0, 9, key='b', on_change=seen, args='b')
""",
        [[("slider", "a", "set_value", 1), ("slider", "b", "set_value", 2)]],
    ),
    Case(
        "an input without a key calls back too",
        "S5.1",
        LOG
        + "st.text_input('a', on_change=log)\nst.selectbox('b', [1, 2], on_change=log, args=[1])",
        [("text_input", 0, "set_value", "new"), ("selectbox", 0, "select", 2)],
    ),
    Case(
        "what a callback draws stands above",
        "S5.2",
        """
def draw():
    st.text('drawn')
    st.sidebar.text('aside')
    with st.container():
        st.text('in a block')
st.text('body')
st.sidebar.text('side')
st.button('b', on_click=draw, key='b')
""",
        [("button", "b", "click"), ("run",)],
    ),
    Case(
        "a callback that raises shows it, and the body does not run",
        "S5.3",
        """
st.session_state.runs = st.session_state.get('runs', 0) + 1
def fail():
    st.text('before')
    1 / 0
st.text('body')
st.button('b', on_click=fail)
""",
        [("button", 0, "click")],
    ),
    Case(
        "a stop in a callback skips the body",
        "S5.3",
        """
st.session_state.runs = st.session_state.get('runs', 0) + 1
st.text('body')
st.button('b', on_click=st.stop)
""",
        [("button", 0, "click")],
    ),
    Case(
        "a stop in a callback skips the callbacks behind it",
        "S5.3",
        """
def log(name):
    st.session_state.setdefault('log', []).append(name)
    if name == 'a':
        st.stop()
st.checkbox('a', key='a', on_change=log, args='a')
st.checkbox('b', key='b', on_change=log, args='b')
""",
        [[("checkbox", "a", "check"), ("checkbox", "b", "check")]],
    ),
    Case(
        "a rerun in a callback ends only that one",
        "S5.4",
        """
st.session_state.runs = st.session_state.get('runs', 0) + 1
def log(name):
    st.session_state.setdefault('log', []).append(name)
    if name == 'a':
        st.rerun()
    st.session_state.log.append('end of ' + name)
st.checkbox('a', key='a', on_change=log, args='a')
st.checkbox('b', key='b', on_change=log, args='b')
st.text((st.session_state.a, st.session_state.b))
""",
        [[("checkbox", "a", "check"), ("checkbox", "b", "check")]],
    ),
    Case(
        "after a rerun in its callback a button reads False",
        "S5.4",
        """
def again():
    st.session_state.seen = st.session_state.b
    st.rerun()
pressed = st.button('b', on_click=again, key='b')
st.text((pressed, st.session_state.get('seen')))
""",
        [("button", "b", "click")],
    ),
    Case(
        "inside its callback a button is True",
        "S5.5",
        """
def look():
    st.session_state.seen = st.session_state.b
pressed = st.button('b', on_click=look, key='b')
st.text((pressed, st.session_state.get('seen'), st.session_state.b))
""",
        [("button", "b", "click"), ("run",)],
    ),
    Case(
        "an equal value calls nothing",
        "S5.5",
        LOG + "st.slider('a', 0, 9, 3, key='a', on_change=log)\n"
        "st.multiselect('b', ['x', 'y'], ['x'], key='b', on_change=log)",
        [
            ("slider", "a", "set_value", 3),
            ("multiselect", "b", "set_value", ["x"]),
            ("slider", "a", "set_value", 4),
            ("slider", "a", "set_value", 4),
        ],
    ),
    Case(
        "an assignment calls nothing",
        "S5.5",
        LOG + "if st.button('set', key='set'):\n    st.session_state.a = 5\n"
        "st.slider('a', 0, 9, key='a', on_change=log)",
        [("button", "set", "click"), ("state", "a", 7), ("slider", "a", "set_value", 5)],
    ),
    Case(
        "an assignment in a callback calls no other callback",
        "S5.5",
        LOG
        + """
def both():
    log('both')
    st.session_state.b = st.session_state.a
st.slider('a', 0, 9, key='a', on_change=both)
st.slider('b', 0, 9, key='b', on_change=log)
""",
        [("slider", "a", "set_value", 5)],
    ),
    Case(
        "a callback is called for an input that is not drawn again",
        "S5.5",
        LOG
        + """
if not st.session_state.get('log'):
    st.checkbox('a', key='a', on_change=log)
st.text('end')
""",
        [("checkbox", "a", "check"), ("run",)],
    ),
    Case(
        "a callback may take its own input away",
        "S5.5",
        """
def hide():
    st.session_state.hidden = True
if not st.session_state.get('hidden'):
    st.button('hide', on_click=hide, key='hide')
st.text(st.session_state.get('hide'))
""",
        [("button", "hide", "click"), ("run",)],
    ),
    Case(
        "a callback that resets an input",
        "S5.5",
        """
def clear():
    st.session_state.a = ''
st.text_input('a', key='a')
st.button('clear', on_click=clear, key='clear')
st.text(st.session_state.a)
""",
        [("text_input", "a", "set_value", "x"), ("button", "clear", "click")],
    ),
    *[
        Case(f"a callback that is none: {call}", "S5.6", f"st.text('before')\nst.{call}")
        for call in [
            "text_input('a', on_change=5)",
            "checkbox('a', on_change='run')",
            "slider('a', on_change='rerun')",
            "slider('a', on_change='ignore')",
            "radio('a', ['x'], on_change=None)",
            "button('a', on_click='rerun')",
            "button('a', on_click='ignore')",
            "button('a', on_click='other')",
            "button('a', on_click=5)",
            "button('a', on_click=None)",
        ]
    ],
    Case(
        "what is ignored arrives with the next run",
        "S5.7",
        "a = st.text_input('a', on_change='ignore', key='a')\nst.text(a)\nst.button('b', key='b')",
        [
            ("text_input", "a", "set_value", "x"),
            [("text_input", "a", "set_value", "y"), ("button", "b", "click")],
        ],
    ),
]
