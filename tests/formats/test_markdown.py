"""Markdown: what the reader makes of markup, what the writer writes, and that the one gives back the other."""

from __future__ import annotations

from collections import Counter
from types import ModuleType

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import documents
from verbale.authorities import authorities
from verbale.document import (
    Annex,
    Block,
    Cell,
    CoverLine,
    Document,
    Heading,
    Line,
    Mark,
    Note,
    Paragraph,
    Sheet,
    Table,
    WriteOptions,
    change_blocks,
    segments,
)
from verbale.document import text as words
from verbale.formats import markdown
from verbale.languages import phrase
from verbale.problems import BadInput
from verbale.recognizer import recognize


def lines(source: str) -> list[Line]:
    return list(markdown.read(source.encode()).lines)


def line(source: str) -> Line:
    (only,) = lines(source)
    return only


def write(document: Document) -> str:
    return markdown.write(document, WriteOptions()).data.decode()


def again(document: Document) -> Document:
    return recognize(markdown.read(write(document).encode()), authorities()).document


# -- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "text", "marks"),
    [
        ("**bold**", "bold", [("bold", 0, 4, "")]),
        ("a *b* c", "a b c", [("italic", 2, 3, "")]),
        ("43<sup>er</sup> período", "43er período", [("raised", 2, 4, "")]),
        ("H<sub>2</sub>O", "H2O", [("lowered", 1, 2, "")]),
        ("<u>a</u><b>b</b><i>c</i>", "abc", [("underline", 0, 1, ""), ("bold", 1, 2, ""), ("italic", 2, 3, "")]),
        ("[x](https://documents.example/1)", "x", [("link", 0, 1, "https://documents.example/1")]),
        ('<span lang="fr">phare</span>', "phare", [("language", 0, 5, "fr")]),
        ("<mark>left</mark> alone", "left alone", [("untranslated", 0, 4, "")]),
        ("note[^1] and[^a2-3].", "note and.", [("note", 4, 4, "1"), ("note", 8, 8, "3")]),
        ("**a[^1]b** c", "ab c", [("bold", 0, 2, ""), ("note", 1, 1, "1")]),
        ("one  \ntwo\nthree", "one\ntwo\nthree", [("break", 4, 4, "")]),
        ("one<br>two", "one\ntwo", [("break", 4, 4, "")]),
        (r"\*escaped\* \[^1\] &amp; &lt;", "*escaped* [^1] & <", []),
        ("![a picture](x.png) `code`", "a picture code", []),
        ("**open and <sup>open", "**open and open", []),
    ],
)  # fmt: skip
def test_words_and_marks(source: str, text: str, marks: list[tuple[str, int, int, str]]) -> None:
    found = line(source)
    assert found.text == text
    assert [(mark.kind, mark.start, mark.end, mark.value) for mark in found.marks] == marks


def test_blocks_become_lines_with_hints() -> None:
    source = "\n# One\n\n> Quoted\n\n1. First\n2. Second\n   - Deeper\n\n---\n\n[^1]: E/2031/12.\n"
    assert [(found.number, found.gap, found.style, found.level, found.mark, found.text) for found in lines(source)] == [
        (2, 1, "heading", 1, "", "One"),
        (4, 1, "quotation", 1, "", "Quoted"),
        (6, 1, "item", 0, "1.", "First"),
        (7, 0, "item", 0, "2.", "Second"),
        (8, 0, "item", 1, "-", "Deeper"),
        (10, 1, "rule", 0, "", ""),
        (12, 1, "note", 0, "1", "E/2031/12."),
    ]


@pytest.mark.parametrize(
    "source",
    ["[note]: is no link reference", "    indented is no code", "<div>markup</div> is no block", "``` \nfenced\n```"],
)
def test_what_markdown_would_swallow_is_kept(source: str) -> None:
    assert set(line(source).text.split()) <= set(source.replace("<div>", "").replace("</div>", "").split())
    assert line(source).text.split()


def test_tables() -> None:
    (found,) = lines("| a | *b* |\n|---|---|\n| 1 | 2 \\| 3 |\n")
    assert found.style == "table"
    assert found.table is not None
    cells = [[block.text for cell in row for block in cell.content] for row in found.table.rows]  # type: ignore[union-attr]
    assert cells == [["a", "b"], ["1", "2 | 3"]]
    assert found.table.header == 1


