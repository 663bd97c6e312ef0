"""Switches, radio buttons, choices of several, sliders over options and areas of text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.books import open_book, press, said

if TYPE_CHECKING:
    from tests.browser.hosts import Host

ALL = """%%rerun
live = st.toggle("Live", key="live")
size = st.radio("Size", ["S", "M", "**L**"], captions=["small", None, "large"], key="size")
tint = st.multiselect("Colours", ["red", "green", "blue"], key="tint")
month = st.select_slider("Month", [1, 2, 3, 4], format_func="no. {}".format, key="month")
span = st.select_slider("Range", ["a", "b", "c", "d", "e"], ("b", "d"), key="span")
note = st.text_area("Note", max_chars=50, key="note")
st.text(f"{live} {size} {tint} {month} {''.join(span)} {note!r}")
"""
CHOICES = """%%rerun
st.multiselect("Few", [f"n{i}" for i in range(9)], "n1", max_selections=3, key="few")
st.multiselect("Own", ["Paris", "Rome"], accept_new_options=True, key="own")
st.multiselect("All", ["apple", "pear", "apricot"], key="all")
options = [f"option {i:05}" for i in range(10_000)]
many = st.multiselect("Many", options, key="many")
one = st.selectbox("One", options, key="one")
st.text(f"{st.session_state.few} {st.session_state.own} {st.session_state.all} {many} {one[-5:]}")
"""


def test_each_is_set_by_mouse_and_by_keyboard(host: Host):
    nb = open_book(host, ALL)
    find = nb.app.get_by_role
    expect(said(nb)).to_have_text("False S [] 1 bd ''")

    find("switch", name="Live").click()
    nb.app.get_by_text("L", exact=True).click()
    find("combobox", name="Colours").click()
    nb.app.get_by_role("option", name="green").click()
    nb.app.get_by_role("option", name="blue").click()
    press(nb, "Escape")
    nb.app.get_by_role("button", name="Remove green").click()
    track = find("slider", name="Month").bounding_box()
    assert track is not None
    nb.page.mouse.click(track["x"] + track["width"] - 8, track["y"] + track["height"] / 2)
    find("textbox", name="Note").fill("one")
    find("switch", name="Live").focus()

    expect(said(nb)).to_have_text("True **L** ['blue'] 4 bd 'one'")

    press(nb, "Space", "Tab", "ArrowUp", "ArrowUp", "ArrowDown", "Tab")
    expect(find("combobox", name="Colours")).to_be_focused()
    press(nb, "ArrowDown", "ArrowDown", "Enter", "Escape", "ArrowLeft", "ArrowLeft", "Delete")
    find("slider", name="Month").focus()
    press(nb, "Home", "ArrowRight")
    find("slider", name="Range to").focus()
    press(nb, "End")
    find("textbox", name="Note").focus()
    press(nb, "End", "Enter", "2", "Control+Enter")

    expect(said(nb)).to_have_text("False M ['green'] 2 be 'one\\n2'")
    expect(find("slider", name="Month")).to_have_attribute("aria-valuetext", "no. 2")


def test_keys_stay_in_the_input_that_has_the_focus(lab: Host):
    nb = open_book(lab, ALL)
    cells = nb.locator(".jp-Notebook .jp-Cell")
    prompts = nb.locator(".jp-InputPrompt")
    before = (cells.count(), prompts.all_inner_texts())

    for role, name in (
        ("switch", "Live"),
        ("radio", "S"),
        ("combobox", "Colours"),
        ("slider", "Month"),
        ("textbox", "Note"),
    ):
        found = nb.app.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        found.focus()
        press(nb, "d", "d", "x", "a", "Enter", "ArrowDown", "ArrowUp", "Escape", "Shift+Enter")
        press(nb, "Control+Enter", "Escape", "Escape")
        expect(found).to_be_focused()

    assert (cells.count(), prompts.all_inner_texts()) == before
    expect(nb.app.get_by_role("textbox", name="Note")).to_have_value("\nddxa\n")


def test_a_choice_of_several_is_searched_limited_and_taken_back(lab: Host):
    nb = open_book(lab, CHOICES)
    options = nb.app.get_by_role("option")

    few = nb.app.get_by_role("combobox", name="Few")
    few.fill("n2")
    press(nb, "Enter", "ArrowDown", "Enter")
    expect(said(nb)).to_have_text("['n1', 'n2', 'n3'] [] [] [] 00000")
    expect(options).to_have_count(0)
    words = "Only 3 can be chosen. Remove one to choose another"
    expect(nb.app.get_by_text(words)).to_be_visible()
    press(nb, "Backspace")
    expect(said(nb)).to_have_text("['n1', 'n2'] [] [] [] 00000")
    nb.app.get_by_role("button", name="Clear all").click()

    own = nb.app.get_by_role("combobox", name="Own")
    own.fill("ROME")
    expect(options).to_have_text(["Rome"])
    press(nb, "Enter")
    own.fill("Oslo")
    press(nb, "Enter")
    own.fill("oslo")
    expect(options).to_have_count(0)
    expect(said(nb)).to_have_text("[] ['Rome', 'Oslo'] [] [] 00000")

    found = nb.app.get_by_role("combobox", name="All")
    found.fill("ap")
    expect(options).to_have_text(["Select all 2 matches", "apple", "apricot"])
    press(nb, "ArrowUp", "Enter")
    expect(said(nb)).to_have_text("[] ['Rome', 'Oslo'] ['apple', 'apricot'] [] 00000")


def test_ten_thousand_options_cost_the_page_a_screenful(lab: Host):
    nb = open_book(lab, CHOICES)
    options = nb.app.get_by_role("option")

    for name, end in (("Many", " [] [] ['option 09876'] 00000"), ("One", "['option 09876'] 09877")):
        field = nb.app.get_by_role("combobox", name=name)
        field.click()
        expect(options.first).to_have_text("option 00000")
        press(nb, "ArrowUp")
        expect(nb.app.get_by_role("option", name="option 09999")).to_be_visible()
        assert options.count() < 40
        # Every node of the page, whatever it holds.
        assert nb.app.locator("*").count() < 500

        field.fill("98765")
        expect(options).to_have_count(0)
        wanted = "9876" if name == "Many" else "9877"
        field.fill(wanted)
        expect(options).to_have_text([f"option 0{wanted}"])
        press(nb, "Enter", "Escape")
        expect(said(nb)).to_have_text(re.compile(re.escape(end) + "$"))


def test_an_area_keeps_a_draft_until_it_is_applied(lab: Host):
    script = """%%rerun
