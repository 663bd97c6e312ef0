"""What secrets hold is shown nowhere that it was not meant to be shown."""

from __future__ import annotations

import base64
import html
import io
import logging
import re
import threading
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy
from IPython.core.interactiveshell import InteractiveShell

import ipyrerun as st
from ipyrerun import shell
from ipyrerun.confidential import MASK, confide, discreet
from ipyrerun.saved import render
from tests.elements.stage import Stage
from tests.secrets.files import TOKEN

if TYPE_CHECKING:
    from ipyrerun.tree import Node


def test_help_leaves_no_part_of_a_secret_over():
    confide({"token": TOKEN})
    for size in range(250, 290, 5):
        [shown] = Stage("st.help(value)", value=["x" * size, TOKEN]).nodes("help")

        assert "corr" not in shown.props["value"]


def test_an_address_object_is_written_without_its_password(token):
    stage = Stage("st.write(st.connection('pets').engine.url)")

    [shown] = stage.nodes("json")
    assert '"username": "me", "password": "***", "host": "127.0.0.1"' in shown.props["body"]


def test_nothing_says_the_values_of_secrets(token):
    for shown in (st.secrets, st.secrets.vault, st.secrets.items(), st.secrets.vault.values()):
        for text in (repr(shown), str(shown), f"{shown}", f"{[shown]}"):
            assert "battery" not in text
    assert repr(st.secrets) == "<st.secrets: 'vault', 'connections'>"


@pytest.mark.parametrize(
    "call",
    ["st.write(st.secrets)", "st.secrets", "st.json([st.secrets.vault])", "st.secrets.vault"],
)
def test_secrets_are_written_with_their_keys_alone(token, call):
    stage = Stage(call)

    [shown] = stage.nodes("json")
    assert "token" in shown.props["body"]
    assert "battery" not in str(shown.props)


RAISING = {
    "a message": "raise ValueError(f'refused {st.secrets.vault.token}')",
    "a note": "e = ValueError()\ne.add_note(st.secrets.vault.token)\nraise e",
    "a cause": "try: int(st.secrets.vault.token)\nexcept ValueError as e: raise KeyError from e",
    "parameters": (
        "import sqlalchemy\nwith sqlalchemy.create_engine('sqlite://').connect() as c:\n"
        "    c.execute(sqlalchemy.text('SELECT :t FROM x'), {'t': st.secrets.vault.token})"
    ),
    "an address": "st.connection('pets').connect()",
    "an engine": "raise ValueError(repr(st.connection('pets').engine), st.connection('pets'))",
    "arguments": (
        "st.connection('x', type='sql', url='postgresql+psycopg://me:staple-battery@127.0.0.1:1/x')"
        ".connect()"
    ),
}


@pytest.mark.parametrize("script", RAISING.values(), ids=RAISING)
def test_an_exception_on_the_page_has_no_secret(token, script):
    stage = Stage(f"st.secrets.load_if_toml_exists()\n{script}")

    [shown] = stage.nodes("exception")
    assert shown.props["trace"]
    assert "battery" not in str(shown.props)
    assert "battery" not in shown.value


@pytest.mark.parametrize("mode", ["Plain", "Context", "Verbose", "Minimal"])
@pytest.mark.parametrize("script", RAISING.values(), ids=RAISING)
def test_a_traceback_of_ipythons_has_no_secret(token, mode, script):
    ip = InteractiveShell()
    shown: list[Any] = []
    ip._showtraceback = lambda *args: shown.append(args)  # type: ignore[method-assign]
    shell.install(ip)
    ip.run_line_magic("xmode", mode)

    ip.run_cell(f"import ipyrerun as st\ntoken = st.secrets.vault.token\n{script}")

    [(kind, error, lines)] = shown
    assert isinstance(error, kind)
    assert "battery" not in str(lines)
    assert "battery" not in str(error)


def test_the_answer_to_whoever_executed_a_cell_has_no_secret(token):
    from ipyrerun.magic import _cell_ends

    class Result:
        error_before_exec = None
        error_in_exec = ValueError(st.secrets.vault.token)

    _cell_ends(result := Result())

    assert str(result.error_in_exec) == MASK


@pytest.mark.parametrize(
    "script",
    [
        (
            "import traceback\ntry: int(st.secrets.vault.token)\n"
            "except ValueError: traceback.print_exc()"
        ),
        "import sys\nprint(st.secrets.vault.token, file=sys.stderr)",
    ],
)
def test_what_a_run_says_on_stderr_has_no_secret(token, script):
    [shown] = Stage(script).nodes("stream")

    assert MASK in shown.props["text"]
    assert "battery" not in shown.props["text"]


def test_a_page_shows_what_its_script_writes_but_a_saved_one_does_not(token):
    stage = Stage("st.text(st.secrets.vault.token)\nst.code(st.secrets.vault.token)\nprint(1)")

    assert stage.said() == token
    saved = render(next(iter(stage)))
    assert "battery" not in saved
    assert saved.count(MASK) == 2
    assert "</span></code></pre>" in saved


