"""`st.query_params`, and inputs that are bound to it."""

from __future__ import annotations

from typing import Any

import pytest

from ipyrerun.errors import StreamlitAPIException, StreamlitQueryParamDictValueError
from ipyrerun.query import Query, parse
from ipyrerun.session import Session
from tests.elements.stage import Stage, raised
from tests.test_apps import app_of, edit, text_of


def dashboard(query: str = "") -> Session:
    """Return the session of a kernel that serves a dashboard of Voila."""
    return Session(Query("", query))


BOUND = "st.slider('n', 0, 10, 3, key='n', bind='query-params')\nst.text(dict(st.query_params))"


def test_an_address_says_with_what_an_input_begins_and_follows_it():
    session = dashboard("n=7&mine=1&token=secret")
    stage = Stage(BOUND, session)
    assert session.address is not None
    assert (stage.state["n"], stage.said()) == (7, "{'n': '7', 'mine': '1'}")

    stage.set(stage.one("slider"), 5)
    assert session.address.text == "n=5&mine=1&token=secret"
    stage.set(stage.one("slider"), 3)
    assert session.address.text == "mine=1&token=secret"


@pytest.mark.parametrize("text", ["99", "x", "3", ""])
def test_what_an_address_cannot_mean_is_taken_out_of_it(text: str):
    session = dashboard(f"n={text}")

    stage = Stage(BOUND, session)

    assert (stage.state["n"], stage.said()) == (3, "{}")
    assert session.address is not None
    assert session.address.version > 0


def test_in_a_notebook_each_app_has_an_address_of_its_own():
    session = Session()
    one, two = (app_of(session, name, BOUND) for name in ("one", "two"))

    edit(one, "slider:n", 5)
    two.loop.drain()

    assert (text_of(one), text_of(two)) == (["{'n': '5'}"], ["{'n': '5'}"])
    assert session.query("one") is not session.query("two")


def test_in_a_dashboard_who_reads_the_address_hears_of_a_change():
    session = dashboard()
    shows = app_of(session, "shows", "st.text(dict(st.query_params))")
    sets = app_of(session, "sets", "st.slider('n', 0, 9, key='n', bind='query-params')")

    edit(sets, "slider:n", 5)
    shows.loop.drain()

    assert text_of(shows) == ["{'n': '5'}"]


def test_a_bound_input_that_is_hidden_leaves_the_address_and_keeps_its_value():
    session = dashboard("n=7")
    stage = Stage(
        "if st.checkbox('c', True, key='c'):\n    " + BOUND.split("\n", maxsplit=1)[0], session
    )
    assert session.address is not None

    stage.set(stage.one("checkbox"), False).run()
    assert (session.address.text, stage.state["n"]) == ("", 7)
    stage.set(stage.one("checkbox"), True)

    assert (session.address.text, stage.one("slider").value) == ("n=7", 7)


def test_an_input_that_is_not_bound_any_more_leaves_the_address():
    session = dashboard("n=7")
    stage = Stage(
        "is_bound = st.checkbox('c', True, key='c')\n"
        "st.slider('n', 0, 10, 3, key='n', bind='query-params' if is_bound else None)\n"
        "st.query_params['free'] = 1",
        session,
    )
    stage.set(stage.one("checkbox"), False)

    assert session.address is not None
    assert (session.address.text, session.address.bound) == ("free=1", set())


@pytest.mark.parametrize(
    ("deed", "text"),
    [
        (
            "st.query_params.n = 5",
            (
                "st.query_params['n'] belongs to the input with this key, which is bound to it "
                "(`bind=\"query-params\"`); assign st.session_state['n'], or let the input go"
            ),
        ),
        (
            "st.query_params.clear()",
            (
                "st.query_params.clear: 'n' belongs to inputs that are bound to it "
                '(`bind="query-params"`); remove the others one by one'
            ),
        ),
    ],
)
def test_a_bound_parameter_is_the_inputs_alone(deed: str, text: str):
    error = Stage(f"{BOUND}\n{deed}", dashboard("n=7")).error

    assert (type(error), str(error)) == (StreamlitAPIException, text)


