"""The key of a value, as a cached function's argument has it."""

from __future__ import annotations

from typing import Any

from ipyrerun.cache.digests import encoder


def key(value: Any) -> bytes:
    """Return what stands for a value in a key."""
    return encoder().encode(value)
