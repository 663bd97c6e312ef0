"""Inputs in a browser: each one changes the page, and nothing that did not change is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.books import said

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st"
EVERYTHING = """%%rerun
count = st.slider("Count", 0, 10, 2, key="count")
low, high = st.slider("Span", 0, 100, (20, 80), key="span")
name = st.text_input("Name", key="name")
size = st.number_input("Size", 0, 50, 5, key="size")
city = st.selectbox("City", ["Paris", "Rome", "Oslo"], key="city")
loud = st.checkbox("Loud", key="loud")
if st.button("Greet", key="greet"):
    st.session_state.greeted = st.session_state.get("greeted", 0) + 1
st.text(f"{count} {low} {high} {name!r} {size} {city} {loud} {st.session_state.get('greeted', 0)}")
"""
# Notes down which widgets send messages.
SPY = """import ipywidgets
handlers, heard = get_ipython().kernel.shell_handlers, []
handle = handlers["comm_msg"]
def note(stream, ident, message):
    widget = ipywidgets.Widget.widgets.get(message["content"]["comm_id"])
    heard.append(type(widget).__name__)
    return handle(stream, ident, message)
handlers["comm_msg"] = note"""
HEARD = """%%rerun
for i in range(20):
    st.slider(f"Number {i}", 0, 9)
    st.selectbox(f"Choice {i}", ["a", "b"])
    st.text_input(f"Text {i}")
st.text_input("Secret", type="password")
st.file_uploader("Data")
st.button("Now")
st.text(" ".join(sorted(set(heard))))
"""
AROUND = """%%rerun
n = st.slider("Before", 0, 5, key="n")
for i in range(n):
    st.info(f"above {i}")
st.text_input("Field", key="field")
for i in range(n):
    st.success(f"below {i}")
