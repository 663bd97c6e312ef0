"""Dates, times and colours are set by mouse and by keyboard, and arrive in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.books import said

if TYPE_CHECKING:
    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st\nimport datetime as dt"
SINGLE = """%%rerun
day = st.date_input("Due", dt.date(2025, 11, 19), dt.date(2025, 1, 10), key="day",
                    format="DD.MM.YYYY")
free = st.date_input("Free", None, key="free")
st.text(f"{day} {free}")
"""
RANGE = """%%rerun
span = st.date_input("Stay", (dt.date(2025, 7, 1), dt.date(2025, 7, 14)), key="span")
must = st.date_input("Must", ("2025-03-01", "2025-03-05"), key="must", required=True)
st.caption(" ".join(map(str, must)))
st.text(" ".join(map(str, span)))
"""
TIMES = """%%rerun
clock = st.time_input("Alarm", dt.time(8, 45), key="clock")
both = st.datetime_input("Departure", dt.datetime(2025, 11, 19, 16, 45), key="both",
                         max_value=dt.datetime(2025, 11, 20, 12))
none = st.datetime_input("Arrival", None, "2025-11-01", "2025-11-30", key="none")
st.text(f"{clock} {both} {none}")
"""
EVERYTHING = """%%rerun
day = st.date_input("Due", dt.date(2025, 11, 19), key="day")
clock = st.time_input("Alarm", dt.time(8, 45), key="clock")
when = st.slider("When", value=dt.datetime(2020, 1, 15, 9, 30), key="when",
                 format="MM/DD/YY - hh:mm")
