"""The address, and what the browser tells."""

from streamlit.testing.v1 import AppTest, AppTestError


def app():
    import streamlit as st

    st.text(st.query_params.get("q", "nothing"))
    st.text(st.query_params.get_all("many"))
    if st.button("set"):
        st.query_params.q = "set"
        st.query_params["many"] = ["a", "b"]
    st.text((st.context.timezone, st.context.locale, st.context.theme.type, st.context.url))


def test_parameters_are_read_and_written():
    at = AppTest.from_function(app)
    at.query_params["q"] = "given"
    at.query_params["many"] = ["x", "y"]
    at.run()
    assert at.text[0].value == "given"
    assert at.text[1].value == "['x', 'y']"
    assert at.query_params == {"q": "given", "many": ["x", "y"]}

    at.button[0].click().run()

    assert at.query_params == {"q": "set", "many": ["a", "b"]}


def test_the_browser_tells():
    at = AppTest.from_function(app)
    assert at.run().text[2].value == "(None, None, None, None)"

    at.context["timezone"] = "Europe/Berlin"
    at.context.update(locale="de-DE", theme="dark", url="http://here")

    assert at.run().text[2].value == "('Europe/Berlin', 'de-DE', 'dark', 'http://here')"


def test_what_no_browser_tells_is_refused():
    for context in ({"colour": "red"}, {"theme": "pink"}, {"timezone_offset": "x"}, [1]):
        at = AppTest.from_function(app)
        at.context = context
        try:
            at.run()
        except AppTestError:
            continue
        raise AssertionError(context)
