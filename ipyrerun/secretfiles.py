"""The files that secrets are kept in: what they hold, and who can read them."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import StreamlitSecretNotFoundError

if TYPE_CHECKING:
    from pathlib import Path

# Of each file, what tells that it is another one now.
Stamp = tuple[tuple[Any, ...], ...]


def stamp(paths: list[Path]) -> Stamp:
    """Return what tells whether one of the files is another one now."""
    files = [one for path in paths for one in (path, *_folders_and_files(path))]
    return tuple(_stamp_of(file) for file in files)


def _stamp_of(path: Path) -> tuple[Any, ...]:
    try:
        facts = path.stat()
    except OSError:
        return (str(path), None)
    return (str(path), facts.st_mtime_ns, facts.st_size, facts.st_ino)


def _folders_and_files(path: Path) -> list[Path]:
    if path.suffix == ".toml" or not path.is_dir():
        return []
    return sorted(path.glob("*")) + sorted(path.glob("*/*"))


def of_file(path: Path) -> dict[str, Any] | None:
    """Return what a TOML file holds; None if there is none."""
    found = _parsed(path)
    if isinstance(found, _Problem):
        raise StreamlitSecretNotFoundError(
            f"st.secrets: {path} {found.said}", error_id="failed-parsing-secrets-file"
        )
    return found


@dataclass(frozen=True)
class _Problem:
    """What is wrong with a file.

    The reader's own error is left behind: its frames, or it itself, hold the whole text.
    """

    said: str


def _parsed(path: Path) -> dict[str, Any] | _Problem | None:
    text = _text_of(path)
    if text is None or isinstance(text, _Problem):
        return text
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # Its message may quote what stands there; the place says enough.
        place = str(error).rpartition("(at ")[2]
        where = f"the mistake is at {place.rstrip(')')}" if place else "it is cut short"
        return _Problem(f"is no valid TOML: {where}")


def _text_of(path: Path) -> str | _Problem | None:
    """Return what a file says, or what is wrong with it; None if there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:
        return _Problem("is not in UTF-8")
    except OSError as error:
        return _Problem(f"cannot be read ({error.strerror})")


def of_folder(path: Path) -> dict[str, Any] | None:
    """Return what a folder of secrets holds, as Kubernetes mounts them; None if it is empty.

    Each secret is a folder of its own, whose files are its keys; a single file is all of it.
    """
    if not path.is_dir():
        raise StreamlitSecretNotFoundError(
            f"st.secrets: {str(path)!r} of secrets.files is neither a .toml file nor a folder",
            error_id="invalid-secrets-path",
        )
    found: dict[str, Any] = {}
    # "..data" and the like are how Kubernetes exchanges all files at once.
    for folder in sorted(one for one in path.iterdir() if not one.name.startswith("..")):
        if not folder.is_dir():
            raise StreamlitSecretNotFoundError(
                f"st.secrets: {folder} is no folder; mount each secret in a folder of its own "
                f"below {path}",
                error_id="secrets-directory-entry-not-folder",
            )
        files = [file for file in sorted(folder.iterdir()) if file.is_file()]
        texts = {file.name: text for file in files if (text := _mounted(file)) is not None}
        found[folder.name] = next(iter(texts.values())) if len(texts) == 1 else texts
    return found or None


def _mounted(file: Path) -> str | None:
    text = _text_of(file)
    if isinstance(text, _Problem):
        raise StreamlitSecretNotFoundError(
            f"st.secrets: {file} {text.said}", error_id="failed-parsing-secrets-file"
        )
    return text if text is None else text.strip()


def is_open_to_all(path: Path) -> bool:
    """Return whether any user of the machine can read a file: it, and all folders it is in."""
    if os.name == "nt":
        return False
    try:
        file = path.resolve()
        if not file.stat().st_mode & stat.S_IROTH:
            return False
        return all(folder.stat().st_mode & stat.S_IXOTH for folder in file.parents)
    except OSError:
        return False
