"""The entries of one cached function: who finds what, for how long, and what has to go.

A store belongs to a function's identity, not to the function object, which every run makes anew: it
holds values, no code. The newest function says what is called when an entry goes.
"""

from __future__ import annotations

import functools
import logging
import math
import threading
import time
import weakref
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .attempts import Attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..run import Run
    from .policy import Policy
    from .replay import Drawing
    from .values import Kept

# After a failure, this long is an entry not refreshed [s].
COOL_DOWN = 60.0

_log = logging.getLogger("ipyrerun")


class Same:
    """A resource: every caller gets the object itself."""

    __slots__ = ("value",)
    nbytes = 0

    def __init__(self, value: Any) -> None:
        self.value = value

    def hit(self) -> Any:
        """Return the object."""
        return self.value

    def first(self, value: Any) -> Any:
        """Return the object."""
        return value


class Entry:
    """One value, when it was made, and what its function had drawn.

    Parameters
    ----------
    kept
        The value.
    drawing
        What to draw again; None is nothing.
    cost
        How long it took to compute [s].
    """

    __slots__ = ("cost", "drawing", "kept", "made")

    def __init__(self, kept: Kept | Same, drawing: Drawing | None, cost: float) -> None:
        self.kept = kept
        self.drawing = drawing
        self.cost = cost
        self.made = 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What a cache has done so far, as `st.cache_stats()` tells it.

    `seconds_saved` is the time that the hits would have taken to compute.
    """

    function: str
    cache: str
    scope: str
    hits: int
    misses: int
    entries: int
    bytes: int
    seconds_saved: float


class Store:
    """What one function has returned.

    Parameters
    ----------
    name
        What messages and figures call the function.
    policy
        How long entries are good, and how many there may be.
    """

    # [s]; a test puts its own clock here.
    clock: Callable[[], float] = staticmethod(time.monotonic)

    def __init__(self, name: str, policy: Policy) -> None:
        self.name = name
        self.policy = policy
        self.on_release: Callable[[Any], object] | None = None
        # The functions that have asked it and are still there, by their ids. A `WeakSet` executes
        # Python when one goes, in which a Stop would be lost.
        self._users: dict[int, weakref.ref[Any]] = {}
        # Where it was asked last: the app and its page, and the run.
        self.place = ("", "")
        self.run: weakref.ref[Run] | None = None
        self._is_plain = not (policy.is_timed or policy.is_bounded)
        self._entries: OrderedDict[bytes, Entry] = OrderedDict()
        # The same keys in the order in which they expire.
        self._made: OrderedDict[bytes, None] = OrderedDict()
        self._attempts: dict[bytes, Attempt] = {}
        self._cooling: dict[bytes, float] = {}
        self._lock = threading.Lock()
        # How often it, or a key of it, was cleared.
        self.era = 0
        self._size = 0
        self._hits = 0
        self._misses = 0
        self._saved = 0.0

    # -- who asks

    @property
    def is_used(self) -> bool:
        """Whether a function that has asked it is still there."""
        return bool(self._users)

    def note_user(self, user: Any) -> None:
        """Remember a function that asks it, for as long as that is there."""
        forget: Any = functools.partial(self._users.pop, id(user))
        self._users[id(user)] = weakref.ref(user, forget)

    # -- what is there

    def find(self, digest: bytes) -> Entry | None:
        """Return the entry of a key, if it is still served; it counts as a hit."""
        with self._lock:
            entry = self._entries.get(digest)
            if entry is None:
                return None
            if not self._is_plain:
                if self.policy.is_timed and self._age(entry) >= self.policy.served:
                    return None
                self._entries.move_to_end(digest)
            self._hits += 1
            self._saved += entry.cost
            return entry

    def is_stale(self, entry: Entry) -> bool:
        """Return whether an entry is served that is not fresh any more."""
        return self._age(entry) >= self.policy.fresh

    def _age(self, entry: Entry) -> float:
        return self.clock() - entry.made

    def begin(self, digest: bytes, name: str) -> tuple[Entry | None, Attempt | None, bool]:
        """Return the entry if one came meanwhile, else the attempt under way.

        The third tells whether it is the caller's own to carry out.
        """
        with self._lock:
            entry = self._entries.get(digest)
            if entry is not None and self._age(entry) < self.policy.served:
                return entry, None, False
            attempt = self._attempts.get(digest)
            if attempt is not None and not attempt.is_lost:
                attempt.is_awaited = True
                return None, attempt, False
            attempt = self._attempts[digest] = Attempt(name)
            return None, attempt, True

    def begin_refresh(self, digest: bytes, name: str) -> Attempt | None:
        """Return an attempt to compute an entry anew; None if there is one, or one has failed."""
        with self._lock:
            known = self._attempts.get(digest)
            if known is not None and not known.is_lost:
                return None
            if self.clock() < self._cooling.get(digest, -math.inf):
                return None
            attempt = self._attempts[digest] = Attempt(name)
            return attempt

    def end(self, digest: bytes, attempt: Attempt) -> None:
        """Note that an attempt is over, whatever came of it."""
        with self._lock:
            if self._attempts.get(digest) is attempt:
                del self._attempts[digest]

    def cool(self, digest: bytes) -> None:
        """Let an entry rest whose refresh has failed."""
        with self._lock:
            if digest in self._entries:
                self._cooling[digest] = self.clock() + COOL_DOWN

    def note_miss(self) -> None:
        """Count a call for which there was no entry."""
        with self._lock:
            self._misses += 1

    # -- what comes and goes

    def put(
        self, digest: bytes, attempt: Attempt, entry: Entry, *, is_refresh: bool = False
    ) -> bool:
        """Store what an attempt came to; return whether it is wanted.

        Not if the store was cleared meanwhile, or somebody else has taken over; and a refreshed
        entry only in the place of one.
        """
        with self._lock:
            before = self._entries.get(digest)
            if self._attempts.get(digest) is not attempt or (is_refresh and before is None):
                return False
            gone = [] if before is None else [self._take(digest)]
            gone += self._make_room(entry)
            entry.made = self.clock()
            self._entries[digest] = entry
            if self.policy.is_timed:
                self._made[digest] = None
            self._size += entry.kept.nbytes
        if before is not None and _is_same(before, entry):
            gone.remove(before)
        self.let_go(gone)
        return True

    def _make_room(self, entry: Entry) -> list[Entry]:
        """Take out what has expired, and what was not used for longest; the lock is held."""
        gone = []
        for digest in self._made:
            if self._age(self._entries[digest]) < self.policy.served:
                break
            gone.append(digest)
        out = [self._take(digest) for digest in gone]
        most, size = self.policy.max_entries, self.policy.max_size
        while self._entries and (
            (most is not None and len(self._entries) >= most)
            or (size is not None and self._size + entry.kept.nbytes > size)
        ):
            out.append(self._take(next(iter(self._entries))))
        if size is not None and entry.kept.nbytes > size:
            _log.warning(
                "%s: one value takes %s bytes, more than `max_size`; it is kept alone",
                self.name,
                f"{entry.kept.nbytes:,}",
            )
        return out

    def _take(self, digest: bytes) -> Entry:
        """Take an entry out; the lock is held."""
        entry = self._entries.pop(digest)
        self._made.pop(digest, None)
        self._cooling.pop(digest, None)
        self._size -= entry.kept.nbytes
        return entry

    def holds(self, digest: bytes, entry: Entry) -> bool:
        """Return whether an entry is still the one of its key."""
        with self._lock:
            return self._entries.get(digest) is entry

    def unhit(self, entry: Entry) -> None:
        """Note that an entry that was found was of no use."""
        with self._lock:
            self._hits -= 1
            self._saved -= entry.cost

    def discard(self, digest: bytes, entry: Entry) -> None:
        """Take out an entry that is of no use; `on_release` does not hear of it."""
        with self._lock:
            if self._entries.get(digest) is entry:
                self._take(digest)

    def clear(self, digest: bytes | None = None) -> None:
        """Take out everything, or one key; what is being computed for it is not stored."""
        with self._lock:
            self.era += 1
            keys = [digest] if digest is not None else [*self._attempts]
            for key in keys:
                self._attempts.pop(key, None)
            wanted = [digest] if digest is not None else [*self._entries]
            gone = [self._take(key) for key in wanted if key in self._entries]
        self.let_go(gone)

    def let_go(self, entries: Iterable[Entry]) -> None:
        """Tell the user's function of what the cache does not hold any more."""
        tell = self.on_release
        if tell is None:
            return
        for entry in entries:
            try:
                tell(entry.kept.hit())
            except Exception:  # noqa: BLE001 - logged
                # It is gone already; whoever called has done nothing wrong.
                _log.exception("%s: `on_release` raised", self.name)

    def figures(self) -> Figures:
        """Return what it has done so far."""
        with self._lock:
            return Figures(
                self.name,
                "cache_resource" if self.policy.is_resource else "cache_data",
                self.policy.scope,
                self._hits,
                self._misses,
                len(self._entries),
                self._size,
                round(self._saved, 6),
            )


def _is_same(one: Entry, other: Entry) -> bool:
    """Return whether two entries are one resource: it is still in use."""
    kept, new = one.kept, other.kept
    return isinstance(kept, Same) and isinstance(new, Same) and kept.value is new.value
