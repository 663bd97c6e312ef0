"""Forms on a real kernel: what goes over the wire, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kernel.harness import Kernel

FORM = """%%rerun page
with st.form("f"{options}):
    st.text_input("Name", key="name")
    st.slider("N", 0, 10, key="n")
    st.form_submit_button("Go", key="go")
runs.append((st.session_state.name, st.session_state.n, st.session_state.go))
"""


def open_form(kernel: Kernel, options: str = "") -> dict[str, str]:
    """Execute a cell with a form and return the ids of its models."""
    kernel.execute("import ipyrerun as st\nruns = []")
    kernel.execute(FORM.replace("{options}", options), cell_id="cell-1")
    kernel.settle()
    views = {"name": "TextView", "n": "SliderView", "go": "ButtonView"}
    return {key: kernel.browser.find(view).id for key, view in views.items()}


def test_a_submit_is_one_message_and_one_run(kernel: Kernel):
    models = open_form(kernel)
    brings = {models["name"]: "Ann", models["n"]: 7}

    kernel.browser.custom(models["go"], {"type": "click", "brings": brings})
    kernel.settle()

    told = "[('', 0, False), ('Ann', 7, True)]\n"
    assert kernel.execute("print(runs)").text == told
    assert kernel.execute("print(st.widget_of('name').value)").text == "Ann\n"


def test_another_browser_is_told_and_keeps_what_it_holds(kernel: Kernel):
    models = open_form(kernel, ", clear_on_submit=True")

    kernel.browser.custom(models["go"], {"type": "click", "brings": {models["name"]: "Ann"}})
    kernel.settle()

    state = kernel.browser.models[models["name"]].state
    assert (state["value"], state["cleared"]) == ("Ann", True)
    # Marked as what a browser has sent, not as what the program wants to be seen.
    assert "edit" in state
    assert kernel.browser.models[models["n"]].state["cleared"] is True


def test_a_submit_during_a_run_is_not_lost(kernel: Kernel):
    models = open_form(kernel)
    kernel.execute("import time")
    text = FORM.replace("{options}", "") + "time.sleep(0.3)\n"
    kernel.execute(text, cell_id="cell-1")
    models = {
        key: kernel.browser.find(view).id
        for key, view in {"name": "TextView", "go": "ButtonView"}.items()
    }
    kernel.execute("runs.clear()")

    for name in ("a", "b", "c"):
        brings = {models["name"]: name}
        kernel.browser.custom(models["go"], {"type": "click", "brings": brings})
    kernel.settle(quiet=1.0, timeout=60)

    assert kernel.execute("print([r[::2] for r in runs])").text == (
        "[('a', True), ('b', True), ('c', True)]\n"
    )


def test_an_ignored_input_waits_in_the_kernel_for_the_next_run(kernel: Kernel):
    kernel.execute("import ipyrerun as st\nruns = []")
    kernel.execute(
        "%%rerun page\n"
        "runs.append(st.text_input('A', key='a', on_change='ignore'))\n"
        "st.checkbox('B', key='b')",
        cell_id="cell-1",
    )
    kernel.settle()

    with kernel.traffic() as messages:
        kernel.browser.set_value(kernel.browser.find("TextView").id, "x")
    assert [m for m in messages if m["content"]["data"].get("method") == "custom"] == []
    assert kernel.execute("print(runs, st.widget_of('a').value)").text == "[''] x\n"

    kernel.browser.set_value(kernel.browser.find("CheckboxView").id, True)
    kernel.settle()
    assert kernel.execute("print(runs)").text == "['', 'x']\n"
