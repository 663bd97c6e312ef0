"""What secrets hold is shown nowhere that it was not meant to be shown."""

from __future__ import annotations

import html
import io
import json
import logging
import threading
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy
from IPython.core.interactiveshell import InteractiveShell

import ipyrerun as st
from ipyrerun import shell
from ipyrerun.cache.decorators import cache_resource
from ipyrerun.confidential import (
    MASK,
    confide,
    confide_arguments,
    discreet,
    masked,
    masked_error,
    masked_markup,
)
from ipyrerun.saved import render
from tests.elements.stage import Stage

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "correct-horse/battery<staple>&co"
LONG = "".join(f"{n * 7919 % 100:02}ab" for n in range(60))


@pytest.fixture(autouse=True)
def closed() -> None:
    """Keep no connection of another test."""
    # What is opened anew confides its address.
    cache_resource.clear()


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the secret of a file of secrets."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / ".streamlit" / "secrets.toml"
    path.parent.mkdir()
    path.touch(mode=0o600)
    path.write_text(
        f"[vault]\ntoken = {json.dumps(TOKEN)}\n"
        "[connections.pets]\ntype = 'sql'\n"
        "url = 'postgresql+psycopg://me:horse%2Fbattery-7@127.0.0.1:1/pets'\n"
    )
    return TOKEN


@pytest.mark.parametrize(
    "text",
    [
        f"it is {TOKEN}!",
        f"it is {TOKEN!r}",
        json.dumps({"token": TOKEN}),
        f"<p>{html.escape(TOKEN)}</p>",
        "https://x?t=correct-horse%2Fbattery%3Cstaple%3E%26co",
        f"xxx{TOKEN}xxx",
    ],
)
def test_a_secret_is_found_in_whatever_form(text):
    confide({"a": [{"b": TOKEN}]})

    assert "battery" not in masked(text)
    assert MASK in masked(text)


@pytest.mark.parametrize("form", [lambda t: t, lambda t: repr(t)[1:-1]])
def test_lines_of_a_key_file_are_secrets_each(form):
    confide({"pem": "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\n9w0BAQEFAASCBKcwggSj\n"})

    for line in ("MIIEvQIBADANBgkqhkiG", "9w0BAQEFAASCBKcwggSj"):
        assert masked(form(f"it has {line}")) == f"it has {MASK}"


def test_pieces_of_a_long_secret_are_secrets_too():
    confide({"jwt": LONG})

    assert masked(f"<{LONG[5:150]} ... {LONG[-77:]}>") == f"<{MASK} ... {MASK}>"


@pytest.mark.parametrize("key", ["password", "api_key", "TOKEN", "my_secret"])
def test_a_short_secret_is_masked_as_a_whole_word(key):
    confide({key: "cat7"})

    assert masked("cat7, 'cat7', cat77") == f"{MASK}, '{MASK}', cat77"


@pytest.mark.parametrize(
    "given",
    [
        {"dialect": "postgresql", "host": "localhost", "port": 5432, "username": "postgres"},
        {"flag": True, "n": 3, "name": "cat", "empty": "", "token": "x"},
        {"query": {"sslmode": "require"}, "environment": "production", "url": "sqlite:///pets.db"},
        {"connections": {"monkeys": {"type": "sql", "host": "localhost", "mode": "require"}}},
        {"max_tokens": 500, "rows": 100_000, "author": "Anna"},
    ],
)
def test_what_is_no_secret_stays_readable(given):
    confide(given)

    text = (
        "postgresql on localhost:5432 as postgres; True, 3, cat, x; require production "
        "sqlite:///pets.db; 500 of 100000 by Anna in sql"
    )
    assert masked(text) == text


def test_numbers_are_secrets_if_they_are_odd_or_their_key_says_so():
    confide({"pin": 123, "chat": 1234567, "rows": 250_000, "share": 0.5, "port": 1234568})

    text = "250000, 0.5, 1234568"
    assert masked(f"{text}, 123, 1234567, 1234") == f"{text}, {MASK}, {MASK}, 1234"


