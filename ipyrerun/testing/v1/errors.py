"""What a test is told that asks for something it cannot have."""

from __future__ import annotations


class AppTestError(Exception):
    """The test asks for something that a user could not do either."""
