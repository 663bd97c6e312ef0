"""Kept values in files, for the next kernel.

A folder for each function holds a file for each call, its *entry*, and files of *memory*: large
blocks of bytes as an Arrow IPC file, named by its content and mapped into memory when it is used.
An entry says where in the file each block is, so nobody parses what may be damaged.

An entry contains pickles, which can execute anything, so it is read only if it carries a keyed hash
(HMAC) that only this user's key makes. A memory file is only data; a fast hash tells damage. What
does not fit is deleted, with a line in the log, and computed anew. Files appear complete or not at
all, and a reader keeps what it has mapped when another process replaces or deletes the file.
"""

from __future__ import annotations

import hmac
import logging
import mmap
import os
import pickle
import re
import secrets
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .._version import __version__
from .dump import Dump, Lost
from .mapped import mapping
from .values import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .values import Kept

_log = logging.getLogger("ipyrerun.cache")

# Another version may draw with other nodes.
_MAGIC = f"ipyrerun cache 1 {__version__} ".encode()
_HASH = "sha256"
_HASH_SIZE = 32
_KEY_SIZE = 32
# An entry begins with the magic, the name of its memory file and the hash.
_NAME = slice(len(_MAGIC), len(_MAGIC) + 32)
_MAC = slice(_NAME.stop, _NAME.stop + _HASH_SIZE)
_NO_FILE = b"-" * 32
# What a function's folder is called: the digest of its identity.
_HOME = re.compile("[0-9a-f]{32}")

_DRAFT = ".draft."
# Nobody writes on a draft that long [s].
_OLD = 86_400

# Less than this [bytes] is kept in the entry itself.
_FEW = 50_000
# Less than this [bytes] is read and not mapped.
_SMALL = 1_000_000


_Places = tuple[tuple[int, int], ...]
_NOWHERE: _Places = ()
# Where in an Arrow file its messages begin: behind the magic word.
_MESSAGES = 8


class _BadFile(Exception):
    """A file is not what was written; the message ends "...because it"."""


@dataclass(frozen=True, slots=True)
class _Record:
    """What an entry says, after its hash has been checked."""

    kind: str
    recipe: Any
    buffers: tuple[bytes, ...]
    places: _Places
    size: int
    replay: Any


