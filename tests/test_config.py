"""`.streamlit/config.toml`: where it is sought, and which file wins."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ipyrerun.config import option
from ipyrerun.errors import Error

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folders(tmp_path: Path, monkeypatch) -> tuple[Path, Path]:
    """Return a home folder and a working folder of the test's own."""
    home, work = tmp_path / "home", tmp_path / "work"
    for folder in (home, work):
        (folder / ".streamlit").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(work)
    return home, work


def write(folder: Path, text: str, time: int = 1) -> None:
    path = folder / ".streamlit" / "config.toml"
    path.write_text(text)
    os.utime(path, ns=(time, time))


def test_without_a_file_the_defaults_hold(folders):
    assert option("runner.magicEnabled") is True
    assert option("client.showErrorDetails") == "full"


def test_the_working_folder_wins_key_by_key(folders):
    home, work = folders
    write(home, '[runner]\nmagicEnabled = false\n[client]\nshowErrorDetails = "none"')
    write(work, "[runner]\nmagicEnabled = true")

    assert option("runner.magicEnabled") is True
    assert option("client.showErrorDetails") == "none"


def test_a_file_that_changed_is_read_again(folders):
    _, work = folders
    write(work, "[runner]\nmagicEnabled = false", time=1)
    assert option("runner.magicEnabled") is False

    write(work, "[runner]\nmagicEnabled = true", time=2)

    assert option("runner.magicEnabled") is True


def test_keys_outside_of_a_section_are_no_options(folders):
    write(folders[1], "magicEnabled = false")

    assert option("runner.magicEnabled") is True


@pytest.mark.parametrize("content", [b"[runner", b"a = '\xff'"])
def test_a_broken_file_is_named_with_its_fault(folders, content: bytes):
    path = folders[1] / ".streamlit" / "config.toml"
    path.write_bytes(content)

    with pytest.raises(Error) as caught:
        option("runner.magicEnabled")

    assert str(caught.value).startswith(f"{path} is not valid TOML: ")
