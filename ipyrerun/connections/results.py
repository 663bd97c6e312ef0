"""What queries gave: kept by `st.cache_data`, per connection."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..cache.decorators import cache_data
from ..durations import seconds_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from ..cache.policy import Scope


def remembered(
    name: str, ttl: float | timedelta | None, show_spinner: bool | str, scope: Scope = "global"
) -> Callable[..., Any]:
    """Return what asks a connection, or the cache.

    Parameters
    ----------
    name
        The connection's name: queries of two connections are told apart in `st.cache_stats()`.
    ttl, show_spinner, scope
        Those of `st.cache_data`.
    """
    seconds = None if ttl is None else seconds_of("query", "ttl", ttl)
    return _remembered(name, seconds, show_spinner, scope)


@lru_cache(maxsize=256)
def _remembered(
    name: str, ttl: float | None, show_spinner: bool | str, scope: Scope
) -> Callable[..., Any]:
    def ask(_connection: Any, instance: Any, sql: str, how: dict[str, Any]) -> Any:
        del instance
        return _connection._ask(sql, how)  # noqa: SLF001 - a connection's own

    # Part of the cache's key: results with another time to live are others.
    ask.__qualname__ = f"query[{name}, ttl={ttl}]"
    return cache_data(ttl=ttl, show_spinner=show_spinner, scope=scope)(ask)