def folder_of_user() -> Path:
    """Return where a user's values are kept unless somebody says otherwise."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    try:
        # The standard says that one which is not absolute does not count.
        return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "ipyrerun"
    except RuntimeError:
        # A user whom the system does not know, as in a container.
        # Windows has no such number, and for each user a folder of what is temporary.
        whose = f"-{os.getuid()}" if hasattr(os, "getuid") else ""
        return Path(tempfile.gettempdir()) / f"ipyrerun{whose}"


class Disk:
    """Values in a folder, which several kernels may share.

    Parameters
    ----------
    folder
        Made when the first value is saved, for this user only.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._key = b""
        self._swept: set[Path] = set()

    def save(self, function: bytes, call: bytes, kept: Kept, replay: Any = None) -> None:
        """Write a value; where that cannot be done, the log says so.

        Parameters
        ----------
        function, call
            The digests that `load` is given.
        kept
            The value.
        replay
            Anything that can be pickled.
        """
        home = self._home(function)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            home.mkdir(mode=0o700, exist_ok=True)
            self._sweep(home)
            dump = kept.dump()
            if sum(map(len, dump.buffers)) < _FEW:
                own, name, places, size = tuple(map(bytes, dump.buffers)), _NO_FILE, _NOWHERE, 0
            else:
                own, (name, places, size) = (), _write_memory(home, dump.buffers)
            record = (dump.kind, dump.recipe, own, places, size, replay)
            body = pickle.dumps(record, pickle.HIGHEST_PROTOCOL)
            head = _MAGIC + name
            mac = _mac(self._secret(), head, function, call, body)
            before = _memory_of(home / call.hex())
            with _replacing(home / call.hex()) as file:
                file.write(head + mac + body)
            if before != name:
                _delete_unused(home, before)
        except (OSError, pickle.PicklingError, TypeError, AttributeError) as error:
            _log.warning("a value could not be saved to %s: %s", home, error)

    def load(self, function: bytes, call: bytes) -> tuple[Kept, Any] | None:
        """Return a value and its `replay`, or None if there is none that can be trusted."""
        path = self._home(function) / call.hex()
        try:
            content = path.read_bytes()
        except OSError:
            return None
        try:
            record = self._checked(content, function, call)
            memory = path.parent / _file_name(content[_NAME])
            buffers = record.buffers or _blocks(memory, content[_NAME], record)
            return load(Dump(record.kind, record.recipe, tuple(buffers))), record.replay
        except _BadFile as error:
            why = str(error)
        except Lost as error:
            why = f"it cannot be used here ({error})"
        except Exception as error:  # noqa: BLE001 - what another version has pickled may do anything
            why = f"it cannot be read here ({type(error).__name__}: {error})"
        _log.warning("discarded %s: %s; the value is computed anew", path, why)
        self.clear(function, call)
        return None

    def clear(self, function: bytes | None = None, call: bytes | None = None) -> None:
        """Delete one value, all values of a function, or everything."""
        if function is None:
            for home in self._homes():
                shutil.rmtree(home, ignore_errors=True)
        elif call is None:
            shutil.rmtree(self._home(function), ignore_errors=True)
        else:
            self._clear_one(self._home(function), call.hex())

    def _clear_one(self, home: Path, entry: str) -> None:
        name = _memory_of(home / entry)
        _delete(home / entry)
        _delete_unused(home, name)

    def _sweep(self, home: Path) -> None:
        """Delete, once, what kernels that were killed have left half written."""
        if home not in self._swept:
            self._swept.add(home)
            long_ago = time.time() - _OLD
            for one in _files(home):
                with suppress(OSError):
                    if one.name.startswith(_DRAFT) and one.stat().st_mtime < long_ago:
                        one.unlink()

    def _home(self, function: bytes) -> Path:
        return self.folder / function.hex()

    def _homes(self) -> list[Path]:
        return [one for one in _files(self.folder) if _HOME.fullmatch(one.name)]

    def _checked(self, content: bytes, function: bytes, call: bytes) -> _Record:
        head, mac, body = content[: _NAME.stop], content[_MAC], content[_MAC.stop :]
        if not head.startswith(_MAGIC):
            raise _BadFile("it is no entry of this version")
        made = _mac(self._secret(), head, function, call, body)
        if not hmac.compare_digest(made, mac):
            raise _BadFile("it is damaged, or somebody else has written it")
        return _Record(*pickle.loads(body))  # noqa: S301 - only this user can have written it

    def _secret(self) -> bytes:
        if not self._key:
            self._key = _key(self.folder / "key")
        return self._key


def _mac(key: bytes, head: bytes, function: bytes, call: bytes, body: bytes) -> bytes:
    made = hmac.new(key, digestmod=_HASH)
    for part in (head, function, call, body):
        made.update(len(part).to_bytes(8, "little"))
        made.update(part)
    return made.digest()


def _key(path: Path) -> bytes:
    """Return this folder's key; the first who asks makes it."""
    for _ in range(2):
        with suppress(FileNotFoundError):
            if _is_private(path):
                key = path.read_bytes()
                if len(key) == _KEY_SIZE:
                    return key
            _log.warning("replaced %s: others have made or could read it, or it is damaged", path)
            _delete(path)
        with suppress(FileExistsError):
            _make_key(path)
    return path.read_bytes()


def _make_key(path: Path) -> None:
    """Write a key; raise FileExistsError if another process has been faster."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, draft = tempfile.mkstemp(dir=path.parent, prefix=".key.")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(secrets.token_bytes(_KEY_SIZE))
        # A link appears with its content, and only if there is none yet.
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        # This file system has no links.
        with path.open("xb") as own:
            own.write(Path(draft).read_bytes())
    finally:
        _delete(Path(draft))


def _is_private(path: Path) -> bool:
    """Return whether a file is this user's, who alone can read it; only posix can tell."""
    facts = path.lstat()
    is_others = bool(facts.st_mode & (stat.S_IRWXG | stat.S_IRWXO))
    return os.name != "posix" or (facts.st_uid == os.geteuid() and not is_others)


