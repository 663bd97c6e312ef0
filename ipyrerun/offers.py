"""What a page offers as a download: text, bytes, an open file, or a function that makes one.

Nothing is sent before somebody clicks, and what a function makes is not even made.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from .errors import StreamlitAPIException
from .sources import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT = "text/plain"
_BYTES = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class File:
    """A file on its way to a browser."""

    name: str
    mime: str
    body: bytes

    @property
    def digest(self) -> str:
        """What only an equal file has too."""
        return digest_of(self.body)


def offer_of(call: str, given: Any, name: str | None, mime: str | None) -> Callable[[], File]:
    """Return what makes the file when it is asked for; an open file is read now.

    Parameters
    ----------
    call
        The `st.*` name, for messages.
    given
        Text, bytes, an open file, or a function without parameters that returns one of them.
    name, mime
        What it is called, and its type; None if they follow from what was given.
    """
    if callable(given):
        said = f"st.{call}: the function `data` returned something"
        return lambda: _file(said, given(), name, mime)
    content = _content(f"st.{call}: `data` is", given)
    name, mime = _inferred(given, name, mime)
    return lambda: _named(content, name, mime)


def _file(said: str, given: Any, name: str | None, mime: str | None) -> File:
    return _named(_content(said, given), *_inferred(given, name, mime))


def _content(said: str, given: Any) -> str | bytes:
    """Return all of what was given: a file is read from its beginning."""
    if isinstance(given, str | bytes):
        return given
    if callable(getattr(given, "getvalue", None)):
        content = given.getvalue()
    elif callable(getattr(given, "read", None)):
        if given.seekable():
            given.seek(0)
        content = given.read()
    else:
        content = None
    if not isinstance(content, str | bytes):
        raise StreamlitAPIException(
            f"{said} of type {type(given).__name__}; give text, bytes, an open file, or a function "
            "that returns one of them (of a path: its `.read_bytes`)"
        )
    return content


def _inferred(given: Any, name: str | None, mime: str | None) -> tuple[str | None, str | None]:
    """Return name and type, as far as the name of an open file tells them."""
    try:
        own = getattr(given, "name", None)
    except (AttributeError, ValueError, OSError):
        # A text file whose buffer was taken away has no name to tell.
        own = None
    # The name of a file that was opened by its number is that number.
    if not isinstance(own, str) or not own:
        return name, mime
    name = PurePath(own).name if name is None else name
    return name, mimetypes.guess_type(name)[0] if mime is None else mime


def _named(content: str | bytes, name: str | None, mime: str | None) -> File:
    mime = mime or (_TEXT if isinstance(content, str) else _BYTES)
    name = name or f"download{mimetypes.guess_extension(mime.partition(';')[0].strip()) or ''}"
    body = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return File(str(name), mime, body)
