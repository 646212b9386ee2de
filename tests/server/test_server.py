"""The wiring: migrations are complete, both doors open, settings are few, named and read in one place."""

from __future__ import annotations

import asyncio
import io
import os
import re
import subprocess
import sys
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


def test_the_wsgi_door_answers(database: str) -> None:
    from verbale.server.wsgi import application

    status = []
    request = {"REQUEST_METHOD": "GET", "PATH_INFO": "/nothing-here", "SERVER_NAME": "localhost", "SERVER_PORT": "80"}
    body = application({**request, "wsgi.input": io.BytesIO()}, lambda code, headers: status.append((code, headers)))
    assert b"".join(body)
    body.close()
    assert status[0][0].startswith("404")


def test_the_asgi_door_answers(database: str) -> None:
    from verbale.server.asgi import application

    sent = []

    async def ask() -> None:
        scope = {"type": "http", "method": "GET", "path": "/healthz", "headers": [(b"host", b"localhost")]}
        messages = asyncio.Queue()
        await messages.put({"type": "http.request", "body": b"", "more_body": False})

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await application({**scope, "query_string": b"", "root_path": ""}, messages.get, send)

    asyncio.run(ask())
    assert sent[0]["status"] == 200


VARIABLES = set(re.findall(r'_env\(\s*"(VERBALE_[A-Z_]+)"', SOURCE))


def test_every_variable_is_in_the_table_and_there_are_few() -> None:
    head = SOURCE.split('"""')[1]
    assert set(re.findall(r"^`(VERBALE_[A-Z_]+)` ", head, re.MULTILINE)) == VARIABLES
    assert 1 < len(VARIABLES) <= 24


def test_every_variable_has_its_entry_in_the_reference() -> None:
    text = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(VERBALE_[A-Z_]+)` \|", text, re.MULTILINE)) == VARIABLES


def test_no_other_room_reads_the_environment() -> None:
    read = r"os\.(environ\b(?!\.setdefault|\[\"\w+\"\] = )|getenv)"
    readers = [p.name for p in (ROOT / "src").rglob("*.py") if re.search(read, p.read_text("utf-8"))]
    assert set(readers) <= {"settings.py"}


def test_mail_by_its_address() -> None:
    assert settings.mail("folder:/var/mails")["EMAIL_FILE_PATH"] == "/var/mails"
    found = settings.mail("smtp://us%40er:wo%3Ard@host:587")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("host", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("us@er", "wo:rd")
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    assert settings.mail("smtps://host")["EMAIL_PORT"] == 465
    assert settings.mail("smtps://host")["EMAIL_USE_SSL"]
    assert not settings.mail("smtp://host")["EMAIL_USE_TLS"]


def test_a_provider_only_where_there_is_one() -> None:
    assert settings.provider("", "", "", "") == []
    (found,) = settings.provider("https://id.example.org/realm", "we", "word", "")
    assert found["name"] == "id.example.org"
    assert found["settings"]["server_url"] == "https://id.example.org/realm"


def test_a_public_address_makes_the_server_strict(tmp_path: Path) -> None:
    code = (
        "from verbale.server import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0,"
        " s.ALLOWED_HOSTS[0], s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN, s.FORM_TARGETS, s.SECRET_KEY)"
    )
    given = {
        "VERBALE_DATA": str(tmp_path),
        "VERBALE_ADDRESS": "https://docs.example.org/",
        "VERBALE_OIDC_ISSUER": "https://id.example.org/realm",
    }
    (tmp_path / "secret").write_text("kept-key\n")
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **given}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [
        "True",
        "True",
        "True",
        "docs.example.org",
        "False",
        "['https://id.example.org']",
        "kept-key",
    ]


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
