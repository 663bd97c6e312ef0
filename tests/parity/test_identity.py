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
    "a keyed radio keeps its choice under a new label, new captions and another direction": (
        BIG
        + "value = st.radio(f'r {big}', ['a', 'b'], captions=[f'{big}'], horizontal=big, key='r')",
        [("radio", "r", "b"), ("checkbox", "big", True)],
    ),
    "a radio without a key begins anew with new captions": (
        BIG + "value = st.radio('r', ['a', 'b'], 1 if big else 0, captions=[f'{big}'])",
        [("checkbox", "big", True), ("checkbox", "big", False)],
    ),
    "a keyed radio whose choice is gone falls back": (
        BIG + "value = st.radio('r', ['x', 'y'] if big else ['a', 'b'], 1, key='r')",
        [("radio", "r", "a"), ("checkbox", "big", True)],
    ),
    "a keyed multiselect drops only what is gone": (
        BIG + "value = st.multiselect('m', ['a', 'c'] if big else ['a', 'b', 'c'], key='m')",
        [("multiselect", "m", ["b", "a", "c"]), ("checkbox", "big", True)],
    ),
    "a keyed multiselect whose choices are all gone is empty": (
        BIG + "value = st.multiselect('m', ['x'] if big else ['a'], 'x' if big else 'a', key='m')",
        [("checkbox", "big", True)],
    ),
    "a keyed multiselect resets with a new limit": (
        BIG + "value = st.multiselect('m', 'abc', max_selections=2 if big else 3, key='m')",
        [("multiselect", "m", ["abc"]), ("checkbox", "big", True)],
    ),
    "a keyed multiselect resets where new options become welcome": (
        BIG + "value = st.multiselect('m', 'abc', accept_new_options=big, key='m')",
        [("multiselect", "m", ["abc"]), ("checkbox", "big", True)],
    ),
    "a keyed multiselect keeps its choices under another way to search": (
        BIG
        + "value = st.multiselect('m', 'abc', filter_mode=None if big else 'fuzzy', select_all=big,"
        " key='m')",
        [("multiselect", "m", ["abc"]), ("checkbox", "big", True)],
    ),
    "a keyed select slider keeps its option where the options move": (
        BIG + "value = st.select_slider('s', ['z', 'a', 'b'] if big else ['a', 'b'], key='s')",
        [("select_slider", "s", "b"), ("checkbox", "big", True)],
    ),
    "a keyed select slider whose option is gone falls back": (
        BIG + "value = st.select_slider('s', ['x', 'y'] if big else ['a', 'b'], key='s')",
        [("select_slider", "s", "b"), ("checkbox", "big", True)],
    ),
    "a range of options falls back as a whole": (
        BIG
        + "options = ['a', 'x', 'y'] if big else ['a', 'b', 'c']\n"
        + "value = st.select_slider('s', options, (options[1], options[2]), key='s')",
        [("select_slider", "s", ("a", "b")), ("checkbox", "big", True)],
    ),
    "a keyed text area keeps its text at another height": (
        BIG + "value = st.text_area('t', height=200 if big else 100, key='t')",
        [("text_area", "t", "a\nb"), ("checkbox", "big", True)],
    ),
    "a keyed text area resets with a new length": (
        BIG + "value = st.text_area('t', max_chars=9 if big else 5, key='t')",
        [("text_area", "t", "mine"), ("checkbox", "big", True)],
    ),
    "an emptied text area that began with None is empty": (
        "value = st.text_area('t', None, key='t')",
        [("text_area", "t", "a"), ("text_area", "t", None)],
    ),
    "a keyed switch survives a new label": (
        BIG + "value = st.toggle(f't {big}', key='t')",
        [("toggle", "t", True), ("checkbox", "big", True)],
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
