"""The public API: what it tells, that it tells it whole, and that it says honestly what is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as running
from hypothesis import strategies as st

from tests.library.made import BY, HIDDEN, NOTE, RESTRICTED, UNRELEASED, WITHDRAWN, days, keep, made
from verbale.archive import access
from verbale.library import public, rates


def got(reader: Client, path: str, status: int = 200, /, **said: Any) -> Any:
    answer = reader.get(f"/api{path}", said)
    assert answer.status_code == status, answer.content
    kind = "application/json; charset=utf-8" if status == 200 else "application/problem+json"
    assert answer["Content-Type"] == kind
    assert answer["RateLimit-Limit"] == str(rates.LIMIT)
    return json.loads(answer.content)


def pages(reader: Client, path: str, name: str, **said: Any) -> list[Any]:
    found, after = [], ""
    while after is not None:
        page = got(reader, path, after=after, **said)
        found, after = found + page[name], page["next"]
    return found


def test_all_that_is_public(shelves: str, reader: Client) -> None:
    found = {one["symbol"] for one in pages(reader, "/documents", "documents", limit=2)}
    assert found == {NOTE, "LII/LC/12/G/2", "LII/LC/12/G/3", f"{NOTE}/Corr.1", "LII/LC/12/G/4", ""}
    for path in ("/documents", "/search", "/bodies", "/sessions", f"/documents/{NOTE}/citations"):
        text = json.dumps(got(reader, path))
        for symbol, word in HIDDEN.items():
            assert word not in text
            assert f'"{symbol}"' not in text


def test_pages_hold_through_changes(shelves: str, reader: Client) -> None:
    first = got(reader, "/documents", limit=3)
    keep(made("LII/LC/14/G/1"), -1)
    access.rule("LII/LC/12/G/4", "withdrawn", "SPECIMEN", by=BY, at=days(-1))
    rest = pages(reader, "/documents", "documents", limit=3)
    second = got(reader, "/documents", limit=3, after=first["next"])["documents"]
    keys = [one["key"] for one in first["documents"] + second]
    assert len(keys) == len(set(keys))
    assert {one["key"] for one in rest} <= {*keys, "LII/LC/14/G/1"}


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ({"body": "LII/LC", "session": "12", "language": "es"}, {NOTE, "LII/LC/12/G/3"}),
        ({"language": "ru"}, {NOTE, "LII/LC/12/G/2"}),
        ({"item": "99"}, set()),
        ({"body": "XX"}, set()),
    ],
)
def test_filters(shelves: str, reader: Client, said: dict[str, str], there: set[str]) -> None:
    assert {one["symbol"] for one in got(reader, "/documents", **said)["documents"]} == there


def test_a_document_with_its_files(shelves: str, reader: Client) -> None:
    found = got(reader, f"/documents/{NOTE.lower()}", reader="fr")
    assert (found["symbol"], found["title_language"]) == (NOTE, "fr")
    assert [one["language"] for one in found["versions"]] == ["ar", "zh", "en", "fr", "ru", "es"]
    for file in found["versions"][2]["files"]:
        answer = reader.get(file["url"].removeprefix("http://localhost:8000"))
        assert (answer.status_code, answer["ETag"]) == (200, f'"{file["sha256"]}"')
        answer.close()
    assert got(reader, "/documents/" + NOTE.replace("/", "%2F"))["symbol"] == NOTE


def test_fields(shelves: str, reader: Client) -> None:
    assert got(reader, f"/documents/{NOTE}", fields="symbol, languages").keys() == {"symbol", "languages"}
    assert all(one.keys() == {"key"} for one in got(reader, "/documents", fields="key")["documents"])
    assert got(reader, "/search", q="SPECIMEN", fields="key")["hits"][0]["document"].keys() == {"key"}
    wrong = got(reader, "/documents", 422, fields="symbol,size")
    assert (wrong["code"], wrong["where"]) == ("bad-input", "fields")


def test_versions_and_citations(shelves: str, reader: Client) -> None:
    found = got(reader, "/documents/LII/LC/12/G/4/versions")["versions"]
    assert [(one["version"], one["stage"]) for one in found] == [(2, "reissued"), (1, "issued")]
    assert found[1]["url"].endswith("?version=1")
    about = got(reader, "/documents/LII/LC/12/G/3/citations")
    assert {one["symbol"]: one["standing"] for one in about["cites"]}[NOTE] == "held"
    by = got(reader, f"/documents/{NOTE}/citations", fields="symbol")["cited_by"]
    assert by == [{"symbol": "LII/LC/12/G/3"}]


def test_search_as_on_the_page(shelves: str, reader: Client) -> None:
    found = got(reader, "/search", q="correction")
    assert [hit["document"]["symbol"] for hit in found["hits"]] == [f"{NOTE}/Corr.1"]
    assert found["total"] == 1
    assert {"value": "LII/LC", "count": 1} in found["facets"]["body"]
    everything = pages(reader, "/search", "hits", q="SPECIMEN", limit=2, sort="date")
    keys = [hit["document"]["key"] for hit in everything]
    assert len(keys) == len(set(keys)) == got(reader, "/search", q="SPECIMEN")["total"]


def test_bodies_and_sessions(shelves: str, reader: Client) -> None:
    (body,) = (one for one in got(reader, "/bodies")["bodies"] if one["id"] == "LII/LC")
    assert set(body["names"]) >= {"en", "fr"}
    session = next(one for one in got(reader, "/sessions", body="LII/LC")["sessions"] if one["code"] == "12")
    assert session["documents"] > 3
    assert got(reader, "/sessions", body="XX") == {"sessions": []}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/documents/LII/LC/99/G/1", 404, "not-known"),
        (f"/documents/{UNRELEASED}", 404, "not-known"),
        (f"/documents/{RESTRICTED}/versions", 404, "not-known"),
        (f"/documents/{WITHDRAWN}", 410, "withdrawn"),
        ("/documents/no symbol at all!", 404, "not-known"),
        ("/documents?limit=0", 422, "bad-input"),
        ("/documents?after=x", 422, "bad-input"),
        ("/documents?language=de", 422, "bad-input"),
        ("/documents?body=a%00b", 422, "bad-input"),
    ],
)
def test_what_is_wrong_is_told(shelves: str, reader: Client, path: str, status: int, code: str) -> None:
    answer = reader.get(f"/api{path}")
    told = json.loads(answer.content)
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    assert answer["Content-Type"] == "application/problem+json"
    if status == 410:
        assert (told["by"], told["reason"]) == (public.office("en"), "SPECIMEN: sent by mistake.")


def test_nothing_is_there_and_nothing_can_be_changed(shelves: str, reader: Client) -> None:
    assert json.loads(reader.get("/api/nothing").content)["status"] == 404
    assert reader.post("/api/documents").status_code == 405


def test_who_asks_too_often_is_told_when_to_come_again(
    shelves: str, reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "LIMIT", 3)
    monkeypatch.setattr(rates, "WINDOW", 3600)
    left = [int(reader.get("/api/bodies")["RateLimit-Remaining"]) for _ in range(3)]
    assert left == [2, 1, 0]
    stopped = reader.get("/api/bodies")
    assert (stopped.status_code, json.loads(stopped.content)["status"]) == (429, 429)
    assert 0 < int(stopped["Retry-After"]) <= 3600
    assert stopped["RateLimit-Policy"] == "3;w=3600"
    assert reader.get("/oai?verb=Identify").status_code == 503  # what harvesters understand
    assert reader.get("/api/bodies", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_description_says_what_is_answered(shelves: str, reader: Client) -> None:
    told = json.loads(reader.get("/api/openapi.json").content)
    assert told["openapi"].startswith("3.1")
    assert {path for path in told["paths"] if not path.startswith("/api/hooks")} == {
        "/api/documents", "/api/documents/{symbol}", "/api/documents/{symbol}/versions",
        "/api/documents/{symbol}/citations", "/api/documents/{symbol}/text", "/api/search", "/api/suggestions",
        "/api/bodies", "/api/sessions", "/api/states", "/api/authorities/{kind}", "/api/verify", "/api/dumps",
    }  # fmt: skip
    assert told["components"]["schemas"]["model.Annex"]["properties"]["notes"]["items"] == {
        "$ref": "#/components/schemas/model.Note"
    }
    for answers in (one["responses"] for path in told["paths"].values() for one in path.values()):
        assert "429" in answers
        assert all(set(rates.HEADERS) <= set(one["headers"]) for one in answers.values())
        kinds = {status: set(one.get("content", ())) for status, one in answers.items()}
        assert all(kind <= {"application/json"} for status, kind in kinds.items() if status < "300")
        assert all(kind == {"application/problem+json"} for status, kind in kinds.items() if status > "400")


@given(
    path=st.sampled_from(["/documents", "/search", "/sessions", f"/documents/{NOTE}", "/documents/{}"]),
    word=st.text(max_size=30),
    said=st.dictionaries(
        st.sampled_from(["q", "body", "item", "after", "limit", "fields", "reader", "sort", "lang", "year"]),
        st.text(max_size=12) | st.integers().map(str),
        max_size=4,
    ),
)
@running(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_asked_is_answered_as_described(
    shelves: str, reader: Client, path: str, word: str, said: dict[str, str]
) -> None:
    from urllib.parse import quote

    cache.clear()
    address = path.replace("{}", quote(word, safe="") or "x")
    answer = reader.get(f"/api{address}", {name: v.encode("utf-8", "replace").decode() for name, v in said.items()})
    assert answer.status_code in (200, 404, 410, 422)
    json.loads(answer.content)