def test_the_parts_of_an_address_object_are_told_apart():
    confide({"url": sqlalchemy.make_url("postgresql+psycopg://postgres:hunter22@localhost/shops")})

    text = "postgresql+psycopg on localhost, shops of postgres: "
    assert masked(f"{text}hunter22") == f"{text}{MASK}"


def test_arguments_are_secret_where_their_names_say_so():
    confide_arguments(
        {"table": "customers-eu", "token": "staple-7", "url": "x://me:pass-7@there/x"}
    )

    assert masked("customers-eu, staple-7, pass-7") == f"customers-eu, {MASK}, {MASK}"


@pytest.mark.parametrize("table", ["passwords", "api_keys", "tokens"])
def test_a_table_of_secrets_has_names_for_keys(table):
    confide({table: {"anna": "cat7", "user": "hunter22", "otto": {"host": "rabbit"}}})

    assert masked("cat7 hunter22 rabbit") == f"{MASK} {MASK} {MASK}"


@pytest.mark.parametrize(
    "url",
    [
        "mssql+pyodbc://sa:Passw0rd@srv/db?authentication=me@corp.com",
        "jdbc:postgresql://sa:Passw0rd@srv/db",
        "postgresql://srv/db?user=me&password=Passw0rd",
        "Driver={ODBC};Server=srv;Uid=me;Pwd=Passw0rd;",
    ],
)
def test_the_password_in_a_text_of_settings_is_found(url):
    confide({"url": url})

    assert masked("it is Passw0rd, srv") == f"it is {MASK}, srv"


def test_a_long_address_takes_no_other_with_it():
    confide({"hook": "https://www.example.com/services/T0123456/B0123456/abcdefghijklmnop"})

    assert masked("https://www.example.com/help") == "https://www.example.com/help"
    assert masked("at /services/T0123456/B01") == f"at {MASK}"


def test_a_long_path_takes_no_other_with_it():
    confide({"data": "/home/anna/projects/animals/data/pets.parquet"})

    assert masked("/home/anna/projects/shop.py") == "/home/anna/projects/shop.py"


def test_help_leaves_no_part_of_a_secret_over():
    confide({"token": TOKEN})
    for size in range(250, 290, 5):
        [shown] = Stage("st.help(value)", value=["x" * size, TOKEN]).nodes("help")

        assert "corr" not in shown.props["value"]


def test_an_address_object_is_written_without_its_password(token):
    stage = Stage("st.write(st.connection('pets').engine.url)")

    [shown] = stage.nodes("json")
    assert '"username": "me", "password": "***", "host": "127.0.0.1"' in shown.props["body"]


def test_a_rule_in_a_long_secret_is_no_secret():
    confide({"banner": f"a{'-' * 40}battery-staple-1234567"})

    assert masked("-" * 40) == "-" * 40


def test_neighbouring_cells_are_no_secret_but_words_that_are_coloured_are():
    confide({"pin": "123456"})

    assert masked_markup("<td>12</td><td>3456</td>") == "<td>12</td><td>3456</td>"
    assert masked_markup("<b>12</b><i>3456</i>") == f"<b>{MASK}</b><i></i>"


class Picky(Exception):
    """Cannot be made without its argument."""

    def __new__(cls, text):
        """Make it."""
        return super().__new__(cls, text)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ExceptionGroup("battery-staple", [ValueError(1)]), f"{MASK} (1 sub-exception)"),
        (Picky("battery-staple"), MASK),
        (UnicodeDecodeError("battery-staple", b"", 0, 1, ""), None),
        (KeyError("battery-staple"), f"'{MASK}'"),
    ],
)
def test_any_class_of_error_can_be_shown_without_its_secret(error, said):
    confide({"a": "battery-staple"})

    stand_in = masked_error(error)

    assert isinstance(stand_in, type(error))
    assert str(stand_in) == said or said is None
    assert "battery" not in str(stand_in)


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


def test_many_threads_confide_at_once():
    threads = [
        threading.Thread(target=confide, args=({"token": f"secret-number-{n}"},)) for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert masked(" ".join(f"secret-number-{n}" for n in range(20))).split() == [MASK] * 20
