"""The memory for tools elsewhere: all that is public, once, and nothing that is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from tests.archive.made import BY, later
from tests.memory.test_memory import SAID, keep, said
from verbale.archive import access
from verbale.cli import main
from verbale.formats.translation import tmx
from verbale.memory.exporting import public_units
from verbale.server import settings


def test_every_passage_of_what_is_public_in_all_its_languages(archive: str) -> None:
    keep(said("LII/LC/12/G/2"))
    keep(said("LII/LC/12/G/3"), 1)
    found = {unit.id: unit for unit in public_units(later(48))}
    assert {f"LII/LC/12/G/{n}#p{m}" for n in (2, 3) for m in (1, 2, 3)} <= set(found)
    one = found["LII/LC/12/G/2#p1"]
    assert {variant.language: variant.text for variant in one.variants} == {
        lang: words[0] for lang, words in SAID.items()
    }
    assert one.properties["x-document"] == "LII/LC/12/G/2"
    assert one.properties["x-issued"] == f"{one.changed}"
    assert list(public_units(later(-48))) == []


def test_what_is_restricted_is_not_told(archive: str) -> None:
    keep(said("LII/LC/12/G/2"))
    keep(said("LII/LC/12/G/3"), 1)
    access.rule("LII/LC/12/G/3", "restricted", "SPECIMEN", by=BY, at=later(2))
    assert {unit.properties["x-document"] for unit in public_units(later(48))} == {"LII/LC/12/G/2"}


def test_the_command_writes_it_as_a_valid_file(
    archive: str, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(said("LII/LC/12/G/2"))
    monkeypatch.setattr(settings, "DATA", tmp_path / "data")
    done = CliRunner().invoke(main, ["tmx", "--archive", "--out", str(tmp_path / "all.tmx")])
    assert done.exit_code == 0
    data = (tmp_path / "all.tmx").read_bytes()
    dtd = etree.DTD(str(shared / "schemas/tmx/tmx14.dtd"))
    assert dtd.validate(etree.fromstring(data)), dtd.error_log
    assert len(tmx.read(data).units) >= 3
    assert CliRunner().invoke(main, ["tmx"]).exit_code == 2