st.markdown(f"value {st.session_state.field}")
"""
# Marks the node, so that a replaced one is found out, and keeps every focus that it loses.
MARK = """node => {
    node.marked = true;
    node.lost = 0;
    node.addEventListener('blur', () => { node.lost += 1; });
    node.focus();
    node.setSelectionRange(2, 3);
}"""
LOOK = """node => [node.marked === true, node.lost, document.activeElement === node,
    node.selectionStart, node.selectionEnd, node.value]"""


def test_a_kernel_hears_nothing_of_inputs_that_nobody_uses_but_of_those_who_ask_for_it(lab: Host):
    nb = lab.open([IMPORT, SPY, HEARD])
    nb.run_all()
    nb.app.get_by_label("Text 19").scroll_into_view_if_needed()

    nb.app.get_by_role("button", name="Now").click()

    expect(said(nb)).to_have_text("Button Files Page Password")


def test_drag_type_click_and_select_change_the_page(host: Host):
    nb = host.open([IMPORT, EVERYTHING])
    nb.run_all()
    expect(said(nb)).to_have_text("2 20 80 '' 5 Paris False 0")

    drag(nb, nb.app.get_by_role("slider", name="Count"), 0.6)
    expect(said(nb)).to_have_text("6 20 80 '' 5 Paris False 0")
    nb.app.get_by_role("slider", name="Count").press("End")
    expect(said(nb)).to_have_text("10 20 80 '' 5 Paris False 0")
    nb.app.get_by_role("textbox", name="Name").fill("Ada")
    nb.app.get_by_role("textbox", name="Name").press("Enter")
    nb.app.get_by_label("Size").fill("7")
    nb.app.get_by_label("Size").press("Enter")
    nb.app.get_by_role("combobox", name="City").click()
    nb.page.get_by_role("option", name="Oslo").click()
    nb.app.get_by_role("checkbox", name="Loud").check(force=True)
    nb.app.get_by_role("button", name="Greet").click()

    expect(said(nb)).to_have_text("10 20 80 'Ada' 7 Oslo True 1")
    nb.shot("inputs-light")
    find = nb.app.get_by_role
    for field, keys in (
        (nb.app.get_by_label("Size"), ("ArrowUp", "Enter")),
        (find("combobox", name="City"), ("ArrowDown", "ArrowUp", "Enter")),
        (find("checkbox", name="Loud"), ("Space",)),
        (find("button", name="Greet"), ("Enter", "Space")),
    ):
        field.focus()
        for key in keys:
            nb.page.keyboard.press(key)
    nb.app.get_by_role("button", name="Increase").click()
    expect(said(nb)).to_have_text("10 20 80 'Ada' 9 Rome False 3")


def drag(nb: NotebookPage, slider: Locator, share: float) -> None:
    """Drag the thumb of a slider from its value to a share of the track, in ten steps."""
    box = slider.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    at = slider.evaluate("node => (node.value - node.min) / (node.max - node.min)")
    nb.page.mouse.move(box["x"] + at * box["width"], y)
    nb.page.mouse.down()
    nb.page.mouse.move(box["x"] + share * box["width"], y, steps=10)
    nb.page.mouse.up()


def test_the_focused_field_survives_what_happens_around_it(host: Host):
    nb = host.open([IMPORT, AROUND])
    nb.run_all()
    field = nb.app.get_by_role("textbox", name="Field")
    field.fill("abcdef")
    field.press("Enter")
    expect(nb.app).to_contain_text("value abcdef")
    field.evaluate(MARK)

    for n, seen in ((3, "above 2"), (1, "above 0"), (0, "value abcdef")):
        nb.page.evaluate(SET_SLIDER, n)
        expect(nb.app.get_by_text("above", exact=False)).to_have_count(n)
        expect(nb.app).to_contain_text(seen)

    assert field.evaluate(LOOK) == [True, 0, True, 2, 3, "abcdef"]


# Moves the slider as its view does, but from outside, so that the focus stays in the field.
SET_SLIDER = """n => {
    const range = document.querySelector('.rr-page input[type=range]');
    range.value = n;
    range.dispatchEvent(new Event('input', {bubbles: true}));
    range.dispatchEvent(new Event('change', {bubbles: true}));
}"""


def test_a_value_that_a_callback_assigns_is_shown(host: Host):
    nb = host.open(
        [
            IMPORT,
            (
                "%%rerun\n"
                "def reset():\n"
                "    st.session_state.n = 7\n"
                "    st.session_state.word = 'new'\n"
                "st.slider('N', 0, 10, key='n')\n"
                "st.text_input('Word', key='word')\n"
                "st.button('Reset', on_click=reset)\n"
                "st.text(f'{st.session_state.n} {st.session_state.word}')\n"
            ),
        ]
    )
    nb.run_all()

    nb.app.get_by_role("button", name="Reset").click()

    expect(said(nb)).to_have_text("7 new")
    expect(nb.app.get_by_role("slider")).to_have_value("7")
    expect(nb.app.get_by_role("textbox")).to_have_value("new")


def test_keys_typed_in_an_input_are_no_notebook_commands(lab: Host):
    nb = lab.open([IMPORT, EVERYTHING])
    nb.run_all()
    cells = nb.locator(".jp-Notebook .jp-Cell")
    before = cells.count()

    for role, name in (
        ("textbox", "Name"),
        ("slider", "Count"),
        ("checkbox", "Loud"),
        ("button", "Greet"),
    ):
        nb.app.get_by_role(role, name=name).focus()  # type: ignore[arg-type]
        for key in ("d", "d", "x", "a", "b"):
            nb.page.keyboard.press(key)

    assert cells.count() == before


def test_a_widget_can_be_linked_in_the_browser_and_set_from_a_cell(lab: Host):
    nb = lab.open(
        [
            IMPORT,
            "%%rerun\nn = st.slider('N', 0, 10, key='n')\nst.text(f'n is {n}')",
            (
                "import ipywidgets as w\nother = w.IntSlider(0, 0, 10)\n"
                "link = w.jslink((st.widget_of('n'), 'value'), (other, 'value'))\nother"
            ),
        ]
    )
    nb.run_all()

    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.locator(".widget-slider .widget-readout")).to_have_text("1")
    nb.add_cell("st.widget_of('n').value = 5")

    expect(said(nb)).to_have_text("n is 5")
    expect(nb.app.get_by_role("slider")).to_have_value("5")
    expect(nb.locator(".widget-slider .widget-readout")).to_have_text("5")


def test_the_page_follows_the_theme_of_the_host(host: Host):
    nb = host.open([IMPORT, EVERYTHING])
    nb.run_all()
    expect(said(nb)).to_be_visible()

    nb.set_theme(dark=True)

    expect(said(nb)).to_be_visible()
    nb.shot("inputs-dark")
    colour = said(nb).evaluate("node => getComputedStyle(node).color")
    assert max(int(part) for part in colour.strip("rgba()").split(",")[:3]) > 150
