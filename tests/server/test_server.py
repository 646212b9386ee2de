"""The wiring: migrations are complete, both doors open, settings are few, named and read in one place."""

from __future__ import annotations

import asyncio
import io
import re
from pathlib import Path

from django.core.management import call_command

from tests.conftest import ROOT
from tests.databases import address
from verbale.server import settings

SOURCE = (ROOT / "src" / "verbale" / "server" / "settings.py").read_text("utf-8")


def test_the_migrations_make_the_tables_that_the_models_describe(database: str) -> None:
    call_command("makemigrations", "--check", "--dry-run", stdout=io.StringIO())


def test_django_finds_nothing_to_say(database: str) -> None:
    call_command("check", "--fail-level", "WARNING", stdout=io.StringIO(), stderr=io.StringIO())


def test_the_wsgi_door_answers() -> None:
    from verbale.server.wsgi import application

    status = []
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/nothing-here", "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    body = application({**environ, "wsgi.input": io.BytesIO()}, lambda code, headers: status.append((code, headers)))
    assert b"".join(body)
    assert status[0][0].startswith("404")


def test_the_asgi_door_answers() -> None:
    from verbale.server.asgi import application

    sent = []

    async def ask() -> None:
        scope = {"type": "http", "method": "GET", "path": "/nothing-here", "headers": [(b"host", b"localhost")]}
        messages = asyncio.Queue()
        await messages.put({"type": "http.request", "body": b"", "more_body": False})

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await application({**scope, "query_string": b"", "root_path": ""}, messages.get, send)

    asyncio.run(ask())
    assert sent[0]["status"] == 404


def test_every_variable_is_in_the_table_and_there_are_few() -> None:
    head = SOURCE.split('"""')[1]
    read = set(re.findall(r'_env\("(VERBALE_[A-Z]+)"', SOURCE))
    assert read == set(re.findall(r"^`(VERBALE_[A-Z]+)` ", head, re.MULTILINE))
    assert 1 < len(read) <= 15


def test_no_other_room_reads_the_environment() -> None:
    readers = [
        p.name
        for p in (ROOT / "src").rglob("*.py")
        if re.search(r"os\.(environ\b(?!\.setdefault)|getenv)", p.read_text("utf-8"))
    ]
    assert set(readers) <= {"settings.py"}


def test_databases_by_their_addresses() -> None:
    lite = settings.database("")
    assert Path(lite["NAME"]).is_absolute()
    assert lite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for scheme in ("postgres", "postgresql"):
        found = settings.database(f"{scheme}://a:b%40c@host:5433/name?sslmode=require")
        assert {k: found[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
            "NAME": "name",
            "USER": "a",
            "PASSWORD": "b@c",
            "HOST": "host",
            "PORT": "5433",
            "OPTIONS": {"sslmode": "require"},
        }
    assert settings.database(address(Path("/run/pg"), "x"))["HOST"] == "/run/pg"
