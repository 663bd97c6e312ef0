"""SQL databases, through SQLAlchemy."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any, cast

from ..confidential import guard
from ..errors import StreamlitAPIException, StreamlitMissingRequiredParameterError
from ..run import current
from . import stopping
from .base import BaseConnection
from .hints import no_dialect
from .results import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import timedelta

    from pandas import DataFrame
    from sqlalchemy.engine import URL, Connection, Engine
    from sqlalchemy.orm import Session
    from sqlalchemy.pool import PoolProxiedConnection

_ADDRESS = ("dialect", "driver", "username", "password", "host", "port", "database", "query")
_NEEDED = ("dialect", "username", "host")
_IN_MEMORY = {"duckdb", "sqlite"}
_ATTEMPTS, _PAUSE, _SLICE = 3, 1.0, 0.05


class SQLConnection(BaseConnection["Engine"]):
    """A SQL database: `st.connection("sql")`, or any name with `type="sql"`.

    What it needs stands in the section `[connections.<name>]` of the secrets, or is given to
    `st.connection`, which wins: `url`, or `dialect`, `username` and `host`, with `driver`,
    `password`, `port`, `database` and `query` if needed. Everything else that is given, and the
    secrets' table `create_engine_kwargs`, goes to `sqlalchemy.create_engine`.

    One engine with a pool serves all threads. A connection that has gone stale in the pool is
    noticed, Stop ends a query under way, and the pool is closed when the kernel ends.

    Examples
    --------
    >>> st.connection("pets", type="sql", url="sqlite:///:memory:").query("SELECT 1 AS one")
       one
    0    1
    """

    # Holds a database in memory, which is gone with its last connection.
    _keeper: PoolProxiedConnection | None = None

    def _connect(self, autocommit: bool = False, **kwargs: Any) -> Engine:
        import sqlalchemy

        own = self._secrets.to_dict()
        given = {name: kwargs.pop(name) for name in ("url", *_ADDRESS) if name in kwargs}
        url = _address(own | given, self._connection_name)
        options = _defaults(url) | own.get("create_engine_kwargs", {}) | kwargs
        try:
            engine = sqlalchemy.create_engine(_shared(url), **options)
        except sqlalchemy.exc.NoSuchModuleError as error:
            raise no_dialect(error, url.get_backend_name()) from None
        if _is_in_memory(engine.url):
            # Whatever becomes of those of the pool: a Stop may cost any of them.
            self._keeper = engine.pool.recreate().connect()
            self._keeper.detach()
        loggers: Any = (engine.logger, engine.pool.logger)
        # `logging_name` is a part of their names; with `echo` each is inside of something like it.
        guard(*(getattr(one, "logger", one).name for one in loggers))
        stopping.listen(engine)
        if autocommit and engine.dialect.name == "duckdb":
            raise StreamlitAPIException(
                "st.connection: DuckDB's dialect of SQLAlchemy knows no `autocommit`; leave it "
                "out, and call `commit()` on the session"
            )
        return engine.execution_options(isolation_level="AUTOCOMMIT") if autocommit else engine

    def query(
        self,
        sql: str,
        *,
        show_spinner: bool | str = "Running `sql.query(...)`.",
        ttl: float | timedelta | None = None,
        index_col: str | list[str] | None = None,
        chunksize: int | None = None,
        params: Any | None = None,
        **kwargs: Any,
    ) -> DataFrame:
        """Return what a query gives as a frame, from the cache if it was asked before.

        A database that does not answer is asked up to three times, one second apart, on a new
        pool. With `chunksize` nothing is cached.

        Parameters
        ----------
        sql
            The query; it only reads. `:name` stands for a parameter.
        show_spinner
            Text that is shown while the query runs; False for none.
        ttl
            How long a result is kept [s]; by default for ever, 0 for not at all.
        index_col
            Columns that become the index.
        chunksize
            Return an iterator over frames of this many rows.
        params
            Values of the parameters, by name.
        kwargs
            More for `pandas.read_sql_query`.

        Raises
        ------
        pandas.errors.DatabaseError
            The database refuses the query.
        sqlalchemy.exc.OperationalError
            The database cannot be reached.

        Examples
        --------
        >>> pets = st.connection("pets", type="sql", url="sqlite:///:memory:")
        >>> int(pets.query("SELECT :n + 1 AS n", params={"n": 2}).n[0])
        3
        """
        how = {"index_col": index_col, "params": params, **kwargs}
        # Of a whole table only. `read_sql` would ask the database first whether the query is one.
        how.pop("columns", None)
        if chunksize is not None:
            return cast("DataFrame", self._chunks(sql, chunksize, how))
        # Other secrets are found out here: what is known of the old database is not of the new one.
        self._instance  # noqa: B018
        ask = remembered(self._connection_name, ttl, show_spinner)
        answer: DataFrame = ask(self, self._connection_instance_id, sql, how)
        return answer

    def _ask(self, sql: str, how: Mapping[str, Any]) -> DataFrame:
        """Return the answer of the database; not from the cache."""
        import pandas as pd
        from sqlalchemy import text

        def ask() -> Any:
            with self.connect() as connection:
                return pd.read_sql_query(text(sql), connection, **how)

        answer: DataFrame = self._patiently(ask)
        return answer

    def _chunks(self, sql: str, size: int, how: Mapping[str, Any]) -> Iterator[DataFrame]:
        import pandas as pd
        from sqlalchemy import text

        with self._patiently(self.connect) as connection:
            # A driver that can leaves the rest with the server.
            streaming = connection.execution_options(stream_results=True)
            yield from pd.read_sql_query(text(sql), streaming, chunksize=size, **how)

    def _patiently(self, call: Callable[[], Any]) -> Any:
        """Call until it succeeds, on a new pool each time; at most `_ATTEMPTS` times."""
        from sqlalchemy.exc import DatabaseError

        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return call()
            # Internal and operational errors are among them.
            except DatabaseError:
                if not _is_in_memory(self._instance.url):
                    self.reset()
                if attempt == _ATTEMPTS:
                    raise
            _pause(_PAUSE)
        raise AssertionError

    def reset(self) -> None:
        """Close the pool; the next use opens a new one. A database in memory is lost."""
        with self._opening:
            engine, self._raw_instance = self._raw_instance, None
            keeper, self._keeper = self._keeper, None
        if engine is not None:
            engine.dispose()
        if keeper is not None:
            keeper.close()

    def close(self) -> None:
        """Close the pool."""
        self.reset()

    def connect(self) -> Connection:
        """Return a new connection of SQLAlchemy's, to be used with `with`."""
        return self._instance.connect()

    @property
    def engine(self) -> Engine:
        """The engine of SQLAlchemy's."""
        return self._instance

    @property
    def driver(self) -> str:
        """The name of the driver, as "psycopg"."""
        return str(self._instance.driver)

    @property
    def session(self) -> Session:
        """A new session of SQLAlchemy's ORM, to be used with `with`: for what writes."""
        from sqlalchemy.orm import Session

        return Session(self._instance)


