"""Several pages."""

from streamlit.testing.v1 import AppTest


def test_a_test_turns_pages():
    at = AppTest.from_file("apps/book.py").run()
    assert at.header[0].value == "First"
    assert at.text[0].value == "on One"

    at.switch_page("pages/two.py").run()

    assert at.header[0].value == "Second"
    assert len(at.text_input) == 0
    assert at.run().header[0].value == "Second"


def test_a_page_that_is_not_there_is_refused():
    at = AppTest.from_file("apps/book.py").run()
    try:
        at.switch_page("pages/three.py")
    except ValueError:
        return
    raise AssertionError("it was found")
