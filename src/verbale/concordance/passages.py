"""A document as the passages that are compared: cover, titles, text, annexes and notes, with what each states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from verbale import citations
from verbale.authorities import Authorities, Glossary
from verbale.concordance.facts import facts
from verbale.concordance.model import Part, Passage
from verbale.document import Citation, Document, Note, Paragraph, Table
from verbale.document.model import Block, CoverField

_FIELDS: tuple[CoverField, ...] = ("organ", "session", "session-dates", "agenda", "agenda-title")
"""Lines of the cover that speak in the words of their language; those of one field are one passage."""


def passages(
    document: Document, known: Authorities | None = None, terms: Glossary | None = None
) -> tuple[Passage, ...]:
    """Return the passages of a language version in their order, notes after the text or annex that they belong to."""
    found: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations.mark(document).citations:
        found[citation.block].append(citation)
    return tuple(_with_facts(passage, found[passage.id], known, terms) for passage in _all(document))


def _with_facts(
    passage: Passage, found: Sequence[Citation], known: Authorities | None, terms: Glossary | None
) -> Passage:
    """Return the passage with what it states."""
    stated = facts(passage.text, passage.tongue, citations=found, marks=passage.marks, known=known, terms=terms)
    return msgspec.structs.replace(passage, facts=stated)


def _all(document: Document) -> Iterator[Passage]:
    tongue = document.masthead.language
    for field in _FIELDS:
        lines = [line for line in document.cover if line.field == field]
        if lines:
            yield Passage(field, "cover", "\n".join(line.text for line in lines), tongue)
    for number, line in enumerate(document.cover):
        if line.field == "other":
            yield Passage(f"cover-{number}", "cover", line.text, tongue, marks=line.marks)
    if document.title:
        yield Passage("title", "title", document.title, tongue, marks=document.title_marks)
    if document.subtitle:
        yield Passage("subtitle", "title", document.subtitle, tongue)
    yield from _blocks(document.content, "text", tongue)
    yield from _notes(document.notes, tongue)
    for annex in document.annexes:
        own = annex.language or tongue
        heads = (("label", annex.label, annex.label_marks, tongue), ("title", annex.title, annex.title_marks, own))
        for name, text, marks, spoken in heads:
            if text:
                yield Passage(f"{annex.id}-{name}", "annex", text, spoken, role="heading", annex=annex.id, marks=marks)
        yield from _blocks(annex.content, "annex", own, annex.id)
        yield from _notes(annex.notes, own, annex.id)


def _notes(notes: Sequence[Note], tongue: str, annex: str = "") -> Iterator[Passage]:
    for note in notes:
        for number, passage in enumerate(_blocks(note.content, "note", tongue, annex, note.id)):
            yield msgspec.structs.replace(passage, number=note.marker) if not number else passage


def _blocks(blocks: Sequence[Block], part: Part, tongue: str, annex: str = "", note: str = "") -> Iterator[Passage]:
    for block in blocks:
        own = block.language or tongue
        if isinstance(block, Table):
            if block.caption:
                yield Passage(f"{block.id}-caption", part, block.caption, own, role="caption", annex=annex, note=note)
            for row in block.rows:
                for cell in row:
                    yield from _blocks(cell.content, part, own, annex, note)
        else:
            role = block.role if isinstance(block, Paragraph) else "heading"
            yield Passage(
                block.id, part, block.text, own, block.number, block.level, role, annex, note, (), block.marks
            )