@pytest.mark.parametrize(
    ("deed", "kind", "text"),
    [
        (
            "st.query_params['a'] = {}",
            StreamlitQueryParamDictValueError,
            (
                "st.query_params['a'] is {}, a dict; give a text or a list of texts, or use "
                "st.query_params.from_dict for several parameters"
            ),
        ),
        (
            "st.query_params['Embed'] = 1",
            StreamlitAPIException,
            (
                "st.query_params['Embed'] cannot be set by a script: it says how the page is "
                "embedded; use another name"
            ),
        ),
        ("st.query_params['zz']", KeyError, "\"st.query_params has no key 'zz'\""),
        (
            "st.slider('s', key='embed', bind='query-params')",
            StreamlitAPIException,
            "st.slider: `key` is 'embed', which says how the page is embedded; use another key",
        ),
        (
            "st.slider('s', key='k', bind='url')",
            Exception,
            "st.slider: `bind` is 'url'; give \"query-params\", or leave it out",
        ),
        (
            "st.text_input('p', type='password', key='k', bind='query-params')",
            Exception,
            (
                "st.text_input: `bind` is 'query-params' and `type` is \"password\", but an "
                "address can be read by everybody; leave one of them out"
            ),
        ),
    ],
)
def test_errors_name_the_parameter_and_the_remedy(deed: str, kind: type[Exception], text: str):
    error = raised(deed)

    assert isinstance(error, kind)
    assert str(error) == text


def test_a_refused_parameter_leaves_all_as_they_were():
    stage = Stage("st.query_params.a = 1")
    query = stage.session.query("cell")

    wrongs: list[dict[str, Any]] = [{"a": 2, "embed": 1}, {"b": {}}]
    for wrong in wrongs:
        with pytest.raises(StreamlitAPIException):
            raise raised_with(stage, wrong)

    assert query.params == {"a": ["1"]}


def raised_with(stage: Stage, wrong: dict[str, Any]) -> BaseException:
    other = Stage("st.query_params.update(wrong)", stage.session, wrong=wrong)
    assert other.error is not None
    return other.error


def test_an_address_that_nobody_can_have_meant_is_none():
    assert parse("a=1&b=&a=2") == {"a": ["1", "2"], "b": [""]}
    assert parse("&".join(f"k{i}=1" for i in range(2000))) == {}
    assert parse("a=" + "x" * 600_000) == {}


def hello(app, query: str) -> None:
    app.listen({"type": "hello", "query": query, "client": {"theme": "dark", "timezone": "UTC"}})
    app.loop.drain()


def test_an_address_that_only_the_browser_knows_says_the_values_then():
    session = dashboard()
    app = app_of(session, "app", BOUND)
    assert text_of(app) == ["{}"]

    hello(app, "n=7&x=1")

    assert (text_of(app), session.state.values["n"]) == (["{'n': '7', 'x': '1'}"], 7)


def test_a_browser_whose_address_the_script_has_changed_is_told():
    session = dashboard("n=99")
    app = app_of(session, "app", BOUND)

    hello(app, "n=99")

    assert (text_of(app), session.address.text if session.address else "") == (["{}"], "")


def test_what_a_browser_says_of_itself_reruns_who_has_asked():
    session = Session()
    asked = app_of(session, "asked", "c = st.context\nst.text([c.theme.type, c['timezone']])")
    other = app_of(session, "other", "st.text('x')")
    assert text_of(asked) == ["[None, None]"]

    asked.listen({"type": "client", "client": {"theme": "dark", "timezone": "Asia/Tokyo"}})

    assert not other.loop._queue
    asked.loop.drain()
    assert text_of(asked) == ["['dark', 'Asia/Tokyo']"]


def test_headers_are_those_that_voila_hands_on(monkeypatch):
    monkeypatch.setenv("HTTP_ACCEPT_LANGUAGE", "de")
    monkeypatch.setenv("HTTP_COOKIE", "a=1; b=two")
    monkeypatch.setenv("REMOTE_ADDR", "10.0.0.1")
    stage = Stage(
        "c = st.context\nst.text([c.headers['accept-language'], c.headers.get_all('X'),"
        " c.cookies.to_dict(), c.ip_address])"
    )

    assert stage.said() == "['de', [], {'a': '1', 'b': 'two'}, '10.0.0.1']"


