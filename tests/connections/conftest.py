"""The databases that connections are tried on."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ipyrerun.cache.decorators import cache_data, cache_resource
from tests.connections.servers import MariaDB, Postgres
from tests.connections.sweeper import Sweeper

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the home and the working folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".streamlit").mkdir()
    return tmp_path


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Close what a test has opened."""
    yield
    cache_data.clear()
    cache_resource.clear()


@pytest.fixture(scope="session")
def _servers() -> Iterator[tuple[Path, Sweeper]]:
    # Not below pytest's own folder: other users, whom servers run as, must not look into it.
    folder = Path(tempfile.mkdtemp(prefix="ipyrerun-servers-"))
    folder.chmod(0o755)
    sweeper = Sweeper(folder)
    yield folder, sweeper
    sweeper.close()


@pytest.fixture(scope="session")
def postgres(_servers: tuple[Path, Sweeper]) -> Iterator[Postgres]:
    """Return a running PostgreSQL."""
    folder, sweeper = _servers
    server = Postgres(folder / "postgres", "postgres", sweeper)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def mariadb(_servers: tuple[Path, Sweeper]) -> Iterator[MariaDB]:
    """Return a running MariaDB."""
    folder, sweeper = _servers
    server = MariaDB(folder / "mariadb", "mysql", sweeper)
    yield server
    server.stop()
