"""`st.secrets`: what it gives, what it puts into the environment, and what it refuses."""

from __future__ import annotations

import os
import pickle
import threading
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest

from ipyrerun.errors import StreamlitSecretNotFoundError
from ipyrerun.secret import AttrDict, Secrets
from ipyrerun.secretfiles import of_file, stamp
from ipyrerun.testing import AppTest
from tests.secrets.files import write
from tests.threads import at_once

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = """
token = "s3cr3t-token"
port = 5433
share = 0.5
on = true
names = ["a", "b"]
[db]
password = "b@ttery"
[db.inner]
deep = 1
"""


def test_values_are_read_by_item_and_by_attribute(home):
    write(home / "work", SECRETS)
    secrets = Secrets()

    assert (secrets["token"], secrets.token) == ("s3cr3t-token", "s3cr3t-token")
    assert (secrets.db["password"], secrets["db"].inner.deep) == ("b@ttery", 1)
    assert (secrets.names, secrets.on) == (["a", "b"], True)
    assert (secrets.get("nothing", 4), "token" in secrets, len(secrets)) == (4, True, 6)
    assert (secrets.has_key("db"), secrets.load_if_toml_exists()) == (True, True)


def test_tables_are_mappings_and_no_dicts(home):
    write(home / "work", SECRETS)

    table = Secrets().db

    assert isinstance(table, AttrDict)
    assert not isinstance(table, dict)
    assert table == {"password": "b@ttery", "inner": {"deep": 1}}
    assert (list(table), len(table)) == (["password", "inner"], 2)
    assert type(table.to_dict()["inner"]) is dict
    assert pickle.loads(pickle.dumps(deepcopy(table))) == table


def test_a_dict_of_ones_own_changes_no_secret(home):
    write(home / "work", SECRETS)
    secrets = Secrets()

    secrets.to_dict()["db"]["password"] = secrets.db.to_dict()["inner"]["deep"] = "other"

    assert secrets.to_dict()["db"] == {"password": "b@ttery", "inner": {"deep": 1}}


def test_a_changed_file_is_read_again(home):
    path = write(home / "work", "A = 1\nB = 'gone'\n")
    secrets = Secrets()
    before = (secrets.A, os.environ["B"])

    path.write_text("A = 25\n")

    assert (before, secrets.A, os.environ.get("B")) == ((1, "gone"), 25, None)
    path.unlink()
    with pytest.raises(StreamlitSecretNotFoundError):
        len(secrets)
    assert "A" not in os.environ


def test_while_nothing_changes_an_access_looks_at_each_file_once_and_makes_no_path(
    home, monkeypatch
):
    write(home / "work", SECRETS)
    secrets = Secrets()
    before = secrets.port
    looked: list[str] = []
    look = os.stat

    def noted(file: Any, **how: Any) -> os.stat_result:
        looked.append(os.fspath(file))
        return look(file, **how)

    monkeypatch.setattr("ipyrerun.secret.Path", None)
    monkeypatch.setattr(os, "stat", noted)
    again = secrets.port
    monkeypatch.undo()

    names = [f"{home}/{place}/.streamlit" for place in ("home", "work")]
    assert (before, again) == (5433, 5433)
    assert looked == [f"{one}/{kind}.toml" for kind in ("config", "secrets") for one in names]


def test_another_home_has_other_secrets(home, monkeypatch):
    config = home / "work/.streamlit/config.toml"
    config.write_text("[secrets]\nfiles = ['~/.streamlit/secrets.toml']\n")
    write(home / "home", "a = 1\n")
    write(home / "work", "b = 1\n")
    secrets = Secrets()
    before = secrets.to_dict()

    monkeypatch.setenv("HOME", str(home / "work"))

    assert (before, secrets.to_dict()) == ({"a": 1}, {"b": 1})


def test_texts_and_numbers_at_the_top_go_to_the_environment(home):
    write(home / "work", SECRETS)

    assert "token" not in os.environ
    assert Secrets().load_if_toml_exists()
    exported = {name: os.environ.get(name) for name in ("token", "port", "share")}
    assert exported == {"token": "s3cr3t-token", "port": "5433", "share": "0.5"}
    assert not {"on", "names", "db", "password"} & set(os.environ)


def test_the_environment_is_not_asked(home, monkeypatch):
    write(home / "work", SECRETS)
    monkeypatch.setenv("token", "of the environment")
    monkeypatch.setenv("only_there", "1")
    secrets = Secrets()

    assert (secrets.token, "only_there" in secrets) == ("s3cr3t-token", False)


def test_a_variable_that_somebody_else_has_set_since_is_left_alone(home):
    path = write(home / "work", "A = 1\n")
    secrets = Secrets()
    assert secrets.A == 1
    os.environ["A"] = "theirs"

    path.unlink()

    assert not secrets.load_if_toml_exists()
    assert os.environ.pop("A") == "theirs"


