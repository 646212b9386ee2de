"""Fixtures of the desk's tests.

``people`` is a database with people of every role and nothing else, ``world`` one with a case in every state besides
(see `tests.desk.world`); each test has a copy of its own, once on SQLite and once on PostgreSQL. ``browse`` gives a
client that is signed in, ``server`` the address of a web server over the same database.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

from tests.databases import _sql as sql
from tests.databases import address, database, migrated_file, migrated_server, postgresql, use
from tests.desk import world as made

__all__ = ["database", "migrated_file", "migrated_server", "postgresql"]

FILE = "verbale.sqlite3"


@contextmanager
def desk_at(at: str, folder: Path, organization: str = made.LEAGUE) -> Iterator[str]:
    """Let the desk be that of an organization, the League, in a database, with archive and mails in a folder."""
    use(at)
    ours = {
        "ARCHIVE": folder / "archive",
        "ORGANIZATION": organization,
        "EMAIL_FILE_PATH": str(folder / "mail"),
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(folder)}},
    }
    before = {name: getattr(settings, name) for name in ours}
    for name, value in ours.items():
        setattr(settings, name, value)
    try:
        yield at
    finally:
        connections["default"].close()
        for name, value in before.items():
            setattr(settings, name, value)


class Snapshots:
    """Databases made once, with their archives, and copied for each test."""

    def __init__(self, request: pytest.FixtureRequest, factory: pytest.TempPathFactory) -> None:
        self.request, self.factory = request, factory
        self.made: dict[tuple[str, str], Path] = {}

    def folder(self, kind: str, name: str, build: Callable[[], None]) -> Path:
        """The folder of a snapshot on a kind of database, made where it is not there yet."""
        if (kind, name) not in self.made:
            folder = self.factory.mktemp(f"{name}-{kind}")
            if kind == "sqlite":
                shutil.copy(self.request.getfixturevalue("migrated_file"), folder / FILE)
                at = str(folder / FILE)
            else:
                socket = self.request.getfixturevalue("migrated_server")
                sql(socket, f"CREATE DATABASE snapshot_{name} TEMPLATE migrated")
                at = address(socket, f"snapshot_{name}")
            with desk_at(at, folder):
                build()
                if kind == "sqlite":
                    connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.made[kind, name] = folder
        return self.made[kind, name]

    @contextmanager
    def copy(self, kind: str, name: str, build: Callable[[], None], folder: Path) -> Iterator[str]:
        """Use a copy of a snapshot, in a folder of its own; gives the database's address."""
        source = self.folder(kind, name, build)
        if (source / "archive").is_dir():
            shutil.copytree(source / "archive", folder / "archive")
        if kind == "sqlite":
            shutil.copy(source / FILE, folder / FILE)
            with desk_at(str(folder / FILE), folder) as at:
                yield at
            return
        socket = self.request.getfixturevalue("migrated_server")
        copy = f"test_{os.getpid()}_{time.monotonic_ns()}"
        sql(socket, f"CREATE DATABASE {copy} TEMPLATE snapshot_{name}")
        with desk_at(address(socket, copy), folder) as at:
            yield at
        sql(socket, f"DROP DATABASE {copy} WITH (FORCE)")


@pytest.fixture(scope="session")
def snapshots(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    return Snapshots(request, tmp_path_factory)


@pytest.fixture(params=["sqlite", "postgresql"])
def people(request: pytest.FixtureRequest, snapshots: Snapshots, tmp_path: Path) -> Iterator[str]:
    """A desk with people of every role and no case; gives the database's address."""
    with snapshots.copy(request.param, "people", made.populate, tmp_path) as at:
        yield at


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, snapshots: Snapshots, tmp_path: Path) -> Iterator[str]:
    """A desk with people of every role and a case in every state; gives the database's address."""
    with snapshots.copy(request.param, "world", made.build, tmp_path) as at:
        yield at


@pytest.fixture
def browse() -> Callable[[str], Client]:
    """Give a client that is signed in as somebody of the world, or as nobody."""

    def client(name: str = "") -> Client:
        browser = Client(SERVER_NAME="localhost", raise_request_exception=True)
        if name:
            person = made.people.find(made.email(name))
            browser.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return browser

    return client


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    """A web server in a thread, over the database that the test uses; gives its address. Ask for it behind ``world``."""
    serving = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
    serving.daemon_threads = True
    serving.set_app(get_wsgi_application())
    thread = threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://localhost:{serving.server_address[1]}"
    serving.shutdown()
    thread.join()
    serving.server_close()
