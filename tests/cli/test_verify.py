"""`verbale verify` as a person runs it: in a process of its own, on a folder that is there or not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.archive.conftest import database, migrated_file, migrated_server, postgresql  # noqa: F401  # fixtures
from tests.archive.made import fill
from tests.conftest import ROOT
from verbale.archive.models import Terms

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def run(data: Path, *arguments: str, address: str = "", without: str = "") -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("VERBALE_", "DJANGO_"))}
    environment |= {"VERBALE_DATA": str(data), "VERBALE_DATABASE": address, "VERBALE_ARCHIVE": str(data / "archive")}
    start = "import sys; from verbale.cli import main; sys.modules.update(dict.fromkeys(sys.argv.pop(1).split(), None)); main()"
    command = [sys.executable, "-W", "ignore", "-c", start, without, "verify", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)


def test_a_sound_archive_is_told_so_on_both_databases(database: str, tmp_path: Path) -> None:  # noqa: F811
    fill()
    result = run(tmp_path, address=database)
    assert result.returncode == 0, result.stderr
    assert "12 entries" in result.stdout
    assert "all is as it was put in" in result.stdout
    noted = result.stdout.split("note down ")[1].split()[0]
    assert run(tmp_path, "--known", noted, address=database).returncode == 0
    forged = run(tmp_path, "--known", f"12:{'0' * 64}", "--json", address=database)
    assert forged.returncode == 1
    assert [p["code"] for p in json.loads(forged.stdout)["problems"]] == ["verify-head"]


@SQLITE
def test_each_fault_is_told_with_its_place_and_what_to_do(database: str, tmp_path: Path) -> None:  # noqa: F811
    fill()
    connection.cursor().execute("DROP TRIGGER archive_name_no_update")
    connection.cursor().execute("UPDATE archive_name SET symbol = 'A/1' WHERE id = 1")
    victim = next((settings.ARCHIVE / "ocfl").rglob("content/*"))
    victim.write_bytes(victim.read_bytes() + b"x")
    result = run(tmp_path, address=database)
    assert result.returncode == 1
    lines = [line for line in result.stderr.splitlines() if line.startswith("archive: ")]
    assert [line.split()[2] for line in lines] == ["verify-guard", "verify-rows", "verify-content", "verify-place"]
    assert "[archive_name_no_update]" in lines[0]
    assert "Rows of archive_name" in lines[1]
    assert victim.name in lines[2]
    facts = json.loads(run(tmp_path, "--json", address=database).stdout)
    assert all(p["advice"] and p["where"] and p["text"] for p in facts["problems"])
    assert facts["entries"] == 12
    assert "mended" not in facts


def test_mending_mends_what_can_be_mended_and_no_more(database: str, tmp_path: Path) -> None:  # noqa: F811
    fill()
    (settings.ARCHIVE / "incoming" / "left").write_bytes(b"SPECIMEN")
    Terms.objects.filter(pk=1).update(text="other words")
    on = "" if connection.vendor == "sqlite" else " ON archive_name"
    connection.cursor().execute(f"DROP TRIGGER archive_name_no_update{on}")
    assert run(tmp_path, address=database).returncode == 1
    assert (settings.ARCHIVE / "incoming" / "left").exists()
    result = run(tmp_path, "--mend", "--json", address=database)
    assert result.returncode == 0, result.stderr
    facts = json.loads(result.stdout)
    assert facts["problems"] == []
    assert facts["mended"] == {"finished": 0, "removed": 1, "guards": 1, "terms": 5}
    connection.cursor().execute(f"DROP TRIGGER archive_name_no_update{on}")
    connection.cursor().execute("UPDATE archive_name SET symbol = 'A/1' WHERE id = 1")
    assert run(tmp_path, "--mend", address=database).returncode == 1


def test_nothing_is_made_where_nothing_is_kept(tmp_path: Path) -> None:
    for data in (tmp_path, tmp_path / "absent"):
        result = run(data)
        assert result.returncode == 3
        assert result.stderr.startswith("verbale: bad-input: Nothing is kept here.")
        assert "--data" in result.stderr
    assert list(tmp_path.iterdir()) == []
    named = run(tmp_path, "--data", str(tmp_path / "other"))
    assert named.returncode == 3
    assert str(tmp_path / "other") in named.stderr


def test_what_is_no_database_of_this_version_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "verbale.sqlite3"
    place.write_bytes(b"")
    assert "not those of this version" in run(tmp_path).stderr
    place.write_bytes(b"SPECIMEN " * 1000)
    result = run(tmp_path)
    assert result.returncode == 3
    assert "cannot be read" in result.stderr
    assert run(tmp_path, address="postgresql://nobody@/none?host=/nowhere").returncode == 3
    assert place.read_bytes() == b"SPECIMEN " * 1000
    assert [path.name for path in tmp_path.iterdir()] == ["verbale.sqlite3"]


def test_a_wrong_hash_is_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path, "--known", "twelve").returncode == 2


def test_without_the_web_libraries_the_advice_names_them(tmp_path: Path) -> None:
    result = run(tmp_path, without="django allauth")
    assert result.returncode == 3
    assert 'pip install "verbale[web]"' in result.stderr