def test_nesting_too_deep_is_reported() -> None:
    sheet = markdown.read(b"> " * 60 + b"deep")
    assert [problem.code for problem in sheet.problems] == ["read-nesting"]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="*_[](<>`\\!#-|^: \n\tab1&;", max_size=200).map(str.encode))
def test_any_bytes_are_lines(data: bytes) -> None:
    sheet = markdown.read(data)
    assert isinstance(sheet, Sheet)
    for found in sheet.lines:
        for mark in found.marks:
            assert 0 <= mark.start <= mark.end <= len(found.text)


def test_hostile_inputs_end() -> None:
    hostile = [b"[" * 3_000_000, b"*" * 3_000_000, b">" * 1_000_000, b"[a](" * 20_000, b"*a _b " * 15_000, b"- " * 20_000,
               b"x\n" * 20_000, b"x\n\n" * 20_000, b"[^1] " * 15_000 + b"\n\n[^1]: x\n\n" * 1_000, b"|a" * 10_000]  # fmt: skip
    for data in hostile:
        assert isinstance(markdown.read(data), Sheet)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(BadInput, match="lines"):
        markdown.read(b"\n" * 300_000)
    with pytest.raises(BadInput, match="bytes"):
        markdown.read(b"a" * (64 * 1024 * 1024 + 1))


# -- writing ------------------------------------------------------------------------------------------------------


def test_the_layout_of_an_official_document() -> None:
    document = Document(
        title="Note verbale, a SPECIMEN",
        cover=(
            CoverLine("organ", "General Assembly"),
            CoverLine("symbol", "A/HRC/71/G/9"),
            CoverLine("distribution", "Distr.: General"),
            CoverLine("issued", "4 March 2031"),
            CoverLine("body", "Human Rights Council"),
            CoverLine("session", "43er período", (Mark("raised", 2, 4),)),
            CoverLine("agenda", "Agenda item 4"),
            CoverLine("agenda-title", "Lighthouses"),
        ),
        content=(
            Heading("h1", "Lamps", number="I."),
            Paragraph("p1", "With an annex.", marks=(Mark("note", 13, 13, "n1"),), number="1."),
        ),
        notes=(Note("n1", "*", (Paragraph("n1-p1", "As received."),)),),
        annexes=(Annex("annex1", "Annex", "Statement", content=(Paragraph("a1-p1", "# 1. Not a heading"),)),),
    )
    assert write(document) == (
        "# General Assembly\n\nA/HRC/71/G/9\n\nDistr.: General  \n4 March 2031\n\n---\n\n## Human Rights Council\n\n"
        "### 43<sup>er</sup> período\n\nAgenda item 4\n\n### Lighthouses\n\n#### **Note verbale, a SPECIMEN**\n\n"
        "## I. Lamps\n\n1. With an annex\\*.\n\n---\n\n\\* As received.\n\n**Annex**\n\n**Statement**\n\n"
        "\\# 1. Not a heading\n\n---\n"
    )


@pytest.mark.parametrize(
    "text",
    ["1. not a list", "- not a list", "# no heading", "> no quotation", "a_b_c *d* **e**", "[x](y) ![z](w)", "<b>no tag</b>",
     "&amp; &lt;", "back\\slash `code`", "===", "---", "[^1]", "| no | table |", "+ plus", "~~~", "12345) no", "«a» 中文*中文*"],
)  # fmt: skip
def test_text_is_never_markup(text: str) -> None:
    document = Document(title="A SPECIMEN", content=(Paragraph("p1", f"{text} stands here"), Paragraph("p2", text)))
    for found in lines(write(document))[1:-1]:
        assert found.text.startswith(text)
        assert found.style == ""
        assert found.marks == ()


@pytest.mark.parametrize("start", range(9))
@pytest.mark.parametrize("kind", ["bold", "italic", "underline", "raised", "untranslated"])
def test_marks_come_back_wherever_they_stand(kind: str, start: int) -> None:
    text = 'a "b" c.中文，x (y)*z'
    for end in range(start + 1, len(text) + 1):
        marks = (Mark(kind, start, end), Mark("bold", 4, 9))  # type: ignore[arg-type] # the kinds above
        document = Document(title="A SPECIMEN", content=(Paragraph("p1", text, marks=marks),))
        found = lines(write(document))[1]
        assert _styled(found.text, found.marks) == _styled(text, marks), write(document)


