"""All stores there are: the kernel's, and each session's own."""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING

from ..session import Session, kernel, session
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .policy import Policy
    from .store import Figures

# By kind ("cache_data", "cache_resource") and the function's identity.
_Table = dict[tuple[bool, bytes], Store]

_global: _Table = {}
_scoped: weakref.WeakKeyDictionary[Session, _Table] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def open_store(identity: bytes, name: str, policy: Policy) -> Store:
    """Return the store of a function, empty if there was none or the function was told otherwise.

    With `scope="session"` it is that of the session whose run is under way, else of the kernel's.
    """
    before = None
    with _lock:
        table = _global if policy.scope == "global" else _table_of(session())
        place = policy.is_resource, identity
        store = table.get(place)
        if store is not None and store.policy == policy:
            return store
        before, store = store, Store(name, policy)
        table[place] = store
        if clear_all not in kernel.caches:
            kernel.caches.append(clear_all)
    if before is not None:
        before.close()
    return store


def _table_of(owner: Session) -> _Table:
    table = _scoped.get(owner)
    if table is None:
        table = _scoped[owner] = {}
        weakref.finalize(owner, _close, table).atexit = False
    return table


def _close(table: _Table) -> None:
    for store in list(table.values()):
        store.close()


def _every() -> Iterator[Store]:
    with _lock:
        tables = [_global, *_scoped.values()]
        stores = [store for table in tables for store in table.values()]
    yield from stores


def clear(*, resources: bool) -> None:
    """Empty all stores of data, or all of resources."""
    for store in _every():
        if store.policy.is_resource == resources:
            store.clear()


def clear_all() -> None:
    """Empty every store."""
    clear(resources=False)
    clear(resources=True)


def figures() -> list[Figures]:
    """Return what every cache has done so far, by function."""
    return sorted(
        (store.figures() for store in _every()), key=lambda f: (f.cache, f.function, f.scope)
    )
