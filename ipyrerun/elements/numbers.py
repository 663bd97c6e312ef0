"""Numbers."""

from __future__ import annotations

from typing import Any

from ..markup import render_inline
from ..tree import Control, View
from ..widgets import Slider
from .base import Base


class Numbers(Base):
    """Number inputs."""

    __slots__ = ()

    def slider(self, label: str, min_value: Any = None, max_value: Any = None, value: Any = None, step: Any = None, format: Any = None, key: Any = None, help: Any = None, on_change: Any = "rerun", args: Any = None, kwargs: Any = None, *, disabled: bool = False) -> Any:
        """Slide."""
        lo, hi = min_value or 0, 100 if max_value is None else max_value
        props = {"label": render_inline(label), "min": lo, "max": hi, "step": step or 1}
        control = Control(default=lo if value is None else value, view=View(Slider, props), accepts=lambda v: lo <= v <= hi)
        return self._ask("slider", locals() | {"props":0,"control":0}, control, keyed=(lo, hi, step))
