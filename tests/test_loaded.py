"""Classes of libraries that may not be there, or not yet."""

from __future__ import annotations

import sys
from types import ModuleType

from ipyrerun.loaded import is_of


def test_a_value_is_of_a_class_only_where_its_module_is_loaded(monkeypatch):
    module = ModuleType("lazy_library")

    class Chart:
        pass

    module.Chart = Chart  # type: ignore[attr-defined]
    value = Chart()
    assert not is_of(value, "lazy_library", "Chart")

    monkeypatch.setitem(sys.modules, "lazy_library", module)

    assert is_of(value, "lazy_library", "Chart")
    assert not is_of(5, "lazy_library", "Chart")


def test_a_module_that_another_thread_is_still_importing_lacks_its_classes(monkeypatch):
    monkeypatch.setitem(sys.modules, "lazy_library", ModuleType("lazy_library"))

    assert not is_of(5, "lazy_library", "Chart", "Map")
