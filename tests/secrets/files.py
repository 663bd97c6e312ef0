"""Files of secrets, as a user writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "correct-horse/battery<staple>&co"


def write(folder: Path, content: str) -> Path:
    """Write a folder's secrets into a file that only its owner can read."""
    path = folder / ".streamlit" / "secrets.toml"
    path.parent.mkdir(exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(content)
    return path
