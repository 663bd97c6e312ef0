"""`st.secrets`: what `.streamlit/secrets.toml` holds, read when it is asked for.

Every access looks whether a file has changed, so there is no thread that watches. What is read is
confided to `confidential`, which keeps it out of tracebacks, logs and saved notebooks.
"""

from __future__ import annotations

import functools
import os
import sys
import threading
import warnings
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .confidential import MASK, confide, guard
from .config import option
from .errors import StreamlitSecretNotFoundError
from .names import near
from .secretfiles import is_open_to_all, of_file, of_folder, stamp
from .session import session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from .secretfiles import Stamp

NONE_FOUND = "no-secrets-found"
# Ours, and `Mapping.get()`.
_NOT_ASKING = (os.path.dirname(__file__), "<frozen _collections_abc>")  # noqa: PTH120 - as the code has it
_SIMPLE = (str, int, float, bool)


class AttrDict(Mapping[str, Any]):
    """A table of the secrets: read by item or by attribute, never written, shown without values.

    Parameters
    ----------
    value
        The keys and values.
    place
        How messages call it.
    """

    __slots__ = ("_place", "_values")
    _values: dict[str, Any]
    _place: str

    def __init__(self, value: Mapping[str, Any], place: str = "st.secrets") -> None:
        object.__setattr__(self, "_values", dict(value))
        object.__setattr__(self, "_place", place)

    def __getitem__(self, key: str) -> Any:
        if key not in self._values:
            raise KeyError(_missing(self._place, key, self._values))
        return _wrapped(self._values[key], f"{self._place}.{key}")

    def __getattr__(self, name: str) -> Any:
        # While a copy is being made there is nothing in it yet.
        if name in AttrDict.__slots__ or name not in self._values:
            raise AttributeError(_missing(self._place, name, {} if name[:1] == "_" else self))
        return self[name]

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __repr__(self) -> str:
        return _veiled(self._place, self._values)

    def __reduce__(self) -> tuple[Any, ...]:
        return AttrDict, (self._values, self._place)

    def veiled(self) -> dict[str, Any]:
        """Return the keys, with marks in the place of values."""
        return _covered(self._values)

    def to_dict(self) -> dict[str, Any]:
        """Return the table as a dict of its own; whoever shows that shows the secrets."""
        return deepcopy(self._values)

    def __setitem__(self, key: str, value: Any) -> NoReturn:
        raise TypeError(_READ_ONLY)

    def __delitem__(self, key: str) -> NoReturn:
        raise TypeError(_READ_ONLY)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise TypeError(_READ_ONLY)


