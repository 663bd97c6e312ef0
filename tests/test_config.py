"""`.streamlit/config.toml`: where it is sought, and which file wins."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import traitlets
from traitlets.config import Config

from ipyrerun.config import Rerun, get_option, option, set_option
from ipyrerun.errors import Error, StreamlitAPIException

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


def test_an_unknown_option_says_what_was_meant(folders):
    with pytest.raises(RuntimeError) as told:
        get_option("runner.enumCoersion")
    assert str(told.value) == (
        "st.get_option: there is no option 'runner.enumCoersion'; did you mean "
        "'runner.enumCoercion'?"
    )
    assert get_option("theme.base") is None
    assert get_option("secrets.files") == [
        str(folder / ".streamlit" / "secrets.toml") for folder in folders
    ]


def test_a_script_sets_only_some_options(folders):
    write(folders[1], '[client]\nshowErrorDetails = "none"')
    set_option("client.showErrorDetails", "type")

    assert get_option("client.showErrorDetails") == "type"
    with pytest.raises(StreamlitAPIException) as told:
        set_option("runner.magicEnabled", False)
    assert str(told.value) == (
        "st.set_option: 'runner.magicEnabled' cannot be set by a script, only "
        "client.showErrorDetails, client.toolbarMode, client.showSidebarNavigation, "
        "client.disableDataExport; write it into .streamlit/config.toml"
    )
    with pytest.raises(StreamlitAPIException, match="there is no option 'nope'"):
        set_option("nope", 1)


def test_ipython_shows_and_sets_options_by_their_short_names(folders):
    write(folders[1], '[runner]\nenumCoercion = "off"')
    rerun = Rerun()
    assert (rerun.enumCoercion, rerun.magicEnabled) == ("off", True)

    rerun.enforceSerializableSessionState = True

    assert option("runner.enforceSerializableSessionState") is True
    assert Rerun().enforceSerializableSessionState is True
    with pytest.raises(traitlets.TraitError):
        rerun.enumCoercion = "sometimes"


def test_options_of_ipythons_own_configuration_count(folders):
    Rerun(config=Config({"Rerun": {"magicEnabled": False}}))

    assert option("runner.magicEnabled") is False
