"""Walking a document: its blocks in order, its words, and its text cut where the marks change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import msgspec

from verbale.document.model import Annex, Block, Cell, Document, Heading, Mark, MarkKind, Note, Paragraph, Table


class Place(msgspec.Struct, frozen=True):
    """A text block where it stands: its language, and the annex and note that hold it (ids, or empty)."""

    block: Paragraph | Heading
    language: str
    annex: str = ""
    note: str = ""


class Segment(msgspec.Struct, frozen=True):
    """A stretch of text under the same marks; a point mark (note, break) is a segment without text."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False
    lowered: bool = False
    link: str = ""
    language: str = ""
    untranslated: bool = False
    note: str = ""
    line_break: bool = False


def texts(blocks: Sequence[Block], language: str) -> Iterator[tuple[Paragraph | Heading, str]]:
    """Yield the paragraphs and headings of ``blocks`` with their language, those in the cells of tables included."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield block, block.language or language
            case Table():
                for row in block.rows:
                    for cell in row:
                        yield from texts(cell.content, block.language or language)


def places(document: Document) -> Iterator[Place]:
    """Yield every paragraph and heading of the document in order: content, notes, then each annex with its notes."""
    language = document.masthead.language
    yield from _part(document.content, document.notes, language, "")
    for annex in document.annexes:
        yield from _part(annex.content, annex.notes, annex.language or language, annex.id)


def _part(content: Sequence[Block], notes: Sequence[Note], language: str, annex: str) -> Iterator[Place]:
    for block, own in texts(content, language):
        yield Place(block, own, annex)
    for note in notes:
        for block, own in texts(note.content, language):
            yield Place(block, own, annex, note.id)


def text(document: Document) -> str:
    """Return all words of the document, a line for each cover line, title, caption, paragraph and heading."""
    lines = [line.text for line in document.cover]
    lines += [document.title, document.subtitle, *_lines(document.content), *_notes(document.notes)]
    for annex in document.annexes:
        lines += [annex.label, annex.title, *_lines(annex.content), *_notes(annex.notes)]
    return "\n".join(line for line in lines if line.strip())


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Table):
            yield block.caption
            for row in block.rows:
                for cell in row:
                    yield from _lines(cell.content)
        else:
            yield _numbered(block)


def _notes(notes: Sequence[Note]) -> Iterator[str]:
    for note in notes:
        yield from (f"{note.marker} {line}" for line in _lines(note.content))


def _numbered(block: Paragraph | Heading) -> str:
    return f"{block.number} {block.text}" if block.number else block.text


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """Cut ``text`` where a mark begins or ends; joined again, the texts of the segments are ``text``.

    Marks outside the text are drawn in to its ends; of two languages or links over one character the one that begins
    later wins. The cost grows with the marks, not with their square.
    """
    if not marks:
        return [Segment(text)] if text else []
    size = len(text)
    points: dict[int, list[Segment]] = {}
    opens: dict[int, list[Mark]] = {}
    closes: dict[int, list[Mark]] = {}
    for mark in marks:
        start, end = min(mark.start, size), min(mark.end, size)
        if mark.kind == "note":
            points.setdefault(start, []).append(Segment("", note=mark.value))
        elif mark.kind == "break":
            points.setdefault(start, []).append(Segment("", line_break=True))
        elif start < end:
            opens.setdefault(start, []).append(mark)
            closes.setdefault(end, []).append(mark)
    cuts = sorted({0, size, *points, *opens, *closes})
    found: list[Segment] = []
    active: dict[MarkKind, list[Mark]] = {}
    for start, end in pairwise([*cuts, size]):
        for mark in closes.get(start, ()):
            active[mark.kind].remove(mark)
        for mark in opens.get(start, ()):
            active.setdefault(mark.kind, []).append(mark)
        found += points.get(start, ())
        if start < end:
            found.append(_segment(text[start:end], active))
    return found


def _segment(text: str, active: dict[MarkKind, list[Mark]]) -> Segment:
    links, languages = active.get("link"), active.get("language")
    return Segment(
        text,
        bold=bool(active.get("bold")),
        italic=bool(active.get("italic")),
        underline=bool(active.get("underline")),
        raised=bool(active.get("raised")),
        lowered=bool(active.get("lowered")),
        link=links[-1].value if links else "",
        language=languages[-1].value if languages else "",
        untranslated=bool(active.get("untranslated")),
    )


def change_blocks(document: Document, change: Callable[[Block], Block]) -> Document:
    """Return the document with ``change`` applied to every block, outer blocks after those in their cells."""

    def one(block: Block) -> Block:
        if isinstance(block, Table):
            rows = tuple(
                tuple(Cell(tuple(one(b) for b in cell.content), cell.columns, cell.rows) for cell in row)
                for row in block.rows
            )
            block = msgspec.structs.replace(block, rows=rows)
        return change(block)

    def notes(old: tuple[Note, ...]) -> tuple[Note, ...]:
        return tuple(msgspec.structs.replace(n, content=tuple(one(b) for b in n.content)) for n in old)

    def annex(old: Annex) -> Annex:
        return msgspec.structs.replace(old, content=tuple(one(b) for b in old.content), notes=notes(old.notes))

    return msgspec.structs.replace(
        document,
        content=tuple(one(b) for b in document.content),
        notes=notes(document.notes),
        annexes=tuple(annex(a) for a in document.annexes),
    )