def _styled(text: str, marks: tuple[Mark, ...]) -> list[tuple[object, ...]]:
    return [
        (letter, part.bold, part.italic, part.underline, part.raised, part.untranslated)
        for part in segments(text, marks)
        for letter in part.text
        if not letter.isspace()
    ]


def test_labels_of_notes_differ_between_annexes_and_markers_come_back() -> None:
    def part(text: str, note: str) -> tuple[tuple[Paragraph, ...], tuple[Note, ...]]:
        anchored = Paragraph(f"{note}p", text, marks=(Mark("note", len(text), len(text), note),))
        return (anchored,), (Note(note, "1", (Paragraph(f"{note}q", f"Note on {text}"),)),)

    content, notes = part("lamps", "n1")
    annexes = []
    for number in (1, 2):
        own, below = part(f"The oil {number} burns.", f"x{number}")
        annexes.append(Annex(f"annex{number}", f"Annex {'I' * number}", content=own, notes=below))
    document = again(Document(title="A SPECIMEN", content=content, notes=notes, annexes=tuple(annexes)))
    assert [(note.id, note.marker) for note in document.notes] == [("n1", "1")]
    assert [[(note.id, note.marker) for note in annex.notes] for annex in document.annexes] == [
        [("a1-n1", "1")], [("a2-n1", "1")],
    ]  # fmt: skip
    for annex in document.annexes:
        assert [mark.value for block in annex.content for mark in block.marks] == [annex.notes[0].id]  # type: ignore[union-attr]


def test_cells_over_several_columns_are_reported() -> None:
    row = (Cell((Paragraph("c1", "a | b"),), columns=2),)
    writing = markdown.write(Document(title="A SPECIMEN", content=(Table("t1", (row,)),)), WriteOptions())
    assert [(problem.code, problem.where) for problem in writing.problems] == [("write-spans-lost", "t1")]
    assert "a \\| b" in writing.data.decode()


@pytest.mark.parametrize("language", ["ar", "zh", "en", "fr", "ru", "es"])
def test_made_up_documents_come_back(made_up: ModuleType, language: str) -> None:
    annex = msgspec.structs.replace(made_up.annex(language), label=phrase("annex", language))
    first = made_up.specimen(language, annex, made_up.annex("en"))
    found = again(first)
    for part in ("symbol", "kind", "body", "agenda", "title", "title_marks", "content", "specimen"):
        assert getattr(found, part) == getattr(first, part), part
    # The job number moves from the foot of the page to the box above.
    assert sorted(line.text for line in found.cover) == sorted(line.text for line in first.cover)
    assert [(annex.label, annex.title, annex.language) for annex in found.annexes] == [
        (annex.label, annex.title, annex.language) for annex in first.annexes
    ]
    assert [note.marker for note in found.notes] == ["*"]
    assert again(found) == found


@settings(max_examples=100, deadline=None)
@given(documents())
def test_no_letter_is_lost(document: Document) -> None:
    found = again(document)
    first = Counter("".join([words(document), document.symbol or ""]))
    second = Counter(words(found))
    for letter in " \n*12":  # these are markers of notes too, where they are raised
        del first[letter], second[letter]
    assert first == second
    assert found.specimen


def _without_stars(document: Document) -> Document:
    """Stars are anchored behind words; made-up documents set them anywhere. A caption comes back as a paragraph."""

    def plain(block: Block) -> Block:
        if isinstance(block, Table):
            return msgspec.structs.replace(block, caption="")
        return msgspec.structs.replace(block, text=block.text.replace("*", "x"))

    notes = tuple(msgspec.structs.replace(note, marker=note.marker.replace("*", "9")) for note in document.notes)
    return change_blocks(msgspec.structs.replace(document, notes=notes), plain)


@settings(max_examples=50, deadline=None)
@given(documents(max_annexes=0))
def test_type_is_kept_letter_by_letter(made_up_one: Document) -> None:
    document = _without_stars(made_up_one)
    first, second = ([b for b in d.content if not isinstance(b, Table)] for d in (document, again(document)))
    if len(first) != len(second):
        return  # a first line was taken for something else; that its words are kept is tested above
    for one, other in zip(first, second, strict=True):
        if one.number == other.number:
            assert _styled(one.text, one.marks) == _styled(other.text, other.marks)
