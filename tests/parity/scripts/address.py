"""Values in the address of the page, the browser's facts, the options of the configuration."""

from __future__ import annotations

from tests.parity.case import Case

_RUN = ("run",)
_BOUND = "key='k', bind='query-params')"


def _tried(*lines: str) -> str:
    tried = [
        f"try:\n    st.text(repr({line}))\nexcept Exception as e:\n    st.text(type(e).__name__)"
        for line in lines
    ]
    return "\n".join(tried)


def _seeded(name: str, call: str, given: object) -> Case:
    """Return a case where the address says the value of an input; what is wrong is dropped."""
    script = (
        "n = st.session_state.get('n', 0)\nst.session_state.n = n + 1\n"
        f"if n:\n    st.text(repr(st.{call}, {_BOUND}))\n    st.text(sorted(st.query_params))"
    )
    return Case(name, "S4.2", script, [("query", "k", given)])


CASES = [
    Case("binding needs a key", "S4.1", "st.slider('s', 0, 9, bind='query-params')"),
    Case(
        "a bound key is not one of the embedding",
        "S4.1",
        "st.slider('s', key='Embed', bind='query-params')",
    ),
    Case(
        "a password is not bound",
        "S4.1",
        "st.text_input('p', type='password', key='p', bind='query-params')",
    ),
    Case("there is one way to bind", "S4.1", "st.slider('s', key='k', bind='url')"),
    Case(
        "a bound parameter is not set by hand",
        "S4.2",
        f"st.slider('s', 0, 9, 3, {_BOUND}\nst.query_params['other'] = 1\n"
        + _tried(
            "st.query_params.__setitem__('k', 5)",
            "st.query_params.__delitem__('k')",
            "st.query_params.update(k=5, m=6)",
            "st.query_params.from_dict({'k': 5})",
            "dict(st.query_params)",
        ),
    ),
    Case(
        "a bound input outlives being hidden",
        "S4.2",
        "show = st.checkbox('show', True, key='show')\n"
        f"if show:\n    st.slider('s', 0, 9, 3, {_BOUND}\nst.text(st.session_state.get('k'))",
        [
            ("slider", "k", "set_value", 7),
            ("checkbox", "show", "uncheck"),
            _RUN,
            ("checkbox", "show", "check"),
            _RUN,
        ],
    ),
    *(
        _seeded(f"an address says {given!r} to st.{call})", call, given)
        for call, given in [
            ("slider('s', 0, 10, 3", "7"),
            ("slider('s', 0, 10, 3", "99"),
            ("slider('s', 0, 10, 3", "x"),
            ("slider('s', 0, 10, 3", "3"),
            ("slider('s', 0, 10, (2, 5)", ["3", "4"]),
            ("slider('s', 0, 10, (2, 5)", ["4"]),
            ("checkbox('c'", "true"),
            ("checkbox('c'", "FALSE"),
            ("checkbox('c'", "1"),
            ("number_input('n', 0, 10, 3", "7.5"),
            ("number_input('n', 0, 10, 3", "99"),
            ("number_input('n', value=None", "7.5"),
            ("number_input('n', value=None", ""),
            ("text_input('t', 'd'", "hi"),
            ("text_input('t', 'd'", ""),
            ("text_input('t', 'd', 3", "hello"),
            ("selectbox('s', ['a', 'b', '5']", "5"),
            ("selectbox('s', ['a', 'b']", "c"),
            ("selectbox('s', ['a'], accept_new_options=True", "c"),
            ("radio('r', ['a', 'b'], format_func=str.upper", "B"),
            ("radio('r', ['a', 'b'], format_func=str.upper", "b"),
            ("multiselect('m', ['a', 'b', 'c']", ["a", "z", "b"]),
            ("multiselect('m', ['a', 'b', 'c']", ["a", "a"]),
            ("multiselect('m', ['a', 'b'], ['b']", ""),
            ("multiselect('m', ['a', 'b'], max_selections=1", ["a", "b"]),
            ("select_slider('s', ['a', 'b', 'c']", "b"),
            ("select_slider('s', ['a', 'b', 'c'], ('a', 'b')", ["c", "a"]),
            ("date_input('d', '2020-01-01'", "2020/01/05"),
            ("date_input('d', '2020-01-01'", "x"),
            ("time_input('t', '08:00'", "9:30"),
            ("datetime_input('t', '2020-01-01 08:00'", "2020-01-05T09:30"),
            ("color_picker('c'", "ff0000"),
            ("pills('p', ['a', 'b']", "b"),
            ("pills('p', ['a', 'b'], selection_mode='multi'", ["b", "z"]),
            ("segmented_control('p', ['a', 'b']", "z"),
            ("feedback('stars'", "3"),
            ("feedback('stars'", "9"),
            ("pagination(10", "3"),
            ("pagination(10", "99"),
            ("color_picker('c'", "x"),
        ]
    ),
    Case(
        "an address says which tab is open, and whether an expander is",
        "S4.2",
        "n = st.session_state.get('n', 0)\nst.session_state.n = n + 1\n"
        "if n:\n    st.text([t.open for t in st.tabs(['a', 'b'], key='t', bind='query-params')])\n"
        "    st.text(st.expander('e', key='e', bind='query-params').open)\n"
        "    st.text(sorted(st.query_params.items()))",
        [[("query", "t", "b"), ("query", "e", "true")]],
    ),
    Case(
        "query_params is a mapping of texts",
        "S15.1",
        "q = st.query_params\nq['a'] = 1\nq.b = ['x', 2]\n"
        + _tried(
            "[q['a'], q.b, q['b'], q.get_all('b'), q.get_all('zz')]",
            "q.zz",
            "q['zz']",
            "[q.get('zz', 5), len(q), list(q), 'a' in q, 'embed' in q]",
            "q.__setitem__('d', {})",
            "q.__setitem__('embed', '1')",
            "q.__setitem__('EMBED_options', '1')",
            "[q.update({'c': 3}, d=4), q.update([('e', 'f')]), dict(q)]",
            "[q.from_dict({'x': [1, 2], 'y': None}), dict(q), q.get_all('x')]",
            "[q.from_dict([('k', '1'), ('k', '2')]), q.get_all('k')]",
            "[q.pop('k'), q.to_dict()]",
            "q.pop('k')",
            "q.__delattr__('k')",
            "q.__delitem__('k')",
            "[q.__setitem__('l', []), q['l'], q.get_all('l')]",
            "q.from_dict({'z': {}})",
            "q.from_dict({'embed': 1})",
            "dict(q)",
            "[q.setdefault('s', 3), q.popitem()]",
            "[q.clear(), len(q), bool(q), q == {}]",
        ),
    ),
    Case(
        "a test says the address",
        "S15.1",
        "st.text(dict(st.query_params))\nst.text(st.query_params.get_all('b'))",
        [[("query", "a", "1"), ("query", "b", ["x", "y"])], _RUN],
    ),
    Case(
        "what the script sets stays in the address",
        "S15.1",
        "st.text(dict(st.query_params))\nst.query_params.n = len(st.query_params) + 1",
        [_RUN, _RUN],
    ),
    Case(
        "context knows nothing where there is no browser",
        "S15.2",
        "c = st.context\n"
        + _tried(
            "[c.timezone, c.timezone_offset, c.locale, c.url, c.is_embedded]",
            "[c.theme.type, c['theme']['type'], dict(c.cookies)]",
            "[c['url'], 'url' in c, 'nope' in c, list(c.headers), c.headers.get_all('x')]",
            "c['nope']",
            "c.nope",
            "iter(c)",
            "len(c)",
            "c.headers['x']",
            "c.theme.nope",
        ),
    ),
    Case(
        "options are read by name, and some are set",
        "S15.4",
        _tried(
            "st.get_option('client.showErrorDetails')",
            "st.get_option('runner.enumCoercion')",
            "[st.get_option('theme.primaryColor'), st.get_option('server.maxUploadSize')]",
            "st.get_option('zz.y')",
            "st.get_option('client')",
            "st.set_option('zz.y', 1)",
            "st.set_option('runner.magicEnabled', False)",
            "[st.set_option('client.toolbarMode', 'viewer'), st.get_option('client.toolbarMode')]",
            "st.set_option('client.toolbarMode', 'auto')",
        ),
    ),
    Case(
        "the page's looks are checked",
        "S15.4",
        _tried(
            "st.set_page_config('T', layout='wide')",
            "st.set_page_config(layout='x')",
            "st.set_page_config(initial_sidebar_state='x')",
            "st.set_page_config(initial_sidebar_state=0)",
            "st.set_page_config(initial_sidebar_state=300)",
            "st.set_page_config(initial_sidebar_state='locked')",
            "st.set_page_config(menu_items={'x': 1})",
            "st.set_page_config(menu_items={'Get help': 'hi'})",
            "st.set_page_config(menu_items={'Get Help': None, 'about': '# hi'})",
            "st.set_page_config(menu_items={'Report a Bug': 'mailto:a@b.c'})",
            "st.set_page_config(page_icon=':rocket:')",
            "st.set_page_config(page_icon='random')",
        ),
    ),
]
