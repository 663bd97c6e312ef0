"""Forms in a browser: what is entered waits there, and one click or Enter sends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st"
TRIP = """%%rerun
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
with st.form("trip"{options}):
    name = st.text_input("Name", key="name")
    left, right = st.columns(2)
    days = left.slider("Days", 0, 9, 3, key="days")
    size = right.number_input("Size", 0, 50, 5, key="size")
    city = st.selectbox("City", ["Paris", "Rome"], key="city")
    kind = st.multiselect("Kind", ["sea", "hill"], key="kind")
    when = st.time_input("When", "08:45", key="when")
    loud = st.toggle("Loud", key="loud")
    note = st.text_area("Note", key="note", height=80)
    sent = st.form_submit_button("Book", type="primary")
    st.form_submit_button("Draft")
st.checkbox("Elsewhere", key="elsewhere")
st.text(f"{name!r} {days} {size} {city} {kind} {when:%H:%M} {loud} {note!r} {sent}"
        f" {st.session_state.runs}")
"""
NEEDED = """%%rerun
with st.form("f"):
    st.text_input("Code", validate=r"[0-9]+", key="code")
    st.selectbox("City", ["Paris", "Rome"], index=None, required=True, key="city")
    st.form_submit_button("Send", disabled=st.session_state.get("off", False))
st.toggle("Off", key="off")
st.text(f"{st.session_state.code!r} {st.session_state.city}")
"""

NOTE = """%%rerun
with st.form("f"):
    st.text_input("Note", required=True, key="note")
    st.form_submit_button("Keep")
