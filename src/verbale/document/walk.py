"""Walking a document: its blocks in order, its words, and its text cut where the marks change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from verbale.document.model import Annex, Block, Cell, Document, Heading, Mark, Note, Paragraph, Table


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
    """Return all words of the document, a line for each cover line, title, paragraph and heading."""
    lines = [line.text for line in document.cover]
    lines += [document.title, document.subtitle]
    lines += [_numbered(block) for block, _ in texts(document.content, "")]
    lines += [f"{note.marker} {_numbered(block)}" for note in document.notes for block, _ in texts(note.content, "")]
    for annex in document.annexes:
        lines += [annex.label, annex.title]
        lines += [_numbered(block) for block, _ in texts(annex.content, "")]
        lines += [f"{note.marker} {_numbered(block)}" for note in annex.notes for block, _ in texts(note.content, "")]
    return "\n".join(line for line in lines if line.strip())


def _numbered(block: Paragraph | Heading) -> str:
    return f"{block.number} {block.text}" if block.number else block.text


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """Cut ``text`` where a mark begins or ends; joined again, the texts of the segments are ``text``.

    Marks outside the text are drawn in to its ends; of two languages or links over one character the later wins.
    """
    if not marks:
        return [Segment(text)] if text else []
    size = len(text)
    points = sorted((m for m in marks if m.kind in {"note", "break"}), key=lambda m: m.start)
    spans = [m for m in marks if m.kind not in {"note", "break"} and m.start < min(m.end, size)]
    cuts = sorted(
        {0, size, *(m.start for m in spans), *(min(m.end, size) for m in spans), *(min(m.start, size) for m in points)}
    )
    found: list[Segment] = []
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        for point in points:
            if min(point.start, size) == start:
                found.append(Segment("", note=point.value) if point.kind == "note" else Segment("", line_break=True))
        if end is None:
            break
        here = {m.kind: m.value for m in spans if m.start <= start and m.end >= end}
        found.append(
            Segment(
                text[start:end],
                bold="bold" in here,
                italic="italic" in here,
                underline="underline" in here,
                raised="raised" in here,
                lowered="lowered" in here,
                link=here.get("link", ""),
                language=here.get("language", ""),
                untranslated="untranslated" in here,
            )
        )
    return found


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
