"""Types that several layers share; Streamlit's own parameter vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

Key: TypeAlias = str | int | None
Props: TypeAlias = dict[str, Any]
Op: TypeAlias = list[Any]
Json: TypeAlias = Any

Width: TypeAlias = int | Literal["stretch", "content"]
TextWidth: TypeAlias = int | Literal["stretch", "content", "auto"]
Height: TypeAlias = int | Literal["stretch", "content"]
TextAlignment: TypeAlias = Literal["left", "center", "right", "justify"]
LabelVisibility: TypeAlias = Literal["visible", "hidden", "collapsed"]
Gap: TypeAlias = (
    int | Literal["xxsmall", "xsmall", "small", "medium", "large", "xlarge", "xxlarge"] | None
)
Bind: TypeAlias = Literal["query-params"] | None
Persist: TypeAlias = Literal["page", "session"] | None

Callback: TypeAlias = Callable[..., object]
OnChange: TypeAlias = Callback | Literal["rerun", "ignore"] | None
Args: TypeAlias = Sequence[Any] | None
Kwargs: TypeAlias = Mapping[str, Any] | None
