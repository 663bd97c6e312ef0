"""Several apps, ordinary cells and the magic itself, on a real kernel."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kernel.harness import Kernel

SLIDER = "%%rerun {name}\nx = st.slider('X', 0, 100, key='{key}')\nst.text(f'x is {{x}}')"


def text(kernel: Kernel, name: str | None = None) -> str:
    """Return everything that a page says."""
    return str(kernel.browser.page(name).tree)


def test_an_app_answers_while_another_is_in_a_long_run(kernel: Kernel):
    kernel.execute("import ipyrerun as st, time")
    kernel.execute("%%rerun long\nif st.checkbox('Go'): time.sleep(60)", cell_id="cell-1")
    kernel.execute(SLIDER.format(name="quick", key="x"), cell_id="cell-2")
    slider = kernel.browser.find("SliderView").id
    alone = statistics.median(answer(kernel, slider, n) for n in range(1, 12))

    kernel.browser.set_value(kernel.browser.find("CheckboxView").id, value=True)
    kernel.wait_for(lambda: kernel.browser.page("long").status.get("running"))
    beside = statistics.median(answer(kernel, slider, n) for n in range(21, 32))

    print(f"alone {alone * 1e3:.1f} ms, beside a long run {beside * 1e3:.1f} ms")
    assert beside <= 2 * alone + 0.05


def answer(kernel: Kernel, slider: str, value: int) -> float:
    """Return the seconds from an edit to its text on the page."""
    begun = time.monotonic()
    kernel.browser.set_value(slider, value)
    kernel.wait_for(lambda: f"x is {value}'" in text(kernel, "quick"))
    return time.monotonic() - begun


def test_a_key_drawn_in_two_cells_is_one_value_shown_twice(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.execute(SLIDER.format(name="a", key="both"), cell_id="cell-1")
    kernel.execute(SLIDER.format(name="b", key="both"), cell_id="cell-2")
    sliders = [m for m in kernel.browser.models.values() if m.view == "SliderView"]

    kernel.browser.set_value(sliders[0].id, 9)

    kernel.wait_for(lambda: all("x is 9" in text(kernel, name) for name in "ab"))
    kernel.settle()
    assert [m.state["value"] for m in sliders] == [9, 9]


def test_a_key_drawn_differently_in_two_cells_is_an_error_naming_both(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.execute(SLIDER.format(name="a", key="both"), cell_id="cell-1")

    with pytest.raises(RuntimeError, match=r"(?s)'both'.*'a'.*'b'"):
        kernel.execute("%%rerun b\nst.checkbox('B', key='both')", cell_id="cell-2")


def test_what_an_ordinary_cell_writes_reaches_the_apps_when_it_ends(kernel: Kernel):
    kernel.execute("import ipyrerun as st, time\nruns = []")
    kernel.execute(
        "%%rerun page\nruns.append(1)\nst.text(f'{st.session_state.get(\"n\", 0)} fish')",
        cell_id="c",
    )

    kernel.execute("for n in range(5):\n    st.session_state.n = n\n    time.sleep(0.05)")
    kernel.wait_for(lambda: "4 fish" in text(kernel))
    kernel.settle()

    assert kernel.execute("print(len(runs))").text == "2\n"


def test_a_nested_magic_is_an_error_not_a_deadlock(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    code = "%%rerun\nget_ipython().run_cell_magic('rerun', '', 'st.text(1)')"

    with pytest.raises(RuntimeError, match="inside a run"):
        kernel.execute(code, cell_id="cell-1")


def test_a_name_used_by_two_cells_is_an_error_naming_both(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.execute(SLIDER.format(name="page", key="x"), cell_id="first-cell")

    with pytest.raises(RuntimeError, match=r"(?s)first-cell.*second-cell"):
        kernel.execute(SLIDER.format(name="page", key="x"), cell_id="second-cell")


def test_executing_a_cell_during_its_own_run_leaves_one_page_and_no_ghost(kernel: Kernel):
    kernel.execute("import ipyrerun as st, time")
    slow = (
        "%%rerun\nx = st.slider('X', 0, 9, key='x')\n"
        "for i in range(10 * x):\n    time.sleep(0.1)\nst.text(f'end {x}')"
    )
    kernel.execute(slow, cell_id="cell-1")
    kernel.browser.set_value(kernel.browser.find("SliderView").id, 5)
    kernel.wait_for(lambda: kernel.browser.page().status.get("running"))

    kernel.execute(slow.replace("end", "anew").replace("10 * x", "x"), cell_id="cell-1")
    kernel.settle()

    assert "anew 5" in text(kernel)
    assert "end" not in text(kernel)
    threads = kernel.execute(
        "import threading; print([t.name for t in threading.enumerate() if "
        "t.name.startswith('ipyrerun')])"
    ).text
    assert threads.count("pulse") <= 1


def test_widgets_can_be_observed_linked_and_set_and_survive_a_new_execution(kernel: Kernel):
    kernel.execute("import ipyrerun as st, ipywidgets as w\nseen = []")
    kernel.execute(SLIDER.format(name="page", key="x"), cell_id="cell-1")
    kernel.execute(
        "slider = st.widget_of('x')\n"
        "slider.observe(lambda change: seen.append(change.new), 'value')\n"
        "other = w.IntText(); w.link((slider, 'value'), (other, 'value'))\n"
        "out = w.interactive_output(lambda x: print('interactive', x), {'x': slider})"
    )
    kernel.execute(SLIDER.format(name="page", key="x"), cell_id="cell-1")

    kernel.browser.set_value(kernel.browser.find("SliderView").id, 4)
    kernel.wait_for(lambda: "x is 4" in text(kernel))
    kernel.execute("other.value = 8")
    kernel.wait_for(lambda: "x is 8" in text(kernel))

    assert (
        kernel.execute("print(seen, isinstance(slider, w.ValueWidget), other.value)").text
        == "[4, 8] True 8\n"
    )
    assert kernel.execute("print(slider is st.widget_of('x'))").text == "True\n"


def test_assigning_a_widgets_value_is_one_event_with_its_callback(kernel: Kernel):
    kernel.execute("import ipyrerun as st\ncalls, runs = [], []")
    kernel.execute(
        "%%rerun page\nruns.append(1)\n"
        "st.slider('X', 0, 9, key='x', on_change=lambda n: calls.append(n), args=('called',))",
        cell_id="cell-1",
    )

    kernel.execute("st.widget_of('x').value = 5")
    kernel.settle()

    assert kernel.execute("print(calls, len(runs), st.session_state.x)").text == "['called'] 2 5\n"


def test_named_variables_are_handed_to_the_notebook(kernel: Kernel):
    kernel.execute("import ipyrerun as st")

    kernel.execute(
        "%%rerun -o rows -o total\nrows = [1, 2]\ntotal = sum(rows)\nhidden = 1", cell_id="c"
    )

    assert kernel.execute("print(rows, total, 'hidden' in globals())").text == "[1, 2] 3 False\n"


def test_output_of_a_run_reaches_its_page_and_no_cell(kernel: Kernel):
    kernel.execute(
        "import ipyrerun as st, sys, logging, warnings, threading\nfrom IPython.display import "
        "display, HTML"
    )
    execution = kernel.execute(
        "%%rerun\nprint('printed')\nprint('to stderr', "
        "file=sys.stderr)\nlogging.warning('logged')\n"
        "warnings.warn('warned')\ndisplay(HTML('<b>shown</b>'))\n"
        "t = threading.Thread(target=lambda: (print('from a thread'), "
        "display(HTML('<i>threaded</i>'))))\n"
        "t.start(); t.join()",
        cell_id="c",
    )

    page = text(kernel)
    for words in ("printed", "to stderr", "logged", "warned", "shown", "from a thread", "threaded"):
        assert words in page
    [own] = execution.displays
    assert "application/vnd.ipyrerun.page+json" in own
    kinds = {m["msg_type"] for m in execution.outputs}
    assert kinds == {"execute_input", "display_data", "update_display_data"}


def test_top_level_await_works(kernel: Kernel):
    kernel.execute("import ipyrerun as st, asyncio")

    kernel.execute("%%rerun\nawait asyncio.sleep(0.01)\nst.text('awaited')", cell_id="c")

    assert "awaited" in text(kernel)


def test_restart_and_run_all_leaves_one_page_per_cell(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    for _ in range(3):
        for cell in "ab":
            kernel.execute(SLIDER.format(name=cell, key=f"x{cell}"), cell_id=cell)
    kernel.settle()

    assert sorted(m.view for m in kernel.browser.models.values()) == [
        "PageView",
        "PageView",
        "SliderView",
        "SliderView",
    ]


def test_the_line_magic_lists_runs_stops_and_resets(kernel: Kernel):
    kernel.execute("import ipyrerun as st, time\nruns = []")
    kernel.execute(
        "%%rerun page\nruns.append(1)\nx = st.slider('X', 0, 9, key='x')\nst.text(f'x is {x}')",
        cell_id="c",
    )
    kernel.browser.set_value(kernel.browser.find("SliderView").id, 5)
    kernel.wait_for(lambda: "x is 5" in text(kernel))

    assert "page" in kernel.execute("%rerun list").text
    kernel.execute("%rerun run page")
    kernel.settle()
    assert kernel.execute("print(len(runs))").text == "3\n"
    kernel.execute("%rerun reset")
    kernel.wait_for(lambda: "x is 0" in text(kernel))
    kernel.settle()

    assert kernel.browser.find("SliderView").state["value"] == 0


def test_the_extension_can_be_unloaded_and_loaded(kernel: Kernel):
    kernel.execute("import ipyrerun as st")
    kernel.execute(SLIDER.format(name="page", key="x"), cell_id="c")

    kernel.execute("%unload_ext ipyrerun")
    kernel.settle()
    assert not kernel.browser.models
    with pytest.raises(RuntimeError):
        kernel.execute("get_ipython().run_cell_magic('rerun', '', '1')")
    kernel.execute("%load_ext ipyrerun")
    kernel.execute(SLIDER.format(name="page", key="x"), cell_id="c")

    assert "x is" in text(kernel)


def test_a_cell_may_be_a_script_of_streamlits(kernel: Kernel, tmp_path: Path):
    (tmp_path / "parts.py").write_text(
        "import streamlit as st\ndef draw(n): st.text(f'part {n} of {st.__name__}')\n"
    )
    # Other kernels have no Streamlit: a module of this name stands for it.
    (tmp_path / "streamlit.py").write_text("__name__ = 'theirs'\n")
    kernel.execute(f"import ipyrerun, sys\nsys.path.insert(0, {str(tmp_path)!r})")
    script = "import parts\nimport streamlit as st\nparts.draw(st.slider('N', 0, 9, key='n'))"

    kernel.execute(f"%%rerun --as streamlit\n{script}", cell_id="c")
    kernel.browser.set_value(kernel.browser.find("SliderView").id, 4)

    kernel.wait_for(lambda: "part 4 of ipyrerun" in text(kernel))
    assert kernel.execute("import streamlit, parts\nprint(streamlit.__name__)").text == "theirs\n"
    assert kernel.execute("print(parts.st.__name__)").text == "theirs\n"


def test_every_cell_may_be_one(kernel: Kernel):
    kernel.execute("import ipyrerun\nipyrerun.as_streamlit()")

    kernel.execute("%%rerun\nfrom streamlit import text\ntext('asked once')", cell_id="c")

    kernel.wait_for(lambda: "asked once" in text(kernel))
