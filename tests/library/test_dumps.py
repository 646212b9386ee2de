"""Dumps: all that is public and nothing else, the same twice, and never after something in it is withdrawn."""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import ROOT
from tests.library.made import BY, HIDDEN, NOTE, RESTRICTED, UNRELEASED, WITHDRAWN, body_of, days, keep, made
from verbale.archive import access
from verbale.document import from_json
from verbale.library import dumps
from verbale.pages.wording import say


def lines(data: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in gzip.decompress(data).splitlines()]


def test_all_that_is_public(shelves: str, reader: Client) -> None:
    about = dumps.dump(days(0))
    told = json.loads(reader.get("/dumps/").content)
    assert [one["lines"] for one in told["files"]] == [one.lines for one in about.files]
    sums = body_of(reader.get("/dumps/SHA256SUMS")).decode()
    found = {}
    for one in told["files"]:
        data = body_of(reader.get(one["url"].partition(":8000")[2]))
        assert hashlib.sha256(data).hexdigest() == one["sha256"]
        assert f"{one['sha256']}  {one['name']}\n" in sums
        found[one["name"]] = data
        for word in HIDDEN.values():
            assert word.encode() not in (gzip.decompress(data) if one["name"].endswith(".gz") else data)
    documents = {one["symbol"]: one for one in lines(found["documents.jsonl.gz"])}
    assert set(documents) == {NOTE, "LII/LC/12/G/2", "LII/LC/12/G/3", f"{NOTE}/Corr.1", "LII/LC/12/G/4", ""}
    versions = lines(found["versions.jsonl.gz"])
    assert len(versions) == sum(len(one["languages"]) for one in documents.values())
    arabic = next(one for one in versions if (one["key"], one["language"]) == (NOTE, "ar"))
    assert from_json(json.dumps(arabic["document"]).encode()).masthead.language == "ar"


def test_the_same_twice_and_nothing_left_beside(shelves: str, tmp_path: Path) -> None:
    moment = days(0)
    first, second = (dumps.dump(moment, tmp_path / name) for name in ("one", "two"))
    assert first == second
    dumps.dump(moment, tmp_path / "one")
    assert {one.name for one in (tmp_path / "one").iterdir()} == {*dumps.NAMES, *dumps.BESIDE}


def test_none_after_a_withdrawal_until_the_next(shelves: str, reader: Client) -> None:
    assert reader.get("/dumps/").status_code == 404
    dumps.dump(days(0))
    keep(made("LII/LC/14/G/1"), -1)
    assert reader.get("/dumps/").status_code == 200
    access.rule("LII/LC/14/G/1", "withdrawn", "SPECIMEN", by=BY, at=days(-1))
    answer = reader.get("/dumps/versions.jsonl.gz")
    assert (answer.status_code, answer["Retry-After"]) == (503, "3600")
    dumps.dump(days(0))
    assert reader.get("/dumps/").status_code == 200
    assert reader.get("/dumps/../secret").status_code == 404
    assert (settings.DATA / "dumps" / "about.json").is_file()


def test_duckdb_asks_the_tables(shelves: str, tmp_path: Path) -> None:
    import duckdb

    dumps.dump(days(0), tmp_path / "dump")
    asked = duckdb.connect()
    for name in ("documents", "versions", "citations", "texts"):
        asked.execute(f"CREATE VIEW {name} AS SELECT * FROM '{tmp_path}/dump/{name}.parquet'")
    here = dict(asked.execute("SELECT key, len(languages) FROM documents").fetchall())
    assert here[NOTE] == 6
    assert set(here) & {RESTRICTED, UNRELEASED, WITHDRAWN} == set()
    for word in HIDDEN.values():  # in the packed bytes it would not be seen
        assert asked.execute("SELECT count(*) FROM texts WHERE text LIKE ?", [f"%{word}%"]).fetchone() == (0,)
        assert asked.execute("SELECT count(*) FROM versions WHERE title LIKE ?", [f"%{word}%"]).fetchone() == (0,)
    assert asked.execute("SELECT DISTINCT version, stage FROM versions WHERE key = 'LII/LC/12/G/4'").fetchall() == [
        (2, "reissued")
    ]
    formats = asked.execute(
        "SELECT list_sort([f.format FOR f IN files]) FROM versions WHERE key = ? AND language = 'ar'", [NOTE]
    ).fetchone()
    assert formats == (["akn", "docx", "html", "json", "markdown", "pdf"],)
    cites = asked.execute("SELECT DISTINCT symbol FROM citations WHERE cited = ?", [NOTE]).fetchall()
    assert cites == [(NOTE,)]
    # The same paragraph in two languages: what whoever wants sentences side by side asks.
    beside = asked.execute(
        "SELECT en.text, ru.text FROM texts en JOIN texts ru USING (key, block, annex) "
        "WHERE en.language = 'en' AND ru.language = 'ru' AND key = ? AND en.spoken <> ru.spoken",
        [NOTE],
    ).fetchall()
    assert len(beside) >= 2
    assert all(left != right for left, right in beside)


