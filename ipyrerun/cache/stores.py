"""All stores there are: the kernel's, and each session's own."""

from __future__ import annotations

import functools
import threading
import weakref
from typing import TYPE_CHECKING, Any

from ..run import current, on_page
from ..session import Session, kernel, session
from .disk import Disk, folder_of_user
from .store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .policy import Policy
    from .store import Figures

# By the function's identity and what its decorator was told.
_Table = dict[tuple[bytes, "Policy"], Store]

_global: _Table = {}
_scoped: weakref.WeakKeyDictionary[Session, _Table] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def open_store(identity: bytes, name: str, policy: Policy, user: Any) -> Store:
    """Return the store of a function for one who uses it, a new one if there is none.

    With `scope="session"` it is that of the session whose run is under way, else of the kernel's.
    What functions of this name had that nobody uses any more goes: they have been edited. Not what
    another app or page, or this very run, has used last: there a function may have the same name.
    """
    old: list[Store] = []
    run = current.get()
    place = ("", "") if run is None else (run.app, on_page.get())
    with _lock:
        table = _global if policy.scope == "global" else _table_of(session())
        store = table.get((identity, policy))
        if store is None:
            old = _take_unused(table, name, policy, place)
            store = table[identity, policy] = Store(name, policy)
        store.note_user(user)
        store.place = place
        store.run = None if run is None else weakref.ref(run)
        if clear_all not in kernel.caches:
            kernel.caches.append(clear_all)
    for one in old:
        one.clear()
    return store


def _take_unused(table: _Table, name: str, policy: Policy, place: tuple[str, str]) -> list[Store]:
    """Take the stores out of a table that functions of this name had here which are no more."""
    run = current.get()
    unused = [
        key
        for key, store in table.items()
        if (store.name, store.policy.is_resource) == (name, policy.is_resource)
        and store.place == place
        and not store.is_used
        and (run is None or store.run is None or store.run() is not run)
    ]
    return [table.pop(key) for key in unused]


def _table_of(owner: Session) -> _Table:
    table = _scoped.get(owner)
    if table is None:
        table = _scoped[owner] = {}
        weakref.finalize(owner, _clear, table).atexit = False
    return table


def _clear(table: _Table) -> None:
    for store in list(table.values()):
        store.clear()


def _every() -> Iterator[Store]:
    with _lock:
        tables = [_global, *_scoped.values()]
        stores = [store for table in tables for store in table.values()]
    yield from stores


def disk() -> Disk:
    """Return the files of all functions with `persist="disk"`."""
    return _disk_at(folder_of_user())


@functools.cache
def _disk_at(folder: Path) -> Disk:
    return Disk(folder)


def clear(*, resources: bool) -> None:
    """Empty all stores of data, files included, or all of resources."""
    concerned = [store for store in _every() if store.policy.is_resource == resources]
    for store in concerned:
        store.clear()
    if not resources:
        disk().clear()
        for store in concerned:
            # Somebody may have read a file before it was deleted.
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