def test_a_switch_to_another_page_gives_it_the_query_that_was_asked_for():
    stage = Stage(
        "def one():\n    st.query_params.a = 1\n    if st.button('go'):\n"
        "        st.switch_page(pages[1], query_params={'b': 2})\n"
        "def two():\n    st.text(dict(st.query_params))\n"
        "pages = [st.Page(one), st.Page(two)]\nst.navigation(pages, position='hidden').run()"
    )

    stage.send(stage.one("button"))

    assert stage.said() == "{'b': '2'}"


@pytest.mark.parametrize(("scope", "kept"), [("page", "None"), ("session", "typed")])
def test_what_is_kept_for_a_page_goes_with_it(scope: str, kept: str):
    stage = Stage(
        "def one():\n"
        f"    st.text_input('t', key='t', persist_state={scope!r})\n"
        "    if st.button('go'):\n        st.switch_page(pages[1])\n"
        "def two():\n    st.text(st.session_state.get('t'))\n"
        "pages = [st.Page(one), st.Page(two)]\nst.navigation(pages, position='hidden').run()"
    )
    stage.set(stage.one("text_input"), "typed")

    stage.send(stage.one("button"))

    assert stage.said() == kept


def test_a_range_in_an_address_is_put_in_order():
    session = dashboard("n=9&n=1")

    stage = Stage("st.slider('n', 0, 10, (2, 5), key='n', bind='query-params')", session)

    assert stage.state["n"] == (1, 9)
    assert session.address is not None
    assert session.address.text == "n=1&n=9"


def test_an_address_that_says_the_default_leaves_what_the_script_assigned():
    session = dashboard("n=3")

    stage = Stage(f"st.session_state.n = 5\n{BOUND}", session)

    assert (stage.state["n"], stage.said()) == (5, "{'n': '5'}")


@pytest.mark.parametrize("name", ["token", "theme", "template", "voila-theme", "voila-template"])
@pytest.mark.parametrize("query", ["", "{}=SECRET"])
def test_no_input_of_a_dashboard_can_be_bound_to_what_its_server_reads(name: str, query: str):
    session = dashboard(query.format(name))

    stage = Stage(f"st.text_input('t', key={name!r}, bind='query-params')", session)

    assert (type(stage.error), str(stage.error)) == (
        StreamlitAPIException,
        (
            f"st.text_input: `key` is {name!r}, which Jupyter and Voila read in the address of a "
            "dashboard; with `bind`, use another key"
        ),
    )
    assert "SECRET" not in repr([node.value for node in stage])
    assert session.address is not None
    assert session.address.text == query.format(name)


def test_in_a_notebook_an_input_is_bound_under_any_name():
    stage = Stage("st.text_input('t', key='theme', bind='query-params')")

    stage.set(stage.one("text_input"), "dark")

    assert stage.session.query("cell").text == "theme=dark"


def test_a_switch_to_another_page_leaves_what_is_the_servers():
    session = dashboard("token=a&theme=dark&voila-template=c&mine=1")
    stage = Stage(
        "def one():\n    if st.button('go'):\n        st.switch_page(pages[1])\n"
        "def two():\n    st.text(dict(st.query_params))\n"
        "pages = [st.Page(one), st.Page(two)]\nst.navigation(pages, position='hidden').run()",
        session,
    )

    stage.send(stage.one("button"))

    assert stage.said() == "{'page': 'two'}"
    assert session.address is not None
    assert session.address.text == "token=a&theme=dark&voila-template=c&page=two"


def test_what_is_not_the_scripts_stays_in_the_address():
    session = dashboard("embed=true&token=secret&a=1")

    stage = Stage("st.text(dict(st.query_params))\nst.query_params.clear()", session)

    assert stage.said() == "{'a': '1'}"
    assert session.address is not None
    assert session.address.text == "embed=true&token=secret"
