"""A page that is reloaded while runs replace its widgets."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kernel.harness import Kernel

SCRIPT = """%%rerun page
n = st.slider("N", 0, 100, key="n")
for i in range(15):
    st.slider(f"S{n}-{i}", 0, 10)
"""
# A slow reader loses what ZeroMQ cannot hold, about a thousand messages: that is another limit
# (docs/architecture.md, 7), so the reloads come in portions that stay below it.
PORTIONS, RELOADS = 6, 8


def test_every_reload_is_answered_while_runs_open_and_close_widgets(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.execute(SCRIPT, cell_id="cell-1")
    slider = kernel.browser.find("SliderView", label="N").id

    asked = []
    for n in range(PORTIONS * RELOADS):
        kernel.browser.set_value(slider, n + 1)
        asked.append(kernel.browser.request_states())
        time.sleep(0.02)
        if n % RELOADS == RELOADS - 1:
            kernel.wait_for(lambda: set(asked) <= answered(kernel), 60)

    printed = [m["content"]["text"] for m in kernel.log if m["msg_type"] == "stream"]
    # 7.4 looks for a comm before it has handled its comm_open, and says so; that is not ours.
    assert not [text for text in printed if not text.startswith("No such comm")]
    shown = kernel.browser.page("page")
    kernel.wait_for(
        lambda: len(shown.models()) == 16 and set(shown.models()) <= set(kernel.browser.models)
    )


def answered(kernel: Kernel) -> set[str]:
    """Return the control comms that have got all states."""
    return {
        m["content"]["comm_id"]
        for m in kernel.log
        if m["msg_type"] == "comm_msg" and m["content"]["data"].get("method") == "update_states"
    }


def test_the_last_of_two_writes_at_once_is_the_state(kernel: Kernel):
    kernel.execute("import ipyrerun as st, threading")
    kernel.execute("%%rerun page\nx = st.slider('X', 0, 3000, key='x')", cell_id="cell-1")
    kernel.execute(
        "w = st.widget_of('x')\nbar = threading.Barrier(2)\nwrong = []\n"
        "def other():\n"
        "    for n in range(200): bar.wait(); w.set_state({'value': 2000 + n}); bar.wait()\n"
        "thread = threading.Thread(target=other); thread.start()\n"
        "for n in range(200): bar.wait(); w.value = 1000 + n; bar.wait()\n"
        "thread.join()"
    )
    kernel.wait_for(lambda: not kernel.browser.page("page").is_running)
    kernel.settle()

    assert kernel.execute("print(st.session_state.x == w.value)").text == "True\n"
