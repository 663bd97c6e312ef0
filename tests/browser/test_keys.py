"""No key that is pressed in an element of a page is a command to the notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st, inspect"
# Every input that there is, found in the public names by its `key` and `on_change` or `on_click`.
EVERY = """%%rerun page
import datetime
given = {"options": ["one", "two"], "label": "Name", "data": {"a": [1, 2]}}
drawn = []
for name in sorted(st.__all__):
    try:
        parameters = inspect.signature(getattr(st, name)).parameters
    except (TypeError, ValueError):
        continue
    if "key" not in parameters or not {"on_change", "on_click"} & {*parameters}: continue
    required = {p: given.get(p, "text") for p, one in parameters.items()
                if one.default is one.empty and one.kind in (0, 1, 3)}
    try:
        getattr(st, name)(**required, key="the_" + name)
    except st.errors.Error:
        continue
    drawn.append(name)
st.dataframe({"a": [1, 2]})
st.text(" ".join(drawn))
"""
KEYS = [*"ddxabhmyiioo00", "Enter", "Shift+Enter", "Control+Enter", "Alt+Enter", "Escape"]
ARROWS = ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End", "z", "Shift+M"]
# All that takes the focus on the page, also what a picker puts beside its field.
TARGETS = "input, textarea, select, button, [tabindex], a[href]"


def book(nb: NotebookPage) -> tuple[object, ...]:
    """Return the kind, the number of executions and the text of every cell."""
    cells = nb.page.evaluate(
        """() => [...document.querySelectorAll('.jp-Cell')].map(cell => [
            cell.classList.contains('jp-MarkdownCell'),
            cell.querySelector('.jp-InputPrompt')?.textContent,
            cell.querySelector('.cm-content')?.textContent,
        ])"""
    )
    return tuple(map(tuple, cells))


@pytest.mark.parametrize("host", ["lab", "notebook"], indirect=True)
def test_no_key_in_any_input_reaches_the_notebook(host: Host):
    nb = host.open([IMPORT, EVERY])
    nb.run_all()
    drawn = nb.app.locator(".rr-text").last
    expect(drawn).to_contain_text("text_input")
    expect(drawn).to_contain_text("selectbox")
    before, kernel = book(nb), nb.kernel_id()
    inputs = nb.app.locator(".rr-input")

    for at in range(inputs.count()):
        places = inputs.nth(at).locator(TARGETS)
        for index in range(min(places.count(), 4)):
            place = places.nth(index)
            if not place.is_visible() or not place.is_enabled():
                continue
            for key in [*KEYS, *ARROWS]:
                place.focus()
                nb.page.keyboard.press(key)
            name = inputs.nth(at).text_content()
            assert book(nb) == before, f"{name!r}, element {index}: {place}"
            assert nb.page.locator(".jp-Dialog").count() == 0, name
    assert nb.kernel_id() == kernel
    assert nb.ask_kernel("print('alive', 'st' in globals())") == "alive True\n"
