"""`%rerun`, isolated cells, pages and options in an IPython shell without a kernel."""

from __future__ import annotations

import sys
import threading
from types import SimpleNamespace
from typing import Any

import pytest

import ipyrerun
import ipyrerun.outside
import ipyrerun.sink
from ipyrerun import capture, magic, mains
from ipyrerun.app import App
from ipyrerun.errors import StreamlitAPIException, UnserializableSessionStateError
from ipyrerun.events import Event
from ipyrerun.page import PageSink
from ipyrerun.patch import walk
from ipyrerun.session import kernel
from tests.comms import say
from tests.shells import WAIT, apps, run, shown

# -- the line magic


def test_list_says_what_there_is(shell, capsys):
    run(shell, "%rerun list")
    run(shell, "%%rerun page\nst.slider('a', 0, 9)")
    run(shell, "%rerun list")

    printed = capsys.readouterr().out
    assert "There are no apps" in printed
    assert "page  idle  1 inputs" in printed


def test_run_stop_clear_and_reset_do_what_they_say(shell, monkeypatch):
    cleared: list[bool] = []
    monkeypatch.setattr(kernel, "caches", [lambda: cleared.append(True)])
    run(shell, "%%rerun page\nst.session_state.n = st.session_state.get('n', 0) + 1")

    run(shell, "%rerun run page")
    assert ipyrerun.session_state.n == 2
    run(shell, "%rerun stop")
    run(shell, "%rerun clear")
    run(shell, "%rerun reset")

    assert cleared == [True]
    assert ipyrerun.session_state.n == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [("%rerun jump", "use one of list, run"), ("%rerun run zz", "no app is called 'zz'")],
)
def test_an_unknown_command_or_name_lists_those_that_there_are(shell, capsys, line, said):
    run(shell, line)

    assert said in capsys.readouterr().err


def test_options_commands_and_names_are_completed(shell):
    run(shell, "%%rerun page\n1")

    def complete(line: str, symbol: str) -> list[str]:
        return magic._complete(shell, SimpleNamespace(line=line, symbol=symbol))

    assert complete("%rerun r", "r") == ["run", "reset"]
    assert complete("%%rerun --w", "--w") == ["--wait", "--watch", "--wide"]
    assert complete("%rerun run p", "p") == ["page"]


# -- widgets, loading


def test_a_widget_of_an_input_just_drawn_is_live_within_the_run(shell):
    run(shell, "%%rerun page\nst.slider('a', 0, 9, key='a')\nst.text(st.widget_of('a').value)")

    assert shown("page") == ["0"]


def test_a_key_that_no_page_draws_has_no_widget(shell):
    with pytest.raises(StreamlitAPIException, match="no page draws an input with the key 'zz'"):
        ipyrerun.widget_of("zz")


def test_an_element_of_an_ordinary_cell_is_displayed_below_it(shell, capsys):
    run(shell, "st.text('hello')")

    assert "A page of ipyrerun" in capsys.readouterr().out


def test_unloading_ends_the_apps_and_takes_the_magics_back(shell):
    run(shell, "%%rerun page\nst.text('a')")

    ipyrerun.unload_ipython_extension(shell)

    assert apps() == []
    assert "rerun" not in shell.magics_manager.magics["cell"]
    assert not isinstance(sys.stdout, capture.Stream)
    assert threading.Thread.start is mains._start_thread
    ipyrerun.load_ipython_extension()
    ipyrerun.load_ipython_extension()
    assert run(shell, "%%rerun page\nst.text('b')") is None
    assert shown("page") == ["b"]


def test_what_an_ordinary_cell_drew_is_let_go_of_once_nobody_shows_it(shell, monkeypatch):
    monkeypatch.setattr(ipyrerun.sink, "ROLL_CALL", 0.01)
    sinks: list[PageSink] = []

    def keep(*args: Any, **kwargs: Any) -> PageSink:
        sinks.append(PageSink(*args, **kwargs))
        return sinks[-1]

    monkeypatch.setattr(ipyrerun.outside, "PageSink", keep)
    run(shell, "st.dataframe({'a': [1, 2]})")
    [sink] = sinks
    assert len(sink.live) == 1

    say(sink.page, {"type": "gone"})
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join(WAIT)

    assert not sink.live
    assert sink.page.comm is None


