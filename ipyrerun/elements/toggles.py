"""Buttons and boxes to tick."""

from __future__ import annotations

from typing import Any

from ..markup import render_inline
from ..tree import Control, View
from ..widgets import Button
from .base import Base


class Toggles(Base):
    """Buttons."""

    __slots__ = ()

    def button(self, label: str, key: Any = None, help: Any = None, on_click: Any = None, args: Any = None, kwargs: Any = None, *, disabled: bool = False) -> bool:
        """Click."""
        return self._ask("button", locals(), Control(default=False, once=True, view=View(Button, {"label": render_inline(label)})))
