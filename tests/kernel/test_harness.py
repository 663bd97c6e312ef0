"""The harness itself, on bare ipywidgets and on pages made by hand."""

from __future__ import annotations

import shutil
import signal
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.kernel.harness import Kernel
from tests.kernel.page_model import Page

if TYPE_CHECKING:
    from tests.kernel.browser_model import Model

SLIDER = """
import ipywidgets as w
s = w.IntSlider(value=3)
s.observe(lambda change: setattr(s, "description", str(change.new)), "value")
s
"""
ECHO = """
import threading, ipywidgets as w, traitlets
class Echo(w.Widget):
    value = traitlets.Any().tag(sync=True)
    edit = traitlets.List().tag(sync=True)
    seen = traitlets.Dict().tag(sync=True)
    props = traitlets.Dict({"label": "E"}).tag(sync=True)
    def __init__(self):
        super().__init__()
        self.on_msg(lambda _, content, __: self.send(
            {"got": content, "on": threading.current_thread().name}))
e = Echo()
"""


def test_a_missing_interpreter_is_an_error():
    with pytest.raises(FileNotFoundError, match="make test"):
        Kernel(Path("/nowhere/python"))


def test_nothing_stays_behind_of_a_kernel_that_does_not_start(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = set(threading.enumerate())

    with pytest.raises(RuntimeError, match="the kernel ended"):
        Kernel(Path(shutil.which("false") or ""))
    assert list(tmp_path.iterdir()) == []
    assert set(threading.enumerate()) <= before


def test_a_cell_gives_its_output_result_and_error(kernel: Kernel):
    done = kernel.execute("print('hi'); display('shown'); 1 + 1")
    failed = kernel.finish(kernel.execute_async("1 / 0"))

    assert (done.text, done.result, done.displays) == ("hi\n", "2", [{"text/plain": "'shown'"}])
    assert failed.error == "ZeroDivisionError"
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        kernel.execute("1 / 0")


def test_the_request_says_which_cell_it_is_and_whether_a_person_is_there(kernel: Kernel):
    code = "p = get_ipython().get_parent(); print(p['metadata'], p['content']['allow_stdin'])"

    assert kernel.execute(code, cell_id="a").text == "{'cellId': 'a'} False\n"
    assert kernel.execute(code, allow_stdin=True).text == "{} True\n"


def test_an_interrupt_ends_a_cell(kernel: Kernel):
    running = kernel.execute_async("import time\nprint('begun', flush=True)\ntime.sleep(60)")
    kernel.wait_for(lambda: running.text)
    kernel.interrupt()

    assert kernel.finish(running).error == "KeyboardInterrupt"


def test_input_is_answered(kernel: Kernel):
    kernel.answer_input = lambda prompt: f"42 to {prompt}"

    assert kernel.execute("input('how many?')", allow_stdin=True).result == "'42 to how many?'"


def test_models_follow_the_kernel_and_the_kernel_follows_edits(kernel: Kernel):
    kernel.execute(SLIDER)
    slider = kernel.browser.find("IntSliderView", value=3)
    kernel.browser.update(slider.id, value=7)
    kernel.wait_for(lambda: slider.state["description"] == "7")

    with kernel.traffic() as messages:
        kernel.execute("s.value = 8")
    # The value, and the description that the observer set.
    assert [m["content"]["data"]["state"] for m in messages] == [{"value": 8}, {"description": "8"}]
    assert slider.state["value"] == 8
    assert slider.bytes > 0

    kernel.execute("s.close()")
    kernel.settle()
    assert slider.is_closed
    assert slider.id not in kernel.browser.models


def test_settling_waits_for_work_that_is_silent_longer_than_that(kernel: Kernel):
    kernel.execute(ECHO)
    kernel.execute(
        "import time\n"
        "def work():\n"
        "    until = time.thread_time() + 0.5\n"
        "    while time.thread_time() < until: pass\n"
        "    e.value = 'done'\n"
        "threading.Thread(target=work).start()"
    )
    kernel.settle(quiet=0.1)

    assert kernel.browser.find(label="E").state["value"] == "done"


def test_settling_waits_for_what_the_kernel_has_not_read_yet(kernel: Kernel):
    kernel.execute(SLIDER)
    slider = kernel.browser.find("IntSliderView", value=3)
    kernel.process.send_signal(signal.SIGSTOP)
    resumed = threading.Timer(0.5, kernel.process.send_signal, [signal.SIGCONT])
    resumed.start()
    kernel.browser.update(slider.id, value=7)
    kernel.settle(quiet=0.1)
    resumed.join()

    assert slider.state["description"] == "7"


def test_a_thousand_widgets_are_all_counted(kernel: Kernel):
    kernel.execute("import ipywidgets as w\nfor i in range(200): w.Text(str(i))")
    kernel.settle()

    texts = [m for m in kernel.browser.models.values() if m.view == "TextView"]
    assert len(texts) == 200
    assert kernel.browser.opened == 600


def test_a_subshell_answers_while_a_cell_is_busy(subshell_kernel: Kernel):
    kernel = subshell_kernel
    kernel.execute(ECHO)
    echo = kernel.browser.find(label="E")
    kernel.browser.click(echo.id)
    kernel.wait_for(lambda: echo.customs)

    busy = kernel.execute_async("import time; time.sleep(1)")
    asked = time.monotonic()
    kernel.browser.hello(echo.id)
    kernel.wait_for(lambda: len(echo.customs) == 2)
    assert time.monotonic() - asked < 0.5
    assert not busy.is_done
    assert echo.customs[1]["got"] == {"type": "hello"}
    assert echo.customs[1]["on"].startswith("subshell-")
    kernel.finish(busy)


def test_an_edit_outlives_an_older_write(kernel: Kernel):
    kernel.execute(ECHO)
    echo: Model = kernel.browser.find(label="E")
    kernel.browser.set_value(echo.id, 1)
    kernel.browser.set_value(echo.id, 2)
    client = kernel.browser.client
    kernel.execute(f"e.set_trait('seen', {{{client!r}: 1}}); e.send_state()")
    kernel.settle()
    assert echo.state["value"] == 2

    with kernel.traffic() as messages:
        kernel.execute(f"e.seen = {{{client!r}: 2}}; e.value = 3; e.send_state()")
    assert messages
    assert echo.state["value"] == 3


def test_a_reloaded_page_gets_all_states(kernel: Kernel):
    kernel.execute(SLIDER)
    control = kernel.browser.request_states()

    def answer() -> list[Any]:
        return [
            m["content"]["data"]["states"]
            for m in kernel.log
            if m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == control
        ]

    kernel.wait_for(answer)
    assert len(answer()[0]) == 3


# -- pages ---------------------------------------------------------------------------------------


def page(*ids: str) -> Page:
    """Return a page whose main block holds texts with these ids."""
    texts = [{"id": id_, "kind": "text", "props": {"text": id_}} for id_ in ids]
    main = {"id": "main", "kind": "main", "children": texts}
    tree = {"id": "root", "kind": "root", "children": [main]}
    return Page({"epoch": "E", "seq": 1, "tree": tree, "status": {}, "options": {"name": "p"}})


def patch(base: int, *ops: list[Any]) -> dict[str, Any]:
    return {"type": "patch", "epoch": "E", "base": base, "seq": base + 1, "ops": list(ops)}


def order(shown: Page) -> list[str]:
    return [node["id"] for node in shown.nodes("text")]


def test_ops_change_the_tree():
    shown = page("a", "b", "c")
    box = {"id": "box", "kind": "container", "children": []}
    shown.take(
        patch(
            1,
            ["insert", "main", "b", box],
            ["move", "c", "box", None],
            ["move", "a", "main", None],
            ["props", "b", {"wrap": True}, ["text"]],
            ["append", "a", "text", "!"],
        )
    )
    assert order(shown) == ["c", "b", "a"]
    assert shown.props("text", "text") == ["c", None, "a!"]

    shown.take(patch(2, ["remove", "box"]))
    assert order(shown) == ["b", "a"]
    assert shown.seq == 3


@pytest.mark.parametrize(
    "op",
    [
        ["remove", "nobody"],
        ["move", "a", "main", "nobody"],
        ["props", "a", {}, ["nothing"]],
        ["insert", "main", None, {"id": "a", "kind": "text"}],
    ],
)
def test_an_op_that_does_not_fit_is_an_error(op: list[Any]):
    with pytest.raises(KeyError):
        page("a").take(patch(1, op))


def test_a_gap_is_asked_for_once_and_filled_by_the_state():
    shown = page("a")
    assert shown.take(patch(0, ["remove", "a"])) is None
    assert order(shown) == ["a"]

    assert shown.take(patch(2, ["append", "a", "text", "2"])) == shown.hello()
    assert shown.take(patch(3, ["append", "a", "text", "3"])) is None
    state = {**page("a").__dict__, "type": "state", "seq": 3}
    assert shown.take({k: state[k] for k in ("type", "epoch", "seq", "tree", "status")}) is None
    assert (shown.seq, shown.props("text", "text")) == (4, ["a3"])
