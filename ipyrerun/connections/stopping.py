"""Stop ends a query that is under way, where the driver can cancel it.

An exception of Python's cannot get into a driver that waits for its database. So every connection
that a run takes out of an engine's pool is cancelled if the run is stopped, and what the driver
says of it is not an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import StopException
from ..run import current

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Engine, ExceptionContext

_WAIT = 3
_KEY = "ipyrerun"


def listen(engine: Engine) -> None:
    """Let Stop end what runs on connections of this engine."""
    from sqlalchemy import event

    # While the pool is set up it looks at its connections itself.
    event.listen(engine, "checkout", lambda raw, record, _: _watch(engine, raw, record))
    event.listen(engine, "checkin", lambda _, record: _leave(record))
    event.listen(engine, "handle_error", _end)


def _watch(engine: Engine, raw: Any, record: Any) -> None:
    run = current.get()
    cancel = None if run is None else _cancel_of(engine, raw)
    if run is not None and cancel is not None:
        watch = _Watch(cancel, is_racy=not hasattr(raw, "interrupt"))
        watch.release = run.on_stop(watch)
        record.info.setdefault(_KEY, []).append(watch)


def _leave(record: Any) -> None:
    watches = record.info.get(_KEY)
    if watches:
        watch = watches.pop()
        watch.release()
        if watch.was_called and watch.is_racy:
            # The server may carry it out late, and must not hit what the next user does.
            record.invalidate(soft=True)


class _Watch:
    """Cancels what runs on one connection; knows whether it has."""

    def __init__(self, cancel: Callable[[], object], *, is_racy: bool) -> None:
        self.was_called = False
        self.is_racy = is_racy
        self.release: Callable[[], None] = lambda: None
        self._cancel = cancel

    def __call__(self) -> None:
        self.was_called = True
        self._cancel()


def _end(context: ExceptionContext) -> None:
    """Have the run end as stopped, not by what the driver says of its cancelled query."""
    del context
    run = current.get()
    if run is not None and run.is_stopped:
        raise StopException


def _cancel_of(engine: Engine, raw: Any) -> Callable[[], object] | None:
    """Return what cancels the query under way on a driver's connection; None if nothing does."""
    if hasattr(raw, "interrupt"):  # sqlite3, duckdb
        interrupt: Callable[[], object] = raw.interrupt
        return interrupt
    if hasattr(raw, "cancel_safe"):  # psycopg >= 3.2
        return lambda: raw.cancel_safe(timeout=_WAIT)
    if hasattr(raw, "cancel"):  # psycopg2, oracledb
        cancel: Callable[[], object] = raw.cancel
        return cancel
    if engine.dialect.name in {"mysql", "mariadb"} and hasattr(raw, "thread_id"):
        return lambda: _kill(engine, raw.thread_id())
    return None


def _kill(engine: Engine, thread: int) -> None:
    """Cancel a query of MySQL or MariaDB, which takes a connection of its own."""
    # Of the same address and with the same arguments, but not one that others wait for.
    pool = engine.pool.recreate()
    try:
        connection = pool.connect()
        connection.cursor().execute(f"KILL QUERY {int(thread)}")
        connection.close()
    finally:
        pool.dispose()
