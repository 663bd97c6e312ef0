"""`st.connection` and `st.connections`: databases and other sources, opened once."""

from __future__ import annotations

from .base import BaseConnection
from .factory import connection
from .snowflake import SnowflakeCallersRightsConnection, SnowflakeConnection
from .sql import SQLConnection

ExperimentalBaseConnection = BaseConnection

__all__ = [
    "BaseConnection",
    "ExperimentalBaseConnection",
    "SQLConnection",
    "SnowflakeCallersRightsConnection",
    "SnowflakeConnection",
    "connection",
]
