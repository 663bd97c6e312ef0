"""The same call returns the same value, of the same type, in Streamlit and here."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest as TheirTest

from ipyrerun.testing.v1 import AppTest
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
    ("True", "toggle('x', key='k')"),
    ("'z'", "radio('x', ['a', 'b'], 1, key='k')"),
    ("5", "radio('x', ['a', 'b'], key='k')"),
    ("None", "radio('x', ['a', 'b'], key='k')"),
    ("'b'", "radio('x', [], key='k')"),
    ("['a']", "multiselect('x', ['a', 'b'], key='k')"),
    ("['a', 'a']", "multiselect('x', ['a', 'b'], key='k')"),
    ("['z', 'a']", "multiselect('x', ['a', 'b'], key='k')"),
    ("['z']", "multiselect('x', ['a', 'b'], 'b', key='k')"),
    ("[]", "multiselect('x', ['a', 'b'], 'a', key='k')"),
    ("['z']", "multiselect('x', ['a', 'b'], key='k', accept_new_options=True)"),
    ("'b'", "select_slider('x', ['a', 'b', 'c'], key='k')"),
    ("'z'", "select_slider('x', ['a', 'b', 'c'], 'c', key='k')"),
    ("('b', 'c')", "select_slider('x', ['a', 'b', 'c'], key='k')"),
    ("('b', 'z')", "select_slider('x', ['a', 'b', 'c'], ('a', 'b'), key='k')"),
    ("'abc'", "text_area('x', key='k')"),
    ("None", "text_area('x', key='k')"),
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
    "st.slider('x', 9, 0)",
    "st.slider('x', 9.0, 0.0)",
    "st.slider('x', 9, 0, ())",
    "st.slider('x', 200)",
    "st.slider('x', None, -5)",
    "st.selectbox('x', 5)",
    "st.selectbox('x', __import__('enum').StrEnum('E', 'a b'))",
    "st.toggle('x')",
    "st.toggle('x', True)",
    "st.toggle('x', None)",
    "st.radio('x', ['a', 'b'])",
    "st.radio('x', ['a', 'b'], None)",
    "st.radio('x', [], 3)",
    "st.radio('x', 'abc', captions='xy')",
    "st.radio('x', 2.5)",
    "st.radio('x', (x for x in 'ab'), captions=[None, 'y', 'z'])",
    "st.radio('x', __import__('numpy').array([1, 2]), 1)",
    "st.multiselect('x', ['a', 'b'])",
    "st.multiselect('x', ['ab', 'b'], 'ab')",
    "st.multiselect('x', ['a', 'b'], ('b', 'a'))",
    "st.multiselect('x', ['a', 'b'], ['a', 'a'])",
    "st.multiselect('x', [None, 1], None)",
    "st.multiselect('x', [None, 1], [None])",
    "st.multiselect('x', range(5), {3}, max_selections=__import__('numpy').int64(2))",
    "st.multiselect('x', *[__import__('pandas').Series([1, 2])] * 2)",
    "st.multiselect('x', None)",
    "st.multiselect('x', 5, select_all=True, filter_mode=None, wrap=False)",
    "st.multiselect('x', __import__('enum').StrEnum('E', 'a b'), 'b')",
    "st.select_slider('x', ['a', 'b', 'c'])",
    "st.select_slider('x', ['a', 'b', 'c'], 'b')",
    "st.select_slider('x', ['a', 'b', 'c'], ('c', 'a'))",
    "st.select_slider('x', ['a', 'b', 'c'], ['a', 'c'])",
    "st.select_slider('x', range(10), (3, 7))",
    "st.select_slider('x', [0.1, 0.2, 0.1 + 0.2], 0.3)",
    "st.select_slider('x', ['a', None], None)",
    "st.select_slider('x', {'a': 1, 'b': 2}, 'b')",
    "st.select_slider('x', __import__('numpy').arange(3), 1)",
    "st.text_area('x')",
    "st.text_area('x', None)",
    "st.text_area('x', 5, 'content')",
    "st.text_area('x', 'abcdef', 20, 3)",
    "st.text_area('x', height='stretch', required=True, placeholder='p')",
    "st.button('x')",
    "st.button('x', icon=' :material/done: ')",
    "st.button('x', icon='spinner')",
    "st.button('x', icon='❤')",
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


OPTIONS = [
    "np.array(['2024-01-02', '2024-01-03'], 'M8[D]')",
    "np.array([1, 2], 'm8[h]')",
    "np.arange(4).reshape(2, 2)",
    "np.datetime64('2024-01-02')",
    "pa.table({'a': [1, 2], 'b': [3, 4]})",
    "pa.chunked_array([[1, 2]])",
    "b'ab'",
    "dt.date(2024, 1, 2)",
    "len",
]


@pytest.mark.parametrize("options", OPTIONS)
def test_options_come_out_of_whatever_holds_them(options: str):
    script = f"""
