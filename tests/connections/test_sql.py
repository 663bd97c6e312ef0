"""`SQLConnection`: where it finds its database, and what it makes of it."""

from __future__ import annotations

import subprocess
import sys
import threading
import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

import ipyrerun as st
from ipyrerun.errors import StreamlitAPIException, StreamlitMissingRequiredParameterError
from tests.connections.live import notes
from tests.elements.stage import Stage
from tests.secrets.files import write
from tests.threads import at_once

ROOT = Path(__file__).parents[2]


def fill(connection: Any, *values: int) -> None:
    """Make a table of numbers."""
    with connection.session as session:
        session.execute(text("CREATE TABLE numbers (n INTEGER)"))
        for n in values:
            session.execute(text("INSERT INTO numbers VALUES (:n)"), {"n": n})
        session.commit()


IN_MEMORY = [
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite:///file:{}?mode=memory&cache=shared&uri=true",
    "duckdb:///:memory:",
]


@pytest.fixture(params=IN_MEMORY)
def in_memory(request: pytest.FixtureRequest) -> str:
    """Return the address of a database in memory; one that has a name has one of its own.

    It lives on until its last connection is collected, which no thread but that connection's may
    close before.
    """
    return str(request.param).format(uuid.uuid4().hex)


def test_a_database_in_memory_is_one_for_all_threads(in_memory):
    found = st.connection("mem", type="sql", url=in_memory)
    fill(found, 1, 2, 3)
    seen: list[int] = []

    def ask(_: int) -> None:
        seen.append(int(found.query("SELECT SUM(n) AS n FROM numbers", ttl=0).n[0]))

    at_once(ask, range(4))

    assert seen == [6] * 4


def test_a_mistake_in_a_query_does_not_empty_a_database_in_memory():
    found = st.connection("mem", type="sql", url="sqlite://")
    fill(found, 4)

    # Found out while the rows are read: the first one is there already.
    with pytest.raises(OperationalError, match="overflow"):
        found.query("SELECT abs(n) FROM (SELECT 1 AS n UNION ALL SELECT -9223372036854775807 - 1)")

    assert list(found.query("SELECT n FROM numbers").n) == [4]


@pytest.mark.parametrize("url", ["sqlite://", "duckdb:///:memory:"])
def test_what_others_ask_of_a_database_in_memory_undoes_nothing(url):
    found = st.connection("mem", type="sql", url=url)
    fill(found)
    other = threading.Thread(target=lambda: found.query("SELECT 1", ttl=0))

    with found.session as session:
        session.execute(text("INSERT INTO numbers VALUES (8)"))
        other.start()
        other.join()
        session.commit()

    assert list(found.query("SELECT n FROM numbers").n) == [8]


@pytest.mark.parametrize("url", ["sqlite://", "duckdb:///:memory:"])
def test_a_stop_interrupts_nobody_else_in_a_database_in_memory(url):
    found = st.connection("mem", type="sql", url=url)
    seen: list[Any] = []

    def ask(_: int) -> None:
        with found.connect() as connection:
            seen.append(connection.connection.driver_connection)

    with found.connect() as mine:
        at_once(ask, range(1))

        # What Stop interrupts is the driver's connection.
        assert seen[0] is not mine.connection.driver_connection


def test_a_database_in_memory_outlives_each_of_its_connections(in_memory):
    found = st.connection("mem", type="sql", url=in_memory)
    fill(found, 4)

    with found.connect() as lost:
        lost.invalidate()

    assert list(found.query("SELECT n FROM numbers").n) == [4]


def test_a_reset_empties_a_database_in_memory(in_memory):
    found: Any = st.connection("mem", type="sql", url=in_memory)
    fill(found, 4)

    found.reset()

    fill(found, 5)
    assert list(found.query("SELECT n FROM numbers").n) == [5]


def test_two_databases_in_memory_are_two():
    one = st.connection("one", type="sql", url="duckdb:///:memory:")
    other = st.connection("other", type="sql", url="duckdb:///:memory:")
    fill(one, 1)
    fill(other, 2)

    assert list(one.query("SELECT n FROM numbers").n) == [1]
    assert list(other.query("SELECT n FROM numbers").n) == [2]