def _address(given: Mapping[str, Any], name: str) -> URL:
    """Return the address that the secrets and the call give together."""
    from sqlalchemy.engine import URL, make_url

    if "url" in given:
        return make_url(given["url"])
    if not any(part in given for part in _ADDRESS):
        raise StreamlitAPIException(
            f"st.connection: nothing says where the database {name!r} is; give `url`, as in "
            'st.connection("sql", url="sqlite:///pets.db"), or write it into the section '
            f"[connections.{name}] of .streamlit/secrets.toml",
            error_id="sql-missing-connection-config",
        )
    for part in _NEEDED:
        if part not in given:
            raise StreamlitMissingRequiredParameterError(
                f"st.connection: the database {name!r} has no `{part}`; give it, or a `url`, or "
                f"write it into the section [connections.{name}] of .streamlit/secrets.toml"
            )
    driver = f"+{given['driver']}" if "driver" in given else ""
    return URL.create(
        f"{given['dialect']}{driver}",
        username=given["username"],
        password=given.get("password"),
        host=given["host"],
        port=int(given["port"]) if "port" in given else None,
        database=given.get("database"),
        query=given.get("query", {}),
    )


def _shared(url: URL) -> URL:
    """Return the address, of a database in memory such that all connections find the same one.

    Otherwise each has its own, and a run must find what another thread has put there.
    """
    backend = url.get_backend_name()
    if backend not in _IN_MEMORY or url.database not in {None, "", ":memory:"}:
        return url
    name = f"ipyrerun-{uuid.uuid4().hex}"
    if backend == "duckdb":
        return url.set(database=f":memory:{name}")
    # From SQLite 3.36 on. Unlike the shared cache it lets connections wait for one another.
    query = {**url.query, "vfs": "memdb", "uri": "true"}
    return url.set(database=f"file:/{name}", query=query)


def _defaults(url: URL) -> dict[str, Any]:
    """Return what `create_engine` is given unless something else is said."""
    from sqlalchemy.pool import SingletonThreadPool

    options: dict[str, Any] = {"pool_pre_ping": True}
    if url.get_backend_name() == "sqlite" and url.query.get("mode") == "memory":
        # SQLAlchemy's own choice, which it warns of: the next one passes connections on to threads
        # that SQLite refuses.
        options["poolclass"] = SingletonThreadPool
    return options


def _is_in_memory(url: URL) -> bool:
    """Return whether the database is gone with its last connection."""
    return url.get_backend_name() in _IN_MEMORY and (
        ":memory:" in str(url.database)
        or url.query.get("mode") == "memory"
        or url.query.get("vfs") == "memdb"
    )


def _pause(seconds: float) -> None:
    """Wait; a Stop or a newer event ends it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        run = current.get()
        if run is not None:
            run.checkpoint()
        time.sleep(_SLICE)
