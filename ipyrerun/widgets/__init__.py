"""The ipywidgets classes, one per view in `js/src`."""

from .base import LOCK, Input, Lean, Shown, Trigger, tell_observers
from .inputs import (
    Area,
    Button,
    Checkbox,
    Colour,
    Date,
    DateTime,
    Multiselect,
    Number,
    Password,
    Radio,
    Select,
    Slider,
    Text,
    Time,
)
from .page import Page
from .shown import Chart, Grid, Media

__all__ = [
    "LOCK",
    "Area",
    "Button",
    "Chart",
    "Checkbox",
    "Colour",
    "Date",
    "DateTime",
    "Grid",
    "Input",
    "Lean",
    "Media",
    "Multiselect",
    "Number",
    "Page",
    "Password",
    "Radio",
    "Select",
    "Shown",
    "Slider",
    "Text",
    "Time",
    "Trigger",
    "tell_observers",
]
