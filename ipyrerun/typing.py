"""Types of what `st.*` returns, to be named in annotations."""

from __future__ import annotations

from .states import (
    ButtonColumnClickState,
    DataEditorState,
    DataframeState,
    EChartsState,
    PlotlyState,
    PydeckState,
    VegaLiteState,
)

__all__ = [
    "ButtonColumnClickState",
    "DataEditorState",
    "DataframeState",
    "EChartsState",
    "PlotlyState",
    "PydeckState",
    "VegaLiteState",
]
