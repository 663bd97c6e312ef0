"""Where tests of secrets have theirs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ipyrerun.cache.decorators import cache_resource
from tests.secrets.files import TOKEN, write

if TYPE_CHECKING:
    from pathlib import Path


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


@pytest.fixture(autouse=True)
def closed() -> None:
    """Keep no connection of another test."""
    # What is opened anew confides its address.
    cache_resource.clear()


@pytest.fixture
def token(home: Path) -> str:
    """Return the secret of a file of secrets."""
    write(
        home / "work",
        f"[vault]\ntoken = {json.dumps(TOKEN)}\n"
        "[connections.pets]\ntype = 'sql'\n"
        "url = 'postgresql+psycopg://me:horse%2Fbattery-7@127.0.0.1:1/pets'\n",
    )
    return TOKEN
