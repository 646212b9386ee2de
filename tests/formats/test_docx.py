"""DOCX as we write it: the document comes back from it, whole from an unchanged file, as it stands from a changed one."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator

import docx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from tests.formats.office import NS, changed, parts_of, tree, without_record
from tests.strategies import documents
from verbale.authorities import authorities
from verbale.document import (
    Block,
    Cell,
    CoverLine,
    Document,
    Heading,
    Line,
    Mark,
    Masthead,
    Note,
    Paragraph,
    Sheet,
    Table,
    WriteOptions,
    texts,
    to_json,
)
from verbale.document.printing import linked
from verbale.formats.docx import read, write
from verbale.languages import LANGUAGES, language, phrase
from verbale.problems import CannotWrite
from verbale.recognizer import recognize

PLAIN = WriteOptions()
OTHER = {"ar": "en", "zh": "ar", "en": "ar", "fr": "en", "ru": "zh", "es": "en"}


def written(document: Document, options: WriteOptions = PLAIN) -> bytes:
    return write(document, options).data


def lines_of(document: Document) -> tuple[Line, ...]:
    """What is read from the pages alone, without the record."""
    found = read(without_record(written(document)))
    assert isinstance(found, Sheet)
    assert found.problems == ()
    return found.lines


# Back again -----------------------------------------------------------------------------------------------------------


@given(documents())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_document_comes_back_whole_from_an_unchanged_file(document: Document) -> None:
    writing = write(document, PLAIN)
    assert writing.problems == ()
    assert read(writing.data) == document


def test_the_address_told_is_no_change(made_up) -> None:
    document = made_up.specimen("fr", symbol=None)
    assert read(written(document, WriteOptions(address="https://documents.example/7"))) == document


def over(marks: tuple[Mark, ...]) -> set[tuple[str, str, int]]:
    """The characters that marks cover, and the points they name; a language inside another one counts alone."""
    found = {(m.kind, m.value, at) for m in marks if m.kind != "language" for at in range(m.start, m.end)}
    spoken = {
        at: m.value
        for m in sorted(marks, key=lambda m: m.start)
        if m.kind == "language"
        for at in range(m.start, m.end)
    }
    # What is raised cannot be lowered as well.
    found -= {("lowered", "", at) for kind, _, at in found if kind == "raised"}
    return found | {("language", value, at) for at, value in spoken.items()}


def flat(blocks: tuple[Block, ...]) -> Iterator[Paragraph | Heading]:
    yield from (block for block, _ in texts(blocks, ""))


@given(documents())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_pages_alone_keep_words_marks_numbers_notes_and_tables(document: Document) -> None:
    lines = iter(lines_of(document))
    linking = linked(document)
    waiting: list[tuple[str, str]] = []
    notes = {note.id: note for part in (linking, *linking.annexes) for note in part.notes}

    def following() -> Line:
        line = next(lines)
        while line.style == "note":
            marker, text = waiting.pop(0)
            assert (line.mark, line.text) == (marker, text)
            line = next(lines)
        return line

    def same(block: Paragraph | Heading, line: Line | Paragraph) -> None:
        number = line.mark if isinstance(line, Line) else line.number
        assert (number, line.text) == (block.number, block.text.strip())
        shift = len(block.text) - len(block.text.lstrip())
        # A heading is bold by its style; bold words in it do not stand out.
        kept = tuple(m for m in block.marks if not (isinstance(block, Heading) and m.kind == "bold"))
        assert {one for one in over(kept) if 0 <= one[2] - shift < len(line.text)} == over(line.marks)
        anchors = [notes[m.value] for m in block.marks if m.kind == "note"]
        assert [m.value for m in line.marks if m.kind == "note"] == [note.marker for note in anchors]
        waiting.extend((note.marker, " ".join(b.text for b in flat(note.content))) for note in anchors)

    def blocks(content: tuple[Block, ...]) -> None:
        for block in content:
            line = following()
            if isinstance(block, Table):
                assert line.table is not None
                assert (line.table.header, line.table.caption) == (block.header, block.caption)
                cells = [cell for row in line.table.rows for cell in row if cell.content]
                for old, new in zip(flat_cells(block), cells, strict=True):
                    (inside,) = new.content
                    same(old, inside)
            else:
                same(block, line)
                level = block.level + 1 if isinstance(block, Heading) else block.level if block.number else 0
                assert line.level == level

    assert any(following().text == document.title for _ in range(12)) or not document.title
    blocks(linking.content)
    for annex in linking.annexes:
        assert following().text == annex.label
        assert not annex.title or following().text == annex.title
        blocks(annex.content)


def flat_cells(table: Table) -> list[Paragraph | Heading]:
    return [block for row in table.rows for cell in row for block in flat(cell.content)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_recognizer_finds_in_the_pages_what_was_written(code: str, made_up) -> None:
    document = made_up.specimen(code)
    job = f"GE.31-01234 ({language(code).letter})"
    cover = tuple(CoverLine(line.field, job) if line.field == "job-number" else line for line in document.cover)
    document = msgspec.structs.replace(document, cover=cover)
    found = recognize(Sheet(lines_of(document)), authorities()).document
    assert (found.symbol, found.body, found.title, found.specimen) == ("A/HRC/73/G/7", "A/HRC", document.title, True)
    assert found.title_marks == document.title_marks
    assert [(line.field, line.text) for line in found.cover] == [(line.field, line.text) for line in document.cover]
    assert (found.masthead.language, found.masthead.issued) == (code, document.masthead.issued)
    assert [item.number for item in found.agenda] == ["4"]
    assert [block.text for block in found.content] == [block.text for block in document.content]
    (mark,) = (mark for mark in found.content[1].marks if mark.kind == "note")
    assert (mark.start, mark.value) == (document.content[1].marks[0].start, found.notes[0].id)
    assert (found.notes[0].marker, found.notes[0].content[0].text) == ("*", document.notes[0].content[0].text)


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_not_translated_is_seen_and_read_back(code: str, made_up) -> None:
    document = made_up.untranslated(code)
    assert read(written(document)) == document
    line = next(line for line in lines_of(document) if "lighthouses at sea" in line.text)
    assert over(line.marks) == over(document.content[0].marks)
    if code != "en":
        shown = "".join(tree(written(document)).itertext())
        assert "the protection of lighthouses at sea[en]" in shown


# Changed files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/document.xml", "compliments", "insults"),
        ("word/document.xml", "kindly requests", "does not request"),
        ("word/document.xml", '<w:footnoteReference w:customMarkFollows="1" w:id="1"/>', ""),
        ("word/document.xml", "<w:pPr><w:pStyle w:val=\"BodyText\"/>", "<w:pPr><w:pStyle w:val=\"Heading1\"/>"),
        ("word/document.xml", "<w:sectPr>", "<w:p><w:r><w:t>More.</w:t></w:r></w:p><w:sectPr>"),
        ("word/document.xml", "<w:body>", '<w:body><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r></w:p>'),
        ("word/document.xml", "</w:body>", '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p></w:body>'),
        ("word/_rels/document.xml.rels", "https://undocs.org/en/A/RES/60/251", "https://elsewhere.example/"),
        ("word/footnotes.xml", "as received", "as improved"),
        ("customXml/item1.xml", "compliments", "insults"),
        ("customXml/item1.xml", "{", "["),
        ("customXml/item1.xml", '"verbale":"1"', '"verbale":"9"'),
    ],
)  # fmt: skip
def test_a_changed_file_is_read_as_it_stands(part: str, old: str, new: str, made_up) -> None:
    document = made_up.specimen("en")
    found = read(changed(written(document), part, old, new))
    assert isinstance(found, Sheet)
    assert {problem.code for problem in found.problems} & {"read-record-differs", "read-record-broken"}
    whole = "\n".join(line.text for line in found.lines)
    assert ("insults" in whole) == (new == "insults" and part == "word/document.xml")


def test_what_a_word_processor_adds_to_what_is_seen_is_no_change(made_up) -> None:
    document = made_up.specimen("ar", made_up.annex("en"))
    data = changed(
        written(document),
        "word/document.xml",
        "<w:p><w:pPr>",
        '<w:p w:rsidR="00AB"><w:proofErr w:type="spellStart"/><w:pPr>',
    )
    assert read(data) == document


# The file -------------------------------------------------------------------------------------------------------------


def test_the_same_document_gives_the_same_bytes_in_any_process(made_up) -> None:
    document = made_up.specimen("ar", made_up.annex("zh"))
    script = (
        "import sys; from verbale.document import from_json, WriteOptions; from verbale.formats.docx import write;"
        "sys.stdout.buffer.write(write(from_json(sys.stdin.buffer.read()), WriteOptions()).data)"
    )
    again = subprocess.run(
        [sys.executable, "-c", script],
        input=to_json(document),
        capture_output=True,
        check=True,
        env={"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
    )
    assert again.stdout == written(document) == written(document)
    names = list(parts_of(again.stdout))
    assert names == sorted(names)
    assert names[0] == "[Content_Types].xml"


@pytest.mark.parametrize("code", LANGUAGES)
def test_python_docx_opens_it(code: str, made_up) -> None:
    document = made_up.specimen(code, made_up.annex(code), made_up.annex(OTHER[code]))
    opened = docx.Document(io.BytesIO(written(document)))
    properties = opened.core_properties
    assert (properties.title, properties.subject) == (document.title, "A/HRC/73/G/7")
    assert properties.language.startswith(code)
    assert str(properties.created.date()) == "2031-05-06"
    assert phrase("specimen", code) in properties.keywords
    assert len(opened.sections) == 3
    first = opened.sections[0]
    assert first.different_first_page_header_footer
    assert opened.settings.odd_and_even_pages_header_footer
    for head in (first.first_page_header, first.header, first.even_page_header):
        assert head.paragraphs[0].text == phrase("specimen", code)
    assert first.header.paragraphs[1].text == first.even_page_header.paragraphs[1].text == "A/HRC/73/G/7"
    assert first.first_page_footer.paragraphs[0].text.startswith("GE.31-01234")
    assert [p.text for p in opened.paragraphs if p.style.name == "Title"] == [document.title]
    assert len(opened.tables) == 3


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_say_direction_language_headings_and_heads_of_tables(code: str, made_up) -> None:
    data = written(made_up.specimen(code, made_up.annex(code)))
    body = tree(data)
    turned = language(code).direction == "rtl"
    titled = body.xpath("//w:p[w:pPr/w:pStyle/@w:val='Title']", namespaces=NS)[0]
    assert bool(titled.xpath("w:pPr/w:bidi", namespaces=NS)) == turned
    assert bool(titled.xpath("w:r/w:rPr/w:rtl", namespaces=NS)) == turned
    assert len(body.xpath("//w:sectPr[w:bidi]", namespaces=NS)) == (2 if turned else 0)
    assert len(body.xpath("//w:tblPr[w:bidiVisual]", namespaces=NS)) == (2 if turned else 0)
    assert body.xpath("count(//w:tr/w:trPr/w:tblHeader)", namespaces=NS) == 1
    assert body.xpath("string(//w:tblCaption/@w:val)", namespaces=NS) == made_up.annex(code).title
    levels = [int(one) for one in body.xpath("//w:outlineLvl/@w:val", namespaces=NS)]
    assert levels == [0, 1, 2, 3, 4]
    default = tree(data, "word/styles.xml").xpath("//w:docDefaults//w:lang", namespaces=NS)[0]
    slot = {"ar": "bidi", "zh": "eastAsia"}.get(code, "val")
    assert default.get(f"{{{NS['w']}}}{slot}").startswith(code)
    raised = body.xpath("//w:r[w:rPr/w:vertAlign/@w:val='superscript']/w:t/text()", namespaces=NS)
    assert set(raised) == ({"er"} if code in {"fr", "es"} else set())
    symbol = body.xpath("//w:p[w:pPr/w:pStyle/@w:val='MastheadSymbol']/w:r/w:t/text()", namespaces=NS)
    assert symbol == ["A", "/HRC/73/G/7"]


def test_a_note_anchored_twice_is_one_note_and_a_reference(made_up) -> None:
    twice = Paragraph("p1", "one two", marks=(Mark("note", 3, 3, "n"), Mark("note", 7, 7, "n")))
    document = Document(
        masthead=Masthead(language="en"), content=(twice,), notes=(Note("n", "*", (Paragraph("n1", "words"),)),)
    )
    assert read(written(document)) == document
    line, note = lines_of(document)
    assert [(m.start, m.value) for m in line.marks] == [(3, "*"), (7, "*")]
    assert (note.mark, note.text) == ("*", "words")


def test_notes_that_nothing_anchors_stand_below_the_text() -> None:
    notes = (Note("n", "*", (Paragraph("n1", "words"),)),)
    document = Document(masthead=Masthead(language="en"), content=(Paragraph("p1", "text"),), notes=notes)
    assert [line.text for line in lines_of(document)] == ["text", "", "* words"]


HOSTILE = "<w:p>]]>&lt;\"'\x00\x0b\u202e\ufffe\ud800 end"


def test_hostile_text_stays_text() -> None:
    paragraph = Paragraph(
        "p1", HOSTILE, marks=(Mark("link", 0, 5, "javascript:alert(1)"), Mark("language", 0, 5, '"/><x'))
    )
    paragraphs = (Paragraph("p1", HOSTILE.replace("\ud800", "")),)
    writing = write(Document(masthead=Masthead(language="en"), title="T", content=paragraphs), PLAIN)
    assert "<w:p>]]>&lt;\"' \ufffd end" in "".join(tree(writing.data).itertext())
    assert {problem.code for problem in writing.problems} == {"write-characters-dropped"}
    clean = HOSTILE.replace("\ud800", "")
    hostile = Document(
        symbol='A"/><w:x', masthead=Masthead(language="en"), title=clean, notes=(Note("n", '"<', (Paragraph("q", clean),)),),
        content=(Paragraph("p1", clean, marks=paragraph.marks),),
    )  # fmt: skip
    assert read(written(hostile)) == hostile
    assert b"javascript" not in parts_of(written(hostile))["word/_rels/document.xml.rels"]


def test_tables_nested_beyond_all_sense_are_refused() -> None:
    inner: Block = Paragraph("p", "deep")
    for number in range(12):
        inner = Table(f"t{number}", ((Cell((inner,)),),))
    with pytest.raises(CannotWrite, match="nested"):
        write(Document(content=(inner,)), PLAIN)


def test_a_document_without_anything_is_still_a_file() -> None:
    assert read(written(Document())) == Document()
