"""The corpus of attacks in a real browser: on the page, and as a saved notebook shows it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from ipyrerun.saved import still
from tests.elements.attacks import ATTACKS
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page, Request

    from tests.browser.hosts import Host

# What takes text as markup, or might: outputs with every attack, inputs with some of them each.
OUTPUTS = """
    st.markdown(it, help=it)
    st.markdown(it, unsafe_allow_html=True)
    st.html(f"<p>{it}")
    st.title(it, it)
    st.caption(it)
    st.text(it)
    st.info(it, title=it)
    st.metric(it, it, it, help=it, delta_description=it)
    st.json({it: [it]})
    st.exception(ValueError(it))
    st.container(key=f"box{number} {it}").write(it, [it])
    st.progress(5, it)
"""
INPUTS = [
    "st.slider(it, help=it, key=str(number))",
    "st.selectbox(it, [it], help=it, placeholder=it, key=str(number))",
    "st.text_input(it, it, help=it, placeholder=it, key=str(number))",
    "st.checkbox(it, help=it, key=str(number))",
    "st.button(it, help=it, key=str(number))",
    "st.number_input(it, help=it, placeholder=it, key=str(number))",
]
SCRIPT = f"""
import json
attacks = json.loads({json.dumps(json.dumps(ATTACKS))})
for number, it in enumerate(attacks):
{OUTPUTS}
    kinds = [{", ".join(f"lambda: {call}" for call in INPUTS)}]
    kinds[number % len(kinds)]()
st.table({{"a": attacks, "b": attacks}}, alt=attacks[0])
st.dataframe({{it: [it] for it in attacks}}, height=200)
class Thing:
    def __repr__(self): return attacks[0]
Thing.__doc__ = "\\n".join(attacks)
st.help(Thing())
print(*attacks)
st.text("all drawn")
"""
# Every attack calls it; none may.
TRAP = "() => { window.hits = []; window.go = () => window.hits.push(new Error().stack); }"


def trap(page: Page) -> list[str]:
    """Notice whatever an attack could bring about; return what was noticed, by and by."""
    noticed: list[str] = []

    def refuse(dialog: Dialog) -> None:
        noticed.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def look(request: Request) -> None:
        if "evil" in request.url:
            noticed.append(request.url)

    page.on("dialog", refuse)
    page.on("popup", lambda popup: noticed.append(f"popup {popup.url}"))
    page.on("request", look)
    page.evaluate(TRAP)
    return noticed


def hits(page: Page) -> list[str]:
    """Return who called `go`."""
    found: list[str] = page.evaluate("window.hits")
    return found


def test_no_attack_runs_on_a_page_or_in_a_saved_one(lab: Host):
    nb = lab.open(["import ipyrerun as st", f"%%rerun\n{SCRIPT}"])
    noticed = trap(nb.page)
    address = nb.page.url

    nb.run_all()

    expect(nb.app.locator(".rr-text").last).to_have_text("all drawn")
    expect(nb.app.locator(".rr-widget:empty")).to_have_count(0)
    # Focus and pointer are what some attacks wait for.
    for part in (".rr-help", ".rr-input input", "details > summary"):
        nb.app.locator(part).first.focus()
    assert (hits(nb.page), noticed, nb.page.url) == ([], [], address)

    saved = "".join(still(node) for node in Stage(SCRIPT) if node.kind == "root")
    place = "html => document.body.insertAdjacentHTML('beforeend', html)"
    nb.page.evaluate(place, f"<div id='rr-saved'>{saved}</div>")

    expect(nb.page.locator("#rr-saved")).to_contain_text("all drawn")
    assert (hits(nb.page), noticed, nb.page.url) == ([], [], address)
    assert nb.errors == []