def test_reset_empties_the_state_and_reruns_every_app(shell):
    run(shell, "%%rerun one\nst.text(st.session_state.get('n', 'none'))")
    run(shell, "%%rerun two\nst.text(st.session_state.get('n', 'none'))")
    run(shell, "st.session_state.n = 5")

    run(shell, "%rerun reset one")

    shown = [node.value for app in apps() for node in walk(app.sink.shown) if node.kind == "text"]
    assert shown == ["none", "none"]


def test_an_isolated_cell_has_a_state_of_its_own_and_keeps_it(shell):
    text = "n = st.slider('n', 0, 9, key='n')\nst.text([n, st.session_state.get('x')])"
    run(shell, "st.session_state.x = 'shared'")
    run(shell, f"%%rerun both\n{text}")
    run(shell, f"%%rerun alone --isolated\n{text}")
    (alone,) = [app for app in everyone() if app.name == "alone"]

    alone.loop.submit(Event("slider:n", 5))
    assert alone.loop.wait_idle(WAIT)
    run(shell, f"%%rerun alone --isolated\n{text}\n")
    (alone,) = [app for app in everyone() if app.name == "alone"]

    assert shown("both") == ["[0, 'shared']"]
    assert [n.value for n in walk(alone.sink.shown) if n.name == "text"] == ["[5, None]"]
    assert "n" in kernel.state.values
    assert kernel.state.values["n"] == 0
    shell.run_line_magic("rerun", "reset alone")
    assert alone.loop.wait_idle(WAIT)
    assert [n.value for n in walk(alone.sink.shown) if n.name == "text"] == ["[0, None]"]
    assert kernel.state.values["x"] == "shared"


def test_a_cell_that_is_isolated_no_more_begins_with_the_state_of_all(shell):
    text = "st.text(st.slider('m', 0, 9, key='m'))"
    run(shell, f"%%rerun page --isolated\n{text}")
    (app,) = [app for app in everyone() if app.name == "page"]
    app.loop.submit(Event("slider:m", 5))
    assert app.loop.wait_idle(WAIT)

    run(shell, f"%%rerun page\n{text}")

    assert shown("page") == ["0"]
    assert [one.name for one in everyone()].count("page") == 1


def test_isolated_cells_are_listed_marked_and_ended_as_others(shell, capsys):
    run(shell, "%%rerun lonely --isolated\nst.text(word)")
    shell.run_line_magic("rerun", "list")
    assert "lonely  idle" in capsys.readouterr().out
    (app,) = [app for app in everyone() if app.name == "lonely"]

    run(shell, "word = 1")

    sink: Any = app.sink
    assert sink.page._status.get("outdated") == ["word"]
    app.close()
    assert "lonely" not in kernel.every_app()


def test_config_sets_options_for_the_next_run(shell):
    shell.run_line_magic("config", "Rerun.enforceSerializableSessionState = True")

    error = run(shell, "%%rerun page\nst.session_state.f = lambda: 1")

    assert isinstance(error, UnserializableSessionStateError)
    shell.run_line_magic("config", "Rerun.enforceSerializableSessionState = False")
    assert run(shell, "%%rerun page\nst.session_state.f = lambda: 1") is None


def everyone() -> list[App]:
    return [app for app in kernel.every_app().values() if isinstance(app, App)]


def test_a_cell_that_is_only_a_page_is_shown_by_another_and_runs_anew_with_it(shell):
    shell.user_ns["city"] = "Oslo"
    assert run(shell, "%%rerun town --page\nst.text(f'in {city}')") is None
    assert apps() == []
    assert run(shell, "%%rerun app\nst.navigation(['%town']).run()") is None
    assert [n.value for n in walk(apps()[0].sink.shown) if n.kind == "text"] == ["in Oslo"]

    assert run(shell, "%%rerun town --page\nst.text(f'near {city}')") is None

    assert [n.value for n in walk(apps()[0].sink.shown) if n.kind == "text"] == ["near Oslo"]


def test_a_page_needs_a_name(shell):
    error = run(shell, "%%rerun --page\nst.text('x')")

    assert str(error) == (
        "%%rerun --page: give the page a name, by which st.Page('%name') finds it"
    )