@contextmanager
def _replacing(path: Path) -> Iterator[Any]:
    """Open a file that takes the place of another once it is complete."""
    number, draft = tempfile.mkstemp(dir=path.parent, prefix=_DRAFT)
    try:
        with os.fdopen(number, "wb") as file:
            yield file
        Path(draft).replace(path)
    except BaseException:
        _delete(Path(draft))
        raise


def _write_memory(home: Path, buffers: tuple[Any, ...]) -> tuple[bytes, _Places, int]:
    """Write blocks of memory; return the file's name, the blocks' places in it, and its size."""
    import pyarrow as pa

    number, draft = tempfile.mkstemp(dir=home, prefix=_DRAFT)
    try:
        schema = pa.schema([("memory", pa.uint8())])
        with os.fdopen(number, "wb") as file, pa.ipc.new_file(file, schema) as writer:
            for one in buffers:
                block = pa.Array.from_buffers(pa.uint8(), len(one), [None, pa.py_buffer(one)])
                writer.write_batch(pa.record_batch([block], schema=schema))
        name, places, size = _facts_of(draft)
        Path(draft).replace(home / _file_name(name))
    finally:
        _delete(Path(draft))
    return name, places, size


def _facts_of(draft: str) -> tuple[bytes, _Places, int]:
    """Return a memory file's name, the blocks' places in it, and its size.

    On its own: Windows moves no file that is mapped, as it is while one of these blocks is there.
    And message by message: Arrow's reader of files has threads that let go of them some time later.
    """
    import pyarrow as pa

    with pa.memory_map(draft) as source:
        whole = source.read_buffer()
        source.seek(_MESSAGES)
        messages = pa.ipc.MessageReader.open_stream(source)
        schema = pa.ipc.read_schema(next(messages))
        blocks = [pa.ipc.read_record_batch(one, schema).column(0) for one in messages]
        return _hash(whole), tuple(_place(block, whole) for block in blocks), whole.size


def _place(block: Any, whole: Any) -> tuple[int, int]:
    memory = block.buffers()[1]
    return (memory.address - whole.address if len(block) else 0, len(block))


def _blocks(path: Path, name: bytes, record: _Record) -> tuple[memoryview, ...]:
    """Return the blocks of a memory file, after checking all of it."""
    if name == _NO_FILE:
        return ()
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            found: Any = None
            if size == record.size:
                mapped = size >= _SMALL and mapping(file.fileno(), size, mmap.ACCESS_READ)
                found = mapped or file.read()
    except FileNotFoundError:
        raise _BadFile(f"its memory {path.name} is gone") from None
    if found is None or _hash(found) != name:
        _delete(path)
        raise _BadFile(f"its memory {path.name} is damaged")
    whole = memoryview(found)
    return tuple(whole[start : start + length] for start, length in record.places)


def _hash(memory: Any) -> bytes:
    import xxhash

    return xxhash.xxh3_128_hexdigest(memory).encode()


def _file_name(name: bytes) -> str:
    return f"{name.decode('ascii', 'replace')}.arrow"


def _memory_of(entry: Path) -> bytes:
    """Return the name of the memory file that an entry uses."""
    try:
        with entry.open("rb") as file:
            head = file.read(_NAME.stop)
    except OSError:
        return _NO_FILE
    return head[_NAME] if all(c in b"0123456789abcdef" for c in head[_NAME]) else _NO_FILE


def _delete_unused(home: Path, name: bytes) -> None:
    """Delete a memory file unless an entry uses it."""
    if name == _NO_FILE:
        # Else each of many small values would read all the others.
        return
    if name not in {_memory_of(one) for one in _files(home) if "." not in one.name}:
        _delete(home / _file_name(name))


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _delete(path: Path) -> None:
    # Another process may have been faster; Windows keeps what is mapped.
    with suppress(OSError):
        path.unlink(missing_ok=True)
