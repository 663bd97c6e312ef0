"""Blocks: what holds other elements."""

from __future__ import annotations

from typing import Any

from .base import Base


class Layout(Base):
    """Containers."""

    __slots__ = ()

    def container(self, *, key: Any = None) -> Any:
        """Nest."""
        return self._nest("container", locals(), "container", {}, key=key)

    def empty(self) -> Any:
        """Slot."""
        return self._nest("empty", locals(), "empty", {})
