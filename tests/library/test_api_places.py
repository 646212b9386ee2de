"""The public API beside documents and search: texts, authority files, States, suggestions, verifying, and its manners."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.library.made import HIDDEN, NOTE, WITHDRAWN, body_of
from tests.library.test_api import got, pages
from verbale.archive.files import stored
from verbale.archive.models import Rendition
from verbale.archive.organization import authorities
from verbale.document import from_json
from verbale.languages import LANGUAGES


@pytest.fixture(autouse=True)
def uncounted() -> Iterator[None]:
    """Nobody has asked yet."""
    cache.clear()
    yield
    cache.clear()


def test_the_whole_text_of_a_language_version(shelves: str, reader: Client) -> None:
    told = got(reader, f"/documents/{NOTE}/text", language="zh")
    assert from_json(json.dumps(told["document"])).masthead.language == told["language"] == "zh"
    assert got(reader, f"/documents/{NOTE}/text")["language"] == "en"
    assert got(reader, "/documents/LII/LC/12/G/4/text", version=1)["stage"] == "issued"
    assert got(reader, "/documents/LII/LC/12/G/4/text")["stage"] == "reissued"
    got(reader, "/documents/LII/LC/12/G/4/text", 404, language="ar")
    got(reader, "/documents/LII/LC/12/G/4/text", 404, version=7)
    got(reader, f"/documents/{WITHDRAWN}/text", 410)
    for symbol in HIDDEN:
        if symbol != WITHDRAWN:
            got(reader, f"/documents/{symbol}/text", 404)


def test_states_that_sent_something(shelves: str, reader: Client) -> None:
    told = {one["code"]: one for one in got(reader, "/states")["states"]}
    assert told["XAA"]["documents"] >= 1
    assert set(told["XAA"]["names"]) == set(LANGUAGES)


@pytest.mark.parametrize("kind", ["organization", "body", "state", "office", "seat", "capacity", "session", "agenda"])
def test_authority_files_whole_page_by_page(shelves: str, reader: Client, kind: str) -> None:
    found = pages(reader, f"/authorities/{kind}", "records", limit=97)
    codes = [one["code"] for one in found]
    assert codes == sorted(authorities().records(kind))
    assert all(one["names"] for one in found) or kind == "session"
    for one in found:
        assert not set(one["facts"]) & {*LANGUAGES, "names"}


def test_an_authority_file_that_there_is_not(shelves: str, reader: Client) -> None:
    assert got(reader, "/authorities/ships", 422)["where"] == "kind"


def test_suggestions(shelves: str, reader: Client) -> None:
    found = got(reader, "/suggestions", q="LII/LC/12/G", reader="fr")["suggestions"]
    assert {one["kind"] for one in found} == {"document"}
    assert all(one["url"].startswith("http://localhost:8000/") for one in found)
    assert got(reader, "/suggestions") == {"suggestions": []}
    for word in HIDDEN.values():
        assert got(reader, "/suggestions", q=word)["suggestions"] == []


def test_verifying_by_hash_and_by_file(shelves: str, reader: Client) -> None:
    row = Rendition.objects.get(format="pdf", expression__language="fr", expression__work__key=NOTE)
    issued = got(reader, "/verify", sha256=row.sha256.upper())
    assert (issued["verdict"], issued["name"], issued["language"], issued["format"]) == ("issued", NOTE, "fr", "pdf")
    assert (issued["entry"], issued["entry_hash"]) == (row.entry_id, row.entry.hash)
    data = stored(row.path).read_bytes()
    posted = json.loads(reader.post("/api/verify", {"file": SimpleUploadedFile("a.pdf", data)}).content)
    assert posted == issued
    wrong = SimpleUploadedFile("LII_LC_12_G_1.pdf", data + b"x")
    altered = json.loads(reader.post("/api/verify", {"file": wrong}).content)
    assert (altered["verdict"], altered["name"], altered["entry"]) == ("altered", NOTE, None)
    assert altered["sha256"] == hashlib.sha256(data + b"x").hexdigest()
    gone = Rendition.objects.filter(expression__work__key=WITHDRAWN).first()
    assert got(reader, "/verify", sha256=gone.sha256)["verdict"] == "withdrawn"
    for symbol in HIDDEN:
        if symbol != WITHDRAWN:
            hidden = Rendition.objects.filter(expression__work__key=symbol).first()
            assert got(reader, "/verify", sha256=hidden.sha256)["verdict"] == "unknown"
    got(reader, "/verify", 422, sha256="abc")
    assert reader.post("/api/verify").status_code == 422


def test_the_dump_that_there_is_not_yet(shelves: str, reader: Client) -> None:
    answer = reader.get("/api/dumps")
    assert (answer.status_code, json.loads(answer.content)["code"], answer.get("Retry-After")) == (404, "no-dump", None)


def test_who_has_an_answer_already_is_told_so(shelves: str, reader: Client) -> None:
    first = reader.get("/api/bodies")
    again = reader.get("/api/bodies", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["RateLimit-Remaining"]
    assert reader.get("/api/sessions", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_any_page_may_ask_and_head_is_get(shelves: str, reader: Client) -> None:
    head = reader.head(f"/api/documents/{NOTE}")
    assert (head.status_code, body_of(head), head["Access-Control-Allow-Origin"]) == (200, b"", "*")
    assert head["ETag"] == reader.get(f"/api/documents/{NOTE}")["ETag"]
    assert "RateLimit-Remaining" in head["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_what_cannot_be_done_here_is_told_as_any_fault(shelves: str, reader: Client, method: str) -> None:
    answer = getattr(reader, method)("/api/bodies")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert json.loads(answer.content)["status"] == 405
    assert answer["Content-Type"] == "application/problem+json"