st.text(st.session_state.note)
"""


def said(nb: NotebookPage) -> Locator:
    """Return the line that says what the script has seen."""
    return nb.app.locator(".rr-text").last


def open_book(host: Host, options: str = "") -> NotebookPage:
    """Return a notebook with the form, run."""
    nb = host.open([IMPORT, TRIP.replace("{options}", options)])
    nb.run_all()
    expect(said(nb)).to_have_text("'' 3 5 Paris [] 08:45 False '' False 1")
    return nb


def fill(nb: NotebookPage) -> None:
    """Enter something into every field of the form."""
    find = nb.app.get_by_role
    find("textbox", name="Name").fill("Ada")
    find("slider", name="Days").press("End")
    find("spinbutton", name="Size").fill("7")
    find("combobox", name="City").click()
    nb.page.get_by_role("option", name="Rome").click()
    find("combobox", name="Kind").click()
    nb.page.get_by_role("option", name="sea").click()
    nb.page.keyboard.press("Escape")
    find("combobox", name="When").fill("09:30")
    find("switch", name="Loud").click()
    find("textbox", name="Note").fill("one")


def test_everything_waits_for_one_click(lab: Host):
    nb = open_book(lab)

    fill(nb)
    nb.app.get_by_role("checkbox", name="Elsewhere").check(force=True)
    # A run for another reason has seen nothing of it, and has left it alone.
    expect(said(nb)).to_have_text("'' 3 5 Paris [] 08:45 False '' False 2")
    expect(nb.app.get_by_role("textbox", name="Name")).to_have_value("Ada")
    expect(nb.app.get_by_role("combobox", name="City")).to_have_value("Rome")
    nb.shot("form-light")
    nb.set_theme(dark=True)
    nb.shot("form-dark")

    nb.app.get_by_role("button", name="Book").click()
    expect(said(nb)).to_have_text("'Ada' 9 7 Rome ['sea'] 09:30 True 'one' True 3")
    expect(nb.app.get_by_role("textbox", name="Name")).to_have_value("Ada")


def test_enter_submits_and_tells_so(lab: Host):
    nb = open_book(lab)
    name = nb.app.get_by_role("textbox", name="Name")

    name.fill("Ada")
    expect(nb.app.get_by_text("Press Enter to submit form")).to_be_visible()
    name.press("Enter")
    expect(said(nb)).to_have_text(re.compile(r"^'Ada' 3 5 .* True 2$"))

    nb.app.get_by_role("spinbutton", name="Size").fill("8")
    nb.page.keyboard.press("Enter")
    expect(said(nb)).to_have_text(re.compile(r"^'Ada' 3 8 .* True 3$"))

    nb.app.get_by_role("textbox", name="Note").fill("a")
    nb.page.keyboard.press("Enter")
    nb.page.keyboard.type("b")
    nb.page.keyboard.press("Control+Enter")
    expect(said(nb)).to_have_text(re.compile(r"'a\\nb' True 4$"))


def test_a_form_that_clears_does_so_at_once_and_after_a_reload(lab: Host):
    nb = open_book(lab, ", clear_on_submit=True")
    name = nb.app.get_by_role("textbox", name="Name")
    name.fill("Ada")
    nb.app.get_by_role("slider", name="Days").press("End")

    nb.app.get_by_role("button", name="Book").click()
    expect(said(nb)).to_have_text(re.compile(r"^'Ada' 9 .* True 2$"))
    expect(name).to_have_value("")
    expect(nb.app.get_by_role("slider", name="Days")).to_have_value("3")

    nb.save()
    nb.reload()
    expect(said(nb)).to_have_text(re.compile(r"^'Ada' 9 .* True 2$"))
    expect(name).to_have_value("")

    nb.app.get_by_role("button", name="Book").click()
    expect(said(nb)).to_have_text(re.compile(r"^'' 3 .* True 3$"))


def test_two_clicks_are_two_runs_and_a_reload_keeps_what_was_sent(lab: Host):
    nb = open_book(lab)
    nb.app.get_by_role("textbox", name="Name").fill("Ada")

    nb.app.get_by_role("button", name="Book").dblclick()
    expect(said(nb)).to_have_text(re.compile(r"^'Ada' 3 .* True 3$"))

    nb.app.get_by_role("slider", name="Days").press("End")
    nb.save()
    nb.reload()
    expect(nb.app.get_by_role("textbox", name="Name")).to_have_value("Ada")
    expect(nb.app.get_by_role("slider", name="Days")).to_have_value("3")


def test_what_cannot_be_sent_says_so_and_gets_the_focus(lab: Host):
    nb = lab.open([IMPORT, NEEDED])
    nb.run_all()
    code = nb.app.get_by_role("textbox", name="Code")
    code.fill("abc")

    nb.app.get_by_role("button", name="Send").click()
    expect(code).to_be_focused()
    expect(nb.app.get_by_text("This is required")).to_be_visible()
    nb.shot("form-objects")

    code.fill("42")
    nb.app.get_by_role("combobox", name="City").click()
    nb.page.get_by_role("option", name="Rome").click()
    expect(nb.app.get_by_text("This is required")).to_have_count(0)
    nb.app.get_by_role("switch", name="Off").click()
    expect(nb.app.get_by_role("button", name="Send")).to_be_disabled()
    code.press("Enter")
    nb.app.get_by_role("switch", name="Off").click()
    expect(nb.app.get_by_role("button", name="Send")).to_be_enabled()
    expect(said(nb)).to_have_text("'' None")

    code.press("Enter")
    nb.app.get_by_role("button", name="Send").click()
    expect(said(nb)).to_have_text("'42' Rome")


def test_a_press_counts_although_the_complaint_above_the_button_goes_meanwhile(lab: Host):
    nb = lab.open([IMPORT, NOTE])
    nb.run_all()
    keep = nb.app.get_by_role("button", name="Keep")
    keep.click()
    expect(nb.app.get_by_text("This is required")).to_be_visible()

    nb.app.get_by_role("textbox", name="Note").fill("milk")
    keep.click()

    expect(said(nb)).to_have_text("milk")
    expect(nb.app.get_by_text("This is required")).to_have_count(0)
