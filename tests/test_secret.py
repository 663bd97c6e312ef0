"""`st.secrets`: which files it reads, what it gives, and what it refuses."""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
import threading
import warnings
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from ipyrerun.errors import StreamlitSecretNotFoundError
from ipyrerun.secret import AttrDict, Secrets
from ipyrerun.secretfiles import of_file, stamp
from ipyrerun.testing import AppTest

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


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder with an empty home and an empty working folder."""
    for name in ("home", "work"):
        (tmp_path / name / ".streamlit").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path / "work")
    for name in ("token", "port", "share", "on", "names", "db"):
        # Restored at the end, whatever the test exports.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return tmp_path


def write(home: Path, content: str, where: str = "work") -> Path:
    """Write a file of secrets that only its owner can read."""
    path = home / where / ".streamlit" / "secrets.toml"
    path.touch(mode=0o600)
    path.write_text(content)
    return path


def test_values_are_read_by_item_and_by_attribute(home):
    write(home, SECRETS)
    secrets = Secrets()

    assert (secrets["token"], secrets.token) == ("s3cr3t-token", "s3cr3t-token")
    assert (secrets.db["password"], secrets["db"].inner.deep) == ("b@ttery", 1)
    assert (secrets.names, secrets.on) == (["a", "b"], True)
    assert (secrets.get("nothing", 4), "token" in secrets, len(secrets)) == (4, True, 6)
    assert (secrets.has_key("db"), secrets.load_if_toml_exists()) == (True, True)


def test_tables_are_mappings_and_no_dicts(home):
    write(home, SECRETS)

    table = Secrets().db

    assert isinstance(table, AttrDict)
    assert not isinstance(table, dict)
    assert table == {"password": "b@ttery", "inner": {"deep": 1}}
    assert (list(table), len(table)) == (["password", "inner"], 2)
    assert type(table.to_dict()["inner"]) is dict
    assert pickle.loads(pickle.dumps(deepcopy(table))) == table


def test_a_dict_of_ones_own_changes_no_secret(home):
    write(home, SECRETS)
    secrets = Secrets()

    secrets.to_dict()["db"]["password"] = secrets.db.to_dict()["inner"]["deep"] = "other"

    assert secrets.to_dict()["db"] == {"password": "b@ttery", "inner": {"deep": 1}}


def test_the_working_folder_wins_by_whole_keys_at_the_top(home):
    write(home, "a = 1\nb = 1\n[t]\nx = 1\n", "home")
    write(home, "b = 2\n[t]\ny = 2\n")

    assert Secrets().to_dict() == {"a": 1, "b": 2, "t": {"y": 2}}


def test_a_folder_above_is_not_looked_into(home, monkeypatch):
    write(home, "a = 1\n")
    (home / "work" / "below").mkdir()
    monkeypatch.chdir(home / "work" / "below")

    assert Secrets().load_if_toml_exists() is False


def test_an_option_names_other_files(home):
    other = home / "other.toml"
    other.touch(mode=0o600)
    other.write_text("a = 3\n")
    (home / "work/.streamlit/config.toml").write_text(f"[secrets]\nfiles = ['{other}']\n")
    write(home, "b = 1\n")

    assert Secrets().to_dict() == {"a": 3}


def test_folders_are_read_as_kubernetes_mounts_them(home):
    mounted = home / "mounted"
    for name, text in {"db/user": "me\n", "db/password": "b@ttery\n", "token/it": "abc\n"}.items():
        (mounted / name).parent.mkdir(parents=True, exist_ok=True)
        (mounted / name).write_text(text)
    (mounted / "db" / "..data").mkdir()
    (mounted / "..2026").mkdir()
    (home / "work/.streamlit/config.toml").write_text(f"[secrets]\nfiles = ['{mounted}']\n")
    secrets = Secrets()

    assert secrets.to_dict() == {"db": {"user": "me", "password": "b@ttery"}, "token": "abc"}
    (mounted / "token/it").write_text("another")
    assert secrets.token == "another"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda p: (p / "x").write_text(""),
            "{p}/x is no folder; mount each secret in a folder of its own below {p}",
        ),
        (lambda p: p.rmdir(), "'{p}' of secrets.files is neither a .toml file nor a folder"),
    ],
)
def test_folders_that_are_none_are_told(home, make, said):
    mounted = home / "mounted"
    mounted.mkdir()
    make(mounted)
    (home / "work/.streamlit/config.toml").write_text(f"[secrets]\nfiles = ['{mounted}']\n")

    with pytest.raises(StreamlitSecretNotFoundError) as caught:
        Secrets()["a"]

    assert str(caught.value) == "st.secrets: " + said.format(p=mounted)


def test_a_mounted_file_in_another_encoding_is_told_without_its_content(home):
    mounted = home / "mounted"
    (mounted / "db").mkdir(parents=True)
    (mounted / "db" / "password").write_bytes(b"b@ttery\xff")
    (home / "work/.streamlit/config.toml").write_text(f"[secrets]\nfiles = ['{mounted}']\n")

    with pytest.raises(StreamlitSecretNotFoundError) as caught:
        Secrets()["db"]

    assert str(caught.value) == f"st.secrets: {mounted}/db/password is not in UTF-8"
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_a_changed_file_is_read_again(home):
    path = write(home, "A = 1\nB = 'gone'\n")
    secrets = Secrets()
    before = (secrets.A, os.environ["B"])

    path.write_text("A = 25\n")

    assert (before, secrets.A, os.environ.get("B")) == ((1, "gone"), 25, None)
    path.unlink()
    with pytest.raises(StreamlitSecretNotFoundError):
        len(secrets)
    assert "A" not in os.environ


def test_texts_and_numbers_at_the_top_go_to_the_environment(home):
    write(home, SECRETS)

    assert "token" not in os.environ
    assert Secrets().load_if_toml_exists()
    exported = {name: os.environ.get(name) for name in ("token", "port", "share")}
    assert exported == {"token": "s3cr3t-token", "port": "5433", "share": "0.5"}
    assert not {"on", "names", "db", "password"} & set(os.environ)


def test_the_environment_is_not_asked(home, monkeypatch):
    write(home, SECRETS)
    monkeypatch.setenv("token", "of the environment")
    monkeypatch.setenv("only_there", "1")
    secrets = Secrets()

    assert (secrets.token, "only_there" in secrets) == ("s3cr3t-token", False)


def test_a_variable_that_somebody_else_has_set_since_is_left_alone(home):
    path = write(home, "A = 1\n")
    secrets = Secrets()
    assert secrets.A == 1
    os.environ["A"] = "theirs"

    path.unlink()

    assert not secrets.load_if_toml_exists()
    assert os.environ.pop("A") == "theirs"


def test_a_variable_that_was_there_before_is_put_back(home, monkeypatch):
    monkeypatch.setenv("TOKEN", "of the shell")
    path = write(home, "TOKEN = 's3cr3t-token'\n")
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
    write(home, SECRETS)
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
    write(home, SECRETS)

    for place in (Secrets(), Secrets().db):
        with pytest.raises(TypeError) as caught:
            change(place)
        assert str(caught.value) == (
            "st.secrets cannot be assigned to; write the secret into .streamlit/secrets.toml"
        )


def test_a_mistake_in_the_file_is_told_by_its_place_alone(home):
    path = write(home, "a = 1\ntoken = s3cr3t-token\n")

    with pytest.raises(StreamlitSecretNotFoundError) as caught:
        Secrets()["a"]

    assert str(caught.value) == (
        f"st.secrets: {path} is no valid TOML: the mistake is at line 2, column 9"
    )
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert Secrets().load_if_toml_exists() is False


def test_a_folder_in_the_place_of_the_file_is_told(home):
    path = home / "work" / ".streamlit" / "secrets.toml"
    path.mkdir()

    with pytest.raises(StreamlitSecretNotFoundError) as caught:
        Secrets()["a"]

    assert str(caught.value) == f"st.secrets: {path} cannot be read (Is a directory)"


def test_a_file_in_another_encoding_is_told(home):
    path = write(home, "")
    path.write_bytes(b"a = '\xff'")

    with pytest.raises(StreamlitSecretNotFoundError) as caught:
        Secrets()["a"]

    assert str(caught.value) == f"st.secrets: {path} is not in UTF-8"


def test_programs_may_add_secrets_which_win_and_outlive_a_change_of_the_file(home):
    path = write(home, "a = 1\n[t]\nx = 1\n")
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


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a working folder that every user of the machine can look into."""
    # pytest's own folders are closed to others.
    folder = Path(tempfile.mkdtemp())
    (folder / ".streamlit").mkdir()
    for one in (folder, folder / ".streamlit"):
        one.chmod(0o755)
    monkeypatch.chdir(folder)
    path = folder / ".streamlit" / "secrets.toml"
    path.write_text("a = 1\n")
    path.chmod(0o644)
    yield path
    shutil.rmtree(folder)


def test_a_file_that_everybody_can_read_is_warned_of_once(shared: Path):
    secrets = Secrets()

    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        first = secrets.a
        shared.write_text("a = 22\n")
        again = secrets.a

    assert (first, again) == (1, 22)
    [one] = told
    assert str(one.message) == (
        f"every user of this machine can read the secrets in {shared}; run `chmod 600 {shared}`"
    )
    assert one.filename == __file__


@pytest.mark.parametrize("close", [lambda p: p.chmod(0o640), lambda p: p.parent.chmod(0o700)])
def test_a_file_that_others_cannot_get_at_is_not_warned_of(shared: Path, close):
    close(shared)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert Secrets().a == 1


def test_many_threads_read_one_file_once(home, monkeypatch):
    write(home, SECRETS)
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
    threads = [threading.Thread(target=lambda: seen.append(secrets.db)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [{"password": "b@ttery", "inner": {"deep": 1}}] * 8
    assert len(read) == 2


def test_a_test_brings_secrets_of_its_own(home):
    write(home, "token = 'of the file'\n")
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
