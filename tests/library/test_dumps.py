"""Dumps: all that is public and nothing else, the same twice, and never after something in it is withdrawn."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.test import Client

from tests.library.made import BY, HIDDEN, NOTE, body_of, days, keep, made
from verbale.archive import access
from verbale.document import from_json
from verbale.library import dumps


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
            assert word not in gzip.decompress(data).decode()
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
    assert {one.name for one in (tmp_path / "one").iterdir()} == {*dumps.NAMES, "SHA256SUMS", "about.json"}


def test_none_after_a_withdrawal_until_the_next(shelves: str, reader: Client) -> None:
    assert reader.get("/dumps/").status_code == 503
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
