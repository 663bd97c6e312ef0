"""What every connection is: a name, its secrets, and an object that is opened when needed."""

from __future__ import annotations

import atexit
import hashlib
import json
import threading
import uuid
import weakref
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any, Generic, Literal, TypeVar

from ..confidential import confide_arguments
from ..errors import StreamlitAPIException, StreamlitSecretNotFoundError
from ..secret import NONE_FOUND, AttrDict, secrets

Raw = TypeVar("Raw")

_open: weakref.WeakSet[BaseConnection[Any]] = weakref.WeakSet()


class BaseConnection(ABC, Generic[Raw]):
    """What a class of connections derives from; it has to say how to `_connect`.

    Beyond that, it should offer what its users need: a `query`, a `cursor`. `close` is called when
    the connection is released: by the cache, and when the kernel ends.

    Parameters
    ----------
    connection_name
        The section `[connections.<connection_name>]` of the secrets.
    kwargs
        Handed to `_connect`.
    """

    def __init__(self, connection_name: str, **kwargs: Any) -> None:
        confide_arguments(kwargs)
        self._connection_name = connection_name
        self._kwargs = kwargs
        # Another one once the secrets have changed: what was asked of the old source is not known
        # of the new one.
        self._connection_instance_id = uuid.uuid4()
        self._opening = threading.RLock()
        self._section = _digest(self._secrets)
        self._raw_instance: Raw | None = self._connect(**kwargs)
        _open.add(self)

    @abstractmethod
    def _connect(self, **kwargs: Any) -> Raw:
        """Open the source, and return the object that stands for it."""
        raise NotImplementedError

    @property
    def _secrets(self) -> AttrDict:
        """The section `[connections.<name>]` of the secrets; empty if there is none."""
        place = f"st.secrets.connections.{self._connection_name}"
        try:
            section = secrets.get("connections")
        except StreamlitSecretNotFoundError as error:
            if error.error_id != NONE_FOUND:
                raise
            section = None
        own = section.get(self._connection_name) if isinstance(section, AttrDict) else None
        if own is not None and not isinstance(own, AttrDict):
            raise StreamlitAPIException(
                f"{place} is of type {type(own).__name__}; write a section "
                f"[connections.{self._connection_name}] into secrets.toml"
            )
        return AttrDict({}, place) if own is None else own

    @property
    def _instance(self) -> Raw:
        """The object that stands for the source; opened if there is none, or other secrets."""
        with self._opening:
            section = _digest(self._secrets)
            if section != self._section:
                self._section = section
                self._connection_instance_id = uuid.uuid4()
                self.reset()
            if self._raw_instance is None:
                self._raw_instance = self._connect(**self._kwargs)
            return self._raw_instance

    def __getattr__(self, name: str) -> Any:
        # Before `__init__` is done, and for what Python and IPython ask every object for.
        is_own = name.startswith("__") or "_raw_instance" not in self.__dict__
        if not is_own and hasattr(self._instance, name):
            raise AttributeError(
                f"{type(self).__name__} has no `{name}`; the object behind it has: use "
                f"`._instance.{name}` instead"
            )
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def reset(self) -> None:
        """Forget the object behind the connection; the next use opens a new one.

        For a connection that has become stale, or a token that has expired.
        """
        self._raw_instance = None

    @classmethod
    def scope(cls) -> Literal["global", "session"]:
        """Return whether one object serves the kernel ("global") or each session has its own.

        An `--isolated` cell has a session of its own.
        """
        return "global"

    def close(self) -> None:
        """Let go of the source. By default nothing is done."""


def _digest(section: AttrDict) -> bytes:
    text = json.dumps(section.to_dict(), sort_keys=True, default=repr)
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


@atexit.register
def close_all() -> None:
    """Close every connection: the kernel ends."""
    for one in list(_open):
        # The others have to be closed, and nobody listens any more.
        with suppress(Exception):
            one.close()
