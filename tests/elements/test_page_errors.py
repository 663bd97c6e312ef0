"""What pages, menus and links refuse."""

from __future__ import annotations

import pytest

from ipyrerun import errors
from tests.elements.stage import raised

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
