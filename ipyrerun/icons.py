"""Material icons as drawings in the page's own HTML: no font to load; saved pages have them too.

`icons.txt` is written by the front end's build: lines "name<TAB>path", and "name<TAB>=other" for
another name of the same icon. It is searched for the icon that is asked for, never read as a whole.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

_FILE = Path(__file__).with_name("icons.txt")
_NAME = re.compile(rb"^(\w+)\t", re.MULTILINE)


@functools.lru_cache(maxsize=1000)
def drawing(name: str) -> str | None:
    """Return the icon of a name as HTML; None if there is none of that name."""
    path = _path(name)
    if path is None:
        return None
    return (
        '<svg class="rr-material" viewBox="0 -960 960 960" width="1.2em" height="1.2em" '
        f'fill="currentColor" aria-hidden="true"><path d="{path}"/></svg>'
    )


def _path(name: str) -> str | None:
    import mmap

    with _FILE.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as icons:
        start = icons.find(f"\n{name}\t".encode())
        if start < 0:
            return None
        start = icons.find(b"\t", start) + 1
        path = icons[start : icons.find(b"\n", start)].decode("ascii")
    return _path(path[1:]) if path.startswith("=") else path


def nearest(name: str) -> list[str]:
    """Return the names of icons that a wrong name may have meant, the likeliest first."""
    from difflib import get_close_matches

    names = [found.decode("ascii") for found in _NAME.findall(_FILE.read_bytes())]
    return get_close_matches(name.lower(), names)
