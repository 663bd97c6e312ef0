"""How a page lives and ends: reload, restart, kill, delete, second views, visitors."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st\nruns = []"
COUNTER = """%%rerun counter
runs.append(1)
n = st.slider("N", 0, 10, key="n")
word = st.text_input("Word", key="word")
st.text(f"n is {n}, word is {word}")
"""
COMMS = """
import gc
from ipywidgets.widgets.widget import _instances
print(len(_instances))
"""
# As ZeroMQ drops messages: nobody hears of it.
DROP = """import ipyrerun as st
session = get_ipython().kernel.session
send, dropped = session.send, []
def drop(stream, kind, content=None, **rest):
    if kind == "comm_open":
        dropped.append(content["data"]["state"]["_view_name"])
    elif kind == "comm_msg" and "'insert'" in str(content):
        dropped.append("patch")
    else:
        return send(stream, kind, content, **rest)
    return None
"""
MORE = """%%rerun more
import time
import pandas as pd
if st.checkbox("More"):
    session.send = drop
    time.sleep(0.5)
    n = st.slider("N", 0, 10, key="n")
    st.dataframe(pd.DataFrame({"amount": range(1_000, 1_005)}))
    st.text(f"n is {n}, lost {' '.join(sorted(dropped))}")
"""
OVERLAY = ".rr-overlay"


def open_counter(host: Host) -> NotebookPage:
    nb = host.open([IMPORT, COUNTER])
    nb.run_all()
    expect(nb.app).to_contain_text("n is 0")
    return nb


def test_a_reload_brings_the_page_back_without_a_run(lab: Host):
    nb = open_counter(lab)
    nb.app.get_by_role("slider").press("ArrowRight")
    nb.app.get_by_role("textbox").fill("kept")
    nb.app.get_by_role("textbox").press("Enter")
    expect(nb.app).to_contain_text("n is 1, word is kept")
    runs = nb.ask_kernel("print(len(runs))")
    nb.save()

    nb.reload()

    expect(nb.app).to_contain_text("n is 1, word is kept")
    expect(nb.app.get_by_role("slider")).to_have_value("1")
    expect(nb.app.get_by_role("textbox")).to_have_value("kept")
    assert nb.ask_kernel("print(len(runs))") == runs
    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app).to_contain_text("n is 2")


@pytest.mark.parametrize("host", ["lab", "voila"], indirect=True)
def test_a_killed_kernel_is_shown_and_input_is_refused(host: Host):
    nb = open_counter(host)
    begun = time.monotonic()

    nb.kill_kernel()

    expect(nb.app.locator(OVERLAY).or_(nb.locator(OVERLAY)).first).to_be_visible(timeout=10_000)
    assert time.monotonic() - begun < 10
    expect(nb.locator(OVERLAY).first).to_contain_text("Session lost")
    assert nb.app.get_by_role("slider").first.evaluate("node => node.closest('[inert]') !== null")
    nb.shot("killed")


def test_a_restart_shows_that_the_session_is_lost_and_running_again_heals_it(lab: Host):
    nb = open_counter(lab)

    nb.restart_kernel()
    expect(nb.locator(OVERLAY).first).to_be_visible()
    nb.run_all()

    expect(nb.app).to_have_count(1)
    expect(nb.locator(OVERLAY).first).to_be_hidden()
    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app).to_contain_text("n is 1")


def test_executing_a_cell_again_keeps_one_page_and_its_values(lab: Host):
    nb = open_counter(lab)
    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app).to_contain_text("n is 1")
    comms = nb.ask_kernel(COMMS)

    for _ in range(5):
        nb.run_cell(1)

    expect(nb.app).to_have_count(1)
    expect(nb.app).to_contain_text("n is 1")
    assert nb.ask_kernel(COMMS) == comms
    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app).to_contain_text("n is 2")


@pytest.mark.parametrize("how", ["delete", "clear"])
def test_deleting_the_cell_or_clearing_its_output_ends_the_app(lab: Host, how: str):
    nb = open_counter(lab)

    if how == "delete":
        nb.delete_cell(1)
    else:
        nb.clear_output(1)

    nb.page.wait_for_timeout(100)
    until = time.monotonic() + 20
    while (left := nb.ask_kernel(COMMS).strip()) != "0" and time.monotonic() < until:
        continue
    assert left == "0"


def test_moving_a_cell_does_not_end_its_app(lab: Host):
    nb = open_counter(lab)

    nb.page.evaluate(MOVE_UP)
    expect(nb.app).to_have_count(1)
    nb.page.wait_for_timeout(5_000)

    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app).to_contain_text("n is 1")


MOVE_UP = """async () => {
    const app = window.jupyterapp, notebook = app.shell.currentWidget.content;
    notebook.activeCellIndex = 1;
    await app.commands.execute('notebook:move-cell-up');
}"""


def test_an_element_is_there_and_alive_although_all_messages_that_bring_it_were_lost(host: Host):
    nb = host.open([DROP, MORE])
    nb.run_all()

    nb.app.get_by_role("checkbox").check(force=True)

    expect(nb.app.locator(".ag-cell").first).to_have_text("1000")
    nb.app.get_by_role("slider").press("End")
    expect(nb.app).to_contain_text("n is 10, lost GridView SliderView patch")
    expect(nb.app.get_by_role("slider")).to_have_count(1)


def test_a_second_browser_stays_in_step(lab: Host):
    nb = open_counter(lab)
    nb.save()
    other = nb.second_browser()
    expect(other.app).to_contain_text("n is 0")

    nb.app.get_by_role("slider").press("ArrowRight")
    expect(other.app).to_contain_text("n is 1")
    expect(other.app.get_by_role("slider")).to_have_value("1")
    other.app.get_by_role("slider").press("ArrowRight")

    expect(nb.app).to_contain_text("n is 2")
    expect(nb.app.get_by_role("slider")).to_have_value("2")


def test_two_visitors_of_a_dashboard_share_nothing(voila: Host):
    first = voila.open([IMPORT, COUNTER])
    first.run_all()
    second = first.second_browser()
    second.run_all()
    expect(second.app).to_contain_text("n is 0")

    first.app.get_by_role("slider").press("ArrowRight")
    expect(first.app).to_contain_text("n is 1")
    second.reload()

    expect(second.app).to_contain_text("n is 0")
    assert first.kernel_pid() != second.kernel_pid()


WARM = """%%rerun
import os
runs.append(1)
st.text(f"preheated {os.environ.get('VOILA_PREHEAT')} run {len(runs)}")
"""


def test_a_preheated_page_runs_again_when_its_visitor_comes(voila_with: Callable[..., Host]):
    host = voila_with("--preheat_kernel=True", "--pool_size=1", warm=[IMPORT, WARM])

    # A visit that comes before the pool is filled finds a cold page.
    for _ in range(8):
        nb = host.visit("warm.ipynb")
        nb.run_all()
        expect(nb.app).to_contain_text("preheated")
        if "preheated True" in nb.app.inner_text():
            break

    expect(nb.app).to_contain_text("preheated True run 2")


BUSY = "import time\ntime.sleep(5)\nprint('done')"
GROWING = """%%rerun
a = st.slider("A", 0, 10, key="a")
if a:
    b = st.slider("B", 0, 10, key="b")
    st.text(f"b is {b}")
