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
from ipyrerun.confidential import MASK, confide, masked, masked_error
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
    ],
)
def test_what_is_no_secret_stays_readable(given):
    confide(given)

    text = "postgresql on localhost:5432 as postgres; True, 3, cat, x"
    assert masked(text) == text


def test_the_password_of_an_address_is_a_secret_of_its_own():
    confide({"url": "mysql://me:horse%2Fbattery@there/x"})

    assert masked("horse%2Fbattery or horse/battery of me") == f"{MASK} or {MASK} of me"


def test_colours_do_not_hide_a_secret():
    confide({"a": "battery-staple"})

    assert masked("\x1b[31mbattery\x1b[0m-staple is \x1b[1mit\x1b[0m") == (
        f"\x1b[31m{MASK}\x1b[0m is \x1b[1mit\x1b[0m"
    )
    assert masked("\x1b[31mbattery-staple\x1b[0m") == f"\x1b[31m{MASK}\x1b[0m"


def test_an_error_without_a_secret_is_left_as_it_is():
    confide({"a": "battery-staple"})
    error = ValueError("horse")

    stand_in = masked_error(UnicodeError("battery-staple"))

    assert masked_error(error) is error
    assert isinstance(stand_in, UnicodeError)
    assert type(stand_in).__name__ == "UnicodeError"
    assert (str(stand_in), repr(stand_in)) == (MASK, f"UnicodeError('{MASK}')")


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


def test_many_threads_confide_at_once():
    threads = [
        threading.Thread(target=confide, args=({"token": f"secret-number-{n}"},)) for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert masked(" ".join(f"secret-number-{n}" for n in range(20))).split() == [MASK] * 20
