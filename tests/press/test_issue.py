"""From a note verbale to an official document in six languages, through the public door."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

import verbale
from verbale.authorities import Authorities, authorities
from verbale.document import Document, Mark, Paragraph, places, text
from verbale.languages import LANGUAGES, identify
from verbale.problems import BadInput, BadSymbol

SPECIMENS = resources.files("verbale") / "specimens"
NOTES = sorted(f.name for f in SPECIMENS.iterdir() if f.name.endswith(".md"))
ON = datetime.date(2026, 3, 20)


def league() -> Authorities:
    return authorities().with_organization((SPECIMENS / "league.toml").read_text("utf-8"))


def specimen(name: str) -> Document:
    return verbale.read((SPECIMENS / name).read_bytes(), name, league()).document


def foreign(document: Document) -> list[str]:
    """The passages of the covering note that stand in another language than the document."""
    found = []
    for place in places(document):
        if not place.annex:
            found += [place.block.text[m.start : m.end] for m in place.block.marks if m.kind == "untranslated"]
    return found


@pytest.mark.parametrize("name", NOTES)
def test_a_specimen_is_read_whole(name: str) -> None:
    document = specimen(name)
    assert document.specimen
    assert document.kind == "note-verbale"
    assert document.body == "LII/LC"
    assert document.session is not None
    assert document.session.number == 12
    assert document.masthead.language == name.split("-")[2].removesuffix(".md")
    assert document.communication is not None
    assert document.communication.dated is not None
    assert document.communication.sender.seat == "LII-HQ"
    assert document.communication.addressees == ("LII-SECRETARIAT",)
    assert [p.formula for p in document.communication.passages] == ["transmission", "request", "courtesy"]
    assert [len(a.content) for a in document.annexes] == [3]
    assert len(document.agenda) == 1


@pytest.mark.parametrize("name", NOTES)
def test_a_specimen_is_issued_in_six_languages(name: str) -> None:
    document = specimen(name)
    edition = verbale.issue(document, on=ON, formats=["json"], authorities=league())
    assert [v.masthead.language for v in edition.versions] == list(LANGUAGES)
    for version in edition.versions:
        language = version.masthead.language
        assert version.specimen
        assert version.symbol == document.symbol
        assert version.masthead.issued == ON
        assert version.masthead.originals == (document.masthead.language,)
        assert version.annexes[0].content == document.annexes[0].content
        assert (version.annexes[0].language or language) == document.masthead.language
        assert [b.id for b in version.content] == [b.id for b in edition.versions[0].content]
        assert identify(version.title)[0] == language
        if language == document.masthead.language:
            assert foreign(version) == []
        else:
            assert len(foreign(version)) == 1, "only the object of the transmission stands untranslated"
        (note,) = version.notes
        assert any(m == Mark("note", m.start, m.start, note.id) for b in version.content for m in b.marks)
    told = [p for p in edition.problems if p.code == "issue-passage-untranslated"]
    assert len(told) == len(LANGUAGES) - 1


def test_the_agenda_title_and_session_are_official_in_each_language() -> None:
    edition = verbale.issue(specimen(NOTES[0]), on=ON, formats=["json"], authorities=league())
    printed = {v.masthead.language: [line.text for line in v.cover] for v in edition.versions}
    assert "Douzième session" in printed["fr"]
    assert "第十二届会议" in printed["zh"]
    assert "Двенадцатая сессия" in printed["ru"]
    assert "20 March 2026" in printed["ar"]
    assert "20 de marzo de 2026" in printed["es"]


def test_without_a_symbol_nothing_is_issued() -> None:
    document = verbale.from_json(verbale.to_json(specimen(NOTES[0])).replace(b'"LII/LC/12/G/1"', b"null", 1))
    with pytest.raises(BadSymbol, match="never guessed"):
        verbale.issue(document, on=ON, authorities=league())
    with pytest.raises(BadSymbol):
        verbale.issue(document, on=ON, symbol="LII/LC/12/G/", authorities=league())
    with pytest.raises(BadInput):
        verbale.issue([], on=ON, symbol="A/1")


def test_issuing_twice_gives_the_same_bytes_in_another_process_too(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "verbale.cli", "demo", "--out"]
    for folder in ("one", "two"):
        subprocess.run([*command, str(tmp_path / folder)], check=True, capture_output=True)
    one, two = ({f.name: f.read_bytes() for f in (tmp_path / d).iterdir()} for d in ("one", "two"))
    assert len(one) == len(NOTES) * len(LANGUAGES) * 4
    assert one == two


def test_every_rendition_says_that_it_is_a_specimen() -> None:
    edition = verbale.issue(specimen(NOTES[0]), on=ON, formats=["html", "markdown"], authorities=league())
    marks = {"ar": "نموذج", "zh": "样本", "en": "SPECIMEN", "fr": "SPÉCIMEN", "ru": "ОБРАЗЕЦ", "es": "ESPÉCIMEN"}
    for rendition in edition.renditions:
        shown = rendition.data.decode()
        assert "SPECIMEN" in shown or marks[rendition.language] in shown, rendition.name


def test_a_paragraph_that_no_formula_covers_is_carried_and_reported() -> None:
    free = "The Permanent Mission adds that the tide tables are fictional."
    source = (
        (SPECIMENS / NOTES[0])
        .read_text("utf-8")
        .replace("The Permanent Mission avails", f"{free}\n\nThe Permanent Mission avails")
    )
    document = verbale.read(source.encode(), "note.md", league()).document
    edition = verbale.issue(document, on=ON, formats=["json"], languages=["ru"], authorities=league())
    (version,) = edition.versions
    kept = [b for b in version.content if isinstance(b, Paragraph) and b.text == free]
    assert len(kept) == 1
    assert kept[0].language == "en"
    assert any(free[:40] in p.text for p in edition.problems if p.code == "issue-passage-untranslated")


LETTER = """SPECIMEN

