"""Which texts are secret, and how they are taken out of a text."""

from __future__ import annotations

import html
import json

import pytest
import sqlalchemy

from ipyrerun.confidential import (
    MASK,
    confide,
    confide_arguments,
    masked,
    masked_error,
    masked_markup,
)
from tests.secrets.files import TOKEN
from tests.threads import at_once

LONG = "".join(f"{n * 7919 % 100:02}ab" for n in range(60))


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


def test_a_rule_in_a_long_secret_is_no_secret():
    confide({"banner": f"a{'-' * 40}battery-staple-1234567"})

    assert masked("-" * 40) == "-" * 40


def test_neighbouring_cells_are_no_secret_but_words_that_are_coloured_are():
    confide({"pin": "123456"})

    assert masked_markup("<td>12</td><td>3456</td>") == "<td>12</td><td>3456</td>"
    assert masked_markup("<b>12</b><i>3456</i>") == f"<b>{MASK}</b><i></i>"
    assert masked_markup("<tspan>12</tspan><tspan x='9'>3456</tspan>") == (
        f"<tspan>{MASK}</tspan><tspan x='9'></tspan>"
    )


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


def test_many_threads_confide_at_once():
    at_once(confide, [{"token": f"secret-number-{n}"} for n in range(20)])

    assert masked(" ".join(f"secret-number-{n}" for n in range(20))).split() == [MASK] * 20
