"""Real database servers, in a folder of their own, on a port that is free."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.connections.sweeper import Sweeper

# Debian keeps them out of the path of users.
_PLACES = [*sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True), "/usr/sbin"]
_PATIENCE = 60.0
# Seconds after which a query of these tests has certainly not been stopped, but has ended.
LONG = 20


def program(name: str) -> str:
    """Return the path of a server's program; where it is missing the test is skipped, or fails."""
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *_PLACES]))
    if found is None:
        reason = f"{name} is not installed (Debian: postgresql, mariadb-server)"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return str(Path(found).resolve())


class Server:
    """A database server that a test may stop and start again.

    Parameters
    ----------
    folder
        Where it keeps everything.
    user
        Who it runs as, if it is root that tests: servers refuse that.
    sweeper
        Who ends it if the tests cannot.
    """

    url: str
    # A query that lasts `LONG` seconds.
    lasting: str

    def __init__(self, folder: Path, user: str, sweeper: Sweeper) -> None:
        self._sweeper = sweeper
        self.folder = folder
        self.user = user if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._log = folder / "log"
        folder.mkdir(parents=True)
        if os.geteuid() == 0:
            shutil.chown(folder, self.user)
        self.prepare()
        self.start()

    def prepare(self) -> None:
        """Make an empty database."""
        raise NotImplementedError

    def command(self) -> Sequence[str]:
        """Return what starts the server in the foreground."""
        raise NotImplementedError

    def run(self, *command: str) -> None:
        """Run a program as the server's user."""
        done = subprocess.run(
            command, **self._as_user(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command(), **self._as_user(), stdout=log, stderr=log
            )
        self._sweeper.watch(self._process.pid)
        engine = sqlalchemy.create_engine(self.url, poolclass=sqlalchemy.pool.NullPool)
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                engine.connect().close()
            except sqlalchemy.exc.OperationalError:
                if self._process.poll() is not None or time.monotonic() > until:
                    pytest.fail(self._log.read_text(errors="replace"))
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        """End the server, and every connection with it."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._sweeper.leave(self._process.pid)
            self._process = None

    def restart(self) -> None:
        """End the server and start it again, on the same port."""
        self.stop()
        self.start()

    def _as_user(self) -> dict[str, Any]:
        if os.geteuid() != 0:
            return {"cwd": self.folder}
        one = pwd.getpwnam(self.user)
        return {"user": one.pw_uid, "group": one.pw_gid, "extra_groups": [], "cwd": self.folder}


class Postgres(Server):
    """PostgreSQL, asked through psycopg."""

    lasting = f"SELECT pg_sleep({LONG})"

    def prepare(self) -> None:
        """Make a cluster whose user has a password."""
        self.url = f"postgresql+psycopg://app:correct-horse@127.0.0.1:{self.port}/postgres"
        password = self.folder / "password"
        password.write_text("correct-horse\n")
        self.run(
            program("initdb"),
            f"--pgdata={self.folder / 'cluster'}",
            "--username=app",
            "--auth=scram-sha-256",
            f"--pwfile={password}",
            "--no-sync",
            "--encoding=UTF8",
            "--locale=C",
        )

    def command(self) -> Sequence[str]:
        """Return what starts it."""
        return [
            program("postgres"),
            "-D",
            str(self.folder / "cluster"),
            *("-c", f"port={self.port}", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"),
            *("-c", f"unix_socket_directories={self.folder}"),
        ]

    def stop(self) -> None:
        """End it at once: SIGINT sends its clients away, SIGTERM waits for them."""
        if self._process is not None:
            self._process.send_signal(2)
        super().stop()


class MariaDB(Server):
    """MariaDB, asked through PyMySQL."""

    lasting = f"SELECT SLEEP({LONG})"

    def prepare(self) -> None:
        """Make a database whose user has a password."""
        self.url = f"mysql+pymysql://app:correct-horse@127.0.0.1:{self.port}/app"
        self.run(
            program("mariadb-install-db"),
            "--no-defaults",
            f"--datadir={self.folder / 'tables'}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        )
        sql = self.folder / "start.sql"
        sql.write_text(
            "CREATE DATABASE IF NOT EXISTS app;\n"
            "CREATE USER IF NOT EXISTS app@'%' IDENTIFIED BY 'correct-horse';\n"
            "GRANT ALL ON app.* TO app@'%';\n"
        )

    def command(self) -> Sequence[str]:
        """Return what starts it."""
        return [
            program("mariadbd"),
            "--no-defaults",
            f"--datadir={self.folder / 'tables'}",
            f"--init-file={self.folder / 'start.sql'}",
            f"--port={self.port}",
            "--bind-address=127.0.0.1",
            f"--socket={self.folder / 'socket'}",
            f"--pid-file={self.folder / 'pid'}",
            "--innodb-flush-method=nosync",
            "--skip-name-resolve",
        ]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
