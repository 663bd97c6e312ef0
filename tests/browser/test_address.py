"""The page's address, its looks and its browser's facts; cells that share a key, side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.hosts import Host

BOUND = """%%rerun bound
n = st.slider("Number", 0, 10, 3, key="n", bind="query-params")
tags = st.multiselect("Tags", ["a", "b&c"], key="tags", bind="query-params")
st.write(f"{n} is shown, with {tags}")
st.caption(f"{st.context.timezone} {st.context.theme.type}")
"""
LOOKS = """%%rerun
st.set_page_config("Weather", "\N{UMBRELLA}", "wide", "collapsed", {"about": "Made **here**",
    "Get help": "https://example.org/help"})
st.title("Another title")
st.sidebar.write("beside")
"""


def test_an_address_follows_its_inputs_and_brings_them_back(voila: Host):
    nb = voila.open(["import ipyrerun as st", BOUND])
    nb.run_all()
    thumb = nb.app.get_by_role("slider")
    expect(nb.app).to_contain_text("3 is shown")

    thumb.press("ArrowRight")
    thumb.press("ArrowRight")
    expect(nb.page).to_have_url(re.compile(r"[?&]n=5$"))
    nb.app.get_by_role("combobox").click()
    nb.page.get_by_role("option", name="b&c").click()
    expect(nb.page).to_have_url(re.compile(r"[?&]n=5&tags=b%26c$"))

    nb.page.reload()
    expect(nb.app).to_contain_text("5 is shown, with ['b&c']")
    expect(nb.app.get_by_role("slider")).to_have_value("5")
    nb.app.get_by_role("slider").press("Home")
    for _ in range(3):
        nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.page).to_have_url(re.compile(r"[?&]tags=b%26c$"))

    nb.page.goto(nb.page.url.partition("?")[0] + "?n=99&tags=b%26c&mine=1")
    expect(nb.app).to_contain_text("3 is shown, with ['b&c']")
    expect(nb.page).to_have_url(re.compile(r"\?tags=b%26c&mine=1$"))


def test_a_dashboard_looks_as_its_script_says(voila: Host):
    nb = voila.open(["import ipyrerun as st", LOOKS])
    nb.run_all()

    expect(nb.page).to_have_title("Weather")
    expect(nb.page.locator("body[data-rr-wide]")).to_be_attached()
    icon = nb.page.locator("link[rel~=icon]").first
    expect(icon).to_have_attribute("href", re.compile("^data:image/svg"))
    expect(nb.app.get_by_text("beside")).to_be_hidden()
    nb.app.get_by_role("button", name="Page menu").click()
    expect(nb.app.get_by_role("menuitem", name="Get help")).to_have_attribute(
        "href", "https://example.org/help"
    )
    nb.shot("looks-menu")
    nb.app.get_by_role("menuitem", name="About").click()
    expect(nb.app.get_by_text("Made here")).to_be_visible()
    nb.shot("looks-about")
    nb.page.keyboard.press("Enter")
    expect(nb.app.get_by_role("menuitem", name="About")).to_be_focused()


def test_two_cells_are_in_step_and_know_the_browser(lab: Host):
    nb = lab.open(
        [
            "import ipyrerun as st",
            (
                "%%rerun one\nst.slider('Shared', 0, 10, key='n')\n"
                "st.write('theme', st.context.theme.type)"
            ),
            (
                "%%rerun two\nst.slider('Shared', 0, 10, key='n')\n"
                "st.write('twice', 2 * st.session_state.n)"
            ),
            (
                "%%rerun three --isolated\nst.slider('Alone', 0, 10, key='n')\n"
                "st.write('alone', st.session_state.n)"
            ),
        ]
    )
    nb.run_all()
    pages = nb.page.locator(".rr-page")
    expect(pages.nth(2)).to_contain_text("alone 0")
    expect(pages.nth(0)).to_contain_text("theme light")

    pages.nth(0).get_by_role("slider").press("ArrowRight")

    expect(pages.nth(1)).to_contain_text("twice 2")
    expect(pages.nth(1).get_by_role("slider")).to_have_value("1")
    expect(pages.nth(2)).to_contain_text("alone 0")
    pages.nth(2).get_by_role("slider").press("End")
    expect(pages.nth(2)).to_contain_text("alone 10")
    expect(pages.nth(0).get_by_role("slider")).to_have_value("1")
    nb.set_theme(dark=True)
    expect(pages.nth(0)).to_contain_text("theme dark")
    expect(nb.page).to_have_url(re.compile(r"^[^?]*$"))
