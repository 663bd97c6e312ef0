"""What a user has given: files, and a message with files.

A file has one `Received` for as long as anybody holds it: the state, a live widget's value, an
event on its way, or, until one of these does, the table of those that wait. When nobody does, it is
gone, and nothing has to be tidied up.
"""

from __future__ import annotations

import io
import threading
import uuid
import weakref
from collections.abc import Iterator, MutableMapping
from typing import Any, BinaryIO, Final

_known: weakref.WeakValueDictionary[str, Received] = weakref.WeakValueDictionary()
# Whole, but in nobody's value yet: those that a form keeps back, for instance.
_waiting: dict[str, Received] = {}


class Received:
    """A file that has arrived whole.

    Parameters
    ----------
    file_id, name, type, size
        Its id, its name, its MIME type, and how many bytes it has.
    source
        Where its bytes are until somebody asks for them: an open file, which is closed then; or the
        bytes.
    """

    __slots__ = ("__weakref__", "_lock", "_source", "file_id", "name", "size", "type")

    def __init__(
        self, file_id: str, name: str, type: str, size: int, source: BinaryIO | bytes
    ) -> None:
        self.file_id = file_id
        self.name = name
        self.type = type
        self.size = size
        self._source = source
        self._lock = threading.Lock()
        if not isinstance(source, bytes):
            # What nobody has read goes without a word, and takes its temporary file along.
            weakref.finalize(self, source.close)
        _known[file_id] = self

    @classmethod
    def of(cls, name: str, content: bytes, type: str) -> Received:
        """Return a file with a new id."""
        return cls(uuid.uuid4().hex, name, type, len(content), bytes(content))

    @property
    def data(self) -> bytes:
        """Its bytes: one object, which all who read the file share."""
        with self._lock:
            if not isinstance(self._source, bytes):
                with self._source as file:
                    file.seek(0)
                    self._source = file.read()
            return self._source

    def wait(self) -> None:
        """Be there until a value holds it, or `forget` is called."""
        _waiting[self.file_id] = self


def forget(file_id: str) -> None:
    """Let go of a file that waits."""
    _waiting.pop(file_id, None)


def held(file_id: object) -> Received | None:
    """Return the file of this id, if anybody holds it."""
    return _known.get(file_id) if isinstance(file_id, str) else None


class Ticket(dict[str, Any]):
    """What a view is told of a file; whoever has it holds the file."""

    __slots__ = ("file",)

    def __init__(self, file: Received) -> None:
        super().__init__(id=file.file_id, name=file.name, type=file.type, size=file.size)
        self.file: Final = file


def hold(sent: Any) -> Any:
    """Return what a view sent with tickets in the place of what it says of files."""
    if isinstance(sent, list):
        return [hold(one) for one in sent]
    if not isinstance(sent, dict) or isinstance(sent, Ticket):
        return sent
    file = held(sent.get("id"))
    if file is None:
        return {name: hold(one) for name, one in sent.items()}
    forget(file.file_id)
    return Ticket(file)


class UploadedFile(io.BytesIO):
    """A file that a user gave, as an open binary file.

    It can be passed wherever a file can, and is at its beginning again in each run.

    Attributes
    ----------
    file_id
        Tells it from every other.
    name
        Its name; within a folder that was given, the path in it with the folder's own name. Its
        user has chosen it: it is no safe place to write to.
    type
        Its MIME type, as the browser has it.
    size
        How long it is [bytes].
    """

    def __init__(self, received: Received) -> None:
        # CPython does not copy the bytes before somebody writes.
        super().__init__(received.data)
        self.received = received
        self.file_id = received.file_id
        self.name = received.name
        self.type = received.type
        self.size = received.size

    def __eq__(self, other: object) -> bool:
        return self.file_id == other.file_id if isinstance(other, UploadedFile) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.file_id)

    def __repr__(self) -> str:
        words = f"file_id={self.file_id!r}, name={self.name!r}, type={self.type!r}"
        return f"UploadedFile({words}, size={self.size!r})"

    def __reduce__(self) -> Any:
        content = self.received.data if self.closed else self.getvalue()
        return _unpacked, (self.file_id, self.name, self.type, content)


def _unpacked(file_id: str, name: str, type: str, content: bytes) -> UploadedFile:
    known = _known.get(file_id)
    if known is not None and known.data == content:
        return UploadedFile(known)
    return UploadedFile(Received(file_id, name, type, len(content), content))


_ABSENT: Final = object()


class ChatInputValue(MutableMapping[str, Any]):
    """A message with files: what `st.chat_input` returns where it accepts files or sound.

    A mapping whose values are attributes, too.

    Attributes
    ----------
    text
        What was written; "" if only files were sent.
    files
        The files, a list; there only with `accept_file`.
    audio
        The recording or None; there only with `accept_audio`.

    Examples
    --------
    >>> from ipyrerun.received import ChatInputValue
    >>> message = ChatInputValue("Hello", files=[])
    >>> message.text, message["files"]
    ('Hello', [])
    """

    def __init__(self, text: str, files: Any = _ABSENT, audio: Any = _ABSENT) -> None:
        given = {"text": text, "files": files, "audio": audio}
        parts = {name: part for name, part in given.items() if part is not _ABSENT}
        self.__dict__.update(_parts=parts, _names=frozenset(parts))

    def to_dict(self) -> dict[str, Any]:
        """Return a plain dict."""
        return dict(self._parts)

    def __getitem__(self, name: str) -> Any:
        return self._parts[name]

    def __setitem__(self, name: str, part: Any) -> None:
        if name not in self._names:
            raise KeyError(f"{name!r} is no part of this message; its parts are {self._told()}")
        self._parts[name] = part

    def __delitem__(self, name: str) -> None:
        del self._parts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._parts:
            raise AttributeError(f"this message has no {name!r}; its parts are {self._told()}")
        return self._parts[name]

    def __setattr__(self, name: str, part: Any) -> None:
        try:
            self[name] = part
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def _told(self) -> str:
        return ", ".join(n for n in ("text", "files", "audio") if n in self._names)

    def __repr__(self) -> str:
        return f"ChatInputValue({', '.join(f'{n}={p!r}' for n, p in self.items())})"
