"""The pages of a dashboard in its address."""

from __future__ import annotations

from ipyrerun.query import Query
from ipyrerun.session import Session
from tests.elements.stage import Stage
from tests.elements.turning import TWO, go


def test_the_address_of_a_dashboard_names_the_page():
    session = Session(Query("", "page=more&x=1&theme=dark"))
    script = f"{TWO}st.navigation([home, more]).run()\nst.text(st.query_params.to_dict())"
    stage = Stage(script, session)
    assert [n.value for n in stage.nodes("text")] == ["more of it", "{'page': 'more', 'x': '1'}"]

    go(stage, "home", "y=2")
    assert [n.value for n in stage.nodes("text")] == ["at home", "{'y': '2'}"]
    go(stage, "more")
    assert (stage.said(), session.query("").text) == ("{'page': 'more'}", "theme=dark&page=more")


def test_the_address_that_a_visitor_goes_back_to_is_followed():
    address = Query("", "")
    stage = Stage(f"{TWO}st.navigation([home, more]).run()", Session(address))
    go(stage, "more")

    address.adopt("")
    stage.run()

    assert stage.said() == "at home"


THREE = (
    "def home(): st.text('at home')\n"
    "def more(): st.text(st.text_input('a', key='a'))\n"
    "def third(): st.text('third')\n"
    "st.navigation([home, more, third]).run()"
)


def back(stage: Stage, page: str, query: str = "") -> Stage:
    """Do what the menu does when the visitor of a dashboard goes back in the history."""
    value = {"page": page, "query": query, "returns": True}
    return stage.listen({"type": "set", "id": "navigation", "value": value, "edit": ["b", 2]})


def test_in_a_dashboard_the_menu_leads_from_any_page_to_any_other():
    address = Query("", "")
    stage = Stage(THREE, Session(address))

    go(stage, "more")
    go(stage, "third")

    assert (stage.said(), address.text) == ("third", "page=third")


def test_an_address_that_only_repeats_itself_leaves_its_page_alone():
    stage = Stage(THREE, Session(Query("", "page=more&x=1")))
    stage.set(stage.one("text_input"), "typed")

    back(stage, "more", "x=1")
    assert (stage.said(), stage.state["a"]) == ("typed", "typed")

    back(stage, "more", "x=2")
    assert (stage.said(), stage.session.query("cell").params["x"]) == ("typed", ["2"])


def test_a_way_back_is_no_new_step_in_the_history_and_a_click_is_one():
    address = Query("", "")
    stage = Stage(THREE, Session(address))

    go(stage, "more")
    assert not address.is_return
    back(stage, "home")
    assert (stage.said(), address.is_return) == ("at home", True)
    go(stage, "third")
    assert not address.is_return


def test_of_several_apps_in_a_dashboard_the_first_one_owns_the_address():
    session = Session(Query("", ""))
    one = Stage(THREE, session)
    two = Stage(THREE, session, name="two")
    go(one, "third")

    go(two, "more")
    one.run()

    assert [one.one("navigation").props.get("guide"), two.one("navigation").props.get("guide")] == [
        True,
        None,
    ]
    assert (one.said(), session.query("").text) == ("third", "page=third")
