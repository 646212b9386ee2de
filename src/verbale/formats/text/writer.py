"""Writing plain text: a paragraph a line, an empty line between two; notes behind a rule, each annex behind one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from verbale.document import (
    Annex,
    Block,
    Document,
    Heading,
    Mark,
    Note,
    Paragraph,
    Table,
    WriteOptions,
    Writing,
    segments,
)
from verbale.languages import phrase
from verbale.problems import Problem

_RULE = "__________"


def write(document: Document, options: WriteOptions) -> Writing:
    """Return the words of the document in UTF-8, and a problem that says what plain text does not keep.

    Bold and raised type and links are lost; markers of notes stand glued to their word, a table is a line a row.
    """
    language = document.masthead.language or "en"
    markers = _markers(document.notes)
    parts = [phrase("specimen", language)] if document.specimen else []
    if document.symbol and all(line.field != "symbol" for line in document.cover):
        parts.append(document.symbol)
    parts.append("\n".join(_words(line.text, line.marks, markers) for line in document.cover))
    parts += [_words(document.title, document.title_marks, markers), document.subtitle]
    parts += _blocks(document.content, markers)
    parts += _notes(document.notes, markers)
    for annex in document.annexes:
        parts += _annex(annex, language)
    text = "\n\n".join(part for part in parts if part.strip())
    return Writing(text.encode() + b"\n", tuple(_lost(document)))


def _annex(annex: Annex, language: str) -> Iterator[str]:
    markers = _markers(annex.notes)
    yield _RULE
    yield _words(annex.label, annex.label_marks, markers)
    if annex.original:
        yield phrase("annex.original", language, languages=[annex.original])
    yield _words(annex.title, annex.title_marks, markers)
    yield from _blocks(annex.content, markers)
    yield from _notes(annex.notes, markers)


def _blocks(blocks: Sequence[Block], markers: Mapping[str, str]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(role="rule", text=""):
                yield _RULE
            case Paragraph() | Heading():
                words = _words(block.text, block.marks, markers)
                yield f"{block.number} {words}" if block.number else words
            case Table():
                yield block.caption
                rows = [[" ".join(_blocks(cell.content, markers)) for cell in row] for row in block.rows]
                yield "\n".join("\t".join(row) for row in rows)


def _notes(notes: Sequence[Note], markers: Mapping[str, str]) -> Iterator[str]:
    if notes:
        yield _RULE
    for note in notes:
        yield f"{note.marker} {' '.join(_blocks(note.content, markers))}"


def _markers(notes: Sequence[Note]) -> dict[str, str]:
    return {note.id: note.marker for note in notes}


def _words(text: str, marks: Sequence[Mark], markers: Mapping[str, str]) -> str:
    """Return the words on one line, with the markers of notes."""
    parts = (markers.get(part.note, "") if part.note else part.text for part in segments(text, marks))
    return " ".join("".join(parts).split())


def _lost(document: Document) -> Iterator[Problem]:
    blocks = [*document.content, *(block for annex in document.annexes for block in annex.content)]
    if any(isinstance(block, Table) for block in blocks):
        advice = "Write Markdown, HTML, PDF or JSON to keep tables."
        yield Problem("write-tables-lost", "note", "Tables stand as lines, their cells parted by tabs.", "", advice)
    if any(not isinstance(block, Table) and block.marks for block in blocks):
        advice = "Write Markdown, HTML, PDF or JSON to keep them."
        yield Problem(
            "write-marks-lost", "note", "Bold and raised type, links and line breaks are left out.", "", advice
        )