colour = st.color_picker("Line", "#2f80ed", key="colour")
both = st.datetime_input("Departure", dt.datetime(2025, 11, 19, 16, 45), key="both")
st.text(f"{day} {clock} {when} {colour} {both:%d/%H:%M}")
"""
RIGHT_TO_LEFT = "document.querySelector('.rr-page').dir = 'rtl'"


def press(nb: NotebookPage, *keys: str) -> None:
    """Press keys where the focus is."""
    for key in keys:
        nb.page.keyboard.press(key)


def start(host: Host, cell: str) -> NotebookPage:
    """Open a notebook with one cell, and run it."""
    nb = host.open([IMPORT, cell])
    nb.run_all()
    expect(said(nb)).to_be_visible()
    return nb


def test_every_kind_is_set_by_mouse_and_by_keyboard(host: Host):
    nb = start(host, EVERYTHING)
    find = nb.app.get_by_role
    expect(said(nb)).to_have_text("2025-11-19 08:45:00 2020-01-15 09:30:00 #2f80ed 19/16:45")

    nb.app.get_by_label("Due", exact=True).click()
    find("gridcell", name="November 5, 2025").click()
    find("combobox", name="Alarm").click()
    find("option", name="09:00").click()
    find("textbox", name="Departure date").click()
    find("gridcell", name="November 6, 2025").click()
    find("combobox", name="Departure time").click()
    find("option", name="17:15").click()
    # What opens at a click is the system's own window, out of reach of a test.
    nb.app.locator("input[type=color]").fill("#00ffff")
    expect(said(nb)).to_have_text("2025-11-05 09:00:00 2020-01-15 09:30:00 #00ffff 06/17:15")

    nb.app.get_by_label("Due", exact=True).press("ArrowDown")
    press(nb, "ArrowRight", "Enter")
    find("combobox", name="Alarm").fill("7pm")
    press(nb, "Enter")
    find("slider", name="When").press("ArrowRight")
    find("textbox", name="Line in hex").fill("#00ff00")
    press(nb, "Enter")
    find("textbox", name="Departure date").press("ArrowDown")
    press(nb, "ArrowDown", "Enter")
    find("combobox", name="Departure time").press("ArrowDown")
    press(nb, "ArrowDown", "Enter")

    expect(said(nb)).to_have_text("2025-11-06 19:00:00 2020-01-16 09:30:00 #00ff00 13/17:30")
    expect(nb.app.locator(".rr-slider-bubble")).to_have_text("01/16/20 - 09:30")
    expect(nb.app.get_by_role("textbox", name="Line in hex")).to_have_value("#00ff00")


def test_a_date_is_typed_picked_and_cleared(lab: Host):
    nb = start(lab, SINGLE)
    due = nb.app.get_by_role("textbox", name="Due")
    free = nb.app.get_by_role("textbox", name="Free")

    due.fill("5.3.2025")
    due.press("Enter")
    expect(said(nb)).to_have_text("2025-03-05 None")
    expect(due).to_have_value("05.03.2025")

    due.fill("01.01.2025")
    due.press("Enter")
    expect(
        nb.app.get_by_role("alert").filter(has_text="Enter a date from 10.01.2025")
    ).to_be_visible()
    due.press("Escape")
    expect(due).to_have_value("05.03.2025")

    free.fill("20250102")
    free.press("Tab")
    expect(said(nb)).to_have_text("2025-03-05 2025-01-02")
    nb.app.get_by_role("button", name="Clear").click()
    expect(said(nb)).to_have_text("2025-03-05 None")

    nb.app.get_by_role("button", name="Choose a date").first.click()
    nb.app.get_by_label("Year", exact=True).first.select_option("2030")
    nb.app.get_by_label("Month", exact=True).first.select_option("2")
    nb.app.get_by_role("button", name="Next month").first.click()
    nb.app.get_by_role("gridcell", name="March 5, 2030").click()
    expect(said(nb)).to_have_text("2030-03-05 None")


def test_the_calendar_is_walked_by_keys_which_are_no_notebook_commands(lab: Host):
    nb = start(lab, SINGLE)
    due = nb.app.get_by_role("textbox", name="Due")
    dialog = nb.app.get_by_role("dialog", name="Choose a date").first
    cells = nb.locator(".jp-Notebook .jp-Cell").count()

    due.press("ArrowDown")
    expect(nb.app.get_by_role("gridcell", name="November 19, 2025")).to_be_focused()
    press(nb, "ArrowLeft", "ArrowDown", "Home", "PageUp", "Shift+PageUp", "End", "d", "d", "x", "a")
    # A year back would be before the first day on offer.
    expect(nb.app.get_by_role("gridcell", name="January 11, 2025")).to_be_focused()
    press(nb, "Escape")
    expect(dialog).to_be_hidden()
    expect(due).to_be_focused()
    expect(said(nb)).to_have_text("2025-11-19 None")

    due.press("ArrowDown")
    press(nb, "PageDown", "Enter")

    expect(said(nb)).to_have_text("2025-12-19 None")
    expect(dialog).to_be_hidden()
    expect(due).to_be_focused()
    press(nb, "d", "d", "x", "Escape")
    assert nb.locator(".jp-Notebook .jp-Cell").count() == cells


def test_a_range_is_picked_typed_and_taken_from_a_list(lab: Host):
    nb = start(lab, RANGE)
    first = nb.app.get_by_role("textbox", name="Stay from")
    last = nb.app.get_by_role("textbox", name="Stay to")

    first.click()
    nb.app.get_by_role("gridcell", name="July 20, 2025").click()
    expect(said(nb)).to_have_text("2025-07-20")
    nb.app.get_by_role("gridcell", name="July 17, 2025").hover()
    expect(nb.app.locator("td.rr-between")).to_have_text(["17", "18", "19", "20"])
    nb.app.get_by_role("gridcell", name="July 17, 2025").click()
    expect(said(nb)).to_have_text("2025-07-17 2025-07-20")
    expect(nb.app.get_by_role("dialog")).to_be_hidden()

    last.fill("2025/08/02")
    last.press("Enter")
    expect(said(nb)).to_have_text("2025-07-17 2025-08-02")
    nb.page.evaluate(RIGHT_TO_LEFT)
    last.press("ArrowDown")
    press(nb, "ArrowLeft", "Enter", "Space")
    expect(said(nb)).to_have_text("2025-08-03 2025-08-03")

    last.press("ArrowDown")
    nb.app.get_by_label("Period").first.select_option("Past week")
    expect(nb.app.get_by_role("dialog")).to_be_hidden()
    assert len(said(nb).inner_text().split()) == 2

    # A range that must be whole counts when its second end is there; half of one is forgotten.
    must = nb.app.get_by_role("textbox", name="Must from")
    told = nb.app.get_by_text("2025-03-01 2025-03-05")
    must.click()
    nb.app.get_by_role("gridcell", name="March 20, 2025").click()
    expect(must).to_have_value("2025/03/20")
    press(nb, "Escape", "Tab", "Tab", "Tab")
    expect(must).to_have_value("2025/03/01")
    expect(told).to_be_visible()


def test_a_time_and_a_datetime_are_picked_and_typed(lab: Host):
    nb = start(lab, TIMES)
    alarm = nb.app.get_by_role("combobox", name="Alarm")

    alarm.click()
    expect(nb.app.get_by_role("option", name="08:45")).to_have_attribute("aria-selected", "true")
    press(nb, "ArrowDown", "ArrowDown", "Enter")
    expect(said(nb)).to_have_text("09:15:00 2025-11-19 16:45:00 None")
    alarm.fill("late")
    alarm.press("Enter")
    expect(
        nb.app.get_by_role("alert").filter(has_text="Enter a time such as 08:45")
    ).to_be_visible()
    alarm.press("Escape")
    expect(alarm).to_have_value("09:15")

    # The last day ends at noon.
    nb.app.get_by_role("textbox", name="Departure date").fill("2025/11/20")
    press(nb, "Enter")
    expect(said(nb)).to_have_text("09:15:00 2025-11-20 12:00:00 None")
    nb.app.get_by_role("combobox", name="Departure time").click()
    nb.app.get_by_role("option", name="11:15").click()
    expect(said(nb)).to_have_text("09:15:00 2025-11-20 11:15:00 None")

    nb.app.get_by_role("combobox", name="Arrival time").fill("730")
    press(nb, "Enter")
    nb.app.get_by_role("textbox", name="Arrival date").fill("2025/11/21")
    press(nb, "Enter")
    expect(said(nb)).to_have_text("09:15:00 2025-11-20 11:15:00 2025-11-21 07:30:00")
