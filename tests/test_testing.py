"""`AppTest`: what a test reads and does is what a user sees and does."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ipyrerun import testing
from ipyrerun.elements import Container
from ipyrerun.testing import AppTest, AppTestError

PAGE = """
import ipyrerun as st
st.title("Weather")
month = st.slider("Month", 1, 12, 3, key="month")
low, high = st.slider("Range", 0.0, 1.0, (0.25, 0.5))
city = st.selectbox("City", ["Rome", "Oslo"], help="where", key=7)
is_wet = st.checkbox("Wet", key="wet")
name = st.text_input("Name", "Ada", disabled=True)
if st.button("Go", key="go"):
    st.success("gone")
st.sidebar.caption("aside")
st.markdown(f"{month} {low} {high} {city} {is_wet} {name}")
"""


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_string(PAGE).run()


def said(test: AppTest) -> str:
    return str(test.markdown[-1].value)


def test_elements_are_found_by_their_names_in_the_order_of_the_page(page: AppTest):
    assert page.title[0].value == "Weather"
    assert [s.label for s in page.slider] == ["Month", "Range"]
    assert page.get("slider").values == [3, (0.25, 0.5)]
    assert len(page.slider) == 2
    assert page.slider[-1].type == "slider"
    assert [s.label for s in page.slider[:1]] == ["Month"]
    assert len(page.number_input) == 0


def test_an_element_has_the_parameters_of_its_call_and_of_its_view(page: AppTest):
    city, month = page.selectbox(7), page.slider("month")

    assert (city.label, city.options, city.help, city.index) == (
        "City",
        ["Rome", "Oslo"],
        "where",
        0,
    )
    assert (city.key, month.key, page.title[0].key) == ("7", "month", None)
    assert (month.min_value, month.max_value) == (1, 12)
    assert (month.min, month.max, month.step) == (1, 12, 1)


def test_an_unknown_attribute_lists_those_that_there_are(page: AppTest):
    with pytest.raises(
        AttributeError,
        match=r"the element 'checkbox' has no 'tick'; it has .*check, .*key, .*uncheck, value",
    ):
        _ = page.checkbox[0].tick


def test_an_unknown_name_is_no_element(page: AppTest):
    with pytest.raises(AttributeError, match=r"no attribute .slidr., and st.slidr is no element"):
        _ = page.slidr


def test_a_key_that_is_not_there_lists_those_that_are(page: AppTest):
    with pytest.raises(KeyError, match="no element has the key 'year'; the keys are month"):
        page.slider("year")
    with pytest.raises(KeyError, match="the keys are none"):
        page.text_input("year")


def test_a_key_finds_an_element_of_any_kind(page: AppTest):
    assert page.get_by_key("wet").type == "checkbox"
    assert page.get_by_key(7).type == "selectbox"


def test_what_is_set_is_seen_by_the_next_run_and_not_before(page: AppTest):
    slider = page.slider("month").set_value(7)

    assert slider.value == 7
    assert said(page) == "3 0.25 0.5 Rome False Ada"
    assert said(slider.run()) == "7 0.25 0.5 Rome False Ada"


def test_everything_set_before_a_run_is_one_change(page: AppTest):
    page.slider[0].set_value(7)
    page.slider[1].set_range(0.1, 0.9)
    page.selectbox[0].select("Oslo")
    page.checkbox[0].check()

    assert said(page.run()) == "7 0.1 0.9 Oslo True Ada"
    assert said(page.checkbox[0].uncheck().run()) == "7 0.1 0.9 Oslo False Ada"
    assert said(page.selectbox[0].select_index(0).run()) == "7 0.1 0.9 Rome False Ada"


def test_a_click_is_true_in_one_run(page: AppTest):
    assert page.button("go").click().run().success[0].value == "gone"
    assert page.button("go").value is True
    assert len(page.run().success) == 0


def test_a_verb_starts_from_the_value_that_is_set_already():
    test = AppTest.from_string("import ipyrerun as st\nst.text(st.number_input('n', 0, 9))").run()

    test.number_input[0].increment().increment().decrement().increment().run()

    assert test.text[0].value == "2"


def test_a_disabled_input_refuses(page: AppTest):
    with pytest.raises(
        AppTestError, match=r"^st.text_input is disabled; a user could not change it$"
    ):
        page.text_input[0].input("Bob")


def test_an_output_refuses(page: AppTest):
    with pytest.raises(AppTestError, match=r"^st.title is no input; it has no value to set$"):
        page.title[0].set_value("Bob")


def test_main_and_sidebar_are_looked_through_alone(page: AppTest):
    assert page.sidebar.caption[0].value == "aside"
    assert len(page.main.caption) == 0
    assert [e.type for e in page.sidebar.children.values()] == ["caption"]
    assert len(AppTest.from_string("x = 1").run().sidebar.children) == 0


def test_blocks_hold_their_elements():
    test = AppTest.from_string(
        "import ipyrerun as st\nleft, right = st.columns(2)\nleft.text('a')\nright.text('b')"
    ).run()

    assert [c.text[0].value for c in test.columns] == ["a", "b"]


def test_the_page_is_iterated_in_order(page: AppTest):
    assert [e.type for e in page][:5] == ["root", "main", "title", "slider", "slider"]
    assert len(page) == 3
    assert page[0] is page.main
    assert page.main[1].label == "Month"


def test_what_a_test_prints_says_what_there_is(page: AppTest):
    assert repr(page.slider) == (
        "[Slider(key='month', label='Month', value=3), Slider(label='Range', value=(0.25, 0.5))]"
    )
    assert repr(page).splitlines()[:3] == ["AppTest(", "    main", "        Title(value='Weather')"]


def test_the_state_can_be_set_before_the_first_run():
    test = AppTest.from_string(PAGE)
    test.session_state.month = 9
    test.session_state["wet"] = True

    assert said(test.run()) == "9 0.25 0.5 Rome True Ada"


def test_the_state_is_a_mapping(page: AppTest):
    state = page.session_state

    assert state["month"] == state.month == 3
    assert {"month", "wet", "7"} <= set(state)
    assert "year" not in state
    assert len(state) >= 3
    with pytest.raises(AttributeError, match="session_state has no key 'year'"):
        _ = state.year


def test_a_dropped_key_begins_anew(page: AppTest):
    page.slider("month").set_value(7).run()

    del page.session_state["month"]

    assert said(page.run()).startswith("3 ")


def test_two_tests_share_nothing(page: AppTest):
    other = AppTest.from_string(PAGE).run()

    page.slider("month").set_value(7).run()

    assert other.run().slider("month").value == 3


def test_no_element_is_named_in_the_module():
    names = {n for n in dir(Container) if not n.startswith("_")}
    files = Path(testing.__file__).parent.rglob("*.py")
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    texts = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    attributes = {
        node.attr for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }

    # A slot is no element: what it holds is.
    assert texts & names == {"empty"}
    # An outcome's error, a recorder's status, and what a bare expression calls.
    assert attributes & names == {"error", "status", "write"}


def test_no_attribute_hides_an_element():
    own = {n for n in dir(AppTest) if not n.startswith("_")}

    assert own & {n for n in dir(Container) if not n.startswith("_")} == set()


def test_what_is_no_button_cannot_be_clicked(page: AppTest):
    with pytest.raises(AppTestError, match=r"^st.title is no button; it cannot be clicked$"):
        page.title[0].click()
