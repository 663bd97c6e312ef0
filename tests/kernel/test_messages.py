"""What a run costs on the wire, counted on a real kernel."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kernel.execution import Message
    from tests.kernel.harness import Kernel

PAGE = """%%rerun page
x = st.slider("X", 0, 10, key="x")
for i in range({outputs}):
    st.markdown(f"line {{i}} {{x if i == {outputs} // 2 else ''}}")
"""
SAME = """%%rerun page
x = st.slider("X", 0, 10, key="x")
for i in range(1000):
    st.markdown(f"line {i}")
"""
MANY = "%%rerun page\nfor i in range(20):\n    st.slider(f'S{i}', 0, 10, key=f's{i}')"
COMMS = "import comm; print(len(comm.get_comm_manager().comms))"


# A run that lasts tells so, and on a machine that others use any run may last.
NO_PULSE = "import ipyrerun.loop\nipyrerun.loop.FIRST_PULSE = 600.0"


def ours(messages: list[Message]) -> list[Message]:
    """Return the kernel's comm messages without ipywidgets' echoes."""
    return [m for m in messages if m["content"]["data"].get("method") != "echo_update"]


def open_page(kernel: Kernel, text: str) -> str:
    """Execute a cell with one slider `x`, greet its page and return the slider's model id."""
    kernel.execute(f"import ipyrerun as st\n{NO_PULSE}")
    kernel.execute(text, cell_id="cell-1")
    kernel.settle()
    return kernel.browser.find("SliderView", label="X").id


def test_one_changed_output_of_a_thousand_is_one_small_message(kernel: Kernel):
    slider = open_page(kernel, PAGE.format(outputs=1000))

    with kernel.traffic() as messages:
        kernel.browser.set_value(slider, 7)

    (message,) = ours(messages)
    change = message["content"]["data"]["content"]["ops"]
    assert len(change) == 1
    assert "7" in json.dumps(change)
    print(message["bytes"], "bytes")
    assert message["bytes"] <= 1000 + 2 * len(json.dumps(change))


def test_a_run_that_changes_nothing_sends_nothing(kernel: Kernel):
    slider = open_page(kernel, SAME)

    with kernel.traffic() as messages:
        kernel.browser.set_value(slider, 7)

    assert ours(messages) == []
    assert kernel.execute("print(st.session_state.x)").text == "7\n"


def test_the_first_page_of_a_slider_and_99_outputs_opens_two_comms(kernel: Kernel):
    before = kernel.browser.opened

    open_page(kernel, PAGE.format(outputs=99))

    assert kernel.browser.opened - before == 2


def test_executing_a_cell_ten_times_opens_no_more_comms_and_ending_it_closes_all(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    none = int(kernel.execute(COMMS).text)
    kernel.execute(MANY, cell_id="cell-1")
    after_one = int(kernel.execute(COMMS).text)

    for _ in range(9):
        kernel.execute(MANY, cell_id="cell-1")

    assert int(kernel.execute(COMMS).text) == after_one == none + 21
    page = kernel.browser.find("PageView")
    kernel.browser.page().has_view = False
    kernel.browser.custom(page.id, {"type": "gone"})
    kernel.wait_for(lambda: not kernel.browser.models)
    assert int(kernel.execute(COMMS).text) == none


def test_a_page_that_somebody_still_shows_survives_the_end_of_another_view(kernel: Kernel):
    slider = open_page(kernel, SAME)
    page = kernel.browser.find("PageView")

    kernel.browser.custom(page.id, {"type": "gone"})
    kernel.settle(quiet=2.5)

    kernel.browser.set_value(slider, 3)
    kernel.settle()
    assert kernel.execute("print(st.session_state.x)").text == "3\n"


def test_after_any_storm_the_browsers_page_is_the_kernels(kernel: Kernel):
    text = """%%rerun page
x = st.slider("X", 0, 50, key="x")
for i in range(x % 7):
    st.markdown(f"line {i}")
with st.container():
    if x % 2:
        st.button("odd", key="odd")
    st.text(str(x))
if not x % 2:
    st.button("odd", key="odd")
"""
    slider = open_page(kernel, text)

    for value in range(1, 50):
        kernel.browser.set_value(slider, value)
    kernel.settle(quiet=0.6)

    model = kernel.browser.find("PageView")
    asked = kernel.browser.request_states()
    kernel.settle()
    answer = next(m for m in reversed(kernel.log) if m["content"].get("comm_id") == asked)
    truth = answer["content"]["data"]["states"][model.id]["state"]
    page = kernel.browser.page()
    assert page.tree == truth["tree"]
    assert page.seq == truth["seq"]
