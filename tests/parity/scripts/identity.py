"""What makes two inputs the same, parameter by parameter, with a key and without.

Each case draws one kind of input several times. Every copy has one parameter that a toggle changes;
its user has set all of them before.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, NamedTuple

from tests.parity.case import Case


class Kind(NamedTuple):
    """One kind of input.

    Parameters
    ----------
    given
        Its parameters, in a script's words.
    chosen
        What the user sets.
    changes
        By parameter: in other words.
    """

    given: dict[str, str]
    chosen: Any
    changes: dict[str, str]


# What no input's identity depends on while it has a key, and what it does without.
_COMMON = {"label": "'other'", "help": "'help'", "label_visibility": "'collapsed'", "width": "300"}
_TOGGLED = {
    "label": "'other'",
    "help": "'help'",
    "label_visibility": "'collapsed'",
    "value": "True",
}
KINDS = {
    "slider": Kind(
        {"label": "'x'", "min_value": "0", "max_value": "10", "value": "2", "step": "1"},
        7,
        {
            **_COMMON,
            "min_value": "-5",
            "max_value": "20",
            "value": "3",
            "step": "7",
            "format": "'%d m'",
        },
    ),
    "number_input": Kind(
        {"label": "'x'", "min_value": "0", "max_value": "10", "value": "2", "step": "1"},
        7,
        {**_COMMON, "min_value": "1", "max_value": "20", "value": "3", "step": "7"}
        | {"format": "'%03d'", "placeholder": "'p'", "icon": "'🔍'"},
    ),
    "text_input": Kind(
        {"label": "'x'", "value": "'v'"},
        "abc",
        {**_COMMON, "value": "'w'", "max_chars": "9", "type": "'password'", "placeholder": "'p'"}
        | {"autocomplete": "'off'", "icon": "'🔍'", "validate": "'^a'", "live": "True"},
    ),
    "text_area": Kind(
        {"label": "'x'", "value": "'v'"},
        "abc",
        {**_COMMON, "value": "'w'", "max_chars": "9", "height": "200", "placeholder": "'p'"},
    ),
    "selectbox": Kind(
        {"label": "'x'", "options": "['a', 'b', 'c']"},
        "b",
        {**_COMMON, "index": "2", "placeholder": "'p'", "accept_new_options": "True"}
        | {"options": "['z', 'b']", "format_func": "lambda o: o + '!'", "filter_mode": "'prefix'"},
    ),
    "radio": Kind(
        {"label": "'x'", "options": "['a', 'b', 'c']"},
        "b",
        {**_COMMON, "index": "2", "horizontal": "True", "captions": "['1', '2', '3']"}
        | {"options": "['z', 'y']", "format_func": "str.upper"},
    ),
    "multiselect": Kind(
        {"label": "'x'", "options": "['a', 'b', 'c']"},
        ["c", "b"],
        {**_COMMON, "default": "['a']", "options": "['b', 'z']", "max_selections": "3"}
        | {"placeholder": "'p'", "accept_new_options": "True"},
    ),
    "select_slider": Kind(
        {"label": "'x'", "options": "['a', 'b', 'c']"},
        "b",
        {**_COMMON, "value": "'c'", "options": "['b', 'z', 'y']"},
    ),
    "checkbox": Kind({"label": "'x'"}, True, _TOGGLED),
    "color_picker": Kind({"label": "'x'"}, "#ff0000", {**_COMMON, "value": "'#00ff00'"}),
    "date_input": Kind(
        {"label": "'x'", "value": "'2020-01-02'"},
        date(2020, 1, 5),
        {**_COMMON, "value": "'2020-01-03'", "min_value": "'2019-01-01'"}
        | {"max_value": "'2021-01-01'", "format": "'DD.MM.YYYY'"},
    ),
    "time_input": Kind(
        {"label": "'x'", "value": "'08:45'"},
        time(9, 30),
        {**_COMMON, "value": "'10:00'", "step": "600"},
    ),
    "datetime_input": Kind(
        {"label": "'x'", "value": "'2020-01-02 08:45'"},
        datetime(2020, 1, 5, 9, 30),  # noqa: DTZ001 - what an input without zones gives
        {**_COMMON, "value": "'2020-01-03 10:00'", "step": "600", "format": "'DD.MM.YYYY'"},
    ),
}
_TOGGLE = "big = st.toggle('big', key='big')\n"
_TURN = [("toggle", "big", "set_value", True), ("toggle", "big", "set_value", False)]


def _call(name: str, kind: Kind, changed: str, key: str) -> str:
    params = dict(kind.given)
    if not key:
        params["label"] = repr(changed)
    other = kind.changes[changed]
    words = {word: text for word, text in params.items() if word != changed}
    if changed in params:
        words = {changed: f"{other} if big else {params[changed]}", **words}
        if changed == "label" and not key:
            words["label"] = "'label!' if big else 'label'"
        given = ", ".join(f"{word}={text}" for word, text in words.items())
    else:
        given = ", ".join(f"{word}={text}" for word, text in words.items())
        given += f", **({{{changed!r}: {other}}} if big else {{}})"
    return f"st.{name}({given}{f', key={key!r}' if key else ''})"


def _with_keys(name: str, kind: Kind) -> Case:
    calls = [_call(name, kind, changed, f"k_{changed}") for changed in kind.changes]
    steps = [(name, f"k_{changed}", "set_value", kind.chosen) for changed in kind.changes]
    return Case(
        f"a {name} with a key keeps its value, or begins anew, with another parameter",
        "S2.3 S2.4",
        _TOGGLE + "\n".join(calls),
        [steps, *_TURN],
    )


def _without_keys(name: str, kind: Kind) -> Case:
    calls = [_call(name, kind, changed, "") for changed in kind.changes]
    steps = [(name, place, "set_value", kind.chosen) for place in range(len(calls))]
    return Case(
        f"a {name} without a key is another one with another parameter, if it is shown otherwise",
        "S2.2",
        _TOGGLE + "\n".join(calls),
        [steps, *_TURN],
    )


def _moved(name: str) -> list[Any]:
    return [(name, "k", "set_value", 7), *_TURN]


CASES = [
    *(_with_keys(name, kind) for name, kind in KINDS.items()),
    *(_without_keys(name, kind) for name, kind in KINDS.items()),
    Case(
        "bounds that widen keep a number, bounds that shut it out do not",
        "S2.4",
        _TOGGLE + "st.number_input('n', 0, 20 if big else 10, 3, key='k')\n"
        "st.number_input('m', 0, 5 if big else 10, 3, key='m')",
        [[("number_input", "k", "set_value", 7), ("number_input", "m", "set_value", 7)], *_TURN],
    ),
    Case(
        "a default that nobody touched is kept under another default",
        "S2.4",
        _TOGGLE + "st.text_input('t', 'new' if big else 'old', key='k')\n"
        "st.slider('s', 0, 9, 5 if big else 2, key='s')\nst.checkbox('c', big, key='c')",
        _TURN,
    ),
    Case(
        "an option whose label has gone gives way to the default, in the state too",
        "S2.4",
        _TOGGLE + "options = ['x', 'y'] if big else ['a', 'b']\n"
        "st.selectbox('s', options, 1, key='s')\nst.radio('r', options, None, key='r')\n"
        "st.multiselect('m', [*options, 'z'], key='m')\n"
        "st.select_slider('l', options, key='l')",
        [
            [
                ("selectbox", "s", "set_value", "a"),
                ("radio", "r", "set_value", "b"),
                ("multiselect", "m", "set_value", ["z", "a"]),
                ("select_slider", "l", "set_value", "b"),
            ],
            *_TURN,
        ],
    ),
    Case(
        "an option stays although it moves or is written otherwise",
        "S2.4",
        _TOGGLE + "st.selectbox('s', [3, 1, 2] if big else [1, 2, 3], key='s')\n"
        "st.radio('r', ['b', 'a'] if big else ['a', 'b'], key='r')",
        [[("selectbox", "s", "set_value", 2), ("radio", "r", "set_value", "b")], *_TURN],
    ),
    Case(
        "another kind of input under a key begins anew",
        "S2.4",
        _TOGGLE + "if big: st.text_input('k', 'a', key='k')\n"
        "else: st.slider('k', 0, 10, 2, key='k')",
        _moved("slider"),
    ),
    Case(
        "a number and a slider under one key are two inputs",
        "S2.4",
        _TOGGLE + "if big: st.number_input('k', 0, 10, 1, key='k')\n"
        "else: st.slider('k', 0, 10, 2, key='k')",
        _moved("slider"),
    ),
    Case(
        "a checkbox and a toggle under one key are two inputs",
        "S2.4",
        _TOGGLE + "if big: st.toggle('k', key='k')\nelse: st.checkbox('k', key='k')",
        [("checkbox", "k", "check"), ("toggle", "big", "set_value", True)],
    ),
    Case(
        "an input with a key moves to the sidebar and keeps its value, one without does not",
        "S2.1 S2.3",
        _TOGGLE + "place = st.sidebar if big else st\n"
        "place.slider('k', 0, 10, key='k')\nplace.number_input('n', 0, 10)",
        [[("slider", "k", "set_value", 7), ("number_input", 0, "set_value", 7)], *_TURN],
    ),
    Case(
        "inputs without keys keep their values while others come before them",
        "S2.1",
        _TOGGLE + "if big: st.slider('new', 0, 10)\nst.slider('old', 0, 10)",
        [("slider", 0, "set_value", 7), *_TURN],
    ),
    Case(
        "two equal inputs raise, and the first is drawn",
        "S2.5",
        "st.text_input('t')\nst.text('between')\nst.text_input('t')\nst.text('after')",
    ),
    Case(
        "equal inputs in the main block and in the sidebar are two",
        "S2.5",
        "st.text_input('t')\nst.sidebar.text_input('t')",
        [("text_input", 0, "set_value", "x")],
    ),
    Case(
        "equal inputs in two columns raise",
        "S2.5",
        "a, b = st.columns(2)\na.text_input('t')\nb.text_input('t')",
    ),
    Case(
        "equal inputs that only their callbacks, disabled or label_visibility tell apart raise",
        "S2.2 S2.5",
        "st.checkbox('c')\nst.checkbox('c', disabled=True, on_change=print,"
        " label_visibility='hidden')",
    ),
    Case("a key used twice raises", "S2.5", "st.text_input('a', key='k')\nst.slider('b', key='k')"),
    Case(
        "a number and its text are one key",
        "S2.5",
        "st.text_input('a', key=1)\nst.text(st.session_state['1'])\nst.text_input('b', key='1')",
    ),
    Case(
        "a key that is a number is a text in the state",
        "S2.5",
        "st.text_input('a', 'v', key=7)\nst.text(sorted(st.session_state))",
        [("text_input", "7", "set_value", "w")],
    ),
    Case(
        "containers share their keys with inputs",
        "S2.5",
        "st.container(key='k')\nst.text_input('b', key='k')",
    ),
    Case(
        "expanders share their keys with containers",
        "S2.5",
        "st.expander('e', key='k')\nst.container(key='k')",
    ),
    Case(
        "outputs never collide",
        "S2.6",
        "for i in range(2):\n    st.text('a')\n    st.markdown('a')\n    st.dataframe({'a': [1]})\n"
        "    st.line_chart([1])\n    st.image('https://example.com/x.png')\n    st.expander('e')\n"
        "    st.tabs(['a'])\n    st.metric('m', 1)\n    st.json({})",
    ),
    Case("an empty key is refused", "S2.7", "st.text_input('a', key='')\nst.text('after')"),
    Case(
        "an empty key of a container is none",
        "S2.7",
        "for i in range(2):\n    st.container(key='')",
    ),
    Case(
        "the state has no empty and no reserved keys",
        "S2.7",
        "for key in ('', '$$ID-x'):\n    for act in (\n"
        "        lambda: st.session_state[key],\n"
        "        lambda: key in st.session_state,\n"
        "        lambda: st.session_state.__setitem__(key, 1),\n"
        "        lambda: st.session_state.__delitem__(key),\n    ):\n"
        "        try:\n            act()\n        except Exception as error:\n"
        "            st.text(type(error).__name__)",
    ),
    Case("a reserved key is refused", "S2.7", "st.text_input('a', key='$$ID-x')\nst.text('after')"),
    Case(
        "a new error in the same place comes from the same input",
        "S2.1",
        "n = st.number_input('n', 0, 3, key='n')\nst.text([1, 2][n])\nst.slider('s', key='s')",
        [("number_input", "n", "set_value", 3), ("number_input", "n", "set_value", 1)],
    ),
]
