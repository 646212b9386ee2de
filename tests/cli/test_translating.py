"""The commands of translators' files: a document goes out, is worked on, and comes back; memories, glossaries, rules."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

import verbale
from verbale.authorities import glossary
from verbale.cli import main
from verbale.document import Document, Masthead, Paragraph
from verbale.document.variants import TranslationUnit, Variant
from verbale.formats.translation import tbx, tmx, xliff

SPECIMENS = Path(str(resources.files("verbale") / "specimens"))
LEAGUE = str(SPECIMENS / "league.toml")
NOTE = str(SPECIMENS / "note-1-en.md")


def run(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def ours(name: str, *arguments: str) -> Result:
    return run(name, *arguments, "--organization", LEAGUE)


def worked(data: bytes, **texts: str) -> bytes:
    root = etree.fromstring(data)
    for unit in root.iter("{*}unit"):
        if unit.get("id") in texts:
            segment = unit.find("{*}segment")
            segment.set("state", "translated")
            for old in segment.findall("{*}target"):
                segment.remove(old)
            etree.SubElement(segment, f"{{{etree.QName(unit).namespace}}}target").text = texts[unit.get("id")]
    return etree.tostring(root)


def test_a_note_goes_out_and_comes_back(tmp_path: Path) -> None:
    out = tmp_path / "made" / "note.xlf"
    assert ours("xliff", NOTE, "--to", "French", "--out", str(out)).exit_code == 0
    answers = xliff.read(out.read_bytes())
    assert (answers.source, answers.target, answers.original) == ("en", "fr", "LII/LC/12/G/1")
    out.write_bytes(worked(out.read_bytes(), p1="La Mission permanente SPECIMEN."))
    done = tmp_path / "note-fr.json"
    result = ours("merge", str(out), "--source", NOTE, "--out", str(done))
    assert result.exit_code == 0
    assert "1 texts taken" in result.stderr
    found = verbale.from_json(done.read_bytes())
    assert found.content[0].text == "La Mission permanente SPECIMEN."
    assert found.masthead.language == "fr"
    again = ours("merge", str(out), "--source", NOTE, "--target", str(done))
    assert "0 texts taken" in again.stderr
    assert verbale.from_json(again.stdout_bytes) == found


def test_both_versions_and_the_source_in_place_of_what_is_not_translated() -> None:
    data = ours("xliff", NOTE, "--to", "ar", "--version", "1.2", "--prefill").stdout_bytes
    answers = xliff.read(data)
    assert answers.version == "1.2"
    assert all(row.target is not None for row in answers.rows)


def test_what_could_not_be_taken_is_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    data = ours("xliff", NOTE, "--to", "es").stdout_bytes
    file = tmp_path / "note.xlf"
    file.write_bytes(worked(data.replace(b'id="p3"', b'id="p9"'), p9="SPECIMEN"))
    result = ours("merge", str(file), "--source", NOTE, "--format", "markdown")
    assert result.exit_code == 1
    assert "merge-unit-unknown [p9]" in result.stderr
    assert "ESPÉCIMEN" in result.stdout
    assert ours("merge", str(file), "--source", str(SPECIMENS / "note-2-fr.md")).exit_code == 3
    assert ours("xliff", NOTE).exit_code == 2
    assert ours("xliff", NOTE, "--to", "xx").exit_code == 2


def test_a_memory_of_language_versions(tmp_path: Path) -> None:
    for code, words in (("en", "High water rose."), ("fr", "La haute mer a monté."), ("ru", "Полная вода поднялась.")):
        one = Document(
            symbol="LII/1",
            masthead=Masthead(language=code),
            title=f"SPECIMEN {code}",
            content=(Paragraph("p1", words),),
        )
        (tmp_path / f"{code}.json").write_bytes(verbale.to_json(one))
    result = run("tmx", str(tmp_path / "*.json"))
    assert result.exit_code == 0
    units = {unit.id: unit for unit in tmx.read(result.stdout_bytes).units}
    assert {one.language: one.text for one in units["LII/1#p1"].variants} == {
        "en": "High water rose.", "fr": "La haute mer a monté.", "ru": "Полная вода поднялась.",
    }  # fmt: skip
    assert units["LII/1#p1"].properties["x-document"] == "LII/1"
    alone = run("tmx", str(tmp_path / "en.json"))
    assert "only one language version" in alone.stderr
    assert run("tmx", str(tmp_path / "en.json"), str(tmp_path / "en.json")).exit_code == 3


@pytest.mark.parametrize("edition", tbx.EDITIONS)
def test_glossaries_are_written_and_joined(tmp_path: Path, edition: str) -> None:
    shipped = run("glossary", "--edition", edition)
    assert len(tbx.read(shipped.stdout_bytes).glossary.concepts) == len(glossary().concepts)
    (tmp_path / "ours.toml").write_text('[[concept]]\nkey = "tide"\nen = "tide"\nfr = "marée"\n', encoding="utf-8")
    (tmp_path / "all.tbx").write_bytes(shipped.stdout_bytes)
    joined = run("glossary", str(tmp_path / "all.tbx"), str(tmp_path / "ours.toml"))
    assert tbx.read(joined.stdout_bytes).glossary.find("tide").preferred("fr") == "marée"
    (tmp_path / "bad.tbx").write_text("none")
    assert run("glossary", str(tmp_path / "bad.tbx")).exit_code == 3


def test_the_rules_of_sentences() -> None:
    root = etree.fromstring(run("srx").stdout_bytes)
    assert len(list(root.iter("{*}languagerule"))) == 6
    assert root.get("version") == "2.0"


def test_matches_and_terms_go_along(tmp_path: Path) -> None:
    one = Document(
        masthead=Masthead(language="en"), content=(Paragraph("p1", "A note verbale came."), Paragraph("p2", "Two."))
    )
    (tmp_path / "en.json").write_bytes(verbale.to_json(one))
    known = [
        TranslationUnit("1", (Variant("en", "A  note verbale came."), Variant("fr", "Une note verbale est arrivée.")))
    ]
    (tmp_path / "m.tmx").write_bytes(tmx.write(known).data)
    result = run(
        "xliff", str(tmp_path / "en.json"), "--to", "fr", "--memory", str(tmp_path / "m.tmx"), "--terms", "verbale"
    )
    assert result.exit_code == 0
    root = etree.fromstring(result.stdout_bytes)
    (match,) = root.iter("{*}match")
    assert match.getparent().getparent().get("id") == "p1"
    assert [child.text for child in match] == ["A  note verbale came.", "Une note verbale est arrivée."]
    assert {term.text for term in root.iter("{*}term")} == {"note verbale"}
