"""Fragments and dialogs, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st"
VOTE = """%%rerun
@st.dialog("Cast your vote", icon=":material/how_to_vote:")
def vote(item):
    reason = st.text_input("Because", key="reason")
    size = st.selectbox("Size", ["small", "large"], key="size")
    st.text(f"{item} for {reason}, {size}")
    if st.button("Submit", type="primary"):
        st.session_state.vote = reason
        st.rerun()
@st.dialog("Details", position="right", dismissible=False)
def details():
    st.write("A drawer at the side of the window.")
    if st.button("Done"):
        st.rerun()
if st.button("Vote"):
    vote("A")
if st.button("Details"):
    details()
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(f"run {st.session_state.runs}, vote {st.session_state.get('vote')}")
"""
PARTS = """%%rerun
@st.fragment
def part():
    n = st.slider("n", 0, 9, key="n")
    st.text(f"n is {n}")
    st.sidebar.text(f"beside {n}")
field = st.text_input("Field", key="field")
st.sidebar.text("above")
part()
st.sidebar.text("below")
@st.fragment(run_every=0.2)
def clock():
    st.session_state.ticks = st.session_state.get("ticks", 0) + 1
    st.text(f"tick {st.session_state.ticks}")
clock()
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(f"run {st.session_state.runs}")
"""


def opened(host: Host, cell: str, words: str) -> NotebookPage:
    nb = host.open([IMPORT, cell])
    nb.run_all()
    expect(nb.app.get_by_text(words)).to_be_visible()
    return nb


def dialog(nb: NotebookPage, name: str = "Cast your vote") -> Locator:
    return nb.page.get_by_role("dialog", name=name)


def test_a_dialog_by_keyboard(lab: Host):
    nb = opened(lab, VOTE, "run 1, vote None")
    button = nb.app.get_by_role("button", name="Vote", exact=True)
    button.focus()
    button.press("Enter")
    field = nb.page.get_by_role("textbox", name="Because")
    expect(field).to_be_focused()
    field.evaluate("el => { window.fieldBefore = el; }")

    nb.page.keyboard.type("it is good")
    nb.page.keyboard.press("Enter")
    expect(dialog(nb).get_by_text("A for it is good, small")).to_be_visible()
    expect(field).to_be_focused()
    assert field.evaluate("el => el === window.fieldBefore")

    size = nb.page.get_by_role("combobox", name="Size")
    size.press("ArrowDown")
    expect(nb.page.get_by_role("listbox")).to_be_visible()
    size.press("Escape")
    expect(nb.page.get_by_role("listbox")).to_be_hidden()
    expect(dialog(nb)).to_be_visible()

    nb.page.keyboard.press("Escape")
    expect(dialog(nb)).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Enter")
    expect(dialog(nb).get_by_text("A for it is good, small")).to_be_visible()
    dialog(nb).get_by_role("button", name="Submit").press("Enter")
    expect(nb.app.get_by_text("vote it is good")).to_be_visible()
    expect(dialog(nb)).to_be_hidden()


def test_a_dialog_by_mouse_and_a_drawer_that_stays(lab: Host):
    nb = opened(lab, VOTE, "run 1, vote None")
    nb.app.get_by_role("button", name="Vote", exact=True).click()
    nb.page.mouse.move(5, 5)
    expect(dialog(nb)).to_be_visible()
    dialog(nb).get_by_text("Cast your vote").click()
    expect(dialog(nb)).to_be_visible()
    nb.page.mouse.click(5, 5)
    expect(dialog(nb)).to_be_hidden()

    nb.app.get_by_role("button", name="Vote", exact=True).click()
    dialog(nb).get_by_role("button", name="Close").click()
    expect(dialog(nb)).to_be_hidden()

    nb.app.get_by_role("button", name="Details").click()
    drawer = dialog(nb, "Details")
    expect(drawer).to_be_visible()
    nb.page.mouse.click(5, 5)
    nb.page.keyboard.press("Escape")
    nb.page.keyboard.press("Escape")
    edge = drawer.get_by_role("separator")
    edge.press("ArrowLeft")
    expect(edge).to_have_attribute("aria-valuenow", "532")
    drawer.get_by_role("button", name="Done").click()
    expect(drawer).to_be_hidden()


def test_a_fragment_leaves_the_page_around_it_alone(lab: Host):
    nb = opened(lab, PARTS, "tick 3")
    once = nb.app.get_by_text("run 1", exact=True)
    slider = nb.app.get_by_role("slider", name="n")
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    expect(nb.app.get_by_text("n is 2")).to_be_visible()
    expect(slider).to_be_focused()
    expect(nb.app.get_by_role("complementary")).to_contain_text("above")
    expect(nb.app.get_by_text("beside 2")).to_be_visible()
    expect(once).to_be_visible()

    # To leave the field would send what is in it, and run the whole page.
    field = nb.app.get_by_role("textbox", name="Field")
    field.fill("half a wor")
    ticks = nb.app.get_by_text("tick ").text_content()
    expect(nb.app.get_by_text(ticks or "")).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("half a wor")
    expect(once).to_be_visible()
