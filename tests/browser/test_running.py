"""Runs that last: drags, clicks in between, Stop, and apps beside each other."""

from __future__ import annotations

import random
import statistics
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.hosts import Host, NotebookPage

IMPORT = "import ipyrerun as st, time"
SLOW = """%%rerun
n = st.slider("N", 0, 100, key="n")
for i in range(20):
    time.sleep(0.1)
    st.text(f"step {i}")
st.markdown(f"end {n}")
"""
CLICKS = """%%rerun
n = st.slider("N", 0, 1000, key="n")
for i in range(3):
    time.sleep(0.01)
    st.text(f"step {i}")
if st.button("Go"):
    st.session_state.begun = st.session_state.get("begun", 0) + 1
    for i in range(3):
        time.sleep(0.01)
        st.text(f"after {i}")
    st.session_state.ended = st.session_state.get("ended", 0) + 1
st.markdown(f"clicked {st.session_state.get('begun', 0)} of {st.session_state.get('ended', 0)}")
"""


def test_after_a_drag_the_last_value_is_there_after_one_script_time(lab: Host):
    nb = lab.open([IMPORT, SLOW])
    nb.run_all()
    expect(nb.app).to_contain_text("end 0")
    undisturbed = statistics.median(step(nb, i + 1) for i in range(3))

    late = min(drag(nb) - undisturbed for _ in range(3))

    print(f"T = {undisturbed:.2f} s, last value {late:+.2f} s after T")
    assert late <= max(0.3, 0.15 * undisturbed)


def step(nb: NotebookPage, value: int) -> float:
    """Press a key and return the seconds until the page shows the value."""
    handle = nb.app.get_by_role("slider")
    handle.focus()
    begun = time.monotonic()
    handle.press("ArrowRight")
    expect(nb.app.get_by_text(f"end {value}", exact=True)).to_be_visible()
    return time.monotonic() - begun


def drag(nb: NotebookPage) -> float:
    """Drag for 50 moves in about 2 s; return the seconds from the release to the last value."""
    handle = nb.app.get_by_role("slider")
    handle.press("Home")
    expect(nb.app.get_by_text("end 0", exact=True)).to_be_visible()
    box = handle.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    nb.page.mouse.move(box["x"] + 2, y)
    nb.page.mouse.down()
    for i in range(50):
        nb.page.mouse.move(box["x"] + (i + 1) * 0.9 * box["width"] / 50, y)
        nb.page.wait_for_timeout(40)
    nb.page.mouse.up()
    released = time.monotonic()
    expect(nb.app.get_by_text(f"end {handle.input_value()}", exact=True)).to_be_visible()
    return time.monotonic() - released


def test_no_click_is_lost_while_a_run_is_under_way(lab: Host):
    seed = 20
    chance = random.Random(seed)
    nb = lab.open([IMPORT, CLICKS])
    nb.run_all()
    handle, button = nb.app.get_by_role("slider"), nb.app.get_by_role("button", name="Go")

    for n in range(20):
        handle.press("ArrowRight")
        nb.page.wait_for_timeout(chance.random() * 60)
        button.click()
        nb.page.wait_for_timeout(chance.random() * 60)
        handle.press("ArrowRight")
        expect(nb.app).to_contain_text(f"clicked {n + 1} of {n + 1}")

    assert nb.ask_kernel("print(st.session_state.begun, st.session_state.ended)") == "20 20\n"


LOOPS = {
    "pure": "while True: pass",
    "sleeping": "while True: time.sleep(1)",
}
ENDLESS = """%%rerun
go = st.checkbox("Go", key="go")
st.text("begun" if go else "waiting")
if go:
    {loop}
"""


@pytest.mark.parametrize("loop", list(LOOPS))
def test_the_stop_button_ends_an_endless_loop(lab: Host, loop: str):
    nb = lab.open([IMPORT, ENDLESS.format(loop=LOOPS[loop])])
    nb.run_all()
    nb.app.get_by_role("checkbox").check(force=True)
    expect(nb.app).to_contain_text("begun")

    nb.app.get_by_role("button", name="Stop").click()

    expect(nb.app).to_contain_text("Stopped")
    begun = time.monotonic()
    assert nb.ask_kernel("print(1 + 1)") == "2\n"
    assert time.monotonic() - begun < 5
    nb.app.get_by_role("checkbox").uncheck(force=True)
    expect(nb.app).to_contain_text("waiting")


def test_what_is_not_reached_yet_is_dimmed_and_then_whole_again(lab: Host):
    nb = lab.open([IMPORT, SLOW])
    nb.run_all()
    expect(nb.app).to_contain_text("end 0")

    nb.app.get_by_role("slider").press("ArrowRight")

    expect(nb.app.locator(".rr-stale").first).to_be_attached()
    expect(nb.app).to_contain_text("Running")
    nb.shot("running")
    expect(nb.app).to_contain_text("end 1")
    expect(nb.app.locator(".rr-stale")).to_have_count(0)
    expect(nb.app.get_by_role("button", name="Stop")).to_be_hidden()


LONG = """%%rerun long
if st.checkbox("Go", key="go"):
    for _ in range(600):
        time.sleep(0.1)
"""


def test_an_app_answers_while_another_one_is_in_a_long_run(lab: Host):
    nb = lab.open(
        [
            IMPORT,
            LONG,
            "%%rerun quick\nn = st.slider('N', 0, 10, key='n')\nst.text(f'n is {n}')",
        ]
    )
    nb.run_all()
    nb.app.get_by_role("checkbox").check(force=True)
    expect(nb.app.first).to_contain_text("Running")

    begun = time.monotonic()
    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app.last).to_contain_text("n is 1")

    assert time.monotonic() - begun < 5
    nb.app.get_by_role("button", name="Stop").click()
    expect(nb.app.first).to_contain_text("Stopped")


def test_a_script_that_raises_shows_where_and_leaves_the_inputs(lab: Host):
    nb = lab.open([IMPORT, "%%rerun\nn = st.slider('N', 0, 3, key='n')\nst.text(10 // (1 - n))"])
    nb.run_all()

    nb.app.get_by_role("slider").press("ArrowRight")

    expect(nb.app).to_contain_text("ZeroDivisionError")
    expect(nb.app).to_contain_text("10 // (1 - n)")
    nb.shot("exception")
    nb.app.get_by_role("slider").press("ArrowRight")
    expect(nb.app).to_contain_text("-10")
