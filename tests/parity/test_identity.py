"""What keeps an input's value, and what resets it, is the same in Streamlit and here."""

from __future__ import annotations

import pytest

from tests.parity.sides import Ours, Step, Theirs, history

AFTER = "\nst.session_state.seen = value"
EARLY = "if 'n' not in st.session_state: st.session_state.n = 4\n"
MOVED = """def moved():
    st.session_state.double = 2 * st.session_state.n
st.slider('n', 0, 10, key='n', on_change=moved)
"""
BACK = """def back():
    st.session_state.n = 1
st.button('b', key='b', on_click=back)
"""
BIG = "big = st.checkbox('big', key='big')\n"

STORIES: dict[str, tuple[str, list[Step]]] = {
    "a keyed number keeps its value while the bounds widen": (
        BIG + "value = st.number_input('n', 0, 20 if big else 10, key='n')",
        [("number_input", "n", 7), ("checkbox", "big", True), ("checkbox", "big", False)],
    ),
    "a keyed number resets where the bounds shut it out": (
        BIG + "value = st.number_input('n', 0, 5 if big else 10, 3, key='n')",
        [("number_input", "n", 7), ("checkbox", "big", True), ("checkbox", "big", False)],
    ),
    "a keyed slider resets with a new end": (
        BIG + "value = st.slider('n', 0, 20 if big else 10, 2, key='n')",
        [("slider", "n", 7), ("checkbox", "big", True)],
    ),
    "a keyed slider keeps its value under a new label": (
        BIG + "value = st.slider(f'n {big}', 0, 10, 5 if big else 2, key='n')",
        [("slider", "n", 7), ("checkbox", "big", True)],
    ),
    "a keyed text keeps its value under a new default": (
        BIG + "value = st.text_input('t', 'new' if big else 'old', key='t')",
        [("checkbox", "big", True), ("text_input", "t", "mine"), ("checkbox", "big", False)],
    ),
    "a keyed text resets with a new length": (
        BIG + "value = st.text_input('t', 'a', 9 if big else 5, key='t')",
        [("text_input", "t", "mine"), ("checkbox", "big", True)],
    ),
    "a keyed text resets with a new rule": (
        BIG + "value = st.text_input('t', 'a', validate='x' if big else 'y', key='t')",
        [("text_input", "t", "mine"), ("checkbox", "big", True)],
    ),
    "a keyed choice stays while its label is there": (
        BIG + "value = st.selectbox('s', ['c', 'b'] if big else ['a', 'b', 'c'], key='s')",
        [("selectbox", "s", "b"), ("checkbox", "big", True)],
    ),
    "a keyed choice that is gone falls back": (
        BIG + "value = st.selectbox('s', ['x', 'y'] if big else ['a', 'b'], 1, key='s')",
        [("selectbox", "s", "a"), ("checkbox", "big", True)],
    ),
    "a keyed choice resets where new options become welcome": (
        BIG + "value = st.selectbox('s', ['a', 'b'], accept_new_options=big, key='s')",
        [("selectbox", "s", "b"), ("checkbox", "big", True)],
    ),
    "a keyed tick survives a new label": (
        BIG + "value = st.checkbox(f'c {big}', key='c')",
        [("checkbox", "c", True), ("checkbox", "big", True)],
    ),
    "a hidden input forgets": (
        BIG + "value = None if big else st.slider('n', 0, 10, 2, key='n')",
        [("slider", "n", 7), ("checkbox", "big", True), ("checkbox", "big", False)],
    ),
    "another kind of input under a key begins anew": (
        BIG
        + "value = st.text_input('n', 'a', key='n') if big else st.slider('n', 0, 10, 2, key='n')",
        [("slider", "n", 7), ("checkbox", "big", True)],
    ),
    "a key that is set before its input is shown by it": (
        EARLY + "value = st.slider('n', 0, 10, key='n')",
        [("slider", "n", 7)],
    ),
    "a callback sees the new value and may set others": (
        MOVED + "value = st.session_state.get('double')",
        [("slider", "n", 7), ("slider", "n", 3)],
    ),
    "a callback may set an input": (
        BACK + "value = st.slider('n', 0, 10, 5, key='n')",
        [("slider", "n", 7), ("button", "b", None)],
    ),
    "a click is true once": (
        "value = (st.button('b', key='b'), st.checkbox('c', key='c'))",
        [("button", "b", None), ("checkbox", "c", True), ("button", "b", None)],
    ),
    "an emptied number is None": (
        "value = st.number_input('n', value=None, key='n')",
        [("number_input", "n", 3), ("number_input", "n", None)],
    ),
    "a range comes back as a pair": (
        "value = st.slider('n', 0, 10, (2, 5), key='n')",
        [("slider", "n", (3, 9))],
    ),
    "a float stays a float": (
        "value = st.number_input('n', 0.0, 10.0, key='n')",
        [("number_input", "n", 3)],
    ),
    "the fine print of a choice decides nothing": (
        BIG + "value = st.selectbox('s', [1, 2, 3], format_func=lambda n: f'{n}{big}', key='s')",
        [("selectbox", "s", 2), ("checkbox", "big", True)],
    ),
    "an option stays one where new ones are welcome": (
        "value = st.selectbox('s', ['a', 'b'], key='s', accept_new_options=True)",
        [("selectbox", "s", "b")],
    ),
    "a stop keeps what follows": (
        BIG + "if big: st.stop()\nvalue = st.slider('n', 0, 10, 2, key='n')",
        [("slider", "n", 7), ("checkbox", "big", True), ("checkbox", "big", False)],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_a_story_goes_as_in_streamlit(story: str):
    script, steps = STORIES[story]

    ours = history(Ours(script + AFTER), steps)
    theirs = history(Theirs(script + AFTER), steps)

    assert ours == theirs
    assert [type(seen) for seen, _ in ours] == [type(seen) for seen, _ in theirs]
