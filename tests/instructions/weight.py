"""What the JavaScript weighs that a browser loads for a page of text."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

STATIC = Path(__file__).parent.parent.parent / "ipyrerun/labextension/static"
# A module that the remote entry hands out, and the chunks that it is made of.
_HANDED_OUT = re.compile(r'"\./(\w+)":\(\)=>(?:Promise\.all\(\[(.*?)\]\)|(\w+\.e\(\d+\)))')
_CHUNK = re.compile(r"\.e\((\d+)\)")


def early() -> list[Path]:
    """Return the scripts that a browser loads before it paints the first text."""
    entries = list(STATIC.glob("remoteEntry.*.js"))
    if len(entries) != 1:
        raise FileNotFoundError(f"{STATIC} holds {len(entries)} builds; `make install` makes one")
    found = _HANDED_OUT.findall(entries[0].read_text())
    assert {name for name, _, _ in found} == {"extension", "index", "mimeExtension"}
    numbers = {number for _, many, one in found for number in _CHUNK.findall(many or one)}
    # A number without a file stands for a library of the host's.
    return [*entries, *(file for number in numbers for file in STATIC.glob(f"{number}.*.js"))]


def weigh() -> int:
    """Return what these scripts weigh [bytes], each as gzip makes it."""
    return sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in early())