Letter dated 3 March 2026 from the Permanent Representative of Brumalia to the League of Imaginary Islands addressed to the
President of the Lighthouse Council

I have the honour to transmit herewith the concept note on fictional lights.

I should be grateful if you would have the present letter and its annex circulated as a document of the Lighthouse Council,
under agenda items 2 and 3.

(Signed) Imagined Person

**Annex**

**Concept note**

1. The lights are fictional.
"""


def test_a_letter_is_signed_in_six_languages() -> None:
    document = verbale.read(LETTER.replace("\nPresident", " President").encode(), "letter.md", league()).document
    assert document.kind == "letter"
    edition = verbale.issue(document, on=ON, symbol="LII/LC/12/5", formats=["json"], authorities=league())
    signed = {v.masthead.language: v.content[2] for v in edition.versions}
    shown = {code: block.text for code, block in signed.items() if isinstance(block, Paragraph)}
    assert shown["fr"] == "(Signé) Imagined Person"
    assert shown["zh"] == "Imagined Person(签名)"
    (kept,) = [m for m in signed["zh"].marks if m.kind == "untranslated"]  # type: ignore[union-attr]
    assert shown["zh"][kept.start : kept.end] == "Imagined Person"
    assert not [m for m in signed["fr"].marks if m.kind == "untranslated"]  # type: ignore[union-attr]


def test_a_letterhead_is_no_title() -> None:
    source = (
        (SPECIMENS / NOTES[0])
        .read_text("utf-8")
        .replace("SPECIMEN\n", "SPECIMEN\n\nPERMANENT MISSION OF BRUMALIA\n", 1)
    )
    document = verbale.read(source.encode(), "note.md", league()).document
    edition = verbale.issue(document, on=ON, symbol="LII/LC/12/G/1", formats=["json"], authorities=league())
    english = next(v for v in edition.versions if v.masthead.language == "en")
    assert english.title.startswith("Note verbale dated 3 March 2026 from the Permanent Mission of Brumalia")
    if document.title:
        assert "issue-letterhead-left-out" in {p.code for p in edition.problems}


# The document that began it.


@pytest.fixture(scope="module")
def seed(shared: Path) -> verbale.Reading:
    return verbale.read((shared / "facts" / "seed.md").read_bytes(), "seed.md")


def words(source: str) -> list[str]:
    plain = re.sub(r"</?sup>|[*#\\]|^---$", "", source, flags=re.MULTILINE)
    return plain.split()


@pytest.mark.shared
def test_the_seed_is_read_field_by_field(seed: verbale.Reading) -> None:
    d = seed.document
    assert d.symbol is None
    assert "read-symbol-absent" in {p.code for p in seed.problems}
    assert (d.masthead.distribution, d.masthead.issued) == ("general", datetime.date(2020, 8, 24))
    assert (d.masthead.language, d.masthead.originals) == ("es", ("en",))
    assert d.body == "A/HRC"
    assert d.session is not None
    assert (d.session.number, d.session.dates) == (43, ((datetime.date(2020, 2, 24), datetime.date(2020, 3, 20)),))
    assert [(i.number, i.title[:11]) for i in d.agenda] == [("4", "Situaciones")]
    said = d.communication
    assert said is not None
    assert (said.kind, said.dated, said.addressees) == ("note-verbale", datetime.date(2020, 4, 1), ("OHCHR",))
    assert (said.sender.state, said.sender.capacity) == ("AZE", "permanent-mission")
    assert len(d.content) == 2
    (note,) = d.notes
    second = d.content[1]
    assert isinstance(second, Paragraph)
    (anchor,) = [m for m in second.marks if m.kind == "note"]
    assert second.text[: anchor.start].endswith("anexo")
    assert anchor.value == note.id
    (annex,) = d.annexes
    assert (annex.language, len(annex.content)) == ("en", 7)
    assert annex.label.startswith("Annex to the note verbale")
    assert annex.title.startswith("Statement by the Ministry")
    assert [c.symbol for c in d.citations] == [
        "UN-CHARTER", "HELSINKI-FINAL-ACT",
        "S/RES/822 (1993)", "S/RES/853 (1993)", "S/RES/874 (1993)", "S/RES/884 (1993)",
    ]  # fmt: skip
    fields = {e.field for e in seed.evidence}
    assert {"masthead.issued", "session", "agenda", "title", "communication.dated"} <= fields


@pytest.mark.shared
def test_the_seed_comes_back_word_for_word_as_markdown(seed: verbale.Reading, shared: Path) -> None:
    written = verbale.write(seed.document, "markdown")
    assert words(written.data.decode()) == words((shared / "facts" / "seed.md").read_text("utf-8"))
    again = verbale.read(written.data, "seed.md").document
    assert again == seed.document


@pytest.mark.shared
def test_the_seed_in_six_languages(seed: verbale.Reading) -> None:
    edition = verbale.issue(seed.document, symbol="A/HRC/43/G/45", on=datetime.date(2020, 8, 24), formats=["json"])
    by_language = {v.masthead.language: v for v in edition.versions}
    assert by_language["es"].content == seed.document.content
    assert by_language["es"].title == seed.document.title
    free = "la declaración del Ministerio de Relaciones Exteriores de la República de Azerbaiyán sobre las elecciones"
    for language in set(LANGUAGES) - {"es"}:
        version = by_language[language]
        (kept,) = foreign(version)
        assert kept.startswith(free)
        rest = text(version).replace(kept, "")
        assert "Azerbaiyán" not in rest
        assert not re.search(r"\b(?:pide|saluda|anexo)\b", rest)
        assert version.annexes[0].content == seed.document.annexes[0].content
        assert {c.symbol for c in version.citations} >= {c.symbol for c in seed.document.citations}