@pytest.mark.parametrize(
    "table",
    [
        "st.secrets.vault",
        "[st.secrets.vault.to_dict()]",
        "{'a': [st.secrets.vault.token]}",
        "{'a': [[st.secrets.vault.token]]}",
        "{st.secrets.vault.token: [1]}",
    ],
)
@pytest.mark.parametrize("call", ["dataframe", "table"])
def test_a_table_shows_the_secrets_in_it_but_not_where_it_is_saved(token, call, table):
    stage = Stage(f"st.{call}({table})")
    [node] = stage.nodes(call)

    saved = render(next(iter(stage)))

    assert stage.error is None
    assert any(word in on_page(node) for word in (token, html.escape(token)))
    assert "battery" not in saved
    assert MASK in saved


def on_page(node: Node) -> str:
    """Return what a browser is given for a table."""
    if node.view is None:
        return str(node.props)
    assert node.view.data is not None
    return f"{node.view.props} {node.view.data()}"


@pytest.mark.parametrize(
    "call",
    [
        "st.bar_chart({'x': [st.secrets.vault.token], 'y': [1]}, x='x', y='y')",
        "st.bar_chart({'x': ['a'], st.secrets.vault.token: [1]}, x='x')",
        "st.line_chart({'x': [1, 2], 'y': [1, 2]}, x='x', y='y', x_label=st.secrets.vault.token)",
        "st.image(f'<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{escaped}</text></svg>')",
    ],
)
def test_a_drawing_has_no_secret_in_its_words_where_it_is_saved(token, call):
    stage = Stage(f"st.secrets.load_if_toml_exists()\n{call}", escaped=html.escape(token))

    saved = render(next(iter(stage)))

    assert stage.error is None
    assert MASK in drawn(saved)
    assert "horse" not in drawn(saved)


def drawn(saved: str) -> str:
    """Return the drawing in a saved page."""
    [one] = re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', saved)
    return base64.b64decode(one).decode()


def test_a_chart_that_shortens_its_words_shows_no_part_of_a_secret():
    confide({"token": "WATERMELON-WINDOW-WHEELBARROW"})
    chart = Stage("st.bar_chart({'x': [1], 'y': ['WATERMELON-WINDOW-WHEELBARROW']}, x='y', y='x')")

    assert "WATER" not in drawn(render(next(iter(chart))))


def test_a_chart_that_was_drawn_before_a_secret_was_known_is_drawn_anew(token):
    script = f"st.bar_chart({{'x': [{token!r}], 'y': [1]}}, x='x', y='y')"
    before = render(next(iter(Stage(script))))

    st.secrets.load_if_toml_exists()

    assert render(next(iter(Stage(script)))) != before


def test_logs_have_no_secret(token):
    log = logging.getLogger("ipyrerun")
    told = io.StringIO()
    ear = logging.StreamHandler(told)
    named = [log, logging.getLogger("sqlalchemy.engine.Engine")]
    for one in named:
        one.addHandler(ear)
    named[1].setLevel(logging.DEBUG)
    try:
        with st.connection("lite", type="sql", url="sqlite://", echo="debug").connect() as found:
            found.execute(sqlalchemy.text("SELECT :t"), {"t": st.secrets.vault.token}).all()
        try:
            int(st.secrets.vault.token)
        except ValueError:
            log.exception("it was %s", st.secrets.vault.token)
    finally:
        named[1].setLevel(logging.NOTSET)
        for one in named:
            one.removeHandler(ear)
    assert "SELECT ?" in told.getvalue()
    assert f"it was {MASK}" in told.getvalue()
    assert "battery" not in told.getvalue()


def test_every_logger_of_ours_and_that_of_tasks_is_discreet():
    names = [name for name in logging.root.manager.loggerDict if name.split(".")[0] == "ipyrerun"]

    assert "ipyrerun.cache" in names
    assert all(discreet in logging.getLogger(name).filters for name in [*names, "asyncio"])


@pytest.mark.parametrize("echo", [False, True])
def test_the_loggers_of_an_engine_with_a_name_are_discreet(echo):
    options = {"echo": echo, "logging_name": "pets", "pool_logging_name": "pond"}
    found = st.connection("lite", type="sql", url="sqlite:///pets.db", **options)
    pool = type(found.engine.pool)

    loggers = [
        logging.getLogger("sqlalchemy.engine.Engine.pets"),
        logging.getLogger(f"{pool.__module__}.{pool.__name__}.pond"),
    ]
    loggers[0].handlers.clear()  # those of `echo`

    assert all(discreet in one.filters for one in loggers)


def test_what_ended_a_thread_is_told_without_its_secret(token, capsys, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    ip = InteractiveShell()
    shell.install(ip)
    lines = ("from threading import Thread", "t = Thread(target=int, args=[token], name='one')")
    try:
        for text in ([st.secrets.vault.token], ["12 monkeys"]):
            ip.user_ns["token"] = text[0]
            ip.run_cell("\n".join(lines) + "\nt.start()\nt.join()")
    finally:
        shell.uninstall(ip)

    told = capsys.readouterr().err
    assert told.count("Exception in thread one") == 2
    assert f"'{MASK}'" in told
    assert "'12 monkeys'" in told
    assert "battery" not in told
    assert threading.excepthook is threading.__excepthook__
