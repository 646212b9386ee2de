"""Whether a file is the one that was issued."""

from __future__ import annotations

import hashlib
import io

import pytest
from django.test import Client

from tests.library.made import NOTE, body_of
from verbale.archive.files import stored
from verbale.archive.models import Rendition
from verbale.languages import LANGUAGES
from verbale.pages.wording import say


def kept(symbol: str, form: str, language: str = "en", version: int = 1) -> bytes:
    row = Rendition.objects.get(
        expression__work__symbol=symbol, expression__language=language, expression__version=version, format=form
    )
    return stored(row.path).read_bytes()


def told(reader: Client, data: bytes, name: str = "file", language: str = "en") -> str:
    file = io.BytesIO(data)
    file.name = name
    answer = reader.post(f"/{language}/verify", {"file": file})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_genuine_file_and_an_altered_copy(shelves: str, reader: Client, language: str) -> None:
    data = kept(NOTE, "pdf", language)
    page = told(reader, data, language=language)
    assert say("library.verdict.issued", language) in page
    assert f'href="/{language}/{NOTE}"' in page
    altered = told(reader, data[:-9] + b"X" + data[-8:], f"LII_LC_12_G_1-{language.upper()} (2).pdf", language)
    assert say("library.verdict.altered", language) in altered
    assert hashlib.sha256(data).hexdigest() not in altered


@pytest.mark.parametrize("form", ["html", "akn", "markdown", "json"])
def test_an_altered_copy_is_known_by_what_stands_in_it(shelves: str, reader: Client, form: str) -> None:
    page = told(reader, kept(NOTE, form) + b" ", "download")
    assert say("library.verdict.altered", "en") in page
    assert NOTE in page


def test_the_other_verdicts(shelves: str, reader: Client) -> None:
    said = {
        "replaced": kept("LII/LC/12/G/4", "json", version=1),
        "withdrawn": kept("LII/LC/12/G/9", "json"),
        "unknown": b"SPECIMEN",
    }
    for verdict, data in said.items():
        assert say(f"library.verdict.{verdict}", "en") in told(reader, data), verdict
    for symbol in ("LII/LC/12/G/10", "LII/LC/12/G/11"):  # restricted, not yet released
        page = told(reader, kept(symbol, "json"))
        assert say("library.verdict.unknown", "en") in page
        assert symbol not in page


def test_by_hash(shelves: str, reader: Client) -> None:
    sha256 = hashlib.sha256(kept(NOTE, "pdf", "ru")).hexdigest()
    for text in (sha256, sha256.upper(), f" {sha256[:32]} {sha256[32:]} "):
        page = reader.get("/en/verify", {"hash": text}).content.decode()
        assert say("library.verdict.issued", "en") in page
        assert f'href="/ru/{NOTE}"' in page
    wrong = reader.get("/en/verify", {"hash": "<b>12"})
    assert wrong.status_code == 422
    assert "<b>12" not in wrong.content.decode()


def test_every_stored_file_of_a_public_document_is_known(shelves: str, reader: Client) -> None:
    rows = Rendition.objects.filter(expression__work__symbol=NOTE)
    assert rows.count() == 36
    for row in rows:
        page = reader.get("/en/verify", {"hash": row.sha256}).content.decode()
        assert say("library.verdict.issued", "en") in page, row.name
    answer = reader.get(f"/en/{NOTE}.pdf")
    assert body_of(answer) == kept(NOTE, "pdf")
