"""The units of a document that are translated: its titles, paragraphs, cells, captions and notes, each under a lasting id.

The masthead is none of them: it is composed in each language from its values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from verbale.document.model import (
    AgendaItem,
    Annex,
    Block,
    Cell,
    Document,
    Heading,
    Mark,
    Note,
    Paragraph,
    Table,
)

UnitKind = Literal["title", "subtitle", "agenda", "heading", "paragraph", "caption", "label"]


class Unit(msgspec.Struct, frozen=True):
    """A text that is translated as a whole.

    ``id`` is that of its block ("p3"), or says what it is ("title", "agenda.1", "t1.caption", "a1.label", "a1.title"): the
    same in every language version and every round. ``number`` is printed before it: the number of a paragraph or agenda
    item, the marker of a note. ``annex``, ``note`` and ``table`` are the ids of what holds it, or empty; ``cell`` is its row
    and column from 1. ``language`` is the one that the document says it is in.
    """

    id: str
    kind: UnitKind
    text: str
    marks: tuple[Mark, ...] = ()
    language: str = ""
    number: str = ""
    annex: str = ""
    note: str = ""
    table: str = ""
    cell: tuple[int, int] = (0, 0)


Change = Callable[[Unit], Unit]


def units(document: Document, *, empty: bool = False) -> tuple[Unit, ...]:
    """Return the units of the document in order; those without a word and without a mark only where ``empty`` is asked."""
    found: list[Unit] = []

    def keep(unit: Unit) -> Unit:
        if empty or unit.text or unit.marks:
            found.append(unit)
        return unit

    rewrite(document, keep)
    return tuple(found)


def rewrite(document: Document, change: Change) -> Document:
    """Return the document with each unit as ``change`` gives it: its text, marks and language count.

    A unit that comes back as it was leaves its block as it was. Titles, captions and labels are in the language of what
    holds them, and a subtitle, a caption and the title of an agenda item have no marks, whatever comes back.
    """
    walk = _Walk(change)
    language = document.masthead.language
    title = walk.text("title", "title", document.title, document.title_marks, language)
    subtitle = walk.text("subtitle", "subtitle", document.subtitle, (), language)
    agenda = tuple(walk.item(item, nth, language) for nth, item in enumerate(document.agenda, 1))
    content = walk.blocks(document.content, language)
    notes = walk.notes(document.notes, language)
    return msgspec.structs.replace(
        document,
        title=title.text,
        title_marks=title.marks,
        subtitle=subtitle.text,
        agenda=agenda,
        content=content,
        notes=notes,
        annexes=tuple(walk.annex(annex, language) for annex in document.annexes),
    )


class _Walk:
    """One walk over a document: where it stands, and the ids that were given."""

    def __init__(self, change: Change) -> None:
        self._change, self._given = change, set[str]()
        self._annex = self._note = self._table = ""
        self._cell = (0, 0)

    def text(
        self, id_: str, kind: UnitKind, text: str, marks: tuple[Mark, ...], language: str, number: str = ""
    ) -> Unit:
        """Return a unit as it shall be; the given one itself where nothing changes."""
        name, more = id_, 1
        while name in self._given:
            more += 1
            name = f"{id_}.{more}"
        self._given.add(name)
        return self._change(
            Unit(name, kind, text, marks, language, number, self._annex, self._note, self._table, self._cell)
        )

    def item(self, item: AgendaItem, nth: int, language: str) -> AgendaItem:
        unit = self.text(f"agenda.{nth}", "agenda", item.title, (), language, item.number)
        return item if unit.text == item.title else AgendaItem(item.number, unit.text)

    def blocks(self, blocks: tuple[Block, ...], language: str) -> tuple[Block, ...]:
        return tuple(self.block(block, language) for block in blocks)

    def block(self, block: Block, language: str) -> Block:
        if isinstance(block, Table):
            return self.grid(block, language)
        kind: UnitKind = "heading" if isinstance(block, Heading) else "paragraph"
        own = block.language or language
        number = block.number if isinstance(block, Paragraph) and not self._note else ""
        unit = self.text(block.id, kind, block.text, block.marks, own, number or self._marker(block))
        if (unit.text, unit.marks, unit.language) == (block.text, block.marks, own):
            return block
        tongue = "" if unit.language == language else unit.language
        return msgspec.structs.replace(block, text=unit.text, marks=unit.marks, language=tongue)

    def _marker(self, block: Paragraph | Heading) -> str:
        return self._of_note if self._note else block.number

    def grid(self, table: Table, language: str) -> Table:
        """Return a table; one whose words are all in the language around it needs no language of its own."""
        outer, place = self._table, self._cell
        own = table.language or language
        self._table, self._cell = table.id, (0, 0)
        caption = self.text(f"{table.id}.caption", "caption", table.caption, (), own)
        rows = []
        for down, row in enumerate(table.rows, 1):
            cells = []
            for across, cell in enumerate(row, 1):
                self._table, self._cell = table.id, (down, across)
                cells.append(Cell(self.blocks(cell.content, own), cell.columns, cell.rows))
            rows.append(tuple(cells))
        self._table, self._cell = outer, place
        changed = msgspec.structs.replace(table, caption=caption.text, rows=tuple(rows))
        return table if changed == table else _settled(changed, own, caption.language, language)

    def notes(self, notes: tuple[Note, ...], language: str) -> tuple[Note, ...]:
        found = []
        for note in notes:
            self._note, self._of_note = note.id, note.marker
            found.append(Note(note.id, note.marker, self.blocks(note.content, language)))
        self._note = self._of_note = ""
        return tuple(found)

    def annex(self, annex: Annex, language: str) -> Annex:
        own = annex.language or language
        self._annex = annex.id
        label = self.text(f"{annex.id}.label", "label", annex.label, annex.label_marks, own)
        title = self.text(f"{annex.id}.title", "title", annex.title, annex.title_marks, own)
        changed = msgspec.structs.replace(
            annex,
            label=label.text,
            label_marks=label.marks,
            title=title.text,
            title_marks=title.marks,
            content=self.blocks(annex.content, own),
            notes=self.notes(annex.notes, own),
        )
        self._annex = ""
        return changed

    _of_note = ""


def _settled(table: Table, own: str, caption: str, around: str) -> Table:
    """Return a changed table without a language of its own where none of its words is in it any more."""
    if own == around or (table.caption and caption == own):
        return table
    if any(_tongues(cell.content, own) - {around} for row in table.rows for cell in row):
        return table

    def bare(block: Block) -> Block:
        return msgspec.structs.replace(block, language="")

    rows = tuple(
        tuple(Cell(tuple(bare(b) for b in cell.content), cell.columns, cell.rows) for cell in row) for row in table.rows
    )
    return msgspec.structs.replace(table, rows=rows, language="")


def _tongues(blocks: Sequence[Block], language: str) -> set[str]:
    found: set[str] = set()
    for block in blocks:
        own = block.language or language
        if isinstance(block, Table):
            found |= {own}.union(*(_tongues(cell.content, own) for row in block.rows for cell in row))
        elif block.text:
            found.add(own)
    return found
