"""A clock that a test moves."""

from __future__ import annotations


class Clock:
    """Stands still until it is moved; called, it tells the time [s]."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds
