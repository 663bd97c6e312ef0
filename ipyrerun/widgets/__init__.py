"""The ipywidgets classes, one per view in `js/src`."""

from .base import LOCK, Input, Lean, Shown, Trigger, tell_observers
from .inputs import Area, Button, Checkbox, Multiselect, Number, Radio, Select, Slider, Text
from .page import Page
from .shown import Chart, Grid

__all__ = [
    "LOCK",
    "Area",
    "Button",
    "Chart",
    "Checkbox",
    "Grid",
    "Input",
    "Lean",
    "Multiselect",
    "Number",
    "Page",
    "Radio",
    "Select",
    "Shown",
    "Slider",
    "Text",
    "Trigger",
    "tell_observers",
]
