"""Scripts that misbehave: the page says so, Stop works, the kernel answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.kernel.harness import Kernel

LOOPS = {
    "spinning": "while True: pass",
    "sleeping": "while True: time.sleep(1)",
    "swallowing": "while True:\n        try:\n            while True: pass\n        except "
    "BaseException: pass",
    "sleeping and swallowing": (
        "while True:\n        try:\n            time.sleep(1)\n        except BaseException: pass"
    ),
}
SCRIPT = """%%rerun page
import time
go = st.checkbox("Go", key="go")
st.text("begun" if go else "waiting")
if go:
    {body}
"""


def begin(kernel: Kernel, body: str) -> str:
    """Open a page and tick its box, so that a run executes the body; return the box's model id."""
    kernel.execute("import ipyrerun as st")
    kernel.execute(SCRIPT.format(body=body), cell_id="cell-1")
    box = kernel.browser.find("CheckboxView").id
    kernel.settle()
    kernel.browser.set_value(box, value=True)
    return box


def page_text(kernel: Kernel) -> str:
    """Return everything that the page says."""
    return str(kernel.browser.page().tree)


def answer_time(kernel: Kernel) -> float:
    """Return the seconds that an ordinary cell takes."""
    return kernel.execute("1 + 1").seconds


@pytest.mark.parametrize("loop", list(LOOPS))
def test_stop_ends_a_run_or_gives_it_up_and_the_app_goes_on(kernel: Kernel, loop: str):
    box = begin(kernel, LOOPS[loop])
    page = kernel.browser.find("PageView").id
    kernel.wait_for(lambda: kernel.browser.page().status.get("running"))
    assert answer_time(kernel) <= 1

    kernel.browser.custom(page, {"type": "stop"})
    kernel.wait_for(lambda: not kernel.browser.page().status.get("running"), 6)

    assert "note" in kernel.browser.page().status
    assert answer_time(kernel) <= 1
    kernel.browser.set_value(box, value=False)
    kernel.wait_for(lambda: "waiting" in page_text(kernel))


def test_an_abandoned_run_draws_and_writes_nothing_any_more(kernel: Kernel):
    # It ends once it was refused: a thread that spins for ever would let nothing come to rest.
    body = (
        "while not hasattr(time, 'refused'):\n        try:\n"
        "            while not hasattr(time, 'late'): time.sleep(0.01)\n"
        "            st.session_state.ghost = 1\n        except BaseException:\n"
        "            if hasattr(time, 'late'): time.refused = True"
    )
    begin(kernel, body)
    page = kernel.browser.find("PageView").id
    kernel.wait_for(lambda: kernel.browser.page().status.get("running"))

    kernel.browser.custom(page, {"type": "stop"})
    kernel.wait_for(lambda: "given up" in str(kernel.browser.page().status.get("note")), 8)
    # Not through the state: that would set off a new run.
    kernel.execute("import time; time.late = True")
    kernel.settle(quiet=0.5)

    assert kernel.execute("print(time.refused)").text == "True\n"
    assert kernel.execute("print('ghost' in st.session_state)").text == "False\n"


def test_an_exception_is_drawn_and_in_a_first_run_also_raised(kernel: Kernel):
    kernel.execute("import ipyrerun as st")

    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        kernel.execute("%%rerun\nst.text('above')\n1 / 0", cell_id="cell-1")

    assert "ZeroDivisionError" in page_text(kernel)
    assert "above" in page_text(kernel)


def test_sys_exit_ends_the_run_and_not_the_kernel(kernel: Kernel):
    begin(kernel, "import sys; sys.exit(3)")

    kernel.wait_for(lambda: "SystemExit" in page_text(kernel))

    assert answer_time(kernel) <= 1


def test_a_million_printed_lines_are_capped_with_a_notice(kernel: Kernel):
    begin(kernel, "for i in range(1_000_000): print(i)")
    kernel.wait_for(lambda: kernel.browser.page().status.get("running"))

    assert answer_time(kernel) <= 1
    kernel.wait_for(lambda: "more printed lines" in page_text(kernel), 60)
    assert len(page_text(kernel)) < 200_000


def test_a_hundred_thousand_elements_are_capped_with_a_notice(kernel: Kernel):
    begin(kernel, "for i in range(100_000): st.text(i)")

    assert answer_time(kernel) <= 1
    kernel.wait_for(lambda: "more elements" in page_text(kernel), 60)


def test_an_interrupt_of_the_cell_stops_its_first_run(kernel: Kernel):
    kernel.execute("import ipyrerun as st, time")
    execution = kernel.execute_async(
        "%%rerun\nst.text('begun')\nwhile True: pass", cell_id="cell-1"
    )
    kernel.wait_for(lambda: "begun" in page_text(kernel) if kernel.browser.pages else False)

    begun = time.monotonic()
    kernel.interrupt()
    kernel.finish(execution)

    assert execution.error == "KeyboardInterrupt"
    assert time.monotonic() - begun < 5
    assert answer_time(kernel) <= 1


def test_a_person_gets_the_cell_back_while_a_long_first_run_goes_on(kernel: Kernel):
    kernel.execute("import ipyrerun as st, time\nmay_end = []")

    execution = kernel.execute(
        "%%rerun --wait 0.3\nwhile not may_end:\n    time.sleep(0.1)\nst.text('all done')",
        cell_id="cell-1",
        allow_stdin=True,
    )

    # Without the option it is ten seconds.
    assert execution.seconds < 5
    kernel.wait_for(
        lambda: "free again after 0.3 s" in str(kernel.browser.page().status.get("note"))
    )
    kernel.execute("may_end.append(1)")
    kernel.wait_for(lambda: "all done" in page_text(kernel))


def test_a_batch_execution_waits_for_the_end_of_the_first_run(kernel: Kernel):
    kernel.execute("import ipyrerun as st, time")

    kernel.execute("%%rerun --wait 0.1\ntime.sleep(1)\nst.text('all done')", cell_id="cell-1")

    assert "all done" in page_text(kernel)
