"""What to install where a connection lacks a package."""

from __future__ import annotations

# Module, or dialect of SQLAlchemy → the package that brings it, where the names differ.
_PACKAGES = {
    "MySQLdb": "mysqlclient",
    "bigquery": "sqlalchemy-bigquery",
    "clickhouse": "clickhouse-sqlalchemy",
    "clickhousedb": "clickhouse-connect",
    "databricks": "databricks-sqlalchemy",
    "duckdb": "duckdb-engine",
    "psycopg": "psycopg[binary]",
    "psycopg2": "psycopg2-binary",
    "redshift": "sqlalchemy-redshift",
    "snowflake": "snowflake-connector-python",
    "snowflake.connector": "snowflake-connector-python",
    "snowflake.snowpark": "snowflake-snowpark-python",
}
# Those that are no packages of their own: a dialect's own package has another name.
_DIALECTS = {"snowflake": "snowflake-sqlalchemy"}


def no_module(error: ModuleNotFoundError) -> ModuleNotFoundError:
    """Return the same error with what to install, if it says what is missing."""
    name = error.name
    remedy = f"; run {_install(_PACKAGES.get(name, name))}" if name else ""
    text = f"st.connection: {error.msg.rstrip('.')}{remedy}"
    return ModuleNotFoundError(text, name=name, path=error.path)


def no_dialect(error: Exception, dialect: str) -> Exception:
    """Return what to say of a dialect that SQLAlchemy has not; the same error if unknown."""
    package = _DIALECTS.get(dialect, _PACKAGES.get(dialect))
    if package is None:
        return error
    return ModuleNotFoundError(f"SQLAlchemy has no dialect {dialect!r}", name=package)


def _install(package: str) -> str:
    return f"%pip install {package}" if package.isidentifier() else f'%pip install "{package}"'