def test_a_variable_that_was_there_before_is_put_back(home, monkeypatch):
    monkeypatch.setenv("TOKEN", "of the shell")
    path = write(home / "work", "TOKEN = 's3cr3t-token'\n")
    secrets = Secrets()
    seen = [(secrets.TOKEN, os.environ["TOKEN"])]

    path.write_text("TOKEN = 'another'\n")
    seen.append((secrets.TOKEN, os.environ["TOKEN"]))
    path.write_text("other = true\n")

    assert not secrets.get("TOKEN")
    assert seen == [("s3cr3t-token", "s3cr3t-token"), ("another", "another")]
    assert os.environ["TOKEN"] == "of the shell"


@pytest.mark.parametrize(
    "ask",
    [
        lambda s: s["a"],
        lambda s: "a" in s,
        lambda s: s.get("a", 1),
        len,
        list,
        lambda s: s.to_dict(),
        lambda s: s.has_key("a"),
    ],
)
def test_without_a_file_whoever_asks_is_told_where_to_write_one(home, ask):
    with pytest.raises(StreamlitSecretNotFoundError) as caught:
        ask(Secrets())

    assert isinstance(caught.value, FileNotFoundError)
    assert str(caught.value) == (
        f"st.secrets: there are no secrets; write them into one of {home}/home/.streamlit/"
        f"secrets.toml, {home}/work/.streamlit/secrets.toml"
    )


def test_without_a_file_there_is_no_attribute_and_repr_says_so():
    secrets = Secrets()

    assert not hasattr(secrets, "token")
    assert repr(secrets) == "<st.secrets: none found>"


def test_a_key_that_is_missing_is_told_with_what_was_meant(home):
    write(home / "work", SECRETS)
    secrets = Secrets()

    with pytest.raises(KeyError) as item:
        secrets["tokn"]
    with pytest.raises(AttributeError) as attribute:
        secrets.nothing  # noqa: B018
    with pytest.raises(KeyError) as inner:
        secrets.db["pasword"]
    with pytest.raises(AttributeError) as deep:
        secrets.db.inner.x  # noqa: B018

    assert item.value.args == ("st.secrets has no key 'tokn'; did you mean 'token'?",)
    assert str(attribute.value) == (
        "st.secrets has no key 'nothing'; add it to .streamlit/secrets.toml"
    )
    assert inner.value.args == ("st.secrets.db has no key 'pasword'; did you mean 'password'?",)
    assert str(deep.value) == (
        "st.secrets.db.inner has no key 'x'; add it to .streamlit/secrets.toml"
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.__setitem__("a", 1),
        lambda s: s.__delitem__("a"),
        lambda s: setattr(s, "a", 1),
    ],
)
def test_secrets_cannot_be_assigned(home, change):
    write(home / "work", SECRETS)

    for place in (Secrets(), Secrets().db):
        with pytest.raises(TypeError) as caught:
            change(place)
        assert str(caught.value) == (
            "st.secrets cannot be assigned to; write the secret into .streamlit/secrets.toml"
        )


def test_programs_may_add_secrets_which_win_and_outlive_a_change_of_the_file(home):
    path = write(home / "work", "a = 1\n[t]\nx = 1\n")
    secrets = Secrets()
    secrets.merge_programmatic_secrets({"t": {"y": [1, {"z": 2.5}]}, "own": "theirs-alone"})
    first = secrets.to_dict()

    path.write_text("a = 22\n")

    assert first == {"a": 1, "t": {"y": [1, {"z": 2.5}]}, "own": "theirs-alone"}
    assert (secrets.a, secrets.own, os.environ.pop("own")) == (22, "theirs-alone", "theirs-alone")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"a": {"b": [1, None]}},
            (
                "st.secrets: 'a.b[1]' is of type NoneType; a secret is a text, a number, a "
                "boolean, or a list or a table of these"
            ),
        ),
        ({"a": {1: 2}}, "st.secrets: the key 1 in a is no text"),
    ],
)
def test_what_is_no_secret_is_refused(given: Any, said: str):
    with pytest.raises(TypeError) as caught:
        Secrets().merge_programmatic_secrets(given)

    assert str(caught.value) == said


def test_many_threads_read_one_file_once(home, monkeypatch):
    write(home / "work", SECRETS)
    secrets = Secrets()
    seen: list[Any] = []
    read: list[Path] = []
    all_here = threading.Barrier(8)

    def slowly(paths: Any) -> Any:
        at = stamp(paths)
        all_here.wait()
        return at

    def noted(path: Path) -> Any:
        read.append(path)
        return of_file(path)

    monkeypatch.setattr("ipyrerun.secret.stamp", slowly)
    monkeypatch.setattr("ipyrerun.secret.of_file", noted)
    at_once(lambda _: seen.append(secrets.db), range(8))

    assert seen == [{"password": "b@ttery", "inner": {"deep": 1}}] * 8
    assert len(read) == 2


def test_a_test_brings_secrets_of_its_own(home):
    write(home / "work", "token = 'of the file'\n")
    at = AppTest.from_string(
        "import ipyrerun as st\nst.text(st.secrets.token)\nst.text(st.secrets.db.n)"
    )
    at.secrets["token"] = "of the test"
    at.secrets["db"] = {"n": 4}

    at.run()

    assert [one.value for one in at.text] == ["of the test", "4"]
    assert at.secrets == {"token": "of the test", "db": {"n": 4}}
    assert "token" not in os.environ
    at.secrets.clear()
    assert at.run().text[0].value == "of the file"
