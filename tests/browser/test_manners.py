"""The page's menu, pages that are outdated, and keys that are the page's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st, time"
CACHE = """import ipyrerun as st, time
from ipyrerun.session import kernel
cleared = []
kernel.caches.append(lambda: cleared.append(1))
"""
COUNT = """%%rerun page
st.session_state.n = st.session_state.get("n", 0) + 1
st.title("Counted")
name = st.text_input("Name", key="name")
st.checkbox("Loud", key="loud")
st.metric("Runs", st.session_state.n)
"""


def opened(host: Host) -> NotebookPage:
    """Open a page that counts its runs."""
    nb = host.open([IMPORT, COUNT])
    nb.run_all()
    expect(nb.app.locator(".rr-metric")).to_contain_text("1")
    return nb


def test_the_menu_is_used_by_mouse_and_by_keyboard_alone(lab: Host):
    nb = opened(lab)
    runs, keys = nb.app.locator(".rr-metric"), nb.page.keyboard
    opener, menu = nb.app.get_by_role("button", name="Page menu"), nb.app.get_by_role("menu")
    nb.page.mouse.move(2, 2)
    expect(opener).to_have_css("opacity", "0")

    nb.app.hover()
    expect(opener).to_have_css("opacity", "1")
    opener.click()
    expect(menu.get_by_role("menuitem")).to_have_text(["RerunR", "Clear state…"])
    menu.get_by_role("menuitem", name="Rerun").click()
    expect(runs).to_contain_text("2")
    expect(menu).to_be_hidden()

    expect(opener).to_be_focused()
    keys.press("ArrowUp")
    expect(menu.get_by_role("menuitem", name="Clear state…")).to_be_focused()
    keys.press("ArrowDown")
    expect(menu.get_by_role("menuitem", name="Rerun")).to_be_focused()
    keys.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    keys.press("Enter")
    keys.press("End")
    keys.press("Enter")
    expect(menu.get_by_role("menuitem")).to_have_text(["Clear state", "Keep it"])
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(runs).to_contain_text("2")
    keys.press("Enter")
    keys.press("Enter")
    expect(runs).to_contain_text("1")


def test_r_reruns_where_the_focus_is_on_the_page_but_not_in_a_field(lab: Host):
    nb = opened(lab)
    runs = nb.app.locator(".rr-metric")

    nb.app.get_by_role("textbox").press_sequentially("rrr")
    nb.app.get_by_role("checkbox").focus()
    expect(runs).to_contain_text("2")
    nb.page.keyboard.press("r")

    expect(runs).to_contain_text("3")
    expect(nb.app.get_by_role("textbox")).to_have_value("rrr")
    assert nb.ask_kernel("print(st.session_state.name, st.session_state.n)") == "rrr 3\n"


def test_the_menu_stops_a_run_clears_caches_and_is_off_without_a_kernel(lab: Host):
    cell = "%%rerun page\nlong = st.checkbox('Long')\nwhile long:\n    time.sleep(0.01)"
    nb = lab.open([CACHE, cell])
    nb.run_all()
    opener, menu = nb.app.get_by_role("button", name="Page menu"), nb.app.get_by_role("menu")
    nb.app.get_by_role("checkbox").check()
    expect(nb.app.locator(".rr-status")).to_contain_text("Running")

    opener.focus()
    nb.page.keyboard.press("Enter")
    menu.get_by_role("menuitem", name="Stop").click()
    expect(nb.app.locator(".rr-status")).to_contain_text("Stopped")
    nb.app.get_by_role("checkbox").focus()
    nb.page.keyboard.press("c")
    assert nb.ask_kernel("print(cleared)") == "[1]\n"

    nb.kill_kernel()
    expect(opener).to_be_disabled()


def test_a_page_says_that_it_is_outdated_also_after_a_reload_until_it_has_run_again(lab: Host):
    nb = lab.open(
        [
            IMPORT + "\nweather = 'rain'",
            "%%rerun page\nst.title(f'It is {weather}')\nst.button('Go')",
        ]
    )
    nb.run_all()
    line = nb.app.locator(".rr-outdated")
    expect(line).to_be_hidden()

    nb.add_cell("weather = 'snow'")
    expect(line).to_contain_text("weather changed in the notebook")
    nb.shot("outdated")
    nb.save()
    nb.reload()
    expect(line).to_contain_text("weather changed in the notebook")
    line.get_by_role("button", name="Rerun").click()

    expect(nb.app).to_contain_text("It is snow")
    expect(line).to_be_hidden()
