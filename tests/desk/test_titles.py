"""The whole Government series of a session, circulated by a program through the API with its real symbols."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import series
from tests.desk.conftest import desk_at
from verbale.archive import register
from verbale.archive.access import public
from verbale.archive.models import Expression
from verbale.archive.verify import verify


@pytest.mark.shared
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_english_title_is_issued_as_it_was_printed(
    database: str, tmp_path: Path, server: str, shared: Path
) -> None:
    text = (shared / "data" / "titles.jsonl").read_text("utf-8")
    records = [json.loads(line) for line in text.splitlines()]
    with desk_at(database, tmp_path, organization=""):
        came = list(series.circulate(server, series.staff(records), records))
        issued = dict(Expression.objects.filter(language="en").values_list("work__symbol", "title"))
        assert issued == {record["symbol"]: record["title"] for record in records}
        assert [one.symbol for one in came] == [record["symbol"] for record in records]
        assert sum(len(one.languages) == 6 for one in came) >= len(records) - 1
        assert set(public().values_list("symbol", flat=True)) == set(issued)
        lines = list(register.account("A/HRC/43/G"))
        numbers = [number for line in lines for number in range(line.first, line.last + 1)]
        assert numbers == list(range(1, 46))
        assert {line.text for line in lines if line.state == "assigned"} | {"A/HRC/14/G/1"} == set(issued)
        assert {line.reason for line in lines if line.state == "gap"} == {series.GAP}
        assert verify().problems == ()
