"""Scripts that count how often something is executed."""

from __future__ import annotations

from typing import Any

from ipyrerun.testing.v1 import AppTest

COUNTS = """
import ipyrerun as st
def count(name):
    st.session_state[name] = st.session_state.get(name, 0) + 1
    return st.session_state[name]
"""


def app(text: str) -> AppTest:
    at = AppTest.from_string(COUNTS + text).run()
    assert at.raised is None, at.raised
    return at


def types(block: Any) -> list[str]:
    return [element.type for element in block.children.values()]
