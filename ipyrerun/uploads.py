"""Files on their way from a browser, piece by piece.

A view says `upload`, sends pieces and says `finish`; each piece is answered by how much has come,
so that only a few are ever on their way, and no limit of the notebook's server on the size of a
message, nor its memory, comes into play. All of it happens on the comm's thread: a run that is
under way holds nothing up. What comes goes to a temporary file, which has no name in the file
system; an upload that does not come to its end leaves nothing.
"""

from __future__ import annotations

import mimetypes
import re
import threading
import time
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, cast

from .received import Received, forget

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import BinaryIO

    from .types import Props

# How long an upload may be silent before it counts as cut [s]: at any time, and after a new view
# has come, which may be that of the page that sent it, loaded again.
PATIENCE = 60.0
SUSPICION = 4.0
# What is kept in memory before a file is begun [bytes].
_SPOOLED = 1 << 20
_CUT = "it was cut off"
_ID = re.compile("[0-9a-f]{32}")
# Names of uploads that were cut, to be told to whoever looks next.
_MOST_CUT = 20


class _Refused(Exception):
    """An upload that cannot go on; `again` if another attempt may succeed."""

    def __init__(self, why: str, *, again: bool = False) -> None:
        super().__init__(why)
        self.again = again


class _Arrival:
    """One file on its way."""

    def __init__(self, name: str, type: str, size: int) -> None:
        import xxhash

        self.name = name
        self.type = type
        self.size = size
        self.come = 0
        self.heard = time.monotonic()
        self.digest = xxhash.xxh32()
        import tempfile

        self.file = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_SPOOLED))  # noqa: SIM115

    def add(self, offset: int, piece: memoryview) -> None:
        """Take the next piece."""
        if offset < self.come:
            return
        if offset > self.come:
            raise _Refused("a piece of it is missing", again=True)
        if self.come + len(piece) > self.size:
            raise _Refused("it is longer than was said", again=True)
        self.file.write(piece)
        self.digest.update(piece)
        self.come += len(piece)

    def finish(self, id_: str, digest: object) -> Received:
        """Return the whole file."""
        if self.come != self.size or digest != self.digest.hexdigest():
            raise _Refused("it did not arrive as it was sent", again=True)
        return Received(id_, self.name, self.type, self.size, self.file)