def test_the_secrets_say_where_the_database_is(home):
    write(home, f"[connections.pets]\ntype = 'sql'\nurl = 'sqlite:///{home}/pets.sqlite'\n")

    found = st.connection("pets")

    assert isinstance(found, st.connections.SQLConnection)
    assert found.engine.url.database == f"{home}/pets.sqlite"


def test_what_is_given_wins_over_the_secrets(home):
    write(home, "[connections.sql]\nurl = 'sqlite:///secret.sqlite'\n")

    assert st.connection("sql", url="sqlite:///given.sqlite").engine.url.database == "given.sqlite"


def test_parts_make_an_address(home):
    write(
        home,
        "[connections.far]\ntype = 'sql'\ndialect = 'postgresql'\ndriver = 'psycopg'\n"
        "username = 'me'\npassword = 'b@ttery/staple'\nhost = 'db.example'\nport = '5433'\n"
        "database = 'pets'\nquery = {sslmode = 'require'}\n",
    )

    found = st.connection("far", username="you")

    assert found.engine.url.render_as_string(hide_password=False) == (
        "postgresql+psycopg://you:b%40ttery%2Fstaple@db.example:5433/pets?sslmode=require"
    )
    assert found.driver == "psycopg"


def test_options_of_the_engine_come_from_the_secrets_and_the_call(home):
    write(
        home,
        "[connections.pets]\ntype = 'sql'\nurl = 'sqlite:///pets.sqlite'\n"
        "[connections.pets.create_engine_kwargs]\nmax_overflow = 3\npool_size = 2\n",
    )

    pool: Any = st.connection("pets", pool_size=4).engine.pool

    assert (pool.size(), pool._max_overflow) == (4, 3)


def test_nothing_said_is_told_with_the_remedy(home):
    with pytest.raises(StreamlitAPIException) as caught:
        st.connection("sql")

    assert str(caught.value) == (
        "st.connection: nothing says where the database 'sql' is; give `url`, as in "
        'st.connection("sql", url="sqlite:///pets.db"), or write it into the section '
        "[connections.sql] of .streamlit/secrets.toml"
    )


def test_a_part_that_is_missing_is_named(home):
    with pytest.raises(StreamlitMissingRequiredParameterError) as caught:
        st.connection("pets", type="sql", dialect="postgresql", username="me")

    assert str(caught.value) == (
        "st.connection: the database 'pets' has no `host`; give it, or a `url`, or write it into "
        "the section [connections.pets] of .streamlit/secrets.toml"
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql+psycopg2://me@there/x",
            "st.connection: No module named 'psycopg2'; run %pip install \"psycopg2-binary\"",
        ),
        (
            "mysql://me@there/x",
            "st.connection: No module named 'MySQLdb'; run %pip install mysqlclient",
        ),
        (
            "snowflake://me@there/x",
            (
                "st.connection: SQLAlchemy has no dialect 'snowflake'; run %pip install "
                '"snowflake-sqlalchemy"'
            ),
        ),
    ],
)
def test_a_driver_that_is_missing_is_told_with_what_to_install(url, said):
    with pytest.raises(ModuleNotFoundError) as caught:
        st.connection("pets", type="sql", url=url)

    assert str(caught.value) == said


def test_after_a_reset_there_is_a_new_engine():
    found = st.connection("sql", url="sqlite:///pets.sqlite")
    before = found.engine

    found.reset()

    assert found.engine is not before


def test_a_reset_closes_the_pool(tmp_path):
    found: Any = st.connection("sql", url=f"sqlite:///{tmp_path}/pets.sqlite")
    found.query("SELECT 1")
    closed = notes()
    event.listen(found.engine, "close", lambda *_: closed.append("a connection"))

    found.reset()

    assert closed == ["a connection"]


@pytest.mark.parametrize(
    ("options", "looks"), [({}, True), ({"pool_pre_ping": False}, False)], ids=["usual", "told"]
)
def test_the_pool_looks_at_its_connections_unless_told_otherwise(
    tmp_path, monkeypatch, options, looks
):
    found = st.connection("sql", url=f"sqlite:///{tmp_path}/pets.sqlite", **options)
    looked = notes()
    dialect = found.engine.dialect
    monkeypatch.setattr(dialect, "do_ping", looking(dialect.do_ping, looked))

    for _ in range(3):
        found.connect().close()

    # There is nothing to look at where a connection is new.
    assert bool(looked) == looks