c = st.slider("C", 0, 10, key="c")
st.text(f"c is {c}")
"""


@pytest.mark.parametrize("host", ["lab", "notebook"], indirect=True)
def test_a_busy_ordinary_cell_does_not_hold_up_an_untouched_or_a_new_slider(host: Host):
    nb = host.open([IMPORT, GROWING])
    nb.run_all()
    expect(nb.app).to_contain_text("c is 0")
    nb.app.get_by_role("slider", name="A").press("ArrowRight")
    expect(nb.app).to_contain_text("b is 0")
    nb.page.wait_for_timeout(300)

    index = nb.add_cell(BUSY, wait=False)
    nb.page.wait_for_timeout(500)
    took = [press(nb, name, f"{name.lower()} is 1") for name in ("C", "B")]

    assert "done" not in str(nb.outputs(index)), "the cell was not busy any more"
    assert max(took) <= 0.5, took


def press(nb: NotebookPage, name: str, text: str) -> float:
    """Press a slider's key; return the seconds until the text is there, measured in the page."""
    milliseconds: float = nb.page.evaluate(PRESS, [name, text])
    return milliseconds / 1000


PRESS = """([name, text]) => new Promise((done, fail) => {
    const page = document.querySelector('.rr-page');
    const range = [...page.querySelectorAll('input[type=range]')].find(node =>
        [...node.labels].some(label => label.textContent.trim().startsWith(name)));
    const begun = performance.now();
    const look = new MutationObserver(() => {
        if (page.textContent.includes(text)) { look.disconnect(); done(performance.now() - begun); }
    });
    look.observe(page, {subtree: true, childList: true, characterData: true});
    range.value = 1;
    range.dispatchEvent(new Event('input', {bubbles: true}));
    range.dispatchEvent(new Event('change', {bubbles: true}));
    setTimeout(() => fail(new Error(`no ${text} within 10 s`)), 10000);
})"""


WORK = """import ipywidgets, time
work = ipywidgets.Button(description="Work")
work.on_click(lambda _: time.sleep(6))
work"""


def test_voila_says_when_the_kernel_is_busy(voila: Host):
    nb = voila.open(
        [
            IMPORT,
            "%%rerun\nst.slider('N', 0, 10, key='n')",
            WORK,
        ]
    )
    nb.run_all()
    slider = nb.app.get_by_role("slider")
    expect(slider).to_be_visible()

    nb.page.get_by_role("button", name="Work").click()
    slider.press("ArrowRight")

    expect(nb.app).to_contain_text(re.compile("kernel busy", re.IGNORECASE))
    expect(nb.app).not_to_contain_text(re.compile("kernel busy", re.IGNORECASE))