few = st.text_area("Few", required=True, value="x", max_chars=9, key="few")
long = st.text_area("Long", height="content", key="long")
st.text(f"{few!r} {long!r}")
"""
    nb = open_book(lab, script)
    few = nb.app.get_by_role("textbox", name="Few")
    few.fill("a")
    press(nb, "Enter", "b", "Escape")
    expect(nb.app.get_by_text("Press Ctrl+Enter to apply · 3/9")).to_be_visible()
    expect(said(nb)).to_have_text("'x' ''")
    press(nb, "Control+Enter")
    expect(said(nb)).to_have_text("'a\\nb' ''")

    few.fill("")
    press(nb, "Control+Enter")
    expect(nb.app.get_by_text("Enter a text")).to_be_visible()
    expect(said(nb)).to_have_text("'a\\nb' ''")

    long = nb.app.get_by_role("textbox", name="Long")
    height = long.evaluate("node => node.clientHeight")
    long.fill("\n".join("abcdefgh"))
    assert long.evaluate("node => node.clientHeight") > height
    assert long.evaluate("node => node.scrollHeight - node.clientHeight") <= 1


def test_a_focused_radio_button_stays_while_options_come_and_go(lab: Host):
    script = """%%rerun
n = st.slider("N", 0, 5, key="n")
st.radio("Pick", [*range(n), "a", "b"], n + 1, format_func=lambda one: f"{one} of {n}", key="pick")
st.text(st.session_state.pick)
"""
    nb = open_book(lab, script)
    nb.app.get_by_role("radio", name="a of 0").click()
    expect(said(nb)).to_have_text("a")

    nb.app.get_by_role("slider").press("ArrowRight")

    expect(nb.app.get_by_role("radio")).to_have_count(3)
    expect(nb.app.get_by_role("radio", name="a of 1")).to_be_checked()
    expect(said(nb)).to_have_text("a")
