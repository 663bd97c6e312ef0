"""Forms: what waits, what goes with a submit, and what may not stand in one."""

from __future__ import annotations

from tests.parity.case import Case

FORM = """
with st.form('f'):
    name = st.text_input('name', key='name')
    n = st.slider('n', 0, 10, 3)
    sent = st.form_submit_button('Go')
other = st.checkbox('other', key='other')
st.text((name, n, sent, other))
"""
CLEARING = """
with st.form('f', clear_on_submit=True):
    name = st.text_input('name', 'nobody', key='name')
    kind = st.selectbox('kind', ['a', 'b', 'c'])
    sent = st.form_submit_button('Go', key='go')
other = st.checkbox('other', key='other')
st.text((name, kind, sent, other))
"""
GO = ("form_submit_button", "FormSubmitter:f-Go", "click")
CLEAR = ("form_submit_button", "go", "click")

KINDS = [
    ("number_input", "a", "set_value", 4),
    ("text_area", "b", "input", "b"),
    ("radio", "c", "set_value", "y"),
    ("multiselect", "d", "set_value", ["y"]),
    ("select_slider", "e", "set_value", 2),
    ("toggle", "g", "set_value", True),
    ("color_picker", "h", "set_value", "#123456"),
]

CASES = [
    Case(
        "values of a form come with its button",
        "S7.1 S17.3",
        FORM,
        [
            [("text_input", "name", "set_value", "Ann"), ("slider", 0, "set_value", 7), GO],
            ("run",),
        ],
    ),
    Case(
        "values of a form that is not submitted reach nobody",
        "S7.1 S17.3",
        FORM,
        [
            [("text_input", "name", "set_value", "Ann"), ("checkbox", "other", "check")],
            GO,
        ],
    ),
    Case(
        "what a form has sent stays for other runs",
        "S7.1",
        FORM,
        [
            [("text_input", "name", "set_value", "Ann"), GO],
            ("checkbox", "other", "check"),
            ("checkbox", "other", "uncheck"),
            GO,
        ],
    ),
    Case(
        "the button's callback sees the new values",
        "S7.1 S5.1",
        """
def called(*args, **kwargs):
    st.session_state.told = (args, kwargs, st.session_state.name, st.session_state.go)
with st.form('f'):
    st.text_input('name', key='name')
    st.form_submit_button('Go', on_click=called, args=(1,), kwargs={'b': 2}, key='go')
st.text(st.session_state.get('told'))
""",
        [
            [("text_input", "name", "set_value", "Ann"), CLEAR],
            ("text_input", "name", "set_value", "Bob"),
            CLEAR,
        ],
    ),
    Case(
        "each of two buttons sends the form",
        "S7.1",
        """
with st.form('f'):
    name = st.text_input('name', key='name')
    a = st.form_submit_button('A', key='a')
    b = st.form_submit_button('B', key='b')
st.text((name, a, b))
""",
        [
            [
                ("text_input", "name", "set_value", "x"),
                ("form_submit_button", "b", "click"),
            ],
            [
                ("text_input", "name", "set_value", "y"),
                ("form_submit_button", "a", "click"),
            ],
        ],
    ),
    Case(
        "a form's button sends no other form",
        "S7.1",
        """
with st.form('f'):
    a = st.text_input('a', key='a')
    st.form_submit_button('Go')
with st.form('g'):
    b = st.text_input('b', key='b')
    st.form_submit_button('Go')
st.text((a, b))
""",
        [
            [("text_input", "a", "set_value", "x"), ("text_input", "b", "set_value", "y"), GO],
            ("form_submit_button", "FormSubmitter:g-Go", "click"),
        ],
    ),
    Case(
        "every kind of input waits",
        "S7.1",
        """
with st.form('f'):
    st.number_input('a', 0, 9, key='a')
    st.text_area('b', key='b')
    st.radio('c', ['x', 'y'], key='c')
    st.multiselect('d', ['x', 'y'], key='d')
    st.select_slider('e', [1, 2, 3], key='e')
    st.toggle('g', key='g')
    st.color_picker('h', key='h')
    st.form_submit_button('Go')
st.button('elsewhere', key='elsewhere')
""",
        [[*KINDS, ("button", "elsewhere", "click")], [*KINDS, GO]],
    ),
    Case(
        "the run of a clearing form sees what was entered",
        "S7.2",
        CLEARING,
        [[("text_input", "name", "set_value", "Ann"), ("selectbox", 0, "select", "b"), CLEAR]],
    ),
    Case(
        "a cleared form sends the first values next time",
        "S7.2 S17.3",
        CLEARING,
        [
            [("text_input", "name", "set_value", "Ann"), ("selectbox", 0, "select", "b"), CLEAR],
            ("checkbox", "other", "check"),
            ("run",),
            CLEAR,
        ],
    ),
    Case(
        "a cleared form sends what is entered anew, and first values for the rest",
        "S7.2",
        CLEARING,
        [
            [("text_input", "name", "set_value", "Ann"), ("selectbox", 0, "select", "b"), CLEAR],
            [("selectbox", 0, "select", "c"), CLEAR],
            CLEAR,
        ],
    ),
    Case(
        "an assigned value is sent by a form that was not cleared",
        "S7.2",
        CLEARING,
        [("state", "name", "set"), CLEAR],
    ),
    Case(
        "a form that asks for no Enter is a form like any other",
        "S7.3",
        FORM.replace("st.form('f')", "st.form('f', enter_to_submit=False, border=False)"),
        [[("text_input", "name", "set_value", "Ann"), GO]],
    ),
    Case(
        "a disabled button does not submit",
        "S7.3 S3.10",
        FORM.replace("('Go')", "('Go', disabled=True)"),
        [[("text_input", "name", "set_value", "Ann"), GO]],
    ),
    *[
        Case(f"in a form: {claim}", "S7.4", f"with st.form('f'):\n    {call}\nst.text('after')")
        for claim, call in {
            "a button": "st.button('x')",
            "a callback before the button": "st.button('x', on_click=print)",
            "a callback": "st.text_input('x', on_change=print)",
            "a callback that is none": "st.text_input('x', on_change=5)",
            "words for callbacks": "st.text_input('x', on_change='ignore')",
            "another form": "st.form('g')",
            "another form, by its handle": "st.container().form('g')",
            "a form of the sidebar": "st.sidebar.form('g')",
            "a button in a column": "st.columns(2)[1].button('x')",
            "a submit button with a word": "st.form_submit_button('x', on_click='rerun')",
            "a submit button with a number": "st.form_submit_button('x', on_click=5)",
            "a submit button of an unknown type": "st.form_submit_button('x', type='big')",
            "a reserved key": "st.form_submit_button('x', key='$$ID')",
        }.items()
    ],
    Case("a submit button needs a form", "S7.4", "st.text('a')\nst.form_submit_button('x')"),
    Case("a submit button with a key needs a form", "S7.4", "st.form_submit_button('x', key='k')"),
    Case("a form may lack a button", "S7.5", "with st.form('f'):\n    st.text_input('x', key='x')"),
    Case(
        "two buttons of one label have one key",
        "S7.5",
        "with st.form('f'):\n    st.form_submit_button('x')\n    st.form_submit_button('x')",
    ),
    Case(
        "a label may come again in another form, or with a key",
        "S7.5",
        "with st.form('f'):\n    st.form_submit_button('x')\n"
        "    st.form_submit_button('x', key='k')\n"
        "with st.form('g'):\n    st.form_submit_button('x')\n    st.form_submit_button()",
    ),
    Case("a form's key is unique", "S7.5", "st.form('f')\nst.sidebar.form('f')"),
    Case(
        "a form's key is no input's and no container's",
        "S7.5 S2.5",
        "st.text_input('a', key='f')\nst.container(key='g')\nst.form('f')\nst.form('g')",
    ),
    Case(
        "an equal input in a form is another",
        "S7.5 S2.5",
        "st.text_input('a')\nwith st.form('f'):\n    st.text_input('a')\n"
        "with st.form('g'):\n    st.text_input('a')\n    st.text_input('a')",
    ),
    Case(
        "a form cannot be assigned before",
        "S7.5 S3.7",
        "st.session_state.f = 1\nst.form('f')",
    ),
    Case(
        "a form cannot be assigned after",
        "S7.5 S3.5",
        "st.form('f')\nst.session_state.f = 1",
    ),
    Case(
        "an input with a key keeps its value on its way into a form and out",
        "S7.6 S2.3",
        """
where = st.checkbox('in', key='in')
if where:
    with st.form('f'):
        st.text_input('a', key='a')
        st.form_submit_button('Go')
else:
    st.text_input('a', key='a')
""",
        [
            ("text_input", "a", "set_value", "x"),
            ("checkbox", "in", "check"),
            [("text_input", "a", "set_value", "y"), GO],
            ("checkbox", "in", "uncheck"),
        ],
    ),
    *[
        Case(f"the tree says what is in a form: {claim}", "S7.6", script)
        for claim, script in {
            "handles": "f = st.form('f')\nst.button('b')\nf.text_input('a')\n"
            "f.form_submit_button()",
            "columns": "with st.form('f'):\n    a, b = st.columns(2)\na.form_submit_button('x')",
            "deep": "with st.form('f'):\n    a = st.container().container()\n"
            "with a, st.expander('e'):\n    st.form_submit_button('x')",
            "from the sidebar": "f = st.form('f')\nwith st.sidebar:\n    f.form_submit_button('x')",
            "a block from before": "c = st.container()\nwith st.form('f'), c:\n    st.button('x')",
            "its handle": "c = st.container()\nwith st.form('f'):\n    c.button('x')",
            "the sidebar's handle": "with st.form('f'):\n    st.sidebar.button('x')",
            "the sidebar chosen": "with st.form('f'), st.sidebar:\n    st.button('x')",
            "the sidebar chosen, a form": "with st.form('f'), st.sidebar:\n    st.form('g')",
            "what replaces an element": "with st.form('f'):\n    t = st.text('x')\nt.button('y')",
            "a slot": "slot = st.empty()\nwith slot.form('f'):\n    st.form_submit_button('x')",
            "a form in the sidebar": "with st.sidebar.form('f'):\n    st.form_submit_button('x')",
            "with binds nothing": "with st.form('f') as f:\n    st.text(f)",
        }.items()
    ],
]
