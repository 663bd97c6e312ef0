"""Files mapped into memory, on systems that let go of them and on those that do not."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ipyrerun.cache import mapped
from ipyrerun.cache.disk import Disk
from ipyrerun.cache.values import keep

MAPS = Path("/proc/self/maps")


@pytest.mark.parametrize(
    ("system", "version", "options"),
    [
        ("posix", (3, 12), {}),
        ("posix", (3, 13), {"trackfd": False}),
        ("nt", (3, 13), {}),
    ],
)
def test_a_mapping_lets_go_of_its_file_where_python_can(
    monkeypatch, system: str, version: tuple[int, int], options: dict[str, Any]
):
    spec = importlib.util.spec_from_file_location("mapped_elsewhere", mapped.__file__)
    assert spec is not None
    assert spec.loader is not None
    elsewhere = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(os, "name", system)
    monkeypatch.setattr(sys, "version_info", version)
    spec.loader.exec_module(elsewhere)
    monkeypatch.undo()

    assert options == elsewhere._OPTIONS
    assert (sys.maxsize == elsewhere._MOST) == bool(options)


@pytest.mark.skipif(not MAPS.exists(), reason="the system does not say what is mapped")
def test_no_file_is_moved_while_it_is_mapped(tmp_path, monkeypatch):
    moved: list[str] = []
    move = Path.replace

    def noted(draft: Path, target: Path) -> Path:
        moved.append(target.suffix)
        assert str(draft) not in MAPS.read_text()
        return move(draft, target)

    monkeypatch.setattr(Path, "replace", noted)
    Disk(tmp_path / "caches").save(b"f" * 16, b"c" * 16, keep(np.zeros(500_000)))

    assert ".arrow" in moved
