"""What a cache was told: how long it serves what, how much it holds, for whom."""

from __future__ import annotations

import logging
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from ..config import option
from ..durations import seconds_of
from ..errors import (
    StreamlitIncompatibleParametersError,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Scope = Literal["global", "session"]
RefreshMode = Literal["foreground", "background"]

# How long an entry may be served that is refreshed in the background, in times of its `ttl`.
_MULTIPLIER = 2.0
_UNITS = {
    f"{letter}{suffix}".lower(): 1024**power
    for power, letter in enumerate(("", "k", "m", "g", "t"))
    for suffix in ("b", "ib")
    if letter or suffix == "b"
}
_SIZE = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)\s*([a-z]+)\s*", re.IGNORECASE)

_log = logging.getLogger("ipyrerun")
_told: set[str] = set()


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for the entries of one function.

    Parameters
    ----------
    fresh
        How long an entry is as good as new [s].
    served
        How long it is served at all [s].
    max_entries, max_size
        How many there may be, and how large they may be together [bytes]; None is no limit.
    on_disk
        Whether entries are also kept in files.
    is_background
        Whether an entry that is not fresh is served while it is computed anew.
    scope
        "global" is one cache for the kernel, "session" one for each session.
    is_resource
        Whether callers get the object itself.
    validates
        Whether each access is checked.
    """

    fresh: float = math.inf
    served: float = math.inf
    max_entries: int | None = None
    max_size: int | None = None
    on_disk: bool = False
    is_background: bool = False
    scope: Scope = "global"
    is_resource: bool = False
    validates: bool = False

    @property
    def is_timed(self) -> bool:
        """Whether entries expire."""
        return self.served != math.inf

    @property
    def is_bounded(self) -> bool:
        """Whether the least recently used entries may have to go."""
        return self.max_entries is not None or self.max_size is not None


@dataclass(frozen=True, slots=True)
class Options:
    """What a decorator was told besides the policy: it concerns the function, not what is kept.

    Parameters
    ----------
    show_spinner
        Whether a miss shows that it computes, or the words for it.
    show_time
        Also the seconds so far.
    hash_funcs
        How values of certain types are made part of the key.
    validate
        Whether a resource is still good.
    on_release
        Called with a resource that has left the cache.
    """

    show_spinner: bool | str = True
    show_time: bool = False
    hash_funcs: Mapping[Any, Callable[[Any], Any]] | None = None
    validate: Callable[[Any], Any] | None = None
    on_release: Callable[[Any], Any] | None = None


def policy_of(
    call: str,
    *,
    ttl: Any,
    max_entries: Any,
    max_size: Any = None,
    persist: Any = None,
    scope: Any,
    refresh_mode: Any,
    is_resource: bool = False,
    validates: bool = False,
) -> Policy:
    """Return what the parameters of a decorator say; raise if they cannot be meant."""
    on_disk = _on_disk(call, persist)
    if scope not in ("global", "session"):
        raise StreamlitValueError(f'{call}: `scope` is {scope!r}; give "global" or "session"')
    fresh = math.inf if ttl is None else seconds_of(call, "ttl", ttl)
    served = fresh
    if _is_background(call, refresh_mode, ttl, fresh, persist, on_disk=on_disk):
        served = fresh * _multiplier()
    if on_disk and scope == "session":
        # Files are the user's, not a session's, and a session ends with its kernel.
        _log.warning(
            '%s: `persist` is %r, which has no effect together with `scope="session"`',
            *(call, persist),
        )
        on_disk = False
    if on_disk and ttl is not None:
        _log.warning("%s: `ttl` is %r, which has no effect together with `persist`", call, ttl)
        fresh = served = math.inf
    return Policy(
        fresh,
        served,
        _count(call, max_entries),
        _bytes(call, max_size),
        on_disk,
        refresh_mode == "background",
        scope,
        is_resource,
        validates,
    )


def _on_disk(call: str, persist: Any) -> bool:
    if persist not in (None, False, True, "disk"):
        raise StreamlitValueError(f'{call}: `persist` is {persist!r}; give "disk", or None')
    return bool(persist)


def _is_background(
    call: str, mode: Any, ttl: Any, fresh: float, persist: Any, *, on_disk: bool
) -> bool:
    if mode not in ("foreground", "background"):
        raise StreamlitValueError(
            f'{call}: `refresh_mode` is {mode!r}; give "foreground" or "background"'
        )
    if mode == "foreground":
        return False
    if ttl is None:
        raise StreamlitMissingRequiredParameterError(
            f'{call}: `refresh_mode` is "background", which needs a `ttl`: the time after which '
            'an entry is computed anew, for instance ttl="1h"'
        )
    if not fresh > 0:
        raise StreamlitValueError(
            f'{call}: `ttl` is {ttl!r}; `refresh_mode="background"` needs one above 0'
        )
    if on_disk:
        raise StreamlitIncompatibleParametersError(
            f'{call}: `refresh_mode` is "background" and `persist` is {persist!r}, but what is '
            "kept on disk does not expire; leave one of them out"
        )
    return True


def _multiplier() -> float:
    """Return in how many times of its `ttl` an entry is too old to be served."""
    name = "runner.cacheBackgroundRefreshTTLMultiplier"
    given = option(name)
    try:
        times = float(given)
    except (OverflowError, TypeError, ValueError):
        times = math.nan
    if 1 < times < math.inf:
        return times
    if repr(given) not in _told:
        _told.add(repr(given))
        _log.warning("%s is %r; give a number above 1. %g is taken", name, given, _MULTIPLIER)
    return _MULTIPLIER


def _count(call: str, most: Any) -> int | None:
    if most is None or most == math.inf:
        return None
    if isinstance(most, bool) or not isinstance(most, int | float):
        raise StreamlitInvalidParameterTypeError(
            f"{call}: `max_entries` is {most!r}, of type {type(most).__name__}; give a whole "
            "number, or None for no limit"
        )
    if not most >= 1:
        raise ValueError(
            f"{call}: `max_entries` is {most!r}, so no value could be kept; give at least 1, or "
            "None for no limit"
        )
    return int(most)


def _bytes(call: str, size: Any) -> int | None:
    """Return a size [bytes] as it was said: a number, or a text with a unit, in powers of 1024."""
    if size is None:
        return None
    given = size
    if isinstance(size, str):
        found = _SIZE.fullmatch(size)
        unit = _UNITS.get(found[2].lower()) if found else None
        size = 0 if found is None or unit is None else int(Fraction(found[1].rstrip(".")) * unit)
    elif isinstance(size, bool) or not hasattr(size, "__index__"):
        raise StreamlitInvalidParameterTypeError(
            f"{call}: `max_size` is {given!r}, of type {type(given).__name__}; give a number of "
            'bytes, or a text like "500MB"'
        )
    if size <= 0:
        raise StreamlitValueError(
            f"{call}: `max_size` is {given!r}; give a number of bytes above 0, or a text like "
            '"500MB" or "1.5GiB"'
        )
    return int(size)
