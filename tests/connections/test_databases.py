"""`st.connection` with databases that run: the same for each of them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import sqlalchemy
from sqlalchemy import text

import ipyrerun as st
from ipyrerun.errors import StreamlitAPIException
from tests.connections.live import Live, notes
from tests.connections.servers import LONG
from tests.elements.stage import Stage
from tests.threads import at_once

if TYPE_CHECKING:
    from pathlib import Path

# A run that is stopped ends in far less; a query that is not, in `LONG` seconds.
SOON = LONG / 2
_COUNTING = f"SELECT COUNT(*) FROM range({10**9}) a, range({10**9}) b WHERE a.range + b.range = 3"
# Counts for minutes.
_WITHOUT_END = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
    "SELECT COUNT(*) FROM n"
)


class Database:
    """Where a database is, and a query that lasts."""

    def __init__(self, url: str, lasting: str, server: Any = None) -> None:
        self.url = url
        self.lasting = lasting
        self.server = server


@pytest.fixture(params=["sqlite", "duckdb", "postgres", "mariadb"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """Return a database of each kind."""
    if request.param == "sqlite":
        return Database(f"sqlite:///{tmp_path / 'pets.sqlite'}", _WITHOUT_END)
    if request.param == "duckdb":
        return Database(f"duckdb:///{tmp_path / 'pets.duckdb'}", _COUNTING)
    server = request.getfixturevalue(request.param)
    return Database(server.url, server.lasting, server)


@pytest.fixture(params=["postgres", "mariadb"])
def served(request: pytest.FixtureRequest) -> Database:
    """Return a database of each kind that has a server."""
    server = request.getfixturevalue(request.param)
    return Database(server.url, server.lasting, server)


@pytest.fixture
def pets(database: Database) -> Any:
    """Return a connection to a table of three pets."""
    found = st.connection("pets", type="sql", url=database.url)
    fill(found)
    return found


def fill(connection: Any) -> None:
    """Make a table of three pets."""
    with connection.session as session:
        session.execute(text("DROP TABLE IF EXISTS pets"))
        session.execute(text("CREATE TABLE pets (name VARCHAR(20), legs INTEGER)"))
        rows = [("Rex", 4), ("Tweety", 2), ("Nemo", 0)]
        for name, legs in rows:
            row = {"name": name, "legs": legs}
            session.execute(text("INSERT INTO pets VALUES (:name, :legs)"), row)
        session.commit()


def test_a_query_gives_a_frame(pets):
    frame = pets.query("SELECT name, legs FROM pets ORDER BY legs")

    expected = pd.DataFrame({"name": ["Nemo", "Tweety", "Rex"], "legs": [0, 2, 4]})
    pd.testing.assert_frame_equal(frame, expected, check_dtype=False)


def test_a_query_takes_parameters_and_an_index(pets):
    frame = pets.query(
        "SELECT name, legs FROM pets WHERE legs > :least ORDER BY legs",
        params={"least": 1},
        index_col="name",
    )

    assert list(frame.index) == ["Tweety", "Rex"]
    assert list(frame.legs) == [2, 4]


def test_a_query_is_asked_once_until_its_time_is_up(pets):
    count = "SELECT COUNT(*) AS n FROM pets"
    before = int(pets.query(count).n[0])
    with pets.session as session:
        session.execute(text("INSERT INTO pets VALUES ('Ant', 6)"))
        session.commit()

    assert (before, int(pets.query(count).n[0])) == (3, 3)
    assert int(pets.query(count, ttl=0).n[0]) == 4


def test_chunks_come_one_after_the_other(pets):
    chunks = pets.query("SELECT name FROM pets ORDER BY name", chunksize=2)

    assert [list(chunk.name) for chunk in chunks] == [["Nemo", "Rex"], ["Tweety"]]


def test_a_session_that_does_not_commit_leaves_nothing_behind(pets):
    with pets.session as session:
        session.execute(text("DELETE FROM pets"))

    with pets.connect() as connection:
        assert connection.execute(text("SELECT COUNT(*) FROM pets")).scalar() == 3


def test_autocommit_needs_no_commit(database):
    if database.url.startswith("duckdb"):
        with pytest.raises(StreamlitAPIException, match="knows no `autocommit`; leave it out"):
            st.connection("auto", type="sql", url=database.url, autocommit=True)
        return
    found = st.connection("auto", type="sql", url=database.url, autocommit=True)
    fill(found)
    with found.connect() as connection:
        connection.execute(text("DELETE FROM pets"))

    assert int(found.query("SELECT COUNT(*) AS n FROM pets").n[0]) == 0


def test_one_connection_serves_many_threads(pets):
    seen: list[int] = []

    def ask(n: int) -> None:
        seen.append(int(pets.query("SELECT COUNT(*) + :n AS n FROM pets", params={"n": n}).n[0]))

    at_once(ask, range(8))

    assert sorted(seen) == list(range(3, 11))


def test_what_is_asked_gives_its_connection_back_to_the_pool(pets):
    for n in range(20):
        pets.query("SELECT :n AS n", params={"n": n})

    assert pets.engine.pool.checkedout() == 0


def test_stop_ends_a_query_that_lasts(database):
    live = Live(
        "conn = st.connection('pets', type='sql', url=url)\n"
        "begun.set()\nframe = conn.query(lasting, show_spinner=False)\nst.text(frame.shape)",
        url=database.url,
        lasting=database.lasting,
        begun=threading.Event(),
    )

    seconds = live.stop_once_begun()

    assert live.note == "Stopped."
    assert seconds < SOON
    assert live.names() == []
    live.close()


def test_stop_ends_what_a_session_executes(database):
    live = Live(
        "conn = st.connection('pets', type='sql', url=url)\n"
        "with conn.session as session:\n"
        "    begun.set()\n    session.execute(text(lasting)).all()\n"
        "st.text('done')",
        url=database.url,
        lasting=database.lasting,
        begun=threading.Event(),
        text=text,
    )

    seconds = live.stop_once_begun()

    assert live.note == "Stopped."
    assert seconds < SOON
    assert live.names() == []
    live.close()


def test_a_query_of_a_thread_of_the_script_is_stopped_and_no_error(database):
    live = Live(
        # In a kernel every thread of a script has its context.
        "import threading\nfrom contextvars import copy_context\n"
        "conn = st.connection('pets', type='sql', url=url)\n"
        "def ask():\n"
        "    begun.set()\n"
        "    try: conn.query(lasting, show_spinner=False)\n"
        "    except BaseException as error: caught.append(type(error).__name__)\n"
        "thread = threading.Thread(target=copy_context().run, args=(ask,))\n"
        "thread.start()\nthread.join()",
        url=database.url,
        lasting=database.lasting,
        begun=threading.Event(),
        caught=(caught := notes()),
    )

    live.stop_once_begun()

    assert (live.note, caught) == ("Stopped.", ["StopException"])
    live.close()


def test_the_connection_of_a_query_that_was_stopped_is_as_good_as_new(database):
    live = Live(
        "conn = st.connection('pets', type='sql', url=url)\n"
        "if n.pop():\n    begun.set()\n    conn.query(lasting, show_spinner=False)\n"
        "st.text(conn.query('SELECT 7 AS n', ttl=0, show_spinner=False).n[0])",
        url=database.url,
        lasting=database.lasting,
        begun=threading.Event(),
        n=[False, True],
    )
    live.stop_once_begun()

    live.run()

    assert live.texts() == ["7"]
    live.close()


def test_a_server_that_was_restarted_between_two_reruns_is_found_again(served):
    stage = Stage(
        "conn = st.connection('pets', type='sql', url=url)\n"
        "keep.append(conn)\nst.text(conn.query('SELECT 3 AS n', ttl=0).n[0])",
        url=served.url,
        keep=(kept := notes()),
    )
    first = stage.said()

    served.server.restart()
    stage.run()

    assert (first, stage.said(), stage.error) == ("3", "3", None)
    assert kept[0] is kept[1]


def test_a_session_finds_a_restarted_server_too(served):
    found = st.connection("pets", type="sql", url=served.url)
    found.connect().close()

    served.server.restart()

    with found.session as session:
        assert session.execute(text("SELECT 5")).scalar() == 5


def test_a_server_that_comes_back_within_two_seconds_is_waited_for(served):
    found = st.connection("pets", type="sql", url=served.url)
    served.server.stop()
    timer = threading.Timer(0.5, served.server.start)
    timer.start()

    frame = found.query("SELECT 9 AS n")

    timer.join()
    assert int(frame.n[0]) == 9


def test_a_database_that_cannot_be_reached_is_tried_three_times_a_second_apart(tmp_path: Path):
    found = st.connection("pets", type="sql", url=f"sqlite:///{tmp_path / 'none' / 'pets.sqlite'}")
    tried: list[float] = []
    found.engine.dialect  # noqa: B018 - opened
    sqlalchemy.event.listen(
        type(found.engine),
        "do_connect",
        note := lambda *_: tried.append(time.monotonic()),
    )

    with pytest.raises(sqlalchemy.exc.OperationalError, match="unable to open"):
        found.query("SELECT 1")

    sqlalchemy.event.remove(type(found.engine), "do_connect", note)
    assert [round(later - tried[0]) for later in tried] == [0, 1, 2]


def test_a_query_that_the_database_refuses_is_asked_once(pets):
    asked: list[str] = []
    sqlalchemy.event.listen(
        pets.engine, "before_cursor_execute", lambda *args: asked.append(args[2])
    )

    with pytest.raises(pd.errors.DatabaseError, match="nowhere"):
        pets.query("SELECT * FROM nowhere")

    assert asked == ["SELECT * FROM nowhere"]


def test_a_wrong_password_is_told_without_it(served):
    url = sqlalchemy.make_url(served.url).set(password="wrong-battery-staple")
    stage = Stage(
        "st.connection('pets', type='sql', url=url).connect()", url=str(url.render_as_string(False))
    )

    [shown] = stage.nodes("exception")
    assert shown.props["type"].endswith("OperationalError")
    assert "battery" not in str(shown.props)
