"""The files of `st.secrets`: which are read, how, and what is told of those that cannot be."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pytest

from ipyrerun.errors import StreamlitSecretNotFoundError
from ipyrerun.secret import Secrets
from tests.secrets.files import write


def test_the_working_folder_wins_by_whole_keys_at_the_top(home):
    write(home / "home", "a = 1\nb = 1\n[t]\nx = 1\n")
    write(home / "work", "b = 2\n[t]\ny = 2\n")

    assert Secrets().to_dict() == {"a": 1, "b": 2, "t": {"y": 2}}


def test_a_folder_above_is_not_looked_into(home, monkeypatch):
    write(home / "work", "a = 1\n")
    (home / "work" / "below").mkdir()
    monkeypatch.chdir(home / "work" / "below")

    assert Secrets().load_if_toml_exists() is False


def test_an_option_names_other_files(home):
    other = home / "other.toml"
    other.touch(mode=0o600)
    other.write_text("a = 3\n")
    (home / "work/.streamlit/config.toml").write_text(f"[secrets]\nfiles = ['{other}']\n")
    write(home / "work", "b = 1\n")

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


def test_a_mistake_in_the_file_is_told_by_its_place_alone(home):
    path = write(home / "work", "a = 1\ntoken = s3cr3t-token\n")

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
    path = write(home / "work", "")
    path.write_bytes(b"a = '\xff'")

    with pytest.raises(StreamlitSecretNotFoundError) as caught:
        Secrets()["a"]

    assert str(caught.value) == f"st.secrets: {path} is not in UTF-8"


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
