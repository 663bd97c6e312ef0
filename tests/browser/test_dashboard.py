"""A dashboard of Voila: its sidebar, width, title and print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.hosts import Host

PAGE = """%%rerun page{options}
st.title("Rain in " + st.sidebar.text_input("City", "Oslo"))
for i in range(30):
    st.sidebar.checkbox(f"Choice {{i}}")
for i in range(60):
    st.markdown(f"Line {{i}}")
"""
MARGIN = """() => document.querySelector('.rr-page').getBoundingClientRect().left"""


def test_a_dashboard_keeps_its_sidebar_in_view_is_named_by_its_title_and_prints(voila: Host):
    nb = voila.open(["import ipyrerun as st", PAGE.format(options="")])
    nb.run_all()
    expect(nb.page).to_have_title("Rain in Oslo")
    city = nb.app.get_by_role("textbox")
    nb.shot("dashboard")

    nb.app.get_by_text("Line 59", exact=True).scroll_into_view_if_needed()
    expect(city).to_be_in_viewport()
    nb.app.get_by_text("Choice 29", exact=True).scroll_into_view_if_needed()
    expect(nb.app.get_by_text("Line 59", exact=True)).to_be_in_viewport()
    city.fill("Rome")
    city.press("Enter")
    expect(nb.page).to_have_title("Rain in Rome")

    nb.page.set_viewport_size({"width": 1900, "height": 900})
    nb.page.wait_for_function(f"() => ({MARGIN})() > 200")
    nb.page.emulate_media(media="print")
    expect(nb.app.get_by_role("button", name="Page menu")).to_be_hidden()
    nb.page.wait_for_function(f"() => ({MARGIN})() < 40")


@pytest.mark.parametrize("dark", [True])
def test_a_wide_dashboard_uses_the_width_of_the_window(voila: Host, dark: bool):
    nb = voila.open(["import ipyrerun as st", PAGE.format(options=" --wide")])
    nb.run_all()
    nb.set_theme(dark=dark)
    expect(nb.page).to_have_title("Rain in Oslo")
    nb.page.set_viewport_size({"width": 1900, "height": 900})
    nb.shot("dashboard-wide")

    nb.page.wait_for_function(f"() => ({MARGIN})() < 40")
