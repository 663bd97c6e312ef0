"""HTML of the script's own, frames, trees and tables, in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.hosts import until

if TYPE_CHECKING:
    from tests.browser.hosts import Host

IMPORT = "import ipyrerun as st"
LIVE = """%%rerun
n = st.slider("n", 0, 5, key="n")
st.text(f"run {n}")
st.html(
    "<i id='mark'>old</i><script>window.ran = (window.ran ?? 0) + 1;"
    "document.getElementById('mark').textContent = `new ${window.ran}`</script>"
    f"<!-- {n // 2} -->",
    unsafe_allow_javascript=True,
)
st.html("<script>window.stolen = true</script><b>quiet</b>")
"""
STYLED = '''%%rerun
st.html("""<style>
@import url(//evil.example/x.css);
.lm-Widget, p, h2 { color: rgb(1, 2, 3) } .x { position: fixed } } } h2 { top: 0 }
@keyframes rr-turn { to { opacity: 0.5 } } .x { animation: rr-turn 1s }
@media (min-width: 1px) { .y { color: rgb(4, 5, 6) } }
</style>""")
st.html("<p class='x'>in</p><p class='y'>in</p>")
'''
OTHER = "%%rerun\nst.html('<p>other</p>')"
FRAMES = '''%%rerun
st.iframe("""<div style="height:333px;width:222px">tall</div><script>
let seen = "";
try { seen = parent.document.title } catch (error) { seen = error.name }
document.body.append(seen)</script>""", alt="Own", width="content")
st.iframe("<input id=field>", height=60, tab_index=0)
st.iframe("/api/status")
'''
OBJECTS = """%%rerun
import pandas as pd
n = st.slider("n", 0, 5, key="n")
st.json({"a": {"b": [n]}, "c": "x"})
st.table(pd.DataFrame({"a": range(40), "b": ["*x*"] * 40}), height=150)
st.dataframe
"""


OWN_COLOUR = "rgb(1, 2, 3)"


def test_scripts_run_where_they_are_allowed_and_once_per_change(lab: Host):
    nb = lab.open([IMPORT, LIVE])
    nb.run_all()
    mark = nb.app.locator("#mark")
    expect(mark).to_have_text("new 1")

    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app.locator(".rr-text").first).to_have_text("run 1")
    expect(mark).to_have_text("new 1")
    nb.app.get_by_role("slider").press("ArrowRight")

    expect(mark).to_have_text("new 2")
    assert nb.page.evaluate("window.stolen ?? false") is False


def test_a_style_sheet_stays_on_its_page(lab: Host):
    nb = lab.open([IMPORT, STYLED, OTHER])
    nb.run_all()
    inside, media = nb.app.first.locator("p.x"), nb.app.first.locator("p.y")
    expect(nb.app.last).to_contain_text("other")

    expect(inside).to_have_css("color", OWN_COLOUR)
    expect(media).to_have_css("color", "rgb(4, 5, 6)")
    expect(inside).to_have_css("position", "static")
    expect(inside).to_have_css("animation-name", re.compile("rr-own"))
    for host in (nb.app.last.get_by_text("other"), nb.locator(".lm-Widget").first):
        expect(host).not_to_have_css("color", OWN_COLOUR)
    # It goes with its element.
    nb.set_cell(1, "%%rerun\nst.html('<p>bare</p>')")
    nb.run_cell(1)
    bare = nb.app.first.get_by_text("bare")
    expect(bare).to_be_visible()
    expect(bare).not_to_have_css("color", OWN_COLOUR)


def test_a_frame_fits_its_content_and_cannot_reach_the_notebook(lab: Host):
    nb = lab.open([IMPORT, FRAMES])
    nb.run_all()
    own = nb.app.locator("iframe[title=Own]")
    content = nb.page.frame_locator("iframe[title=Own]")

    expect(content.locator("body")).to_contain_text("SecurityError")
    nb.page.wait_for_function(
        "() => document.querySelector('iframe[title=Own]').clientHeight > 333"
    )
    width = own.evaluate("node => node.clientWidth")
    assert 222 <= width < 300
    second = nb.app.locator("iframe").nth(1)
    second.focus()
    nb.page.keyboard.press("Tab")
    nb.page.keyboard.type("dd")
    expect(nb.page.frame_locator("iframe >> nth=1").locator("#field")).to_have_value("dd")
    until(nb.app.locator("iframe").nth(2), "node => node.clientHeight === 400")


def test_objects_are_looked_into_with_the_keyboard(lab: Host):
    nb = lab.open([IMPORT, OBJECTS])
    nb.run_all()
    inner = nb.app.locator("summary", has_text="b:")
    expect(inner).to_be_visible()

    inner.press("Enter")
    expect(nb.app.locator(".rr-json-number")).to_be_hidden()
    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app.locator(".rr-json-body .rr-json-fold").last).not_to_have_attribute("open", "")
    inner.press("Enter")
    expect(nb.app.locator(".rr-json-number")).to_have_text("1")
    nb.context.grant_permissions(["clipboard-read", "clipboard-write"])
    nb.app.get_by_role("button", name="Copy as JSON").click()
    nb.page.wait_for_function(
        'async () => (await navigator.clipboard.readText()) === \'{"a": {"b": [1]}, "c": "x"}\''
    )

    scroll = nb.app.locator(".rr-table-scroll")
    scroll.focus()
    nb.page.keyboard.press("End")
    nb.page.wait_for_function("() => document.querySelector('.rr-table-scroll').scrollTop > 100")
    assert (
        scroll.evaluate(
            "node => node.querySelector('thead').getBoundingClientRect().top"
            " - node.getBoundingClientRect().top"
        )
        < 2
    )
    expect(nb.app.locator(".rr-doc-name")).to_have_text("st.dataframe")
