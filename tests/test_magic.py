"""`%%rerun` in an IPython shell without a kernel."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

import ipyrerun
import ipyrerun.outside
import ipyrerun.sink
from ipyrerun import cells
from ipyrerun.errors import StreamlitAPIException
from ipyrerun.execution import Outcome
from ipyrerun.page import PageSink
from tests.shells import WAIT, apps, run, shown

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def test_a_cell_is_a_page_and_hands_over_what_it_is_asked_for(shell):
    shell.user_ns["start"] = 4

    assert run(shell, "%%rerun page -o end\nend = start + 1\nst.text(end)") is None

    assert shown("page") == ["5"]
    assert shell.user_ns["end"] == 5


def test_the_extension_is_not_unloaded_while_a_page_is_being_saved(shell, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def render(_: object) -> str:
        begun.set()
        go_on.wait(WAIT)
        return ""

    run(shell, "%%rerun page\nst.text('a')")
    (app,) = apps()
    assert isinstance(app.sink, PageSink)
    monkeypatch.setattr("ipyrerun.output.Output._render", render)
    app.sink.output.refresh_soon()
    assert begun.wait(WAIT)

    unloading = threading.Thread(target=ipyrerun.unload_ipython_extension, args=(shell,))
    unloading.start()
    unloading.join(0.3)
    is_waiting = unloading.is_alive()
    go_on.set()
    unloading.join(WAIT)

    assert is_waiting
    assert not unloading.is_alive()


def test_a_cell_without_a_name_is_known_by_its_text(shell):
    run(shell, "%%rerun\nst.text('a')")
    run(shell, "%%rerun\nst.text('a')")
    run(shell, "%%rerun\nst.text('b')")

    assert len(apps()) == 2


def test_options_reach_the_script(shell):
    shell.user_ns["hidden"] = 1

    run(shell, "%%rerun a --no-magic\n1")
    run(shell, "%%rerun b --all\nst.text('hid' 'den' in globals())")
    run(shell, "%%rerun c --hide-code\n1")

    assert shown("a") == []
    assert shown("b") == ["True"]
    (sink,) = [app.sink for app in apps() if app.name == "c"]
    assert isinstance(sink, PageSink)
    assert sink.page.options == {"name": "c", "hide_code": True, "wide": False}


def test_an_error_of_the_first_run_is_on_the_page_and_raised_in_the_cell(shell, capsys):
    error = run(shell, "%%rerun page\nx = 1\n1 / 0")

    assert isinstance(error, ZeroDivisionError)
    assert any("division by zero" in str(value) for value in shown("page"))
    printed = capsys.readouterr().out
    assert "1 / 0" in printed
    assert "ipyrerun/app.py" not in printed


def test_a_syntax_error_looks_as_in_any_cell_and_leaves_the_old_page(shell, capsys):
    run(shell, "%%rerun page\nst.text('old')")

    error = run(shell, "%%rerun page\n1 +")

    assert type(error).__name__ == "SyntaxError"
    printed = capsys.readouterr().out
    assert "1 +" in printed
    assert "invalid syntax" in printed
    assert "compile_script" not in printed
    assert shown("page") == ["old"]


def test_a_cell_inside_a_run_is_refused(shell):
    error = run(shell, "%%rerun page\nget_ipython().run_cell_magic('rerun', '', '1')")

    assert isinstance(error, StreamlitAPIException)
    assert "cannot contain another one" in str(error)


def test_a_cell_that_is_executed_again_keeps_its_inputs(shell):
    text = "%%rerun page\nst.slider('a', 0, 9, key='a')\nst.text('{}')"
    run(shell, text.format("old"))
    widget = ipyrerun.widget_of("a")
    run(shell, "st.widget_of('a').value = 5")
    run(shell, text.format("new"))

    assert ipyrerun.widget_of("a") is widget
    assert ipyrerun.session_state.a == 5
    assert shown("page") == ["new"]


def test_an_input_that_the_new_text_of_a_cell_does_not_draw_loses_its_value(shell):
    run(shell, "%%rerun page\nst.slider('a', 0, 9, 5, key='a')\nst.slider('b', 0, 9, key='b')")

    run(shell, "%%rerun page\nst.slider('b', 0, 9, key='b')")

    assert list(ipyrerun.session_state) == ["b"]


def execute_as(shell: InteractiveShell, cell_id: str | None, *, person: bool = False) -> None:
    """Let the next cells be executed as in a notebook."""
    parent = {"metadata": {"cellId": cell_id}, "content": {"allow_stdin": person}}
    shell.kernel = SimpleNamespace(get_parent=lambda _: parent)  # type: ignore[attr-defined]


def test_a_name_that_another_cell_has_is_refused_naming_both(shell):
    execute_as(shell, "one")
    run(shell, "%%rerun page\nst.text('a')")
    run(shell, "%%rerun page\nst.text('b')")
    execute_as(shell, "two")

    error = run(shell, "%%rerun page\nst.text('c')")

    assert isinstance(error, StreamlitAPIException)
    assert "one and two" in str(error)
    assert shown("page") == ["b"]


def test_a_person_gets_the_cell_back_during_a_long_first_run(shell):
    execute_as(shell, "one", person=True)
    shell.user_ns["go_on"] = go_on = threading.Event()

    shell.run_cell("%%rerun --wait 0\ngo_on.wait(20)\nst.text('done')")

    (app,) = apps()
    assert app.name == "one"
    assert app.loop.job is not None
    assert app._pulses.note.startswith("The first run goes on.")
    go_on.set()
    assert app.loop.wait_idle(WAIT)
    assert shown("one") == ["done"]


def test_an_interrupt_while_a_cell_waits_stops_its_run():
    stopped: list[bool] = []

    class Interrupted(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            if not stopped:
                raise KeyboardInterrupt
            return True

    app: Any = SimpleNamespace(stop=lambda: stopped.append(True))

    with pytest.raises(KeyboardInterrupt):
        cells._wait(app, Outcome(done=Interrupted()), None)
    assert stopped == [True]


def test_what_a_cell_writes_wakes_the_apps_once_when_it_ends(shell):
    runs: list[Any] = []
    shell.user_ns["runs"] = runs
    run(shell, "%%rerun page\nruns.append((st.session_state.get('a'), st.session_state.get('b')))")
    (shell.user_ns["page"],) = apps()

    # Were the first write sent at once, its run would have ended before the second.
    text = "st.session_state.a = 1\npage.loop.wait_idle(20)\nst.session_state.b = 2"
    assert run(shell, text) is None
    run(shell, "st.session_state.a = 1")
    run(shell, "del st.session_state.b")

    assert runs == [(None, None), (1, 2), (1, None)]
