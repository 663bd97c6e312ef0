"""Files that have come in pieces."""

from __future__ import annotations

from ipyrerun.received import UploadedFile, hold

ID = "0" * 32


def file_of(id_: str) -> UploadedFile | None:
    """Return a file that waits for a value, as an input reads it."""
    held = hold({"id": id_})
    return UploadedFile(held.file) if hasattr(held, "file") else None
