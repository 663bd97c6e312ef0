"""A file app with a module beside it."""

from streamlit.testing.v1 import AppTest


def test_an_empty_basket_stops_the_page():
    at = AppTest.from_file("apps/shop.py").run()

    assert not at.exception
    assert at.title[0].value == "Shop"
    assert at.info[0].value == "Nothing yet"
    assert len(at.table) == 0
    assert at.metric[0].value == "0.00"
    assert at.metric[0].label == "Total"


def test_adding_fills_the_basket():
    at = AppTest.from_file("apps/shop.py", default_timeout=10).run()

    at.selectbox(key="kind").select("pear")
    at.number_input(key="count").set_value(3)
    at.button(key="add").click().run()

    assert at.success[0].value == "3 x pear"
    assert at.session_state.basket == {"pear": 3}
    assert at.metric[0].value == "2.25"
    assert at.table[0].value["n"].tolist() == [3]
    at.button(key="add").click().run()
    assert at.session_state["basket"]["pear"] == 6


def test_a_missing_file_is_said():
    try:
        AppTest.from_file("apps/nothing.py")
    except FileNotFoundError as error:
        assert "nothing.py" in str(error)
    else:
        raise AssertionError("it was found")