def test_a_file_of_a_dump_is_fetched_on_from_where_one_stopped(shelves: str, reader: Client) -> None:
    about = dumps.dump(days(0))
    one = next(file for file in about.files if file.name == "texts.parquet")
    whole = reader.get("/dumps/texts.parquet")
    digest = base64.b64encode(bytes.fromhex(one.sha256)).decode()
    assert (whole["Repr-Digest"], whole["Content-Type"]) == (f"sha-256=:{digest}:", "application/vnd.apache.parquet")
    rest = reader.get("/dumps/texts.parquet", headers={"range": "bytes=100-", "if-range": whole["ETag"]})
    assert (rest.status_code, rest["Content-Range"]) == (206, f"bytes 100-{one.size - 1}/{one.size}")
    assert body_of(whole)[100:] == body_of(rest)
    assert reader.get("/dumps/texts.parquet", headers={"if-none-match": whole["ETag"]}).status_code == 304
    sums = reader.get("/dumps/SHA256SUMS")
    data = body_of(sums)
    assert sums["Repr-Digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(data).digest()).decode()}:"


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_catalogues_of_data_can_read_what_it_is(shelves: str, reader: Client) -> None:
    from rdflib import Graph, Namespace

    about = dumps.dump(days(0))
    dcat = Namespace("http://www.w3.org/ns/dcat#")
    graph = Graph().parse(data=body_of(reader.get("/dumps/dcat.jsonld")), format="json-ld")
    found = {str(address) for address in graph.objects(None, dcat.downloadURL)}
    assert found == {f"http://localhost:8000/dumps/{one.name}" for one in about.files}


def test_when_the_next_is_due(shelves: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DUMP", datetime.time(3))
    two, three, next_night = (
        datetime.datetime(2040, 5, day, hour, tzinfo=datetime.UTC) for day, hour in ((6, 2), (6, 3), (7, 3))
    )
    assert dumps.due(two)  # there is none
    dumps.dump(two)
    assert not dumps.due(two)
    assert dumps.due(three)
    dumps.dump(three)
    assert not dumps.due(next_night - datetime.timedelta(seconds=1))
    assert dumps.due(next_night)
    access.rule("LII/LC/12/G/4", "withdrawn", "SPECIMEN", by=BY, at=three)
    assert dumps.due(three)  # the one that there is may not be given out
    monkeypatch.setattr(settings, "DUMP", None)
    assert not dumps.due(next_night)


def test_the_questions_of_the_reference_are_answered(
    shelves: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    dumps.dump(days(0), tmp_path / "dump")
    monkeypatch.chdir(tmp_path / "dump")
    page = (ROOT / "docs" / "reference" / "machines.md").read_text("utf-8")
    (block,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    answers = [duckdb.sql(question).fetchall() for question in block.split(";") if question.strip()]
    assert len(answers) == 3
    assert all(answers)
    assert (NOTE, 1, True) in answers[1]


def test_people_see_what_there_is(shelves: str, reader: Client) -> None:
    assert say("library.data.none", "ru") in reader.get("/ru/data/").content.decode()
    about = dumps.dump(days(0))
    page = reader.get("/ru/data/").content.decode()
    for one in about.files:
        assert one.sha256 in page
    assert all(f'href="/dumps/{name}"' in page for name in (*dumps.NAMES, *dumps.BESIDE))
    assert 'href="/ru/data/"' in reader.get("/ru/").content.decode()
    access.rule("LII/LC/12/G/4", "withdrawn", "SPECIMEN", by=BY, at=days(0))
    assert about.files[0].sha256 not in reader.get("/ru/data/").content.decode()