import datetime as dt, numpy as np, pyarrow as pa
st.session_state["seen"] = repr((st.selectbox("x", {options}), st.multiselect("y", {options})))
"""

    assert Ours(script).seen == Theirs(script).seen is not None


@pytest.mark.parametrize("on_select", ["None", "False", "'x'"])
@pytest.mark.parametrize("call", ["dataframe([1]", "altair_chart(alt.Chart().mark_bar()"])
def test_both_refuse_what_says_nothing_of_a_selection(call: str, on_select: str):
    script = f"import altair as alt\nst.{call}, on_select={on_select})"

    assert Ours(script).error == Theirs(script).error == "StreamlitValueError"


@pytest.mark.parametrize("spec", ["np.int64(2)", "[np.int64(2), np.float32(1)]"])
def test_numbers_of_columns_may_be_of_numpy(spec: str):
    script = f"import numpy as np\nst.session_state['seen'] = len(st.columns({spec}))"

    assert Ours(script).seen == Theirs(script).seen == 2


@pytest.mark.parametrize("name", ["selectbox", "radio", "multiselect", "select_slider"])
def test_members_of_an_enum_are_labelled_as_in_streamlit(name: str):
    script = "import enum\nclass Size(enum.Enum):\n    S = 1\n    L = 2\nst.{}('x', Size)"

    told = []
    for module, side in (("ipyrerun", AppTest), ("streamlit", TheirTest)):
        at = side.from_string(f"import {module} as st\n{script.format(name)}").run()
        told.append(getattr(at, name)[0].options)

    assert told == [["Size.S", "Size.L"]] * 2


@pytest.mark.parametrize(
    ("call", "ours", "theirs"),
    [
        ("number_input('x', value='3')", "3", None),
        ("number_input('x', value=1.0, format='percent')", "1.0", None),
        ("number_input('x', value=1.0, format='%.2f m')", "1.0", None),
        ("text_input('x', max_chars=0)", None, "''"),
        ("text_area('x', max_chars=0)", None, "''"),
        ("chat_input('x', max_chars=0)", None, "None"),
        ("text_input('x', max_chars=-1)", None, None),
        ("slider('x', 0.0, 1.0, np.float64(0.5))", "0.5", "np.float64(0.5)"),
        ("number_input('x', value=np.float64(0.5))", "0.5", "np.float64(0.5)"),
        ("number_input('x', value=np.float32(0.5))", "0.5", None),
    ],
)
def test_numbers_and_limits_that_differ_on_purpose_do_so(
    call: str, ours: str | None, theirs: str | None
):
    """None is an error."""
    script = "import numpy as np\nimport {} as st\nst.text(repr(st.{}))"

    for module, side, told in (("ipyrerun", AppTest, ours), ("streamlit", TheirTest, theirs)):
        at = side.from_string(script.format(module, call)).run()
        assert [text.value for text in at.text] == ([] if told is None else [told])
        assert bool(at.exception) is (told is None)
