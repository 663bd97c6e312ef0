"""The ipywidgets classes, one per view in `js/src`."""

from .base import LOCK, Input, Lean, Shown, Trigger, tell_observers
from .inputs import Button, Checkbox, Number, Select, Slider, Text
from .page import Page
from .shown import Chart, Grid

__all__ = [
    "LOCK",
    "Button",
    "Chart",
    "Checkbox",
    "Grid",
    "Input",
    "Lean",
    "Number",
    "Page",
    "Select",
    "Shown",
    "Slider",
    "Text",
    "Trigger",
    "tell_observers",
]
