"""What a user gives a player or a picture → bytes with a digest, read at the call.

A script may write its file anew or remove it before the page is drawn. Nothing here fetches: an
address goes to the browser as it is.
"""

from __future__ import annotations

import io
import threading
import time
import weakref
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlsplit

from .errors import StreamlitAPIException, StreamlitInvalidParameterTypeError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

T = TypeVar("T")

# A file that was written this long before it was read [ns] would show a later time if it had been
# written again: file systems count in steps, some of two seconds.
_SETTLED = 2_000_000_000
# What it costs to remember anything at all, beside its own weight [bytes].
_EACH = 1_000

_SIGNS = (
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (8, b"WAVE", "audio/wav"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
)


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that a browser can show.

    Parameters
    ----------
    digest
        Equal digests mean equal bytes.
    mime
        Their type.
    length
        How many there are.
    load
        Returns them.
    name
        What a download of them is called; "" where they come from no file.
    """

    digest: str
    mime: str
    length: int
    load: Callable[[], bytes]
    name: str = ""


class Memo(Generic[T]):
    """Remembers what is costly to make, up to a weight; what was not asked for longest goes first.

    Parameters
    ----------
    most
        The weight of all that is remembered.
    weigh
        The weight of one [bytes]; what nothing weighs is counted as well, for its key.
    """

    def __init__(self, most: int, weigh: Callable[[T], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what is remembered under a key, else make it."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        # Not under the lock: two threads may make the same, neither waits for another's.
        made = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._weight += self._weigh(made) + _EACH
            while self._weight > self._most and len(self._kept) > 1:
                _, gone = self._kept.popitem(last=False)
                self._weight -= self._weigh(gone) + _EACH
        return made


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class _Content:
    """What a file held when it was read."""

    body: bytes
    digest: str

    def load(self) -> bytes:
        return self.body


# What is on a page is in memory, so it need not be read again; nothing else is kept.
_files: weakref.WeakValueDictionary[Hashable, _Content] = weakref.WeakValueDictionary()


def digest_of(body: bytes | memoryview) -> str:
    """Return the digest of bytes."""
    import xxhash

    return str(xxhash.xxh3_128_hexdigest(body))


def of_bytes(body: bytes, mime: str = "", name: str = "") -> Blob:
    """Return bytes as a blob; without a type, with the one that they begin like."""
    return Blob(digest_of(body), mime or sniff(body), len(body), lambda: body, name)


def of_file(path: Path, call: str, parameter: str, mime: str = "") -> Blob:
    """Return a file as a blob.

    It is read now; one that a page shows, again only if it may have changed.
    """
    try:
        content = _content(path)
    except OSError as error:
        raise StreamlitAPIException(
            f"st.{call}: `{parameter}` is {str(path)!r}, which cannot be read: "
            f"{error.strerror or error}; the working directory is {str(Path.cwd())!r}"
        ) from error
    body = content.body
    return Blob(content.digest, mime or sniff(body), len(body), content.load, path.name)


def _content(path: Path) -> _Content:
    facts = path.stat()
    key = (str(path.absolute()), facts.st_mtime_ns, facts.st_size, facts.st_ino)
    is_settled = time.time_ns() - facts.st_mtime_ns > _SETTLED
    known = _files.get(key) if is_settled else None
    if known is not None:
        return known
    body = path.read_bytes()
    content = _Content(body, digest_of(body))
    if is_settled:
        _files[key] = content
    return content


def sniff(body: bytes) -> str:
    """Return the type of sound or film that bytes begin like, or ""."""
    head = body[:16]
    return next((mime for at, sign, mime in _SIGNS if head[at:].startswith(sign)), "")


def is_address(value: object, schemes: tuple[str, ...] = ("http", "https", "data")) -> bool:
    """Return whether a value is an address that the browser itself can follow."""
    if not isinstance(value, str):
        return False
    scheme, mark, rest = value.partition(":")
    is_complete = rest.startswith("//") and len(rest) > 2
    return bool(mark) and scheme.lower() in schemes and (scheme.lower() == "data" or is_complete)


def scheme_of(link: str) -> str:
    """Return what a browser takes for the scheme of a link, "" if it has none."""
    # What browsers skip in front of a scheme or in it would hide one from Python before 3.11.4.
    bare = "".join(char for char in link if char > " " and char != "\x7f")
    try:
        return urlsplit(bare).scheme.lower()
    except ValueError:
        return "?"


def read_stream(value: Any) -> bytes | None:
    """Return all that a file-like object holds, from its beginning; None if it is none."""
    if isinstance(value, io.BytesIO):
        return value.getvalue()
    if not callable(getattr(value, "read", None)):
        return None
    if callable(getattr(value, "seek", None)):
        value.seek(0)
    body = value.read()
    return body if isinstance(body, bytes) else None


def of_anything(value: Any, call: str, parameter: str, mime: str, default: str) -> Blob:
    """Return a path, bytes, or an open file as a blob.

    Parameters
    ----------
    value
        What the user gave.
    call, parameter
        The names for a message.
    mime
        The type that the user gave.
    default
        The call's own type: it counts only where the bytes do not show another.
    """
    given = "" if mime == default else mime
    if isinstance(value, str | Path):
        blob = of_file(Path(value), call, parameter, given)
    else:
        if isinstance(value, bytes | bytearray | memoryview):
            body: bytes | None = bytes(value)
        elif type(value).__module__ == "numpy":
            body = value.tobytes()
        else:
            body = read_stream(value)
        if body is None:
            raise StreamlitInvalidParameterTypeError(
                f"st.{call}: `{parameter}` is of type {type(value).__name__}; give a path, an "
                "address, bytes or an open binary file"
            )
        name = getattr(value, "name", "")
        blob = of_bytes(body, given, Path(name).name if isinstance(name, str) else "")
    return blob if blob.mime else Blob(blob.digest, default, blob.length, blob.load, blob.name)


def size_in_words(length: int) -> str:
    """Return a number of bytes as people write it."""
    amount, unit = float(length), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:.1f} {unit}"
