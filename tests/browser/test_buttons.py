"""Downloads, links, menus, pills, segments, ratings and pages in a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.books import open_book, press, said

if TYPE_CHECKING:
    from tests.browser.hosts import Host, NotebookPage

ALL = """%%rerun
done = st.session_state.setdefault("done", [])
if st.button("Press", shortcut="Ctrl+Alt+P", icon="🚀", type="primary"):
    done.append("press")
if st.download_button("Save", "a,b\\n", "t.csv"):
    done.append("save")
if st.link_button("Go", "about:blank#there", on_click="rerun"):
    done.append("go")
one = st.menu_button("Export", ["CSV", "JSON", "**PDF**", "Parquet"], key="menu")
if one:
    done.append(one)
st.link_button("Read", "about:blank#read", key="read")
mood = st.pills("Mood", ["calm", ":material/bolt: loud", "odd"], key="mood")
days = st.pills("Days", ["Mo", "Tu", "We"], selection_mode="multi", default="Mo", key="days")
unit = st.segmented_control("Unit", ["km", "miles"], default="km", required=True, key="unit")
thumb = st.feedback("thumbs", key="thumb")
stars = st.feedback("stars", key="stars", default=1)
page = st.pagination(40, key="page")
st.text(f"{' '.join(done)}|{mood}|{''.join(days)}|{unit}|{thumb}|{stars}|{page}")
"""
DOWNLOADS = """%%rerun
import time
made = st.session_state.setdefault("made", [])
def make():
    st.write("nobody sees this")
    made.append(1)
    return bytes(range(256)) * 40_000
def wrong():
    raise ValueError("no data")
st.download_button("Large", make, "large.bin", key="large", on_click="ignore")
st.download_button("Wrong", wrong, key="wrong")
st.download_button("Closed", make, disabled=True, key="closed")
st.button("Look")
st.text(f"{len(made)}")
"""


@pytest.mark.parametrize("host", ["lab", "voila"], indirect=True)
def test_each_is_set_by_mouse_and_by_keyboard(host: Host):
    nb = open_book(host, ALL)
    expect(said(nb)).to_have_text("|None|Mo|km|None|1|1")

    use_mouse(nb)
    values = ":material/bolt: loud|We|miles|1|3|4"
    expect(said(nb)).to_have_text(f"press save go **PDF**|{values}")
    nb.shot("buttons-light")

    use_keyboard(nb)
    values = "odd|WeTu|km|None|0|40"
    expect(said(nb)).to_have_text(f"press save go **PDF** press press save JSON|{values}")
    expect(nb.app.get_by_role("button", name="Page 40")).to_be_focused()


def use_mouse(nb: NotebookPage) -> None:
    """Use each once."""
    find = nb.app.get_by_role
    find("button", name="Press").click()
    with nb.page.expect_download() as saved:
        find("button", name="Save").click()
    assert saved.value.suggested_filename == "t.csv"
    assert Path(saved.value.path()).read_bytes() == b"a,b\n"
    with nb.page.expect_popup() as popup:
        find("link", name="Go").click()
    popup.value.close()
    find("button", name="Export").click()
    find("menuitem", name="PDF").click()
    find("radio", name="loud").click()
    find("button", name="Mo").click()
    find("button", name="We").click()
    find("radio", name="miles").click()
    find("radio", name="Thumbs up").click()
    find("radio", name="4 stars").click()
    find("button", name="Page 3", exact=True).click()
    find("button", name="Next page").click()


def use_keyboard(nb: NotebookPage) -> None:
    """Use each once, and go from one to the next as a user without a mouse does."""
    find = nb.app.get_by_role
    find("button", name="Press").focus()
    press(nb, "Enter", "Control+Alt+P")
    find("button", name="Save").focus()
    with nb.page.expect_download():
        press(nb, "Space")
    find("button", name="Export").focus()
    press(nb, "ArrowDown", "p", "p", "ArrowUp", "End", "Home", "ArrowDown", "Enter")
    expect(find("button", name="Export")).to_be_focused()
    find("radio", name="loud").focus()
    press(nb, "ArrowRight", "Space", "Tab")
    expect(find("button", name="We")).to_be_focused()
    press(nb, "ArrowLeft", "Enter", "Tab")
    expect(find("radio", name="miles")).to_be_focused()
    press(nb, "Home", "Space", "Tab")
    expect(find("radio", name="Thumbs up")).to_be_focused()
    press(nb, "Space", "Tab", "Home", "Space", "Tab")
    expect(find("button", name="Previous page")).to_be_focused()
    press(nb, "Tab", "End", "Enter")


def test_menus_are_left_choices_taken_back_and_pages_shrink(lab: Host):
    nb = open_book(lab, ALL)
    find = nb.app.get_by_role

    find("button", name="Export").click()
    expect(find("menuitem", name="CSV")).to_be_focused()
    # In one go: what is typed slowly begins a new word.
    nb.page.keyboard.type("pa")
    expect(find("menuitem", name="Parquet")).to_be_focused()
    press(nb, "Escape")
    expect(find("menuitem")).to_have_count(0)
    expect(find("button", name="Export")).to_be_focused()
    find("radio", name="calm").click()
    expect(find("radio", name="calm")).to_be_checked()
    find("radio", name="calm").click()
    find("radio", name="km").click()
    find("radio", name="2 stars").click()

    expect(said(nb)).to_have_text("|None|Mo|km|None|None|1")
    numbers = nb.app.get_by_role("button", name=re.compile(r"^Page \d+$"))
    expect(numbers).to_have_count(7)

    nb.app.evaluate("node => { node.style.width = '240px'; }")
    expect(numbers).not_to_have_count(7)
    fits = "node => node.scrollWidth <= node.clientWidth + 1"
    nb.page.wait_for_function(
        f"({fits})(document.querySelector('.rr-pages')) "
        "&& document.querySelectorAll('.rr-page-number').length >= 2"
    )
    nb.app.evaluate("node => { node.style.width = ''; node.dir = 'rtl'; }")
    expect(numbers).to_have_count(7)
    nb.app.get_by_role("radio", name="calm").focus()
    press(nb, "ArrowLeft")
    expect(nb.app.get_by_role("radio", name="loud")).to_be_focused()
    nb.shot("buttons-rtl")


def test_a_large_file_comes_in_pieces_once_and_is_made_at_the_click_only(lab: Host):
    nb = open_book(lab, DOWNLOADS)
    find = nb.app.get_by_role
    expect(said(nb)).to_have_text("0")

    for turn in (1, 2):
        with nb.page.expect_download() as saved:
            find("button", name="Large").click()
        assert saved.value.suggested_filename == "large.bin"
        assert Path(saved.value.path()).read_bytes() == bytes(range(256)) * 40_000
        expect(said(nb)).to_have_text(str(turn - 1))
        find("button", name="Look").click()
        expect(said(nb)).to_have_text(str(turn))
    find("button", name="Wrong").click()

    expect(nb.app.get_by_role("alert")).to_have_text("ValueError: no data")
    expect(find("button", name="Closed")).to_be_disabled()
    expect(nb.app.get_by_text("nobody sees this")).to_have_count(0)
