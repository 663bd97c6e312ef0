"""Snowflake, through its own connector, which is not installed with ipyrerun."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Literal

from ..errors import StreamlitAPIException
from .base import BaseConnection
from .results import remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from pandas import DataFrame

# What the connector says when its connection was not established, or has been lost.
_LOST = "08001"
_ATTEMPTS, _PAUSE = 3, 1.0


class SnowflakeConnection(BaseConnection[Any]):
    """A Snowflake account: `st.connection("snowflake")`.

    The parameters of `snowflake.connector.connect` stand in the section `[connections.<name>]` of
    the secrets, or are given to `st.connection`, which wins. Where there are none, the connector's
    own configuration serves.
    """

    def _connect(self, **kwargs: Any) -> Any:
        import snowflake.connector

        # `?` stands for a parameter, as in `query`.
        snowflake.connector.paramstyle = "qmark"
        given = self._secrets.to_dict() | kwargs
        given.pop("type", None)
        if not given and self._connection_name != "snowflake":
            given = {"connection_name": self._connection_name}
        return snowflake.connector.connect(**given)

    def query(
        self,
        sql: str,
        *,
        ttl: float | timedelta | None = None,
        show_spinner: bool | str = "Running `snowflake.query(...)`.",
        params: Any = None,
        **kwargs: Any,
    ) -> DataFrame:
        """Return what a query gives as a frame, from the cache if it was asked before.

        Parameters
        ----------
        sql
            The query; it only reads. `?` stands for a parameter.
        ttl
            How long a result is kept [s]; by default for ever, 0 for not at all.
        show_spinner
            Text that is shown while the query runs; False for none.
        params
            Values of the parameters, in order.
        kwargs
            More for the cursor's `execute`.
        """
        self._instance  # noqa: B018 - finds out whether the secrets have changed
        ask = remembered(self._connection_name, ttl, show_spinner, self.scope())
        answer: DataFrame = ask(
            self, self._connection_instance_id, sql, {"params": params, **kwargs}
        )
        return answer

    def _ask(self, sql: str, how: Mapping[str, Any]) -> DataFrame:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                cursor = self.cursor()
                cursor.execute(sql, **how)
                frame: DataFrame = cursor.fetch_pandas_all()
            except Exception as error:
                if attempt == _ATTEMPTS or getattr(error, "sqlstate", None) != _LOST:
                    raise
                self.reset()
            else:
                return frame
            time.sleep(_PAUSE)
        raise AssertionError

    def write_pandas(
        self,
        df: DataFrame,
        table_name: str,
        database: str | None = None,
        schema: str | None = None,
        chunk_size: int | None = None,
        **kwargs: Any,
    ) -> tuple[bool, int, int]:
        """Append a frame to a table; return whether it went well, the chunks and the rows.

        Parameters
        ----------
        df
            The frame.
        table_name, database, schema
            The table.
        chunk_size
            Rows that are sent at a time; by default all.
        kwargs
            More for the connector's `write_pandas`.
        """
        from snowflake.connector.pandas_tools import write_pandas

        is_done, chunks, rows, _ = write_pandas(
            conn=self._instance,
            df=df,
            table_name=table_name,
            database=database,
            schema=schema,
            chunk_size=chunk_size,
            **kwargs,
        )
        return is_done, chunks, rows

    def cursor(self) -> Any:
        """Return a new cursor of the connector's."""
        return self._instance.cursor()

    @property
    def raw_connection(self) -> Any:
        """The connector's own connection."""
        return self._instance

    def session(self) -> Any:
        """Return a session of Snowpark's on this connection."""
        from snowflake.snowpark.session import Session

        return Session.builder.configs({"connection": self._instance}).create()

    def close(self) -> None:
        """Close the connector's connection."""
        raw, self._raw_instance = self._raw_instance, None
        if raw is not None:
            raw.close()


class SnowflakeCallersRightsConnection(SnowflakeConnection):
    """Snowflake with the rights of whoever looks at the page; needs Snowflake's own server."""

    def _connect(self, **kwargs: Any) -> Any:
        import snowflake.connector  # noqa: F401 - that it is missing is said first

        del kwargs
        raise StreamlitAPIException(
            "st.connection: the rights of a page's viewer are known to Snowflake's own Streamlit "
            'server, not to a notebook; use st.connection("snowflake")'
        )

    @classmethod
    def scope(cls) -> Literal["session"]:
        """Return "session": each viewer has a connection of their own."""
        return "session"