class Receiver:
    """Takes the files that the views of one widget send.

    Parameters
    ----------
    tell
        Sends a message to the views.
    props
        Returns what the widget shows: `types` and `max_size` are checked, `disabled` too.
    """

    def __init__(self, tell: Callable[[dict[str, Any]], None], props: Callable[[], Props]) -> None:
        self._tell = tell
        self._props = props
        self._lock = threading.RLock()
        self._arrivals: dict[str, _Arrival] = {}
        self._done: set[str] = set()
        self._cut: list[str] = []
        self._greeted = 0.0
        self._due = 0.0
        self._timer: threading.Timer | None = None

    def take(self, content: dict[str, Any], buffers: list[Any]) -> None:
        """Take a message of a view, if it is about files."""
        kind, id_ = content.get("type"), content.get("id")
        if kind == "hello":
            self._greet()
        act = {"upload": self._begin, "piece": self._add, "finish": self._finish}.get(str(kind))
        if not isinstance(id_, str) or not _ID.fullmatch(id_):
            return
        with self._lock:
            if kind == "drop":
                self._drop(id_, content.get("cut"))
            if act is None:
                return
            try:
                reply = act(id_, content, buffers)
            except _Refused as refused:
                self._discard(id_)
                reply = {"type": "failed", "why": str(refused), "again": refused.again}
            except OSError as error:
                self._discard(id_)
                why = f"the kernel cannot keep it: {error.strerror or error}"
                reply = {"type": "failed", "why": why, "again": False}
        self._tell({**reply, "id": id_})

    def close(self) -> None:
        """Discard whatever has not become part of a value."""
        with self._lock:
            for id_ in list(self._arrivals):
                self._discard(id_)
            for id_ in self._done:
                forget(id_)
            self._done.clear()
            if self._timer is not None:
                self._timer.cancel()

    def _begin(self, id_: str, content: dict[str, Any], _: list[Any]) -> dict[str, Any]:
        self._discard(id_)
        name, size = content.get("name"), content.get("size")
        if not isinstance(name, str) or not name or "\0" in name:
            raise _Refused("it has no name")
        if not isinstance(size, int) or size < 0:
            raise _Refused("nobody said how long it is")
        props = self._props()
        if props.get("disabled"):
            raise _Refused("this input is disabled")
        if size > props.get("max_size", size):
            raise _Refused(f"it is larger than {props['max_size'] / (1 << 20):g} MB")
        type_ = str(content.get("mime") or "") or "application/octet-stream"
        types = props.get("types", ())
        is_recording = props.get("audio") and type_ == "audio/wav"
        if not (is_recording or is_of(name, type_, types)):
            raise _Refused(f"only {', '.join(types)} can be uploaded here")
        if name in self._cut:
            self._cut.remove(name)
        self._arrivals[id_] = _Arrival(name, type_, size)
        self._watch(PATIENCE)
        return {"type": "received", "size": 0}

    def _add(self, id_: str, content: dict[str, Any], buffers: list[Any]) -> dict[str, Any]:
        arrival = self._arrival(id_)
        arrival.heard = time.monotonic()
        arrival.add(content["offset"], memoryview(buffers[0]).cast("B"))
        return {"type": "received", "size": arrival.come}

    def _finish(self, id_: str, content: dict[str, Any], _: list[Any]) -> dict[str, Any]:
        file = self._arrival(id_).finish(id_, content.get("digest"))
        # Its temporary file belongs to what it has become.
        del self._arrivals[id_]
        file.wait()
        self._done.add(id_)
        return {"type": "uploaded"}

    def _arrival(self, id_: str) -> _Arrival:
        arrival = self._arrivals.get(id_)
        if arrival is None:
            raise _Refused(_CUT, again=True)
        return arrival

    def _drop(self, id_: str, cut: object) -> None:
        """Let go of a file, of which nothing more comes; `cut` is its name if a page was left."""
        if isinstance(cut, str):
            self._note_cut(cut)
        self._discard(id_)
        self._done.discard(id_)
        forget(id_)

    def _discard(self, id_: str) -> None:
        arrival = self._arrivals.pop(id_, None)
        if arrival is not None:
            arrival.file.close()

    # -- what is cut

    def _watch(self, seconds: float) -> None:
        """Look in so many seconds, or before, whether the views still send."""
        due = time.monotonic() + seconds
        if self._timer is not None:
            if self._due <= due:
                return
            self._timer.cancel()
        self._due = due
        self._timer = threading.Timer(seconds, self._look)
        self._timer.daemon = True
        self._timer.start()

    def _look(self) -> None:
        now = time.monotonic()
        with self._lock:
            self._timer = None
            silent = {id_: one for id_, one in self._arrivals.items() if self._is_cut(one, now)}
            for id_, one in silent.items():
                self._discard(id_)
                if one.heard > self._greeted:
                    # Nobody has come since: whoever comes is told.
                    self._note_cut(one.name)
            if self._arrivals:
                self._watch(PATIENCE)
        for id_, one in silent.items():
            # A view that was only held up, and hears this, begins again.
            told = {"type": "failed", "id": id_, "name": one.name, "why": _CUT, "again": True}
            self._tell(told)

    def _is_cut(self, one: _Arrival, now: float) -> bool:
        is_suspect = self._greeted > one.heard
        since = self._greeted if is_suspect else one.heard
        return now - since >= (SUSPICION if is_suspect else PATIENCE)

    def _note_cut(self, name: str) -> None:
        self._cut = [*self._cut, name][-_MOST_CUT:]

    def _greet(self) -> None:
        """Tell a view that has just come what was cut: a reloaded page does not know it."""
        with self._lock:
            names, self._cut = self._cut, []
            self._greeted = time.monotonic()
            if self._arrivals:
                self._watch(SUSPICION)
        if names:
            self._tell({"type": "cut", "names": names})


def is_of(name: str, type_: str, types: Sequence[str]) -> bool:
    """Return whether a file is of one of these types: ".csv", "image/png", "image/*".

    A browser that does not know a type says nothing of it: the name speaks as well.
    """
    lower = name.lower()
    kinds = {type_.lower(), mimetypes.guess_type(lower)[0] or ""}
    return not types or any(
        any(fnmatchcase(kind, one) for kind in kinds) if "/" in one else lower.endswith(one)
        for one in types
    )
