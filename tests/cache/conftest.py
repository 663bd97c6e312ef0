"""What holds for all tests of caches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ipyrerun.cache import stores
from ipyrerun.session import kernel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def no_caches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Begin and end with no app and no cached function, and files in a folder of the test's own."""
    monkeypatch.setattr(stores, "folder_of_user", lambda: tmp_path / "caches")
    stores._global.clear()
    stores._scoped.clear()
    monkeypatch.setattr(kernel, "caches", [])
    monkeypatch.setattr(kernel, "apps", {})
    yield
    stores.clear_all()
