"""The command line of imports: exit codes, the report as text and as JSON, and the librarian's queue."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from django.conf import settings as of_django
from django.utils import timezone

from verbale.archive.models import Entry
from verbale.cli import importing, main
from verbale.library.search import answers, index
from verbale.library.search.answers import Search
from verbale.server import settings

Run = Callable[..., Result]


@pytest.fixture
def run(database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the command over the database of the test, with a folder of its own."""
    for one in (settings, of_django):
        monkeypatch.setattr(one, "DATA", tmp_path / "data")

    def command(*words: str, code: int = 0) -> Result:
        done = CliRunner().invoke(main, ["import", *map(str, words)])
        assert done.exit_code == code, (words, done.output, done.exception)
        return done

    return command


def test_what_is_clean_ends_with_zero_and_what_is_left_out_with_one(run: Run, folder: Path) -> None:
    clean = run(folder / "en", folder / "fr")
    assert "4 files: 4 deposited (2 documents), 0 known" in clean.stdout
    left = run(folder, "--jobs", "1", code=1)
    assert "minutes.json: waiting" in left.stdout
    assert "import-no-symbol" in left.stdout
    assert "verbale import --review" in left.stdout
    facts = json.loads(run(folder, "--json", code=1).stdout)
    assert {name: facts[name] for name in ("files", "deposited", "known", "waiting", "unread", "complete")} == {
        "files": 15, "deposited": 0, "known": 12, "waiting": 1, "unread": 2, "complete": False,
    }  # fmt: skip


def test_what_comes_in_is_found_by_search(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_FILED_AT_ONCE", 1)
    run(folder / "fr")
    assert index.status(timezone.now()).state == "current"
    assert {hit.row.name for hit in answers.search(Search("mission"), "fr", timezone.now()).hits} == {
        "A/HRC/43/G/901", "A/HRC/43/G/902",
    }  # fmt: skip
    stamp = (index.root() / "stamp").read_bytes()
    run(folder / "fr")
    assert msgspec.json.decode((index.root() / "stamp").read_bytes())["entry"] == msgspec.json.decode(stamp)["entry"]
    run(folder / "zh")
    (row, *_) = answers.search(Search("代表团", {"lang": "zh"}), "zh", timezone.now()).hits
    assert row.passages


def test_the_queue_is_listed_and_decided(run: Run, folder: Path) -> None:
    run(folder / "loose", code=1)
    (row,) = json.loads(run("--review", "--json").stdout)
    assert "1 wait" in run("--review").stdout
    run("--accept", row["number"], code=3)
    run("--accept", row["number"] + 1, code=2)
    told = run("--accept", row["number"], "--symbol", "A/HRC/43/G/950", "--by", "librarian@example.org")
    assert told.stdout == "A/HRC/43/G/950: en new\n"
    assert Entry.objects.order_by("-number")[0].by == "librarian@example.org"
    assert json.loads(run("--review", "--json").stdout) == []


def test_rejecting_takes_a_reason(run: Run, folder: Path) -> None:
    run(folder / "loose", code=1)
    (row,) = json.loads(run("--review", "--json").stdout)
    run("--reject", row["number"], code=3)
    run("--reject", row["number"], "--reason", "No document of ours.")
    assert "0 wait" in run("--review").stdout


@pytest.mark.parametrize("words", [(), ("--review", "--accept", "1"), ("absent",)])
def test_wrong_usage_ends_with_two(run: Run, words: tuple[str, ...]) -> None:
    run(*words, code=2)
