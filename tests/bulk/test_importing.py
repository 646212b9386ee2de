"""Importing: folders and archives come in whole and once, versions are joined, what is doubtful waits."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import msgspec
import pytest
from django.conf import settings
from django.test import Client

from tests.bulk.made import AT, DAY, document, put
from tests.conftest import ROOT
from tests.library.test_search_recall import assert_found
from verbale.archive.access import public, released
from verbale.archive.files import stored
from verbale.archive.models import Entry, Expression, Rendition, Work
from verbale.archive.verify import mend, verify
from verbale.bulk import importing, sources
from verbale.bulk.importing import Report
from verbale.bulk.models import Doubt
from verbale.languages import LANGUAGES
from verbale.library import lookup
from verbale.library.addresses import path_of
from verbale.library.search import index
from verbale.problems import BadInput


def bring(*paths: Path, **given: object) -> Report:
    return importing.bring(paths, by="import", at=AT, **given)


def codes(report: Report) -> dict[str, list[str]]:
    return {Path(line.path).name: [problem.code for problem in line.problems] for line in report.lines}


def test_a_folder_comes_in_and_a_second_run_changes_nothing(database: str, folder: Path) -> None:
    done = bring(folder)
    assert (done.files, done.deposited, done.documents, done.waiting, done.unread) == (15, 12, 2, 1, 2)
    assert codes(done) == {
        "minutes.json": ["import-no-symbol"],
        "broken.json": ["import-unreadable"],
        "empty.pdf": ["import-unreadable"],
    }
    assert not done.complete
    for number in (901, 902):
        found = lookup.find([f"A/HRC/43/G/{number}"], AT)
        assert tuple(found.versions) == LANGUAGES
        for lang in LANGUAGES:
            version = found.newest(lang)
            assert {"akn", "html", "markdown", "json"} == set(version.files)
            came = folder / lang / f"A_HRC_43_G_{number}-{lang.upper()}.xml"
            assert stored(version.files["akn"].path).read_bytes() == came.read_bytes()
            assert version.expression.released.date() == version.expression.issued == DAY
    assert not verify().fault
    entries = Entry.objects.count()
    again = bring(folder)
    assert (again.files, again.deposited, again.known, again.waiting, again.unread) == (15, 0, 12, 1, 2)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("point", [1, 6, 14, 25, 40, 55])
def test_an_import_that_was_killed_goes_on(database: str, folder: Path, point: int) -> None:
    ours = {
        "VERBALE_DATABASE": database,
        "VERBALE_ARCHIVE": str(settings.ARCHIVE),
        "DJANGO_SETTINGS_MODULE": "verbale.server.settings",
    }
    command = [sys.executable, "-m", "tests.bulk.dying", str(folder), str(point)]
    died = subprocess.run(command, cwd=ROOT, env={**os.environ, **ours}, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    done = bring(folder)
    assert done.deposited + done.known == 12
    assert Expression.objects.count() == 12
    assert Doubt.objects.count() == 1
    mend()
    assert not verify().fault


def test_each_batch_has_its_own_moment(database: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that whoever harvests while an import runs finds the rest of it by its moments."""
    monkeypatch.setattr(sources, "FILES", 1)
    bring(folder)
    moments = list(Entry.objects.order_by("number").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert moments[0] >= AT
    assert len(set(moments)) > 1


def test_archives_are_read_member_by_member(database: str, folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.mkdir()
    with zipfile.ZipFile(packed / "one.zip", "w") as archive:
        for path in sorted(folder.rglob("*901*")):
            archive.write(path, f"../../{path.relative_to(folder)}")
        archive.writestr("__MACOSX/._x.xml", b"no document")
    with tarfile.open(packed / "two.tar.gz", "w:gz") as archive:
        for path in sorted(folder.rglob("*902*")):
            archive.add(path, f"/etc/{path.name}")
        link = tarfile.TarInfo("link.xml")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    whole = (packed / "two.tar.gz").read_bytes()
    (packed / "cut.tar.gz").write_bytes(whole[: len(whole) // 2])
    done = bring(packed)
    assert (done.deposited, done.documents) == (12, 2)
    assert {path.name for path in tmp_path.iterdir()} >= {"packed", "given"}
    assert done.lines
    assert all("cut.tar.gz" in line.path for line in done.lines)
    assert {problem.code for line in done.lines for problem in line.problems} == {"import-unreadable"}


def test_what_is_too_large_is_told_and_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sources, "LARGEST", 100)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 101)
        archive.writestr("b.txt", b"b" * 100)
    ((large, fine),) = sources.batches([tmp_path])
    assert isinstance(large, sources.Unread)
    assert isinstance(fine, sources.Source)


def test_language_versions_stand_together(folder: Path) -> None:
    names = ["A_HRC_RES_55_24A.xml", "E_RES_2021_11-2107772A.xml", "E_RES_2021_11-2107774E.xml", "A_HRC_RES_55_24E.xml"]
    keys = [sources.document_key(name) for name in names]
    assert keys[0] == keys[3] != keys[1] == keys[2]
    ((*batch,),) = sources.batches([folder])
    order = [one.name[:13] for one in batch if "901" in one.name or "902" in one.name]
    assert order == sorted(order)


def test_another_language_joins_later(database: str, folder: Path) -> None:
    bring(folder / "en")
    bring(folder / "ar", folder / "zh")
    assert Work.objects.count() == 2
    assert {tuple(lookup.find([w.key], AT).versions) for w in public()} == {("ar", "zh", "en")}


def test_the_same_text_in_another_format_joins_and_other_words_wait(database: str, tmp_path: Path) -> None:
    text = document("A/HRC/43/G/903", "en", " ".join(f"word{n}" for n in range(60)))
    put(tmp_path / "docx", "A_HRC_43_G_903-EN", text, "docx")
    put(tmp_path / "akn", "A_HRC_43_G_903-EN", text, "akn")
    put(tmp_path / "other", "A_HRC_43_G_903-EN", document("A/HRC/43/G/903", "en", "something else"), "akn")
    first = bring(tmp_path / "docx", tmp_path / "akn")
    assert (first.deposited, first.documents) == (2, 1), first.lines
    assert set(Rendition.objects.values_list("format", flat=True)) == {"akn", "docx", "html", "markdown", "json"}
    second = bring(tmp_path / "other")
    assert codes(second) == {"A_HRC_43_G_903-EN.xml": ["import-conflict"]}
    assert Expression.objects.count() == 1


def test_a_file_that_keeps_its_reader_too_long_is_told_alone(database: str, folder: Path) -> None:
    endless = "\n\n".join(
        f"SPECIMEN {n}: resolution 60/{n % 300} of 2006 and document A/HRC/{n % 50}/1." for n in range(200_000)
    )
    (folder / "en" / "endless.md").write_text(endless, "utf-8")
    done = bring(folder / "en", jobs=2, seconds=2)
    assert (done.deposited, done.unread) == (2, 1)
    assert codes(done) == {"endless.md": ["import-unreadable"]}


def test_a_path_that_is_not_there_is_refused(database: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such"):
        bring(tmp_path / "absent")


def test_a_value_that_fits_no_column_stops_nothing(database: str, folder: Path) -> None:
    strange = document("A/HRC/43/G/970", "en")
    head = msgspec.structs.replace(strange.masthead, job_number="GE." + "9" * 90)
    put(folder / "en", "A_HRC_43_G_970-EN", msgspec.structs.replace(strange, masthead=head), "json")
    done = bring(folder / "en")
    assert (done.files, done.deposited + done.waiting, done.unread) == (3, 3, 0)
    assert done.waiting == database.startswith("postgresql")
    assert not verify().fault


def test_the_report_is_plain(database: str, folder: Path) -> None:
    done = bring(folder / "loose")
    assert msgspec.convert(msgspec.to_builtins(done), Report) == done


@pytest.mark.shared
def test_the_machine_readable_series_import_as_they_are(
    database: str, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come in whole and once, every document is reachable, and every version is found by its own words."""
    monkeypatch.setattr(settings, "DATA", tmp_path / "data")
    series = shared / "data" / "akn4un"
    given = sorted(series.rglob("*.xml"))
    done = bring(series, jobs=2)
    assert (done.files, done.deposited) == (len(given), len(given))
    assert done.complete
    entries = Entry.objects.count()
    again = bring(series, jobs=2)
    assert (again.known, again.deposited) == (len(given), 0)
    assert Entry.objects.count() == entries
    assert public().count() == done.documents
    now = datetime.datetime.now(datetime.UTC)
    assert released(now).count() == len(given)
    for work in public():
        found = lookup.find([work.key], now)
        assert all("html" in version.files for versions in found.versions.values() for version in versions)
    assert not verify().fault
    index.update(now)
    assert_found()
    reader = Client(SERVER_NAME="localhost")
    for row in released(now).select_related("work").order_by("pk")[::12]:
        assert reader.get(path_of(lookup.name_of(row.work), row.language)).status_code == 200, row