class Secrets(Mapping[str, Any]):
    """The secrets: of the home folder, then of the working folder.

    Read by item or by attribute; tables give `AttrDict`. A key of the working folder's file stands
    for the same key of the home folder's, also if both are tables. Texts and numbers at the top are
    put into the environment, too. A changed file is read again.

    Raises
    ------
    StreamlitSecretNotFoundError
        There is no such file, or it is no valid TOML.

    Examples
    --------
    >>> st.secrets.load_if_toml_exists()
    False
    """

    __slots__ = ("_exported", "_given", "_known", "_lock", "_warned")
    _known: tuple[Stamp, dict[str, Any]] | None
    _given: dict[str, Any]
    # What each variable is, and what it was before.
    _exported: dict[str, tuple[str, str | None]]
    _warned: set[str]
    _lock: threading.RLock

    def __init__(self) -> None:
        for name, value in (
            ("_known", None),
            ("_given", {}),
            ("_exported", {}),
            ("_warned", set()),
            ("_lock", threading.RLock()),
        ):
            object.__setattr__(self, name, value)

    # -- reading

    def __getitem__(self, key: str) -> Any:
        found = self._read()
        if key not in found:
            raise KeyError(_missing("st.secrets", key, found))
        return _wrapped(found[key], f"st.secrets.{key}")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in Secrets.__slots__:
            raise AttributeError(name)
        try:
            found: Mapping[str, Any] = self._read()
        except StreamlitSecretNotFoundError as error:
            # Whoever asks with `hasattr` counts on this class.
            raise AttributeError(f"st.secrets has no {name!r}: {error}") from None
        if name not in found:
            raise AttributeError(_missing("st.secrets", name, found))
        return _wrapped(found[name], f"st.secrets.{name}")

    def __len__(self) -> int:
        return len(self._read())

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __contains__(self, key: object) -> bool:
        return key in self._read()

    def __repr__(self) -> str:
        try:
            return _veiled("st.secrets", self._read())
        except StreamlitSecretNotFoundError:
            return "<st.secrets: none found>"

    def veiled(self) -> dict[str, Any]:
        """Return the keys, with marks in the place of values."""
        return _covered(self._read())

    def has_key(self, k: str) -> bool:
        """Return whether there is this key."""
        return k in self

    def to_dict(self) -> dict[str, Any]:
        """Return all secrets as a dict of its own; whoever shows that shows the secrets."""
        return deepcopy(dict(self._read()))

    def load_if_toml_exists(self) -> bool:
        """Return whether there are secrets that can be read."""
        try:
            self._read()
        except StreamlitSecretNotFoundError:
            return False
        return True

    def merge_programmatic_secrets(self, programmatic_secrets: Mapping[str, Any]) -> None:
        """Add secrets that the program has from elsewhere; they win over those of the files.

        Parameters
        ----------
        programmatic_secrets
            Texts, numbers and booleans, in lists and tables of any depth; each key at the top
            stands for the whole of what the files have under it.

        Raises
        ------
        TypeError
            A value is of another type, or a key is no text.
        """
        _check(programmatic_secrets, "")
        with self._lock:
            object.__setattr__(self, "_given", deepcopy(dict(programmatic_secrets)))
            object.__setattr__(self, "_known", None)

    # -- writing

    def __setitem__(self, key: str, value: Any) -> NoReturn:
        raise TypeError(_READ_ONLY)

    def __delitem__(self, key: str) -> NoReturn:
        raise TypeError(_READ_ONLY)

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise TypeError(_READ_ONLY)

    # -- files

    def _read(self) -> dict[str, Any]:
        """Return what the files hold now."""
        own = session().secrets
        if own is not None:
            confide(own)
            return own
        paths = _paths(tuple(option("secrets.files")), os.path.expanduser("~"))  # noqa: PTH111
        known, now = self._known, stamp(paths)
        if known is not None and known[0] == now:
            return known[1]
        with self._lock:
            known = self._known
            if known is not None and known[0] == now:
                # Another thread has read it meanwhile, and relies on what is exported.
                return known[1]
            # What a file no longer says is no longer in the environment either.
            self._withdraw()
            object.__setattr__(self, "_known", None)
            found = self._gather(paths)
            confide(found)
            self._export(found)
            object.__setattr__(self, "_known", (now, found))
            return found

    def _gather(self, paths: list[Path]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        is_there = bool(self._given)
        for path in paths:
            part = of_file(path) if path.suffix == ".toml" else of_folder(path)
            if part is None:
                continue
            is_there = True
            found |= part
            if path.suffix == ".toml":
                self._warn(path)
        if not is_there:
            places = ", ".join(map(str, paths))
            raise StreamlitSecretNotFoundError(
                f"st.secrets: there are no secrets; write them into one of {places}",
                error_id=NONE_FOUND,
            )
        return found | deepcopy(self._given)

    def _warn(self, path: Path) -> None:
        """Warn once of a file that every user of the machine can read."""
        if str(path) in self._warned or not is_open_to_all(path):
            return
        self._warned.add(str(path))
        warnings.warn(
            f"every user of this machine can read the secrets in {path}; run `chmod 600 {path}`",
            UserWarning,
            stacklevel=_depth(),
        )

    def _export(self, found: Mapping[str, Any]) -> None:
        for key, value in found.items():
            if type(value) in {str, int, float}:
                self._exported[key] = (str(value), os.environ.get(key))
                os.environ[key] = str(value)

    def _withdraw(self) -> None:
        for key, (text, before) in self._exported.items():
            if os.environ.get(key) == text:
                if before is None:
                    del os.environ[key]
                else:
                    os.environ[key] = before
        self._exported.clear()


@functools.lru_cache(maxsize=8)
def _paths(files: tuple[str, ...], home: str) -> list[Path]:
    """Return the paths of files; making them takes longer than looking whether one has changed."""
    del home  # what `~` stands for: another one makes others
    return [Path(file).expanduser() for file in files]


_READ_ONLY = "st.secrets cannot be assigned to; write the secret into .streamlit/secrets.toml"


def _wrapped(value: Any, place: str) -> Any:
    return AttrDict(value, place) if isinstance(value, Mapping) else value


def _veiled(place: str, values: Mapping[str, Any]) -> str:
    return f"<{place}: {', '.join(map(repr, values)) or 'empty'}>"


def _covered(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _covered(one) if isinstance(one, Mapping) else MASK for key, one in values.items()}


def _missing(place: str, key: Any, known: Mapping[str, Any]) -> str:
    meant = near(str(key), known)
    hint = f"did you mean {meant!r}?" if meant else "add it to .streamlit/secrets.toml"
    return f"{place} has no key {key!r}; {hint}"


def _depth() -> int:
    """Return how far up the one is who asks for a secret, for `warnings.warn`."""
    frame: FrameType | None = sys._getframe(2)  # noqa: SLF001 - no other way to walk a live stack
    depth = 2
    while frame is not None and frame.f_code.co_filename.startswith(_NOT_ASKING):
        frame, depth = frame.f_back, depth + 1
    return depth


def _check(value: Any, place: str) -> None:
    """Refuse what cannot be a secret."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if not isinstance(key, str):
                raise TypeError(
                    f"st.secrets: the key {key!r} in {place or 'the secrets'} is no text"
                )
            _check(one, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            _check(one, f"{place}[{number}]")
    elif type(value) not in _SIMPLE:
        raise TypeError(
            f"st.secrets: {place!r} is of type {type(value).__name__}; a secret is a text, a "
            "number, a boolean, or a list or a table of these"
        )


secrets = Secrets()
# asyncio logs what tasks have raised that nobody waits for.
guard("ipyrerun", "ipyrerun.cache", "asyncio")
