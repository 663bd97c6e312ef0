"""A click is never lost, whatever the script is doing when it comes."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kernel.harness import Kernel

CLICKS = 200
SCRIPT = """%%rerun page
import time
x = st.slider("X", 0, 10_000, key="x")
for i in range(4):
    st.text(f"before {i}")
    time.sleep(0.002)
if st.button("Go", key="go", on_click=lambda: calls.append(1)):
    begun.append(1)
    for i in range(3):
        st.text(f"after {i}")
        time.sleep(0.002)
    ended.append(1)
st.text(f"end {x}")
"""


def test_200_clicks_during_runs_are_true_once_each_and_their_runs_reach_the_end(kernel: Kernel):
    chance = random.Random(1)
    kernel.execute("import ipyrerun as st\nbegun, ended, calls = [], [], []")
    kernel.execute(SCRIPT, cell_id="cell-1")
    slider = kernel.browser.find("SliderView").id
    button = kernel.browser.find("ButtonView").id

    for n in range(CLICKS):
        kernel.browser.set_value(slider, n + 1)
        time.sleep(chance.random() * 0.02)
        kernel.browser.click(button)
        if chance.random() < 0.5:
            time.sleep(chance.random() * 0.02)
            kernel.browser.set_value(slider, 5_000 + n)
    kernel.settle(quiet=1.0, timeout=60)

    assert (
        kernel.execute("print(len(begun), len(ended), len(calls))").text
        == f"{CLICKS} {CLICKS} {CLICKS}\n"
    )
