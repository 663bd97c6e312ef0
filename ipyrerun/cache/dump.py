"""A kept value on its way to a file and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class Lost(Exception):
    """A kept value cannot be made again: whoever asked for it computes it anew."""


@dataclass(frozen=True, slots=True)
class Dump:
    """What makes a kept value.

    Parameters
    ----------
    kind
        Who understands the rest.
    recipe
        Tuples, texts, numbers and bytes; some of the bytes may be pickles.
    buffers
        Large blocks of memory, which are stored and mapped as they are. Nobody executes them.
    """

    kind: str
    recipe: Any
    buffers: tuple[Any, ...] = ()
