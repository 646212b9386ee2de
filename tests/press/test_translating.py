"""A language version goes to a translator and comes back: what is right is taken, all else is told, nothing is half done."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import msgspec
import pytest
from lxml import etree

from tests.formats.test_xliff import schema
from verbale import press
from verbale.authorities import authorities
from verbale.document import Document, Mark, Masthead, Note, Paragraph, places
from verbale.document.units import Unit, rewrite, units
from verbale.formats.translation import tmx, xliff
from verbale.languages import LANGUAGES
from verbale.press.translating import begin, memory, merge, pairs_of, to_xliff
from verbale.problems import BadInput

SOURCE = Document(
    symbol="LII/LC/12/G/3",
    masthead=Masthead(language="en"),
    title="SPECIMEN report",
    content=(
        Paragraph("p1", "The League recalls resolution 60/251.", (Mark("italic", 11, 18), Mark("note", 36, 36, "n1"))),
        Paragraph("p2", "The second paragraph."),
    ),
    notes=(Note("n1", "1", (Paragraph("n1-p1", "See the annex."),)),),
    specimen=True,
)
FRENCH = {
    "title": "Rapport SPECIMEN",
    "p1": 'La Ligue <pc id="1">rappelle</pc> la résolution 60/251<ph id="2"/>.',
    "p2": "Le deuxième paragraphe.",
    "n1-p1": "Voir l’annexe.",
}


def open_() -> Document:
    """The document as a French version is begun."""
    return begin(SOURCE, "fr")[0]


def filled(words: dict[str, str], source: Document = SOURCE, state: str = "translated") -> bytes:
    """The XLIFF of a translator who wrote these words, codes and all."""
    text = to_xliff(source, begin(source, "fr")[0]).data.decode()
    for id_, content in words.items():
        inside = re.compile(rf'(<unit id="{id_}".*?<segment id="s1" state=")initial("><source>.*?</source>)', re.DOTALL)
        text, count = inside.subn(rf"\g<1>{state}\g<2><target>{content}</target>", text)
        assert count == 1
    return text.encode()


def codes(merged: xliff.Merged) -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in merged.problems}


def test_a_translation_is_taken_with_its_codes_and_citations() -> None:
    merged = merge(filled(FRENCH), SOURCE, open_())
    document = merged.document
    assert document.title == "Rapport SPECIMEN"
    assert document.content[0] == Paragraph(
        "p1", "La Ligue rappelle la résolution 60/251.", (Mark("italic", 9, 17), Mark("note", 38, 38, "n1"))
    )
    assert [citation.symbol for citation in document.citations] == ["A/RES/60/251"]
    assert not any(mark.kind == "untranslated" for place in places(document) for mark in place.block.marks)
    assert merged.problems == ()
    assert merged.taken == ("title", "p1", "p2", "n1-p1")
    assert set(merged.states.values()) == {"translated"}


def test_what_is_not_translated_stays_open() -> None:
    merged = merge(filled({"p2": FRENCH["p2"]}), SOURCE, open_())
    assert merged.taken == ("p2",)
    assert codes(merged) == {("merge-target-empty", id_) for id_ in ("title", "p1", "n1-p1")}
    before = open_()
    assert [b for b in merged.document.content if b.id != "p2"] == [b for b in before.content if b.id != "p2"]


def test_a_prefilled_text_that_nobody_touched_is_no_translation() -> None:
    data = to_xliff(SOURCE, open_(), "1.2", prefilled=True).data
    merged = merge(data, SOURCE, open_())
    assert merged.document == open_()
    assert {code for code, _ in codes(merged)} == {"merge-target-empty"}


def test_a_text_that_stands_as_it_is_is_said_to_be_translated() -> None:
    merged = merge(filled({"p2": "The second paragraph."}), SOURCE, open_())
    assert merged.document.content[1] == Paragraph("p2", "The second paragraph.", language="en")


def test_codes_that_were_lost_are_told_and_no_note_falls_out() -> None:
    merged = merge(filled({"p1": "La Ligue rappelle la résolution 60/251."}), SOURCE, open_())
    assert ("merge-code-lost", "p1") in codes(merged)
    assert ("merge-note-moved", "p1") in codes(merged)
    assert merged.document.content[0].marks == (Mark("note", 38, 38, "n1"),)


def test_a_changed_source_marks_what_it_touched_and_nothing_else() -> None:
    data = filled(FRENCH)
    block = msgspec.structs.replace(SOURCE.content[1], text="The second paragraph, amended.")
    changed = msgspec.structs.replace(SOURCE, content=(SOURCE.content[0], block))
    merged = merge(data, changed, begin(changed, "fr")[0])
    assert codes(merged) == {("merge-source-changed", "p2")}
    assert merged.taken == ("title", "p1", "n1-p1")
    assert merged.document.content[1] == begin(changed, "fr")[0].content[1]


def test_a_source_that_changed_is_seen_without_the_digest_too() -> None:
    data = re.sub(rb' verbale:source="[^"]*"', b"", filled(FRENCH))
    assert merge(data, SOURCE, open_()).problems == ()
    data = data.replace(b"The second paragraph.", b"The second  paragraph.")
    assert codes(merge(data, SOURCE, open_())) == {("merge-source-changed", "p2")}


def test_strange_texts_and_missing_ones_are_told() -> None:
    data = filled(FRENCH).replace(b'<unit id="p2"', b'<unit id="p9"')
    merged = merge(data, SOURCE, open_())
    assert codes(merged) == {("merge-unit-missing", "p2"), ("merge-unit-unknown", "p9")}
    shorter = msgspec.structs.replace(open_(), content=open_().content[:1])
    assert ("merge-unit-absent", "p2") in codes(merge(filled(FRENCH), SOURCE, shorter))


def test_a_translation_in_another_language_is_told() -> None:
    words = "La Liga recuerda que la resolución fue aprobada por los Estados miembros de la Asamblea General."
    merged = merge(filled({"p2": words}), SOURCE, open_())
    assert ("merge-language-differs", "p2") in codes(merged)


def test_a_file_of_another_document_or_language_is_refused_whole() -> None:
    data = filled(FRENCH)
    other = msgspec.structs.replace(SOURCE, symbol="LII/LC/12/G/4")
    with pytest.raises(BadInput, match="LII/LC/12/G/3"):
        merge(data, other, open_())
    with pytest.raises(BadInput, match="target language"):
        merge(data, SOURCE, begin(SOURCE, "es")[0])
    with pytest.raises(BadInput, match="source language"):
        merge(data, open_(), open_())


def test_later_work_of_another_person_is_kept_where_the_file_says_nothing() -> None:
    theirs = rewrite(
        open_(),
        lambda unit: (
            msgspec.structs.replace(unit, text="Leur texte.", marks=(), language="fr") if unit.id == "p2" else unit
        ),
    )
    merged = merge(filled({"title": "Rapport"}), SOURCE, theirs)
    assert merged.document.content[1].text == "Leur texte."
    assert merged.document.title == "Rapport"


def test_an_annex_as_received_is_not_touched() -> None:
    folder = resources.files("verbale") / "specimens"
    league = authorities().with_organization((folder / "league.toml").read_text("utf-8"))
    source = press.read((folder / "note-1-en.md").read_bytes(), "note-1-en.md", league).document
    target = begin(source, "ru", league)[0]
    data = to_xliff(source, target, "1.2").data
    assert b'translate="no"' in data
    protected = [unit for unit in units(target) if unit.annex and unit.text]
    changed = data.replace(protected[-1].text.encode(), b"SPECIMEN: other words")
    merged = merge(changed, source, target)
    assert merged.document.annexes == target.annexes
    assert ("merge-unit-protected", protected[-1].id) in codes(merged)


@pytest.mark.shared
def test_every_document_of_the_sample_goes_out_and_comes_back(shared: Path) -> None:
    """Its words are wiped before they come back: all that stands there then came out of the file."""

    paths = sorted((shared / "data/akn4un").rglob("*.xml"))
    schemas = {version: schema(shared / "schemas", version) for version in xliff.VERSIONS}
    assert len(paths) >= 800
    for nth, path in enumerate(paths):
        document = press.read(path.read_bytes(), path.name).document
        version = xliff.VERSIONS[nth % 2]
        data = to_xliff(document, document, version).data
        schemas[version].assertValid(etree.fromstring(data))
        assert merge(data, document, document).document == document, path
        back = merge(data, document, rewrite(document, _wiped))
        plain = [msgspec.structs.replace(one, citations=()) for one in (back.document, document)]
        assert plain[0] == plain[1], path
        assert back.problems == (), path


@pytest.mark.shared
def test_memories_of_the_sample_are_valid(shared: Path) -> None:
    """Of one set of decisions and of Council resolutions in six; nearly every paragraph is in all six languages."""
    sets: dict[str, list[Document]] = {}
    folders = [shared / "data/akn4un" / name for name in ("GAdecisions", "HRCresolutions")]
    for path in sorted(path for folder in folders for path in folder.rglob("*.xml")):
        document = press.read(path.read_bytes(), path.name).document
        sets.setdefault(document.symbol or path.stem, []).append(document)
    whole = [versions for versions in sets.values() if {one.masthead.language for one in versions} == set(LANGUAGES)]
    chosen = [{one.masthead.language: one for one in versions} for versions in whole[::6]]
    found = [unit for versions in chosen for unit in memory(tuple(versions.values()))]
    data = tmx.write(found).data
    dtd = etree.DTD(str(shared / "schemas/tmx/tmx14.dtd"))
    assert dtd.validate(etree.fromstring(data)), dtd.error_log
    assert tmx.read(data).units == tuple(found)
    paragraphs = sum(len(version.content) for versions in chosen for version in versions.values())
    assert sum(len(unit.variants) for unit in found) > 0.9 * paragraphs


def test_a_part_that_is_still_open_is_told_until_somebody_says_that_it_shall_stand() -> None:
    part = Mark("untranslated", 3, 9)
    theirs = rewrite(
        open_(),
        lambda unit: (
            msgspec.structs.replace(unit, text="Le second paragraphe.", marks=(part,), language="fr")
            if unit.id == "p2"
            else unit
        ),
    )
    data = to_xliff(SOURCE, theirs).data
    merged = merge(data, SOURCE, theirs)
    assert ("merge-target-open", "p2") in codes(merged)
    assert merged.document == theirs
    said = data.replace(b'state="initial"><source>The second', b'state="translated"><source>The second')
    done = merge(said, SOURCE, theirs)
    assert done.document.content[1].marks == ()
    assert "p2" not in {problem.where for problem in done.problems}


def test_what_somebody_wrote_since_the_file_was_made_stays_theirs() -> None:
    def written(words: dict[str, str]) -> Document:
        return rewrite(
            open_(),
            lambda unit: (
                msgspec.structs.replace(unit, text=words[unit.id], marks=(), language="fr")
                if unit.id in words
                else unit
            ),
        )

    now = written({"p2": "Leur texte.", "n1-p1": FRENCH["n1-p1"]})
    merged = merge(filled(FRENCH), SOURCE, open_(), now=now)
    assert merged.document.content[1].text == "Leur texte."
    assert merged.document.title == FRENCH["title"]
    assert merged.taken == ("title", "p1")
    assert codes(merged) == {("merge-unit-overtaken", "p2")}


@pytest.mark.shared
def test_versions_from_elsewhere_are_paired_by_what_they_say(shared: Path) -> None:
    """The French version lacks a paragraph here, so that its ids say other things than those of the English one."""
    folder = shared / "data/akn4un/GAresolutions/75session"
    english, french = (
        press.read((folder / name).read_bytes(), name).document
        for name in ("English/75_206_E.xml", "French/75_206_F.xml")
    )
    blocks = [block for block in french.content if isinstance(block, Paragraph)]
    gone = blocks[3]
    rest = [block for block in french.content if block is not gone]
    numbered = iter(range(1, len(rest) + 1))
    other = msgspec.structs.replace(
        french, content=tuple(msgspec.structs.replace(block, id=f"q{next(numbered)}") for block in rest), citations=()
    )
    pairs = pairs_of(english, other)
    assert len(pairs) > 0.9 * len(other.content)
    data = to_xliff(english, other, pairs=pairs).data
    assert merge(data, english, other, pairs=pairs).document == other
    back = merge(data, english, rewrite(other, _wiped), pairs=pairs)
    shown = {unit.id: unit.text for unit in units(back.document)}
    assert all(shown[there] == unit.text for unit in units(other) for there in [unit.id] if there in pairs.values())
    assert {problem.code for problem in back.problems} <= {
        "merge-code-lost",
        "merge-code-unknown",
        "merge-language-differs",
    }


def _wiped(unit: Unit) -> Unit:
    return msgspec.structs.replace(unit, text="SPECIMEN" if unit.text else "", marks=())
