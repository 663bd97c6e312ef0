"""Pages to turn to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.elements.stage import Stage

TWO = "def home(): st.text('at home')\ndef more(): st.text('more of it')\n"


def go(stage: Stage, page: str, query: str = "") -> Stage:
    """Do what the menu or a link does."""
    value: dict[str, Any] = {"page": page} | ({"query": query} if query else {})
    return stage.listen({"type": "set", "id": "navigation", "value": value, "edit": ["b", 1]})
