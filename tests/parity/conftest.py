"""What holds for all comparisons with Streamlit."""

from __future__ import annotations

import pytest

from tests.parity.players import hush


@pytest.fixture(autouse=True, scope="module")
def _hushed():
    """Let Streamlit be quiet and quick."""
    with hush():
        yield
