"""What a cached function has returned, kept so that nothing a caller does changes the next hit.

`keep` chooses by the value's type: frames are frozen and handed out copy-on-write, arrays are
mapped privately, tables are their own copies, everything else is made anew.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import UnevaluatedDataFrameError, UnserializableReturnValueError
from . import arrays, frames, plain, tables
from .dump import Dump, Lost

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Dump", "Kept", "Lost", "keep", "load"]


class Kept(Protocol):
    """A value in a cache."""

    @property
    def nbytes(self) -> int:
        """How much memory it takes [bytes]."""

    def hit(self) -> Any:
        """Return the value, private to the caller.

        Raises
        ------
        Lost
            It cannot be made any more; compute it anew.
        """

    def first(self, value: Any) -> Any:
        """Return what the call that computed `value` gets: the value itself, or a hit.

        A hit where the value itself would be a second copy of much memory.
        """

    def dump(self) -> Dump:
        """Return what `load` makes an equal one of."""


def keep(value: Any, func: Callable[..., Any] | None = None) -> Kept:
    """Keep what a function has returned.

    Parameters
    ----------
    value
        The value. The caller gives `Kept.first(value)` to whoever asked for it, not the value.
    func
        The function, for the error's text.

    Raises
    ------
    UnserializableReturnValueError
        It can be neither frozen nor pickled.
    UnevaluatedDataFrameError
        It cannot since it is a query, a cursor or the like.
    """
    try:
        return _kept_alone(value) or plain.keep(value, _keep_part)
    except (MemoryError, UnserializableReturnValueError):
        raise
    except Exception as error:
        if _is_unevaluated(value):
            raise UnevaluatedDataFrameError(
                f"st.cache_data: {getattr(func, '__name__', 'the function')}() has returned a "
                f"{type(value).__name__}, which only stands for its data; return the data "
                "themselves, for instance as a pandas DataFrame"
            ) from error
        raise UnserializableReturnValueError(func, value, error) from error


# Libraries whose tables are not in this process's memory.
_ELSEWHERE = {"pyspark", "snowflake", "modin", "dask", "duckdb", "_duckdb"}


def _is_unevaluated(value: Any) -> bool:
    """Return whether a value is a query, a cursor, or a function that makes rows."""
    return (
        type(value).__module__.split(".")[0] in _ELSEWHERE
        # Asked of the class: a container of a page has an answer to every name.
        or (hasattr(type(value), "fetchall") and hasattr(value, "description"))
        or inspect.isgeneratorfunction(value)
    )


def _kept_alone(value: Any) -> Kept | None:
    """Keep what has a way of its own to be private and cheap."""
    for family in (frames, arrays, tables):
        if family.has(value):
            kept: Kept | None = family.keep(value)
            return kept
    return None


# A part of a pickle this large [bytes] is worth keeping by itself.
_LARGE = 1_000_000


def _keep_part(part: Any) -> Kept | None:
    for family in (frames, arrays, tables):
        if family.has(part):
            return _kept_alone(part) if family.size(part) >= _LARGE else None
    return None


def load(dump: Dump) -> Kept:
    """Make the kept value that has been dumped.

    Raises
    ------
    Lost
        It was dumped by software that differs too much.
    """
    if dump.kind == "pickle":
        return plain.load_pickled(dump, load)
    return _LOADERS[dump.kind](dump)


_LOADERS: dict[str, Callable[[Dump], Kept]] = {
    "marshal": plain.load_marshalled,
    "frame": frames.load,
    "array": arrays.load,
    "table": tables.load,
}
