"""Blocks that open and close, toasts, and how a page fits its width and its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st"
FOLDS = """%%rerun
first, second = st.tabs(["First", "Second"])
first.text("in first")
with second:
    n = st.slider("n", 0, 9, key="n")
    for i in range(n):
        st.text(f"row {i}")
with st.expander("More"):
    field = st.text_input("Field", key="field")
    st.text(f"n is {n}, field is {field}")
with st.popover("Settings"):
    size = st.selectbox("Size", ["small", "large"], key="size")
    name = st.text_input("Name", key="name")
    st.text(f"{size} {name}")
st.button("Beside")
"""
TOASTS = """%%rerun
if st.button("Save"):
    st.toast("Saved", duration="infinite")
if st.button("Party"):
    st.balloons()
    st.text("party")
st.toast("Welcome", duration="infinite")
"""
NARROW = """%%rerun
left, right = st.columns(2)
left.text("left")
right.text("right")
one, two = st.columns(2, wrap=False)
one.text("one")
two.text("two")
with st.grid(4, min_column_width=150) as grid:
    for i in range(4):
        st.text(f"cell {i}")
    grid.cell(column_span=3).text("wide")
st.tabs(["Open", "Shut"])[1].text("in the shut tab")
st.expander("Closed").text("in the closed expander")
st.bottom.text("at the foot")
for i in range(60):
    st.text(f"line {i}")
"""


def test_tabs_and_expanders_stay_open_while_what_is_inside_changes(lab: Host):
    nb = lab.open([IMPORT, FOLDS])
    nb.run_all()
    expect(nb.app.get_by_text("in first")).to_be_visible()

    nb.app.get_by_role("tab", name="First").press("ArrowRight")
    expect(nb.app.get_by_role("tab", name="Second")).to_be_focused()
    expect(nb.app.get_by_text("in first")).to_be_hidden()
    slider = nb.app.get_by_role("slider", name="n")
    nb.app.get_by_text("More").click()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight"):
        slider.press(key)
    expect(nb.app.get_by_text("row 2")).to_be_visible()
    expect(slider).to_be_focused()
    field = nb.app.get_by_role("textbox", name="Field")
    field.fill("abc")
    field.press("Enter")

    expect(nb.app.get_by_text("n is 3, field is abc")).to_be_visible()
    expect(field).to_be_focused()
    nb.app.get_by_role("tab", name="First").click()
    expect(nb.app.get_by_text("in first")).to_be_visible()


def test_a_popover_is_live_while_it_is_open_and_gives_the_focus_back(lab: Host):
    nb = lab.open([IMPORT, FOLDS])
    nb.run_all()
    opener = nb.app.get_by_role("button", name="Settings")
    panel = nb.app.get_by_role("dialog", name="Settings")

    opener.press("Enter")
    expect(panel).to_be_focused()
    nb.page.keyboard.press("Tab")
    size = panel.get_by_role("combobox")
    expect(size).to_be_focused()
    nb.page.keyboard.press("ArrowDown")
    expect(nb.page.get_by_role("option", name="large")).to_be_visible()
    nb.page.keyboard.press("Escape")
    expect(nb.page.get_by_role("option", name="large")).to_be_hidden()
    expect(panel).to_be_visible()
    name = panel.get_by_role("textbox", name="Name")
    name.fill("abc")
    name.press("Enter")
    expect(panel).to_contain_text("small abc")
    expect(name).to_be_focused()

    nb.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    expect(panel).to_be_visible()
    nb.app.get_by_role("button", name="Beside").click()
    expect(panel).to_be_hidden()


def toasts(nb: NotebookPage, words: str) -> Locator:
    """Return the toasts that say this."""
    return nb.app.locator(".rr-toast").filter(has_text=words)


def test_a_toast_appears_with_each_click_and_never_again(lab: Host):
    nb = lab.open([IMPORT, TOASTS])
    nb.page.emulate_media(reduced_motion="reduce")
    nb.run_all()
    expect(toasts(nb, "Welcome")).to_have_count(1)

    nb.app.get_by_role("button", name="Save").click()
    expect(toasts(nb, "Saved")).to_have_count(1)
    nb.app.get_by_role("button", name="Save").click()
    expect(toasts(nb, "Saved")).to_have_count(2)
    expect(nb.app.get_by_role("status", name="Notes")).to_contain_text("Saved")
    toasts(nb, "Saved").first.get_by_role("button", name="Dismiss").press("Escape")
    expect(toasts(nb, "Saved")).to_have_count(1)

    nb.app.get_by_role("button", name="Party").click()
    expect(nb.app.get_by_text("party", exact=True)).to_be_visible()
    assert nb.app.locator(".rr-balloons").count() == 0
    nb.save()
    nb.reload()
    expect(nb.app.get_by_role("button", name="Save")).to_be_visible()
    assert nb.app.locator(".rr-toast").count() == 0
    nb.page.emulate_media(reduced_motion="no-preference")
    nb.app.get_by_role("button", name="Party").click()
    expect(nb.app.locator(".rr-balloons")).to_be_attached()
    expect(toasts(nb, "Welcome")).to_have_count(1)


# Below what sticks to the foot of a dashboard's window, nothing of the page shows.
REACHES_THE_EDGE = """() => {
    const { bottom } = document.querySelector('.rr-bottom').getBoundingClientRect();
    return Math.abs(bottom - innerHeight) < 1;
}"""


def test_a_first_toast_is_shown_and_the_foot_is_in_view_in_every_host(host: Host):
    nb = host.open([IMPORT, NARROW + "st.toast('hello', duration='infinite')"])
    nb.run_all()

    expect(toasts(nb, "hello")).to_be_in_viewport()
    expect(nb.app.get_by_text("line 30", exact=True)).to_be_attached()
    nb.app.get_by_text("line 3", exact=True).scroll_into_view_if_needed()
    expect(nb.app.get_by_text("at the foot")).to_be_in_viewport()
    if nb.host.name == "voila":
        nb.page.wait_for_function(REACHES_THE_EDGE)


def top(nb: NotebookPage, words: str) -> float:
    """Return how far down the window a text stands."""
    return float(
        nb.app.get_by_text(words, exact=True).evaluate("e => e.getBoundingClientRect().top")
    )


def test_a_narrow_page_stacks_its_columns_and_paper_shows_everything(voila: Host):
    nb = voila.open([IMPORT, NARROW])
    nb.page.set_viewport_size({"width": 1000, "height": 700})
    expect(nb.app.get_by_text("line 59", exact=True)).to_be_attached()
    assert top(nb, "left") == top(nb, "right")
    assert top(nb, "cell 0") == top(nb, "cell 3")

    nb.page.set_viewport_size({"width": 450, "height": 700})
    nb.page.wait_for_function(
        "() => document.querySelector('.rr-lattice').style.getPropertyValue('--rr-columns') === '2'"
    )
    assert top(nb, "left") < top(nb, "right")
    assert top(nb, "one") == top(nb, "two")
    assert top(nb, "cell 0") == top(nb, "cell 1") < top(nb, "cell 2")
    assert nb.app.evaluate("page => page.scrollWidth <= page.clientWidth")

    expect(nb.app.get_by_text("in the shut tab")).to_be_hidden()
    expect(nb.app.get_by_text("in the closed expander")).to_be_hidden()
    nb.page.emulate_media(media="print")
    expect(nb.app.get_by_text("in the shut tab")).to_be_visible()
    expect(nb.app.get_by_text("in the closed expander")).to_be_visible()
