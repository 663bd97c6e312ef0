"""Pages of an app: the menu, the links, and what is kept from one page to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import ipyrerun
from ipyrerun import errors
from ipyrerun.query import Query
from ipyrerun.saved import still
from ipyrerun.script import compile_script
from ipyrerun.session import Cell, Session
from ipyrerun.testing import AppTest
from tests.elements.stage import Stage, raised

if TYPE_CHECKING:
    from pathlib import Path

TWO = "def home(): st.text('at home')\ndef more(): st.text('more of it')\n"


def go(stage: Stage, page: str, query: str = "") -> Stage:
    """Do what the menu or a link does."""
    value: dict[str, Any] = {"page": page} | ({"query": query} if query else {})
    return stage.listen({"type": "set", "id": "navigation", "value": value, "edit": ["b", 1]})


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


WRONG = {
    "st.navigation([])": "st.navigation: `pages` is empty; give at least one page",
    "st.navigation('a.py')": (
        "st.navigation: `pages` is 'a.py'; give a list of pages, or a dict of such lists"
    ),
    "st.navigation([5])": (
        "st.navigation: 5, of type int, is no page; give a path, a function or st.Page"
    ),
    "st.navigation([lambda: 1], position='left')": (
        "st.navigation: `position` is 'left'; the supported values are 'sidebar', 'hidden', 'top'"
    ),
    "st.navigation([print], expanded=-1)": (
        "st.navigation: `expanded` is -1; give True, False or how many pages to show"
    ),
    "st.navigation([print], expanded='x')": (
        "st.navigation: `expanded` is 'x', of type str; give True, False or how many pages to show"
    ),
    "st.navigation([print, st.Page(len, url_path='print')])": (
        "st.navigation: the pages 'print' and 'len' have the same address, 'print'; give one of "
        "them another `url_path`"
    ),
    "st.navigation([st.Page(f, default=True) for f in (print, len)])": (
        "st.navigation: 'print' and 'len' are both the default; set `default=True` for one page "
        "only"
    ),
    "st.navigation([st.Page('https://a.org', title='A')])": (
        "st.navigation: all pages are addresses elsewhere; give at least one of the app's own"
    ),
    "st.Page('https://a.org')": (
        "st.Page: 'https://a.org' is an address, which has no title; give a `title`"
    ),
    "st.Page('https://a.org', title='A', default=True)": (
        "st.Page: 'https://a.org' is an address elsewhere, and `default` is True; make a page of "
        "the app the default"
    ),
    "st.Page('https://a.org', title='?')": (
        "st.Page: no address can be made of the title '?'; give a `url_path`"
    ),
    "st.Page('%nothing')": (
        "st.Page: '%nothing' names no cell; begin one with %%rerun nothing --page and execute it. "
        "There are: none"
    ),
    "st.Page(print, url_path='a/b')": (
        "st.Page: `url_path` is 'a/b'; give one part, without slashes"
    ),
    "st.Page(print, url_path=' / ')": (
        "st.Page: `url_path` is ' / '; only the default page may do without one"
    ),
    "st.Page(print, title=' ')": ("st.Page: the title of the page 'print' is ' '; give a `title`"),
    "st.Page(print, visibility='no')": (
        "st.Page: `visibility` is 'no'; the supported values are 'visible', 'hidden'"
    ),
    "st.Page('a\\0.py')": "st.Page: the path 'a\\x00.py' has a zero byte",
    "st.Page(print, icon='x')": (
        "st.Page: `icon` is 'x', which is not one emoji; give a single emoji, such as \N{ROCKET}, "
        "or a Material icon, such as :material/rocket:"
    ),
    "page = st.navigation([print]); page.run(); page.run()": (
        "st.Page.run: the page 'print' is not the one to show, or has been shown in this run; call "
        "`run` once, of what st.navigation returns"
    ),
    "st.switch_page('x.py')": (
        "st.switch_page: `page` is 'x.py', which is no page of st.navigation; those of files and "
        "cells are none. Give one of them, or the st.Page itself"
    ),
    "st.switch_page(st.Page('https://a.org', title='A'))": (
        "st.switch_page: the page 'A' is an address elsewhere, where no script can lead; show a "
        "link with st.page_link"
    ),
    "st.page_link('x.py')": (
        "st.page_link: `page` is 'x.py', which is no page of st.navigation; those of files and "
        "cells are none. Give one of them, or the st.Page itself"
    ),
    "st.page_link('https://a.org')": (
        "st.page_link: `label` is None; the address 'https://a.org' has no title, give a `label`"
    ),
    "st.page_link('https://a.org', label='A', icon_position='top')": (
        "st.page_link: `icon_position` is 'top'; the supported values are 'left', 'right'"
    ),
    "st.page_link('https://a.org', label='A', query_params={'embed': 'true'})": (
        "st.page_link: `query_params` has 'embed', which says how the page is embedded; use "
        "another name"
    ),
}


@pytest.mark.parametrize("call", WRONG)
def test_an_error_names_the_call_the_value_and_the_remedy(call: str):
    assert str(raised(call)) == WRONG[call]


def test_what_cannot_be_found_has_streamlits_error():
    assert type(raised("st.Page('nowhere.py')")) is errors.StreamlitPageNotFoundError
    assert type(raised("st.switch_page('nowhere.py')")) is errors.StreamlitPageNotFoundError


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
