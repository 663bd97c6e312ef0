"""Apps of several pages, and blocks whose being open the script is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.hosts import Host

IMPORT = "import ipyrerun as st"
SALES = """%%rerun sales --page
st.title("Sales")
st.text("from a cell")
"""
PAGES = """%%rerun shop
def home():
    st.title("Home")
    st.text_input("Name", key="name")
    st.page_link("%sales", label="See the sales")
    if st.button("To the costs"):
        st.switch_page(costs)
def cost():
    st.title("Costs")
    st.text_input("Name", key="name")
costs = st.Page(cost, title="All costs", icon=":material/payments:", help="What was *paid*")
page = st.navigation(
    {
        "": [st.Page(home, title="Home", icon=":material/home:")],
        "Money": [costs, st.Page("%sales", title="Sales")],
    },
    position=position,
)
st.sidebar.text_input("Around", key="around")
page.run()
"""
OPEN = """%%rerun
import time
fast, slow = st.tabs(["Fast", "Slow"], on_change="rerun", key="tab")
fast.text("at once")
if slow.open:
    slow.text("only now")
details = st.expander("Details", on_change="rerun")
if details.open:
    details.text("computed now")
settings = st.popover("Settings", on_change="rerun", key="pop")
settings.text_input("In it", key="inside")
st.text(f"{slow.open} {details.open} {settings.open}")
def show():
    st.session_state.update(tab="Fast", pop=True)
st.button("Show", on_click=show)
"""


def test_a_menu_links_and_the_script_lead_from_page_to_page(lab: Host):
    nb = lab.open([IMPORT, 'position = "sidebar"', SALES, PAGES])
    nb.run_all()
    heading = nb.app.get_by_role("heading", level=2)
    menu = nb.app.get_by_role("navigation", name="Pages")
    here = menu.locator('[aria-current="page"]')
    expect(heading).to_have_text("Home")
    expect(here).to_have_text("Home")
    around = nb.app.get_by_role("textbox", name="Around")
    around.fill("kept")
    around.press("Enter")
    name = nb.app.get_by_role("textbox", name="Name")
    name.fill("lost")
    name.press("Enter")

    menu.get_by_role("button", name="Home").press("ArrowDown")
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").press("ArrowDown")
    costs = menu.get_by_role("button", name="All costs")
    expect(nb.app.get_by_role("tooltip", name="What was paid")).to_be_visible()
    costs.press("Enter")

    expect(heading).to_have_text("Costs")
    expect(costs).to_be_focused()
    expect(here).to_have_text("All costs")
    expect(name).to_have_value("")
    expect(around).to_have_value("kept")

    menu.get_by_role("button", name="Home").click()
    nb.app.get_by_role("link", name="See the sales").click()
    expect(nb.app.get_by_text("from a cell")).to_be_visible()
    expect(here).to_have_text("Sales")
    nb.set_cell(2, SALES.replace("from a cell", "from another text"))
    nb.run_cell(2)
    expect(nb.app.get_by_text("from another text")).to_be_visible()

    menu.get_by_role("button", name="Home").click()
    nb.app.get_by_role("button", name="To the costs").click()
    expect(heading).to_have_text("Costs")
    expect(around).to_have_value("")


def test_what_is_opened_shows_at_once_and_the_script_fills_it(lab: Host):
    nb = lab.open([IMPORT, OPEN])
    nb.run_all()
    expect(nb.app.get_by_text("False False False")).to_be_visible()

    nb.app.get_by_role("tab", name="Slow").click()
    expect(nb.app.get_by_text("only now")).to_be_visible()
    nb.app.get_by_text("Details").click()
    expect(nb.app.get_by_text("computed now")).to_be_visible()
    opener = nb.app.get_by_role("button", name="Settings")
    opener.click()
    expect(nb.app.get_by_text("True True True")).to_be_visible()
    field = nb.app.get_by_role("textbox", name="In it")
    field.fill("abc")
    field.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    field.press("Escape")
    expect(nb.app.get_by_text("True True False")).to_be_visible()
    expect(opener).to_be_focused()

    nb.app.get_by_role("button", name="Show").click()

    expect(nb.app.get_by_text("at once")).to_be_visible()
    expect(nb.app.get_by_text("False True True")).to_be_visible()
    expect(field).to_be_visible()


def test_the_address_of_a_dashboard_names_the_page(voila: Host):
    nb = voila.open([IMPORT, 'position = "top"', SALES, PAGES])
    nb.run_all()
    heading = nb.app.get_by_role("heading", level=2)
    menu = nb.app.get_by_role("navigation", name="Pages")
    expect(heading).to_have_text("Home")

    menu.get_by_role("button", name="Money").click()
    menu.get_by_role("button", name="All costs").click()

    expect(heading).to_have_text("Costs")
    nb.page.wait_for_url("**/*page=cost*")
    nb.page.go_back()
    expect(heading).to_have_text("Home")
    expect(menu.locator('[aria-current="page"]')).to_have_text("Home")
    nb.page.go_forward()
    expect(heading).to_have_text("Costs")