def looking(ping: Any, looked: list[Any]) -> Any:
    """Return what looks at a connection, and takes note."""

    def note(raw: Any) -> Any:
        looked.append(raw)
        return ping(raw)

    return note


def test_duckdb_has_no_autocommit_and_says_so():
    with pytest.raises(StreamlitAPIException) as caught:
        st.connection("auto", type="sql", url="duckdb:///:memory:", autocommit=True)

    assert str(caught.value) == (
        "st.connection: DuckDB's dialect of SQLAlchemy knows no `autocommit`; leave it out, and "
        "call `commit()` on the session"
    )


def test_a_changed_section_makes_a_new_engine_and_forgets_the_answers(home):
    write(home, f"[connections.pets]\ntype = 'sql'\nurl = 'sqlite:///{home}/a.sqlite'\n")
    found: Any = st.connection("pets")
    fill(found, 1)
    before = list(found.query("SELECT n FROM numbers").n)

    write(home, f"[connections.pets]\ntype = 'sql'\nurl = 'sqlite:///{home}/other.sqlite'\n")
    fill(found, 2)

    assert (before, list(found.query("SELECT n FROM numbers").n)) == ([1], [2])


def test_another_section_changes_nothing(home):
    write(home, f"[connections.pets]\ntype = 'sql'\nurl = 'sqlite:///{home}/a.sqlite'\n")
    found: Any = st.connection("pets")
    engine = found.engine

    write(home, f"[connections.pets]\ntype = 'sql'\nurl = 'sqlite:///{home}/a.sqlite'\n[other]\n")

    assert found.engine is engine


def test_a_repeated_query_of_a_script_asks_once(tmp_path):
    stage = Stage(
        "conn = st.connection('sql', url=url)\n"
        "asked.append(conn)\n"
        "st.text(conn.query('SELECT COUNT(*) AS n FROM sqlite_master').n[0])",
        url=f"sqlite:///{tmp_path}/pets.sqlite",
        asked=(asked := notes()),
    )
    fill(asked[0])

    assert stage.run().said() == "0"
    assert asked[0] is asked[1]


def test_the_pools_are_closed_when_the_kernel_ends(tmp_path):
    script = (
        "import ipyrerun as st, sqlalchemy, sys\n"
        f"conn = st.connection('sql', url='sqlite:///{tmp_path}/pets.sqlite')\n"
        "conn.query('SELECT 1')\n"
        "sqlalchemy.event.listen(conn.engine, 'close', lambda *_: print('closed', flush=True))\n"
        "sqlalchemy.event.listen(\n"
        "    conn.engine, 'engine_disposed', lambda *_: print('disposed', flush=True))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    )

    assert (done.stdout.split(), done.stderr) == (["closed", "disposed"], "")


def test_chunks_are_asked_for_each_time(tmp_path):
    found: Any = st.connection("sql", url=f"sqlite:///{tmp_path}/pets.sqlite")
    fill(found, *range(3))
    ask = "SELECT n FROM numbers"
    before = [list(chunk.n) for chunk in found.query(ask, chunksize=2)]
    with found.session as session:
        session.execute(text("DELETE FROM numbers WHERE n < 2"))
        session.commit()

    after = [list(chunk.n) for chunk in found.query(ask, chunksize=2)]

    assert (before, after) == ([[0, 1], [2]], [[2]])


def test_chunks_end_with_their_connection_given_back(tmp_path):
    found = st.connection("sql", url=f"sqlite:///{tmp_path}/pets.sqlite")
    fill(found, *range(5))
    chunks: Any = found.query("SELECT n FROM numbers", chunksize=2)

    first = list(next(chunks).n)
    pool: Any = found.engine.pool
    during = pool.checkedout()
    chunks.close()

    assert (first, during, pool.checkedout()) == ([0, 1], 1, 0)
