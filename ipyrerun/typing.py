"""Types of what `st.*` returns, to be named in annotations."""

from __future__ import annotations

from .received import ChatInputValue, UploadedFile
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
    "ChatInputValue",
    "DataEditorState",
    "DataframeState",
    "EChartsState",
    "PlotlyState",
    "PydeckState",
    "UploadedFile",
    "VegaLiteState",
]
