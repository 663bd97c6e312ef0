"""The same call returns the same value, of the same type, in Streamlit and here."""

from __future__ import annotations

import pytest

from tests.parity.sides import Ours, Theirs

ASSIGNED = [
    ("'z'", "selectbox('x', ['a', 'b'], 1, key='k')"),
    ("5", "selectbox('x', ['a', 'b'], key='k')"),
    ("None", "selectbox('x', ['a', 'b'], key='k')"),
    ("'z'", "selectbox('x', ['a', 'b'], key='k', accept_new_options=True)"),
    ("99", "number_input('x', 0, 10, 3, key='k')"),
    ("2.5", "number_input('x', 0, 10, 3, key='k')"),
    ("None", "number_input('x', 0, 10, 3, key='k')"),
    ("2.5", "slider('x', 0, 10, 3, key='k')"),
    ("2", "slider('x', 0.0, 10.0, key='k')"),
    ("(1, 2)", "slider('x', 0, 10, key='k')"),
    ("(1, 2)", "slider('x', 0, 10, (3, 4), key='k')"),
    ("None", "text_input('x', key='k')"),
    ("'a'", "text_input('x', 'b', key='k')"),
    ("True", "checkbox('x', key='k')"),
]
CALLS = [
    "st.slider('x')",
    "st.slider('x', 0, 10)",
    "st.slider('x', 0, 10, 3)",
    "st.slider('x', 0, 10, (2, 5))",
    "st.slider('x', 0, 10, [5, 2])",
    "st.slider('x', 0.0, 1.0)",
    "st.slider('x', 0.0, 2.0, (0.5, 1.5))",
    "st.slider('x', value=0.25)",
    "st.slider('x', value=150)",
    "st.slider('x', 0, 10, 20)",
    "st.slider('x', 0, 10, -5)",
    "st.slider('x', 10, 0, 5)",
    "st.slider('x', 5, 50)",
    "st.slider('x', -5, 5, step=5)",
    "st.number_input('x')",
    "st.number_input('x', 1, 10)",
    "st.number_input('x', value=3)",
    "st.number_input('x', value=None)",
    "st.number_input('x', min_value=2.5)",
    "st.number_input('x', step=2)",
    "st.number_input('x', max_value=10)",
    "st.number_input('x', max_value=-5.0, value=-7.5)",
    "st.number_input('x', value=1, format='%d')",
    "st.selectbox('x', ['a', 'b'])",
    "st.selectbox('x', ['a', 'b'], 1)",
    "st.selectbox('x', ['a', 'b'], None)",
    "st.selectbox('x', [])",
    "st.selectbox('x', 'abc')",
    "st.selectbox('x', {'k': 1, 'l': 2})",
    "st.selectbox('x', range(3), 2)",
    "st.selectbox('x', (1.5, None), 1)",
    "st.selectbox('x', ['a', 'a', 'a'], 1)",
    "st.selectbox('x', [1, 2], format_func=lambda n: f'n{n}')",
    "st.selectbox('x', {3})",
    "st.selectbox('x', __import__('pandas').Series([7, 8]))",
    "st.selectbox('x', __import__('pandas').DataFrame({'u': [7, 8], 'v': [1, 2]}))",
    "st.selectbox('x', __import__('numpy').array(['p', 'q']))",
    "st.selectbox('x', ['a'], accept_new_options=True)",
    "st.slider(5)",
    "st.button('x', icon='')",
    "st.checkbox('x')",
    "st.checkbox('x', True)",
    "st.checkbox('x', 1)",
    "st.text_input('x')",
    "st.text_input('x', 'abc')",
    "st.text_input('x', None)",
    "st.text_input('x', 12.5)",
    "st.text_input('x', 'abcdef', 6)",
    "st.text_input('x', type='email')",
    "st.text_input('x', required=True, validate=('^a', 'say a'), live='300ms')",
    "st.button('x')",
    "st.button('x', icon='🚀', shortcut='Ctrl+K', type='primary')",
    "len(st.columns(3))",
    "len(st.columns([1, 2.5]))",
    "st.write()",
    "st.write('a', 1)",
    "st.write_stream(iter(['a', 'b']))",
    "st.write_stream(iter([]))",
    "list(st.write_stream(iter(['a', 1, 'b'])))",
    "[st.container().__enter__()]",
    *(
        f"(st.session_state.update(k={value}), st.{call}, st.session_state.k)[1:]"
        for value, call in ASSIGNED
    ),
    "[st.columns(2)[0].__enter__(), st.empty().__enter__()]",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_returns_what_it_returns_in_streamlit(call: str):
    script = f"value = {call}\nst.session_state.seen = (type(value).__name__, repr(value))"

    ours, theirs = Ours(script), Theirs(script)

    assert (ours.seen, ours.error) == (theirs.seen, theirs.error)
