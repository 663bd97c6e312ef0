"""Whether a value is of a library's class, without importing the library."""

from __future__ import annotations

import sys
from typing import Any


def is_of(value: Any, module: str, *names: str) -> bool:
    """Return whether a value is an instance of one of the classes that a module has.

    If the module is not loaded, it cannot be one. While another thread is still importing it, it
    may lack any of them.

    Examples
    --------
    >>> from decimal import Decimal
    >>> is_of(Decimal(1), "decimal", "Decimal")
    True
    """
    library = sys.modules.get(module)
    return library is not None and isinstance(
        value, tuple(getattr(library, name, ()) for name in names)
    )
