"""Values that cannot be, names that are not there, keys that are taken."""

from __future__ import annotations

from tests.parity.case import Case

# What each call of a list raises, told by one script: to start Streamlit takes longer than to run.
EACH = """for call in %r:
    try:
        st.session_state[call] = repr(eval(call))
    except Exception as error:
        st.session_state[call] = type(error).__name__
"""


def each(name: str, labels: str, *calls: str) -> Case:
    """Return a case of what several calls return, or raise."""
    return Case(name, labels, EACH % (list(calls),))


CASES = [
    each(
        "a key that is empty, reserved or twice there is refused",
        "S2.7 S2.5",
        "st.text_input('a', key='')",
        "st.text_input('a', key='$$ID-x')",
        "st.text_input('a', key='k')",
        "st.text_input('b', key='k')",
        "st.container(key='k').text('x')",
        "st.text_input('c', key=1)",
        "st.text_input('d', key='1')",
        "st.text_input('same')",
        "st.text_input('same')",
        "st.sidebar.text_input('same')",
        "st.columns(2)[0].text_input('same')",
    ),
    each(
        "a slider's bounds and types",
        "S16.1",
        "st.slider('a', 0, 10, 20)",
        "st.slider('b', 10, 0, 5)",
        "st.slider('c', 5, 5)",
        "st.slider('d', 0, 10.0)",
        "st.slider('e', 0, 10, (2, 5))",
        "st.slider('f', 0, 10, [7, 3])",
        "st.slider('g', 0, 10, -4)",
        "st.slider('h', 0.0, 1.0, 2.0)",
        "st.slider('i', 0, 10, 'x')",
    ),
    each(
        "a number's bounds and types",
        "S16.2",
        "st.number_input('a')",
        "st.number_input('b', 0, 10)",
        "st.number_input('c', value=3)",
        "st.number_input('d', value=3.0)",
        "st.number_input('e', value=None)",
        "st.number_input('f', 1, 10, 'min')",
        "st.number_input('g', 0, 10, 11)",
        "st.number_input('h', 0, 10, -1)",
        "st.number_input('i', 10, 0)",
        "st.number_input('j', 0, 10.0)",
        "st.number_input('k', step=0.5)",
        "st.number_input('l', value=3, step=0.5)",
    ),
    each(
        "an index that no option has",
        "S16.3",
        "st.selectbox('a', ['x'], 5)",
        "st.selectbox('b', ['x'], -1)",
        "st.radio('c', ['x'], 1)",
        "st.radio('d', ['x'], -1)",
        "st.selectbox('e', ['x', 'y'], 1)",
        "st.radio('f', ['x', 'y'], None)",
        "st.selectbox('g', ['x'], 'x')",
    ),
    each(
        "no options at all",
        "S16.4",
        "st.selectbox('a', [])",
        "st.radio('b', [])",
        "st.multiselect('c', [])",
        "st.select_slider('d', [])",
        "st.pills('e', [])",
        "st.menu_button('f', [])",
    ),
    each(
        "a multiselect's defaults and limit",
        "S16.5",
        "st.multiselect('a', ['x'], 'y')",
        "st.multiselect('b', ['x'], 'x')",
        "st.multiselect('c', ['x', 'y'], ['y', 'x'])",
        "st.multiselect('d', ['x', 'y'], ['y', 'x'], max_selections=1)",
        "st.multiselect('e', ['x', 'y'], ['z'])",
        "st.multiselect('f', 'xy')",
    ),
    each(
        "pills of one choice have one default",
        "S16.6",
        "st.pills('a', ['x', 'y'], default='x')",
        "st.pills('b', ['x', 'y'], default=['x', 'y'])",
        "st.pills('c', ['x', 'y'], default=['x', 'y'], selection_mode='multi')",
        "st.pills('d', ['x', 'y'], default='z')",
        "st.pills('e', ['x', 'y'], selection_mode='some')",
        "st.segmented_control('f', ['x', 'y'], default='y')",
    ),
    each(
        "a word that is not one of the possible ones",
        "S16.7",
        "st.button('a', type='loud')",
        "st.text_input('b', type='secret')",
        "st.container(gap='huge')",
        "st.columns(2, vertical_alignment='low')",
        "st.header('c', divider='pink')",
        "st.text_input('d', label_visibility='gone')",
        "st.image('x', width='huge')",
    ),
    each(
        "labels that are empty or missing",
        "S16.8",
        "st.text_input('')",
        "st.text_input(None, 'x')",
        "st.checkbox('')",
        "st.expander(None)",
        "st.popover(None)",
        "st.button('')",
        "st.selectbox(None, ['a'])",
    ),
    each(
        "a text is made of whatever is given, and cut",
        "S16.9",
        "st.text_input('a', 5)",
        "st.text_input('b', 'abcdef', max_chars=3)",
        "st.text_input('c', None)",
        "st.text_area('d', 1.5)",
        "st.text_area('e', 'abcdef', max_chars=3)",
        "st.text_input('f', ['x'])",
    ),
    each(
        "C and R are no shortcuts",
        "S16.10",
        "st.button('a', shortcut='C')",
        "st.button('b', shortcut='ctrl+r')",
        "st.button('c', shortcut='K')",
        "st.button('d', shortcut='Ctrl+Shift+K')",
        "st.button('e', shortcut='Ctrl')",
        "st.button('f', shortcut='')",
    ),
    Case(
        "parameters of the past are still taken",
        "S16.11",
        "st.button('a', use_container_width=True)\nst.dataframe({'a': [1]}, "
        "use_container_width=True)\nst.line_chart([1], use_container_width=False)\nx = 0",
    ),
    each(
        "a missing name says so where it is called",
        "S1.5",
        "st.sidebar.nope()",
        "hasattr(st.sidebar, 'anything')",
        "hasattr(st.container(), 'anything')",
        "st.container().nope()",
        "hasattr(st, 'wirte')",
        "st.wirte",
        "st.experimental_rerun",
    ),
    Case(
        "a thread without the script's context draws nothing",
        "S1.6",
        "import threading\nt = threading.Thread(target=lambda: st.text('in the thread'))\n"
        "t.start()\nt.join()\nst.text('after')",
        differs="threads of the script",
    ),
    Case(
        "each run has a namespace of its own",
        "S1.1",
        "st.text((__name__, 'before' in globals(), 'before' in locals()))\nbefore = 1\n"
        "import sys\nst.text(sys.modules['__main__'].__dict__ is globals())\n"
        "st.button('b')",
        [("button", 0, "click"), ("run",)],
    ),
]
