"""Fragments in a kernel: what goes over the wire, and the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kernel.harness import Kernel

PAGE = """%%rerun page
for i in range(20):
    st.text(f"line {i}")
    st.checkbox(f"box {i}")
@st.fragment
def part():
    n = st.slider("n", 0, 9, key="n")
    st.text(f"n is {n}")
part()
"""
CLOCK = """%%rerun clock
@st.fragment(run_every=0.1)
def clock():
    ticks.append(1)
    st.text(f"{len(ticks)} ticks")
if st.checkbox("on", value=True, key="on"):
    clock()
runs.append(1)
"""


def test_an_event_of_a_fragment_sends_messages_about_its_own_nodes_only(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.execute(PAGE, cell_id="cell-1")
    slider = kernel.browser.find("SliderView").id
    kernel.settle()

    with kernel.traffic() as messages:
        kernel.browser.set_value(slider, 3)

    about = {m["content"].get("comm_id") for m in messages if m["header"]["msg_type"] == "comm_msg"}
    data = [m["content"]["data"] for m in messages if m["header"]["msg_type"] == "comm_msg"]
    (patch,) = [d["content"] for d in data if d.get("content", {}).get("type") == "patch"]
    (op,) = patch["ops"]
    assert op[0] == "props"
    assert op[1].startswith("main.fragment-")
    assert op[2] == {"text": "n is 3"}
    assert about <= {slider, kernel.browser.find("PageView").id}


def test_the_clock_of_a_fragment_runs_it_alone_and_ends_with_it(kernel: Kernel):
    kernel.execute("import ipyrerun as st\nticks, runs = [], []")
    kernel.execute(CLOCK, cell_id="cell-1")
    kernel.wait_for(lambda: int(kernel.execute("print(len(ticks))").text) > 5)
    assert kernel.execute("print(len(runs))").text == "1\n"

    box = kernel.browser.find("CheckboxView").id
    kernel.browser.set_value(box, value=False)
    kernel.wait_for(lambda: kernel.execute("print(len(runs))").text == "2\n")
    kernel.settle(quiet=0.5)
    kernel.browser.set_value(box, value=True)
    kernel.wait_for(lambda: kernel.execute("print(len(runs))").text == "3\n")
    before = int(kernel.execute("print(len(ticks))").text)
    kernel.wait_for(lambda: int(kernel.execute("print(len(ticks))").text) > before + 3)
