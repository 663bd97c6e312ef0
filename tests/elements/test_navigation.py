"""Pages of an app: the menu, the links, and what is kept from one page to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import ipyrerun
from ipyrerun.saved import still
from ipyrerun.script import compile_script
from ipyrerun.session import Cell, Session
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path
from tests.elements.turning import TWO, go


def test_the_first_page_is_shown_and_the_menu_leads_to_the_others():
    stage = Stage(f"st.title('All')\n{TWO}st.navigation([home, more]).run()")
    assert stage.said() == "at home"

    go(stage, "more")

    assert (stage.said(), stage.one("navigation").value) == ("more of it", "more")
    assert stage.one("navigation").props["value"] == {"page": "more"}


def test_the_menu_tells_its_view_the_sections_and_pages():
    stage = Stage(
        f"{TWO}hidden = st.Page(lambda: None, title='No', url_path='no', visibility='hidden')\n"
        "st.navigation({'*A*': [st.Page(home, icon=':material/home:', help='Start')], "
        "'': [more, hidden, st.Page('https://jupyter.org', title='Jupyter')]}, "
        "position='top', expanded=4)"
    )
    menu = stage.one("navigation")
    first = menu.props["sections"][0]["pages"][0]

    assert (first.pop("icon")[:4], first) == (
        "<svg",
        {"title": "home", "page": "home", "help": "<p>Start</p>\n"},
    )
    assert menu.props == {
        "sections": [
            {"label": "<em>A</em>", "pages": [first]},
            {
                "label": "",
                "pages": [
                    {"title": "more", "page": "more"},
                    {"title": "Jupyter", "url": "https://jupyter.org"},
                ],
            },
        ],
        "position": "top",
        "first": "home",
        "items": 4,
        "value": {"page": "home"},
    }
    assert (menu.parent and menu.parent.kind) == "root"


def test_the_menu_is_first_in_the_sidebar_and_the_logo_stays():
    stage = Stage(
        f"{TWO}st.logo('\N{ROCKET}')\nst.sidebar.text('x')\nst.navigation([home, more]).run()"
    )

    assert [n.kind for n in stage] == [
        *("root", "logo", "main", "text", "sidebar", "navigation", "text")
    ]


def test_one_page_needs_no_menu():
    menu = Stage(f"{TWO}st.navigation([home]).run()").one("navigation")

    assert menu.props["position"] == "hidden"


def test_the_inputs_of_a_page_begin_anew_and_those_around_it_stay():
    stage = Stage(
        "st.text_input('around', key='around')\n"
        "def one():\n    st.text_input('in', '1', key='k')\n    st.text_input('u')\n"
        "def two():\n    st.text([st.session_state.get('k'), st.session_state.mine])\n"
        "    st.text_input('in', '2', key='k')\n    st.text_input('u')\n"
        "st.session_state.setdefault('mine', 5)\n"
        "st.navigation([one, two]).run()"
    )
    for i, text in enumerate(("a", "b", "c")):
        stage.send(stage.nodes("text_input")[i], text)

    go(stage, "two")

    assert [n.value for n in stage.nodes("text_input")] == ["a", "2", ""]
    assert stage.said() == "[None, 5]"
    stage.send(stage.nodes("text_input")[2], "d")
    assert [n.value for n in stage.nodes("text_input")] == ["a", "2", "d"]


def test_switch_page_begins_everything_anew():
    stage = Stage(
        "st.text_input('around', 'a', key='around')\n"
        "def one():\n    if st.button('go'): st.switch_page(other)\n    st.text('one')\n"
        "def two():\n    st.text('two')\n"
        "other = st.Page(two)\n"
        "st.navigation([one, other]).run()"
    )
    stage.send(stage.one("text_input"), "b")

    stage.send(stage.one("button"))

    assert (stage.said(), stage.one("text_input").value, stage.error) == ("two", "a", None)


def test_switch_page_works_in_a_callback():
    stage = Stage(
        "def go(): st.switch_page(other)\n"
        "def one(): st.button('go', on_click=go)\n"
        "def two(): st.text('two')\n"
        "other = st.Page(two)\n"
        "st.navigation([one, other]).run()"
    )

    stage.send(stage.one("button"))

    assert stage.said() == "two"


def test_a_file_is_a_page_with_its_own_main_and_is_read_anew(tmp_path: Path):
    file = tmp_path / "1_my_page.py"
    file.write_text(
        "import ipyrerun as st\nfrom ipyrerun.run import current\n"
        "'written as it is'\n"
        "st.text([__name__, __file__, current.get().space is globals(), 'x' in globals()])\n"
        "'a call is not shown'.upper()\n"
    )
    stage = Stage(f"x = 1\npage = st.navigation([{str(file)!r}])\npage.run()\nst.text(page.title)")
    assert [n.value for n in stage.nodes("markdown", "text")] == [
        "written as it is",
        f"['__main__', {str(file)!r}, True, False]",
        "my page",
    ]

    file.write_text("import ipyrerun as st\nst.text('another text')\n")
    stage.run()

    assert [n.value for n in stage.nodes("text")] == ["another text", "my page"]


def test_the_traceback_of_a_page_shows_its_lines(tmp_path: Path):
    file = tmp_path / "broken.py"
    file.write_text("x = 1\nx / 0\n")

    stage = Stage(f"st.navigation([{str(file)!r}]).run()")

    assert isinstance(stage.error, ZeroDivisionError)
    assert f'File "{file}", line 2' in "\n".join(stage.one("exception").props["trace"])


def test_a_cell_is_a_page_that_knows_the_notebook():
    session = Session()
    cell = compile_script("st.text(f'from a cell: {rows}')", "sales")

    session.cells["sales"] = Cell(cell, {"rows": 3, "st": ipyrerun})

    stage = Stage("page = st.Page('%sales')\nst.navigation([page]).run()", session)

    assert stage.said() == "from a cell: 3"


def test_a_page_knows_what_it_is():
    stage = Stage(
        f"{TWO}page = st.Page(more, icon='\N{ROCKET}', help='  Words')\n"
        "st.navigation([home, page])\n"
        "st.text([page.title, page.icon, page.url_path, page.visibility, page.help, "
        "page.is_external, page.external_url, page.source])"
    )

    assert stage.said() == ("['more', '\N{ROCKET}', 'more', 'visible', 'Words', False, None, '']")


def test_links_take_words_icon_and_help_from_the_page(tmp_path: Path):
    file = tmp_path / "report.py"
    file.write_text("")
    stage = Stage(
        f"{TWO}page = st.Page(more, icon='\N{ROCKET}', help='Words')\n"
        f"st.navigation([st.Page({str(file)!r}, default=True), page])\n"
        "st.page_link(page, query_params={'a': ['1', 2]}, icon_position='right')\n"
        f"st.page_link({str(file)!r}, width='stretch', disabled=True)\n"
        "st.page_link('https://jupyter.org', label='Jupyter', help='')"
    )

    assert [n.props for n in stage.nodes("page_link")] == [
        {
            "page": "more",
            "query": "a=1&a=2",
            "icon_position": "right",
            "label": "more",
            "help": "<p>Words</p>\n",
            "icon": "\N{ROCKET}",
        },
        {
            "page": "report",
            "current": True,
            "label": "report",
            "width": "stretch",
            "disabled": True,
        },
        {"url": "https://jupyter.org", "label": "Jupyter"},
    ]


def test_a_page_that_is_not_there_any_more_gives_way_to_the_default():
    stage = Stage(
        f"{TWO}admin = st.checkbox('admin', True, key='admin')\n"
        "st.navigation([home, more] if admin else [home]).run()"
    )
    go(stage, "more")

    stage.send(stage.one("checkbox"), False)
    assert stage.said() == "at home"
    stage.send(stage.one("checkbox"), True)
    assert stage.said() == "more of it"


def test_a_browser_cannot_ask_for_what_is_no_page():
    stage = Stage(f"{TWO}st.navigation([home, more]).run()")

    go(stage, "/etc/passwd")

    assert (stage.said(), stage.error) == ("at home", None)


def test_a_saved_page_lists_the_pages():
    stage = Stage(
        f"{TWO}st.navigation({{'A': [home], 'B & C': [more, "
        "st.Page('https://a.org/?x=1&y=2', title='Away')]})\n"
        "st.page_link('https://a.org', label='Away', query_params={'a': 'b c'})"
    )

    assert still(stage.one("navigation")) == (
        "<nav><strong>A</strong><ul><li><strong>home</strong></li></ul>"
        "<strong>B &amp; C</strong><ul><li>more</li>"
        '<li><a href="https://a.org/?x=1&amp;y=2" target="_blank" rel="noopener noreferrer">Away'
        "</a></li></ul></nav>"
    )
    assert still(stage.one("page_link")) == (
        '<div><a href="https://a.org?a=b+c" target="_blank" rel="noopener noreferrer">Away</a>'
        "</div>"
    )


def test_a_test_turns_to_the_page_of_a_file(tmp_path: Path):
    (tmp_path / "other.py").write_text("import ipyrerun as st\nst.text('other')\n")
    (tmp_path / "app.py").write_text(
        "import ipyrerun as st\nst.navigation(['app_home.py', 'other.py']).run()"
    )
    (tmp_path / "app_home.py").write_text("import ipyrerun as st\nst.text('home')\n")
    at = AppTest.from_file(tmp_path / "app.py").run()
    assert at.text[0].value == "home"

    assert at.switch_page("other.py").run().text[0].value == "other"
    with pytest.raises(ValueError, match=r"there is no file '.*/nothing.py'$"):
        at.switch_page("nothing.py")
    with pytest.raises(ValueError, match=r"^AppTest.switch_page: 'app.py' is no page of st.nav"):
        at.switch_page("app.py")


def test_a_page_of_the_notebook_is_shown_by_a_script():
    page = ipyrerun.Page(lambda: ipyrerun.text("from outside"), title="Out", url_path="out")

    stage = Stage("st.navigation([page]).run()\nst.text(page.title)", page=page)

    assert [n.value for n in stage.nodes("text")] == ["from outside", "Out"]


def test_a_fragment_runs_by_itself_on_its_page():
    stage = Stage(
        "def one():\n"
        "    @st.fragment\n"
        "    def part():\n"
        "        st.text_input('a')\n"
        "        st.text_input('b', key='b', persist_state='page')\n"
        "        if st.button('go'): st.switch_page(second)\n"
        "    part()\n"
        "def two(): st.text_input('a')\n"
        "first, second = st.Page(one), st.Page(two)\n"
        "st.navigation([first, second]).run()"
    )
    stage.send(stage.nodes("text_input")[0], "A")
    stage.send(stage.nodes("text_input")[1], "B")
    assert [n.value for n in stage.nodes("text_input")] == ["A", "B"]

    stage.send(stage.one("button"))
    assert [n.value for n in stage.nodes("text_input")] == [""]
    go(stage, "one")
    assert [n.value for n in stage.nodes("text_input")] == ["", ""]


def test_who_asks_for_the_page_that_is_shown_keeps_its_inputs():
    stage = Stage(
        "def home(): st.text(st.text_input('t', key='t'))\ndef more(): st.text('more of it')\n"
        "st.navigation([home, more]).run()"
    )
    stage.send(stage.one("text_input"), "kept")

    go(stage, "home", "?a=1")
    assert (stage.said(), stage.state["t"]) == ("kept", "kept")

    go(stage, "more")
    assert (stage.said(), "t" in stage.state) == ("more of it", False)


def test_apps_that_share_pages_have_a_default_and_a_turn_each():
    shared: dict[str, Any] = {
        "first": ipyrerun.Page(lambda: ipyrerun.text("1"), title="First", url_path="first"),
        "other": ipyrerun.Page(lambda: ipyrerun.text("2"), title="Other", url_path="other"),
    }
    one = Stage(
        "page = st.navigation([first, other])\npage.run()\nst.text(page.url_path)", **shared
    )
    two = Stage(
        "page = st.navigation([other, first])\npage.run()\nst.text(page.url_path)", **shared
    )

    assert [(n.value) for n in one.nodes("text")] == ["1", ""]
    assert [(n.value) for n in two.nodes("text")] == ["2", ""]
    assert (one.error, two.error) == (None, None)
    # What an app has turned to is no other one's to show.
    third = Stage("st.navigation([first])\nother.run()", **shared)
    assert "is not the one to show" in str(third.error)
