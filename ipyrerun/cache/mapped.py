"""Files mapped into memory, as many as a process may have open."""

from __future__ import annotations

import mmap
import os
import sys
import weakref
from typing import Any

# A mapping holds its file open until Python 3.13, and a process may have but so many. On Windows
# Python cannot be told to let go of it.
_IS_UNTRACKED = sys.version_info >= (3, 13) and os.name != "nt"
_MOST = sys.maxsize if _IS_UNTRACKED else 100
_OPTIONS: dict[str, Any] = {"trackfd": False} if _IS_UNTRACKED else {}
_mapped: weakref.WeakSet[mmap.mmap] = weakref.WeakSet()


def mapping(file: int, size: int, access: int) -> mmap.mmap | None:
    """Map a file, unless many are mapped already or the system refuses.

    Parameters
    ----------
    file
        The number of an open file, which may be closed afterwards.
    size
        How much of it [bytes].
    access
        One of `mmap.ACCESS_*`.
    """
    if len(_mapped) >= _MOST:
        return None
    try:
        made = mmap.mmap(file, size, access=access, **_OPTIONS)
    except (OSError, ValueError):
        # No more files, no more room for addresses, or the file is shorter.
        return None
    _mapped.add(made)
    return made
